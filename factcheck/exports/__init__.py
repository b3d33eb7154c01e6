"""Where a report can go: one small module per format, and this table of them.

To add a format, write a module with a ``render(report, about)`` and add its row to ``EXPORTS``.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Literal, cast, overload

from attrs import frozen

from factcheck.errors import FactcheckError
from factcheck.exports.about import About
from factcheck.report import Report

Renderer = Callable[..., str | bytes]

#: The names of the formats that are text, and of those that are bytes, for type checkers.
TextFormat = Literal[
    "json", "jsonl", "html", "markdown", "csv", "spreadsheet", "web-annotation", "schema-org", "claim-review", "brat",
    "conll", "citron",
]  # fmt: skip
BinaryFormat = Literal["parquet"]


class ExportError(FactcheckError):
    """There is no export of that name, or it cannot be written there."""


@frozen
class Export:
    """A format: its name, the usual suffix of its files, and what it is for; its module is named like it.

    ``beside`` says that the format is of no use alone: its module has ``beside(report, name)``, the files that
    must lie in the same folder. ``spoken`` says that it has words of ours, in a language of the interface: its
    ``render`` takes that too.
    """

    name: str
    suffix: str
    about: str
    binary: bool = False
    beside: bool = False
    spoken: bool = False

    def render(self, report: Report, about: About, interface: str | None = None) -> str | bytes:
        """The report in this format; ``interface`` is the language of our own words, by default the report's."""
        # Imported when first asked for.
        made = cast(Renderer, self._of_module("render"))
        return made(report, about, interface) if self.spoken else made(report, about)

    def files(self, report: Report, about: About, name: str, interface: str | None = None) -> dict[str, str | bytes]:
        """All that has to be written for one report, by the name of each file; ``name`` is without a suffix.

        >>> sorted(EXPORTS["brat"].files(Report("Rain.", "en", (), ()), About(), "rain"))
        ['annotation.conf', 'rain.ann', 'rain.txt']
        """
        made: dict[str, str | bytes] = {name + self.suffix: self.render(report, about, interface)}
        if self.beside:
            made |= cast(Callable[[Report, str], Mapping[str, str]], self._of_module("beside"))(report, name)
        return made

    def _of_module(self, function: str) -> object:
        return getattr(import_module(f"factcheck.exports.{self.name.replace('-', '_')}"), function)


_ALL = (
    Export("json", ".json", "the whole report, as its JSON Schema says"),
    Export("jsonl", ".jsonl", "the whole report on one line"),
    Export("html", ".html", "a page to read: the article with its claims, sources and chains", spoken=True),
    Export("markdown", ".md", "the article with a note per claim", spoken=True),
    Export("csv", ".csv", "one row per claim, for programs: every value as it is"),
    Export("spreadsheet", ".csv", "one row per claim, safe to open in a spreadsheet: no formula runs"),
    Export("parquet", ".parquet", "one row per claim, for data tools", binary=True),
    Export("web-annotation", ".jsonld", "W3C Web Annotations"),
    Export("schema-org", ".jsonld", "schema.org: the article and a Claim for each"),
    Export("claim-review", ".jsonld", "the same with a ClaimReview for each Claim, for a checker to fill in"),
    Export("brat", ".ann", "brat standoff, with the text and the configuration beside it", beside=True),
    Export("conll", ".conll", "one token a line with source, cue and content in BIO columns"),
    Export("citron", ".json", "the quotations in the JSON of the BBC's Citron"),
)
EXPORTS = {item.name: item for item in _ALL}


@overload
def export(report: Report, to: TextFormat, about: About | None = None, interface: str | None = None) -> str: ...
@overload
def export(report: Report, to: BinaryFormat, about: About | None = None, interface: str | None = None) -> bytes: ...
@overload
def export(report: Report, to: str, about: About | None = None, interface: str | None = None) -> str | bytes: ...
def export(report: Report, to: str, about: About | None = None, interface: str | None = None) -> str | bytes:
    """A report in another format.

    Args:
        report: what to export.
        to: the name of a format, a key of ``EXPORTS``.
        about: what is known of the article beyond its text (title, address, outlet, date, file).
        interface: the language of our own words in it, where it has any; by default that of the report.

    Returns:
        Text; bytes for the binary formats.

    Raises:
        ExportError: there is no such format.
        LanguageError: the interface does not speak that language.
        MissingPackageError: the format needs an optional package.

    >>> export(Report("Rain.", "en", (), ()), "jsonl")
    '{"text": "Rain.", "language": "en", "claims": [], "sources": []}\\n'
    """
    return _format(to).render(report, about or About(), interface)


def save(
    report: Report, path: str | Path, to: str, about: About | None = None, interface: str | None = None
) -> tuple[Path, ...]:
    """Write a report to a file, and what its format needs beside it (for brat the text and the configuration).

    Args:
        report: what to write.
        path: the file, with its suffix; the folder must exist.
        to: the name of a format, a key of ``EXPORTS``.
        about: what is known of the article beyond its text.
        interface: as for ``export``.

    Returns:
        The files that were written, that of the report first. Lone surrogates, which no encoding can write,
        become question marks.

    Raises:
        ExportError: there is no such format, or it cannot be written there.
        MissingPackageError: the format needs an optional package.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [file.name for file in save(Report("Rain.", "en", (), ()), Path(folder, "rain.ann"), "brat")]
    ['rain.ann', 'rain.txt', 'annotation.conf']
    """
    path = Path(path)
    (_, first), *others = _format(to).files(report, about or About(), path.stem, interface).items()
    whole = {path: first} | {path.with_name(name): made for name, made in others}
    for file, made in whole.items():
        try:
            file.write_bytes(made if isinstance(made, bytes) else made.encode(errors="replace"))
        except OSError as error:
            raise ExportError(f"{file}: {error.strerror or error}") from error
    return tuple(whole)


def _format(name: str) -> Export:
    if name not in EXPORTS:
        raise ExportError(f"no export is called {name!r}; there are: {', '.join(EXPORTS)}")
    return EXPORTS[name]
