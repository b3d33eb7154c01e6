"""*Comme l'a dit X, P*; *P, as X reported*: a comparison brings in the speaker of the rest of its sentence."""

from collections.abc import Sequence

from factcheck.grammar.inserted import inserted_speaker
from factcheck.grammar.neighbours import following
from factcheck.grammar.phrases import phrase
from factcheck.grammar.subjects import own_subject
from factcheck.grammar.values import Construction, Cue, CueForm, Found
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType

# How far after *comme* the cue may stand, in tokens.
_REACH = 12


def from_comparisons(ctx: Context, clause: Clause, cues: Sequence[Cue]) -> list[Found]:
    """The attributions that *comme* and *as* make in a sentence with these verbs."""
    places = [t.index for t in clause.tokens if t.lower in ctx.pack.comparisons]
    return [found for place in places if (found := _from_comparison(ctx, clause, place, cues)) is not None]


def _from_comparison(ctx: Context, clause: Clause, place: int, cues: Sequence[Cue]) -> Found | None:
    tokens = clause.tokens
    cue = next((c for c in cues if place < c.first <= place + _REACH and c.form in (CueForm.VERB, CueForm.PAST)), None)
    quoted = tokens[place - 1].text == '"' and ctx.quotation(tokens[place].start) is None
    opens = place == 0 or quoted or tokens[place - 1].text == "," or tokens[place - 1].upos == "CCONJ"
    if cue is None or not opens or Takes.CLAUSE not in cue.takes:
        return None
    inserted = inserted_speaker(ctx, clause, cue.first, place + 1)
    source, stop = (inserted, cue.last + 1) if inserted is not None else speaker_of(ctx, clause, place, cue)
    parted = any(t.text in (",", ";") for t in tokens[place : cue.first])
    if source is None or (parted and inserted is None):
        return None
    if stop < len(tokens) and tokens[stop].verb_form == "Part":
        # *Ainsi que l'a révélé Le Canard enchaîné*: a participle closes the name.
        stop += 1
    if stop < len(tokens) and tokens[stop].text not in (",", ".", ";", "!", ")") and tokens[stop].upos != "ADP":
        return None
    if ctx.quotation_from(ctx.skip(max(source.end, cue.end), ",:")) is not None:
        # *comme le rappelle X, « P »*: the quotation is what X says.
        return None
    left = tokens[place].start
    right = max(source.end, cue.end)
    comma = next((t for t in tokens[stop:] if t.text == ","), None)
    if place == 0 and comma is not None:
        right = max(right, comma.start)
    spans = [
        s
        for s in (ctx.tidy(ctx.after_opener(clause.sentence, tokens[0].start), left), ctx.tidy(right, tokens[-1].end))
        if s is not None
    ]
    if place != 0 and spans and spans[0][1] <= left:
        # Said already before the comparison: what follows only places it (*as X said on Monday*).
        goes_on = comma is not None and not ctx.is_finite(clause.sentence, tokens[0].start, left)
        spans = spans if goes_on else spans[:1]
    if not spans or not any(ctx.is_finite(clause.sentence, start, end) for start, end in spans):
        return None
    return Found(tuple(spans), Construction.ASIDE, cue, source, frame=((left, right),))


def _is_readable(ctx: Context, clause: Clause, holder: SourceMention) -> bool:
    """A document, an outlet or a name: no date, no place in time."""
    words = [t for t in clause.tokens if holder.start <= t.start < holder.end]
    if any({t.lemma.lower(), t.lower} & (ctx.pack.time_words | ctx.pack.places.calendar) for t in words):
        return False
    return (
        any(ctx.names(t, SourceType.DOCUMENT, SourceType.OUTLET) for t in words)
        or clause.tokens[holder.token].upos == "PROPN"
    )


def speaker_of(ctx: Context, clause: Clause, place: int, cue: Cue) -> tuple[SourceMention | None, int]:
    """The subject before the cue (*as X reported*) or after it (*comme l'a dit X*), and the token after both."""
    tokens = clause.tokens
    before = [
        t
        for t in tokens[place + 1 : cue.first]
        if t.upos in ("PROPN", "NOUN", "PRON") and t.lower not in ("l'", "le", "la")
    ]
    if before:
        head = own_subject(clause.sentence, tokens[cue.head], ctx.pack, cue.first)
        head = head if head is not None and place < head.index < cue.first else before[-1]
        return phrase(clause.sentence, head, clause.index, place + 1, cue.first - 1, ctx.pack), cue.last + 1
    agent = cue.last + 1
    if agent < len(tokens) and tokens[agent].lower in ctx.pack.agent_marks:
        agent += 1
    elif agent < len(tokens) and tokens[agent].lower in ctx.pack.relays.marks:
        # *as reported in P*: where it can be read says it.
        holder, stop = following(clause.sentence, agent + 1, clause.index, ctx.pack)
        return (holder, stop) if holder is not None and _is_readable(ctx, clause, holder) else (None, stop)
    return following(clause.sentence, agent, clause.index, ctx.pack)
