"""The article cut into paragraphs and pieces: what one element of the page holds."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve, frozen

from factcheck.report import Claim, Report
from factcheck.segments import Segment, segments
from factcheck.text.paragraphs import paragraphs

# HTML forbids most control characters, and no encoding can write a lone surrogate.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_Mark = tuple[int, int, str, Claim]


@frozen
class Piece:
    """Some words under the same claims, cues and sources.

    ``ends`` are the claims whose last words these are; ``cues`` and ``sources`` the claims for which they are
    (part of) the cue or the mention of the source.
    """

    text: str
    claims: tuple[Claim, ...]
    ends: tuple[Claim, ...] = ()
    cues: tuple[Claim, ...] = ()
    sources: tuple[Claim, ...] = ()


@frozen
class Paragraph:
    """The pieces of a paragraph, and the claims that begin in it, which are drawn in its margin."""

    pieces: tuple[Piece, ...]
    begins: tuple[Claim, ...]


def printable(text: str) -> str:
    """The text with a mark for each character that a page cannot hold.

    >>> printable("a\\x00b")
    'a\N{REPLACEMENT CHARACTER}b'
    """
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def article(report: Report) -> tuple[Paragraph, ...]:
    """The paragraphs of a report's text.

    >>> found = article(Report("A.\\n\\nB.", "en", (), ()))
    >>> [[piece.text for piece in paragraph.pieces] for paragraph in found]
    [['A.'], ['B.']]
    """
    whole = list(segments(report))
    starts = [part.start for part in whole]
    marks = _marks(report, starts)
    order = {claim.id: place for place, claim in enumerate(report)}
    found: list[Paragraph] = []
    begun: set[str] = set()
    for start, end in paragraphs(report.text):
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        pieces: list[Piece] = []
        here: dict[str, Claim] = {}
        for part, over in zip(whole[first:last], marks[first:last], strict=True):
            here.update({claim.id: claim for claim in part.claims if claim.id not in begun})
            pieces += _pieces(report.text, _cut(part, start, end), over)
        # In the order of the report, and once each however often a claim is interrupted.
        found.append(Paragraph(tuple(pieces), tuple(sorted(here.values(), key=lambda claim: order[claim.id]))))
        begun.update(here)
    return tuple(found)


def _cut(part: Segment, start: int, end: int) -> Segment:
    return evolve(part, start=max(part.start, start), end=min(part.end, end))


def _marks(report: Report, starts: list[int]) -> list[list[_Mark]]:
    """The cues and source mentions over each segment, given where the segments start."""
    found: list[list[_Mark]] = [[] for _ in starts]
    for claim in report:
        given = claim.attribution
        for role, mention in (("cue", given.cue), ("source", given.source)) if given else ():
            if mention and mention.start < mention.end:
                first, last = bisect_right(starts, mention.start) - 1, bisect_left(starts, mention.end)
                for place in range(max(0, first), last):
                    found[place].append((mention.start, mention.end, role, claim))
    return found


def _pieces(text: str, part: Segment, marks: list[_Mark]) -> Iterator[Piece]:
    """The segment cut further at the cues and source mentions in it."""
    cuts = {part.start, part.end}
    for start, end, *_ in marks:
        cuts |= {cut for cut in (start, end) if part.start < cut < part.end}
    for start, end in pairwise(sorted(cuts)):
        over = [(role, claim) for left, right, role, claim in marks if left < end and start < right]
        yield Piece(
            text[start:end],
            part.claims,
            tuple(claim for claim in part.claims if _last(claim) == end),
            tuple(claim for role, claim in over if role == "cue"),
            tuple(claim for role, claim in over if role == "source"),
        )


def _last(claim: Claim) -> int:
    return max(end for _, end in claim.spans)
