"""``python -m training LANG``: make the models that the package ships for a language, and measure them."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.recipe import RECIPES

#: The data lies beside the repository.
_DATA = Path(__file__).parents[2] / "shared" / "data"


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and run every stage that is not done yet."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("language", choices=sorted(RECIPES))
    parser.add_argument("--ud", type=Path, help="folder of the treebanks (default: ../shared/data/ud/LANG)")
    parser.add_argument("--raw", type=Path, default=_DATA / "raw", help="folder of the raw texts")
    parser.add_argument("--out", type=Path, help="folder to write to (default: build/training/LANG)")
    parser.add_argument("--steps", type=int, help="so many steps per stage, to try the whole way out")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads (default: all cores)")
    parser.add_argument("--install", action="store_true", help="pack the result into factcheck/models/LANG")
    options = parser.parse_args(arguments)

    import torch

    from training.card import finish
    from training.stages import Workshop

    torch.set_num_threads(options.threads)
    recipe = RECIPES[options.language]
    workshop = Workshop(
        recipe.shortened(options.steps) if options.steps else recipe,
        options.ud or _DATA / "ud" / options.language,
        options.raw,
        options.out or Path("build") / "training" / options.language,
    )
    workshop.out.mkdir(parents=True, exist_ok=True)
    shipped = Path(__file__).parents[1] / "factcheck" / "models" / options.language
    with logging_to(workshop.out / "training.log"):
        workshop.run()
        finish(workshop, shipped if options.install else workshop.out / "packed")


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Within this context our log and Stanza's go to the screen and to the end of a file."""
    handlers: list[logging.Handler] = [logging.StreamHandler(), logging.FileHandler(path, encoding="utf-8")]
    loggers = [logging.getLogger(name) for name in ("training", "stanza")]
    loggers[0].setLevel(logging.INFO)
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s", "%H:%M:%S"))
        for logger in loggers:
            logger.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            for logger in loggers:
                logger.removeHandler(handler)
            handler.close()


if __name__ == "__main__":
    main()
