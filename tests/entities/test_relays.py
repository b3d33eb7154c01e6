"""Relays: told to an outlet, cited by one, citing somebody, interviews, the article's own outlet."""

import pytest

from tests.reports import by_rules


def chains(language: str, text: str, outlet: str | None = None) -> list[list[str]]:
    """The names along the chain of each attributed claim."""
    report = by_rules(language, text, outlet)
    return [[source.name for source in report.chain(claim)] for claim in report if claim.attribution]


CHAINS = [
    ("fr", "Anne Leroy a déclaré à l'AFP que le pont est sûr.", ["AFP", "Anne Leroy"]),
    ("en", "Anne Leroy told Reuters that the bridge is safe.", ["Reuters", "Anne Leroy"]),
    ("fr", "« Le pont est sûr », a déclaré à l'AFP Anne Leroy.", ["AFP", "Anne Leroy"]),
    ("en", '"The bridge is safe," Anne Leroy told the BBC.', ["BBC", "Anne Leroy"]),
    ("fr", "Anne Leroy a affirmé mardi sur BFM TV que le pont est sûr.", ["BFM TV", "Anne Leroy"]),
    ("en", "Anne Leroy said on Fox News that the bridge is safe.", ["Fox News", "Anne Leroy"]),
    (
        "en",
        "Anne Leroy, speaking to the state broadcaster ZNBC, complained that the bridge is unsafe.",
        ["ZNBC", "Anne Leroy"],
    ),
    (
        "fr",
        "Anne Leroy, interrogée par la chaîne publique RTBF, déplore que le pont soit fermé.",
        ["RTBF", "Anne Leroy"],
    ),
    (
        "fr",
        "Le Figaro, citant des pompiers, rapporte que le feu est éteint.",
        ["Le Figaro", "pompiers"],
    ),
    (
        "en",
        "The Guardian, citing firefighters, reports that the fire is out.",
        ["The Guardian", "firefighters"],
    ),
]


@pytest.mark.parametrize(("language", "text", "chain"), CHAINS)
def test_the_outlet_comes_before_the_origin(language: str, text: str, chain: list[str]) -> None:
    assert chains(language, text) == [chain]


FOLLOW_UPS = [
    ("en", "Anne Leroy told Reuters that the bridge is safe. She added that it is clean.", ["Reuters", "Anne Leroy"]),
    ("fr", "Anne Leroy a déclaré à l'AFP que le pont est sûr. Elle a ajouté qu'il est propre.", ["AFP", "Anne Leroy"]),
    ("en", "Anne Leroy told Reuters that the bridge is safe.\n\nShe added that it is clean.", ["Anne Leroy"]),
    ("fr", "Anne Leroy a déclaré à l'AFP que le pont est sûr.\n\nElle a ajouté qu'il est propre.", ["Anne Leroy"]),
    ("en", "Anne Leroy told Reuters that the bridge is safe. Paul Roy said that it is old.", ["Paul Roy"]),
    ("fr", "Anne Leroy a déclaré à l'AFP que le pont est sûr. Paul Roy a dit qu'il est vieux.", ["Paul Roy"]),
]


@pytest.mark.parametrize(("language", "text", "chain"), FOLLOW_UPS)
def test_what_goes_on_in_the_same_paragraph_has_come_the_same_way(language: str, text: str, chain: list[str]) -> None:
    assert chains(language, text)[-1] == chain


NO_RELAY = [
    ("en", "Anne Leroy said on X that the bridge is safe."),
    ("fr", "Anne Leroy a affirmé sur X que le pont est sûr."),
    ("en", "“The bridge is safe,” Anne Leroy posted on Facebook on Monday."),
    ("fr", "« Le pont est sûr », a écrit lundi Anne Leroy sur Facebook."),
    ("en", "Anne Leroy told reporters that the bridge is safe."),
    ("fr", "Anne Leroy a déclaré aux journalistes que le pont est sûr."),
    ("en", "Anne Leroy told this newspaper that the bridge is safe."),
    ("fr", "Anne Leroy a déclaré à notre journal que le pont est sûr."),
    ("en", "Anne Leroy, editor of The Guardian, said that the bridge is safe."),
    ("fr", "Anne Leroy, journaliste au Figaro, a déclaré que le pont est sûr."),
]


@pytest.mark.parametrize(("language", "text"), NO_RELAY)
def test_what_is_first_hand_has_no_relay(language: str, text: str) -> None:
    assert [len(chain) for chain in chains(language, text)] == [1]


def test_the_own_outlet_of_the_article_is_no_relay() -> None:
    text = "Anne Leroy told Reuters that the bridge is safe."
    assert chains("en", text, outlet="Reuters") == [["Anne Leroy"]]
    assert chains("en", text, outlet="The Guardian") == [["Reuters", "Anne Leroy"]]


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        (
            "fr",
            "Dans un entretien au Figaro, Paul Durand a dit que la gare fermera. Il a ajouté que le lac est plein.",
            "Le Figaro",
        ),
        (
            "en",
            "In an interview with the BBC, Paul Durand said that the station will close. "
            "He added that the lake is full.",
            "BBC",
        ),
    ],
)
def test_an_interview_goes_on(language: str, text: str, outlet: str) -> None:
    assert chains(language, text) == [[outlet, "Paul Durand"]] * 2


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        (
            "fr",
            "Le Figaro, citant des pompiers, a rapporté que le feu est éteint. La forêt a brûlé, ajoute le rapport.",
            "Le Figaro",
        ),
        (
            "en",
            "The Guardian, citing firefighters, reported that the fire is out. The forest has burnt, the report added.",
            "The Guardian",
        ),
    ],
)
def test_a_report_that_is_an_outlets_is_relayed(language: str, text: str, outlet: str) -> None:
    assert chains(language, text)[1][0] == outlet
