"""What the library makes of each phenomenon of the language, French and English side by side.

The cases are data: ``phenomena/*.toml``, explained in ``phenomena/README.md``.
"""

from collections import Counter
from functools import cache

import pytest

from factcheck import Report, load
from factcheck.pipeline import report_on
from tests.phenomena_cases import Case, compare, known_failures, read_cases

CASES = read_cases()
FAILURES = {way: known_failures(way) for way in ("rules", "reader")}


@cache
def reports(language: str, way: str) -> dict[str, Report]:
    """The reports of all the cases of one language, parsed together; by rules alone or as a user has them."""
    cases = [case for case in CASES if case.language == language]
    attributor = load(language)
    documents = attributor.parse([case.text for case in cases])
    made = (report_on(d, attributor.pack) if way == "rules" else attributor.report(d) for d in documents)
    return dict(zip([case.id for case in cases], made, strict=True))


def parameters() -> list[object]:
    return [
        pytest.param(
            case,
            way,
            id=f"{way}: {case.group}: {case.id}: {case.shows}",
            # What the reader finds hardly likely enough may come out or not, by how a processor rounds.
            marks=[pytest.mark.xfail(reason=known[case.id], strict=way == "rules")] if case.id in known else [],
        )
        for way, known in FAILURES.items()
        for case in CASES
    ]


@pytest.mark.parametrize(("case", "way"), parameters())
def test_it_finds_who_says_what(case: Case, way: str) -> None:
    report = reports(case.language, way)[case.id]
    faults = compare(case, report)
    assert not faults, "\n".join(["", case.text, *faults])


def test_no_id_stands_twice() -> None:
    twice = [id for id, count in Counter(case.id for case in CASES).items() if count > 1]
    assert not twice


def test_only_cases_are_listed_as_known_failures() -> None:
    assert set().union(*FAILURES.values()) <= {case.id for case in CASES}


def test_both_languages_are_shown_alike() -> None:
    languages = Counter(case.language for case in CASES)
    assert abs(languages["fr"] - languages["en"]) <= len(CASES) / 5
