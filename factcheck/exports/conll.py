"""CoNLL-style columns: a token a line, an empty line between paragraphs, BIO tags for source, cue, content.

A tag carries the id of the claim (``B-c3``); a token under several claims has its tags joined by ``|``. Kinds
and flags of the claims stand in comment lines before the first token.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from factcheck.exports.about import About
from factcheck.report import Claim, Report
from factcheck.text.paragraphs import paragraphs

Span = tuple[int, int]

COLUMNS = ("id", "form", "start", "end", "source", "cue", "content")
# A word with the apostrophe of its elision, a word, or one mark.
_TOKEN = re.compile(r"\w+['’](?=\w)|\w+|[^\w\s]")


def render(report: Report, about: About) -> str:
    """The tokens of the text with their tags.

    >>> from factcheck.report import Kind
    >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR)
    >>> print(render(Report("It rains.", "en", (claim,), ()), About()).splitlines()[-2].replace("\\t", " "))
    3 . 8 9 O O I-c1
    """
    layers = [_tags(report, _spans(report, role)) for role in COLUMNS[-3:]]
    lines = [f"# columns = {' '.join(COLUMNS)}"]
    lines += [f"# claim {claim.id} = {' '.join((claim.kind, *claim.flags))}" for claim in report]
    for start, end in paragraphs(report.text):
        for number, token in enumerate(_TOKEN.finditer(report.text, start, end), 1):
            tags = ("|".join(layer.get(token.start(), ["O"])) for layer in layers)
            lines.append("\t".join((str(number), token[0], str(token.start()), str(token.end()), *tags)))
        lines.append("")
    return "\n".join(lines) + "\n"


def _spans(report: Report, role: str) -> Iterator[tuple[Claim, tuple[Span, ...]]]:
    for claim in report:
        if role == "content":
            yield claim, claim.spans
        elif claim.attribution and (mention := getattr(claim.attribution, role)):
            yield claim, ((mention.start, mention.end),)


def _tags(report: Report, marked: Iterable[tuple[Claim, tuple[Span, ...]]]) -> dict[int, list[str]]:
    """The tags by the token's start; a claim begins once, however often it is interrupted."""
    starts, ends = [], []
    for token in _TOKEN.finditer(report.text):
        starts.append(token.start())
        ends.append(token.end())
    found: dict[int, list[str]] = {}
    for claim, spans in marked:
        # The tokens that end after the span's start and start before its end.
        inside = {at for left, right in spans for at in starts[bisect_right(ends, left) : bisect_left(starts, right)]}
        for index, start in enumerate(sorted(inside)):
            found.setdefault(start, []).append(f"{'I' if index else 'B'}-{claim.id}")
    return found
