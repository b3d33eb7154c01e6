"""What stands inside what: speech in speech becomes one claim with a chain, and doubles fall away."""

from attrs import evolve

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found
from factcheck.tokens import Span

# An outer content of which less than this share is its own only wraps the inner one.
_OWN_SHARE = 0.12


def nest(ctx: Context, found: list[Found]) -> list[Found]:
    """Give inner attributions the speakers around them as relays, and drop outer ones that hold nothing else."""
    text = ctx.document.text
    kept = _without_asides(_without_doubles(text, found))
    result = []
    dropped: set[int] = set()
    for place, inner in enumerate(kept):
        around = [other for n, other in enumerate(kept) if n != place and _holds(other, inner)]
        around.sort(key=lambda a: -_size(a.content))
        relays = tuple(dict.fromkeys(a.source for a in around if a.source is not None and a.source != inner.source))
        result.append(evolve(inner, relays=(*relays, *inner.relays)) if relays else inner)
        for outer in around:
            if _same_person(ctx, outer, inner):
                dropped.add(place)
                continue
            if inner.how in _WEAK:
                continue
            own = _letters(text, outer.content) - _letters(text, (*inner.content, *inner.frame, *_cue(inner)))
            if len(own) < _OWN_SHARE * len(_letters(text, outer.content)):
                dropped.add(kept.index(outer))
                # What framed the outer one is no claim of the article's own.
                result[-1] = evolve(result[-1], frame=(*result[-1].frame, *outer.frame, *_cue(outer)))
    return [a for n, a in enumerate(result) if n not in dropped]


# Contents that hold no clause: they never stand for the whole of what is around them.
_WEAK = frozenset(("noun", "infinitive", "small_clause"))


def _without_asides(found: list[Found]) -> list[Found]:
    """Drop weak contents of infinitives and participles inside another content: *accuse Y de nier P* says no P."""
    return [
        a
        for a in found
        if not (
            a.how in _WEAK
            and a.cue is not None
            and a.cue.form in ("infinitive", "participle")
            and any(_holds(other, a) for other in found)
        )
    ]


def _same_person(ctx: Context, outer: Found, inner: Found) -> bool:
    """*X a dit qu'il craint que P*: the pronoun is X again, so X says all of it."""
    if inner.source is None or outer.how != "clause" or inner.content[-1][1] != outer.content[-1][1]:
        return False
    token = ctx.document.sentences[inner.source.sentence].tokens[inner.source.token]
    text = ctx.document.text[outer.content[0][0] : inner.source.start]
    pronoun = token.lower.lstrip("-").removeprefix("t-") in ctx.pack.pronouns["third"] and token.upos == "PRON"
    return pronoun and not any(c.isalnum() for c in text)


def _cue(a: Found) -> tuple[Span, ...]:
    return tuple(part.span for part in (a.cue, a.source) if part is not None)


def _holds(outer: Found, inner: Found) -> bool:
    """The cue (and so the frame) of the inner one stands inside the content of the outer."""
    if inner.cue is None or outer is inner:
        return False
    start, end = inner.cue.span
    inside = any(s <= start and end <= e for s, e in outer.content)
    return (
        inside
        and _size(outer.content) > _size(inner.content)
        and any(s <= x and y <= e for s, e in outer.content for x, y in inner.content[:1])
    )


def _size(spans: tuple[Span, ...]) -> int:
    return sum(end - start for start, end in spans)


def _letters(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def _without_doubles(text: str, found: list[Found]) -> list[Found]:
    """Two attributions of the same content: the one with the better cue stays."""
    rank = {
        "clause": 0,
        "quote": 1,
        "preposition": 1,
        "colon": 2,
        "aside": 2,
        "opinion": 3,
        "infinitive": 3,
        "small_clause": 4,
        "noun": 5,
        "running": 6,
        "label": 1,
        "nominal": 3,
    }
    kept: list[Found] = []
    for attribution in sorted(found, key=lambda a: (rank.get(a.how, 9), a.content[0][0])):
        own = _letters(text, attribution.content)
        double = False
        for other in kept:
            theirs = _letters(text, other.content)
            common = len(own & theirs)
            same_cue = (
                attribution.cue is not None
                and other.cue is not None
                and attribution.cue.head == other.cue.head
                and attribution.cue.sentence == other.cue.sentence
            )
            if common and (same_cue or common >= 0.9 * len(own | theirs)):
                double = True
                break
        if not double:
            kept.append(attribution)
    return sorted(kept, key=lambda a: (a.content[0][0], -a.content[-1][1]))
