"""The text cut at every boundary of a claim: what a page underlines and a summary counts.

Claims may overlap (an aside inside a quotation). Each stretch belongs to the smallest claim that covers it.
"""

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from factcheck.report import Claim, Report


@frozen
class Segment:
    """A stretch of the text and the claims over it, the smallest (the one it belongs to) first."""

    start: int
    end: int
    claims: tuple[Claim, ...] = ()

    @property
    def claim(self) -> Claim | None:
        """The claim that the stretch belongs to, or None outside of every claim."""
        return self.claims[0] if self.claims else None


def segments(report: Report) -> Iterator[Segment]:
    """The whole text in order, each character in exactly one segment.

    Args:
        report: any report; spans that run out of the text are cut at its end.

    >>> from factcheck.report import Claim, Kind
    >>> claim = Claim("c1", "It rains.", ((3, 12),), Kind.NARRATOR)
    >>> report = Report("So it rains.", "en", (claim,), ())
    >>> [(part.start, part.end, bool(part.claims)) for part in segments(report)]
    [(0, 3, False), (3, 12, True)]
    """
    size = len(report.text)
    opening: dict[int, list[Claim]] = {}
    closing: dict[int, list[Claim]] = {}
    for claim in report.claims:
        for start, end in claim.spans:
            start, end = max(0, start), min(end, size)
            if start < end:
                opening.setdefault(start, []).append(claim)
                closing.setdefault(end, []).append(claim)
    length = {claim.id: sum(end - start for start, end in claim.spans) for claim in report.claims}
    active: list[Claim] = []
    marks = sorted({0, size, *opening, *closing})
    for start, end in pairwise(marks):
        for claim in closing.get(start, ()):
            active.remove(claim)
        active.extend(opening.get(start, ()))
        yield Segment(start, end, tuple(sorted(active, key=lambda claim: length[claim.id])))
