"""``factcheck check``: faults of marking in marked texts."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from factcheck.cli.exits import EPILOG, Exit, complain, fail, interface, interface_option, say
from factcheck.cli.output import stem
from factcheck.errors import FactcheckError
from factcheck.exports.faults import told
from factcheck.marked import MarkedText, changed, contents, parse_marked
from factcheck.text.inputs import find, read

_ORIGINAL_HELP = "The texts as they were, to find where one was changed. May be repeated."


@click.command(epilog=EPILOG.replace("a --fail-on gate was met", "the marking has faults"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--original", "originals", multiple=True, metavar="FILE|FOLDER", help=_ORIGINAL_HELP)
@interface_option
def command(files: tuple[Path, ...], originals: tuple[str, ...]) -> None:
    """Find faults of marking in marked texts (see factcheck mark): one a line, with the line it is in.

    \b
    Examples:
      factcheck check marked.txt
      factcheck check --original news/ marked.txt
    """
    try:
        texts = {stem(name): read(name).text for name in find(originals)}
    except FactcheckError as error:
        fail(error)
    failed = faulty = False
    for file in files:
        try:
            marked = contents(file)
        except FactcheckError as error:
            complain(error)
            failed = True
            continue
        marking = parse_marked(marked)
        faults = sorted((*marking.faults, *changed(marked, texts)), key=lambda fault: fault.line)
        faulty |= bool(faults)
        for fault in faults:
            say(f"{file}: {fault}")
        click.echo(_account(file, marking.texts, len(faults)))
    # The code of a gate: it judges what could be read.
    sys.exit(Exit.INPUT if failed else Exit.GATE if faulty else Exit.OK)


def _account(file: Path, texts: Sequence[MarkedText], faults: int) -> str:
    attributions = sum(len(text.attributions) for text in texts)
    counts = ((len(texts), "text"), (attributions, "attribution"), (faults, "fault"))
    first, *others = (f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)
    return ", ".join(told(each, interface()) for each in (f"{file}: {first}", *others))
