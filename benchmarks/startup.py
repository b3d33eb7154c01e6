"""How soon: what importing costs next to ``import stanza``, and when the first report is there."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import machine, synthesis, timing

IMPORT = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
FIRST = "import sys, factcheck; print(len(factcheck.attribute_claims(sys.argv[1]).claims))"
# What must be read to get to a first report.
PACKAGES = ("factcheck", "stanza", "torch", "numpy")


def run(repeats: int = 5, language: str = "fr") -> dict[str, Any]:
    """All measures of starting up; every run is a process of its own."""
    text = synthesis.article(language, 1500)
    cold = _cold(lambda: _process(FIRST, text))
    cold_stanza = _cold(lambda: _process("import stanza"))
    imports: dict[str, list[float]] = {"factcheck": [], "stanza": []}
    for _ in range(repeats):
        for module, taken in imports.items():
            taken.append(float(_output(IMPORT.format(module))))
    whole = timing.side_by_side(
        {"first_report": lambda: _process(FIRST, text), "import_stanza": lambda: _process("import stanza")},
        repeats,
    )
    return {
        "benchmark": "startup",
        "made": machine.describe(),
        "import_seconds": {name: timing.summary(taken) for name, taken in imports.items()},
        "import_ratio": timing.ratio(imports["factcheck"], imports["stanza"]),
        "torch_imported_early": _output("import factcheck, sys; print('torch' in sys.modules)") == "True",
        "first_report_seconds": {
            "cold": round(cold, 3),
            "cold_import_stanza": round(cold_stanza, 3),
            "warm": timing.summary(whole["first_report"]),
            "import_stanza": timing.summary(whole["import_stanza"]),
        },
        "first_report_ratio": timing.ratio(whole["first_report"], whole["import_stanza"]),
        "first_report_ratio_cold": round(cold / cold_stanza, 2),
    }


def _process(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)


def _output(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def _cold(action: Callable[[], None]) -> float:
    """Seconds with the files out of the cache, as far as the system lets go of them."""
    for path in _files():
        _let_go(path)
    return timing.seconds(action)


def _files() -> Iterable[Path]:
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec and spec.origin:
            yield from (path for path in Path(spec.origin).parent.rglob("*") if path.is_file())


def _let_go(path: Path) -> None:
    if not hasattr(os, "posix_fadvise"):
        return
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The table of a run."""
    table = Table(title="start-up", title_justify="left")
    table.add_column("")
    table.add_column("seconds", justify="right")
    for name, value in result["import_seconds"].items():
        table.add_row(f"import {name}", f"{value['median']:.3f}")
    table.add_row("ratio of the imports", f"{result['import_ratio']['median']:.3f}")
    first = result["first_report_seconds"]
    table.add_row("process with a first report, warm", f"{first['warm']['median']:.2f}")
    table.add_row("process with import stanza, warm", f"{first['import_stanza']['median']:.2f}")
    table.add_row("their ratio", f"{result['first_report_ratio']['median']:.2f}")
    table.add_row("process with a first report, cold", f"{first['cold']:.2f}")
    table.add_row("process with import stanza, cold", f"{first['cold_import_stanza']:.2f}")
    console.print(table)
