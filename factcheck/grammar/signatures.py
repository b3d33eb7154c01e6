"""Names behind a quotation and a dash: *“P” — Paul Durand, baker*."""

from factcheck.grammar.context import Context
from factcheck.grammar.labels import nominal
from factcheck.grammar.values import Construction, Found, SourceMention

_DASHES = "-—–―"
# A longer stretch is no signature.
_LONGEST = 16


def from_signatures(ctx: Context) -> list[Found]:
    """The quotations that are signed."""
    result = []
    for quotation in ctx.outer:
        place = ctx.skip(quotation.end)
        if ctx.document.text[place : place + 1] not in _DASHES or place == len(ctx.document.text):
            continue
        holder = _signature(ctx, place)
        if holder is not None:
            content = tuple((q.start, q.end) for q in ctx.parts(quotation))
            result.append(Found(content, Construction.LABEL, None, holder, frame=((place, holder.end),)))
    return result


def _signature(ctx: Context, dash: int) -> SourceMention | None:
    """Who is named from a dash to the end of its line, or to the next quotation. A date makes it a reference."""
    clause = ctx.clauses[ctx.sentence_at(dash)]
    words = [t for t in clause.tokens if t.start >= ctx.skip(dash, _DASHES)]
    words = [t for t in words if not ctx.is_quoted(words[0].start, t.end)]
    while words and words[-1].upos == "PUNCT":
        words.pop()
    if not words or len(words) > _LONGEST or any(t.upos == "NUM" for t in words):
        return None
    behind = clause.sentence.end if words[-1].index >= len(clause.tokens) - 2 else words[-1].end
    ended = ctx.quotation_from(behind) is not None or behind == clause.sentence.end
    return nominal(clause, words[0].index, words[-1].index) if ended else None
