"""What the article does tell of somebody whom it does not name: how many, of what body, and why unnamed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from factcheck.entities.clusters import Cluster
from factcheck.grammar.nameless import reasons
from factcheck.grammar.values import Found
from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.mentions.describing import phrase_of
from factcheck.mentions.references import Reference, Sort
from factcheck.report import GAP, Unnamed
from factcheck.syntax.tokens import Sentence, Span, merged

_WALL = re.compile(r'[,;:()"«»“”.!?\n]')
# A reason that goes on behind a comma: *…, because he was not authorised to speak*.
_NEXT = re.compile(r",\s*(\w+)")


def unnamed(ctx: Context, group: Cluster, parts: Mapping[int, Sequence[Span]]) -> Unnamed:
    """What is told of a source without a name; ``parts`` are the spans of cues, mentions and contents by sentence."""
    nouns = sorted((r for r in group.references if r.sort is Sort.NOUN), key=lambda r: r.start)
    phrases = [phrase_of(ctx, r.sentence, r.start, r.end, r.token) for r in nouns]
    return Unnamed(
        count=next((p.count for p in phrases if p.count), None),
        body=next((p.body for p in phrases if p.body), None),
        reason=_reason(ctx, group.references, parts),
    )


def parts_of(found: Iterable[Found]) -> Mapping[int, Sequence[Span]]:
    """The spans of all cues, sources and contents, by the sentences of the cues."""
    parts: dict[int, list[Span]] = {}
    for a in found:
        spans = [*a.content, *(part.span for part in (a.cue, a.source) if part is not None)]
        for number in {part.sentence for part in (a.cue, a.source) if part is not None}:
            parts.setdefault(number, []).extend(spans)
    return parts


def _reason(ctx: Context, references: Sequence[Reference], parts: Mapping[int, Sequence[Span]]) -> str | None:
    mentions: dict[int, list[Span]] = {}
    for reference in references:
        mentions.setdefault(reference.sentence, [])
        if reference.sort is not Sort.PRONOUN:
            mentions[reference.sentence].append((reference.start, reference.end))
    for number, own in mentions.items():
        spans = merged((*parts.get(number, ()), *own))
        found = merged(_stretches(ctx, ctx.document.sentences[number], spans))
        if found:
            return GAP.join(ctx.document.text[start:end] for start, end in found)
    return None


def _stretches(ctx: Context, sentence: Sentence, spans: Sequence[Span]) -> Iterator[Span]:
    """The clauses of a sentence that say why somebody is not named."""
    text = ctx.document.folded
    for mark in reasons(ctx.pack).finditer(text, sentence.start, sentence.end):
        first, last = mark.span()
        if any(start <= first < end for start, end in spans):
            continue
        before = [m.end() for m in _WALL.finditer(text, sentence.start, first)]
        low = max([sentence.start, *before, *(end for _, end in spans if end <= first)])
        behind = min([sentence.end, *(start for start, _ in spans if start >= last)])
        high = _end(ctx.pack, text, last, behind)
        words = text[low:high].split()
        while words and words[-1].lower() in ctx.pack.complementizers:
            high = text.rindex(words.pop(), low, high)
        if (tidy := ctx.tidy(low, high)) is not None:
            yield tidy


def _end(pack: Pack, text: str, start: int, limit: int) -> int:
    wall = _WALL.search(text, start, limit)
    while wall is not None:
        after = _NEXT.match(text, wall.start(), limit)
        if after is None or after[1].lower() not in pack.anonymity.because:
            return wall.start()
        wall = _WALL.search(text, after.end(), limit)
    return limit
