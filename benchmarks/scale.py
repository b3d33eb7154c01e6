"""How cost grows: one document from 1 kB to 5 MB, and corpora from 10 to 10,000 documents, all made by us."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks import machine, timing, worker

LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
COUNTS = (10, 100, 1_000, 10_000)
# The documents of a corpus are short, so that 10,000 of them can be run at all.
CORPUS_CHARACTERS = 200
REPEATS_BELOW = 200_000


def run(
    language: str = "fr",
    lengths: Sequence[int] = LENGTHS,
    counts: Sequence[int] = COUNTS,
    budget: float = 600.0,
) -> dict[str, Any]:
    """Every growth. What would not fit in the budget (seconds, for each of them) is left out, and named.

    A document of 5 MB takes the parser minutes; our own stages are also timed apart, over parses at hand.
    """
    documents, left = list[dict[str, Any]](), budget
    for length in track(sorted(lengths), description="documents", transient=True, console=Console(stderr=True)):
        # The next document costs what the last one did, character for character.
        if documents and documents[-1]["seconds"] / documents[-1]["characters"] * length > left:
            break
        # Short ones are over in a moment: the best of three says what they cost.
        runs = [worker.ask("document", language=language, characters=length) for _ in range(_runs(length))]
        best = min(runs, key=lambda one: float(one["seconds"]))
        documents.append(best)
        left -= sum(one["seconds"] for one in runs)
    corpus = worker.ask("corpus", language=language, characters=CORPUS_CHARACTERS, counts=list(counts), budget=budget)
    points = corpus["points"]
    own = worker.ask("stages", language=language, lengths=list(lengths), budget=budget)["points"]
    return {
        "benchmark": "scale",
        "made": machine.describe(),
        "language": language,
        "documents": documents,
        "documents_left_out": sorted(lengths)[len(documents) :],
        "document_exponent": timing.exponent(
            [one["characters"] for one in documents], [one["seconds"] for one in documents]
        ),
        "own_stages": own,
        "own_stages_left_out": sorted(lengths)[len(own) :],
        "own_stages_exponent": timing.exponent([one["characters"] for one in own], [one["seconds"] for one in own]),
        "corpus": points,
        "corpus_left_out": sorted(counts)[len(points) :],
        "corpus_exponent": timing.exponent([one["documents"] for one in points], [one["seconds"] for one in points]),
        "corpus_characters": CORPUS_CHARACTERS,
        "corpus_peak_memory": corpus["peak_memory"],
        "memory_slope": corpus["memory_slope"],
    }


def _runs(length: int) -> int:
    return 3 if length < REPEATS_BELOW else 1


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The tables of a run."""
    for title, part, size in (
        ("one document", "document", "characters"),
        ("one document, our own stages alone", "own_stages", "characters"),
        ("a corpus", "corpus", "documents"),
    ):
        rows = result["documents" if part == "document" else part]
        table = Table(title=f"{title} (exponent {result[f'{part}_exponent']})", title_justify="left")
        for column in (size, "seconds", f"{size} a second", "memory"):
            table.add_column(column, justify="right")
        for row in rows:
            memory = row.get("peak_memory") or row["memory"]
            cells = (f"{row['seconds']:.2f}", f"{row[size] / row['seconds']:,.1f}", f"{memory / 1e6:.0f} MB")
            table.add_row(f"{row[size]:,}", *cells)
        console.print(table)
    if (slope := result["memory_slope"]) is not None:
        console.print(f"memory over {result['corpus'][-1]['documents']:,} documents: {slope / 1e3:+.2f} MB a thousand")
    for name in ("documents", "own_stages", "corpus"):
        if left_out := result[f"{name}_left_out"]:
            console.print(f"{name} left out for want of time: {', '.join(f'{size:,}' for size in left_out)}")
