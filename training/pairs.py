"""Learn when two claims say the same: ``python -m training.pairs [--data DIR]``.

Trains the logistic regressions of ``factcheck.provenance.pairs`` on the bundles of articles that were written for this
project (what is learnt from them may be shipped), with the claims that the annotators marked, and writes
``factcheck/models/pairs.json``: what the library itself takes for a claim is not always one, and teaches worse, also
where its own claims are compared. How well they do on bundles that they were not trained on is told by
``python -m benchmarks trace``.
"""

import datetime
import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import click
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from benchmarks.bundles import FILES, Bundle, bundles, touches
from benchmarks.gold import shared_folder
from benchmarks.measures import letters
from factcheck.provenance.pairs import FEATURES, Line, PairModel, Weighed, features, nearly_one
from factcheck.provenance.reading import read
from factcheck.provenance.statements import Unit, units
from factcheck.provenance.vectors import Floats, word_table
from factcheck.report import Report
from training.altered import altered, reworded

OUT = Path(__file__).parent.parent / "factcheck" / "models" / "pairs.json"
STRENGTH = 0.3
#: Where each line is taken to cross zero, in log-odds: chosen once, for about as many pairs lost as wrongly joined.
CROSSINGS = {"within": -2.75, "across": -2.5, "near": 0.0, "opposed": -1.5}
#: An altered claim beside one of another article, which has what was altered in other words.
ELSEWHERE = "elsewhere"
#: What only two claims of one language can have in common.
SURFACE = ("same_language", *(name for name in FEATURES if name.startswith("alike")))


@frozen(eq=False)
class Examples:
    """Pairs of claims of one bundle, of which at least one is on a fact: features, and what is true of them."""

    rows: Floats
    same: NDArray[np.bool_]
    opposed: NDArray[np.bool_]
    kinds: tuple[str, ...]


def examples(bundle: Bundle, reports: Sequence[Report]) -> Examples:
    """The pairs of a bundle, of claims in different articles."""
    found = units(reports)
    facts, disputes = [], []
    for unit in found:
        article = bundle.articles[unit.document]
        inside = letters(article.text, unit.claim.spans)
        facts.append({key for key, spans in article.facts.items() if touches(inside, letters(article.text, spans))})
        disputes.append(
            {key for key, spans in article.disputes.items() if touches(inside, letters(article.text, spans))}
        )
    pairs = [
        (a, b)
        for a, b in combinations(range(len(found)), 2)
        if found[a].document != found[b].document and (facts[a] or facts[b])
    ]
    rows = [features(found[a].weighed, found[b].weighed) for a, b in pairs]
    same = [bool(facts[a] & facts[b]) for a, b in pairs]
    opposed = [bool(facts[a] & disputes[b] or facts[b] & disputes[a]) for a, b in pairs]
    kinds = ["real"] * len(rows)
    for place, unit in enumerate(found):
        if not facts[place]:
            continue
        alike = [n for n, keys in enumerate(facts) if keys & facts[place] and found[n].document != unit.document]
        for kind, weighed, others in _altered(unit, place, found, alike, reports):
            for other in others:
                rows.append(features(weighed, found[other].weighed))
                same.append(kind == "reworded")
                opposed.append(kind in ("figure", "negation"))
                kinds.append(kind if other == place else ELSEWHERE)
    return Examples(np.array(rows, np.float32), np.array(same), np.array(opposed), tuple(kinds))


def _altered(
    unit: Unit, place: int, found: Sequence[Unit], alike: Sequence[int], reports: Sequence[Report]
) -> Iterator[tuple[str, Weighed, list[int]]]:
    """A claim altered in one place, and those from which it then differs: itself, and others that hold what went."""
    language, text = reports[unit.document].language, unit.weighed.text
    for wording in reworded(text):
        yield "reworded", _weighed(wording, language, unit), [place]
    for each in altered(text, language, place):
        others = [n for n in alike if each.gone.lower() in found[n].weighed.text.lower()]
        if each.kind == "negation":
            others = [n for n in others if found[n].weighed.reading.negated == unit.weighed.reading.negated]
        yield each.kind, _weighed(each.text, language, unit), [place, *others[:2]]


def _weighed(text: str, language: str, unit: Unit) -> Weighed:
    return unit.weigher.weigh(text, read(text, language, word_table()))


def fit(learnt_from: Sequence[Examples]) -> PairModel:
    """The model that these examples teach."""
    rows = np.vstack([each.rows for each in learnt_from])
    same = np.concatenate([each.same for each in learnt_from])
    opposed = np.concatenate([each.opposed for each in learnt_from])
    real = np.concatenate([np.array(each.kinds) == "real" for each in learnt_from])
    one_language = rows[:, FEATURES.index("same_language")] > 0
    # Few bundles are in two languages: pairs of one language teach those of two, less what only they can have.
    surface = [FEATURES.index(name) for name in SURFACE]
    bare = rows.copy()
    bare[:, surface] = 0
    nearly = nearly_one(rows)
    return PairModel(
        within=_line(rows[one_language & real], same[one_language & real], CROSSINGS["within"]),
        across=_line(bare[real], same[real], CROSSINGS["across"]),
        near=_line(rows[nearly], same[nearly], CROSSINGS["near"]),
        opposed=_line(bare, opposed, CROSSINGS["opposed"]),
    )


def _line(rows: Floats, true: NDArray[np.bool_], crossing: float) -> Line:
    """A logistic regression by Newton's method, over features brought to one scale."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < 1e-6] = np.inf  # a feature that never varies gets no weight
    table = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))]).astype(np.float64)
    penalty = np.diag([1 / STRENGTH] * rows.shape[1] + [0.0])
    weights = np.zeros(table.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (true - likely) - penalty @ weights
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + penalty + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    plain = weights[:-1] / scale
    return Line(plain.astype(np.float32), float(weights[-1] - plain @ mean - crossing))


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="The shared folder with the bundles.")
def main(data: Path | None) -> None:
    """Train and write the weights that tell whether two claims say the same."""
    known = bundles(shared_folder(data))
    taught = [examples(bundle, [article.report for article in bundle.articles]) for bundle in known]
    model = fit(taught)
    content = {
        "trained_on": list(FILES),
        "date": datetime.date.today().isoformat(),
        "pairs": sum(len(each.same) for each in taught),
        "crossings": CROSSINGS,
        **{name: _plain(getattr(model, name)) for name in CROSSINGS},
    }
    OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    click.echo(f"written to {OUT.name}")


def _plain(line: Line) -> dict[str, object]:
    weights = {name: round(float(weight), 4) for name, weight in zip(FEATURES, line.weights, strict=True)}
    return {"bias": round(line.bias, 4), "weights": weights}


if __name__ == "__main__":
    main()
