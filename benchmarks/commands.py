"""The commands, one for each question."""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from benchmarks import ablations, coreference, options, page, peers_run, scale, serve, speed, startup, stories, tracing
from benchmarks import document as document_writer
from benchmarks import quality as quality_run
from benchmarks import seed as seed_run
from benchmarks.gold import GoldSet, read_jsonl, shared_folder
from benchmarks.listing import LABELS
from benchmarks.systems import SYSTEMS, of_command

CHECK_FAILED = 1


@click.command()
@options.data
@options.system
@options.sets
@options.sample
@options.json_out
@click.option("--errors", is_flag=True, help="List every error, one a line.")
@click.option("--errors-to", type=options.PATH, help="Write the list of errors to this file.")
@click.option("--labels", default="", help=f"Only these errors, separated by commas: {', '.join(LABELS)}.")
@click.option("--against", type=options.PATH, help="Compare with an older --json file, item by item.")
@click.option("--save", type=options.PATH, help="Write the reports, one JSON object a line.")
@click.option("--predictions", type=options.PATH, help="Measure reports saved before.")
@options.parses
@options.command
@click.option("--oracle", is_flag=True, help="Names with gold source mentions, too (needs --parses).")
@click.option("--seed", "with_seed", is_flag=True, help="Check the first article too.")
def quality(
    data: Path | None,
    system: str,
    sets: list[GoldSet],
    sample: int | None,
    json_path: Path | None,
    errors: bool,
    errors_to: Path | None,
    labels: str,
    against: Path | None,
    save: Path | None,
    predictions: Path | None,
    keep_parses: Path | None,
    command: str | None,
    oracle: bool,
    with_seed: bool,
) -> None:
    """The measures of the specification over the annotated sets.

    Of sets that are only measured (news-fr-4, news-en-4, own-fr-3, own-en-3) no error is ever listed.
    """
    if oracle and not keep_parses:
        raise click.UsageError("--oracle needs --parses")
    console, shared = options.console(), shared_folder(data)
    # A file that cannot be read is told before anything is run.
    older = quality_run.read_json(against) if against else None
    stored = {row["id"]: row for row in read_jsonl(predictions)} if predictions else None
    chosen = options.chosen(system, keep_parses, command)
    result, reports = quality_run.run(chosen, sets, shared, sample, stored, keep_parses if oracle else None)
    wanted = tuple(label.strip().upper() for label in labels.split(",") if label.strip())
    lines = list(quality_run.error_lines(result, wanted)) if errors or errors_to else []
    if errors_to:
        quality_run.write_lines(errors_to, lines)
    if errors:
        click.echo("\n".join(lines))
    quality_run.show(console, result)
    if json_path:
        quality_run.write_json(json_path, result)
    if save:
        rows = (json.dumps({"id": id, **report}, ensure_ascii=False) for id, report in reports.items())
        quality_run.write_lines(save, rows)
    if older:
        quality_run.show_changes(console, older, result, errors)
    if with_seed and not seed_run.run(console, shared, chosen):
        sys.exit(CHECK_FAILED)


@click.command()
@options.data
@options.system
@options.parses
def seed(data: Path | None, system: str, keep_parses: Path | None) -> None:
    """Check that the article the project starts from comes out as specified; exit 1 if not."""
    if not seed_run.run(options.console(), shared_folder(data), options.chosen(system, keep_parses)):
        sys.exit(CHECK_FAILED)


@click.command()
@options.data
@options.sets
@options.sample
@options.parses
@options.command
@options.json_out
def peers(
    data: Path | None,
    sets: list[GoldSet],
    sample: int | None,
    keep_parses: Path | None,
    command: str | None,
    json_path: Path | None,
) -> None:
    """Ours next to other systems, where they are installed."""
    systems = [options.chosen(name, keep_parses) for name in SYSTEMS]
    systems += [of_command(command)] if command else []
    _finish(peers_run.run(systems, sets, shared_folder(data), sample), peers_run.show, json_path)


@click.command(name="serve")
@click.option("--texts", default=64, show_default=True, help="Texts for each number of clients.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--load", default=500, show_default=True, help="Requests of the load at the end.")
@options.json_out
def serve_command(texts: int, rounds: int, load: int, json_path: Path | None) -> None:
    """How quick a warm server is, next to a loop in one process over the same texts."""
    _finish(serve.run(texts, rounds, load), serve.show, json_path)


@click.command(name="speed")
@options.data
@click.option("--articles", default=12, show_default=True, type=click.IntRange(1))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@options.json_out
def speed_command(data: Path | None, articles: int, rounds: int, json_path: Path | None) -> None:
    """Words and articles a second, next to plain Stanza; where the time goes; memory."""
    _finish(speed.run(shared_folder(data), articles, rounds), speed.show, json_path)


@click.command(name="scale")
@click.option("--language", type=click.Choice(("fr", "en")), default="fr", show_default=True)
@click.option("--budget", default=600.0, show_default=True, help="Seconds for each of the growths.")
@click.option("--longest", default=max(scale.LENGTHS), show_default=True, help="The longest document.")
@click.option("--most", default=max(scale.COUNTS), show_default=True, help="The largest corpus.")
@options.json_out
def scale_command(language: str, budget: float, longest: int, most: int, json_path: Path | None) -> None:
    """How cost grows with the length of a document and the size of a corpus."""
    _finish(_scale(language, budget, longest, most), scale.show, json_path)


@click.command(name="startup")
@click.option("--repeats", default=5, show_default=True, type=click.IntRange(1))
@options.json_out
def startup_command(repeats: int, json_path: Path | None) -> None:
    """Import time and time to a first report, next to ``import stanza``."""
    _finish(startup.run(repeats), startup.show, json_path)


@click.command(name="coreference")
@options.data
@click.option("--own-syntax", is_flag=True, help="Over our own trees in place of the gold ones.")
@click.option("--errors", is_flag=True, help="List the mentions that are led astray.")
@options.json_out
def coreference_command(data: Path | None, own_syntax: bool, errors: bool, json_path: Path | None) -> None:
    """The share of pronouns and last names led to the right entity (GUM)."""
    result = coreference.run(shared_folder(data), own_syntax=own_syntax)
    if errors:
        click.echo("\n".join(result["errors"]))
    _finish(result, coreference.show, json_path)


@click.command(name="trace")
@options.data
@click.option("--growth", is_flag=True, help="How the cost grows with the number of reports, in place of the figures.")
@click.option("--most", default=max(stories.COUNTS), show_default=True, help="The most reports, with --growth.")
@click.option("--budget", default=600.0, show_default=True, help="Seconds for --growth.")
@options.json_out
def trace_command(data: Path | None, growth: bool, most: int, budget: float, json_path: Path | None) -> None:
    """Across articles: statements, origins, copies and flags, on bundles of articles about one event."""
    if growth:
        counts = [count for count in stories.COUNTS if count <= most]
        _finish(stories.run(counts, budget), stories.show, json_path)
        return
    _finish(tracing.run(shared_folder(data)), tracing.show, json_path)


@click.command(name="ablations")
@options.data
@options.sets
@options.sample
@options.parses
@options.json_out
def ablations_command(
    data: Path | None,
    sets: list[GoldSet],
    sample: int | None,
    keep_parses: Path | None,
    json_path: Path | None,
) -> None:
    """What each part is good for, and what the parser's errors cost."""
    with tempfile.TemporaryDirectory() as folder:
        result = ablations.run(sets, shared_folder(data), keep_parses or Path(folder), sample)
    _finish(result, ablations.show, json_path)


@click.command(name="all")
@click.argument("folder", type=options.PATH)
@options.data
@options.sets
@options.sample
@options.command
@click.option("--budget", default=420.0, show_default=True, help="Seconds for each of the growths.")
@click.option("--articles", default=8, show_default=True, help="Articles of each language for the speed.")
@click.option("--longest", default=max(scale.LENGTHS), show_default=True, help="The longest document.")
@click.option("--most", default=max(scale.COUNTS), show_default=True, help="The largest corpus.")
@click.option("--repeats", default=5, show_default=True, help="Runs of each process for the start-up.")
def everything(
    folder: Path,
    data: Path | None,
    sets: list[GoldSet],
    sample: int | None,
    command: str | None,
    budget: float,
    articles: int,
    longest: int,
    most: int,
    repeats: int,
) -> None:
    """Everything in one run: FOLDER gets results.json, errors.txt and one self-contained index.html."""
    shared, console = shared_folder(data), options.console()
    kept: dict[str, Any] = {}
    for gold in sets:
        # What is missing is missed before anything is measured, not minutes later.
        gold.articles(shared)

    def measure_quality() -> dict[str, Any]:
        result, kept["factcheck"] = quality_run.run(SYSTEMS["factcheck"], sets, shared, sample)
        return result

    def measure_peers() -> dict[str, Any]:
        systems = [*SYSTEMS.values(), *([of_command(command)] if command else [])]
        return peers_run.run(systems, sets, shared, sample, kept)

    def measure_ablations() -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as parses:
            return ablations.run(sets[:2], shared, Path(parses), sample)

    parts: Mapping[str, tuple[Callable[[], dict[str, Any]], Callable[[Console, Mapping[str, Any]], None]]] = {
        "startup": (lambda: startup.run(repeats), startup.show),
        "quality": (measure_quality, quality_run.show),
        "coreference": (lambda: coreference.run(shared), coreference.show),
        "speed": (lambda: speed.run(shared, articles), speed.show),
        "peers": (measure_peers, peers_run.show),
        "ablations": (measure_ablations, ablations.show),
        "scale": (lambda: _scale("fr", budget, longest, most), scale.show),
    }
    result: dict[str, Any] = {}
    for name, (measure, show) in parts.items():
        console.rule(name)
        result[name] = measure()
        show(console, result[name])
        # What has been measured is kept, whatever becomes of the rest.
        result["made"] = result[name]["made"]
        quality_run.write_json(folder / "results.json", result)
    quality_run.write_lines(folder / "errors.txt", quality_run.error_lines(result["quality"]))
    page.write(folder / "index.html", result)
    console.print(f"written: {folder / 'index.html'}")


@click.command(name="document")
@click.argument("results", type=options.PATH)
@click.argument("page_path", metavar="PAGE", type=options.PATH)
@click.option("--part", "parts", multiple=True, type=options.PATH, help="The --json of a part that was run again.")
def document_command(results: Path, page_path: Path, parts: tuple[Path, ...]) -> None:
    """Put the tables of a full run (RESULTS, its results.json) into a page of the documentation."""
    result = json.loads(results.read_text(encoding="utf-8"))
    for path in parts:
        part = json.loads(path.read_text(encoding="utf-8"))
        result[part["benchmark"]] = part
    document_writer.update(page_path, result)


def _scale(language: str, budget: float, longest: int, most: int) -> dict[str, Any]:
    lengths = [length for length in scale.LENGTHS if length <= longest]
    counts = [count for count in scale.COUNTS if count <= most]
    return scale.run(language, lengths, counts, budget)


def _finish(
    result: Mapping[str, Any],
    show: Callable[[Console, Mapping[str, Any]], None],
    json_path: Path | None,
) -> None:
    show(options.console(), result)
    if json_path:
        quality_run.write_json(json_path, result)


COMMANDS = (
    quality,
    seed,
    peers,
    serve_command,
    speed_command,
    scale_command,
    startup_command,
    coreference_command,
    trace_command,
    ablations_command,
    everything,
    document_command,
)
