"""Claims lie in each other or apart: where two cross, the less sure one gives way."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from factcheck.syntax.tokens import Span, merged

Spans = tuple[Span, ...]
#: A stretch without what a cut leaves at its edges; None if nothing is left.
Tidy = Callable[[int, int], Span | None]


def uncrossed(claims: Sequence[Spans], sure: Sequence[float], text: str, tidy: Tidy) -> list[Spans]:
    """The spans of claims, some of them trimmed, so that any two claims have all or nothing in common.

    Two that cross share some characters, and each has some of its own. The one that is surer (``sure``; else the one
    that comes first, or is longer) keeps its edges. The other keeps what lies outside of it, or what lies inside where
    that has more letters; ``tidy`` takes off what a cut leaves at its edges. A claim of which nothing is left has no
    spans. Spans are half-open offsets into ``text``.

    >>> uncrossed([((0, 9),), ((5, 20),)], [0.9, 0.4], "It rains and it snows.", lambda *span: span)
    [((0, 9),), ((9, 20),)]
    """
    left = [tuple(merged(spans)) for spans in claims]
    beside = _beside(left)
    settled: set[int] = set()
    for own in sorted(beside, key=lambda n: (-sure[n], left[n][0][0], -left[n][-1][1], n)):
        while crossed := [n for n in sorted(beside[own] & settled) if _cross(left[own], left[n])]:
            left[own] = _trimmed(left[own], left[crossed[0]], text, tidy)
        settled.add(own)
    return left


def _beside(claims: Sequence[Spans]) -> dict[int, set[int]]:
    """For each claim that shares characters with others, the places of those."""
    beside: dict[int, set[int]] = defaultdict(set)
    running: list[tuple[int, int]] = []
    for start, end, own in sorted((*span, n) for n, spans in enumerate(claims) for span in spans):
        running = [(until, n) for until, n in running if until > start]
        for _, other in running:
            beside[own].add(other)
            beside[other].add(own)
        running.append((end, own))
    return beside


def _cross(one: Spans, other: Spans) -> bool:
    return bool(_common(one, other) and _without(one, other) and _without(other, one))


def _trimmed(own: Spans, other: Spans, text: str, tidy: Tidy) -> Spans:
    outside, inside = (
        tuple(span for part in parts if (span := tidy(*part))) for parts in (_without(own, other), _common(own, other))
    )
    return max(outside, inside, key=lambda spans: sum(map(str.isalnum, "".join(text[a:b] for a, b in spans))))


def _common(one: Spans, other: Spans) -> Spans:
    """The stretches that are in both."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((start, end) for start, end in pairs if start < end))


def _without(one: Spans, other: Spans) -> Spans:
    """The stretches of one that are not in the other."""
    left: list[Span] = []
    for start, end in one:
        for low, high in other:
            if start < low < end:
                left.append((start, low))
            if low < end and start < high:
                start = min(high, end)
        if start < end:
            left.append((start, end))
    return tuple(left)
