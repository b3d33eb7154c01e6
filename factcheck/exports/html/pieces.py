"""The article cut into paragraphs and pieces: what one element of the page holds."""

import re
from collections.abc import Iterator
from itertools import pairwise

from attrs import evolve, frozen

from factcheck.paragraphs import paragraphs
from factcheck.report import Claim, Report
from factcheck.segments import Segment, segments

# HTML forbids most control characters, and no encoding can write a lone surrogate.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


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
    found: list[Paragraph] = []
    begun: set[str] = set()
    for start, end in paragraphs(report.text):
        inside = [_cut(part, start, end) for part in whole if part.start < end and start < part.end]
        pieces = tuple(piece for part in inside for piece in _pieces(report, part))
        # In the order of the report, and once each however often a claim is interrupted.
        here = {claim.id for part in inside for claim in part.claims} - begun
        found.append(Paragraph(pieces, tuple(claim for claim in report if claim.id in here)))
        begun |= here
    return tuple(found)


def _cut(part: Segment, start: int, end: int) -> Segment:
    return evolve(part, start=max(part.start, start), end=min(part.end, end))


def _pieces(report: Report, part: Segment) -> Iterator[Piece]:
    """The segment cut further at the cues and source mentions in it."""
    marks = [
        (mention.start, mention.end, role, claim)
        for claim in report
        if claim.attribution
        for role, mention in (("cue", claim.attribution.cue), ("source", claim.attribution.source))
        if mention and mention.start < part.end and part.start < mention.end
    ]
    cuts = {part.start, part.end}
    for start, end, *_ in marks:
        cuts |= {max(start, part.start), min(end, part.end)}
    for start, end in pairwise(sorted(cuts)):
        over = [(role, claim) for left, right, role, claim in marks if left < end and start < right]
        yield Piece(
            report.text[start:end],
            part.claims,
            tuple(claim for claim in part.claims if _last(claim) == end),
            tuple(claim for role, claim in over if role == "cue"),
            tuple(claim for role, claim in over if role == "source"),
        )


def _last(claim: Claim) -> int:
    return max(end for _, end in claim.spans)
