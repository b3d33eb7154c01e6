"""Stories made by us, to see how the cost of a trace grows: events of a few articles each, in two languages."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import machine, timing
from factcheck.provenance import trace
from factcheck.provenance.values import Document
from factcheck.report import Claim, Flag, Kind, Report

COUNTS = (100, 500, 2_000, 20_000)
_ARTICLES = 8
_SYLLABLES = ("bra", "ko", "len", "mir", "ost", "pla", "rud", "sel", "tan", "vor", "wex", "zil")
_FRAMES = {
    "en": (
        "The {place} bridge was closed on {day} March after {n} boats had struck it.",
        "{name} said that {n} workers of the {place} yard would lose their jobs.",
        "The council of {place} will pay {n} million euros for the new station.",
        "A fire destroyed {n} houses near {place}, and {name} was hurt.",
        "{name} was elected mayor of {place} with {n} per cent of the votes.",
        "Some {n} people marched through {place} against the plans of {name}.",
    ),
    "fr": (
        "Le pont de {place} a été fermé le {day} mars après le choc de {n} bateaux.",
        "{name} a annoncé que {n} ouvriers du chantier de {place} perdraient leur emploi.",
        "Le conseil de {place} paiera {n} millions d’euros pour la nouvelle gare.",
        "Un incendie a détruit {n} maisons près de {place}, et {name} a été blessé.",
        "{name} a été élu maire de {place} avec {n} pour cent des voix.",
        "Quelque {n} personnes ont défilé à {place} contre les projets de {name}.",
    ),
}


def reports(count: int) -> Iterator[Report]:
    """So many reports, always the same: each event in eight articles, every second one in French."""
    for number in range(count):
        event = random.Random(number // _ARTICLES)
        told = {"place": _word(event), "name": f"{_word(event)} {_word(event)}", "day": event.randrange(1, 29)}
        # Each sentence of an event has a figure of its own; in one article of ten it is another one.
        figures = [event.randrange(12, 900) for _ in _FRAMES["en"]]
        language = ("en", "fr")[number % 2]
        own = random.Random(-number - 1)
        chosen = own.sample(list(enumerate(_FRAMES[language])), 4)
        told_otherwise = own.random() < 0.1
        sentences = [
            frame.format(**told, n=own.randrange(12, 900) if told_otherwise else figures[place])
            for place, frame in chosen
        ]
        yield _report(sentences, language)


def _word(chance: random.Random) -> str:
    return "".join(chance.sample(_SYLLABLES, 3)).capitalize()


def _report(sentences: Sequence[str], language: str) -> Report:
    text = " ".join(sentences)
    claims = []
    for number, sentence in enumerate(sentences, 1):
        start = text.index(sentence)
        span = (start, start + len(sentence))
        claims.append(Claim(f"c{number}", sentence, (span,), Kind.NARRATOR, flags=(Flag.UNSOURCED,)))
    return Report(text, language, tuple(claims), ())


def run(counts: Sequence[int], budget: float) -> dict[str, Any]:
    """The cost of tracing so many reports; what would not fit in the budget (seconds) is left out, and named."""
    points: list[dict[str, Any]] = []
    left = budget
    trace(reports(_ARTICLES))
    for count in sorted(counts):
        if points and points[-1]["seconds"] / points[-1]["reports"] * count > left:
            break
        made = list(reports(count))
        documents = [Document(f"d{number}") for number in range(count)]
        start, worked = time.perf_counter(), time.process_time()
        traced = trace(made, documents=documents)
        seconds = time.perf_counter() - start
        left -= seconds
        points.append(
            {
                "reports": count,
                "seconds": round(seconds, 2),
                "processor_seconds": round(time.process_time() - worked, 2),
                "statements": len(traced),
                "peak_memory": timing.peak(),
            }
        )
    return {
        "benchmark": "trace-growth",
        "made": machine.describe(),
        "points": points,
        "left_out": sorted(counts)[len(points) :],
        "exponent": timing.exponent([p["reports"] for p in points], [p["processor_seconds"] for p in points]),
    }


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The table of a run."""
    table = Table(title=f"trace, growth: exponent {result['exponent']}", title_justify="left")
    for column in ("reports", "seconds", "processor seconds", "statements", "peak memory, MB"):
        table.add_column(column, justify="right")
    for point in result["points"]:
        memory = f"{point['peak_memory'] / 1e6:.0f}"
        cells = (point["reports"], point["seconds"], point["processor_seconds"], point["statements"], memory)
        table.add_row(*map(str, cells))
    console.print(table)
    if result["left_out"]:
        console.print(f"left out: {', '.join(map(str, result['left_out']))}")
