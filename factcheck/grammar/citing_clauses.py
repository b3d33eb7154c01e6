"""Somebody cited in the clause around what they say: *The Courier quotes Ann Pryce, who says that P*.

And whom somebody has learned it from.
"""

from attrs import evolve

from factcheck.grammar.frames import meets
from factcheck.grammar.neighbours import following
from factcheck.grammar.subjects import subject
from factcheck.grammar.values import Found
from factcheck.mentions.context import Context
from factcheck.mentions.outlets import is_outlet
from factcheck.mentions.values import SourceMention
from factcheck.syntax.forms import is_participle
from factcheck.syntax.tokens import Sentence, Token


def told_around(ctx: Context, a: Found) -> Found:
    """The attribution with the one who cites, or has spoken to, its source in the clause around as a relay.

    *The Courier spoke to two guards, one of whom said that P*, *It quoted two critics, with one saying that P*.
    """
    if a.source is None or a.cue is None or a.source.sentence != a.cue.sentence or a.relays:
        return a
    sentence = ctx.document.sentences[a.cue.sentence]
    verb = _citing_above(ctx, sentence, sentence.tokens[a.cue.head], a.source)
    if verb is None or verb.end > a.source.start:
        return a
    teller, _ = subject(sentence, verb, a.cue.sentence, ctx.pack)
    if teller is None or teller.end > verb.start or not _passes_on(ctx, verb, teller):
        return a
    return evolve(a, relays=(teller,), frame=(*a.frame, (teller.start, a.cue.end)))


def learned_from(ctx: Context, a: Found) -> Found:
    """*L'AFP a appris auprès du ministère que P*: the ministry says so, and whoever has learned it passes it on."""
    if a.cue is None or a.relays or (a.source is None and not a.impersonal):
        return a
    sentence = ctx.document.sentences[a.cue.sentence]
    tokens = sentence.tokens
    if tokens[a.cue.head].lemma.lower() not in ctx.pack.relays.learning:
        return a
    # Behind the cue, and behind whoever it is that has learned it.
    after = max(a.cue.end, a.source.end if a.source is not None and a.source.sentence == a.cue.sentence else 0)
    mark = next((t for t in tokens if t.start >= after and t.upos != "ADV"), None)
    if mark is None or mark.lower not in ctx.pack.relays.held_from or mark.index + 1 >= len(tokens):
        return a
    teller, _ = following(sentence, mark.index + 1, a.cue.sentence, ctx.pack)
    if teller is None or not ctx.may_speak(tokens[teller.token]) or meets(tokens[teller.token], a.content):
        return a
    # What a court hears is no report of the court's.
    relays = (a.source,) if a.source is not None else ()
    return evolve(a, source=teller, relays=relays, frame=(*a.frame, (mark.start, teller.end)), impersonal=False)


def _passes_on(ctx: Context, verb: Token, teller: SourceMention) -> bool:
    """Whoever cites passes on; that somebody was met is told of anybody, and is a relay only with an outlet."""
    return verb.lower in ctx.pack.relays.citing or is_outlet(ctx, teller)


def _citing_above(ctx: Context, sentence: Sentence, cue: Token, source: SourceMention) -> Token | None:
    """The verb of citing, or of meeting, whose object a relative clause or a participle goes on with."""
    relative = cue.dep == "acl" or (cue.dep == "conj" and _holds_relative(sentence, source))
    participle = cue.dep == "advcl" and is_participle(cue)
    above = sentence.head(cue)
    if above is None or not (relative or participle):
        return None
    while above is not None and above.upos not in ("VERB", "AUX") and above.dep in _NOMINAL:
        above = sentence.head(above)
    return above if above is not None and _brings_in(ctx, above) else None


# How a noun hangs from the verb that cites it.
_NOMINAL = frozenset(("obj", "iobj", "obl", "nmod", "conj", "appos"))


def _holds_relative(sentence: Sentence, source: SourceMention) -> bool:
    """*one of whom*, *dont l'un*: a part of those who stand before."""
    inside = (t for t in sentence.tokens if source.start <= t.start < source.end)
    return any(t.features.get("PronType") in ("Rel", "Int") for t in inside)


def _brings_in(ctx: Context, verb: Token) -> bool:
    return verb.lower in ctx.pack.relays.citing or verb.lemma.lower() in ctx.pack.relays.meeting
