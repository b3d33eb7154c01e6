"""What is no text is refused with a message that says what to do; whatever is one gives a report."""

from typing import Any

import pytest

from factcheck import LanguageError, Report, TextError, attribute_claims, attribute_many, load
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


@pytest.mark.parametrize("language", ["de", "xx", "", "français", "EN-gb", "../fr"])
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
