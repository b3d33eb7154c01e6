"""What stands inside what: speech in speech becomes one claim with a chain, and doubles fall away."""

from array import array
from itertools import accumulate

from attrs import evolve, frozen

from factcheck.grammar.subjects import without_hyphen
from factcheck.grammar.values import Construction, CueForm, Found
from factcheck.mentions.context import Context
from factcheck.syntax.tokens import Span, merged

# An outer content of which less than this share is its own only wraps the inner one.
_OWN_SHARE = 0.12


def nest(ctx: Context, found: list[Found]) -> list[Found]:
    """Give inner attributions the speakers around them as relays, and drop outer ones that hold nothing else."""
    letters = _Letters.of(ctx.document.text)
    kept = _without_asides(_without_doubles(letters, found))
    near = overlapping(kept)
    result = []
    dropped: set[int] = set()
    for place, inner in enumerate(kept):
        places = [
            n
            for n in near[place]
            if kept[n].how not in _WEAK and not _answers(kept[n], inner) and _holds(kept[n], inner)
        ]
        dropped.update(n for n in places if _means_the_inner(ctx, kept[n], inner))
        places = [n for n in places if n not in dropped]
        places.sort(key=lambda n: -_size(kept[n].content))
        speakers = (speaker for n in places for speaker in (*kept[n].relays, kept[n].source))
        relays = tuple(dict.fromkeys(s for s in speakers if s is not None and s != inner.source))
        result.append(evolve(inner, relays=(*relays, *inner.relays)) if relays else inner)
        for n in places:
            outer = kept[n]
            if _same_person(ctx, outer, inner):
                dropped.add(place)
                continue
            if inner.how in _WEAK and not _is_told(ctx, outer, inner):
                continue
            whole = letters.count(outer.content)
            if whole - letters.common(outer.content, (*inner.content, *inner.frame, *_cue(inner))) < _OWN_SHARE * whole:
                dropped.add(n)
                # What framed the outer one is no claim of the article's own.
                result[-1] = evolve(result[-1], frame=(*result[-1].frame, *outer.frame, *_cue(outer)))
    return [a for n, a in enumerate(result) if n not in dropped]


def _answers(one: Found, other: Found) -> bool:
    """*X says P, which Y denies*: both have the same content, and neither passes on what the other says."""
    return (one.how is Construction.DENIAL) != (other.how is Construction.DENIAL)


# Contents that hold no clause: they never stand for the whole of what is around them.
_WEAK = frozenset((Construction.NOUN, Construction.INFINITIVE, Construction.SMALL_CLAUSE))


def _is_told(ctx: Context, outer: Found, inner: Found) -> bool:
    """*X a rapporté que Y redoutait P*: the clause only says that somebody else says a noun phrase.

    Or that somebody says to have done something (*avoir P*); what somebody promised to do is told by the outer one.
    """
    if inner.cue is None or inner.source is None or outer.how is not Construction.CLAUSE:
        return False
    if inner.how is not Construction.NOUN and not (inner.how is Construction.INFINITIVE and _is_past(ctx, inner)):
        return False
    head = ctx.document.sentences[inner.source.sentence].tokens[inner.source.token]
    return inner.cue.form is CueForm.VERB and head.upos != "PRON" and ctx.may_speak(head)


def _is_past(ctx: Context, a: Found) -> bool:
    """The content is an infinitive with an auxiliary: *s'être trompé*, *to have seen*."""
    sentence = ctx.document.sentences[ctx.sentence_at(a.content[0][0])]
    inside = (t for t in sentence.tokens if t.start >= a.content[0][0])
    infinitive = next((t for t in inside if t.verb_form == "Inf"), None)
    return infinitive is not None and infinitive.upos == "AUX" and infinitive.dep == "aux"


def _without_asides(found: list[Found]) -> list[Found]:
    """Drop weak contents of infinitives and participles inside another content: *accuse Y de nier P* says no P."""
    near = overlapping(found)
    return [
        a
        for place, a in enumerate(found)
        if not (
            a.cue is not None
            and a.cue.form in (CueForm.INFINITIVE, CueForm.PARTICIPLE)
            and any(_holds(found[n], a) and (a.how in _WEAK or _opens(found[n], a)) for n in near[place])
        )
    ]


def _opens(outer: Found, inner: Found) -> bool:
    """*X dit ignorer P*: an infinitive as content that is a cue itself, of the same speaker."""
    return inner.cue is not None and outer.how is Construction.INFINITIVE and outer.content[0][0] == inner.cue.start


def overlapping(found: list[Found]) -> list[list[int]]:
    """For each attribution, the places of the others whose contents reach into the stretch of its own, in order.

    Only these can hold it or double it: no need to try every pair of a long document.
    """
    extents = [(min(s for s, _ in a.content), max(e for _, e in a.content)) for a in found]
    near: list[list[int]] = [[] for _ in found]
    open_: list[int] = []
    for place in sorted(range(len(found)), key=lambda n: extents[n]):
        open_ = [n for n in open_ if extents[n][1] > extents[place][0]]
        for n in open_:
            near[n].append(place)
            near[place].append(n)
        open_.append(place)
    return [sorted(places) for places in near]


def _same_person(ctx: Context, outer: Found, inner: Found) -> bool:
    """*X a dit qu'il craint que P*: the pronoun is X again, so X says all of it."""
    if inner.source is None or outer.how not in (Construction.CLAUSE, Construction.NOUN, Construction.QUOTE):
        return False
    token = ctx.document.sentences[inner.source.sentence].tokens[inner.source.token]
    if without_hyphen(token) not in ctx.pack.pronouns.third or token.upos != "PRON":
        return False
    if inner.cue is not None and inner.cue.form is CueForm.PREPOSITION:
        # "X précise que P est, selon lui, Q".
        return True
    text = ctx.document.text[outer.content[0][0] : inner.source.start]
    first = ctx.document.sentences[inner.source.sentence].tokens[max(0, token.index - 1)]
    if inner.how is Construction.SMALL_CLAUSE and first.start == outer.content[0][0] and first.upos == "PRON":
        # *deplored what they called “P”*
        return True
    same = outer.how is Construction.CLAUSE and inner.content[-1][1] == outer.content[-1][1]
    return same and not any(c.isalnum() for c in text)


def _means_the_inner(ctx: Context, outer: Found, inner: Found) -> bool:
    """*P, précise le rapport, selon lui, Q*: the pronoun behind the speaker is that speaker."""
    if outer.cue is None or outer.cue.form is not CueForm.PREPOSITION or outer.source is None or inner.source is None:
        return False
    token = ctx.document.sentences[outer.source.sentence].tokens[outer.source.token]
    behind = outer.source.sentence == inner.source.sentence and outer.source.start > inner.source.end
    return behind and token.upos == "PRON" and token.lower in ctx.pack.pronouns.third


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


@frozen(eq=False)
class _Letters:
    """How many letters and digits stretches of a text hold, by their running number up to each offset."""

    upto: "array[int]"

    @classmethod
    def of(cls, text: str) -> "_Letters":
        return cls(array("I", accumulate(map(str.isalnum, text), initial=0)))

    def count(self, spans: tuple[Span, ...]) -> int:
        return sum(self.upto[end] - self.upto[start] for start, end in merged(spans))

    def common(self, some: tuple[Span, ...], others: tuple[Span, ...]) -> int:
        theirs = merged(others)
        shared = ((max(s, x), min(e, y)) for s, e in merged(some) for x, y in theirs)
        return sum(self.upto[end] - self.upto[start] for start, end in shared if start < end)


def _without_doubles(letters: _Letters, found: list[Found]) -> list[Found]:
    """Two attributions of the same content: the one with the better cue stays."""
    rank = {
        Construction.CLAUSE: 0,
        Construction.QUOTE: 1,
        Construction.PREPOSITION: 1,
        Construction.COLON: 2,
        Construction.ASIDE: 2,
        Construction.INFINITIVE: 3,
        Construction.SMALL_CLAUSE: 4,
        Construction.NOUN: 5,
        Construction.LABEL: 1,
        Construction.NOMINAL: 3,
    }
    near = overlapping(found)
    kept: set[int] = set()
    for place in sorted(range(len(found)), key=lambda n: (rank.get(found[n].how, 9), found[n].content[0][0])):
        attribution = found[place]
        own = letters.count(attribution.content)
        double = False
        for other in (found[n] for n in near[place] if n in kept and not _answers(attribution, found[n])):
            common = letters.common(attribution.content, other.content)
            same_cue = (
                attribution.cue is not None
                and other.cue is not None
                and attribution.cue.head == other.cue.head
                and attribution.cue.sentence == other.cue.sentence
            )
            if same_cue or (common and common >= 0.9 * (own + letters.count(other.content) - common)):
                double = True
                break
        if not double:
            kept.add(place)
    order = sorted(kept, key=lambda n: (rank.get(found[n].how, 9), found[n].content[0][0], n))
    return sorted((found[n] for n in order), key=lambda a: (a.content[0][0], -a.content[-1][1]))
