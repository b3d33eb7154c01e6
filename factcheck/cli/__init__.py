"""The command line: a group whose sub-commands are loaded when they are called."""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

import click

from factcheck import __version__
from factcheck.cli.exits import EPILOG, Exit, complain, remember_interface, told_by_us, warned_in_a_line

# Each command is the ``command`` of its module, which must be quick to import: no torch, no pandas.
COMMANDS = {
    "attribute": "factcheck.cli.attribute",
    "convert": "factcheck.cli.convert",
    "mark": "factcheck.cli.mark",
    "check": "factcheck.cli.check",
    "train": "factcheck.cli.train",
    "models": "factcheck.cli.models",
    "corpus": "factcheck.cli.corpus",
    "trace": "factcheck.cli.trace",
    "completion": "factcheck.cli.completion",
    "serve": "factcheck.cli.serve",
    "mcp": "factcheck.cli.mcp",
}


class LazyGroup(click.Group):
    """A group that reads ``COMMANDS``; a command whose module is not installed is not listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands that are there."""
        return [name for name, module in COMMANDS.items() if find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return cast(click.Command, import_module(COMMANDS[cmd_name]).command)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command; those behind it are its own."""
        if not args:
            return super().parse_args(ctx, args)  # Shows the help.
        remember_interface(ctx, args)
        with told_by_us():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends it as shells expect, not as click does (with 1, which is a gate of ours)."""
        try:
            with told_by_us(), warned_in_a_line():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("stopped")
            sys.exit(Exit.STOPPED)


@click.command(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck")
def cli() -> None:
    """Who says so? Takes French and English news apart, claim by claim: who says it, through whom, and
    what is unsourced, second-hand, anonymous or hearsay.

    \b
    Start with:
      factcheck attribute article.txt
    """


def main() -> None:
    """Run the command line on the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        # A text may hold characters that the terminal's encoding lacks; show a mark rather than fail.
        reconfigure = cast("Callable[..., None] | None", getattr(stream, "reconfigure", None))
        if reconfigure:
            reconfigure(errors="replace")
    cli(prog_name="factcheck")
