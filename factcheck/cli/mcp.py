"""``factcheck mcp``: the tool for assistants."""

import click

from factcheck.cli.exits import EPILOG, fail, interface_option
from factcheck.cli.options import reading_options
from factcheck.errors import FactcheckError
from factcheck.pipeline import Setup


@click.command(epilog=EPILOG)
@reading_options
@interface_option
def command(setup: Setup) -> None:
    """Serve one tool to an assistant over the Model Context Protocol, on standard input and output.

    It takes a text apart: each claim, who says so, through whom, and its flags. The assistant's program starts
    this command itself; the how-to page says how to enter it there.
    """
    try:
        from factcheck.integrations.mcp import server

        server(setup).run("stdio")
    except FactcheckError as error:
        fail(error)
