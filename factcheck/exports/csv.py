"""CSV as RFC 4180 has it: one row per claim. Lists and spans are written with semicolons, so that one cell holds them.

The values are as they are in the report. For a file that is opened in a spreadsheet see ``exports.spreadsheet``.
"""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

from factcheck.exports.about import About
from factcheck.exports.rows import rows
from factcheck.report import Claim, Kind, Report

# The columns stand even where there is no claim.
_COLUMNS = list(next(rows(Report("", "en", (Claim("", "", (), Kind.NARRATOR),), ()), About())))


def render(report: Report, about: About) -> str:
    """The claims as comma-separated values with a header line.

    >>> render(Report("Why?", "en", (), ()), About()).split(",")[:3]
    ['document', 'file', 'title']
    """
    return table(report, about, lambda text: text)


def table(report: Report, about: About, text: Callable[[str], str]) -> str:
    """The same with each text put through a function.

    >>> table(Report("Why?", "en", (), ()), About(), str.upper).count("\\n")
    1
    """
    out = StringIO()
    writer = csv.DictWriter(out, _COLUMNS)
    writer.writeheader()
    for row in rows(report, about):
        cells = {key: _cell(value) for key, value in row.items()}
        writer.writerow({key: text(cell) if isinstance(cell, str) else cell for key, cell in cells.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join("-".join(map(str, item)) if isinstance(item, list) else item for item in value)
    return value
