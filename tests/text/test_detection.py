"""Which language a text is in, whether it is one that is read, and where a text changes from one to the other."""

from itertools import product

import pytest

from factcheck import LanguageError, LanguageWarning, attribute_claims, attribute_many
from factcheck.text.detection import detect, parts

BOTH = ("en", "fr")
FOREIGN = {
    "zh": "市长周二表示，大桥将于周一关闭。",
    "ar": "قال رئيس البلدية إن الجسر سيغلق يوم الاثنين.",
    "ru": "Мэр заявил, что мост закрыт.",
    "el": "Ο δήμαρχος είπε ότι η γέφυρα θα κλείσει.",
    "he": "ראש העיר אמר.",
    "ja": "市長は述べた。",
    "ko": "시장은 말했다.",
    "hi": "महापौर ने कहा।",
    "de": "Das ist falsch, sagte er.",
    "nl": "De burgemeester zei dat de brug maandag dichtgaat.",
    "es": "El alcalde dijo que el puente cerrará el lunes.",
    "it": "Il sindaco ha detto che il ponte chiuderà lunedì.",
    "pt": "O prefeito disse que a ponte fechará na segunda-feira.",
    "ca": "L'alcalde va dir que el pont tancarà dilluns.",
    "sv": "Borgmästaren sade att bron stängs på måndag.",
}
FRENCH = [
    "Le maire a déclaré lundi que la gare de la ville fermera ses portes dès la semaine prochaine.",
    "Les habitants du quartier craignent que le pont ne soit jamais reconstruit, malgré les promesses du préfet.",
    "Selon la régie des transports, le bac de nuit sera supprimé faute de moyens pour acheter du carburant.",
    "Aucune date n'a été donnée pour la reprise des travaux, qui devaient durer six mois et en ont déjà pris dix.",
    "« Nous avons tout perdu », a raconté la boulangère du village, dont la maison a été emportée par les eaux.",
]
ENGLISH = [
    "The mayor said on Monday that the station of the town will close its doors as early as next week.",
    "People in the district fear that the bridge will never be rebuilt, whatever the prefect has promised them.",
    "According to the transport authority, the night ferry will be withdrawn because fuel has become too dear.",
    "No date has been given for the works to start again; they should have lasted six months and have taken ten.",
    "“We have lost everything,” said the baker of the village, whose house was swept away by the flood on Friday.",
]


@pytest.mark.parametrize("code", FOREIGN)
def test_a_short_text_in_another_language_is_refused(code: str) -> None:
    with pytest.raises(LanguageError, match=f"'{code}'"):
        detect(FOREIGN[code], BOTH)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Non, dit-il.", "fr"), ("No, he said.", "en"), ("Il pleut.", "fr"), ("Le maire dit non.", "fr"),
     ("Mayor Ruiz said it rains.", "en"), *((text, "fr") for text in FRENCH), *((text, "en") for text in ENGLISH)],
)  # fmt: skip
def test_a_short_text_is_told(text: str, code: str) -> None:
    assert detect(text, BOTH) == code


@pytest.mark.parametrize("text", ["Paul Durand", "OK", "A1"])
def test_what_cannot_be_told_is_read_with_a_warning(text: str) -> None:
    with pytest.warns(LanguageWarning, match="too little text"):
        assert detect(text, BOTH) in BOTH


@pytest.mark.parametrize(("one", "other"), [*product(FRENCH, ENGLISH), *product(ENGLISH, FRENCH)])
def test_a_text_in_two_languages_is_cut_between_its_paragraphs(one: str, other: str) -> None:
    text = f"{one}\n\n{other}"
    first, second = parts(text, BOTH)
    assert {first.language, second.language} == {"fr", "en"}
    assert first.language == ("fr" if one in FRENCH else "en")
    assert text[first.start : first.end] == one
    assert text[second.start : second.end] == other


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FRENCH[0] + "\n\n“We will not stop,” he said. “We have been waiting for years.”\n\n" + FRENCH[1],
         "fr"),
        (ENGLISH[0] + "\n\n« Nous ne nous arrêterons pas. Nous attendons depuis des années. »", "en"),
        (FRENCH[2] + "\n\nRead more\n\n" + FRENCH[3], "fr"),
        ("\n".join(ENGLISH), "en"),
    ],
)  # fmt: skip
def test_what_is_quoted_or_short_makes_no_part(text: str, code: str) -> None:
    (part,) = parts(text, BOTH)
    assert (part.start, part.end, part.language) == (0, len(text), code)


def test_both_halves_of_a_page_are_read() -> None:
    text = f"{FRENCH[4]}\n\nPaul Durand a dit que la gare fermera bientôt ses portes.\n\n{ENGLISH[2]}\n\n{ENGLISH[4]}"
    report = attribute_claims(text)
    cited = [claim.attribution.cue.text for claim in report if claim.attribution and claim.attribution.cue]
    assert cited == ["a raconté", "a dit", "According to", "said"]
    assert [claim.id for claim in report] == [f"c{n}" for n in range(1, len(report) + 1)]
    assert len({source.id for source in report.sources}) == len(report.sources)
    for source in report.sources:
        assert all(text[m.start : m.end] == m.text for m in source.mentions)
    alone, among = attribute_many([ENGLISH[0], text])
    assert among == report
    assert alone.language == "en"
