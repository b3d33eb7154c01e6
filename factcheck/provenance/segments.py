"""The text cut at every boundary of a claim: what a page underlines and a summary counts.

Claims may overlap (an aside inside a quotation). Each stretch belongs to the smallest claim that covers it.
"""

from collections import Counter
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import pairwise

from attrs import frozen

from factcheck.report import Claim, Report


@frozen
class Segment:
    """A stretch of the text, the smallest claim over it, and the claims that begin and end with it.

    A claim of several spans begins with the first of them and ends with the last.
    """

    start: int
    end: int
    claim: Claim | None = None
    begins: tuple[Claim, ...] = ()
    ends: tuple[Claim, ...] = ()


def segments(report: Report) -> Iterator[Segment]:
    """The whole text in order, each character in exactly one segment.

    Takes n log n time for n spans, however many lie over each other.

    Args:
        report: any report; spans that run out of the text are cut at its end.

    >>> from factcheck.report import Claim, Kind
    >>> claim = Claim("c1", "It rains.", ((3, 12),), Kind.NARRATOR)
    >>> report = Report("So it rains.", "en", (claim,), ())
    >>> [(part.start, part.end, bool(part.claim)) for part in segments(report)]
    [(0, 3, False), (3, 12, True)]
    """
    size = len(report.text)
    # Claims by their place in the report: comparing two of them would read all that they hold.
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    begins: dict[int, list[Claim]] = {}
    ends: dict[int, list[Claim]] = {}
    length: list[int] = []
    for place, claim in enumerate(report.claims):
        cut = [(max(0, start), min(end, size)) for start, end in claim.spans]
        spans = [(start, end) for start, end in cut if start < end]
        length.append(sum(end - start for start, end in spans))
        for start, end in spans:
            opening.setdefault(start, []).append(place)
            closing.setdefault(end, []).append(place)
        if spans:
            begins.setdefault(min(spans)[0], []).append(claim)
            ends.setdefault(max(end for _, end in spans), []).append(claim)
    open_now: Counter[int] = Counter()
    smallest: list[tuple[int, int]] = []
    for start, end in pairwise(sorted({0, size, *opening, *closing})):
        open_now.subtract(closing.get(start, ()))
        for place in opening.get(start, ()):
            open_now[place] += 1
            heappush(smallest, (length[place], place))
        while smallest and open_now[smallest[0][1]] <= 0:
            heappop(smallest)
        claim_here = report.claims[smallest[0][1]] if smallest else None
        yield Segment(start, end, claim_here, tuple(begins.get(start, ())), tuple(ends.get(end, ())))
