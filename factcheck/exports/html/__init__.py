"""One self-contained page: the article with its claims underlined, who is cited beside it, and the figures.

Nothing is fetched and nothing leaves the page: styles and script are inside it, its policy forbids the rest.
It can be read, followed and printed without the script, which adds the card, the filters and the switches.
"""

from factcheck.exports.about import About
from factcheck.exports.html.page import page
from factcheck.report import Report


def render(report: Report, about: About, interface: str | None = None) -> str:
    """The page, with the interface in the language of the report unless another is given.

    >>> render(Report("Rain.", "en", (), ()), About(title="Rain")).startswith("<!doctype html>")
    True
    """
    return page(report, about, interface)
