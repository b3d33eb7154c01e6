"""Learn the score: boosted trees over candidates of texts that the network never saw, kept as plain arrays."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from factcheck.attribution.candidates import Candidate
from factcheck.attribution.score import Verdict, letters
from factcheck.common.trees import arrays_of, averaged, trees_of, untaught
from factcheck.grammar.values import Found
from factcheck.marked import MarkedText
from factcheck.syntax.tokens import Span

#: Two contents that share at least this much of what either holds are of one attribution (SPEC, Measures).
ENOUGH = 0.5
#: How many draws of the texts the trees are learnt from.
BAGS = 6


@frozen(eq=False)
class Cases:
    """The candidates of one text: their features, ``[candidates, features]``, and for each verdict if it is true."""

    rows: NDArray[np.float64]
    truth: dict[Verdict, NDArray[np.bool_]]


def truth_of(text: MarkedText, candidates: Sequence[Candidate]) -> dict[Verdict, NDArray[np.bool_]]:
    """What is true of each candidate, by the marks of its text."""
    alike = np.array([[likeness(text, a.content, a.source, c.found) for a in text.attributions] for c in candidates])
    best = alike.max(1, initial=0.0) if alike.size else np.zeros(len(candidates))
    return {Verdict.RIGHT: best >= ENOUGH, Verdict.EXACT: best == 1}


def likeness(text: MarkedText, content: Sequence[Span], source: Span | None, found: Found) -> float:
    """How much of a marked content an attribution has (intersection over union), 0 when it names another source."""
    theirs = found.source.span if found.source else None
    same = source[0] < theirs[1] and theirs[0] < source[1] if source and theirs else source is theirs
    if not same:
        return 0.0
    gold, own = letters(text.text, content), letters(text.text, found.content)
    return len(gold & own) / max(1, len(gold | own))


def learn_score(cases: Sequence[Cases], path: Path, folds: int = 6) -> dict[Verdict, float]:
    """Train both verdicts, write their trees, and give the areas under their curves, cross-validated by text."""
    from sklearn.metrics import roc_auc_score

    full = [case for case in cases if len(case.rows)]
    figures: dict[Verdict, float] = {}
    arrays: dict[str, NDArray[Any]] = {}
    for verdict in Verdict:
        truth, held_out = [], []
        for fold in range(min(folds, len(full))):
            trees = trees_of(_bagged([case for n, case in enumerate(full) if n % folds != fold], verdict))
            for case in full[fold::folds]:
                truth.append(case.truth[verdict])
                held_out.append(trees.probabilities(case.rows))
        figures[verdict] = round(float(roc_auc_score(np.concatenate(truth), np.concatenate(held_out))), 4)
        arrays |= {f"{verdict}.{name}": value for name, value in _bagged(full, verdict).items()}
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # a name could be that of an option; none is
    return figures


def _bagged(cases: Sequence[Cases], verdict: Verdict) -> dict[str, NDArray[Any]]:
    """Trees learnt from several draws of the texts: one text more or less changes them little."""
    chance = np.random.default_rng(0)
    models = []
    for seed in range(BAGS):
        drawn = [cases[n] for n in chance.integers(0, len(cases), len(cases))]
        rows, truth = np.concatenate([c.rows for c in drawn]), np.concatenate([c.truth[verdict] for c in drawn])
        models.append(arrays_of(untaught(trees=100, rate=0.07, seed=seed, share=0.5).fit(rows, truth)))
    return averaged(models)
