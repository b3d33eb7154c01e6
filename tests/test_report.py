"""What a report, its claims and its sources are to somebody who programs with them."""

import copy
import pickle
from typing import Any

import pytest

from factcheck import Report
from tests.reports import empty_report, kerbrac_report, rain_report

REPORTS = [rain_report(), kerbrac_report(), empty_report()]


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_is_a_sequence_of_its_claims(report: Report) -> None:
    assert [report[place] for place in range(len(report))] == list(report)
    for part in (slice(None), slice(1, 3), slice(-2, None), slice(None, None, -1), slice(9, 4)):
        assert list(report[part]) == list(report)[part]
    with pytest.raises(IndexError):
        report[len(report)]


@pytest.mark.parametrize(
    ("report", "shown"),
    [
        (rain_report(), "<Report en, 5 claims, 4 sources>"),
        (kerbrac_report(), "<Report fr, 13 claims, 9 sources>"),
        (Report("Rain.", "und", (), ()), "<Report und, 0 claims, 0 sources>"),
    ],
)
def test_a_report_shows_itself_in_one_line(report: Report, shown: str) -> None:
    assert repr(report) == shown


@pytest.mark.parametrize("report", REPORTS)
def test_the_origin_is_the_end_of_the_chain(report: Report) -> None:
    for claim in report:
        chain = report.chain(claim)
        assert (report.source(claim.origin) if claim.origin else None) == (chain[-1] if chain else None)


@pytest.mark.parametrize("report", [rain_report(), kerbrac_report()])
def test_nobody_changes_why_a_flag_stands(report: Report) -> None:
    claim = next(claim for claim in report if claim.flags)
    why: Any = claim.why
    flag = claim.flags[0]
    with pytest.raises(TypeError):
        why[flag] = "because"
    with pytest.raises(TypeError):
        del why[flag]
    assert why == {flag: why[flag] for flag in claim.flags}


def test_nor_through_the_mapping_that_it_was_made_from() -> None:
    claim = next(claim for claim in rain_report() if claim.flags)
    given = dict(claim.why)
    made = type(claim)(claim.id, claim.text, claim.spans, claim.kind, claim.attribution, claim.flags, 1.0, given)
    given.clear()
    assert made.why == claim.why


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_can_be_sent_kept_in_a_set_and_read_back(report: Report) -> None:
    assert pickle.loads(pickle.dumps(report)) == copy.deepcopy(report) == Report.from_dict(report.to_dict()) == report
    assert len({report, copy.deepcopy(report)}) == 1
