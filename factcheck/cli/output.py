"""Where a command writes reports: standard output, one file, or a folder with a file each."""

import sys
from pathlib import Path
from typing import Self

import click
from attrs import frozen

from factcheck.errors import FactcheckError
from factcheck.exports import EXPORTS, Export, export, save
from factcheck.exports.about import About
from factcheck.inputs import STDIN
from factcheck.report import Report


class OutputError(FactcheckError):
    """The result cannot be written there."""


@frozen
class Output:
    """A place to write reports to in one format.

    ``lines`` says that each report is one line of JSON, so that one report and many have the same shape;
    ``interface`` is the language of the words around a report, by default its own.
    """

    format: Export
    path: Path | None
    folder: bool
    lines: bool
    interface: str | None = None

    @classmethod
    def open(cls, to: str | None, path: Path | None, several: bool, interface: str | None = None) -> Self | None:
        """Settle where the reports go; None when nothing is to be written but the account.

        Args:
            to: the name of a format, or None.
            path: a file or folder, or None for standard output.
            several: whether more than one report will come.
            interface: the language of the words around a report, by default its own.

        Raises:
            OutputError: several reports of that format cannot go to one place, or it cannot be written.
        """
        if to is None:
            return None
        format = EXPORTS[to]
        # Several reports make a folder, unless the name given is clearly that of a file.
        folder = path is not None and (path.is_dir() or (several and not path.suffix))
        lines = to in ("json", "jsonl")
        if several and not folder and not lines:
            raise OutputError(f"several files cannot become one {to}; give a folder with --output")
        if format.binary and path is None and sys.stdout.isatty():
            raise OutputError(f"{to} is not for a terminal; give a file with --output")
        output = cls(format, path, folder, lines, interface)
        if path is not None:
            output._prepare(path)
        return output

    def _prepare(self, path: Path) -> None:
        try:
            if self.folder:
                path.mkdir(parents=True, exist_ok=True)
            elif self.lines:
                path.write_text("", encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}") from error

    def file(self, name: str) -> Path | None:
        """The file of a report whose name without a suffix is this; None for standard output."""
        return self.path / (name + self.format.suffix) if self.path and self.folder else self.path

    def write(self, report: Report, about: About, name: str) -> None:
        """Write one report; ``name`` is the stem of its file in a folder."""
        file = self.file(name)
        if file is None:
            click.echo(export(report, self.format.name, about, self.interface), nl=False)
        else:
            save(report, file, self.format.name, about, self.interface)

    def write_line(self, line: str, name: str) -> None:
        """Write one line; the file was emptied when the output was opened."""
        path = self.file(name)
        if path is None:
            click.echo(_writable(line))
            return
        try:
            with path.open("wb" if self.folder else "ab") as file:
                file.write(f"{_writable(line)}\n".encode())
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}") from error


def _writable(text: str) -> str:
    """The text without lone surrogates, which no encoding can write."""
    return text.encode(errors="replace").decode()


def stem(name: str) -> str:
    """What to call the file of a report: the input's name without folder and suffix.

    >>> stem("news/rain.html")
    'rain'
    """
    return "stdin" if name == STDIN else Path(name).stem
