"""Gradient-boosted trees (Friedman 2001) as plain arrays: learnt with scikit-learn, judged without it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray


@frozen(eq=False)
class Trees:
    """Boosted trees as plain arrays, ``[trees, nodes]``; a leaf is its own left child.

    A value at most ``threshold`` goes left; ``value`` holds the leaves. Their sum over the trees, and ``start``, is a
    log-odds.
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    start: float

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each row of features, ``[rows]``."""
        if not len(rows):
            return np.zeros(0)
        trees = np.arange(len(self.feature))[:, None]
        nodes = np.zeros((len(self.feature), len(rows)), np.int32)
        while True:
            seen = rows[np.arange(len(rows))[None], self.feature[trees, nodes]]
            on = np.where(seen <= self.threshold[trees, nodes], self.left[trees, nodes], self.right[trees, nodes])
            if (on == nodes).all():
                odds: NDArray[np.float64] = self.start + self.value[trees, nodes].sum(0)
                return 1 / (1 + np.exp(-odds))
            nodes = on


def trees_of(arrays: Mapping[str, NDArray[Any]], prefix: str = "") -> Trees:
    """The trees in arrays of the names that ``Trees`` has, with something before each."""
    return Trees(
        feature=arrays[f"{prefix}feature"],
        threshold=arrays[f"{prefix}threshold"],
        left=arrays[f"{prefix}left"],
        right=arrays[f"{prefix}right"],
        value=arrays[f"{prefix}value"],
        start=float(arrays[f"{prefix}start"]),
    )


def untaught(trees: int, rate: float, seed: int, share: float = 1.0) -> Any:
    """Boosted trees of scikit-learn that have learnt nothing yet: so many, of eight leaves each.

    A node chooses among a random ``share`` of the features.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_leaf_nodes=8,
        min_samples_leaf=20,
        l2_regularization=1.0,
        early_stopping=False,
        max_features=share,
        random_state=seed,
    )


def arrays_of(model: Any) -> dict[str, NDArray[Any]]:
    """The arrays of a fitted ``HistGradientBoostingClassifier`` of scikit-learn, for ``trees_of``."""
    trees = [stage[0].nodes for stage in model._predictors]
    shape = len(trees), max(len(nodes) for nodes in trees)
    feature, threshold, value = np.zeros(shape, np.int32), np.zeros(shape), np.zeros(shape)
    left, right = (np.tile(np.arange(shape[1], dtype=np.int32), (len(trees), 1)) for _ in range(2))
    for number, nodes in enumerate(trees):
        places = np.flatnonzero(~nodes["is_leaf"].astype(bool))
        feature[number, places] = nodes["feature_idx"][places]
        threshold[number, places] = nodes["num_threshold"][places]
        left[number, places] = nodes["left"][places]
        right[number, places] = nodes["right"][places]
        value[number, : len(nodes)] = nodes["value"]
    start = np.array(float(np.ravel(model._baseline_prediction)[0]))
    return {"feature": feature, "threshold": threshold, "left": left, "right": right, "value": value, "start": start}


def averaged(models: Sequence[Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """The arrays of one model whose log-odds are the mean of those of several (bagging, Breiman 1996)."""
    nodes = max(model["value"].shape[1] for model in models)
    found = {
        name: np.concatenate([np.pad(model[name], ((0, 0), (0, nodes - model[name].shape[1]))) for model in models])
        for name in ("feature", "threshold", "left", "right", "value")
    }
    found["value"] /= len(models)
    return {**found, "start": np.mean([model["start"] for model in models])}
