"""From what other systems find (who, cue, words) to a report of our shape."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from benchmarks.gold import Spans
from benchmarks.measures import kind_of

SENTENCE = re.compile(r"[^\s.!?][^\n]*?(?:[.!?]+(?=\s|$)|(?=\n)|$)")
PERSON = "person"


@frozen
class Quote:
    """What most systems find: one content, its cue and its source, and who that is if they say so."""

    contents: Spans
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None
    name: str | None = None
    confidence: float = 1.0


def report(text: str, language: str, quotes: Iterable[Quote]) -> dict[str, Any]:
    """A report with these quotes.

    Systems that find quotes say nothing of types and flags. Read in their favour: every source is a person,
    and every sentence in which they found nothing is unsourced.

    >>> found = report("Yes, said Ann. It rained.", "en", [Quote(((0, 3),), (5, 9), (10, 13))])
    >>> [claim["text"] for claim in found["claims"]], found["sources"][0]["name"]
    (['Yes', 'It rained.'], 'Ann')
    """
    sources: dict[str, dict[str, Any]] = {}
    claims = [_claim(text, quote, sources) for quote in quotes]
    covered = [span for claim in claims for span in claim["spans"]]
    claims += [
        _narrated(text, sentence.span())
        for sentence in SENTENCE.finditer(text)
        if not any(start < sentence.end() and sentence.start() < end for start, end in covered)
    ]
    claims.sort(key=lambda claim: claim["spans"])
    for number, claim in enumerate(claims, 1):
        claim["id"] = f"c{number}"
    return {"text": text, "language": language, "claims": claims, "sources": list(sources.values())}


def _claim(text: str, quote: Quote, sources: dict[str, dict[str, Any]]) -> dict[str, Any]:
    mention = _mention(text, quote.source)
    name = quote.name or (mention["text"] if mention else None)
    chain = []
    if name:
        source = sources.setdefault(name, _source(f"s{len(sources) + 1}", name))
        source["mentions"] += [mention] if mention else []
        chain = [source["id"]]
    return {
        "id": "",
        "text": " … ".join(text[start:end] for start, end in quote.contents),
        "spans": [list(span) for span in quote.contents],
        "kind": kind_of(text, quote.contents),
        "attribution": {"cue": _mention(text, quote.cue), "source": mention, "chain": chain},
        "flags": [],
        "confidence": quote.confidence,
    }


def _narrated(text: str, span: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": "",
        "text": text[slice(*span)],
        "spans": [list(span)],
        "kind": "narrator",
        "attribution": None,
        "flags": ["unsourced"],
        "confidence": 1.0,
    }


def _source(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "name": name, "type": PERSON, "anonymous": False, "mentions": [], "link": None}


def _mention(text: str, span: tuple[int, int] | None) -> Mapping[str, Any] | None:
    return {"text": text[slice(*span)], "start": span[0], "end": span[1]} if span else None
