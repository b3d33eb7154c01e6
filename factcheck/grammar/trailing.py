"""Who stands behind speech in speech, and has all of it: *X a dit que P, selon Y*, *X said that P, according to Y*."""

from collections import defaultdict

from attrs import evolve

from factcheck.grammar.values import Construction, Found
from factcheck.mentions.context import Context
from factcheck.mentions.outlets import is_outlet
from factcheck.syntax.tokens import Span

# Contents that a clause or a phrase behind its cue makes.
_BEHIND = frozenset((Construction.CLAUSE, Construction.INFINITIVE, Construction.NOUN))
# Frames that may close a sentence.
_CLOSING = frozenset((Construction.PREPOSITION, Construction.ASIDE))


def without_trailing(ctx: Context, found: list[Found]) -> list[Found]:
    """The attributions, with who is named at the very end of a sentence around all of it.

    An outlet that reveals P, according to Y, has P from Y: then what stands there is the source of P alone.
    """
    result = list(found)
    behind: dict[int, list[int]] = defaultdict(list)
    for place, inner in enumerate(found):
        if inner.how in _BEHIND and inner.cue is not None:
            behind[inner.cue.sentence].append(place)
    for place, outer in enumerate(found):
        if outer.how not in _CLOSING or outer.cue is None or outer.source is None:
            continue
        for other in behind[outer.cue.sentence]:
            inner = found[other]
            if (cut := _cut(ctx, outer, inner)) is None:
                continue
            if (
                outer.how is Construction.PREPOSITION
                and inner.source is not None
                and is_outlet(ctx, inner.source, addressed=True)
            ):
                parts = (part.span for part in (inner.cue, inner.source) if part is not None)
                frame = (*outer.frame, *inner.frame, *parts)
                result[place] = evolve(outer, content=cut, relays=(inner.source, *outer.relays), frame=frame)
                result[other] = evolve(inner, content=())
            else:
                result[other] = evolve(inner, content=cut)
    return [a for a in result if a.content]


def _cut(ctx: Context, outer: Found, inner: Found) -> tuple[Span, ...] | None:
    """The content of the inner one without the frame of the outer that ends it, None where it does not."""
    assert outer.cue is not None
    assert inner.cue is not None
    left = min(start for start, _ in outer.frame) if outer.frame else outer.cue.start
    start, end = inner.content[-1]
    around = any(s <= inner.cue.start and inner.cue.end <= e for s, e in outer.content)
    if not (around and start < left < end and outer.cue.start >= left):
        return None
    right = max(e for _, e in (*outer.frame, outer.cue.span))
    text = ctx.document.folded
    if text[:left].rstrip()[-1:] != "," or any(c.isalnum() for c in text[right:end]):
        return None
    span = ctx.tidy(start, left)
    return (*inner.content[:-1], span) if span is not None else None
