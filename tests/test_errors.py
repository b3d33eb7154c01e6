"""What is no text is refused with a message that says what to do; whatever is one gives a report."""

from pathlib import Path
from typing import Any

import pytest

from factcheck import Failure, LanguageError, Report, TextError, attribute_claims, attribute_many, load
from factcheck.errors import FactcheckError
from factcheck.pipeline import MAX_LENGTH

ITALIAN = (
    "Il sindaco ha annunciato che la stazione resterà chiusa fino alla fine del mese, perché i lavori sul ponte "
    "non sono ancora terminati e nessuno dei treni della mattina potrà fermarsi in paese prima di ottobre. "
    "Gli abitanti, invece, chiedono da anni una soluzione diversa."
)


@pytest.mark.parametrize("text", [None, b"Il pleut.", bytearray(b"Rain."), 7, 3.5, ["Il pleut."], object()])
@pytest.mark.parametrize("language", ["fr", None])
def test_what_is_no_string_is_refused(text: Any, language: str | None) -> None:
    with pytest.raises(TextError, match=type(text).__name__):
        attribute_claims(text, language)


def test_the_message_says_what_to_do_with_bytes() -> None:
    with pytest.raises(TextError, match="decode"):
        attribute_claims(b"Il pleut.", "fr")  # type: ignore[arg-type]


def test_a_text_that_is_too_long_is_refused_at_once() -> None:
    with pytest.raises(TextError, match="limit"):
        attribute_claims("a" * (MAX_LENGTH + 1), "en")


def test_one_bad_text_among_many_is_refused_by_name() -> None:
    with pytest.raises(TextError):
        list(attribute_many(["It rains.", None], "en"))  # type: ignore[list-item]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/2026/rain.html",
        "http://example.org",
        " www.example.org/a?b=c \n",
        "file:///home/ana/rain.txt",
        "ftp://example.org/rain",
    ],
)
@pytest.mark.parametrize("language", ["fr", None])
def test_the_address_of_a_text_is_refused(text: str, language: str | None) -> None:
    with pytest.raises(TextError, match="save the page first"):
        attribute_claims(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "rain.txt",
        "news/2026/pluie.html",
        "/home/ana/my article.txt",
        "~/Documents/pluie.docx",
        "./draft",
        "../drafts/one",
        "/home/ana/draft",
        r"C:\Users\Ana\my article.pdf",
        r"\\server\news\rain.txt",
    ],
)
def test_the_path_of_a_text_is_refused(text: str) -> None:
    with pytest.raises(TextError, match="path, not a text; read it first"):
        attribute_claims(text)
    failure, report = attribute_many([text, "It rains."], "en", on_error="record")
    assert isinstance(failure, Failure)
    assert isinstance(report, Report)


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/rain for more.",
        "https://example.org/rain said so.",
        "He saved it as rain.txt.",
        "Rain.",
        "and/or",
        "24/7",
        "It is at /home/ana/rain.txt now, he said.",
        "www.example.org said that it rains.",
    ],
)
def test_a_text_that_only_mentions_an_address_or_a_path_is_read(text: str) -> None:
    assert attribute_claims(text, "en").text == text


def test_a_path_object_is_told_to_be_read() -> None:
    with pytest.raises(TextError, match=r"Path; read the file first, with factcheck\.text\.inputs\.read"):
        attribute_claims(Path("rain.txt"), "en")  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [3, b"en", ["en"], object()])
def test_a_language_or_an_outlet_that_is_no_string_is_refused(wrong: Any) -> None:
    for call in (load, lambda language: attribute_claims("It rains.", language)):
        with pytest.raises(LanguageError, match=f"must be a str such as 'en', not {type(wrong).__name__}"):
            call(wrong)
    with pytest.raises(TextError, match=f"outlet must be a str.* not {type(wrong).__name__}"):
        attribute_claims("It rains.", "en", outlet=wrong)
    with pytest.raises(LanguageError):
        list(attribute_many(["It rains."], wrong))
    with pytest.raises(TextError):
        list(attribute_many(["It rains."], "en", outlet=wrong))


@pytest.mark.parametrize("wrong", ["It rains.", b"It rains.", 7, None])
def test_many_texts_are_not_one(wrong: Any) -> None:
    with pytest.raises(TextError, match="several texts"):
        attribute_many(wrong, "en")


@pytest.mark.parametrize("language", ["de", "xx", "", "français", "en-", "../fr", "zh-Hant-TW"])
def test_a_language_without_a_pack_is_refused(language: str) -> None:
    with pytest.raises(LanguageError):
        load(language)


def test_a_text_that_is_surely_in_another_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="it"):
        attribute_claims(ITALIAN)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_somebody_who_insists_on_the_wrong_language_gets_a_report(language: str) -> None:
    report = attribute_claims(ITALIAN, language)
    assert report.language == language
    assert_sound(report)


@pytest.mark.parametrize("error", [TextError, LanguageError], ids=["a text", "a language"])
def test_every_error_is_one_of_ours(error: type[Exception]) -> None:
    assert issubclass(error, FactcheckError)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "12:30", "!?…", "—", "😀", "\x00", "\u00a0"])
def test_a_text_without_letters_has_no_language_and_no_claims(text: str) -> None:
    report = attribute_claims(text)
    assert (report.text, report.language, report.claims, report.sources) == (text, "und", (), ())


ODD = [
    "",
    "   \r\n ",
    "Bonjour",
    "said",
    "selon",
    ".",
    "« » “ ” \" ' ‘ ’ „ ‹ ›",
    "«««««»»»»»" * 20,
    '"' * 501,
    "'" * 501,
    "''" * 200,
    "“said” “said” “said”",
    "said said said said said said",
    "selon selon selon, d'après selon",
    "\x00\x01\x02\x7f\xff\xfe" * 40,
    "%PDF-1.7\x00\x93\x8c stream \x9d\x00\x00 endstream",
    "\ud800 said \udfff that it rains.",
    "\ufeffIl a dit que oui.",
    "e\u0301\u0301\u0301 a déclaré que la gare fermera.",
    "a" * 2_000,
    "— " * 400,
    "\u200b\u200d\u2060",
    "مرحبا قال الوزير إن المحطة ستغلق.",
    "市長は駅が閉鎖されると述べた。",
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_odd_texts_give_reports(language: str) -> None:
    for text, report in zip(ODD, load(language).batch(ODD), strict=True):
        assert report.text == text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
        assert_sound(report)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", ["", "   \r\n ", ".", "\x00\x01\x02"])
def test_a_text_without_words_claims_nothing(text: str, language: str) -> None:
    assert attribute_claims(text, language).claims == ()


def assert_sound(report: Report) -> None:
    """Every offset leads to what it says, and the report can be written and read back."""
    for claim in report:
        for start, end in claim.spans:
            assert 0 <= start < end <= len(report.text)
        for mention in (claim.attribution.cue, claim.attribution.source) if claim.attribution else ():
            assert mention is None or report.text[mention.start : mention.end] == mention.text
    assert Report.from_dict(report.to_dict()) == report
    assert report.to_json().encode()
