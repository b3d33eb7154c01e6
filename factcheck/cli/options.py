"""Options that several commands have: what to read with."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import click

from factcheck.pipeline import Setup

Result = TypeVar("Result")

outlets_option = click.option(
    "--outlets",
    type=click.Path(),
    multiple=True,
    metavar="FILE",
    help="File with outlets of your own. May be repeated.",
)
_READING = (
    outlets_option,
    click.option(
        "--models",
        default="compact",
        metavar="NAME|FOLDER",
        help="Models: compact, official, or a folder. [default: compact]",
    ),
    click.option("--model", type=click.Path(), metavar="FOLDER", help="Reader of your own, see factcheck train."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Leave out attributions that are less likely right. [default: where most is right]",
    ),
)


def reading_options(command: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command the options for what it reads with; it gets them as ``setup``."""

    @wraps(command)
    def with_setup(
        *, outlets: tuple[str, ...], models: str, model: str | None, min_confidence: float | None, **others: object
    ) -> Result:
        setup = Setup.of(models, outlets, model=model, min_confidence=min_confidence)
        return command(setup=setup, **others)

    for option in reversed(_READING):
        with_setup = option(with_setup)
    return with_setup
