"""Options that several commands share."""

from pathlib import Path

import click
from rich.console import Console

from benchmarks.gold import SETS, TO_LEARN_FROM, GoldSet, gold_set
from benchmarks.systems import SYSTEMS, System, of_command, with_kept_parses

WIDTH = 120
PATH = click.Path(path_type=Path)
PARSES_HELP = "Keep the parses in this folder and use them again: rules are then measured in seconds."
DATA_HELP = "The shared folder (else FACTCHECK_SHARED, else ../shared)."


def _sets(context: click.Context, parameter: click.Parameter, value: str) -> list[GoldSet]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    if not names:
        raise click.BadParameter(f"nothing (there are {', '.join((*SETS, *TO_LEARN_FROM))})")
    return [_set(name) for name in names]


def _set(name: str) -> GoldSet:
    try:
        return gold_set(name)
    except KeyError:
        known = ", ".join((*SETS, *TO_LEARN_FROM))
        raise click.BadParameter(f"{name} (there are {known}, and files of marked texts such as news-fr-7)") from None


data = click.option("--data", type=PATH, help=DATA_HELP)
sets = click.option(
    "--sets",
    default=",".join(SETS),
    show_default=True,
    callback=_sets,
    help="Which sets, separated by commas: the default ones, news-fr, news-en, own-fr, own-en, or files of these.",
)
sample = click.option("--sample", type=click.IntRange(1), help="So many articles of each set (always the same).")
parses = click.option("--parses", "keep_parses", type=PATH, help=PARSES_HELP)
json_out = click.option("--json", "json_path", type=PATH, help="Write everything to this file.")
system = click.option("--system", type=click.Choice(list(SYSTEMS)), default="factcheck", show_default=True)
command = click.option(
    "--command",
    metavar="NAME=COMMAND",
    help="A system that reads {input} and writes Citron-style JSON to {output}.",
)


def chosen(name: str, keep_parses: Path | None, command_line: str | None = None) -> System:
    """The system that the options name."""
    if command_line:
        return of_command(command_line)
    return with_kept_parses(keep_parses) if keep_parses and name == "factcheck" else SYSTEMS[name]


def console() -> Console:
    """Where the tables go: wide enough for them when nobody's terminal says otherwise."""
    shown = Console()
    return shown if shown.is_terminal else Console(width=WIDTH)
