"""What commands have in common: how they end, for the shell and for the help, and what they say in a line."""

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from io import StringIO
from typing import NoReturn, TextIO

import click

from factcheck.errors import FactcheckError, LanguageWarning
from factcheck.exports.faults import told
from factcheck.languages.messages import interface_languages, users_language


class Exit(IntEnum):
    """The exit codes; click itself ends with USAGE on wrong options."""

    OK = 0
    GATE = 1
    USAGE = 2
    INPUT = 3
    # What a shell expects of a command that Ctrl-C ended.
    STOPPED = 130


EPILOG = """\b
Exit codes:
  0  all went well
  1  a --fail-on gate was met
  2  wrong options or arguments
  3  some input, model or package could not be used (each is named on
     standard error; the other files are still done)
  130  stopped by Ctrl-C
"""


# Where a context keeps the language that was asked for.
_INTERFACE = "factcheck.interface"
interface_option = click.option(
    "--interface",
    type=click.Choice(list(interface_languages())),
    expose_value=False,
    help="Language of our own words. [default: yours]",
)


def remember_interface(ctx: click.Context, arguments: Sequence[str]) -> None:
    """Note the language that the arguments of a command ask for: what is wrong with them is told in it too."""
    following = [*arguments[1:], ""]
    for argument, after in zip(arguments, following, strict=True):
        name, _, value = argument.partition("=")
        if name == "--interface":
            ctx.meta[_INTERFACE] = value or after


def asked_interface() -> str | None:
    """The language of the interface that the user has asked for, if any."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(_INTERFACE) if context else None
    return asked if asked in interface_languages() else None


def interface() -> str:
    """The language of the interface: the one that was asked for, or else the user's."""
    return asked_interface() or users_language()


def say(message: str, *, err: bool = False) -> None:
    """Write a line, in the language of the interface."""
    click.echo(told(message, interface()), err=err)


def complain(error: FactcheckError | str) -> None:
    """Say in one line on standard error what went wrong."""
    click.echo(f"factcheck: {told(' '.join(str(error).split()), interface())}", err=True)


def fail(error: FactcheckError | str, code: Exit = Exit.INPUT) -> NoReturn:
    """Say what went wrong and end the process."""
    complain(error)
    sys.exit(code)


@contextmanager
def told_by_us() -> Iterator[None]:
    """While this lasts, what click finds wrong with the arguments is said in the language of the interface."""
    try:
        yield
    except click.ClickException as error:
        shown = StringIO()
        error.show(shown)
        for line in shown.getvalue().splitlines():
            say(line, err=True)
        sys.exit(error.exit_code)


@contextmanager
def warned_in_a_line() -> Iterator[None]:
    """While this lasts, a doubt about the language of a text is said as any other fault is."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", LanguageWarning)
        others = warnings.showwarning

        def show(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if issubclass(category, LanguageWarning):
                complain(str(message))
            else:
                others(message, category, filename, lineno, file, line)

        warnings.showwarning = show
        yield
