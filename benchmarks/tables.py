"""The tables of a full run as plain cells, for the page and for the documentation alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from benchmarks import peers_run, quality, speed
from benchmarks.measures import ACCURACIES


@frozen
class Grid:
    """A titled table of text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """The table in Markdown.

        >>> print(Grid("t", ["a", "b"], [["x", "1"]]).markdown())
        **t**
        <BLANKLINE>
        | a | b |
        |---|---:|
        | x | 1 |
        """
        rule = "|---|" + "---:|" * (len(self.columns) - 1)
        lines = [_line(self.columns), rule, *(_line(row) for row in self.rows)]
        return f"**{self.title}**\n\n" + "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def grids(result: Mapping[str, Any]) -> Iterator[Grid]:
    """All tables of a full run, any of whose parts may be missing."""
    for part in PARTS:
        yield from part_grids(part, result)


def part_grids(part: str, result: Mapping[str, Any]) -> Iterator[Grid]:
    """The tables of one part; none when the run has not got that far."""
    return PARTS[part](result[part]) if part in result else iter(())


def _quality(part: Mapping[str, Any]) -> Iterator[Grid]:
    sets = part["sets"]
    rows = [
        [name, *(_f1(found, name) for found in sets.values())]
        for name in quality.COLUMNS
        if any(name in found["figures"] for found in sets.values())
    ]
    rows += [
        [quality.accuracy_label(name), *(_accuracy(found, name) for found in sets.values())] for name in ACCURACIES
    ]
    rows += [
        [label, *(_percent(found.get(key, {}).get("ece")) for found in sets.values())]
        for label, key in quality.CALIBRATIONS.items()
    ]
    rows += [
        [f"{quality.accuracy_label(name)}, with gold sources", *(_oracle(found, name) for found in sets.values())]
        for name in ("name", "misnamed")
        if any("oracle" in found for found in sets.values())
    ]
    rows.append(["use", *(found.get("use", "") for found in sets.values())])
    rows.append(["gold attributions", *(str(found["figures"]["gold"]) for found in sets.values())])
    yield Grid("Quality: F1 in percent, with 95 % intervals", ["measure", *sets], rows)
    for title, key in (("kind", "by_kind"), ("class of cue", "by_cue"), ("genre", "by_genre")):
        yield _groups(title, key, sets)
    if languages := part.get("by_language"):
        yield _groups("language", "by_language", {use: {"by_language": found} for use, found in languages.items()})
    bins = sorted({one["from"] for found in sets.values() for one in found["calibration"]["bins"]})
    cells = [[f"{low:.1f} – {low + 0.1:.1f}", *(_bin(found, low) for found in sets.values())] for low in bins]
    yield Grid("Confidence: share that is right (number of claims)", ["confidence", *sets], cells)


def _groups(first: str, key: str, sets: Mapping[str, Any]) -> Grid:
    names = list({name: None for found in sets.values() for name in found.get(key, ())})
    return Grid(
        f"Attribution by {first}: precision / recall (number of gold)",
        [first, *sets],
        [[name, *(_group(found.get(key, {}).get(name)) for found in sets.values())] for name in names],
    )


def _group(group: Mapping[str, Any] | None) -> str:
    if not group:
        return ""
    shown = ("–" if group["attribution"][k] is None else f"{group['attribution'][k]:.0f}" for k in "pr")
    return f"{' / '.join(shown)} ({group['gold']})"


def _bin(found: Mapping[str, Any], low: float) -> str:
    return next(
        (f"{100 * one['right']:.0f} ({one['claims']})" for one in found["calibration"]["bins"] if one["from"] == low),
        "",
    )


def _f1(found: Mapping[str, Any], name: str) -> str:
    if name not in found["figures"]:
        return ""
    return f"{found['figures'][name]['f']:.1f}{_spread(found['intervals'].get(name))}"


def _accuracy(found: Mapping[str, Any], name: str) -> str:
    value = found["figures"]["accuracy"].get(name)
    return "" if value is None else f"{value:.1f}{_spread(found['intervals']['accuracy'].get(name))}"


def _oracle(found: Mapping[str, Any], name: str) -> str:
    value = found.get("oracle", {}).get(name)
    return "" if value is None else f"{value:.1f} ({found['oracle']['cases']})"


def _spread(pair: Sequence[float] | None) -> str:
    return f" ({pair[0]:.0f}–{pair[1]:.0f})" if pair else ""


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _peers(part: Mapping[str, Any]) -> Iterator[Grid]:
    for name, systems in part["sets"].items():
        rows = [[system, *peers_run.cells(found)] for system, found in systems.items()]
        yield Grid(f"Peers on {name}: F1 (95 %)", ["system", *peers_run.SHOWN, "source accuracy"], rows)


def _speed(part: Mapping[str, Any]) -> Iterator[Grid]:
    yield Grid("Speed, on one thread", ["", *part["languages"]], speed.rows(list(part["languages"].values())))


def _scale(part: Mapping[str, Any]) -> Iterator[Grid]:
    for title, key, size in (
        (f"One document (exponent {part['document_exponent']})", "documents", "characters"),
        (
            f"One document, our own stages alone (exponent {part['own_stages_exponent']})",
            "own_stages",
            "characters",
        ),
        (f"A corpus (exponent {part['corpus_exponent']})", "corpus", "documents"),
    ):
        rows = [
            [
                f"{one[size]:,}",
                f"{one['seconds']:.3g}",
                f"{one[size] / one['seconds']:,.1f}",
                f"{(one.get('peak_memory') or one['memory']) / 1e6:.0f} MB",
            ]
            for one in part[key]
        ]
        rows += [[f"{length:,}", "left out", "", ""] for length in part[f"{key}_left_out"]]
        if key == "corpus" and (slope := part.get("memory_slope")) is not None:
            rows.append(["growth of memory", "", "", f"{slope / 1e3:+.2f} MB a thousand"])
        yield Grid(title, [size, "seconds", f"{size} a second", "memory"], rows)


def _startup(part: Mapping[str, Any]) -> Iterator[Grid]:
    first = part["first_report_seconds"]
    rows = [
        ["import factcheck", _seconds(part["import_seconds"]["factcheck"]["median"])],
        ["import stanza", _seconds(part["import_seconds"]["stanza"]["median"])],
        ["ratio", _ratio(part["import_ratio"])],
        ["process up to a first report, warm", _seconds(first["warm"]["median"])],
        ["process with `import stanza` alone, warm", _seconds(first["import_stanza"]["median"])],
        ["ratio", _ratio(part["first_report_ratio"])],
        ["process up to a first report, cold", _seconds(first["cold"])],
        ["process with `import stanza` alone, cold", _seconds(first["cold_import_stanza"])],
    ]
    yield Grid("Start-up", ["", "seconds"], rows)


def _seconds(value: float) -> str:
    return f"{value:.3f}"


def _ratio(value: Mapping[str, Any]) -> str:
    low, high = value["interval"]
    return f"{value['median']:.3g} ({low:.3g} – {high:.3g})"


def _coreference(part: Mapping[str, Any]) -> Iterator[Grid]:
    rows = [
        [
            name,
            str(found["mentions"]),
            str(found["right"]),
            _percent(found["share"]),
            _spread(found["interval"]).strip(" ()"),
        ]
        for name, found in part["groups"].items()
    ]
    yield Grid("Coreference of source mentions (GUM)", ["mentions", "number", "right", "%", "95 %"], rows)


def _ablations(part: Mapping[str, Any]) -> Iterator[Grid]:
    for name, found in part["sets"].items():
        rows = [[label, *("" if one is None else f"{one:.1f}" for one in values)] for label, values in found.items()]
        yield Grid(f"Ablations on {name}", ["left out", *part["measures"]], rows)
    rows = [
        [
            code,
            one["treebank"],
            str(one["attributions"]),
            f"{one['content']:.1f}",
            f"{one['attribution']:.1f}",
        ]
        for code, one in part["trees"].items()
    ]
    columns = [
        "language",
        "treebank",
        "found over gold trees",
        "content F1 over ours",
        "attribution F1 over ours",
    ]
    yield Grid("Gold trees against our own: how far the results agree", columns, rows)


def _learning(part: Mapping[str, Any]) -> Iterator[Grid]:
    """A learning curve: one row a training, with what it was taught with and the F1 on each set."""
    rows = [
        [
            f"{point['taught_with']}, {point['share']} %",
            f"{point['attributions']:,}",
            *("" if (value := point["figures"].get(name)) is None else f"{value:.1f}" for name in part["sets"]),
        ]
        for point in part["points"]
    ]
    columns = ["taught with", "attributions", *part["sets"]]
    yield Grid(f"Learning curve: {part['measure']} F1 by how much there is to learn from", columns, rows)


PARTS: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Grid]]] = {
    "quality": _quality,
    "peers": _peers,
    "learning": _learning,
    "coreference": _coreference,
    "ablations": _ablations,
    "speed": _speed,
    "scale": _scale,
    "startup": _startup,
}
