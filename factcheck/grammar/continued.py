"""Contents that break off inside a quotation go on to its end."""

from attrs import evolve

from factcheck.grammar.values import Found
from factcheck.mentions.context import Context
from factcheck.syntax.tokens import Span, merged


def finish_quotations(ctx: Context, found: list[Found]) -> list[Found]:
    """Contents that break off inside a quotation which they began go on to its end, over sentences and paragraphs."""
    finished = [evolve(a, content=tuple(_finished(ctx, span, a.frame) for span in a.content)) for a in found]
    return [_with_other_parts(ctx, a) for a in finished]


def _with_other_parts(ctx: Context, a: Found) -> Found:
    """A quotation that is opened again in each paragraph is one: *“P. ⏎ “Q,” said X* gives both to X."""
    parts: list[Span] = []
    for start, _ in a.content:
        quotation = ctx.quotation(start)
        if quotation is not None and quotation.start == start and quotation.continues:
            parts += [(q.start, q.end) for q in ctx.parts(quotation) if q.start < start]
    return evolve(a, content=tuple(merged((*parts, *a.content)))) if parts else a


def _finished(ctx: Context, span: Span, frame: tuple[Span, ...]) -> Span:
    start, end = span
    quotation = ctx.quotation(end - 1)
    if quotation is None or start > quotation.start or quotation.end <= end:
        return span
    # The cue may stand inside the marks (*« P, a dit X, P »*): then the content has its parts already.
    # One that is never closed ends where its frame does.
    last = quotation.end - quotation.closed
    inside = any(quotation.start < low and high <= last for low, high in frame)
    return span if inside else (start, quotation.end)
