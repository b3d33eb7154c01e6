"""``factcheck models``: which models there are, what they are, and how to get Stanza's own."""

import json

import click
from rich.console import Console
from rich.table import Table

from factcheck.cli.exits import EPILOG, fail, interface_option
from factcheck.errors import FactcheckError
from factcheck.syntax import weights

_MEGABYTE = 1_000_000
_which = click.option("--official", is_flag=True, help="Stanza's own models, not the compact ones we ship.")


@click.group(epilog=EPILOG)
@interface_option
def command() -> None:
    """Show the models on this machine, or fetch larger ones. The compact ones are there from the start."""


@command.command("list")
@interface_option
def list_models() -> None:
    """List the models on this machine."""
    table = Table.grid(padding=(0, 3, 0, 0))
    try:
        for model in weights.available():
            table.add_row(model.language, model.name, f"{model.bytes / _MEGABYTE:.1f} MB")
    except FactcheckError as error:
        fail(error)
    Console(highlight=False).print(table)


@command.command()
@click.argument("language")
@_which
@interface_option
def info(language: str, official: bool) -> None:
    """Describe the models of a LANGUAGE as JSON: size, training data, licences, figures."""
    try:
        model = weights.info(language, "official" if official else "compact")
    except FactcheckError as error:
        fail(error)
    facts = {
        "language": model.language,
        "name": model.name,
        "bytes": model.bytes,
        "details": dict(model.details),
    }
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


@command.command()
@click.argument("language")
@_which
@interface_option
def download(language: str, official: bool) -> None:
    """Fetch the models of a LANGUAGE, and say where they are; only --official ones need a network."""
    try:
        click.echo(weights.download(language, official=official))
    except FactcheckError as error:
        fail(error)
