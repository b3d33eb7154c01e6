"""CSV for a spreadsheet: what an article wrote can neither run as a formula nor show itself backwards.

A cell that a spreadsheet would take for a formula begins with an apostrophe, control characters that turn the
order of letters around are spelt out, and a mark at the start says that the file is UTF-8.
"""

from factcheck.exports.about import About
from factcheck.exports.csv import table
from factcheck.exports.showing import visible
from factcheck.report import Report

_UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# OWASP's list, with the full-width forms that some spreadsheets read in the same way.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def render(report: Report, about: About) -> str:
    """The claims as comma-separated values that are safe to open.

    >>> from factcheck.report import Claim, Kind
    >>> claim = Claim("c1", "=1+1", ((0, 4),), Kind.NARRATOR)
    >>> "'=1+1" in render(Report("=1+1", "en", (claim,), ()), About())
    True
    """
    return _UTF8_MARK + table(report, about, _harmless)


def _harmless(cell: str) -> str:
    return visible(f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell)
