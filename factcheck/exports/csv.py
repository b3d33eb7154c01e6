"""CSV: one row per claim. Lists and spans are written with semicolons, so that one cell holds them."""

import csv
from io import StringIO
from typing import Any

from factcheck.exports.about import About
from factcheck.exports.rows import rows
from factcheck.report import Claim, Kind, Report

# The columns stand even where there is no claim.
_COLUMNS = list(next(rows(Report("", "en", (Claim("", "", (), Kind.NARRATOR),), ()))))


def render(report: Report, about: About) -> str:
    """The claims as comma-separated values with a header line.

    >>> render(Report("Why?", "en", (), ()), About()).split(",")[:3]
    ['id', 'kind', 'text']
    """
    out = StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows(report))
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join("-".join(map(str, item)) if isinstance(item, list) else item for item in value)
    return value
