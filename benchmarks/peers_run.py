"""Ours next to others on the same articles with the same measures; who is not installed is named."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.bootstrap import intervals
from benchmarks.gold import GoldSet
from benchmarks.measures import compare, total
from benchmarks.quality import Stored, run_system, sample
from benchmarks.systems import AbsentError, System

SHOWN = ("content_chars", "content", "content_exact", "attribution", "unsourced_sentences")


def run(
    systems: Iterable[System],
    sets: Iterable[GoldSet],
    shared: Path,
    wanted: int | None = None,
    stored: Mapping[str, Stored] | None = None,
) -> dict[str, Any]:
    """Measure every system on every set. ``stored`` are reports, by system, of those that have run before."""
    chosen, results, absent = list(systems), dict[str, Any](), dict[str, str]()
    for gold in sets:
        articles = sample(gold.articles(shared), wanted)
        results[gold.name] = {}
        for system in chosen:
            if system.name in absent:
                continue
            try:
                kept = (stored or {}).get(system.name)
                found, seconds = (kept, None) if kept is not None else run_system(system, gold, articles)
            except AbsentError as error:
                absent[system.name] = str(error)
                continue
            counts = [comparison.counts() for comparison in compare(articles, found)]
            results[gold.name][system.name] = {
                "figures": total(counts).figures(),
                "intervals": intervals(counts),
                "seconds": seconds and round(seconds, 2),
            }
    about = {system.name: system.about for system in chosen}
    return {
        "benchmark": "peers",
        "made": machine.describe(),
        "about": about,
        "absent": absent,
        "sets": results,
    }


def show(console: Console, result: Mapping[str, Any]) -> None:
    """One table a set."""
    for name, systems in result["sets"].items():
        table = Table(title=f"{name}: F1 (95 %)", title_justify="left")
        for column in ("system", *SHOWN, "source"):
            table.add_column(column, justify="left" if column == "system" else "right")
        for system, found in systems.items():
            table.add_row(system, *cells(found))
        console.print(table)
    for name, why in result["absent"].items():
        console.print(f"not measured: {name} ({why})", markup=False)


def cells(found: Mapping[str, Any]) -> list[str]:
    """The figures of one system as text: F1 with its interval, and the accuracy of sources."""
    shown = []
    for name in SHOWN:
        if name in found["figures"]:
            low, high = found["intervals"][name]
            shown.append(f"{found['figures'][name]['f']:.1f} ({low:.0f}–{high:.0f})")
        else:
            shown.append("")
    accuracy = found["figures"]["accuracy"]["source"]
    return [*shown, "" if accuracy is None else f"{accuracy:.1f}"]
