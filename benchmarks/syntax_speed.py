"""How fast the syntax stage is, next to stock Stanza over the same weights.

Both read the same articles, in bulk and one by one, on one thread and on two; the memory is that of a process
that has loaded both languages and parsed with them. Rounds alternate, and medians are shown.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.gold import SETS, shared_folder
from benchmarks.timing import side_by_side

_MEMORY = """
import resource, sys
from factcheck.syntax import load_parser
for language, text in (("fr", "Le maire a dit que la rue rouvrirait."), ("en", "The mayor said so.")):
    load_parser(language)([text] * 200)
try:
    # Not ru_maxrss, which a process inherits from the one that started it.
    with open("/proc/self/status") as lines:
        print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak // (1024 * 1024 if sys.platform == "darwin" else 1024))
"""


def actions(language: str, texts: list[str], models: str) -> tuple[Mapping[str, Callable[[], object]], int]:
    """What is timed, by name, and how many words the texts have."""
    import torch

    from factcheck.syntax import load_parser, stanza_pipeline
    from factcheck.syntax.weights import resolve
    from factcheck.text.folding import fold

    quick, stock = load_parser(language, models), stanza_pipeline(resolve(language, models))
    folded = [fold(text) for text in texts]

    def stock_bulk() -> None:
        with torch.no_grad():
            stock.bulk_process(folded)

    def stock_singly() -> None:
        for text in folded:
            stock(text)

    def quick_singly() -> None:
        for text in texts:
            quick([text])

    words = sum(len(sentence.tokens) for document in quick(texts) for sentence in document.sentences)
    found: dict[str, Callable[[], object]] = {
        "Stanza, in bulk": stock_bulk,
        "ours, in bulk": lambda: quick(texts),
        "Stanza, one by one": stock_singly,
        "ours, one by one": quick_singly,
    }
    return found, words


def measure(language: str, texts: list[str], models: str, threads: int, rounds: int) -> dict[str, Any]:
    """Words per second of each way on so many threads, and our ratio in bulk and one by one."""
    import torch

    torch.set_num_threads(threads)
    timed, words = actions(language, texts, models)
    taken = side_by_side(timed, rounds)
    speeds = {name: round(words / statistics.median(times)) for name, times in taken.items()}
    return {
        "language": language,
        "threads": threads,
        "words": words,
        "words_per_second": speeds,
        "ratio_bulk": round(speeds["ours, in bulk"] / speeds["Stanza, in bulk"], 2),
        "ratio_singly": round(speeds["ours, one by one"] / speeds["Stanza, one by one"], 2),
    }


def peak_memory() -> int:
    """The most memory that a process with both languages loaded took, in megabytes."""
    done = subprocess.run([sys.executable, "-c", _MEMORY], capture_output=True, text=True, check=True)
    return int(done.stdout)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="The shared folder.")
@click.option("--language", "languages", type=click.Choice(["fr", "en"]), multiple=True, default=("fr", "en"))
@click.option("--models", default="compact", show_default=True, help="Which models, for both sides.")
@click.option("--articles", type=int, help="Only so many articles.")
@click.option("--threads", type=int, multiple=True, default=(1, 2), show_default=True)
@click.option("--rounds", type=int, default=3, show_default=True)
@click.option("--json", "json_out", type=click.Path(path_type=Path), help="Write the figures there.")
def main(
    data: Path | None,
    languages: tuple[str, ...],
    models: str,
    articles: int | None,
    threads: tuple[int, ...],
    rounds: int,
    json_out: Path | None,
) -> None:
    """Words per second of the syntax stage, ours and Stanza's, over the annotated Wikinews articles."""
    runs = []
    for language in languages:
        texts = [article.text for article in SETS[f"wikinews-{language}-dev"].articles(shared_folder(data))]
        runs += [measure(language, texts[:articles], models, count, rounds) for count in threads]
    result = {"machine": machine.describe(), "peak_megabytes": peak_memory(), "runs": runs}
    table = Table("language", "threads", "way", "words/s", "ratio")
    for run in runs:
        for name, speed in run["words_per_second"].items():
            ratio = run["ratio_bulk" if "bulk" in name else "ratio_singly"] if name.startswith("ours") else ""
            table.add_row(run["language"], str(run["threads"]), name, str(speed), str(ratio))
    Console().print(table)
    Console().print(f"peak memory, both languages: {result['peak_megabytes']} MB; load {os.getloadavg()[0]:.1f}")
    if json_out is not None:
        json_out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
