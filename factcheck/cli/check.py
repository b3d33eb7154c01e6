"""``factcheck check``: faults of marking in marked texts."""

import sys
from pathlib import Path

import click

from factcheck.cli.exits import EPILOG, Exit, complain
from factcheck.errors import FactcheckError
from factcheck.marked import Marking, contents, parse_marked


@click.command(epilog=EPILOG.replace("a --fail-on gate was met", "the marking has faults"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def command(files: tuple[Path, ...]) -> None:
    """Find faults of marking in marked texts (see factcheck mark): one a line, with the line it is in.

    \b
    Examples:
      factcheck check marked.txt
    """
    failed = faulty = False
    for file in files:
        try:
            marking = parse_marked(contents(file))
        except FactcheckError as error:
            complain(error)
            failed = True
            continue
        faulty |= bool(marking.faults)
        for fault in marking.faults:
            click.echo(f"{file}: {fault}")
        click.echo(f"{file}: {_account(marking)}")
    # The code of a gate: it judges what could be read.
    sys.exit(Exit.INPUT if failed else Exit.GATE if faulty else Exit.OK)


def _account(marking: Marking) -> str:
    attributions = sum(len(text.attributions) for text in marking.texts)
    counts = ((len(marking.texts), "text"), (attributions, "attribution"), (len(marking.faults), "fault"))
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)
