"""What textacy and sayswho have in common: triples of speaker, cue and content over a spaCy document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from benchmarks.peers import quotes
from benchmarks.peers.spacy_doc import offsets, spacy_doc

Triples = Callable[[Any], Iterable[Any]]
Runner = Callable[[list[str], str], Iterator[dict[str, Any]]]
# What these systems raise on texts that they do not handle; such a text counts as one without quotes.
REFUSALS = (ValueError, TypeError, IndexError)


def reports_from(module: str, function: str) -> Runner:
    """A runner for a function that is looked up (and may turn out to be missing) only when it is run."""

    def run(texts: list[str], language: str) -> Iterator[dict[str, Any]]:
        find: Triples = getattr(import_module(module), function)
        vocabulary = import_module("spacy").blank(language).vocab
        for document in _parsed(tuple(texts), language):
            doc = spacy_doc(document, vocabulary)
            places = offsets(document, doc)
            try:
                found = list(find(doc))
            except REFUSALS:
                found = []
            yield quotes.report(document.text, language, (_quote(triple, places) for triple in found))

    return run


# One parse serves the peers that run one after the other over the same set.
@lru_cache(maxsize=1)
def _parsed(texts: tuple[str, ...], language: str) -> list[Any]:
    from factcheck.syntax import load_parser

    return load_parser(language)(texts)


def _quote(triple: Any, places: Sequence[tuple[int, int]]) -> quotes.Quote:
    return quotes.Quote(
        (_extent(triple.content, places),), _extent(triple.cue, places), _extent(triple.speaker, places)
    )


def _extent(tokens: Iterable[Any], places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    spans = [places[token.i] for token in tokens]
    return min(start for start, _ in spans), max(end for _, end in spans)
