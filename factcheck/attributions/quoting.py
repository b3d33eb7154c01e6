"""Somebody quoted as saying something: *X was quoted by Y as saying that P*, *a report quotes X as saying so*."""

from attrs import evolve

from factcheck.attributions.context import Context
from factcheck.attributions.neighbours import following, preceding
from factcheck.attributions.subjects import is_passive
from factcheck.attributions.values import Found, Holder
from factcheck.tokens import Sentence, Token

# How far the verb of quoting may stand before *as saying*.
_REACH = 14


def quoted_as(ctx: Context, a: Found) -> Found:
    """The attribution with the one who is quoted as its source, and the one who quotes as a relay."""
    if a.cue is None or a.cue.form != "participle" or not a.cue.first:
        return a
    sentence = ctx.document.sentences[a.cue.sentence]
    tokens = sentence.tokens
    if tokens[a.cue.first - 1].lower not in ctx.pack.small_clause_links:
        return a
    near = tokens[max(0, a.cue.first - _REACH) : a.cue.first - 1]
    quoting = next((t for t in reversed(near) if t.lower in ctx.pack.relays["citing"]), None)
    if quoting is None:
        return a
    before, first = preceding(sentence, _group(sentence, quoting), a.cue.sentence, ctx.pack)
    behind = _behind(ctx, sentence, quoting, a.cue.sentence)
    speaker, teller = (before, behind) if is_passive(sentence, quoting, ctx.pack) else (behind, before)
    if speaker is None:
        return a
    relays = (teller,) if teller is not None else ()
    start = tokens[min(first, quoting.index)].start
    return evolve(a, source=speaker, relays=(*relays, *a.relays), frame=(*a.frame, (start, a.cue.end)))


def _group(sentence: Sentence, verb: Token) -> int:
    """The first token of the verb's group: *was | quoted*."""
    first = verb.index
    while first and sentence.tokens[first - 1].upos in ("AUX", "ADV", "PART"):
        first -= 1
    return first


def _behind(ctx: Context, sentence: Sentence, verb: Token, index: int) -> Holder | None:
    """The phrase behind the verb: its object, or the agent of a passive."""
    place = verb.index + 1
    agent = place < len(sentence.tokens) and sentence.tokens[place].lower in ctx.pack.agent_marks
    return following(sentence, place + agent, index, ctx.pack)[0]
