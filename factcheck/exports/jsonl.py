"""JSON Lines: one report a line, for many articles in one file."""

import json
from collections.abc import Iterable, Iterator

from factcheck.errors import DataError
from factcheck.exports.about import About
from factcheck.report import Report


def render(report: Report, about: About) -> str:
    """The report on one line.

    >>> render(Report("Rain.", "en", (), ()), About()).count("\\n")
    1
    """
    return report.to_json() + "\n"


def read(lines: Iterable[str]) -> Iterator[Report]:
    """The reports in the lines of a file; empty lines are skipped.

    Raises:
        DataError: a line is no report of ours; the message names the line.

    >>> [report.text for report in read(['{"text": "Rain.", "language": "en", "claims": [], "sources": []}'])]
    ['Rain.']
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Report.from_dict(json.loads(line))
        except (ValueError, DataError) as error:
            raise DataError(f"line {number}: {error}") from error
