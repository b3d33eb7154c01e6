"""A plain baseline, so that nobody wins by default: quotation marks, and the nearest capitalised name.

It knows no language: a quote of three words or more is attributed to the capitalised words nearest to it
in its paragraph, and every sentence without such a quote is called unsourced.
"""

import re
from collections.abc import Iterator
from typing import Any

QUOTE = re.compile(r'«[^»\n]+»?|“[^”\n]+”?|"[^"\n]+"?')
NAME = re.compile(r"(?:[A-ZÀ-Þ]\. ?)*[A-ZÀ-Þ][\w’'-]+(?: (?:de |du |of |the )?(?:[A-Z]\.|[A-ZÀ-Þ][\w’'-]+))*")
SENTENCE = re.compile(r"[^\s.!?][^\n]*?(?:[.!?]+(?=\s|$)|(?=\n)|$)")
LEAST_WORDS = 3


def report(text: str, language: str) -> dict[str, Any]:
    """A report as the library would give it.

    >>> found = report('"It will rain soon", said Ann Lee. It rained.', "en")
    >>> [claim["text"] for claim in found["claims"]], found["sources"][0]["name"]
    (['"It will rain soon"', 'It rained.'], 'Ann Lee')
    """
    claims: list[dict[str, Any]] = []
    sources: dict[str, dict[str, Any]] = {}
    quotes = [quote for quote in QUOTE.finditer(text) if len(quote[0].split()) >= LEAST_WORDS]
    for quote in quotes:
        name = _nearest_name(text, quote.start(), quote.end())
        mention = {"text": name[0], "start": name.start(), "end": name.end()} if name else None
        source = name and sources.setdefault(name[0], _source(f"s{len(sources) + 1}", name[0]))
        if source:
            source["mentions"].append(mention)
        attribution = {"cue": None, "source": mention, "chain": [source["id"]] if source else []}
        claims.append(_claim(text, quote.start(), quote.end(), "direct", attribution, []))
    for sentence in SENTENCE.finditer(text):
        if not any(quote.start() < sentence.end() and sentence.start() < quote.end() for quote in quotes):
            claims.append(_claim(text, sentence.start(), sentence.end(), "narrator", None, ["unsourced"]))
    claims.sort(key=lambda claim: (claim["spans"], claim["kind"]))
    for number, claim in enumerate(claims, 1):
        claim["id"] = f"c{number}"
    return {"text": text, "language": language, "claims": claims, "sources": list(sources.values())}


def reports(texts: list[str], language: str) -> Iterator[dict[str, Any]]:
    """Reports on many texts."""
    return (report(text, language) for text in texts)


def _nearest_name(text: str, start: int, end: int) -> re.Match[str] | None:
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    after = NAME.search(text, end, high)
    before = list(NAME.finditer(text, low, start))
    found = [(start - before[-1].end(), before[-1])] if before else []
    found += [(after.start() - end, after)] if after else []
    return min(found, key=lambda candidate: candidate[0])[1] if found else None


def _source(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "name": name, "type": "person", "anonymous": False, "mentions": [], "link": None}


def _claim(
    text: str, start: int, end: int, kind: str, attribution: dict[str, Any] | None, flags: list[str]
) -> dict[str, Any]:
    return {
        "id": "",
        "text": text[start:end],
        "spans": [[start, end]],
        "kind": kind,
        "attribution": attribution,
        "flags": flags,
        "confidence": 0.5,
    }
