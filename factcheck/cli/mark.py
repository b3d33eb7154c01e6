"""``factcheck mark``: the library's own reading as marked texts, for a person to correct."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from attrs import frozen

from factcheck.cli.exits import EPILOG, Exit, complain, fail, interface, interface_option
from factcheck.cli.options import reading_options
from factcheck.cli.output import OutputError, stem
from factcheck.corpus.many import Request, attribute_batch
from factcheck.errors import FactcheckError
from factcheck.exports.faults import told
from factcheck.marked import Doubt, doubts, write_marked
from factcheck.pipeline import Setup
from factcheck.report import Report
from factcheck.text.inputs import find, read

_DOUBTS_HELP = "Note the claims less sure than this at the head, most doubtful first; 0 notes none."
_LONGEST = 60


@frozen
class _Text:
    """A text as it will stand in the file, and what is doubtful in it."""

    id: str
    block: str
    doubts: Sequence[Doubt]


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("-l", "--language", metavar="CODE", help="Language of the texts: fr, en. [default: from the text]")
@reading_options
@click.option("--doubts", "below", type=click.FloatRange(0, 1), default=0.7, show_default=True, help=_DOUBTS_HELP)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write to.")
@interface_option
def command(files: tuple[str, ...], language: str | None, setup: Setup, below: float, output: Path | None) -> None:
    """Mark texts for a person to correct: who says what, in tags inside the text itself.

    All texts go into one file, to be corrected in any editor; factcheck check then finds faults of marking.

    \b
    Examples:
      factcheck mark article.txt > marked.txt
      factcheck mark news/ -o marked.txt
    """
    texts, failed = dict[str, _Text](), False
    try:
        names = find(files)
    except FactcheckError as error:
        fail(error)
    for name in names:
        id = _free(stem(name), texts)
        try:
            report = _report(name, Request("", language, None, setup))
            texts[id] = _Text(id, write_marked(report, id), doubts(report, below))
        except FactcheckError as error:
            complain(error if name in str(error) else f"{name}: {error}")
            failed = True
    if texts:
        _write(_file(list(texts.values())), output)
    sys.exit(Exit.INPUT if failed else Exit.OK)


def _free(id: str, taken: dict[str, _Text]) -> str:
    number = 2
    free = id
    while free in taken:
        free, number = f"{id}-{number}", number + 1
    return free


def _report(name: str, common: Request) -> Report:
    [outcome] = attribute_batch([Request(read(name).text, common.language, common.outlet, common.setup)])
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _file(texts: Sequence[_Text]) -> str:
    """The notes on what is doubtful, each with its line in the file, and the texts behind them."""
    number = sum(len(text.doubts) for text in texts)
    # A heading, a note each, and an empty line.
    before = number + 2 if number else 0
    notes = list[tuple[float, str]]()
    for text in texts:
        notes += [(doubt.confidence, _note(text.id, doubt, before)) for doubt in text.doubts]
        before += text.block.count("\n") + 1
    look = "# Check these first, from the most doubtful on (how sure, line, text, claim, who says so):"
    head = [told(look, interface())]
    head += [note for _, note in sorted(notes, key=lambda pair: pair[0])]
    return ("\n".join(head) + "\n\n" if number else "") + "\n".join(text.block for text in texts)


def _note(id: str, doubt: Doubt, before: int) -> str:
    words = doubt.words if len(doubt.words) <= _LONGEST else doubt.words[: _LONGEST - 1] + "…"
    line, nobody = (told(word, interface()) for word in (f"line {before + doubt.line}", "nobody"))
    return f"# {doubt.confidence:.2f}  {line}  {id}: {words} ({doubt.who or nobody})"


def _write(marked: str, output: Path | None) -> None:
    if output is None:
        click.echo(marked, nl=False)
        return
    try:
        output.write_bytes(marked.encode())
    except OSError as error:
        fail(OutputError(f"{output}: {error.strerror or error}"))
