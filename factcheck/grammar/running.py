"""Quotations that no cue claims: they go on with the speaker before them, or belong to nobody."""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from attrs import evolve

from factcheck.grammar.bare import (
    is_named,
    is_speech,
    is_title,
    lead,
    speaker_before,
    speaker_behind,
    stands_alone,
)
from factcheck.grammar.context import Context
from factcheck.grammar.values import Construction, CueForm, Found
from factcheck.syntax.tokens import Span, merged
from factcheck.text.quotations import Quotation

# So many letters of the cue's own sentence may stand between it and a quotation that goes on.
_FARTHEST = 250


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


def join_runs(ctx: Context, found: list[Found]) -> list[Found]:
    """Add the quotations that run on: to the attribution whose cue they follow at once, or as ones of their own."""
    result = sorted(found, key=_order)
    # The quotations come in order, so that what ends before one also ends before the next.
    ends = [(_end(a), place) for place, a in enumerate(result) if a.source is not None]
    heapify(ends)
    cited = _cited(ctx, result)
    before = -1
    for quotation in _unclaimed(ctx, result):
        reached = -1 if before < 0 else _end(result[before])
        while ends and ends[0][0] <= quotation.start:
            end, place = heappop(ends)
            if end > reached or (end == reached and _order(result[place]) < _order(result[before])):
                reached, before = end, place
        main = _main(ctx, quotation, result, before) if before >= 0 else None
        if main is not None:
            result[main] = evolve(result[main], content=(*result[main].content, (quotation.start, quotation.end)))
        elif is_speech(ctx, quotation):
            # *“P.” ⏎ The two men had met. ⏎ “I knew.”*: one of them says so, and he has spoken before.
            last = result[before] if before >= 0 else None
            one_of = _is_one_of(ctx, quotation, cited)
            near = last if last is not None and _near(ctx, quotation, last, 2 if one_of else 1) else None
            bare = _bare(ctx, quotation, near, cited, one_of)
            if bare is not None:
                if near is not None and near.source is None:
                    # *“P.” The voice is tired. “Q.” The owner stacks the chairs*: one voice.
                    result[before] = evolve(near, source=bare.source)
                result.append(bare)
                heappush(ends, (_end(bare), len(result) - 1))
    return sorted(result, key=_order)


def _main(ctx: Context, quotation: Quotation, found: list[Found], before: int) -> int | None:
    """The place of the attribution that a quotation goes on with, ``before`` being the last one before it.

    *“P,” X said, referring to Y. “Q”*: what X refers to stands between, and “Q” goes on with “P”.
    """
    last = found[before]
    if _follows_at_once(ctx, quotation, last):
        return before
    if (
        last.cue is None
        or last.source is None
        or last.cue.form is not CueForm.PARTICIPLE
        or last.source.start > last.cue.start
    ):
        return None
    for place in range(before - 1, -1, -1):
        other = found[place]
        if other.cue is None or other.cue.sentence != last.cue.sentence or other.cue.form is CueForm.PARTICIPLE:
            return None
        if other.source is not None and other.source.token == last.source.token:
            within = evolve(other, frame=(*other.frame, (other.cue.start, _end(last))))
            return place if _follows_at_once(ctx, quotation, within) else None
    return None


def _bare(ctx: Context, quotation: Quotation, near: Found | None, cited: frozenset[int], one_of: bool) -> Found | None:
    """A quotation that no cue claims, as somebody's words: by the sentence before, the last speaker, the next sentence.

    One that stands alone is quoted from somebody even where nothing says from whom. ``one_of`` says that the sentence
    before is about several people, of whom one speaks.
    """
    content = ((quotation.start, quotation.end),)
    alone = stands_alone(ctx, quotation)
    about = speaker_before(ctx, quotation, cited) if alone and not (near is not None and one_of) else None
    if about is None and near is not None and near.source is not None and (alone or not is_title(ctx, quotation)):
        return Found(content, Construction.RUNNING, None, near.source, near.relays, running=True)
    if not alone:
        return None
    speaker = about or speaker_behind(ctx, quotation, cited)
    if speaker is None and ctx.sentence_at(quotation.start) - 1 in cited:
        # *The mayor was asked whether P. “Q.”*
        speaker = speaker_before(ctx, quotation, frozenset())
    return Found(content, Construction.RUNNING, None, speaker, frame=lead(ctx, quotation), running=True)


def _is_one_of(ctx: Context, quotation: Quotation, cited: frozenset[int]) -> bool:
    """Who says *I* is not the several people whom the sentence before is about."""
    about = speaker_before(ctx, quotation, cited)
    if about is None:
        return False
    head = ctx.document.sentences[about.sentence].tokens[about.token]
    return head.features.get("Number") == "Plur" and _says_i(ctx, quotation)


def _says_i(ctx: Context, quotation: Quotation) -> bool:
    first, last = ctx.sentence_at(quotation.start), ctx.sentence_at(max(quotation.start, quotation.end - 1))
    return any(
        t.upos == "PRON" and t.features.get("Person") == "1" and t.features.get("Number") == "Sing"
        for sentence in ctx.document.sentences[first : last + 1]
        for t in sentence.tokens
        if quotation.start <= t.start < quotation.end
    )


def _cited(ctx: Context, found: list[Found]) -> frozenset[int]:
    """The numbers of the sentences that cite somebody."""
    places = [a.cue.start for a in found if a.cue is not None] + [start for a in found for start, _ in a.content]
    return frozenset(ctx.sentence_at(place) for place in places)


def _order(attribution: Found) -> Span:
    return attribution.content[0][0], attribution.content[-1][1]


def _unclaimed(ctx: Context, found: list[Found]) -> Iterator[Quotation]:
    """The outer quotations most of which no content takes in; speech reported inside one does not count."""
    contents = sorted((span for a in found if not _is_reported(ctx, a) for span in a.content), reverse=True)
    reaching: list[Span] = []
    for quotation in ctx.outer:
        while contents and contents[-1][0] < quotation.end:
            reaching.append(contents.pop())
        reaching = [span for span in reaching if span[1] > quotation.start]
        size = quotation.end - quotation.start
        if not any(2 * (min(e, quotation.end) - max(s, quotation.start)) > size for s, e in reaching):
            yield quotation


def _is_reported(ctx: Context, a: Found) -> bool:
    """Who is quoted says himself that somebody says so: *“He told me that P.”*"""
    quotation = ctx.quotation(a.cue.start) if a.cue is not None else None
    if quotation is None or a.content[0][0] <= quotation.start or a.content[-1][1] > quotation.end:
        return False
    return a.source is None or quotation.start < a.source.start < quotation.end


def _end(attribution: Found) -> int:
    ends = [end for _, end in attribution.content]
    return max([*ends, *(end for _, end in attribution.frame), attribution.source.end if attribution.source else 0])


def _follows_at_once(ctx: Context, quotation: Quotation, attribution: Found) -> bool:
    """Only the rest of the cue's sentence stands between: « A », dit X. « B »"""
    if (attribution.cue is None and not attribution.running) or is_named(ctx, quotation):
        return False
    quoted = any((q := ctx.quotation(start)) is not None and q.start == start for start, _ in attribution.content)
    if not quoted:
        return False
    end = _end(attribution)
    last = next((n for n in range(end - 1, -1, -1) if ctx.document.text[n].isalnum()), 0)
    sentence = ctx.document.sentences[ctx.sentence_at(last)]
    text = ctx.document.text
    # What lies between may be most of the document: it is neither copied nor counted unless the quotation is near.
    if any(text[n].isalnum() for n in range(max(end, min(sentence.end, quotation.start)), quotation.start)):
        return False
    return sum(c.isalnum() for c in text[end : quotation.start]) < _FARTHEST


def _near(ctx: Context, quotation: Quotation, attribution: Found, far: int = 1) -> bool:
    """In the same paragraph or one of the ``far`` after."""
    here = ctx.document.sentences[ctx.sentence_at(quotation.start)]
    there = ctx.document.sentences[ctx.sentence_at(max(0, _end(attribution) - 1))]
    return here.paragraph - there.paragraph <= far
