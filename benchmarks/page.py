"""One self-contained page with the plots and tables of a full run."""

import html
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.tables import Grid, grids

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
body { color: #222 }
table { border-collapse: collapse; margin: 1rem 0 }
caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th, td { padding: .15rem .7rem; border-bottom: 1px solid #ddd; text-align: right }
th:first-child, td:first-child { text-align: left } svg { max-width: 100%; height: auto }
pre { background: #f5f5f5; padding: .7rem; overflow-x: auto }
@media (prefers-color-scheme: dark) { body { background: #1b1b1b; color: #ddd } pre { background: #262626 }
  th, td { border-color: #444 } figure { background: #fff; border-radius: 4px } }
"""


def write(path: Path, result: Mapping[str, Any]) -> None:
    """Write the page; it needs nothing from anywhere else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(result), encoding="utf-8")


def page(result: Mapping[str, Any]) -> str:
    """The page of a full run (any of whose parts may be missing)."""
    made = html.escape(json.dumps(result["made"], indent=1, ensure_ascii=False))
    body = [f"<h1>factcheck: benchmarks</h1><pre>{made}</pre>"]
    body += [f"<figure>{plot}</figure>" for plot in plots(result)]
    body += [_table(grid) for grid in grids(result)]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>factcheck: benchmarks</title>'
        f"<style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _table(grid: Grid) -> str:
    def line(tag: str, cells: Iterable[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    rows = "".join(line("td", row) for row in grid.rows)
    return f"<table><caption>{html.escape(grid.title)}</caption>{line('th', grid.columns)}{rows}</table>"


def plots(result: Mapping[str, Any]) -> list[str]:
    """Every plot that the run has figures for, as SVG."""
    drawers: Sequence[tuple[str, Callable[[Any, Mapping[str, Any]], None]]] = (
        ("quality", _quality),
        ("peers", _peers),
        ("speed", _stages),
        ("scale", _scale),
        ("quality", _calibration),
    )
    return [_svg(draw, result[part]) for part, draw in drawers if part in result]


def _svg(draw: Callable[[Any, Mapping[str, Any]], None], part: Mapping[str, Any]) -> str:
    figure = import_module("matplotlib.figure").Figure(figsize=(8, 4), layout="constrained")
    draw(figure, part)
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None})
    drawn = written.getvalue()
    return drawn[drawn.index("<svg") :]


def _bars(axes: Any, names: Sequence[str], series: Mapping[str, Sequence[tuple[float, float, float]]]) -> None:
    """Groups of bars with error bars: for each series, (value, low, high) for each name."""
    width = 0.8 / max(len(series), 1)
    for number, (label, values) in enumerate(series.items()):
        places = [place + (number - (len(series) - 1) / 2) * width for place in range(len(names))]
        errors = [[max(v - low, 0) for v, low, _ in values], [max(high - v, 0) for v, _, high in values]]
        axes.bar(places, [v for v, _, _ in values], width, yerr=errors, label=label, capsize=2)
    axes.set_xticks(range(len(names)), names)
    axes.set_ylim(0, 100)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(fontsize="small")


def _figure_of(found: Mapping[str, Any], measure: str) -> tuple[float, float, float]:
    value = found["figures"].get(measure, {}).get("f", 0.0)
    low, high = found["intervals"].get(measure) or (value, value)
    return value, low, high


def _quality(figure: Any, part: Mapping[str, Any]) -> None:
    axes = figure.add_subplot()
    names = ("content_chars", "content", "content_exact", "attribution", "unsourced_sentences")
    _bars(axes, names, {name: [_figure_of(found, m) for m in names] for name, found in part["sets"].items()})
    axes.set_title("Quality: F1 with 95 % intervals")
    axes.tick_params(axis="x", labelsize="small")


def _peers(figure: Any, part: Mapping[str, Any]) -> None:
    axes = figure.add_subplot()
    sets = list(part["sets"])
    systems = list({name: None for found in part["sets"].values() for name in found})
    series = {
        system: [
            _figure_of(part["sets"][name].get(system, {"figures": {}, "intervals": {}}), "attribution") for name in sets
        ]
        for system in systems
    }
    _bars(axes, sets, series)
    axes.set_title("Peers: attribution F1 with 95 % intervals")


def _stages(figure: Any, part: Mapping[str, Any]) -> None:
    axes = figure.add_subplot()
    languages = list(part["languages"])
    left = [0.0] * len(languages)
    for label in {label: None for one in part["languages"].values() for label in one["stages"]["shares"]}:
        shares = [100 * part["languages"][code]["stages"]["shares"].get(label, 0) for code in languages]
        axes.barh(languages, shares, left=left, label=label)
        left = [a + b for a, b in zip(left, shares, strict=True)]
    axes.set_title("Where the time goes (%)")
    axes.legend(fontsize="x-small", ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.08))


def _scale(figure: Any, part: Mapping[str, Any]) -> None:
    left, right = figure.subplots(1, 2)
    for name, label in (("documents", "all"), ("own_stages", "our stages alone")):
        points = part[name]
        left.loglog([p["characters"] for p in points], [p["seconds"] for p in points], "o-", label=label)
    left.set(title="One document", xlabel="characters", ylabel="seconds")
    left.legend(fontsize="small")
    points = part["corpus"]
    right.loglog([p["documents"] for p in points], [p["seconds"] for p in points], "o-")
    right.set(title="A corpus", xlabel="documents", ylabel="seconds")


def _calibration(figure: Any, part: Mapping[str, Any]) -> None:
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], "--", color="grey")
    for name, found in part["sets"].items():
        bins = found["calibration"]["bins"]
        axes.plot([b["confidence"] for b in bins], [b["right"] for b in bins], "o-", label=name)
    axes.set(title="Is confidence what it says?", xlabel="confidence", ylabel="share that is right")
    axes.legend(fontsize="small")
