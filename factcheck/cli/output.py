"""Where a command writes reports: standard output, one file, or a folder with a file each."""

import os
import sys
from collections.abc import Iterable
from itertools import count, takewhile
from pathlib import Path, PurePath
from typing import Self

import click
from attrs import frozen

from factcheck.errors import FactcheckError
from factcheck.exports import EXPORTS, Export, export, save
from factcheck.exports.about import About
from factcheck.report import Report
from factcheck.text.inputs import STDIN


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

    def _made(self, name: str) -> Path | None:
        """The same, with the folders that it lies in."""
        file = self.file(name)
        if file and self.folder:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(f"{file.parent}: {error.strerror or error}") from error
        return file

    def write(self, report: Report, about: About, name: str) -> None:
        """Write one report; ``name`` is what :func:`apart` calls its file in a folder."""
        file = self._made(name)
        if file is None:
            click.echo(export(report, self.format.name, about, self.interface), nl=False)
        else:
            save(report, file, self.format.name, about, self.interface)

    def write_line(self, line: str, name: str) -> None:
        """Write one line; the file was emptied when the output was opened."""
        path = self._made(name)
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


def apart(names: Iterable[str]) -> list[str]:
    """What to call the file of each report in the folder for all: as the input, less the folders that all share.

    None replaces another, and none lies outside of that folder, whatever the names.

    >>> apart(["news/2025/rain.html", "news/2026/rain.html", "news/2026/rain.txt"])
    ['2025/rain', '2026/rain', '2026/rain-2']
    >>> apart(["news/rain.html"]), apart(["-"])
    (['rain'], ['stdin'])
    """
    ways = [_way(name) for name in names]
    folders_alike = takewhile(lambda level: len(set(level)) == 1, zip(*(way[:-1] for way in ways), strict=False))
    shared = sum(1 for _ in folders_alike)
    # Small, since some systems do not tell small letters from large ones; with the number that comes next.
    used: dict[str, int] = {}
    found = []
    for way in ways:
        wanted = free = "/".join(way[shared:])
        for number in count(used.get(wanted.casefold(), 1)):
            free = wanted if number == 1 else f"{wanted}-{number}"
            used[wanted.casefold()] = number + 1
            if number == 1 or free.casefold() not in used:
                break
        used.setdefault(free.casefold(), 2)
        found.append(free)
    return found


def _way(name: str) -> tuple[str, ...]:
    """The folders from the root to an input, and its name without suffix."""
    path = PurePath(os.path.abspath(stem(name) if name == STDIN else name.replace("\0", "_")))
    return (*path.parent.parts[1:], path.stem or "report")


def stem(name: str) -> str:
    """What to call a text: the input's name without folder and suffix.

    >>> stem("news/rain.html")
    'rain'
    """
    return "stdin" if name == STDIN else Path(name).stem
