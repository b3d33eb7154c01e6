"""``factcheck trace``: what many articles say alike, and on whose word it rests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from attrs import frozen
from rich.console import Console
from rich.text import Text

from factcheck.cli.account import clean
from factcheck.cli.exits import EPILOG, Exit, complain, fail, interface, interface_option
from factcheck.cli.options import reading_options
from factcheck.cli.output import OutputError
from factcheck.common.reading import Given, guard, parse_json, whole_characters
from factcheck.corpus.many import Request, attribute_batch
from factcheck.errors import FactcheckError
from factcheck.exports.trace import EXPORTS
from factcheck.exports.trace.page import page
from factcheck.exports.trace.words import account, words
from factcheck.pipeline import Setup
from factcheck.provenance import trace
from factcheck.provenance.values import Document, Trace
from factcheck.report import Report
from factcheck.text.inputs import find, read, saved

_LINES = frozenset({".jsonl", ".ndjson"})
_SHOWN = 20
# What a line may say of its article, besides its id.
_KNOWN = ("outlet", "date", "url")


@click.command(epilog=EPILOG)
@click.argument("inputs", nargs=-1, required=True, metavar="FOLDER|REPORTS.jsonl...")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write a page to read in a browser.")
@click.option("--json", "to", flag_value="json", help="Write JSON in place of the account.")
@click.option("--to", type=click.Choice(list(EXPORTS)), help="Write another format in place of the account.")
@click.option("-l", "--language", metavar="CODE", help="Language of the texts: fr, en. [default: from each text]")
@click.option("-n", "--most", type=click.IntRange(1), default=_SHOWN, show_default=True, help="Statements to show.")
@reading_options
@interface_option
@click.option("--color/--no-color", default=None, help="Force colours on or off. [default: on in a terminal]")
def command(
    inputs: tuple[str, ...],
    html: Path | None,
    to: str | None,
    language: str | None,
    most: int,
    setup: Setup,
    color: bool | None,
) -> None:
    """Hold articles against each other: which statements they share, and on whose word each rests.

    FOLDER holds text or HTML files. REPORTS.jsonl holds reports, one a line, as attribute --json writes them; the
    keys id, outlet, date and url of a line say what is known of its article. Without dates, the order of the
    articles is taken for that of time.

    \b
    Examples:
      factcheck trace news/
      factcheck trace --html map.html reports.jsonl
      factcheck trace --to graphml reports.jsonl > story.graphml
    """
    failed = False
    told: list[_Told] = []
    try:
        for name in inputs:
            found, missed = _lines(name) if Path(name).suffix in _LINES else _articles(name, language, setup)
            told += found
            failed |= missed
        traced = trace([one.report for one in told], documents=[one.document for one in _apart(told)])
        if html:
            _write(html, page(traced, interface()))
        if to:
            click.echo(traced.export(to), nl=False)
        elif not html:
            _print(traced, Console(force_terminal=color, no_color=color is False, highlight=False), interface(), most)
    except FactcheckError as error:
        fail(error)
    sys.exit(Exit.INPUT if failed else Exit.OK)


@frozen
class _Told:
    document: Document
    report: Report


def _lines(name: str) -> tuple[list[_Told], bool]:
    """The reports of a file, one a line."""
    return list(_read(name, saved(name).split("\n"))), False


def _read(name: str, lines: list[str]) -> Iterator[_Told]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        with guard(f"{name}, line {number}"):
            row = Given(parse_json(line)).table()
            known = {key: whole_characters(str(row[key])) if row.get(key) else None for key in _KNOWN}
            id = whole_characters(str(row.get("id") or row.get("file") or f"{Path(name).stem}-{number}"))
            yield _Told(Document(id, **known), Report.from_dict(row))


def _articles(name: str, language: str | None, setup: Setup) -> tuple[list[_Told], bool]:
    """The articles of a folder, analysed; those that cannot be are named on standard error."""
    requests, documents = [], []
    failed = False
    for path in find([name]):
        try:
            article = read(path)
        except FactcheckError as error:
            complain(error)
            failed = True
            continue
        requests.append(Request(article.text, language, article.outlet, setup))
        documents.append(Document(path, outlet=article.outlet, url=article.url))
    told = []
    for document, outcome in zip(documents, attribute_batch(requests), strict=True):
        if isinstance(outcome, Report):
            told.append(_Told(document, outcome))
        elif isinstance(outcome, FactcheckError):
            complain(f"{document.id}: {outcome}")
            failed = True
        else:
            raise outcome
    return told, failed


def _apart(told: list[_Told]) -> list[_Told]:
    """The same with an id for each that no other has."""
    seen: dict[str, int] = {}
    result = []
    for one in told:
        number = seen[one.document.id] = seen.get(one.document.id, 0) + 1
        id = one.document.id if number == 1 else f"{one.document.id} ({number})"
        result.append(_Told(Document(id, one.document.outlet, one.document.date, one.document.url), one.report))
    return result


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error


def _print(traced: Trace, console: Console, interface: str, most: int) -> None:
    """The statements by weight, each with who it is from."""
    speak = words(interface)
    lead = speak["trace.lead"].format(statements=len(traced), articles=len(traced.articles))
    console.print(Text.assemble((speak["trace.title"], "bold"), f" · {lead}"))
    if not traced.statements:
        console.print(speak["trace.nothing"])
    for statement in traced.statements[:most]:
        console.print()
        console.print(Text(clean(statement.text), "bold"))
        console.print(Text(f"  {clean(account(traced, statement, speak))}"))
        for flag, reason in statement.reasons(interface).items():
            console.print(
                Text.assemble(("  ▲ ", "yellow"), (speak[f"statement.{flag}"], "yellow"), f": {clean(reason)}")
            )
