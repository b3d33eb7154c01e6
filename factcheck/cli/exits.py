"""What commands have in common: how they end, for the shell and for the help, and words of the help."""

import sys
from enum import IntEnum
from typing import NoReturn

import click

from factcheck.cli.faults import told
from factcheck.errors import FactcheckError
from factcheck.exports.words import users_language


class Exit(IntEnum):
    """The exit codes; click itself ends with USAGE on wrong options."""

    OK = 0
    GATE = 1
    USAGE = 2
    INPUT = 3
    # What a shell expects of a command that Ctrl-C ended.
    STOPPED = 130


OUTLETS_HELP = "File with outlets of your own. May be repeated."
EPILOG = """\b
Exit codes:
  0  all went well
  1  a --fail-on gate was met
  2  wrong options or arguments
  3  some input, model or package could not be used (each is named on
     standard error; the other files are still done)
  130  stopped by Ctrl-C
"""


def complain(error: FactcheckError | str) -> None:
    """Say in one line on standard error what went wrong."""
    # The language asked for, where a command has that option and has been read so far.
    context = click.get_current_context(silent=True)
    language = (context and context.params.get("interface")) or users_language()
    message = told(" ".join(str(error).split()), language)
    click.echo(f"factcheck: {message}", err=True)


def fail(error: FactcheckError | str, code: Exit = Exit.INPUT) -> NoReturn:
    """Say what went wrong and end the process."""
    complain(error)
    sys.exit(code)
