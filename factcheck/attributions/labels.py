"""Speakers that no verb brings in: *X : « P »*, *“P” — X*, headlines such as *Mayor: “P”*."""

from collections import Counter

from factcheck.attributions.bare import is_speech
from factcheck.attributions.context import Context
from factcheck.attributions.phrases import phrase
from factcheck.attributions.topics import is_somebody, topic, whose
from factcheck.attributions.values import Clause, Found, Holder
from factcheck.sources.kinds import is_place

# A longer stretch before a colon is a clause, not the name of who speaks.
_LONGEST_LABEL = 14


def from_labels(ctx: Context, clause: Clause) -> list[Found]:
    """The attributions that a colon or a dash makes in a sentence without a cue verb."""
    return [found for found in (_from_colon(ctx, clause), _from_dash(ctx, clause)) if found is not None]


def _from_colon(ctx: Context, clause: Clause) -> Found | None:
    """*Paul Durand : « P »*: a name or a noun phrase before the first colon, a quotation after it."""
    tokens = clause.tokens
    colon = next((t for t in tokens if t.text == ":" and ctx.quotation(t.start) is None), None)
    if colon is None or colon.index == 0:
        return None
    quotation = ctx.quotation_from(colon.end)
    lead = tokens[: colon.index]
    if quotation is None or ctx.quotation(lead[0].start) is not None:
        return None
    if not is_speech(ctx, quotation):
        return None
    holder = _nominal(clause, 0, colon.index - 1) if colon.index <= _LONGEST_LABEL else None
    holder = _speaking(ctx, clause, holder) if holder is not None else topic(ctx, clause, colon.index)
    if holder is None:
        return None
    return Found(((quotation.start, quotation.end),), "label", None, holder, frame=((lead[0].start, colon.end),))


def _speaking(ctx: Context, clause: Clause, label: Holder) -> Holder | None:
    """A label that names who speaks, or whose words they are (*Réponse du maire : « P »*); not a place or a topic."""
    head = clause.tokens[label.token]
    if head.upos != "PROPN" and not is_somebody(ctx, head):
        return whose(ctx, clause, head)
    words = ctx.document.text[label.start : label.end].casefold().split()
    return label if not is_place(tuple(words), ctx.pack) else None


def _from_dash(ctx: Context, clause: Clause) -> Found | None:
    """*“P” — Paul Durand*: a quotation, a dash, and a name to the end of the line."""
    tokens = clause.tokens
    dash = next((t for t in reversed(tokens) if t.text in ("-", "--", "―") and t.index < len(tokens) - 1), None)
    if dash is None:
        return None
    text = ctx.document.text
    quotation = ctx.quotation_until(dash.start)
    if quotation is None or text[quotation.end : dash.start].strip():
        return None
    holder = _nominal(clause, dash.index + 1, len(tokens) - 1)
    # A date after the dash: the reference of an article, not a speaker.
    if holder is None or any(t.upos == "NUM" for t in tokens[dash.index :]):
        return None
    return Found(((quotation.start, quotation.end),), "label", None, holder, frame=((dash.start, tokens[-1].end),))


def _nominal(clause: Clause, first: int, last: int) -> Holder | None:
    """The noun phrase that tokens ``first`` to ``last`` make up, if no verb is among them."""
    tokens = clause.tokens[first : last + 1]
    if any(t.upos in ("VERB", "AUX", "SCONJ") for t in tokens) or not tokens:
        return None
    heads = [t for t in tokens if t.upos in ("PROPN", "NOUN")]
    if not heads or tokens[0].upos in ("ADP", "ADV", "CCONJ"):
        return None
    head = next((t for t in heads if not first <= t.head <= last), heads[0])
    return phrase(clause.sentence, head, clause.index, first, last)


def from_speakers(ctx: Context, found: list[Found]) -> list[Found]:
    """Lines that open with who speaks and have no quotation marks: interviews, transcripts, headlines.

    The label must be the full name of somebody who speaks elsewhere in the document, or stand before several
    paragraphs, or most paragraphs must have one. What it brings in runs to the end of its paragraph; questions
    assert nothing and are left out.
    """
    labels = {clause.index: label for clause in ctx.clauses if (label := _label(ctx, clause)) is not None}
    turns = Counter(_key(ctx, holder) for holder in labels.values())
    spoken = _full_names(ctx, found)
    paragraphs = {sentence.paragraph for sentence in ctx.document.sentences}
    interview = len(labels) >= _FEWEST_TURNS and 2 * len(labels) >= len(paragraphs)
    result = []
    for index, holder in labels.items():
        clause = ctx.clauses[index]
        key = _key(ctx, holder)
        if not interview and turns[key] < _FEWEST_TURNS and key not in spoken:
            continue
        colon = next(t for t in clause.tokens if t.text == ":")
        span = ctx.tidy(colon.end, _turn_end(ctx, index))
        if span is None or any(start < span[1] and span[0] < end for a in found for start, end in a.content):
            continue
        if ctx.document.text.startswith("?", ctx.skip(span[1])):
            continue
        result.append(Found((span,), "label", None, holder, frame=((clause.sentence.start, colon.end),)))
    return result


# A label that stands before so many paragraphs is a speaker's.
_FEWEST_TURNS = 2


def _key(ctx: Context, holder: Holder) -> str:
    return ctx.document.text[holder.start : holder.end].casefold()


def _label(ctx: Context, clause: Clause) -> Holder | None:
    """A name of a few words before a colon at the head of a paragraph."""
    previous = ctx.document.sentences[clause.index - 1] if clause.index else None
    if previous is not None and previous.paragraph == clause.sentence.paragraph:
        return None
    colon = next((t for t in clause.tokens[1:6] if t.text == ":"), None)
    if colon is None or ctx.quotation(clause.tokens[0].start):
        return None
    if not any(t.upos == "PROPN" for t in clause.tokens[: colon.index]):
        return None
    return _nominal(clause, 0, colon.index - 1)


def _full_names(ctx: Context, found: list[Found]) -> frozenset[str]:
    """The names of two words or more of those who speak in the document."""
    names = set()
    for attribution in found:
        if attribution.source is None:
            continue
        tokens = ctx.document.sentences[attribution.source.sentence].tokens
        inside = [
            t for t in tokens if attribution.source.start <= t.start < attribution.source.end and t.upos == "PROPN"
        ]
        if len(inside) > 1 and inside[-1].index - inside[0].index == len(inside) - 1:
            names.add(ctx.document.text[inside[0].start : inside[-1].end].casefold())
    return frozenset(names)


def _turn_end(ctx: Context, index: int) -> int:
    """Where the paragraph of a sentence ends."""
    sentences = ctx.document.sentences
    paragraph = sentences[index].paragraph
    while index + 1 < len(sentences) and sentences[index + 1].paragraph == paragraph:
        index += 1
    return sentences[index].end
