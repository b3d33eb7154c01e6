"""Where a report can go: one small module per format, and this table of them.

To add a format, write a module with a ``render(report, about)`` and add its row to ``EXPORTS``.
"""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from attrs import frozen

from factcheck.errors import FactcheckError
from factcheck.exports.about import About
from factcheck.report import Report

Renderer = Callable[[Report, About], str | bytes]


class ExportError(FactcheckError):
    """There is no export of that name."""


@frozen
class Export:
    """A format: its name, the usual suffix of its files, and what it is for; its module is named like it."""

    name: str
    suffix: str
    about: str
    binary: bool = False

    @property
    def render(self) -> Renderer:
        """The function that makes it, imported when first asked for."""
        module = import_module(f"factcheck.exports.{self.name.replace('-', '_')}")
        return cast(Renderer, module.render)


_ALL = (
    Export("json", ".json", "the whole report, as its JSON Schema says"),
    Export("jsonl", ".jsonl", "the whole report on one line"),
    Export("html", ".html", "a page to read: the article with its claims, sources and chains"),
    Export("markdown", ".md", "the article with a note per claim"),
    Export("csv", ".csv", "one row per claim, for a spreadsheet"),
    Export("parquet", ".parquet", "one row per claim, for data tools", binary=True),
    Export("web-annotation", ".jsonld", "W3C Web Annotations"),
    Export("schema-org", ".jsonld", "schema.org Claim and an empty ClaimReview for each"),
    Export("brat", ".ann", "brat standoff, beside the text"),
    Export("conll", ".conll", "one token a line with source, cue and content in BIO columns"),
    Export("citron", ".json", "the quotations in the JSON of the BBC's Citron"),
)
EXPORTS = {item.name: item for item in _ALL}


def export(report: Report, to: str, about: About | None = None) -> str | bytes:
    """A report in another format.

    Args:
        report: what to export.
        to: the name of a format, a key of ``EXPORTS``.
        about: what is known of the article beyond its text (title, address, outlet).

    Returns:
        Text; bytes for the binary formats.

    Raises:
        ExportError: there is no such format.
        MissingPackageError: the format needs an optional package.

    >>> export(Report("Rain.", "en", (), ()), "jsonl")
    '{"text": "Rain.", "language": "en", "claims": [], "sources": []}\\n'
    """
    if to not in EXPORTS:
        raise ExportError(f"no export is called {to!r}; there are: {', '.join(EXPORTS)}")
    return EXPORTS[to].render(report, about or About())
