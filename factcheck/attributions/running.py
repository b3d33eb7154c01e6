"""Quotations that no cue claims: they go on with the speaker before them, or belong to nobody."""

from attrs import evolve

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found
from factcheck.quotations import Quotation
from factcheck.tokens import Span

# A shorter quotation in mid-sentence is a title, a nickname or a word held at arm's length.
_FEWEST_WORDS = 4


def finish_quotations(ctx: Context, found: list[Found]) -> list[Found]:
    """Contents that break off inside a quotation which they began go on to its end, over sentences."""
    return [evolve(a, content=tuple(_finished(ctx, span) for span in a.content)) for a in found]


def _finished(ctx: Context, span: Span) -> Span:
    start, end = span
    quotation = ctx.quotation(end - 1)
    if quotation is not None and start <= quotation.start and quotation.end > end:
        return start, quotation.end
    return span


def join_runs(ctx: Context, found: list[Found]) -> list[Found]:
    """Add the quotations that run on: to the attribution whose cue they follow at once, or as ones of their own."""
    result = sorted(found, key=lambda a: (a.content[0][0], a.content[-1][1]))
    for quotation in ctx.outer:
        if _claimed(quotation, result):
            continue
        place = _before(ctx, quotation, result)
        if place is not None and _follows_at_once(ctx, quotation, result[place]):
            previous = result[place]
            result[place] = evolve(previous, content=(*previous.content, (quotation.start, quotation.end)))
        elif _is_speech(ctx, quotation):
            speaker = result[place].source if place is not None and _near(ctx, quotation, result[place]) else None
            if speaker is not None and place is not None:
                span = _in_sentence(ctx, quotation)
                result.append(Found((span,), "running", None, speaker, result[place].relays, running=True))
        result.sort(key=lambda a: (a.content[0][0], a.content[-1][1]))
    return result


def _claimed(quotation: Quotation, found: list[Found]) -> bool:
    """A content takes in most of the quotation; speech reported inside it does not count."""
    size = quotation.end - quotation.start
    covered = (min(end, quotation.end) - max(start, quotation.start) for a in found for start, end in a.content)
    return any(2 * common > size for common in covered)


def _before(ctx: Context, quotation: Quotation, found: list[Found]) -> int | None:
    """The attribution that ends last before a quotation, frame and all."""
    best, where = -1, None
    for place, attribution in enumerate(found):
        end = _end(attribution)
        if end <= quotation.start and end > best and attribution.source is not None:
            best, where = end, place
    return where


def _end(attribution: Found) -> int:
    ends = [end for _, end in attribution.content]
    return max([*ends, *(end for _, end in attribution.frame), attribution.source.end if attribution.source else 0])


def _follows_at_once(ctx: Context, quotation: Quotation, attribution: Found) -> bool:
    """Only the rest of the cue's sentence stands between: « A », dit X. « B »"""
    if attribution.cue is None and not attribution.running:
        return False
    quoted = any((q := ctx.quotation(start)) is not None and q.start == start for start, _ in attribution.content)
    if not quoted:
        return False
    end = _end(attribution)
    sentence = ctx.document.sentences[ctx.sentence_at(max(0, end - 1))]
    rest = ctx.document.text[max(end, min(sentence.end, quotation.start)) : quotation.start]
    between = ctx.document.text[end : quotation.start]
    return not any(c.isalnum() for c in rest) and sum(c.isalnum() for c in between) < 120


def _is_speech(ctx: Context, quotation: Quotation) -> bool:
    start, end = quotation.inner
    words = ctx.document.text[start:end].split()
    sentence = ctx.document.sentences[ctx.sentence_at(start)]
    return len(words) >= _FEWEST_WORDS and (ctx.is_finite(sentence, start, end) or len(words) >= 8)


def _near(ctx: Context, quotation: Quotation, attribution: Found) -> bool:
    """In the same paragraph or the one after."""
    here = ctx.document.sentences[ctx.sentence_at(quotation.start)]
    there = ctx.document.sentences[ctx.sentence_at(max(0, _end(attribution) - 1))]
    return here.paragraph - there.paragraph <= 1


def _in_sentence(ctx: Context, quotation: Quotation) -> Span:
    return quotation.start, quotation.end
