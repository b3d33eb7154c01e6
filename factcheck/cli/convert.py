"""``factcheck convert``: reports that were saved as JSON or JSON Lines, in another format."""

import json
import sys
from pathlib import Path

import click
from attrs import evolve

from factcheck.cli.exits import EPILOG, Exit, asked_interface, complain, fail, interface_option
from factcheck.cli.output import Output, apart
from factcheck.common.reading import guard, parse_json
from factcheck.errors import FactcheckError
from factcheck.exports import EXPORTS
from factcheck.exports.about import About
from factcheck.exports.jsonl import read_with_about
from factcheck.report import Report
from factcheck.text.inputs import saved

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
        for name, (_, report, about) in zip(apart(name for name, *_ in reports), reports, strict=True):
            if sink and sink.lines:
                sink.write_line(json.dumps(about.known() | report.to_dict(), ensure_ascii=False), name)
            elif sink:
                sink.write(report, evolve(about, title=title or about.title, url=url or about.url), name)
    except FactcheckError as error:
        fail(error)
    sys.exit(Exit.INPUT if failed else Exit.OK)


def _read(name: str) -> list[tuple[str, Report, About]]:
    """The reports of a file, JSON or JSON Lines, each with the name of the file that was analysed, or else of this one,
    and what is known of its article.
    """
    text = saved(name)
    with guard(name):
        try:
            data = parse_json(text)
        except json.JSONDecodeError:
            found = list(read_with_about(text.split("\n")))
        else:
            found = [(Report.from_dict(data), About.of(data))]
    return [(about.file or name, report, about) for report, about in found]
