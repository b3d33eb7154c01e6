"""``factcheck train``: a reader of one's own, from marked texts."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from factcheck.cli.exits import EPILOG, fail, interface, interface_option, say
from factcheck.errors import FactcheckError
from factcheck.exports.faults import told


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="MARKED...", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write the reader to.")
@click.option(
    "--start", type=click.Path(path_type=Path), help="Reader to begin with. [default: the one that is shipped]"
)
@click.option("--epochs", type=click.IntRange(1), help="How often to read every text. [default: 3]")
@click.option(
    "--hold-back", type=click.IntRange(2), default=6, show_default=True, help="Measure on one text of so many."
)
@interface_option
def command(files: tuple[Path, ...], out: Path, start: Path | None, epochs: int | None, hold_back: int) -> None:
    """Teach the reader from texts of yours that a person has marked (see factcheck mark and check).

    A part of the texts is held back to measure on, before and after. Ctrl-C stops; the same command goes on after the
    last whole pass. Use the result with load(..., model=FOLDER).

    \b
    Examples:
      factcheck mark articles/*.txt > marked.txt      (then correct it)
      factcheck train marked.txt --out our-reader
    """
    from attrs import evolve

    from factcheck.attribution.training.learning import TUNING
    from factcheck.attribution.training.teach import Stage, teach

    recipe = TUNING if epochs is None else evolve(TUNING, epochs=epochs)
    console = Console(stderr=True)
    try:
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task(told("training", interface()), total=None)
            taught = teach(
                files,
                out,
                start=start,
                stages=(Stage(recipe),),
                every=hold_back,
                progress=lambda done, all_: bar.update(task, completed=done, total=all_),
            )
    except FactcheckError as error:
        fail(error)
    say(f"learnt from {taught.learnt} texts, measured on {taught.held_back} held back")
    if taught.left_out:
        say(f"left out, since their words had to be mended: {', '.join(taught.left_out)}")
    for name, figures in (("before", taught.before), ("after", taught.after)):
        if figures is not None:
            say(f"{name}: attribution F1 {figures.f1:.1f}, to the letter {figures.exact_f1:.1f}")
    say(f"use it with load(..., model={str(out)!r})")
