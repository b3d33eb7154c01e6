"""``factcheck convert``: reports that were saved as JSON or JSON Lines, in another format."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import click
from attrs import evolve

from factcheck.cli.exits import EPILOG, Exit, asked_interface, complain, fail, interface_option
from factcheck.cli.output import Output, stem
from factcheck.errors import DataError, FactcheckError, TextError
from factcheck.exports import EXPORTS
from factcheck.exports.about import About
from factcheck.exports.jsonl import read_with_about
from factcheck.inputs import STDIN
from factcheck.report import Report

_FORMATS = "\b\nFormats:\n" + "\n".join(f"  {item.name:<15} {item.about}" for item in EXPORTS.values())


@click.command(epilog=f"{_FORMATS}\n\n{EPILOG}")
@click.argument("files", nargs=-1, required=True, metavar="REPORT...|-")
@click.option("--to", required=True, type=click.Choice(list(EXPORTS)), help="The format to write.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write to.")
@click.option("--title", help="Title of the article, for the formats that show one.")
@click.option("--url", help="Address of the article, for the formats that refer to it.")
@interface_option
def command(files: tuple[str, ...], to: str, output: Path | None, title: str | None, url: str | None) -> None:
    """Convert reports, saved with attribute --json, to another format. The texts are not analysed again.

    \b
    Examples:
      factcheck convert report.json --to html -o report.html
      factcheck convert reports.jsonl --to brat -o annotations/
    """
    reports: list[tuple[str, Report, About]] = []
    failed = False
    for name in files:
        try:
            reports.extend(_read(name))
        except FactcheckError as error:
            complain(error)
            failed = True
    try:
        sink = Output.open(to, output, several=len(reports) > 1, interface=asked_interface())
        for name, (_, report, about) in zip(_apart(name for name, *_ in reports), reports, strict=True):
            if sink and sink.lines:
                sink.write_line(json.dumps(about.known() | report.to_dict(), ensure_ascii=False), name)
            elif sink:
                sink.write(report, evolve(about, title=title or about.title, url=url or about.url), name)
    except FactcheckError as error:
        fail(error)
    sys.exit(Exit.INPUT if failed else Exit.OK)


def _apart(names: Iterable[str]) -> Iterator[str]:
    """The names, those that came before with a number behind them, so that no file replaces another."""
    used: set[str] = set()
    for name in names:
        new = next(new for number in count(1) if (new := name if number == 1 else f"{name}-{number}") not in used)
        used.add(new)
        yield new


def _read(name: str) -> Iterator[tuple[str, Report, About]]:
    """The reports of a file, each with a name for its own file and what is known of its article.

    The name is that of the file that was analysed, or else of this one: JSON, or JSON Lines.
    """
    try:
        text = sys.stdin.read() if name == STDIN else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TextError(f"{name}: {getattr(error, 'strerror', None) or error}") from error
    try:
        try:
            data = json.loads(text)
            found = [(Report.from_dict(data), About.of(data))]
        except json.JSONDecodeError:
            found = list(read_with_about(text.split("\n")))
        yield from ((stem(about.file or name), report, about) for report, about in found)
    except DataError as error:
        raise DataError(f"{name}: {error}") from error
