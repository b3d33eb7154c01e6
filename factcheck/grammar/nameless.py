"""Words that say why somebody is not named: *sous couvert d'anonymat*, *on condition of anonymity*.

They stand between a cue and its content or its speaker, or in a mention, and are part of neither.
"""

import re
from functools import cache

from attrs import evolve

from factcheck.grammar.neighbours import preceding
from factcheck.grammar.values import Found
from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention

# How many words may lead up to the phrase that tells: *sous (le) couvert …*, *on (strict) condition …*.
_LEAD = 3


@cache
def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in longest), re.IGNORECASE)


def reasons(pack: Pack) -> re.Pattern[str]:
    """What tells that somebody is not named, in capitals or not: in lower case a text may be longer (*İ*)."""
    return _pattern(pack.anonymity.reasons)


def past_reason(ctx: Context, clause: Clause, place: int) -> int:
    """The token after a phrase that begins at token ``place``: *said | on condition of anonymity | that P*."""
    tokens = clause.tokens
    if place >= len(tokens) or tokens[place].upos != "ADP":
        return place
    start = tokens[place].start
    text = ctx.document.folded[start : clause.sentence.end]
    found = reasons(ctx.pack).search(text)
    if found is None or len(text[: found.start()].split()) > _LEAD:
        return place
    return next((t.index for t in tokens if t.start >= start + found.end()), len(tokens))


def asks_for_no_name(ctx: Context, a: Found) -> bool:
    """*qui a requis l'anonymat*, *who asked not to be named*: no claim about anything."""
    if a.cue is None or len(a.content) > 1:
        return False
    begin, end = a.content[0]
    start = min(a.cue.start, begin)
    text = ctx.document.folded[start:end]
    found = reasons(ctx.pack).search(text)
    # What stands between the cue and its content asks, the content does not.
    return found is not None and found.end() > begin - start and len(text[: found.start()].split()) <= _LEAD


def before_reason(ctx: Context, holder: SourceMention) -> SourceMention:
    """Who stands before a clause that was taken for the speaker: *Un cadre, [préférant rester anonyme], dit*."""
    sentence = ctx.document.sentences[holder.sentence]
    comma = next((t for t in reversed(sentence.tokens) if t.text == "," and t.end <= holder.start), None)
    if comma is None or not reasons(ctx.pack).search(ctx.document.folded, comma.end, holder.end):
        return holder
    closed = next((t for t in sentence.tokens if t.start >= holder.end), None)
    before, _ = preceding(sentence, comma.index, holder.sentence, ctx.pack)
    return before if before is not None and closed is not None and closed.text == "," else holder


def without_reason(ctx: Context, holder: SourceMention) -> SourceMention:
    """A mention without the phrase at its end: *deux cadres [sous couvert d'anonymat]*."""
    tokens = ctx.document.sentences[holder.sentence].tokens
    found = reasons(ctx.pack).search(ctx.document.folded[holder.start : holder.end])
    if found is None:
        return holder
    start = holder.start + found.start()
    before = [t for t in tokens if holder.start <= t.start < start]
    while before and before[-1].upos in ("ADP", "DET", "PUNCT", "VERB", "PRON", "SCONJ"):
        before.pop()
    kept = bool(before) and before[-1].index >= holder.token
    return evolve(holder, end=before[-1].end) if kept else holder
