"""Sources: who is meant, under which name, of which type, and what the article tells of them."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck import ModelError, Report, Source, load
from factcheck.entities import choice
from factcheck.entities.clusters import Cluster
from factcheck.entities.labels import label
from factcheck.languages import load_pack
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.references import Reference, Sort


@cache
def report_on(language: str, text: str) -> Report:
    """The report of one text, analysed once for all tests."""
    return load(language)(text)


def origins(language: str, text: str) -> list[Source]:
    """The origin of each attributed claim, in the order of the text."""
    report = report_on(language, text)
    return [chain[-1] for claim in report if (chain := report.chain(claim))]


NAMES = [
    ("fr", "Le maire Paul Durand a parlé. Durand a déclaré que la gare fermera.", "Paul Durand"),
    ("en", "Mayor Paul Durand spoke. Durand said that the station will close.", "Paul Durand"),
    ("fr", "La ministre Anne Leroy est arrivée. Elle a déclaré que le pont est sûr.", "Anne Leroy"),
    ("en", "Minister Anne Leroy has arrived. She said that the bridge is safe.", "Anne Leroy"),
    ("fr", "Jean Valmont, préfet du Nord, est venu. Le préfet a dit que l'eau monte.", "Jean Valmont"),
    ("en", "John Valmont, governor of the island, came. The governor said that the water rises.", "John Valmont"),
    (
        "fr",
        "L'association Forêts Vivantes existe depuis dix ans. L'association affirme que le lac meurt.",
        "Forêts Vivantes",
    ),
    (
        "fr",
        "La Ligue Protection Oiseaux (LPO) se réunit. La LPO estime que le héron revient.",
        "Ligue Protection Oiseaux",
    ),
    (
        "en",
        "The World Heron Society (WHS) meets today. WHS says that the heron is back.",
        "World Heron Society",
    ),
    ("fr", "Selon un marin, Yves Le Goff, le port est fermé.", "Yves Le Goff"),
    ("en", "According to a sailor, Peter Hale, the port is closed.", "Peter Hale"),
    (
        "en",
        "The charity Living Forests is ten years old. The charity claims that the lake is dying.",
        "Living Forests",
    ),
    ("fr", "Le consultant RMC, Jérôme Vasseur, estime que le club joue bien.", "Jérôme Vasseur"),
    ("en", "Conservative MP Philip Hammond said that the vote was wrong.", "Philip Hammond"),
]


@pytest.mark.parametrize(("language", "text", "name"), NAMES)
def test_a_mention_leads_to_the_fullest_name(language: str, text: str, name: str) -> None:
    assert origins(language, text)[-1].name == name


TYPES = [
    ("fr", "Claire Vidal a déclaré que le pont est sûr.", "person"),
    ("en", "Claire Vidal said that the bridge is safe.", "person"),
    ("fr", "Le ministère de la Santé a annoncé que le vaccin est gratuit.", "organization"),
    ("en", "The Ministry of Health announced that the vaccine is free.", "organization"),
    ("fr", "L'AFP rapporte que le pont est fermé.", "outlet"),
    ("en", "Reuters has reported that the bridge is closed.", "outlet"),
    ("fr", "Un rapport indique que le niveau du lac baisse.", "document"),
    ("en", "A report says that the level of the lake is falling.", "document"),
    ("fr", "Les pêcheurs affirment que le lac est vide.", "group"),
    ("en", "Fishermen say that the lake is empty.", "group"),
    ("fr", "Le Kremlin affirme que les troupes rentrent.", "organization"),
    ("en", "The Kremlin says that the troops are going home.", "organization"),
]


@pytest.mark.parametrize(("language", "text", "kind"), TYPES)
def test_a_source_has_a_type(language: str, text: str, kind: str) -> None:
    assert [str(source.type) for source in origins(language, text)] == [kind]


def test_an_outlet_is_linked() -> None:
    source = origins("en", "Reuters has reported that the bridge is closed.")[0]
    assert source.link is not None


@pytest.mark.parametrize(
    ("language", "text", "description"),
    [
        ("fr", "Jean Valmont, préfet du Nord, a dit que l'eau monte.", "préfet du Nord"),
        ("en", "John Valmont, governor of the island, said that the water rises.", "governor of the island"),
    ],
)
def test_the_description_is_what_the_article_says(language: str, text: str, description: str) -> None:
    assert origins(language, text)[0].description == description


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Anne Leroy est arrivée. Elle a dit que le pont est sûr. Son avocat a dit que tout va bien."),
        ("en", "Anne Leroy has arrived. She said that the bridge is safe. Her lawyer said that all is well."),
    ],
)
def test_a_possessive_is_another_person(language: str, text: str) -> None:
    first, second = origins(language, text)
    assert first.id != second.id
    assert "Leroy" in second.name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Paul Durand a dit que la gare fermera. Marie Durand a dit que la gare restera."),
        ("en", "Paul Durand said that the station will close. Mary Durand said that the station will stay."),
    ],
)
def test_two_people_of_one_name_stay_apart(language: str, text: str) -> None:
    assert len({source.id for source in origins(language, text)}) == 2


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Yao Koffi conduisait. Marc Koffi attendait. Koffi a déclaré que le pont était fermé.", "Koffi"),
        ("en", "John Trask drove. Mark Trask waited. Trask said that the bridge was closed.", "Trask"),
        ("en", "John Trask drove. Trask said that the bridge was closed. Mark Trask waited.", "John Trask"),
    ],
)
def test_a_surname_that_two_bear_is_nobody_in_full(language: str, text: str, name: str) -> None:
    assert [source.name for source in origins(language, text)] == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "fr",
            "Le critique du « Courrier du Port », Amos Prudent, a dit que la pièce était trop longue.",
            "Amos Prudent",
        ),
        ("en", 'The critic of the "Harbour Courier", Amos Prudent, said that the play was too long.', "Amos Prudent"),
    ],
)
def test_a_name_in_quotation_marks_behind_a_preposition_is_another_s(language: str, text: str, name: str) -> None:
    assert [source.name for source in origins(language, text)] == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Hatem Jaziri récolte des olives. H. J. affirme que l'huile sera chère.", "Hatem Jaziri"),
        ("en", "Hatem Jaziri grows olives. H. J. said that the oil would be dear.", "Hatem Jaziri"),
        ("en", "Hatem Jaziri grows olives. Helen Jones grows wine. H. J. said that the oil would be dear.", "H. J."),
    ],
)
def test_initials_are_the_one_whose_they_can_only_be(language: str, text: str, name: str) -> None:
    assert origins(language, text)[-1].name == name


@pytest.mark.parametrize(
    ("language", "text", "mention", "pronoun"),
    [
        ("en", "He in the big network wrote that it was over.", "He in the big network", "he"),
        ("en", "She nonetheless insists that it is over.", "She nonetheless", "she"),
        ("fr", "Elle aussi affirme que la fête est finie.", "Elle aussi", "elle"),
        ("en", "She and Paul Hale insist that it is over.", "She and Paul Hale", None),
    ],
)
def test_a_pronoun_is_one_with_words_behind_it(language: str, text: str, mention: str, pronoun: str | None) -> None:
    document = load(language).parse([text])[0]
    told = describe(Context(document, (), load_pack(language)), 0, 0, len(mention))
    assert (told.noun if told.sort is Sort.PRONOUN else None) == pronoun


OFFICES = [
    ("fr", "Jean Savard a été condamné lundi à neuf ans de prison. Le juge a dit qu'il était dangereux.", "juge"),
    ("fr", "L'organiste Paul Dyer a pris sa retraite. L'évêque a déclaré qu'il le regrettait.", "évêque"),
    ("fr", "Denis Hollier a volé deux voitures mardi. Le procureur affirme qu'il ment.", "procureur"),
    ("en", "John Smart was jailed for nine years on Monday. The judge said he was a danger to women.", "judge"),
    ("en", "Striker Leo Banks missed two penalties. The coach said that he was tired.", "coach"),
    ("en", "Alan Reeve drowned in the canal in March. The coroner said that he had slipped.", "coroner"),
]


@pytest.mark.parametrize(("language", "text", "name"), OFFICES)
def test_an_office_is_not_the_person_of_whom_it_speaks(language: str, text: str, name: str) -> None:
    assert [source.name for source in origins(language, text)] == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Karim Oudry a tout perdu. « Mon avocat dit que la banque paiera », a déclaré Karim Oudry.", "Oudry"),
        ("en", "Kate Nolan lost it all. “My lawyer says that the bank will pay,” said Kate Nolan.", "Nolan"),
    ],
)
def test_what_is_mine_belongs_to_the_one_who_speaks(language: str, text: str, name: str) -> None:
    lawyers = [source.name for source in origins(language, text) if source.name.startswith(("avocat", "lawyer"))]
    assert lawyers
    assert all(lawyer.endswith(name) for lawyer in lawyers)


class Unsure:
    """Trees that hold everybody for as likely."""

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.full(len(rows), 0.7)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "fr",
            "Anne Leroy est arrivée. Elle a dit que le pont est sûr. Son avocat a dit que tout va bien.",
            ["Anne Leroy", "avocat"],
        ),
        (
            "en",
            "Anne Leroy has arrived. She said that the bridge is safe. Her lawyer said that all is well.",
            ["Anne Leroy", "lawyer"],
        ),
    ],
)
def test_an_owner_is_named_only_when_surer_than_a_pronoun(
    language: str, text: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "load_trees", Unsure)
    report = load(language)(text)
    assert [chain[-1].name for claim in report if (chain := report.chain(claim))] == names


def test_trees_that_are_missing_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match=r"who\.npz"):
        choice.load_trees.__wrapped__()


def test_sources_come_by_weight() -> None:
    text = (
        "Paul Durand a dit que la gare fermera. Anne Leroy a dit que le pont est sûr. "
        "Anne Leroy a dit que le lac est plein."
    )
    assert [source.name for source in report_on("fr", text).sources] == ["Anne Leroy", "Paul Durand"]


def test_a_source_holds_its_mentions_in_order() -> None:
    report = report_on("fr", NAMES[0][1])
    mentions = [mention.text for mention in report.sources[0].mentions]
    assert mentions[-1] == "Durand"
    assert all(report.text[m.start : m.end] == m.text for m in report.sources[0].mentions)


def test_of_two_names_as_full_the_first_is_taken() -> None:
    # Whatever the seed of hashes: eight names, so that a set would hardly keep their order by chance.
    group = Cluster()
    spelt_out = [f"Ligue {chance} Nord" for chance in ("Abc", "Bcd", "Cde", "Def", "Efg", "Fgh", "Ghi", "Hij")]
    for place, name in enumerate(spelt_out):
        group.add(Reference(0, 0, place, place + 1, Sort.NAME, "LN", name="LN", words=("ln",), acronym=name))
    assert label(group, load_pack("fr")) == spelt_out[0]


@pytest.mark.parametrize("brackets", ["(?)", "()", "(…)"])
def test_brackets_without_words_spell_nothing_out(brackets: str) -> None:
    (source,) = origins("en", f"According to HRW {brackets}, the bridge will close.")
    assert source.name == "HRW"


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Selon certains », la ministre chercherait à satisfaire ses alliés.", "certains"),
        ("en", "According to some ”, the minister was late.", "some"),
    ],
)
def test_a_stray_mark_leaves_no_source_without_a_name(language: str, text: str, name: str) -> None:
    assert [source.name for source in report_on(language, text).sources] == [name]
