"""``python -m training LANG``: make the models that the package ships for a language, and measure them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from training.recipe import RECIPES

#: The data lies beside the repository.
_SHARED = Path(__file__).parents[2] / "shared"
_DATA = _SHARED / "data"


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and run every stage that is not done yet."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("language", choices=sorted(RECIPES))
    parser.add_argument("--ud", type=Path, help="folder of the treebanks (default: ../shared/data/ud/LANG)")
    parser.add_argument("--raw", type=Path, default=_DATA / "raw", help="folder of the raw texts")
    parser.add_argument("--out", type=Path, help="folder to write to (default: build/training/LANG)")
    parser.add_argument("--beside", type=Path, help="older models for the card (default: ../shared/models/LANG)")
    parser.add_argument("--steps", type=int, help="so many steps per stage, to try the whole way out")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads (default: all cores)")
    parser.add_argument("--install", action="store_true", help="pack the result into factcheck/models/LANG")
    options = parser.parse_args(arguments)

    from training.card import finish
    from training.journal import logging_to
    from training.lanes import run
    from training.stages import Workshop

    recipe = RECIPES[options.language]
    workshop = Workshop(
        recipe.shortened(options.steps) if options.steps else recipe,
        options.ud or _DATA / "ud" / options.language,
        options.raw,
        options.out or Path("build") / "training" / options.language,
    )
    workshop.out.mkdir(parents=True, exist_ok=True)
    shipped = Path(__file__).parents[1] / "factcheck" / "models" / options.language
    with logging_to(workshop.journal):
        run(workshop, options.threads)
        beside = options.beside or _SHARED / "models" / options.language
        finish(workshop, shipped if options.install else workshop.out / "packed", beside)


if __name__ == "__main__":
    main()
