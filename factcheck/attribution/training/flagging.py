"""Learn the flags: what words speak for, from every text learnt from; how much it counts, on texts held back."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from factcheck.attribution.flags import FEATURES, SCORED, SLOTS, FlagScore, rows_of, slots
from factcheck.attribution.training.scoring import ENOUGH, likeness
from factcheck.entities.resolving import Resolved
from factcheck.grammar.values import Found
from factcheck.marked import MarkedAttribution, MarkedText

#: How freely words and features may speak: the inverse of the weight of what holds them back.
_WORDS_FREE, _FEATURES_FREE = 30.0, 0.1

#: The score of a reader that holds nothing of the flags.
SILENT = FlagScore(
    np.zeros((len(SCORED), SLOTS), np.float32), np.zeros((len(SCORED), FEATURES)), np.full(len(SCORED), -1.0)
)


@frozen(eq=False)
class Told:
    """A text held back, with the attributions that the reader finds there and their sources."""

    text: MarkedText
    found: tuple[Found, ...]
    resolved: Resolved


def learn_flags(learnt: Sequence[MarkedText], held: Iterable[Told], path: Path) -> FlagScore:
    """Learn the score of the flags and write it.

    Args:
        learnt: texts that the network has learnt from too.
        held: what it makes of texts that it never saw.
        path: the file to write.
    """
    from scipy.sparse import csr_matrix

    marks = [(text, a) for text in learnt for a in text.attributions]
    heard = [_slots(text, a) for text, a in marks]
    sizes = np.array([len(one) for one in heard])
    shares = np.repeat(1 / np.sqrt(sizes), sizes)
    places = np.concatenate([np.array(one) for one in heard])
    counts = csr_matrix((shares, places, np.concatenate([[0], np.cumsum(sizes)])), (len(heard), SLOTS))
    spoken, _ = _fitted(counts, _truth(a for _, a in marks), _WORDS_FREE)
    words = spoken.astype(np.float32)
    rows, truth = zip(*(_case(one, words) for one in held if one.found), strict=True)
    weights, start = _fitted(np.concatenate(rows), np.concatenate(truth), _FEATURES_FREE)
    np.savez_compressed(path, words=words, weights=weights, start=start)
    return FlagScore(words, weights, start)


def _slots(text: MarkedText, a: MarkedAttribution) -> tuple[int, ...]:
    cue = text.text[a.cue[0][0] : a.cue[-1][1]] if a.cue else ""
    return slots(text.text[a.source[0] : a.source[1]] if a.source else "", cue)


def _truth(marks: Iterable[MarkedAttribution]) -> NDArray[np.bool_]:
    return np.array([[flag in a.flags for flag in SCORED] for a in marks], bool).reshape(-1, len(SCORED))


def _case(one: Told, words: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The features of the attributions of a text that are right, and the flags that they should have."""
    rows = rows_of(one.text.text, words, list(zip(one.found, one.resolved.origins, strict=True)))
    kept: list[int] = []
    marks: list[MarkedAttribution] = []
    for place, found in enumerate(one.found):
        alike = [likeness(one.text, a.content, a.source, found) for a in one.text.attributions]
        if max(alike, default=0.0) >= ENOUGH:
            kept.append(place)
            marks.append(one.text.attributions[int(np.argmax(alike))])
    return rows[kept], _truth(marks)


def _fitted(rows: object, truth: NDArray[np.bool_], freely: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights of a logistic regression for each flag, ``[flags, features]``, and what is added."""
    from sklearn.linear_model import LogisticRegression

    models = [LogisticRegression(C=freely, max_iter=3000).fit(rows, one) for one in truth.T]
    return np.array([model.coef_[0] for model in models]), np.array([model.intercept_[0] for model in models])
