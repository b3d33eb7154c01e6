"""From a document to its attributions: what finders propose and the network reads, chosen, chained and judged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from factcheck.attribution.candidates import touch
from factcheck.attribution.choose import Scored
from factcheck.attribution.decode import Reads
from factcheck.attribution.network import FLAGS, TYPES
from factcheck.attribution.reader import Reader, Result
from factcheck.attribution.score import letters
from factcheck.grammar.answers import from_answers
from factcheck.grammar.nesting import overlapping
from factcheck.grammar.proposals import find_attributions
from factcheck.grammar.relays import add_relays
from factcheck.grammar.values import Construction, Found, Judgement, Rival
from factcheck.mentions.context import Context
from factcheck.mentions.values import SourceMention
from factcheck.report import Flag
from factcheck.syntax.tokens import Span, merged

#: A flag or a mark is given to what is at least so probable.
LIKELY = 0.5
#: What is passed on needs a teller: one that grammar shows is believed unless the network is surer than this.
DOUBTED = 0.05
#: So many of the readings that were not chosen are kept for who asks.
RIVALS = 2
#: An outer content of which less than this share is its own only wraps an inner one.
OWN_SHARE = 0.15
#: So much likelier is one of two readings that the other one is not believed beside it.
CLEARLY = 0.1
#: How many attributions back the one may stand that a follow-up goes on with.
_BACK = 6


@frozen(eq=False)
class Attributions:
    """The attributions of a document in order, and what was read in between."""

    found: tuple[Found, ...]
    reads: Reads


def attributions_of(ctx: Context, reader: Reader) -> Attributions:
    """Who says what in a document, nobody resolved yet."""
    return completed(ctx, reader(ctx, find_attributions(ctx)))


def completed(ctx: Context, result: Result) -> Attributions:
    """What a reader has chosen, with answers, paragraphs that run on, relays, and what nests in what."""
    near = _by_sentence(ctx, result.scored)
    chosen = [_completed(one, [o for n in _sentences(ctx, one) for o in near[n]]) for one in result.chosen]
    nested = _nested(ctx.document.text, _told(ctx, _run_on(ctx, _answered(ctx, chosen))))
    found = _followed(ctx, [_relayed(a, outer) for a, outer in nested])
    return Attributions(tuple(found), result.reads)


def _sentences(ctx: Context, one: Scored) -> set[int]:
    """The numbers of the sentences that a candidate is told in."""
    found = one.candidate.found
    spans = (*found.content, found.cue.span) if found.cue is not None else found.content
    return {n for start, end in spans for n in range(ctx.sentence_at(start), ctx.sentence_at(end - 1) + 1)}


def _by_sentence(ctx: Context, scored: Sequence[Scored]) -> dict[int, list[Scored]]:
    near: dict[int, list[Scored]] = defaultdict(list)
    for one in scored:
        for number in _sentences(ctx, one):
            near[number].append(one)
    return near


def _completed(one: Scored, near: Sequence[Scored]) -> Found:
    """What was chosen with what the reader holds of it, and with what is known of its cue: the relay that the network
    reads there, and whether grammar takes it for one of denying.
    """
    found = one.candidate.found
    read = (o.candidate.found.relays for o in near if _same_read(found, o))
    relays = found.relays or _apart_from_source(found, next(read, ()))
    denied = any(o.candidate.found.denied and _same_cue(found, o.candidate.found) for o in near)
    return evolve(found, relays=relays, denied=denied, judgement=_judgement(one, near))


def _same_read(found: Found, other: Scored) -> bool:
    """The network reads the same cue, with a relay."""
    read = other.candidate.found
    return other.candidate.own and bool(read.relays) and _same_cue(found, read)


def _same_cue(one: Found, other: Found) -> bool:
    return one.cue is not None and other.cue is not None and touch(one.cue.span, other.cue.span)


def _judgement(one: Scored, near: Sequence[Scored]) -> Judgement:
    """What the network holds of an attribution, and which of the candidates ``near`` it might have been instead."""
    evidence = one.candidate.evidence
    own = one.candidate.found
    others = [o for o in dict.fromkeys(near) if o.candidate is not one.candidate and _rivals(own, o.candidate.found)]
    others.sort(key=lambda other: -other.right)
    rivals = (Rival(o.candidate.found.content, _span(o.candidate.found), round(o.right, 2)) for o in others[:RIVALS])
    return Judgement(
        one.right,
        dict(zip(FLAGS, evidence.flags, strict=True)),
        dict(zip(TYPES, evidence.types, strict=True)),
        tuple(rivals),
    )


def _rivals(one: Found, other: Found) -> bool:
    """Two readings of the same words that differ: the same cue, or contents that overlap."""
    if (one.content, _span(one)) == (other.content, _span(other)):
        return False
    return _same_cue(one, other) or any(touch(a, b) for a in one.content for b in other.content)


def _span(a: Found) -> Span | None:
    return a.source.span if a.source is not None else None


def _answered(ctx: Context, chosen: Sequence[Found]) -> list[Found]:
    """The attributions with labelled answers (*Q: … A: …*): their form says whose they are, and was hardly ever learnt.

    What was read there without a cue makes way.
    """
    answers = from_answers(ctx)
    stretches = merged(span for a in answers for span in (*a.content, *a.frame))
    kept = [a for a in chosen if a.cue is not None or not any(touch(span, s) for span in a.content for s in stretches)]
    return sorted((*kept, *answers), key=lambda a: a.content[0]) if answers else list(chosen)


def _run_on(ctx: Context, chosen: Sequence[Found]) -> list[Found]:
    """The attributions with the paragraphs that go on with their quotations, and that nobody else is said to say."""
    result = list(chosen)
    whose: dict[int, int] = {}
    for place, a in enumerate(chosen):
        spans = (*a.content, *(part.span for part in (a.cue, a.source) if part is not None))
        held = (ctx.quotation(at) for start, end in spans for at in (start, end - 1))
        whose.update((quotation.start, place) for quotation in held if quotation is not None)
    for before, quotation in pairwise(ctx.outer):
        if quotation.continues and quotation.start not in whose and before.start in whose:
            place = whose[quotation.start] = whose[before.start]
            span = quotation.start, quotation.end
            result[place] = evolve(result[place], content=(*result[place].content, span))
    return result


def _told(ctx: Context, chosen: Sequence[Found]) -> list[Found]:
    """Those that the network read with the relays that stand in their frames; its own where there are none."""
    own = iter(add_relays(ctx, [evolve(a, relays=()) for a in chosen if a.how is Construction.READ]))
    result = []
    for a in chosen:
        if a.how is Construction.READ:
            told = next(own)
            a = evolve(told, relays=told.relays or _apart_from_source(a, a.relays))
        result.append(a)
    return result


def _nested(text: str, found: Sequence[Found]) -> list[tuple[Found, tuple[SourceMention, ...]]]:
    """Each attribution with the sources of those whose contents hold its cue, the outermost first.

    Where one holds nothing but what another says, they are one claim. It is the inner one's, and the outer source
    passes it on, unless the outer one is clearly the likelier reading.
    """
    near = overlapping(list(found))
    lost: set[int] = set()
    for outer, a in enumerate(found):
        for inner in near[outer]:
            b = found[inner]
            if _holds(a, b) and _only_wraps(text, a, b):
                lost.add(outer if _right(b) + CLEARLY >= _right(a) else inner)
    around = ([b for b in (found[n] for n in near[place]) if _holds(b, a)] for place, a in enumerate(found))
    told = [(a, tuple(b.source for b in bs if b.source is not None)) for a, bs in zip(found, around, strict=True)]
    return [one for place, one in enumerate(told) if place not in lost]


def _right(a: Found) -> float:
    return a.judgement.right if a.judgement is not None else 0.0


def _holds(outer: Found, inner: Found) -> bool:
    if inner.cue is None or outer is inner or outer.source == inner.source:
        return False
    low, high = inner.cue.span
    return any(start <= low and high <= end for start, end in outer.content)


def _only_wraps(text: str, outer: Found, inner: Found) -> bool:
    """Hardly a letter of the outer content is its own."""
    parts = (part.span for part in (inner.cue, inner.source) if part is not None)
    whole = letters(text, outer.content)
    return len(whole - letters(text, (*inner.content, *parts))) < OWN_SHARE * len(whole)


def _relayed(a: Found, around: tuple[SourceMention, ...]) -> Found:
    """The attribution with whoever speaks around it as relays; with none where the network is sure that none is."""
    relays = tuple(dict.fromkeys((*_apart_from_source(a, around), *a.relays)))
    sure = a.judgement is not None and a.judgement.flags[Flag.SECOND_HAND] < DOUBTED
    return evolve(a, relays=() if sure else relays)


def _apart_from_source(a: Found, holders: Iterable[SourceMention]) -> tuple[SourceMention, ...]:
    """The mentions that are no part of the attribution's own source."""
    return tuple(h for h in holders if a.source is None or not touch(h.span, a.source.span))


def _followed(ctx: Context, found: Sequence[Found]) -> list[Found]:
    """Follow-ups that are passed on too, but do not say by whom, with the relays of what they go on with."""
    result: list[Found] = []
    for a in found:
        if not a.relays and a.judgement is not None and a.judgement.flags[Flag.SECOND_HAND] >= LIKELY:
            paragraph = ctx.paragraph(ctx.sentence_at(a.content[0][0]))
            before = next(
                (
                    b.relays
                    for b in reversed(result[-_BACK:])
                    if b.relays and ctx.paragraph(ctx.sentence_at(b.content[0][0])) == paragraph
                ),
                (),
            )
            a = evolve(a, relays=_apart_from_source(a, before))
        result.append(a)
    return result
