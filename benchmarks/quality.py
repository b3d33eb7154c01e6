"""How good: the measures of the specification over the annotated sets, with every error to look at."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks import against, breakdown, listing, machine, oracle
from benchmarks.bootstrap import intervals
from benchmarks.gold import Article, GoldSet, MissingDataError, Use
from benchmarks.measures import ACCURACIES, JsonReport, compare, total
from benchmarks.systems import System, reports

COLUMNS = (
    "content_chars",
    "content",
    "content_exact",
    "attribution",
    "unsourced_sentences",
    "hearsay_sentences",
    "non_assertions",
    "flag:anonymous_source",
    "flag:vague_source",
    "flag:second_hand",
    "flag:denied",
)
LOWER_IS_BETTER = frozenset({"misnamed"})
# What the tables call the two calibration errors, and where they are in a result.
CALIBRATIONS = {
    "calibration error (ECE)": "calibration",
    "calibration error (ECE), attributed claims": "calibration_attributed",
}
SHOWN_MOVES = 12


def sample(articles: Sequence[Article], wanted: int | None) -> list[Article]:
    """So many articles, spread evenly over the set, or all: always the same ones, so that runs compare.

    >>> sample([], 3)
    []
    """
    if wanted is None or wanted >= len(articles):
        return list(articles)
    return [articles[index * len(articles) // wanted] for index in range(wanted)]


Stored = Mapping[str, JsonReport]


def run_system(system: System, gold: GoldSet, articles: Sequence[Article]) -> tuple[Stored, float]:
    """A system's reports on some articles of a set, by article, and the seconds that they took."""
    began = time.perf_counter()
    made = reports(system, [article.text for article in articles], gold.language)
    shown = track(made, description=gold.name, total=len(articles), transient=True, console=Console(stderr=True))
    found = {article.id: report for article, report in zip(articles, shown, strict=True)}
    return found, time.perf_counter() - began


def evaluate(articles: Sequence[Article], found: Mapping[str, JsonReport], use: Use = Use.READ) -> dict[str, Any]:
    """All figures and all errors of some reports, as plain JSON values; no errors of a set that is only measured."""
    comparisons = compare(articles, found)
    counts = [comparison.counts() for comparison in comparisons]
    items = listing.errors(comparisons) if use is Use.READ else []
    return {
        "use": str(use),
        "articles": [article.id for article in articles],
        "words": sum(len(article.text.split()) for article in articles),
        "figures": total(counts).figures(),
        "intervals": intervals(counts),
        "by_kind": breakdown.by_kind(comparisons),
        "by_cue": breakdown.by_cue(comparisons),
        "by_genre": breakdown.by_genre(comparisons),
        "calibration": breakdown.calibration(breakdown.outcomes(comparisons)),
        "calibration_attributed": breakdown.calibration(breakdown.attributed_outcomes(comparisons)),
        "errors": [
            {"label": item.label, "key": item.key, "group": item.group, "cue": item.cue, "line": item.line}
            for item in items
        ],
    }


def run(
    system: System,
    sets: Iterable[GoldSet],
    shared: Path,
    wanted: int | None = None,
    stored: Stored | None = None,
    parses: Path | None = None,
) -> tuple[dict[str, Any], dict[str, JsonReport]]:
    """Measure a system on several sets.

    ``stored`` are its reports when it has run before. With a folder of ``parses`` the library's stages are also
    measured alone, given what the annotators saw.
    """
    results, everything = dict[str, Any](), dict[str, JsonReport]()
    together: dict[Use, list[Article]] = {use: [] for use in Use}
    for gold in sets:
        articles = sample(gold.articles(shared), wanted)
        found, seconds = (stored, 0.0) if stored is not None else run_system(system, gold, articles)
        results[gold.name] = {**evaluate(articles, found, gold.use), "seconds": round(seconds, 2)}
        if parses and any(item.name for article in articles for item in article.attributions):
            results[gold.name]["oracle"] = oracle.names(articles, gold.language, parses)
        together[gold.use] += articles
        everything.update(found)
    languages = {
        str(use): breakdown.by_language(compare(articles, everything)) for use, articles in together.items() if articles
    }
    made = {"benchmark": "quality", "system": system.name, "made": machine.describe()}
    return {**made, "sets": results, "by_language": languages}, everything


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The tables of a run."""
    for name, found in result["sets"].items():
        speed = f"{len(found['articles'])} articles in {found['seconds']:.1f} s"
        console.print(_figures_table(f"{result['system']} on {name}, {found['use']} ({speed})", found))
    for name, found in result["sets"].items():
        console.print(
            _groups_table(f"{name}: by kind, class of cue and genre", found, ("by_kind", "by_cue", "by_genre"))
        )
    for use in result["by_language"]:
        console.print(_groups_table(f"by language, sets that are {use}", result["by_language"], (use,)))
    if any(found["use"] == Use.READ for found in result["sets"].values()):
        console.print(_errors_table(result))


def _figures_table(title: str, found: Mapping[str, Any]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("measure")
    for column in ("P", "R", "F1", "95 %"):
        table.add_column(column, justify="right")
    figures, spread = found["figures"], found["intervals"]
    for name in COLUMNS:
        if name in figures:
            prf = figures[name]
            table.add_row(name, *(f"{prf[k]:.1f}" for k in "prf"), _interval(spread.get(name)))
    for name in ACCURACIES:
        value = figures["accuracy"][name]
        if value is not None:
            table.add_row(accuracy_label(name), "", "", f"{value:.1f}", _interval(spread["accuracy"].get(name)))
    for label, key in CALIBRATIONS.items():
        ece, by_chance = found[key]["ece"], found[key].get("by_chance")
        if ece is not None:
            chance = f"{100 * by_chance:.1f} by chance" if by_chance is not None else ""
            table.add_row(label, "", "", f"{100 * ece:.1f}", chance)
    for name, value in found.get("oracle", {}).items():
        if name != "cases" and value is not None:
            label = f"{accuracy_label(name)}, with gold sources ({found['oracle']['cases']})"
            table.add_row(label, "", "", f"{value:.1f}", "")
    return table


def accuracy_label(name: str) -> str:
    """How a table calls the share of that name among the matched attributions."""
    return "misnamed (lower is better)" if name in LOWER_IS_BETTER else f"accuracy: {name}"


def _interval(pair: Sequence[float] | None) -> str:
    return f"{pair[0]:.1f} – {pair[1]:.1f}" if pair else ""


def _groups_table(title: str, found: Mapping[str, Any], parts: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("group", no_wrap=True)
    for column in ("gold", "ours", "content P", "content R", "attribution P", "attribution R"):
        table.add_column(column, justify="right")
    for part in parts:
        for name, group in found[part].items():
            shares = (group[measure][k] for measure in ("content", "attribution") for k in "pr")
            shown = ("" if share is None else f"{share:.1f}" for share in shares)
            table.add_row(name, str(group["gold"]), str(group["ours"]), *shown)
        table.add_section()
    return table


def _errors_table(result: Mapping[str, Any]) -> Table:
    table = Table(title="errors (list them with --errors)", title_justify="left")
    table.add_column("label")
    read = {name: found for name, found in result["sets"].items() if found["use"] == Use.READ}
    for name in read:
        table.add_column(name, justify="right")
    for label in listing.LABELS:
        numbers = [sum(item["label"] == label for item in found["errors"]) for found in read.values()]
        if any(numbers):
            table.add_row(label, *map(str, numbers))
    return table


def error_lines(result: Mapping[str, Any], labels: Sequence[str] = ()) -> Iterable[str]:
    """The errors of a run, one line each, below a heading for each set, label and class."""
    for name, found in result["sets"].items():
        heading = None
        for item in found["errors"]:
            if labels and item["label"] not in labels:
                continue
            if heading != (heading := (item["label"], item["group"])):
                same = [other for other in found["errors"] if (other["label"], other["group"]) == heading]
                yield f"## {name} {heading[0]} {heading[1]} ({len(same)})"
            yield f"[{item['label']}] {item['key']} {item['group']}/{item['cue'] or '-'}: {item['line']}"


def show_changes(console: Console, old: Mapping[str, Any], new: Mapping[str, Any], everything: bool) -> None:
    """What got better and worse since an older run."""
    for change in against.changes(old, new):
        console.print(f"\n[bold]{change.set}[/] against the older run")
        for measure, before, after in change.figures:
            colour = "green" if (after > before) != (measure in LOWER_IS_BETTER) else "red"
            console.print(f"  {measure:24} {before:6.1f} → [{colour}]{after:6.1f}[/] ({after - before:+.1f})")
        for sign, colour, items in (("+", "green", change.better), ("-", "red", change.worse)):
            told = "errors that are gone" if sign == "+" else "errors that are new"
            console.print(f"  [{colour}]{len(items)} {told}[/]")
            for item in items if everything else items[:SHOWN_MOVES]:
                line = f"  {sign} [{item['label']}] {item['key']} {item['group']}/{item['cue']}: {item['line']}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            if not everything and len(items) > SHOWN_MOVES:
                console.print(f"  … {len(items) - SHOWN_MOVES} more (--errors shows all)")


def read_json(path: Path) -> dict[str, Any]:
    """Read back a result, also out of a full run. Raises MissingDataError when the file holds none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        found = found.get("quality", found)
        return {"sets": dict(found["sets"]), **found}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MissingDataError(f"{path} holds no result of the quality benchmark") from error


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write some lines, making the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a result, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
