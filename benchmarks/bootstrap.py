"""Intervals by resampling the articles: which figures another draw of like articles could have given."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.measures import Counts

DRAWS = 1000
SEED = 20261123


def intervals(counts: Sequence[Counts], draws: int = DRAWS, seed: int = SEED) -> dict[str, Any]:
    """The 95 % interval of each F1 and accuracy, in percent, by the percentile bootstrap over articles.

    >>> one = Counts({"content": (1, 0, 0)}, {"source": (1, 1)}, 1)
    >>> intervals([one, one])
    {'content': [100.0, 100.0], 'accuracy': {'source': [100.0, 100.0]}}
    """
    if not counts:
        return {}
    weights = np.random.default_rng(seed).multinomial(len(counts), [1 / len(counts)] * len(counts), size=draws)
    tallies = {name: None for item in counts for name in item.tallies}
    accuracies = {name: None for item in counts for name in item.accuracies}
    result: dict[str, Any] = {}
    for name in tallies:
        tp, fp, fn = (weights @ np.array([item.tallies.get(name, (0, 0, 0)) for item in counts])).T
        result[name] = _interval(2 * tp, 2 * tp + fp + fn)
    result["accuracy"] = {}
    for name in accuracies:
        right, cases = (weights @ np.array([item.accuracies.get(name, (0, 0)) for item in counts])).T
        result["accuracy"][name] = _interval(right, cases)
    return result


def _interval(above: Any, below: Any) -> list[float] | None:
    drawn = below > 0
    if not drawn.any():
        return None
    low, high = np.percentile(100 * above[drawn] / below[drawn], [2.5, 97.5])
    return [round(float(low), 1), round(float(high), 1)]
