"""Somebody quoted as saying something: *X was quoted by Y as saying that P*, *a report quotes X as saying so*."""

from attrs import evolve

from factcheck.grammar.neighbours import following, preceding
from factcheck.grammar.quoted import quotation_before
from factcheck.grammar.subjects import is_passive
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.syntax.forms import is_participle
from factcheck.syntax.tokens import Sentence, Token

# How far the verb of quoting may stand before *as saying*.
_REACH = 14


def quoted_as(ctx: Context, a: Found) -> Found:
    """The attribution with the one who is quoted as its source, and the one who quotes as a relay."""
    if a.cue is None or a.cue.form is not CueForm.PARTICIPLE or not a.cue.first:
        return a
    sentence = ctx.document.sentences[a.cue.sentence]
    tokens = sentence.tokens
    if tokens[a.cue.first - 1].lower not in ctx.pack.small_clause_links:
        return a
    near = tokens[max(0, a.cue.first - _REACH) : a.cue.first - 1]
    quoting = next((t for t in reversed(near) if t.lower in ctx.pack.relays.citing), None)
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


def from_quoted(ctx: Context, clause: Clause) -> list[Found]:
    """*P, X was quoted as saying (by Y)*: what somebody is quoted as saying stands before."""
    tokens = clause.tokens
    said = [
        t
        for t in tokens[2:]
        if tokens[t.index - 1].lower in ctx.pack.small_clause_links
        and is_participle(t)
        and ctx.pack.lemmas(t.lemma, t.text)
        and _closes(ctx, tokens, t)
    ]
    return [found for verb in said if (found := _from_quoted(ctx, clause, verb)) is not None]


def _closes(ctx: Context, tokens: tuple[Token, ...], verb: Token) -> bool:
    """Nothing that is said follows: a mark, whoever quotes, or when."""
    behind = tokens[verb.index + 1] if verb.index + 1 < len(tokens) else None
    return behind is None or behind.upos in ("PUNCT", "ADP") or bool({behind.lower} & ctx.pack.time_words)


def _from_quoted(ctx: Context, clause: Clause, verb: Token) -> Found | None:
    sentence, tokens = clause.sentence, clause.tokens
    near = tokens[max(0, verb.index - _REACH) : verb.index - 1]
    quoting = next((t for t in reversed(near) if t.lower in ctx.pack.relays.citing), None)
    if quoting is None or not is_passive(sentence, quoting, ctx.pack):
        return None
    group = _group(sentence, quoting)
    source, first = preceding(sentence, group, clause.index, ctx.pack)
    if source is None or not first:
        return None
    left = tokens[first].start
    quotation = quotation_before(ctx, clause, left)
    plain = quotation is None and tokens[first - 1].text == "," and ctx.is_finite(sentence, sentence.start, left)
    span = ctx.tidy(ctx.after_opener(sentence, sentence.start), left) if plain else None
    span = (quotation.start, quotation.end) if quotation is not None else span
    if span is None:
        return None
    teller = _behind(ctx, sentence, verb, clause.index) if _has_agent(ctx, tokens, verb) else None
    teller = _behind(ctx, sentence, quoting, clause.index) if _has_agent(ctx, tokens, quoting) else teller
    cue = Cue(clause.index, quoting.index, group, verb.index, tokens[group].start, verb.end, CueForm.VERB)
    right = max(verb.end, teller.end if teller is not None else 0)
    relays = (teller,) if teller is not None else ()
    return Found(
        (span,), Construction.ASIDE if plain else Construction.QUOTE, cue, source, relays, frame=((left, right),)
    )


def _has_agent(ctx: Context, tokens: tuple[Token, ...], verb: Token) -> bool:
    return verb.index + 1 < len(tokens) and tokens[verb.index + 1].lower in ctx.pack.agent_marks


def _group(sentence: Sentence, verb: Token) -> int:
    """The first token of the verb's group: *was | quoted*."""
    first = verb.index
    while first and sentence.tokens[first - 1].upos in ("AUX", "ADV", "PART"):
        first -= 1
    return first


def _behind(ctx: Context, sentence: Sentence, verb: Token, index: int) -> SourceMention | None:
    """The phrase behind the verb: its object, or the agent of a passive."""
    place = verb.index + 1
    agent = place < len(sentence.tokens) and sentence.tokens[place].lower in ctx.pack.agent_marks
    return following(sentence, place + agent, index, ctx.pack)[0]
