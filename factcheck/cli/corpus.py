"""``factcheck corpus``: an archive to shards of reports, resumable."""

import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from factcheck.cli.exits import EPILOG, Exit, complain, fail, interface_option, say
from factcheck.cli.options import reading_options
from factcheck.errors import FactcheckError
from factcheck.languages import supported
from factcheck.pipeline import Setup, language_code


@click.command(epilog=EPILOG)
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "format", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True)
@click.option("-l", "--language", metavar="CODE", help="Language of the texts. [default: from each text]")
@click.option("--outlet", metavar="NAME", help="Who publishes the texts.")
@reading_options
@click.option("--text-column", default="text", show_default=True, metavar="NAME")
@click.option("--id-column", default="id", show_default=True, metavar="NAME", help="Where there is one.")
@click.option("--language-column", metavar="NAME", help="Column with the language of each row.")
@click.option("--outlet-column", metavar="NAME", help="Column with the outlet of each row.")
@click.option("-j", "--processes", type=click.IntRange(1), default=1, show_default=True)
@click.option("--batch-size", type=click.IntRange(1), default=16, show_default=True, help="Texts at a time.")
@click.option("--shard-size", type=click.IntRange(1), default=1000, show_default=True, help="Documents in a file.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress and no counts.")
@interface_option
@click.option("--work", hidden=True, help="Module and function that stand in for the models, for tests.")
def command(
    source: Path,
    target: Path,
    format: str,
    language: str | None,
    outlet: str | None,
    setup: Setup,
    text_column: str,
    id_column: str,
    language_column: str | None,
    outlet_column: str | None,
    processes: int,
    batch_size: int,
    shard_size: int,
    engine: str,
    quiet: bool,
    work: str | None,
) -> None:
    """Analyse an archive: every document of IN becomes a row in the files of the folder OUT.

    IN is a folder of text, HTML, JSON Lines, CSV, TSV and Parquet files, or one file; .gz is read.

    Stopped at any moment, it goes on where it was when it is called again. A document that cannot be analysed
    is a row with an error, and does not stop the rest. OUT/manifest.json has the counts.

    \b
    Examples:
      factcheck corpus news/ reports/
      factcheck corpus archive.parquet reports/ --to parquet --text-column body -j 8
    """
    # Only now: the pipeline is slow to import.
    from factcheck.corpus.entries import Columns
    from factcheck.corpus.job import Counts, Job, run
    from factcheck.corpus.task import Task
    from factcheck.outlets.registry import load_registry

    language = None if language is None else language_code(language)
    if language is not None and language not in supported():
        fail(f"the language {language!r} is not supported; only {', '.join(supported())} are", Exit.USAGE)
    try:
        # Now, not at the first document: a file may have a fault.
        load_registry(*setup.outlets)
    except FactcheckError as error:
        fail(error)
    job = Job(
        source,
        target,
        format,
        shard_size,
        Columns(text_column, id_column, language_column, outlet_column),
        Task(language, outlet, _function(work) if work else None, setup),
        batch_size,
        processes,
        engine,
    )
    began = time.monotonic()
    counts = Counts()
    try:
        with _progress(source, shown=not quiet and sys.stderr.isatty()) as progress:
            counts = run(job, progress)
    except FactcheckError as error:
        fail(error)
    except OSError as error:
        fail(f"{error}; what is written is safe: run the same command again to continue")
    except KeyboardInterrupt:
        complain(f"stopped; run the same command again to continue {target}")
        sys.exit(Exit.STOPPED)
    if not quiet:
        say(_account(counts, target, time.monotonic() - began), err=True)
    sys.exit(Exit.INPUT if counts.errors else Exit.OK)


def _function(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _progress(source: Path, shown: bool) -> Any:
    """A context that gives what ``run`` calls: a bar with the time left, or nothing."""
    if not shown:
        return nullcontext()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    from factcheck.corpus.entries import count

    columns = (BarColumn(), TaskProgressColumn(), MofNCompleteColumn(), TimeRemainingColumn())

    class Bar(Progress):
        def __enter__(self) -> Callable[[int], object]:  # type: ignore[override]
            super().__enter__()
            task = self.add_task("", total=count(source))
            return lambda done: self.update(task, completed=done)

    # The speed of the last ten minutes, not of the last seconds: shards of long documents come in runs.
    return Bar(*columns, console=Console(stderr=True), speed_estimate_period=600)


def _account(counts: Any, target: Path, seconds: float) -> str:
    fresh = counts.documents - counts.resumed
    speed = f", {fresh / seconds:,.1f} a second" if fresh and seconds > 1 else ""
    resumed = f" ({counts.resumed:,} of them before)" if counts.resumed else ""
    figures = f"{counts.documents:,} documents{resumed}, {counts.claims:,} claims, {counts.errors:,} errors"
    return f"{figures} in {target}{speed}"
