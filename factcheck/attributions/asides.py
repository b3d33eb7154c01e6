"""Contents around their cue: *P, dit X*; *« P », a dit X*; *P, X said*; *« P, a dit X, P »*."""

from factcheck.attributions.context import Context
from factcheck.attributions.quoted import quotation_before
from factcheck.attributions.speakers import TIES, group_start, is_said
from factcheck.attributions.values import Clause, Content, Cue, Holder
from factcheck.quotations import Quotation
from factcheck.tokens import Span


def before(
    ctx: Context, clause: Clause, cue: Cue, subject: Holder | None, inverted: bool, begin: int
) -> Content | None:
    """*P, dit X*; *« P », a dit X*; *P, X said*: the content stands before the cue, and may go on after it.

    ``begin`` is the token after the cue and an inverted subject.
    """
    place = group_start(clause, cue, ctx.pack)
    left = clause.tokens[place].start
    if subject is not None and subject.start < cue.start and not inverted:
        left = subject.start
        place = next(t.index for t in clause.tokens if t.end > left)
    quotation = quotation_before(ctx, clause, left)
    if quotation is None:
        if not inverted and _is_adverbial(clause, cue):
            return None
        tie = ctx.document.text[clause.sentence.start : left].rstrip()[-1:]
        if tie not in TIES:
            return None
        if not is_said(ctx, clause, place) and not _is_inserted(ctx, clause, begin):
            return None
    elif not inverted and "clause" not in cue.takes and (_is_finished(ctx, quotation) or not _speaks(ctx, subject)):
        return None
    spans = _before_spans(ctx, clause, left, quotation)
    if not spans:
        return None
    stop, goes_on = _frame_end(ctx, clause, begin)
    around = ctx.quotation(cue.start)
    if around is not None and inverted:
        parts = (ctx.tidy(around.start, left), ctx.tidy(stop, around.end))
        return Content(tuple(part for part in parts if part), "quote", ((left, stop),), subject)
    if goes_on is not None:
        spans += _after_spans(ctx, clause, stop, goes_on, spans)
    return Content(tuple(spans), "aside" if quotation is None else "quote", ((left, stop),), subject)


def _speaks(ctx: Context, subject: Holder | None) -> bool:
    """*“P”, her third film, opens*: what cannot speak makes no verb one of speech."""
    if subject is None:
        return True
    head = ctx.document.sentences[subject.sentence].tokens[subject.token]
    return head.upos != "NOUN" or not {head.lemma.lower(), head.lower} & ctx.pack.works


def _is_adverbial(clause: Clause, cue: Cue) -> bool:
    """*When the bell rang, the crowd roared*: a clause that hangs from the cue with its subordinator is not said."""
    tokens = clause.tokens
    if cue.last + 1 < len(tokens) and tokens[cue.last + 1].text == ",":
        # *If P, X argues, Q*
        return False
    hanging = (c for c in clause.sentence.children(tokens[cue.head], "advcl") if c.index < cue.first)
    opened = (c for c in hanging if clause.sentence.children(c, "mark") and min(clause.sentence.subtree(c)) == 0)
    return any(tokens[0].upos in ("SCONJ", "ADV") for _ in opened)


def _is_finished(ctx: Context, quotation: Quotation) -> bool:
    """A full stop inside the marks: *“P.” The race begins at noon* is no *“P,” he begins*."""
    start, end = quotation.inner
    return ctx.document.text[start:end].rstrip().endswith(".")


def _frame_end(ctx: Context, clause: Clause, begin: int) -> tuple[int, int | None]:
    """The offset at which the frame of an aside ends, and the token where the content goes on, if it does."""
    tokens = clause.tokens
    for place in range(begin, len(tokens)):
        token = tokens[place]
        quotation = ctx.quotation(token.start)
        if quotation is not None and quotation.start <= token.start and quotation.start >= tokens[begin - 1].end:
            return token.start, place
        hyphen = token.text == "-" and tokens[place - 1].end == token.start
        if token.text in (",", ";", ":", "-", ")") and not hyphen and place + 1 < len(tokens):
            return token.start, place + 1
    return tokens[-1].end, None


def _is_inserted(ctx: Context, clause: Clause, begin: int) -> bool:
    """A comma closes the frame, and the verb of what is said comes after it: *The vaccine, X said, should work*."""
    tokens = clause.tokens
    comma = next((t for t in tokens[begin : begin + 8] if t.text == ","), None)
    if comma is None or comma.index + 1 >= len(tokens):
        return False
    return ctx.is_finite(clause.sentence, comma.end, clause.sentence.end)


def _before_spans(ctx: Context, clause: Clause, left: int, quotation: Quotation | None) -> list[Span]:
    tokens = clause.tokens
    start = tokens[0].start
    if quotation is not None:
        if quotation.start <= start:
            return [(quotation.start, quotation.end)]
        lead = ctx.document.text[start : quotation.start].rstrip()
        words = [t for t in tokens if t.start < quotation.start and t.upos not in ("PUNCT", "CCONJ")]
        fresh = lead[-1:] in (":", ".", "!", "?")
        longer = quotation.end - quotation.start > 60 and not ctx.is_finite(clause.sentence, start, quotation.start)
        if not words or fresh or (len(words) < 3 and longer):
            return [(quotation.start, quotation.end)]
    first = ctx.quotation(start)
    if first is not None and first.start < start and first.end < left:
        # The sentence begins inside a quotation that ended before the frame: the whole of it belongs here.
        start = first.start
    start = ctx.after_opener(clause.sentence, start)
    span = ctx.tidy(start, left) if start < left else None
    return [span] if span else []


def _is_subordinate(clause: Clause, span: Span) -> bool:
    """A clause that cannot stand alone: *If P, X argued, Q*; *When P, X predicted, Q*."""
    first = next(t for t in clause.tokens if t.end > span[0])
    asks = first.upos == "ADV" and first.features.get("PronType") in ("Int", "Rel")
    return first.index == 0 and first.dep in ("mark", "advmod") and (first.upos == "SCONJ" or asks)


def _after_spans(ctx: Context, clause: Clause, stop: int, place: int, spans: list[Span]) -> list[Span]:
    """What follows an aside within its sentence and belongs to the content."""
    tokens = clause.tokens
    token = tokens[place]
    text = ctx.document.text
    quotation = ctx.quotation_from(stop if text[stop] not in ",;:-" else stop + 1)
    if quotation is not None:
        return [(quotation.start, quotation.end)]
    whole = ctx.is_finite(clause.sentence, *spans[0]) and not _is_subordinate(clause, spans[0])
    relative = token.features.get("PronType") == "Rel" or token.lower in ctx.pack.tail_openers
    participle = token.features.get("VerbForm") in ("Part", "Ger")
    own = token.upos in ("NOUN", "DET", "PROPN", "ADJ", "ADP", "ADV", "CCONJ", "PRON", "AUX", "VERB")
    if whole or relative or participle or not own:
        return []
    span = ctx.tidy(tokens[place].start, tokens[-1].end)
    return [span] if span else []
