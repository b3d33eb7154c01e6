"""How fast: words and articles a second, next to plain Stanza with the same weights, and where time goes."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, cast

from attrs import evolve
from rich.console import Console
from rich.table import Table

from benchmarks import machine, synthesis, timing, worker
from benchmarks.gold import SETS, MissingDataError
from benchmarks.quality import sample

ARTICLES = {"fr": "wikinews-fr-dev", "en": "wikinews-en-dev"}
SYNTHETIC_LENGTH = 2500
MEMORY_CHARACTERS = 20_000
FORWARD, STANZA, SYNTAX, REST = (
    "Stanza: forward passes",
    "Stanza: the rest",
    "syntax (ours)",
    "the rest (ours)",
)
# The parser's last layers, which factcheck.syntax.fast.parsing goes through in words of its own.
SCORING = ("_arc_scores", "_sides", "_chosen_label_scores")
# Names that the stages have in factcheck.provenance.stages; those that are there are timed.
STAGES: Mapping[str, tuple[str, ...]] = {
    "paragraphs": ("paragraphs",),
    "quotations": ("find_quotations",),
    "attributions": ("find_attributions",),
    "sources": ("resolve",),
    "assertions": ("find_assertions",),
    "claims and flags": ("_claims", "assemble"),
}


def texts(language: str, count: int, shared: Path) -> tuple[list[str], str]:
    """Articles to run over, and where they are from: an annotated set, or else articles of our making."""
    try:
        articles = SETS[ARTICLES[language]].articles(shared)
    except MissingDataError:
        return list(synthesis.articles(language, SYNTHETIC_LENGTH, count)), "synthetic"
    return [article.text for article in sample(articles, count)], ARTICLES[language]


def run(shared: Path, count: int = 12, rounds: int = 3, processes: int = 2) -> dict[str, Any]:
    """All measures of speed, for each language."""
    found = {language: run_language(language, shared, count, rounds, processes) for language in ARTICLES}
    return {"benchmark": "speed", "made": machine.describe(), "languages": found}


def run_language(language: str, shared: Path, count: int, rounds: int, processes: int) -> dict[str, Any]:
    """Speed in one language. Everything runs in turn within the same rounds, so ratios can be trusted."""
    given, origin = texts(language, count, shared)
    words = sum(len(text.split()) for text in given)
    import torch

    # One thread: two of them that wait for each other on a busy machine measure the others' work.
    torch.set_num_threads(1)
    attributor, plain = _attributor(language), _plain(language)
    actions: dict[str, Callable[[], object]] = {
        "stanza": lambda: [plain(text) for text in given],
        "single": lambda: [attributor(text) for text in given],
        "batch": lambda: attributor.batch(given),
    }
    for action in (lambda: attributor(given[0]), lambda: plain(given[0])):
        action()
    taken = timing.side_by_side(actions, rounds)
    forward = stages(language, given)
    return {
        "texts": origin,
        "articles": len(given),
        "words": words,
        "threads": torch.get_num_threads(),
        "seconds": {name: timing.summary(values) for name, values in taken.items()},
        "words_a_second": {name: round(words / statistics.median(values)) for name, values in taken.items()},
        "articles_a_second": {name: round(len(given) / statistics.median(values), 2) for name, values in taken.items()},
        # Above 1: faster than plain Stanza called article by article.
        "throughput_to_stanza": {name: timing.ratio(taken["stanza"], taken[name]) for name in ("single", "batch")},
        "stages": forward,
        "processes": _processes(language, given, processes),
        "peak_memory": worker.ask("document", language=language, characters=MEMORY_CHARACTERS)["peak_memory"],
    }


def stages(language: str, given: Sequence[str]) -> dict[str, Any]:
    """The share of each stage, over single calls."""
    import stanza
    import torch

    import factcheck.provenance.stages as rooms
    from factcheck.syntax.fast import parsing

    clock = timing.Clock()
    attributor = _attributor(language)
    attributor = evolve(attributor, parse=clock.timed(SYNTAX, attributor.parse))
    places: dict[str, list[tuple[Any, str]]] = {
        label: [(rooms, name) for name in names if hasattr(rooms, name)] for label, names in STAGES.items()
    }
    places[STANZA] = [(stanza.Pipeline, name) for name in ("process", "bulk_process")]
    places[FORWARD] = [(torch.nn.Module, "__call__"), *((parsing, name) for name in SCORING)]
    with clock.watching(places):
        total = timing.seconds(lambda: [attributor(text) for text in given])
    shares = {label: taken / total for label, taken in clock.seconds.items()}
    shares[REST] = 1 - sum(shares.values())
    ours = 1 - shares.get(FORWARD, 0) - shares.get(STANZA, 0)
    return {
        "seconds": round(total, 3),
        "shares": {label: round(share, 4) for label, share in shares.items()},
        "ours": round(ours, 4),
        "all_but_forward": round(1 - shares.get(FORWARD, 0), 4),
    }


def _attributor(language: str) -> Any:
    from factcheck.pipeline import load

    return load(language)


def _plain(language: str) -> Callable[[str], object]:
    """Stanza's own pipeline with our weights and processors, and nothing else of ours."""
    from factcheck.syntax import stanza_pipeline
    from factcheck.syntax.weights import resolve

    return cast(Callable[[str], object], stanza_pipeline(resolve(language)))


def _processes(language: str, given: Sequence[str], processes: int) -> dict[str, Any]:
    """The same work by one process and by several, each on one thread."""
    seconds: dict[int, float] = {}
    for workers in (1, processes):
        shares = [list(given[n::workers]) for n in range(workers)]
        with _pool(workers, language) as pool:
            # Every worker loads its models before the clock starts.
            list(pool.map(_warm, range(workers)))
            began = time.perf_counter()
            list(pool.map(_work, shares))
            seconds[workers] = time.perf_counter() - began
    return {
        "processes": processes,
        "seconds": {str(workers): round(taken, 3) for workers, taken in seconds.items()},
        "speed_up": round(seconds[1] / seconds[processes], 2),
    }


def _pool(workers: int, language: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare, initargs=(language,))


_language = "fr"


def _prepare(language: str) -> None:
    global _language
    import torch

    torch.set_num_threads(1)
    _language = language
    _attributor(language)


def _warm(number: int) -> int:
    _attributor(_language)(synthesis.article(_language, 500, number))
    return number


def _work(given: list[str]) -> int:
    return len(_attributor(_language).batch(given))


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The table of a run."""
    found = list(result["languages"].values())
    table = Table(title="speed, on one thread", title_justify="left")
    table.add_column("")
    for language in result["languages"]:
        table.add_column(language, justify="right")
    for label, *cells in rows(found):
        table.add_row(label, *cells)
    console.print(table)


def rows(found: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """A label and one cell for each language, row by row."""
    ways = (("stanza", "plain Stanza, one by one"), ("single", "ours, one by one"), ("batch", "ours, batch"))
    stages = list({label: None for one in found for label in one["stages"]["shares"]})
    return [
        ["texts", *(f"{one['articles']} articles, {one['words']} words" for one in found)],
        *([f"words a second: {label}", *(str(one["words_a_second"][name]) for one in found)] for name, label in ways),
        *(
            [f"articles a second: {label}", *(str(one["articles_a_second"][name]) for one in found)]
            for name, label in ways
        ),
        *(
            [
                f"throughput to plain Stanza: {label}",
                *(_with_interval(one["throughput_to_stanza"][name]) for one in found),
            ]
            for name, label in ways[1:]
        ),
        ["two processes to one", *(f"{one['processes']['speed_up']} x" for one in found)],
        ["peak memory of a process, one text of 20 kB", *(_megabytes(one.get("peak_memory")) for one in found)],
        *([f"share: {label}", *(_share(one["stages"]["shares"].get(label, 0)) for one in found)] for label in stages),
        ["share of all that is ours", *(_share(one["stages"]["ours"]) for one in found)],
        ["share of all but forward passes", *(_share(one["stages"]["all_but_forward"]) for one in found)],
    ]


def _megabytes(value: int | None) -> str:
    return f"{value / 1e6:.0f} MB" if value else "not measured"


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _with_interval(value: Mapping[str, Any]) -> str:
    low, high = value["interval"]
    return f"{value['median']:.2f} ({low:.2f} – {high:.2f})"
