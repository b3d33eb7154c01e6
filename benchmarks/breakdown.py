"""Figures apart for each kind and each class of cue, and whether ``confidence`` means what it says."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cue_classes import NAMES, cue_class
from benchmarks.gold import Article
from benchmarks.measures import Attributed, Comparison, letters, right_source

KINDS = ("direct", "indirect", "mixed")
BINS = 10
#: How often outcomes are drawn to tell what is chance.
DRAWS = 2000


def by_kind(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """Recall over gold of each kind, precision over ours of each kind."""
    return _grouped(comparisons, lambda article, item: item.kind or "", KINDS)


def by_cue(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """The same over classes of cue: the constructions."""
    return _grouped(comparisons, lambda article, item: cue_class(article.text, item), NAMES)


def by_genre(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """The same over genres of texts."""
    genres = sorted({comparison.article.genre or "" for comparison in comparisons})
    return _grouped(comparisons, lambda article, item: article.genre or "", genres)


def by_language(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """The same over languages."""
    languages = sorted({comparison.article.language for comparison in comparisons})
    return _grouped(comparisons, lambda article, item: article.language, languages)


def _grouped(
    comparisons: Iterable[Comparison], group: Callable[[Article, Attributed], str], order: Sequence[str]
) -> dict[str, Any]:
    gold: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    ours: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for comparison in comparisons:
        article = comparison.article
        right = {
            (pair.gold, pair.ours): right_source(comparison.gold[pair.gold], comparison.ours[pair.ours])
            for pair in comparison.pairs
        }
        of_gold = {i: good for (i, _), good in right.items()}
        of_ours = {j: good for (_, j), good in right.items()}
        for i, item in enumerate(comparison.gold):
            gold[group(article, item)].append((i in of_gold, of_gold.get(i, False)))
        for j, item in enumerate(comparison.ours):
            if j in comparison.open:
                continue
            ours[group(article, item)].append((j in of_ours, of_ours.get(j, False)))
    return {
        name: {
            "gold": len(gold[name]),
            "ours": len(ours[name]),
            "content": {"p": _share(ours[name], 0), "r": _share(gold[name], 0)},
            "attribution": {"p": _share(ours[name], 1), "r": _share(gold[name], 1)},
        }
        for name in order
        if gold[name] or ours[name]
    }


def _share(cases: Sequence[Sequence[bool]], place: int) -> float | None:
    return round(100 * sum(case[place] for case in cases) / len(cases), 1) if cases else None


def attributed_outcomes(comparisons: Iterable[Comparison]) -> list[tuple[float, bool]]:
    """Confidence and rightness of every attributed claim: it is right when the attribution counts."""
    found = []
    for comparison in comparisons:
        right = {
            pair.ours: right_source(comparison.gold[pair.gold], comparison.ours[pair.ours]) for pair in comparison.pairs
        }
        judged = ((j, item) for j, item in enumerate(comparison.ours) if j not in comparison.open)
        found += [(item.confidence, right.get(j, False)) for j, item in judged]
    return found


def outcomes(comparisons: Sequence[Comparison]) -> list[tuple[float, bool]]:
    """Confidence and rightness of every claim that the gold can judge.

    An attributed claim is right when the attribution counts; a narrator claim when most of it lies in
    sentences that are unsourced or mixed (sets without sentences judge attributed claims only).
    """
    found = attributed_outcomes(comparisons)
    for comparison in comparisons:
        article = comparison.article
        if article.sentences:
            own_voice = letters(
                article.text,
                [(s.start, s.end) for s in article.sentences if s.status in ("unsourced", "mixed")],
            )
            attributed = frozenset[int]().union(*(item.content_letters for item in comparison.gold))
            for claim in comparison.report["claims"]:
                if not claim.get("attribution") and (inside := letters(article.text, claim["spans"])):
                    narrated = 2 * len((inside & own_voice) - attributed) >= len(inside)
                    found.append((claim.get("confidence", 1.0), narrated))
    return found


def calibration(cases: Sequence[tuple[float, bool]], bins: int = BINS) -> dict[str, Any]:
    """Reliability table and expected calibration error; and ``by_chance``, what that error would be on the average if
    every confidence were the true probability: on few claims it is not small (Bröcker and Smith 2007).

    >>> calibration([(0.75, True), (0.75, False)])["ece"]
    0.25
    >>> 0.2 < calibration([(0.5, True), (0.5, False)])["by_chance"] < 0.3
    True
    """
    table: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in cases:
        table[min(int(confidence * bins), bins - 1)].append((confidence, right))
    rows = [
        {
            "from": index / bins,
            "claims": len(inside),
            "confidence": round(sum(c for c, _ in inside) / len(inside), 3),
            "right": round(sum(good for _, good in inside) / len(inside), 3),
        }
        for index, inside in sorted(table.items())
    ]
    held = [np.array(inside, float).T for inside in table.values()]
    chance = np.random.default_rng(0)
    gaps = sum(abs(float((confidence - right).sum())) for confidence, right in held)
    drawn = sum(_gap_by_chance(confidence, chance) for confidence, _ in held)
    errors = {
        name: round(gap / len(cases), 3) if cases else None for name, gap in (("ece", gaps), ("by_chance", drawn))
    }
    return {"claims": len(cases), **errors, "bins": rows}


def _gap_by_chance(confidence: NDArray[np.float64], chance: np.random.Generator) -> float:
    """How far outcomes drawn with these probabilities are from their sum, on the average."""
    outcomes = chance.random((DRAWS, len(confidence))) < confidence
    return float(np.abs(confidence.sum() - outcomes.sum(1)).mean())
