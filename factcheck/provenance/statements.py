"""Claims that say alike, gathered into statements: candidates by an index, scored in pairs, joined by their average.

The cost stays near linear: an article is only held against those that share its rarer words, and a stretch only
against the few of each that come nearest.
"""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen

from factcheck.outlets.names import word_key
from factcheck.provenance.pairs import PairModel, Weighed, Weigher, pair_model
from factcheck.provenance.reading import Reading, read
from factcheck.provenance.vectors import Floats, WordTable, word_table
from factcheck.report import Claim, Report

_SENTENCE_END = re.compile(r"[.!?…]+[\"»”’]*(?=\s)|\n")
# Articles: how many of the rarest words each is looked up by, how common a word may be, how many are looked at.
_DOCUMENT_KEYS, _COMMON, _MATES = 40, 400, 48
# An article that shares less than this much by weight is no mate.
_SHARED = 4.0
# How many stretches of each other article one stretch is held against.
_NEAREST = 4
# Pairs that were no candidates, and how far a single pair may speak for or against.
_APART, _LIMIT = -3.0, 4.0
# Groups are joined as long as their average is above the first; then whoever is not near enough to the rest, by the
# second, goes again.
_JOINED, _STAYING = -0.6, 0.5


@frozen(eq=False)
class Unit:
    """A claim of one of the articles, ready to be compared; ``document`` is the article's place."""

    document: int
    claim: Claim
    weighed: Weighed
    weigher: Weigher


def units(reports: Sequence[Report]) -> list[Unit]:
    """Every claim that has a letter in it, ready to be compared, in the order of the articles."""
    table = word_table()
    read_claims = [
        (document, claim, _read(report, claim, table))
        for document, report in enumerate(reports)
        for claim in report
        if any(map(str.isalnum, claim.text))
    ]
    weigher = Weigher([reading for *_, reading in read_claims], table)
    return [
        Unit(document, claim, weigher.weigh(claim.text, reading), weigher) for document, claim, reading in read_claims
    ]


def _read(report: Report, claim: Claim, table: WordTable) -> Reading:
    text = " ".join(report.text[start:end] for start, end in claim.spans)
    return read(text, report.language, table, _sentence(report.text, claim))


def _sentence(text: str, claim: Claim) -> str:
    """The sentence around a claim, or the sentences that it runs over."""
    first, last = claim.spans[0][0], claim.spans[-1][1]
    start = max((found.end() for found in _SENTENCE_END.finditer(text, 0, first)), default=0)
    end = _SENTENCE_END.search(text, last)
    return text[start : end.start() if end else len(text)]


def candidates(found: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The pairs of units of different articles that may say alike, each once, as places in ``found``."""
    by_document: dict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(found):
        by_document[unit.document].append(place)
    means = {
        document: np.array([found[place].weighed.mean for place in places], np.float32)
        for document, places in by_document.items()
    }
    for one, other in _mates({document: [found[p] for p in places] for document, places in by_document.items()}):
        near: Floats = means[one] @ means[other].T
        near += _common_figures([found[p] for p in by_document[one]], [found[p] for p in by_document[other]])
        pairs = {
            pair
            for row, columns in enumerate(np.argsort(-near, axis=1)[:, :_NEAREST])
            for pair in ((row, int(column)) for column in columns)
        }
        pairs |= {
            (int(row), column) for column, rows in enumerate(np.argsort(-near, axis=0)[:_NEAREST].T) for row in rows
        }
        yield from sorted((by_document[one][row], by_document[other][column]) for row, column in pairs)


def _common_figures(rows: Sequence[Unit], columns: Sequence[Unit]) -> Floats:
    """One where two units share a figure or a name, zero elsewhere."""
    left, right = (
        [{figure.value for figure in unit.weighed.reading.figures} for unit in side] for side in (rows, columns)
    )
    return np.array([[0.5 * bool(a & b) for b in right] for a in left], np.float32)


def _mates(documents: Mapping[int, Sequence[Unit]]) -> Iterator[tuple[int, int]]:
    """Pairs of articles that share rare words or figures, the earlier first."""
    held = {document: _keys(inside) for document, inside in documents.items()}
    postings: dict[str, list[int]] = defaultdict(list)
    for document, keys in held.items():
        for key in keys:
            postings[key].append(document)
    total = len(held)
    rarity = {key: float(np.log((1 + total) / len(inside))) for key, inside in postings.items()}
    # In a handful of articles on one event no word is rare: they are all mates.
    if total <= _MATES:
        yield from ((one, other) for one in held for other in held if one < other)
        return
    for document, keys in held.items():
        shared: dict[int, float] = defaultdict(float)
        usable = [key for key in keys if 1 < len(postings[key]) <= _COMMON]
        for key in sorted(usable, key=lambda key: (-keys[key] * rarity[key], key))[:_DOCUMENT_KEYS]:
            for mate in postings[key]:
                shared[mate] += keys[key] * rarity[key]
        near = sorted((mate for mate in shared if mate != document), key=lambda mate: (-shared[mate], mate))
        yield from ((document, mate) for mate in near[:_MATES] if mate > document and shared[mate] >= _SHARED)


def _keys(inside: Sequence[Unit]) -> dict[str, float]:
    """What an article is found by: its words without accents and its figures, by how much each tells."""
    keys: dict[str, float] = {}
    for unit in inside:
        reading = unit.weighed.reading
        keys.update({word_key(name): 1.0 for name in reading.names})
        keys.update({figure.value: 0.5 for figure in reading.figures if len(figure.value) > 1})
        for word, weight in zip(reading.words, unit.weighed.general, strict=False):
            keys.setdefault(word_key(word), 0.3 * float(weight))
    return keys


@frozen
class Group:
    """Units that say alike, as places: all of them, the one that stands for them, and those that say otherwise."""

    same: tuple[int, ...]
    centre: int
    disputes: tuple[int, ...] = ()


def gather(found: Sequence[Unit], model: PairModel | None = None) -> list[Group]:
    """The units that say alike; every unit is in exactly one group.

    Groups are joined from the nearest on, by the average over all pairs between them, so that a chain of weak
    links joins nothing; what is not near enough to the rest of its group is taken out again.
    """
    judge = model or pair_model()
    pairs = list(candidates(found))
    same, opposed = judge.scores([(found[a].weighed, found[b].weighed) for a, b in pairs])
    scores = dict(zip(pairs, map(float, same), strict=True))
    groups = join([unit.document for unit in found], scores)
    home = {place: number for number, group in enumerate(groups) for place in group}
    against: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (a, b), score in zip(pairs, map(float, opposed), strict=True):
        for one, other in ((a, b), (b, a)):
            if home[one] != home[other]:
                against[home[one]][other].append(score)
    return [
        Group(group, _centre(group, scores), tuple(sorted(_opposed(against[number]))))
        for number, group in enumerate(groups)
    ]


def _opposed(against: Mapping[int, list[float]]) -> Iterator[int]:
    """Those that say otherwise to more than half of the group that they were held against."""
    return (place for place, scores in against.items() if float(np.median(scores)) > 0)


def _centre(group: tuple[int, ...], scores: Mapping[tuple[int, int], float]) -> int:
    """The unit that is nearest to all others of its group."""
    near = dict.fromkeys(group, 0.0)
    for a in group:
        for b in group:
            if (score := scores.get((a, b))) is not None:
                near[a] += score
                near[b] += score
    return max(near, key=lambda place: (near[place], -place))


def join(documents: Sequence[int], scores: Mapping[tuple[int, int], float]) -> list[tuple[int, ...]]:
    """Average linkage over sparse scores: positive speaks for one statement, negative against.

    Claims of one article were not compared, and speak neither for nor against each other.

    Args:
        documents: the article of each claim.
        scores: by the places of two claims of different articles.

    >>> join([0, 1, 2, 3], {(0, 1): 2.0, (1, 2): 0.1, (0, 2): -2.0})
    [(0, 1), (2,), (3,)]
    """
    members = {place: [place] for place in range(len(documents))}
    held = {place: Counter([document]) for place, document in enumerate(documents)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        # What was never compared counts as apart, so only the difference to that is summed.
        sums[a][b] = sums[b][a] = max(-_LIMIT, min(_LIMIT, score)) - _APART
    heap = [(-(value + _APART), a, b) for a, row in sums.items() for b, value in row.items() if a < b]
    heapq.heapify(heap)
    version = len(documents)
    while heap:
        cost, a, b = heapq.heappop(heap)
        if -cost <= _JOINED:
            break
        if a not in members or b not in members:
            continue
        merged, version = version, version + 1
        members[merged] = members.pop(a) + members.pop(b)
        held[merged] = held.pop(a) + held.pop(b)
        row: dict[int, float] = defaultdict(float)
        for old in (a, b):
            for other, value in sums.pop(old).items():
                if other in members:
                    row[other] += value
                    sums[other].pop(old, None)
        for other, value in row.items():
            sums[merged][other] = sums[other][merged] = value
            average = value / _pairs(held[merged], held[other]) + _APART
            if average > _JOINED:
                heapq.heappush(heap, (-average, other, merged))
    kept = (part for group in members.values() for part in _pruned(group, documents, scores))
    return sorted(kept)


def _pairs(one: Counter[int], other: Counter[int]) -> int:
    """How many pairs two groups make, less those of one article."""
    return one.total() * other.total() - sum(count * other[document] for document, count in one.items())


def _pruned(
    group: Sequence[int], documents: Sequence[int], scores: Mapping[tuple[int, int], float]
) -> Iterator[tuple[int, ...]]:
    """A group without those that are not near enough to the rest, and each of those by itself, the farthest first."""
    kept = sorted(group)
    while len(kept) > 1:
        near = {place: _nearness(place, kept, documents, scores) for place in kept}
        farthest = min(kept, key=lambda place: (near[place], -place))
        if near[farthest] > _STAYING:
            break
        kept.remove(farthest)
        yield (farthest,)
    yield tuple(kept)


def _nearness(
    place: int, group: Sequence[int], documents: Sequence[int], scores: Mapping[tuple[int, int], float]
) -> float:
    """The average score of one with those of its group that stand in other articles."""
    others = [other for other in group if documents[other] != documents[place]]
    found = (scores.get((min(place, other), max(place, other)), _APART) for other in others)
    return sum(max(-_LIMIT, min(_LIMIT, score)) for score in found) / len(others) if others else _APART
