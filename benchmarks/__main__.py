"""``python -m benchmarks``: one command for each question."""

import sys

import click

from benchmarks.commands import COMMANDS
from benchmarks.gold import MissingDataError
from benchmarks.systems import AbsentError

CANNOT_RUN = 2


class Group(click.Group):
    """A group whose commands end in one line when what they need is not there."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (MissingDataError, AbsentError) as error:
            click.echo(f"benchmarks: {error}", err=True)
            sys.exit(CANNOT_RUN)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """How good and how fast factcheck is, next to others.

    Exit status 1: a check failed; 2: nothing could be run.
    """


for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
