"""How likely two stretches of text say the same: features of the pair, and a small learnt model over them."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from factcheck.errors import ModelError
from factcheck.outlets.names import word_key
from factcheck.provenance.reading import Reading
from factcheck.provenance.vectors import Floats, WordTable

_FILE = "pairs.json"
# Words that no vector tells of are held to be one (a name in two spellings) from this likeness on.
_SPELT_ALIKE = 0.75
# Below this a word has no counterpart on the other side.
_COUNTERPART = 0.45
# How much a word of the sentence around weighs beside one of the stretch itself.
_AROUND = 0.5
# How far below the score of two that say the same two may be that contradict each other.
_SAME_THING = 1.5
# Two stretches that cover so much of each other by weight, or are so alike, have nearly the same words.
_NEARLY_COVERED, _NEARLY_ALIKE = 0.6, 0.8


@frozen(eq=False)
class Weighed:
    """A stretch of text made ready to be compared: its words as vectors, and how much each weighs in this trace."""

    text: str
    reading: Reading
    vectors: Floats
    weights: Floats
    general: Floats
    unknown: NDArray[np.bool_]
    mean: Floats
    folded: tuple[str, ...]
    places: Mapping[str, int]
    rarities: Mapping[str, float]


class Weigher:
    """Makes readings ready to be compared: a word that many of them hold weighs little."""

    def __init__(self, readings: Sequence[Reading], table: WordTable) -> None:
        self._table = table
        self._total = len(readings)
        self._held = Counter(word for reading in readings for word in reading.words)
        self._held.update(value for reading in readings for value in {figure.value for figure in reading.figures})

    def rarity(self, word: str) -> float:
        """From 0 (in every reading) to 1 (in one only)."""
        return math.log((1 + self._total) / (self._held[word] or 1)) / math.log(1 + self._total + 1e-9)

    def weigh(self, text: str, reading: Reading) -> Weighed:
        """One reading, ready to be compared."""
        table, words = self._table, reading.words + reading.around
        vectors = np.array([table.vector(word) for word in words], np.float32).reshape(len(words), table.size)
        general = np.array([table.weight(word, reading.language) for word in words], np.float32)
        rarity = np.array([self.rarity(word) for word in words], np.float32)
        rarity[len(reading.words) :] *= _AROUND
        mean = general @ vectors
        return Weighed(
            text=text,
            reading=reading,
            vectors=vectors,
            weights=general * rarity,
            general=general,
            unknown=np.array([word not in table for word in words], np.bool_),
            mean=mean / (float(np.linalg.norm(mean)) + 1e-9),
            folded=tuple(map(word_key, words)),
            places={word: place for place, word in enumerate(words)},
            rarities={figure.value: self.rarity(figure.value) for figure in reading.figures},
        )


#: What ``features`` gives, in order.
FEATURES = (
    "same_language", "covered_less", "covered_more", "mean", "alike", "alike_part", "missing_both", "missing_one",
    "names_shared", "names_apart", "names_replaced", "figures_replaced",
    "figures_shared", "figures_rare", "figures_apart", "units_apart", "rejected_shared",
    "figures_one_sided", "dates_shared", "dates_apart", "years_shared", "years_apart", "days_apart", "negation_apart",
    "rejection_apart", "shorter", "longer", "alike_but_apart", "covered_but_apart", "alike_other_name",
    "covered_other_name", "alike_other_figure", "alike_other_date", "alike_negated", "alike_other_word",
)  # fmt: skip


def features(one: Weighed, other: Weighed) -> list[float]:
    """What is true of a pair, in the order of ``FEATURES``; the same both ways round."""
    a, b = one.reading, other.reading
    links = _links(one, other)
    sides = [_covered(links, one), _covered(links.T, other)]
    less, more = sorted(side[0] for side in sides)
    missing = sorted(side[1] for side in sides)
    same = a.language == b.language
    lengths = sorted((float(one.weights.sum()), float(other.weights.sum())))
    shared_names, names_apart, names_replaced = _names(one, other, links)
    figures_replaced = _replaced(a, b)
    dates, years, days = _both(a.dates, b.dates), _both(a.years, b.years), _both(a.weekdays, b.weekdays)
    negated = float(a.negated != b.negated)
    alike = fuzz.token_set_ratio(one.text.lower(), other.text.lower()) / 100 if same else 0.0
    shared, rare, apart, units_apart, rejected, one_sided = _figures(one, other, links)
    return [
        float(same),
        less,
        more,
        float(one.mean @ other.mean),
        alike,
        fuzz.partial_ratio(one.text.lower(), other.text.lower()) / 100 if same else 0.0,
        missing[0],
        missing[1],
        shared_names,
        names_apart,
        names_replaced,
        figures_replaced,
        shared,
        rare,
        apart,
        units_apart,
        rejected,
        one_sided,
        *dates,
        *years,
        days[1],
        negated,
        float(a.rejecting != b.rejecting),
        math.log1p(lengths[0]),
        math.log1p(lengths[1]),
        alike * max(apart, units_apart),
        less * max(apart, units_apart),
        alike * names_replaced,
        less * names_replaced,
        alike * figures_replaced,
        alike * max(dates[1], years[1], days[1]),
        alike * negated,
        alike * missing[0],
    ]


def _links(one: Weighed, other: Weighed) -> Floats:
    """How near each word of one is to each of the other: by its vector, by its spelling where there is none."""
    near: Floats = np.clip(one.vectors @ other.vectors.T, 0, 1)
    places = {word: place for place, word in enumerate(other.folded)}
    strange = [place for place, unknown in enumerate(other.unknown) if unknown]
    for row, word in enumerate(one.folded):
        if word in places:
            near[row, places[word]] = 1.0
        elif one.unknown[row]:
            for column in strange:
                likeness = Indel.normalized_similarity(word, other.folded[column], score_cutoff=_SPELT_ALIKE)
                near[row, column] = max(near[row, column], likeness)
    return near


def _covered(links: Floats, side: Weighed) -> tuple[float, float]:
    """How much of a side the other has by weight, and the weight of its heaviest word that the other lacks."""
    total = float(side.weights.sum())
    if not links.size or not total:
        return 0.0, 0.0
    best = links.max(axis=1)
    lacking = side.weights[best < _COUNTERPART]
    return float(side.weights @ best) / total, float(lacking.max(initial=0.0))


def _names(one: Weighed, other: Weighed, links: Floats) -> tuple[float, float, float]:
    """The share of names in both, whether both have some and none in common, and whether each has one of its own."""
    a, b = one.reading.names, other.reading.names
    if not a or not b:
        return 0.0, 0.0, 0.0
    known = {name: any(_one_name(name, far, one, other, links) for far in b) for name in a}
    known_there = {far: any(_one_name(name, far, one, other, links) for name in a) for far in b}
    shared = sum(known.values())
    smaller = min(len(a), len(b))
    replaced = not all(known.values()) and not all(known_there.values())
    return min(shared, smaller) / smaller, float(shared == 0), float(replaced)


def _replaced(a: Reading, b: Reading) -> float:
    """Whether each side has a figure, a year or a date that the other lacks."""
    left, right = (
        {figure.value for figure in side.figures if not figure.rejected} | side.years | side.dates for side in (a, b)
    )
    return float(bool(left - right) and bool(right - left))


def _one_name(name: str, far: str, one: Weighed, other: Weighed, links: Floats) -> bool:
    if name == far or Indel.normalized_similarity(name, far) > _SPELT_ALIKE:
        return True
    here, there = one.places.get(name), other.places.get(far)
    return here is not None and there is not None and bool(links[here, there] > _COUNTERPART)


def _figures(one: Weighed, other: Weighed, links: Floats) -> tuple[float, float, float, float, float, float]:
    """What the figures tell: some in both and how rare those are, none in common, another of the same thing, one that
    the other side rejects, and some on one side only."""
    a, b = one.reading.figures, other.reading.figures
    left, right = ({f.value for f in side if not f.rejected} for side in (a, b))
    shared = left & right
    rare = max((one.rarities.get(value, 1.0) for value in shared), default=0.0)
    apart = bool(left and right and not shared)
    counted = [
        (f.value == g.value)
        for f in a
        for g in b
        if not f.rejected and not g.rejected and _one_unit(f.unit, g.unit, one, other, links)
    ]
    rejected = {f.value for f in a if f.rejected} & right or {f.value for f in b if f.rejected} & left
    return (
        float(bool(shared)),
        rare,
        float(apart),
        float(bool(counted) and not any(counted)),
        float(bool(rejected)),
        float(bool(a) != bool(b)),
    )


def _one_unit(unit: str, other_unit: str, one: Weighed, other: Weighed, links: Floats) -> bool:
    if unit == other_unit:
        return True
    if unit not in one.places or other_unit not in other.places:
        return False
    return bool(links[one.places[unit], other.places[other_unit]] > _COUNTERPART)


def _both(a: frozenset[str] | frozenset[int], b: frozenset[str] | frozenset[int]) -> tuple[float, float]:
    """Whether some are in both, and whether both have some and none in common."""
    return float(bool(a & b)), float(bool(a and b and not a & b))


@frozen(eq=False)
class PairModel:
    """Logistic regressions over the features of a pair: one for pairs of one language, one for pairs of two, one for
    pairs of nearly the same words, which one other name or figure makes two, and one for whether they contradict
    each other.
    """

    within: "Line"
    across: "Line"
    near: "Line"
    opposed: "Line"

    def scores(self, pairs: Sequence[tuple[Weighed, Weighed]]) -> tuple[Floats, Floats]:
        """For each pair, the log-odds that the two say the same, and that one denies the other or corrects it."""
        # One row at a time: a list of all of them would need ten times the memory.
        rows = np.empty((len(pairs), len(FEATURES)), np.float32)
        for place, (one, other) in enumerate(pairs):
            rows[place] = features(one, other)
        return self.judge(rows)

    def judge(self, rows: Floats) -> tuple[Floats, Floats]:
        """The same from the features of the pairs, a row each."""
        one_language = rows[:, FEATURES.index("same_language")] > 0
        same = np.where(one_language, self.within.scores(rows), self.across.scores(rows))
        # Only what speaks of the same thing can contradict it.
        opposed = np.minimum(self.opposed.scores(rows), same + _SAME_THING)
        same = np.where(nearly_one(rows), np.minimum(same, self.near.scores(rows)), same)
        return same.astype(np.float32), opposed.astype(np.float32)


def nearly_one(rows: Floats) -> NDArray[np.bool_]:
    """Which pairs have nearly the same words."""
    found: NDArray[np.bool_] = (rows[:, FEATURES.index("covered_less")] > _NEARLY_COVERED) | (
        rows[:, FEATURES.index("alike")] > _NEARLY_ALIKE
    )
    return found


@frozen(eq=False)
class Line:
    """A linear score: a weight for each feature, and where it crosses zero."""

    weights: Floats
    bias: float

    def scores(self, rows: Floats) -> Floats:
        """The score of each row of features."""
        made: Floats = rows @ self.weights + self.bias
        return made


@cache
def pair_model() -> PairModel:
    """The model that the package ships, made by ``python -m training.pairs``.

    Raises:
        ModelError: the file is missing or damaged.
    """
    try:
        data = json.loads((files("factcheck") / "models" / _FILE).read_text(encoding="utf-8"))
        lines = {
            name: Line(np.array([data[name]["weights"][key] for key in FEATURES], np.float32), data[name]["bias"])
            for name in ("within", "across", "near", "opposed")
        }
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"models/{_FILE} is missing or damaged ({error}); install factcheck again") from error
    return PairModel(**lines)
