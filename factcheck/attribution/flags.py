"""Is a source anonymous, or nobody in particular? One score over the network, the rules of ``sources`` and the words.

The words are those of the mention and its cue, whole and in parts, counted in so many slots that few share one
(Weinberger et al. 2009); what each speaks for is learnt from marked texts. A logistic regression adds it to what the
network and the rules hold, learnt on texts that the network never saw.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from zlib import crc32

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from factcheck.grammar.relays import VAGUE
from factcheck.grammar.values import Cue, Found, Judgement
from factcheck.mentions.values import SourceMention
from factcheck.report import Flag, Source

#: The flags that are scored, in the order of the weights.
SCORED = (Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE)
#: How many slots there are for words and their parts.
SLOTS = 1 << 14
#: How many features an attribution has.
FEATURES = 12 + 7
#: The lengths of the parts of words.
_PARTS = (3, 4, 5)
#: Probabilities nearer to 0 or 1 than this say no more.
LEAST = 1e-3
_WORD = re.compile(r"\w+|[^\w\s]")


@frozen(eq=False)
class FlagScore:
    """The weights, ``[flags, slots]`` of ``words`` and ``[flags, features]`` of all, and what is added to each flag."""

    words: NDArray[np.float32]
    weights: NDArray[np.float64]
    start: NDArray[np.float64]

    def odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log-odds of each flag, ``[rows, flags]``, for rows of features, ``[rows, features]``."""
        return np.asarray(rows @ self.weights.T + self.start)


def load_flags(path: Path) -> FlagScore:
    """The weights in a file of arrays that holds no code."""
    with np.load(path, allow_pickle=False) as data:
        return FlagScore(data["words"], data["weights"], data["start"])


def slots(source: str, cue: str) -> tuple[int, ...]:
    """The slots of a mention and its cue: their words, pairs of words, and parts of words.

    >>> slots("some experts", "say") == slots("some experts", "say")
    True
    >>> len(set(slots("an aide", "")) & set(slots("an aid", ""))) > 3
    True
    """
    words = ["^", *_WORD.findall(source), "$"]
    lower = [word.lower() for word in words]
    found = {*words, *lower, *(" ".join(pair) for pair in pairwise(words))}
    for word in lower:
        framed = f" {word} "
        found.update(f"~{framed[n : n + size]}" for size in _PARTS for n in range(len(framed) - size + 1))
    found.update(f"@{word}" for word in cue.lower().split())
    return tuple(sorted({crc32(one.encode()) % SLOTS for one in found}))


def wording(text: str, a: Found) -> tuple[int, ...]:
    """The slots of an attribution in its text."""
    return slots(_words(text, a.source), _words(text, a.cue))


def _words(text: str, part: Cue | SourceMention | None) -> str:
    return text[part.start : part.end] if part is not None else ""


def spoken_for(words: NDArray[np.float32], held: Sequence[int]) -> NDArray[np.float64]:
    """What slots speak for, ``[flags]``; those of a long mention weigh less each."""
    return np.asarray(words[:, list(held)].sum(1) / math.sqrt(max(1, len(held))), np.float64)


def rows_of(
    text: str, words: NDArray[np.float32], judged: Sequence[tuple[Found, Source | None]]
) -> NDArray[np.float64]:
    """The features of attributions with their origins, ``[attributions, features]``: its own, and of all of its origin.

    Attributions that the reader does not hold anything of are no use here.
    """
    said: dict[str, list[int]] = defaultdict(list)
    for place, (_, source) in enumerate(judged):
        if source is not None:
            said[source.id].append(place)
    heard = [spoken_for(words, wording(text, a)) for a, _ in judged]
    rows = np.zeros((len(judged), FEATURES))
    for place, (a, source) in enumerate(judged):
        places = said[source.id] if source is not None else [place]
        held = [one.judgement for one in (a, *(judged[n][0] for n in places)) if one.judgement is not None]
        all_heard = np.array([heard[n] for n in places])
        rows[place] = [
            *(value for flag in SCORED for value in _network(held[0], held[1:], flag)),
            *heard[place],
            *all_heard.mean(0),
            *all_heard.max(0),
            source is not None and source.anonymous,
            VAGUE in a.notes,
            any(VAGUE in judged[n][0].notes for n in places),
            a.impersonal,
            source is None,
            a.source is None and a.cue is None,
            source is not None and source.link is not None,
        ]
    return rows


def _network(own: Judgement, held: Sequence[Judgement], flag: Flag) -> tuple[float, float, float]:
    """What the network holds of an attribution, and on average and at most of all that have its origin."""
    all_held = [one.flags[flag] for one in held]
    return log_odds(own.flags[flag]), log_odds(fmean(all_held)), log_odds(max(all_held))


def log_odds(probability: float) -> float:
    """A probability as log-odds.

    >>> log_odds(0.5), log_odds(0) < log_odds(0.1)
    (0.0, True)
    """
    probable = min(1 - LEAST, max(LEAST, probability))
    return math.log(probable / (1 - probable))
