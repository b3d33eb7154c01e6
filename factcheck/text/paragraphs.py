"""Cut a text into paragraphs, so that no sentence runs over a blank line or out of a headline."""

import re
from itertools import pairwise

from factcheck.text.alignment import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?…:;\"'»”’)\]]\s*$")
# Fewer broken lines than this say nothing about how the text was wrapped.
_FEWEST_WRAPPED = 3


# A shorter line that breaks off was not full; it is a title, or a line of a list.
_SHORTEST_FULL = 40
# In a wrapped text, one that breaks off before this share of the longest line.
_SHORT = 0.6
_ITEM = re.compile(r"(?:[-*•·–—>»]+|\d{1,2}[.)])[ \t\u00a0]")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text as half-open code point offsets, white space at their ends left out.

    Every line is a paragraph, unless the text is hard-wrapped (most lines break off in mid-sentence): there only
    blank lines and the items of a list part them. A single line that was full and goes on in small letters is joined
    to the next in any text.

    >>> text = "Title here\\r\\n\\r\\nFirst. Second.\\nThird."
    >>> [text[start:end] for start, end in paragraphs(text)]
    ['Title here', 'First. Second.', 'Third.']
    """
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    joined = lines[:1]
    wrapped, width = _is_wrapped(text, lines), _width(text, lines)
    longest = max((end - start for start, end in lines), default=0)
    for left, right in pairwise(lines):
        goes_on = not _is_short(text, left, right, longest) if wrapped else _is_full(text, left, right, width)
        if goes_on and _adjacent(text, left, right) and _ITEM.match(text, *right) is None:
            joined[-1] = joined[-1][0], right[1]
        else:
            joined.append(right)
    return tuple(_trimmed(text, span) for span in joined)


def _adjacent(text: str, left: Span, right: Span) -> bool:
    """No blank line between two lines."""
    return text[left[1] : right[0]].replace("\r\n", "\n").strip(" \t") in ("\n", "\r")


def _breaks_off(text: str, line: Span) -> bool:
    start, end = line
    return _ENDED.search(text[max(start, end - 20) : end]) is None


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    followed = [(left, right) for left, right in pairwise(lines) if _adjacent(text, left, right)]
    broken = [right for left, right in followed if _breaks_off(text, left)]
    small = sum(text[start : start + 20].lstrip()[:1].islower() for start, _ in broken)
    return len(broken) >= _FEWEST_WRAPPED and len(broken) > len(followed) / 2 and small * 3 >= len(broken)


def _goes_on(text: str, left: Span, right: Span) -> bool:
    """A long line breaks off, and the next one begins with a small letter."""
    long = left[1] - left[0] >= _SHORTEST_FULL
    return long and text[right[0] : right[0] + 20].lstrip()[:1].islower() and _breaks_off(text, left)


def _width(text: str, lines: list[Span]) -> int:
    """How long the longest line is that goes on in the next; 0 if there is none."""
    full = (left for left, right in pairwise(lines) if _adjacent(text, left, right) and _goes_on(text, left, right))
    return max((end - start for start, end in full), default=0)


def _with_next_word(text: str, left: Span, right: Span, most: int) -> int:
    """How long a line would be with the first word of the next; that word is looked for in ``most`` characters."""
    word = text[right[0] : right[0] + most].split(maxsplit=1)[:1]
    return left[1] - left[0] + 1 + sum(map(len, word))


def _is_full(text: str, left: Span, right: Span, width: int) -> bool:
    """The line goes on in the next one, or breaks off where that one's first word would have made it too long."""
    if _goes_on(text, left, right):
        return True
    return bool(width) and _breaks_off(text, left) and _with_next_word(text, left, right, width) > width


def _is_short(text: str, left: Span, right: Span, longest: int) -> bool:
    """The line breaks off long before the longest one does: a title, or a line of a header."""
    return _breaks_off(text, left) and _with_next_word(text, left, right, longest) < _SHORT * longest


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())
