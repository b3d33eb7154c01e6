"""A plain baseline, so that nobody wins by default: quotation marks, and the nearest capitalised name.

It knows no language: a quote of three words or more is attributed to the capitalised words nearest to it
in its paragraph.
"""

import re
from collections.abc import Iterator
from typing import Any

from benchmarks.peers import quotes

QUOTE = re.compile(r'«[^»\n]+»?|“[^”\n]+”?|"[^"\n]+"?')
NAME = re.compile(r"(?:[A-ZÀ-Þ]\. ?)*[A-ZÀ-Þ][\w’'-]+(?: (?:de |du |of |the )?(?:[A-Z]\.|[A-ZÀ-Þ][\w’'-]+))*")
LEAST_WORDS = 3


def report(text: str, language: str) -> dict[str, Any]:
    """A report as the library would give it.

    >>> found = report('"It will rain soon", said Ann Lee. It rained.', "en")
    >>> [claim["text"] for claim in found["claims"]], found["sources"][0]["name"]
    (['"It will rain soon"', 'It rained.'], 'Ann Lee')
    """
    return quotes.report(text, language, _quotes(text))


def reports(texts: list[str], language: str) -> Iterator[dict[str, Any]]:
    """Reports on many texts."""
    return (report(text, language) for text in texts)


def _quotes(text: str) -> Iterator[quotes.Quote]:
    for found in QUOTE.finditer(text):
        if len(found[0].split()) >= LEAST_WORDS:
            yield quotes.Quote((found.span(),), source=_nearest_name(text, *found.span()))


def _nearest_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    after = NAME.search(text, end, high if high >= 0 else len(text))
    *_, before = [None, *NAME.finditer(text, low, start)]
    found = [(start - before.end(), before.span())] if before else []
    found += [(after.start() - end, after.span())] if after else []
    return min(found)[1] if found else None
