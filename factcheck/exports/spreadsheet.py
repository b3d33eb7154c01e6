"""CSV for a spreadsheet: what an article wrote can neither run as a formula nor show itself backwards.

A cell that a spreadsheet would take for a formula begins with an apostrophe, control characters that turn the
order of letters around are spelt out, and a mark at the start says that the file is UTF-8.
"""

from factcheck.exports.about import About
from factcheck.exports.csv import table
from factcheck.exports.showing import UTF8_MARK, harmless
from factcheck.report import Report


def render(report: Report, about: About) -> str:
    """The claims as comma-separated values that are safe to open.

    >>> from factcheck.report import Claim, Kind
    >>> claim = Claim("c1", "=1+1", ((0, 4),), Kind.NARRATOR)
    >>> "'=1+1" in render(Report("=1+1", "en", (claim,), ()), About())
    True
    """
    return UTF8_MARK + table(report, about, harmless)
