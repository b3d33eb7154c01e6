"""How quick ``factcheck serve`` is: one worker, by 1, 8 and 32 clients, beside a warm loop over the same texts."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
from attrs import frozen
from rich.console import Console
from rich.table import Table

from benchmarks import machine, synthesis, timing
from benchmarks.served import serving

CLIENTS = (1, 8, 32)
#: The length of a text in characters: a short news item.
LENGTH = 500


@frozen
class Heard:
    """What the clients of one run heard: seconds in all, and of each request; what was not answered as it should be."""

    seconds: float
    latencies: Sequence[float]
    refused: int
    mixed_up: int


def texts(count: int) -> list[str]:
    """Texts of our making, French and English in turn, no two alike."""
    pairs = zip(*(synthesis.articles(code, LENGTH, (count + 1) // 2) for code in ("fr", "en")), strict=True)
    return [f"{text} {number}." for number, text in enumerate(text for pair in pairs for text in pair)][:count]


def run(count: int = 64, rounds: int = 3, load: int = 500) -> dict[str, Any]:
    """All figures. The loop and each number of clients run in turn within each round, so ratios can be trusted."""
    from factcheck import attribute_claims

    given = texts(count)
    for text in given[:2]:
        attribute_claims(text)
    held: list[int] = []
    taken: dict[str, list[float]] = {"loop": [], **{str(clients): [] for clients in CLIENTS}}
    latencies: dict[str, list[float]] = {name: [] for name in taken}
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with serving(Path(folder, "log"), "--max-waiting", "64") as server:
            ready = time.perf_counter() - began
            (worker,) = server.workers()
            for _ in range(rounds):
                each = [timing.seconds(lambda text=text: attribute_claims(text)) for text in given]  # type: ignore[misc]
                taken["loop"].append(sum(each))
                latencies["loop"] += each
                for clients in CLIENTS:
                    heard = ask(server.address, given, clients)
                    taken[str(clients)].append(heard.seconds)
                    latencies[str(clients)] += heard.latencies
            many = texts(load)
            halves = []
            for half in (many[: load // 2], many[load // 2 :]):
                halves.append(ask(server.address, half, max(CLIENTS)))
                held.append(timing.resident(worker))
    return {
        "benchmark": "serve",
        "made": machine.describe(),
        "texts": count,
        "characters": LENGTH,
        "rounds": rounds,
        "ready": round(ready, 1),
        "memory": held[-1],
        # Above 1: more texts a second than the loop.
        "throughput_to_loop": {name: timing.ratio(taken["loop"], found) for name, found in taken.items()},
        "latency_to_loop": {
            name: [round(quantile(found, q) / statistics.median(latencies["loop"]), 2) for q in (0.5, 0.95)]
            for name, found in latencies.items()
        },
        "load": {
            "requests": load,
            "clients": max(CLIENTS),
            "refused": sum(half.refused for half in halves),
            "mixed_up": sum(half.mixed_up for half in halves),
            # From the middle to the end.
            "memory_grown": held[-1] - held[0],
        },
    }


def ask(address: str, given: Sequence[str], clients: int) -> Heard:
    """Ask for every text, so many at once."""
    return asyncio.run(_ask(address, given, clients))


async def _ask(address: str, given: Sequence[str], clients: int) -> Heard:
    waiting, latencies, wrong = iter(given), list[float](), list[bool]()
    began = time.perf_counter()
    async with httpx.AsyncClient(base_url=address, timeout=300, trust_env=False) as client:
        await asyncio.gather(*(_client(client, waiting, latencies, wrong) for _ in range(clients)))
    refused = len(given) - len(latencies)
    return Heard(time.perf_counter() - began, latencies, refused, sum(wrong))


async def _client(client: httpx.AsyncClient, waiting: Iterator[str], latencies: list[float], wrong: list[bool]) -> None:
    for text in waiting:
        began = time.perf_counter()
        response = await client.post("/v1/attribute", json={"text": text})
        if response.is_success:
            latencies.append(time.perf_counter() - began)
            wrong.append(response.json()["text"] != text)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of the values do not exceed.

    >>> quantile([3, 1, 2, 4], 0.5)
    2
    """
    return sorted(values)[max(0, round(share * len(values)) - 1)]


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The table of a run."""
    title = (
        f"serve: one worker, {result['texts']} texts of {result['characters']} characters, {result['rounds']} rounds"
    )
    table = Table(title=title, title_justify="left")
    for column in ("", "throughput to the loop", "p50 to the loop's", "p95"):
        table.add_column(column, justify="right" if column else "left")
    for name, ratio in result["throughput_to_loop"].items():
        label = "a loop in one process" if name == "loop" else f"{name} clients" if name != "1" else "1 client"
        middle, high = result["latency_to_loop"][name]
        low, top = ratio["interval"]
        table.add_row(label, f"{ratio['median']:.2f} ({low:.2f} – {top:.2f})", f"{middle:.2f}", f"{high:.2f}")
    console.print(table)
    load = result["load"]
    console.print(
        f"ready after {result['ready']:.1f} s; {result['memory'] / 1e6:.0f} MB; after {load['requests']} requests by "
        f"{load['clients']} clients: {load['refused']} refused, {load['mixed_up']} mixed up, "
        f"{load['memory_grown'] / 1e6:+.0f} MB in their second half"
    )
