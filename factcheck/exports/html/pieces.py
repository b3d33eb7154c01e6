"""The article cut into paragraphs and pieces: what one element of the page holds."""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from attrs import frozen

from factcheck.exports.showing import visible
from factcheck.provenance.segments import segments
from factcheck.report import Claim, Report
from factcheck.syntax.tokens import Span
from factcheck.text.paragraphs import paragraphs

# HTML forbids most control characters, and no encoding can write a lone surrogate.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SENTENCE_END = tuple(".!…;:,")
_LONGEST_HEADING = 160


@frozen
class Piece:
    """Some words, where they start in the text, and the smallest claim over them.

    ``ends`` are the claims whose last words these are.
    """

    text: str
    start: int
    claim: Claim | None = None
    ends: tuple[Claim, ...] = ()


@frozen
class Paragraph:
    """The pieces of a paragraph, and the claims that begin in it, which are drawn in its margin.

    ``heading`` says that it is the title of the article rather than a part of it.
    """

    pieces: tuple[Piece, ...]
    begins: tuple[Claim, ...]
    heading: bool = False


def printable(text: str) -> str:
    """The text with a mark for each character that a page cannot hold or that would turn its letters around.

    >>> printable("a\\x00b")
    'a\N{REPLACEMENT CHARACTER}b'
    """
    return visible(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def article(report: Report, title: str | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a report's text, in time that is linear in the text and its claims.

    Args:
        report: the report.
        title: the title of the article, where it is known: a first paragraph that repeats it is the heading.
            Without one a first paragraph that reads like a title is.

    >>> found = article(Report("A title\\n\\nIt rains.", "en", (), ()))
    >>> [([piece.text for piece in paragraph.pieces], paragraph.heading) for paragraph in found]
    [(['A title'], True), (['It rains.'], False)]
    """
    text = report.text
    places = paragraphs(text)
    whole = list(segments(report))
    starts = [part.start for part in whole]
    cuts = sorted({*starts, *(cut for span in places for cut in span), *_mention_bounds(report)})
    begins: list[list[Claim]] = [[] for _ in places]
    ends: dict[int, list[Claim]] = {}
    paragraph_starts, paragraph_ends = [start for start, _ in places], [end for _, end in places]
    for claim in report:
        spans = [(start, end) for start, end in claim.spans if max(0, start) < min(end, len(text))]
        if not spans:
            continue
        first = bisect_right(paragraph_ends, min(spans)[0])
        last = bisect_left(paragraph_starts, max(end for _, end in spans)) - 1
        # A claim over nothing but the white space between two paragraphs has no place on the page.
        if first <= last:
            begins[first].append(claim)
            ends.setdefault(min(max(end for _, end in spans), paragraph_ends[last]), []).append(claim)
    return tuple(
        Paragraph(
            tuple(
                Piece(text[left:right], left, whole[bisect_right(starts, left) - 1].claim, tuple(ends.get(right, ())))
                for left, right in pairwise(cuts[bisect_left(cuts, start) : bisect_right(cuts, end)])
            ),
            tuple(begun),
            heading=number == 0 and _is_heading(text, places, title),
        )
        for number, ((start, end), begun) in enumerate(zip(places, begins, strict=True))
    )


def first_line(text: str, longest: int = 80) -> str:
    """The beginning of a text, cut between two words where it is longer, to call it by.

    >>> first_line("It rains. It pours.", 12)
    'It rains. …'
    """
    line = " ".join(text.strip().partition("\n")[0].split())
    if len(line) <= longest:
        return line
    return f"{line[: longest - 1].rpartition(' ')[0] or line[: longest - 1]} …"


def _is_heading(text: str, places: tuple[Span, ...], title: str | None) -> bool:
    (start, end), *others = places
    line = " ".join(text[start:end].split())
    if title is not None:
        return line == " ".join(title.split())
    return bool(others) and len(line) <= _LONGEST_HEADING and not line.endswith(_SENTENCE_END)


def _mention_bounds(report: Report) -> set[int]:
    """Where cues and mentions of sources begin and end, so that each can be lit up alone."""
    given = [claim.attribution for claim in report if claim.attribution]
    mentions = [mention for one in given for mention in (one.cue, one.source) if mention]
    return {cut for one in mentions for cut in (one.start, one.end) if 0 <= cut <= len(report.text)}
