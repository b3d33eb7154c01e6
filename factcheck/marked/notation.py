"""The signs of the format, and what reading and writing it have in common."""

import re

from factcheck.syntax.tokens import Span

HEADING = re.compile(r"^### +(.*)$", re.MULTILINE)
TABLE = re.compile(r"^---[ \t\r]*$", re.MULTILINE)
TAG = re.compile(r"<(/?)(?:([csqrfd])([1-9][0-9]{0,3})|([hx]))>")

_BREAK = re.compile(r"[.!?…]+[»”’\")\]]*(?=\s)|\n+")
_ABBREVIATED = re.compile(r"\b(?:M|Mr|Mrs|Ms|Dr|MM|Mme|St|Sen|Gov|Gen|No|U\.S|a\.m|p\.m|[A-Z])\.$")


def tag_name(letter: str, number: int) -> str:
    """The name of a tag: its letter, and its number if there is one."""
    return f"{letter}{number or ''}"


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its ends; None if there is nothing else in it."""
    inside = text[slice(*span)]
    start = span[0] + len(inside) - len(inside.lstrip())
    return (start, start + len(inside.strip())) if inside.strip() else None


def sentences(text: str) -> list[Span]:
    """Rough sentences, by punctuation and line breaks alone: enough to ask which of them nobody is the source of.

    >>> sentences("It rains. “So,” says Mr. Lee, “what?”")
    [(0, 9), (9, 37)]
    """
    found, start = list[Span](), 0
    for mark in _BREAK.finditer(text):
        end = mark.start() if mark[0].startswith("\n") else mark.end()
        if _ABBREVIATED.search(text[max(start, end - 6) : end]):
            continue
        found.append((start, end))
        start = mark.end()
    return [span for span in (*found, (start, len(text))) if text[slice(*span)].strip()]
