"""Cut a text into paragraphs, so that no sentence runs over a blank line or out of a headline."""

import re
from itertools import pairwise

from factcheck.tokens import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?…:;\"'»”’)\]]\s*$")
# Fewer broken lines than this say nothing about how the text was wrapped.
_FEWEST_WRAPPED = 3


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text as half-open code point offsets, white space at their ends left out.

    Every line is a paragraph, unless the text is hard-wrapped (most lines break off in mid-sentence): there
    only blank lines part them.

    >>> text = "Title here\\r\\n\\r\\nFirst. Second.\\nThird."
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['Title here', 'First. Second.', 'Third.']
    """
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    if _is_wrapped(text, lines):
        lines = _joined(text, lines)
    return tuple(_trimmed(text, span) for span in lines)


def _adjacent(text: str, left: Span, right: Span) -> bool:
    """No blank line between two lines."""
    return text[left[1] : right[0]].replace("\r\n", "\n").strip(" \t") in ("\n", "\r")


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    followed = [left for left, right in pairwise(lines) if _adjacent(text, left, right)]
    broken = sum(not _ENDED.search(text[max(start, end - 20) : end]) for start, end in followed)
    return broken >= _FEWEST_WRAPPED and broken > len(followed) / 2


def _joined(text: str, lines: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for line in lines:
        if joined and _adjacent(text, joined[-1], line):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())
