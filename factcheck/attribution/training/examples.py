"""Marked texts as what the network learns from: documents in pieces, with the places of every attribution."""

from collections.abc import Iterable, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer

from factcheck.attribution.network import FLAGS, TYPES, Role
from factcheck.encoder.pieces import Pieces, Window, cut
from factcheck.languages import Pack
from factcheck.marked import MarkedAttribution, MarkedText
from factcheck.mentions.context import Context
from factcheck.report import SourceType
from factcheck.syntax.tokens import Document, Span
from factcheck.text.blocks import body
from factcheck.text.quotations import find_quotations


@frozen(eq=False)
class Mark:
    """A marked attribution: its anchor, the pieces of each role, and what is known of its flags (0 or 1) and type (-1:
    unknown). ``known`` says which roles are marked at all: not every text says where a relay is mentioned.
    """

    anchor: int
    pieces: tuple[tuple[int, ...], ...]
    known: tuple[bool, ...]
    flags: tuple[float, ...]
    type: int


@frozen(eq=False)
class Example:
    """A text to learn from. ``tokens`` says of each piece whether it asserts nothing and whether it is hearsay."""

    text: MarkedText
    context: Context
    pieces: Pieces
    marks: tuple[Mark, ...]
    tokens: NDArray[np.float32]


Part = tuple[Example, Window]


def example(text: MarkedText, document: Document, pack: Pack, tokenizer: Tokenizer) -> Example | None:
    """A marked text as an example; None where its words had to be mended, so that its marks have other places."""
    if document.text != text.text or not document.sentences:
        return None
    ctx = Context(document, find_quotations(document.text, body(document.text), pack.quoting), pack)
    pieces = cut(document, ctx.quotations, tokenizer)
    marks = tuple(mark for a in text.attributions if (mark := _mark(pieces, a)) is not None)
    tokens = np.zeros((len(pieces), 2), np.float32)
    tokens[pieces.on(text.nothing), 0] = 1
    tokens[pieces.on(text.hearsay), 1] = 1
    return Example(text, ctx, pieces, marks, tokens)


def _mark(pieces: Pieces, a: MarkedAttribution) -> Mark | None:
    spans: dict[Role, Sequence[Span]] = {
        Role.CONTENT: a.content,
        Role.SOURCE: (a.source,) if a.source else (),
        Role.CUE: a.cue,
        Role.RELAY: (a.relay,) if a.relay else (),
    }
    found = tuple(tuple(pieces.on(spans[role])) for role in Role)
    if not found[Role.CONTENT]:
        return None
    return Mark(
        anchor=min(found[Role.CUE] or found[Role.CONTENT]),
        pieces=found,
        known=(True, True, True, bool(found[Role.RELAY]) or not a.relay_name),
        flags=tuple(float(flag in a.flags) for flag in FLAGS),
        type=-1 if a.type is SourceType.UNKNOWN else TYPES.index(a.type),
    )


def parts(examples: Iterable[Example]) -> list[Part]:
    """Every window of the examples."""
    return [(one, window) for one in examples for window in one.pieces.windows()]
