"""Speakers before a colon, with no verb: *X : « P »*, headlines such as *Mayor: “P”*."""

from factcheck.entities.kinds import is_place
from factcheck.grammar.bare import is_speech
from factcheck.grammar.context import Context
from factcheck.grammar.phrases import phrase
from factcheck.grammar.sides import DASHES, is_headline
from factcheck.grammar.topics import author, is_somebody, topic, whose
from factcheck.grammar.values import Clause, Construction, Found, SourceMention
from factcheck.syntax.forms import is_finite
from factcheck.syntax.tokens import Token

# A longer stretch before a colon is a clause, not the name of who speaks.
_LONGEST_LABEL = 14


def from_labels(ctx: Context, clause: Clause) -> list[Found]:
    """The attribution that a colon makes in a sentence without a cue verb."""
    finders = (_from_colon, _behind_colon, _behind_copula, _headline)
    return [found for finder in finders if (found := finder(ctx, clause)) is not None]


def _from_colon(ctx: Context, clause: Clause) -> Found | None:
    """*Paul Durand : « P »*: a name or a noun phrase before the first colon, a quotation after it."""
    tokens = clause.tokens
    colon = next((t for t in tokens if t.text == ":" and ctx.quotation(t.start) is None), None)
    if colon is None or colon.index == 0:
        return None
    quotation = ctx.quotation_from(colon.end)
    lead = tokens[: colon.index]
    if ctx.quotation(lead[0].start) is not None:
        return None
    if quotation is None:
        return _verdict(ctx, clause, colon)
    if not is_speech(ctx, quotation):
        return None
    first = _after_dash(ctx, lead)
    holder = nominal(clause, first, colon.index - 1) if colon.index - first <= _LONGEST_LABEL else None
    if first and (holder is None or tokens[holder.token].upos != "PROPN"):
        holder = nominal(clause, 0, colon.index - 1) if colon.index <= _LONGEST_LABEL else None
    holder = _speaking(ctx, clause, holder) if holder is not None else topic(ctx, clause, colon.index)
    if holder is None:
        return None
    return Found(
        ((quotation.start, quotation.end),), Construction.LABEL, None, holder, frame=((lead[0].start, colon.end),)
    )


def _verdict(ctx: Context, clause: Clause, colon: Token) -> Found | None:
    """*The verdict of the club: P*: a noun for what people say, with whose it is, before a colon and a clause."""
    tokens = clause.tokens
    holder = nominal(clause, 0, colon.index - 1) if colon.index <= _LONGEST_LABEL else None
    head = tokens[holder.token] if holder is not None else None
    if head is None or not {head.lemma.lower(), head.lower} & ctx.pack.sayings:
        return None
    owner = whose(ctx, clause, head)
    span = ctx.tidy(colon.end, clause.sentence.end)
    if owner is None or span is None or not ctx.is_finite(clause.sentence, *span):
        return None
    return Found((span,), Construction.LABEL, None, owner, frame=((clause.sentence.start, colon.end),))


def _headline(ctx: Context, clause: Clause) -> Found | None:
    """*Fuel levy will rise in May: Treasury*: a headline that asserts, and behind the last colon who says so."""
    if not is_headline(ctx, clause):
        return None
    tokens = clause.tokens
    colon = next((t for t in reversed(tokens) if t.text == ":"), None)
    if colon is None or colon.index + 1 >= len(tokens):
        return None
    holder = nominal(clause, colon.index + 1, tokens[-1].index)
    span = ctx.tidy(ctx.after_opener(clause.sentence, clause.sentence.start), colon.start)
    if holder is None or span is None or ctx.is_quoted(clause.sentence.start, clause.sentence.end):
        return None
    if not ctx.is_finite(clause.sentence, *span) or not is_somebody(ctx, tokens[holder.token]):
        return None
    return Found((span,), Construction.LABEL, None, holder, frame=((colon.start, clause.sentence.end),))


def _after_dash(ctx: Context, lead: tuple[Token, ...]) -> int:
    """*A headline - Paul Durand: “P”*: where the last stretch before a colon begins, behind a dash between spaces."""
    text = ctx.document.text
    free = (
        t for t in lead[1:] if t.text in DASHES and text[t.start - 1].isspace() and text[t.end : t.end + 1].isspace()
    )
    return max((t.index + 1 for t in free), default=0)


def _behind_colon(ctx: Context, clause: Clause) -> Found | None:
    """*« P » : tels sont les mots de X*: a quotation opens the sentence, and behind a colon stands whose it is."""
    sentence = clause.sentence
    quotation = ctx.quotation_from(sentence.start)
    if quotation is None or quotation.end >= sentence.end:
        return None
    place = ctx.skip(quotation.end)
    behind = next((t.index for t in clause.tokens if t.start > place), len(clause.tokens))
    if ctx.document.text[place : place + 1] != ":" or ctx.is_quoted(place, sentence.end):
        return None
    holder = author(ctx, clause, behind)
    if holder is None and is_speech(ctx, quotation):
        holder = topic(ctx, clause, start=behind)
    if holder is None:
        return None
    return Found(((quotation.start, quotation.end),), Construction.LABEL, None, holder, frame=((place, sentence.end),))


def _behind_copula(ctx: Context, clause: Clause) -> Found | None:
    """*“P,” was the reply from the palace*: behind a quotation, what it is and whose."""
    sentence = clause.sentence
    quotation = ctx.quotation_from(sentence.start)
    behind = [t for t in clause.tokens if quotation is not None and t.start >= quotation.end and t.upos != "PUNCT"]
    if quotation is None or not any(t.lemma in ctx.pack.copulas for t in behind[:2]):
        return None
    holder = author(ctx, clause, behind[0].index) if is_finite(behind[0]) else None
    if holder is None:
        return None
    return Found(
        ((quotation.start, quotation.end),), Construction.LABEL, None, holder, frame=((behind[0].start, sentence.end),)
    )


def _speaking(ctx: Context, clause: Clause, label: SourceMention) -> SourceMention | None:
    """A label that names who speaks, or whose words they are (*Réponse du maire : « P »*); not a place or a topic."""
    head = clause.tokens[label.token]
    if head.upos != "PROPN" and not is_somebody(ctx, head):
        return whose(ctx, clause, head)
    words = ctx.document.text[label.start : label.end].casefold().split()
    return label if not is_place(tuple(words), ctx.pack) else None


def nominal(clause: Clause, first: int, last: int) -> SourceMention | None:
    """The noun phrase that tokens ``first`` to ``last`` make up, if no verb is among them."""
    tokens = clause.tokens[first : last + 1]
    if any(t.upos in ("VERB", "AUX", "SCONJ") for t in tokens) or not tokens:
        return None
    heads = [t for t in tokens if t.upos in ("PROPN", "NOUN")]
    if not heads or tokens[0].upos in ("ADP", "ADV", "CCONJ"):
        return None
    head = next((t for t in heads if not first <= t.head <= last), heads[0])
    return phrase(clause.sentence, head, clause.index, first, last)
