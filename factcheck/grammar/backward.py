"""Sayings whose content stands before them: *P. C'est ce qu'affirme X*; *P, une information révélée par X*; *P. That is
what X says*.
"""

from collections.abc import Iterable, Iterator, Sequence

from factcheck.grammar.comparisons import speaker_of
from factcheck.grammar.context import Context
from factcheck.grammar.neighbours import following
from factcheck.grammar.occasions import is_timely
from factcheck.grammar.values import Clause, Construction, Cue, CueForm, Found
from factcheck.syntax.forms import is_finite_verb
from factcheck.syntax.tokens import Span

# How far behind the words that take the content up a cue may stand, in tokens, and how long what leads up to them is.
_REACH = 14
_LEAD = 8
_APART = frozenset((",", ";", ":", "(", "-", "–", "—"))
# The classes of verbs whose content is wanted: "what X asks" is no statement made before.
_WANTING = frozenset(("ask", "wish", "want"))


def from_backward(ctx: Context, cues: Iterable[Sequence[Cue]]) -> Iterator[Found]:
    """The attributions of a document that take up what has been said right before; ``cues`` are the verbs of each
    sentence.
    """
    for clause, verbs in zip(ctx.clauses, cues, strict=True):
        lower = {t.lower for t in clause.tokens}
        if lower & ctx.pack.takers_up:
            yield from _taken_up(ctx, clause, verbs)
        yield from _held(ctx, clause)
        if {t.lemma.lower() for t in clause.tokens} & ctx.pack.tidings or lower & ctx.pack.tidings:
            yield from _as_tidings(ctx, clause)
            yield from _coming(ctx, clause)


def _taken_up(ctx: Context, clause: Clause, cues: Sequence[Cue]) -> Iterator[Found]:
    """*P. C'est (du moins) ce qu'affirme X*; *P, ce qu'a confirmé X*; *P. That is what X says*."""
    tokens = clause.tokens
    for place in (t.index for t in tokens if t.lower in ctx.pack.takers_up):
        last = place + (place + 1 < len(tokens) and tokens[place + 1].lower in ctx.pack.complementizers)
        opening = _opening(ctx, clause, place, last)
        cue = next((c for c in cues if last < c.first <= last + _REACH), None)
        if (
            opening is None
            or cue is None
            or cue.form not in (CueForm.VERB, CueForm.PAST)
            or not cue.takes & {"clause", "noun"}
        ):
            continue
        if opening == place and {s.name for s in cue.senses} & _WANTING:
            continue
        source, stop = speaker_of(ctx, clause, last, cue)
        content = _before(ctx, clause, opening)
        rest = tokens[max(stop, cue.last + 1) :]
        if source is None or content is None or any(is_finite_verb(t) for t in rest):
            continue
        denied = any(s.denies for s in cue.senses)
        if denied and any(t.lower in ctx.pack.negations for t in tokens[last:stop]):
            # "…, ce qu'il ne nie pas": neither said nor denied.
            continue
        frame = (tokens[opening].start, clause.sentence.end)
        yield Found(content, Construction.BACKWARD, cue, source, frame=(frame,), denied=denied)


def _opening(ctx: Context, clause: Clause, place: int, last: int) -> int | None:
    """The token with which the words that take something up begin: a pronoun and a copula, or a comma alone."""
    tokens = clause.tokens
    if place and tokens[place - 1].text in _APART and last > place:
        return place
    first = next((t.index + 1 for t in reversed(tokens[:place]) if t.text in _APART), 0)
    while first < place and tokens[first].upos in ("CCONJ", "ADV"):
        first += 1
    lead = tokens[first:place]
    if not lead or len(lead) > _LEAD or lead[0].lower not in ctx.pack.resumptions:
        return None
    return first if any(t.lemma in ctx.pack.copulas for t in lead[1:4]) else None


def _held(ctx: Context, clause: Clause) -> Iterator[Found]:
    """*P. C'est (d'ailleurs) l'avis de X*, *P: such is the view of X*: a noun for what is thought, and by whom."""
    tokens = clause.tokens
    for first in tokens:
        opens = not first.index or tokens[first.index - 1].text in _APART
        if not opens or not {first.lower, first.lemma.lower()} & ctx.pack.resumptions or ctx.quotation(first.start):
            continue
        lead = tokens[first.index + 1 : first.index + 1 + _LEAD]
        noun = next((t for t in lead if {t.lemma.lower(), t.lower} & ctx.pack.held), None)
        if noun is None or not any(t.lemma in ctx.pack.copulas for t in lead[:2]) or noun.index + 2 >= len(tokens):
            continue
        mark = tokens[noun.index + 1]
        definite = any(t.lower in ctx.pack.determiners["definite"] for t in tokens[first.index + 1 : noun.index])
        if not definite or mark.lower not in ctx.pack.genitive_marks:
            continue
        source, _ = following(clause.sentence, mark.index + 1, clause.index, ctx.pack)
        content = _before(ctx, clause, first.index)
        if source is None or content is None or not ctx.may_speak(tokens[source.token]):
            continue
        cue = clause.noun_cue(noun)
        yield Found(content, Construction.BACKWARD, cue, source, frame=((first.start, source.end),))


def _as_tidings(ctx: Context, clause: Clause) -> Iterator[Found]:
    """*P, une information révélée par X*, *P, a claim denied by X*: a noun for what was said, and by whom."""
    tokens = clause.tokens
    for noun in tokens:
        if not {noun.lemma.lower(), noun.lower} & ctx.pack.tidings:
            continue
        opening = noun.index - (noun.index > 0 and tokens[noun.index - 1].upos == "DET")
        behind = tokens[noun.index + 1 : noun.index + 5]
        verb = next((t for t in behind if t.upos not in ("ADV", "ADJ") and t.dep not in ("advmod", "fixed")), None)
        if verb is None or not opening or tokens[opening - 1].text not in _APART:
            continue
        senses = tuple(s for lemma in ctx.pack.lemmas(verb.lemma, verb.text) for s in ctx.pack.verbs[lemma])
        said = bool(senses) or verb.lower in ctx.pack.relays["participles"]
        # *confirmée mardi par X*
        dated = (t.index for t in tokens[verb.index + 1 : verb.index + 4] if not is_timely(ctx, t) and t.upos != "ADV")
        mark = next(dated, verb.index + 1)
        if not said or mark >= len(tokens) or tokens[mark].lower not in ctx.pack.agent_marks:
            continue
        source, stop = following(clause.sentence, mark + 1, clause.index, ctx.pack)
        content = _before(ctx, clause, opening)
        if source is None or content is None or any(is_finite_verb(t) for t in tokens[stop:]):
            continue
        cue = Cue(clause.index, verb.index, verb.index, verb.index, verb.start, verb.end, CueForm.PAST, senses)
        frame = (tokens[opening].start, clause.sentence.end)
        denied = any(s.denies for s in senses)
        yield Found(content, Construction.BACKWARD, cue, source, frame=(frame,), denied=denied)


def _coming(ctx: Context, clause: Clause) -> Iterator[Found]:
    """*P : la promesse émane de X*, *P. The claim comes from X*: a noun for what was said, and where it comes from."""
    tokens = clause.tokens
    determiners = ctx.pack.determiners["definite"] | ctx.pack.determiners["demonstrative"]
    for noun in tokens[1:]:
        opening = noun.index - 1
        opens = not opening or tokens[opening - 1].text in _APART
        if not opens or not {noun.lemma.lower(), noun.lower} & ctx.pack.tidings:
            continue
        verb = next((t for t in tokens[noun.index + 1 : noun.index + 4] if t.upos == "VERB"), None)
        if tokens[opening].lower not in determiners or verb is None or verb.lemma not in ctx.pack.relays["coming"]:
            continue
        mark = next((t.index for t in tokens[verb.index + 1 :] if t.upos != "ADV"), len(tokens))
        if mark + 1 >= len(tokens) or tokens[mark].lower not in ctx.pack.relays["held_from"]:
            continue
        source, _ = following(clause.sentence, mark + 1, clause.index, ctx.pack)
        content = _before(ctx, clause, opening)
        if source is None or content is None or not ctx.may_speak(tokens[source.token]):
            continue
        cue = clause.noun_cue(noun)
        yield Found(content, Construction.BACKWARD, cue, source, frame=((tokens[opening].start, clause.sentence.end),))


def _before(ctx: Context, clause: Clause, opening: int) -> tuple[Span, ...] | None:
    """What is taken up: the statement in front in the same sentence, else the sentence before, or its quotation."""
    tokens = clause.tokens
    if opening:
        start = ctx.after_opener(clause.sentence, tokens[0].start)
        if ctx.is_finite(clause.sentence, start, tokens[opening].start):
            span = ctx.tidy(start, tokens[opening].start)
            return (span,) if span else None
        if any(t.upos in ("NOUN", "PROPN", "VERB") for t in tokens[:opening]):
            return None
    if not clause.index:
        return None
    earlier = ctx.clauses[clause.index - 1].sentence
    quotation = ctx.quotation_until(clause.sentence.start)
    if quotation is not None and quotation.start <= earlier.start:
        return ((quotation.start, quotation.end),)
    asks = ctx.document.text[earlier.start : earlier.end].rstrip().endswith("?")
    if earlier.paragraph != clause.sentence.paragraph or asks or not ctx.is_finite(earlier, earlier.start, earlier.end):
        return None
    span = ctx.tidy(ctx.after_opener(earlier, earlier.start), earlier.end)
    return (span,) if span else None
