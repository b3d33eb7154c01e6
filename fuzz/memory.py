"""Memory and speed of a long stream of texts: resident memory along the way and its slope, articles by core second.

python -m fuzz.memory [documents] [seconds at most]
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from factcheck import attribute_many
from tests.corpus.test_many import texts


def resident() -> float:
    """The resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def stream(documents: int) -> Iterator[str]:
    """Articles of a few paragraphs, none the same, with new words all the time as in life."""
    chance = random.Random(2)
    for number in range(documents):
        (text,) = texts(1, seed=number)
        yield f"{text}\nThe {''.join(chance.choices('abcdefghijklm', k=9))} company said that it will close."


def main(documents: int = 10_000, seconds: int = 3600) -> None:
    """Print the memory every five hundred texts, and the slope after the first thousand."""
    import torch

    torch.set_num_threads(1)
    points: list[tuple[int, float]] = []
    began, spent, size, done = time.monotonic(), time.process_time(), 0, 0
    for done, report in enumerate(attribute_many(stream(documents), "en"), 1):
        size += len(report.text)
        if done == 32:
            # From here on everything is loaded.
            spent, size = time.process_time(), 0
        if done % 500 == 0:
            points.append((done, resident()))
            print(f"{done:,} texts, {points[-1][1]:.0f} MB", flush=True)
        if time.monotonic() - began > seconds:
            break
    used = time.process_time() - spent
    print(f"{done:,} texts, {size / used:,.0f} characters and {(done - 32) / used:.1f} texts by core second")
    late = [point for point in points if point[0] >= 1000]
    if len(late) > 1:
        middle = sum(n for n, _ in late) / len(late)
        mean = sum(mb for _, mb in late) / len(late)
        slope = sum((n - middle) * (mb - mean) for n, mb in late) / sum((n - middle) ** 2 for n, _ in late)
        print(f"slope: {slope * 1000:.2f} MB for each thousand texts")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
