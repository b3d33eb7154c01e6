"""Candidates: the attributions that the network reads and those that finders propose, on one footing."""

from collections.abc import Sequence

from attrs import frozen

from factcheck.attribution.decode import Evidence, Reading, Spans
from factcheck.attribution.network import Role
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.mentions.context import Context
from factcheck.mentions.values import SourceMention
from factcheck.syntax.tokens import Span


@frozen(eq=False)
class Candidate:
    """An attribution that may be right, with what the network holds of it. ``own`` says that the network read it."""

    found: Found
    evidence: Evidence
    own: bool


def spans_of(found: Found) -> tuple[Spans, ...]:
    """The spans of an attribution by role, as the network judges them."""
    parts: dict[Role, Spans] = {
        Role.CONTENT: found.content,
        Role.SOURCE: (found.source.span,) if found.source else (),
        Role.CUE: (found.cue.span,) if found.cue else (),
        Role.RELAY: (found.relays[0].span,) if found.relays else (),
    }
    return tuple(parts[role] for role in Role)


def found_of(ctx: Context, reading: Reading) -> Found | None:
    """What the network has read as an attribution.

    None when nothing of it is left without its punctuation, or when its source stands where nobody is introduced, as in
    a byline.
    """
    content = tuple(span for part in reading.content if (span := ctx.tidy(*part)))
    if not content:
        return None
    cue = reading.cue
    relay = _holder(ctx, reading.relay) if reading.relay else None
    source = _holder(ctx, reading.source) if reading.source else None
    if reading.source and source is None:
        return None
    relays = (relay,) if relay and (source is None or not touch(relay.span, source.span)) else ()
    return Found(content, Construction.READ, _cue(ctx, (cue[0][0], cue[-1][1])) if cue else None, source, relays)


def touch(one: Span, other: Span) -> bool:
    """Two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def _tokens(ctx: Context, span: Span) -> tuple[int, Sequence[int]]:
    """The sentence in which a span begins, and the indices of its tokens there."""
    number = ctx.sentence_at(span[0])
    tokens = ctx.document.sentences[number].tokens
    return number, [t.index for t in tokens if t.start < span[1] and t.end > span[0]] or [0]


def _cue(ctx: Context, span: Span) -> Cue:
    number, inside = _tokens(ctx, span)
    return Cue(number, _head(ctx, number, inside), inside[0], inside[-1], *span, CueForm.READ)


def _holder(ctx: Context, span: Span) -> SourceMention | None:
    """The mention in a span; None where no sentence is."""
    number, inside = _tokens(ctx, span)
    first = ctx.document.sentences[number].tokens[inside[0]]
    if not touch((first.start, first.end), span):
        return None
    return SourceMention(number, _head(ctx, number, inside), *span)


def _head(ctx: Context, number: int, inside: Sequence[int]) -> int:
    """The token that heads a stretch: the first whose own head lies outside."""
    tokens = ctx.document.sentences[number].tokens
    within = set(inside)
    words = [n for n in inside if tokens[n].upos not in ("PUNCT", "DET", "ADP")] or list(inside)
    return next((n for n in words if tokens[n].head not in within), words[0])
