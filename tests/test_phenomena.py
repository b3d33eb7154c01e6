"""What the library makes of each phenomenon of the language, French and English side by side.

The cases are data: ``phenomena/*.toml``, explained in ``phenomena/README.md``.
"""

from collections import Counter
from functools import cache

import pytest

from factcheck import Report, load
from tests.phenomena_cases import Case, compare, known_failures, read_cases

CASES = read_cases()
FAILURES = known_failures()


@cache
def reports(language: str) -> dict[str, Report]:
    """The reports of all the cases of one language, parsed together."""
    cases = [case for case in CASES if case.language == language]
    return dict(zip([case.id for case in cases], load(language).batch([case.text for case in cases]), strict=True))


def parameters() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case.group}: {case.id}: {case.shows}",
            marks=[pytest.mark.xfail(reason=FAILURES[case.id], strict=True)] if case.id in FAILURES else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_it_finds_who_says_what(case: Case) -> None:
    report = reports(case.language)[case.id]
    faults = compare(case, report)
    assert not faults, "\n".join(["", case.text, *faults])


def test_no_id_stands_twice() -> None:
    twice = [id for id, count in Counter(case.id for case in CASES).items() if count > 1]
    assert not twice


def test_only_cases_are_listed_as_known_failures() -> None:
    assert set(FAILURES) <= {case.id for case in CASES}


def test_both_languages_are_shown_alike() -> None:
    languages = Counter(case.language for case in CASES)
    assert abs(languages["fr"] - languages["en"]) <= len(CASES) / 5
