"""One measurement in a fresh process, so that memory and warm-up are its own.

``python -m benchmarks.worker`` is told what to do by one JSON object on standard input and answers
with one on standard output.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks import grown, synthesis, timing

SHORT = 200_000
FEW = 500
# The memory is looked at once in so many documents.
SAMPLED = 50


def ask(task: str, **given: Any) -> dict[str, Any]:
    """Do a task in a process of its own. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "benchmarks.worker"]
    # One thread: two of them that wait for each other on a busy machine measure the others' work.
    alone = {**os.environ, "OMP_NUM_THREADS": "1"}
    told = json.dumps({"task": task, **given})
    done = subprocess.run(command, input=told, stdout=subprocess.PIPE, text=True, check=True, env=alone)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def document(language: str, characters: int) -> dict[str, Any]:
    """One document of some length: seconds, and the most memory held on the way."""
    from factcheck import attribute_claims

    attribute_claims(synthesis.article(language, 500, 1), language)
    before, text = timing.resident(), synthesis.article(language, characters)
    began = time.perf_counter()
    report = attribute_claims(text, language)
    seconds = time.perf_counter() - began
    return {
        "characters": len(text),
        "seconds": seconds,
        "claims": len(report.claims),
        "memory_before": before,
        "peak_memory": timing.peak(),
    }


def corpus(language: str, characters: int, counts: list[int], budget: float) -> dict[str, Any]:
    """Streams of more and more documents, as far as the budget goes: seconds, and memory held after each.

    ``memory_slope`` is what memory grows by in the longest stream, in bytes a document.
    """
    from factcheck import attribute_many

    def stream(count: int) -> tuple[float, list[int]]:
        made = synthesis.articles(language, characters, count)
        began, held = time.perf_counter(), list[int]()
        for number, _ in enumerate(attribute_many(made, language)):
            if number % SAMPLED == 0:
                held.append(timing.resident())
        return time.perf_counter() - began, held

    stream(100)
    points: list[dict[str, Any]] = []
    held: list[int] = []
    left, each = budget, 0.0
    for count in sorted(counts):
        if each * count > left:
            break
        # Short ones are over in a moment: the best of three says what they cost.
        runs = [stream(count) for _ in range(1 if count > FEW else 3)]
        taken, held = min(runs)
        left, each = left - sum(seconds for seconds, _ in runs), taken / count
        points.append({"documents": count, "seconds": taken, "memory": timing.resident()})
    slope = timing.slope(held)
    return {
        "points": points,
        "peak_memory": timing.peak(),
        "asked": max(counts),
        "memory_slope": None if slope is None else round(slope / SAMPLED),
    }


def stages(language: str, lengths: list[int], budget: float) -> dict[str, Any]:
    """Our own stages over longer and longer documents, parsed before the clock starts."""
    from factcheck.languages import load_pack
    from factcheck.pipeline import report_on
    from factcheck.syntax import load_parser

    pack, pieces = load_pack(language), grown.seed(language, load_parser(language))
    report_on(grown.document(pieces, 1000), pack)
    points: list[dict[str, Any]] = []
    left, each = budget, 0.0
    for length in sorted(lengths):
        if each * length > left:
            break
        made = grown.document(pieces, length)
        before = timing.resident()
        runs = 1 if length > SHORT else 3
        taken = [timing.seconds(lambda made=made: report_on(made, pack)) for _ in range(runs)]  # type: ignore[misc]
        left, each = left - sum(taken), min(taken) / len(made.text)
        points.append({"characters": len(made.text), "seconds": min(taken), "memory": before})
    return {"points": points, "peak_memory": timing.peak()}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {"document": document, "corpus": corpus, "stages": stages}


def main() -> None:
    """Read a task, do it, answer."""
    given: Mapping[str, Any] = json.loads(sys.stdin.read())
    task = TASKS[given["task"]]
    print(json.dumps(task(**{name: value for name, value in given.items() if name != "task"})))


if __name__ == "__main__":
    main()
