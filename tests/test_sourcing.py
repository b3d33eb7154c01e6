"""Flags, and the sentence that says why each of them stands."""

from functools import cache

import pytest

from factcheck import Flag, Report, load

HEARSAY, ANONYMOUS, VAGUE = Flag.HEARSAY, Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE


@cache
def report_on(language: str, text: str) -> Report:
    """The report of one text, analysed once for all tests."""
    return load(language)(text)


def flags(language: str, text: str) -> set[Flag]:
    """All flags of all claims of a text."""
    return {flag for claim in report_on(language, text) for flag in claim.flags}


HEARD = [
    ("fr", "Le train aurait déraillé près de la gare."),
    ("en", "The train reportedly derailed near the station."),
    ("fr", "Le trésorier serait en fuite."),
    ("en", "The treasurer is said to be on the run."),
    ("fr", "Le trésorier, semble-t-il, a quitté la ville."),
    ("en", "The treasurer has allegedly left the town."),
    ("fr", "Le voleur présumé habite la ville."),
    ("en", "The alleged thief lives in the town."),
]


@pytest.mark.parametrize(("language", "text"), HEARD)
def test_what_the_article_does_not_vouch_for_is_hearsay(language: str, text: str) -> None:
    assert HEARSAY in flags(language, text)


NOT_HEARD = [
    ("fr", "Si le vent tombait, le bateau partirait."),
    ("fr", "Le train pourrait arriver lundi."),
    ("fr", "Le gardien aurait dû fermer la porte."),
    ("fr", "Paul Durand a dit qu'il viendrait lundi."),
    ("fr", "Cela coûterait trop cher."),
    ("fr", "Le village attend une loi qui interdirait la chasse."),
    ("en", "If the wind fell, the boat would leave."),
    ("en", "The train would arrive on Monday."),
    ("en", "The guard is supposed to close the door."),
]


@pytest.mark.parametrize(("language", "text"), NOT_HEARD)
def test_the_other_conditionals_are_not(language: str, text: str) -> None:
    assert HEARSAY not in flags(language, text)


SOURCES = [
    ("fr", "Un haut responsable a déclaré que le pont est sûr.", ANONYMOUS),
    ("en", "A senior official said that the bridge is safe.", ANONYMOUS),
    ("fr", "Des sources proches du dossier affirment que le pont est sûr.", ANONYMOUS),
    ("fr", "Les experts estiment que le pont est sûr.", VAGUE),
    ("en", "Experts believe that the bridge is safe.", VAGUE),
    ("fr", "Certains affirment que le pont est sûr.", VAGUE),
    ("en", "Some say that the bridge is safe.", VAGUE),
    ("fr", "Le maire Paul Durand a déclaré que le pont est sûr.", None),
    ("en", "Mayor Paul Durand said that the bridge is safe.", None),
]


MISTAGGED = pytest.param(
    "en",
    "Sources close to the talks say that the bridge is safe.",
    ANONYMOUS,
    marks=pytest.mark.xfail(reason="the tagger takes close for the verb", strict=True),
)


@pytest.mark.parametrize(("language", "text", "flag"), [*SOURCES, MISTAGGED])
def test_who_is_not_named_is_flagged(language: str, text: str, flag: Flag | None) -> None:
    assert flags(language, text) & {ANONYMOUS, VAGUE} == ({flag} if flag else set())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Des chercheurs ont étudié le lac. Les scientifiques estiment que le lac est sain."),
        ("en", "Researchers have studied the lake. The scientists believe that the lake is healthy."),
    ],
)
def test_experts_who_were_introduced_are_not_vague(language: str, text: str) -> None:
    assert VAGUE not in flags(language, text)


def test_every_flag_says_why() -> None:
    for language, text in (*HEARD, *NOT_HEARD, *((language, text) for language, text, _ in SOURCES)):
        for claim in report_on(language, text):
            assert set(claim.why) == set(claim.flags)
            assert all(reason.endswith(".") for reason in claim.why.values())


def test_the_summary_warns_of_a_single_source() -> None:
    one = report_on("en", "Anne Leroy said that the lake is full. Anne Leroy said that the bridge is safe.")
    two = report_on("en", "Anne Leroy said that the lake is full. Paul Durand said that the bridge is safe.")
    assert (one.summary().origins, one.summary().single_source) == (1, one.sources[0].id)
    assert (two.summary().origins, two.summary().single_source) == (2, None)
