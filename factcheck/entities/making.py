"""From a cluster to the source that a report shows: its name, type, link and mentions."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from factcheck.entities.anonymity import is_anonymous
from factcheck.entities.clusters import Cluster
from factcheck.entities.labels import description, label, type_of
from factcheck.entities.unnamed import unnamed
from factcheck.mentions.context import Context
from factcheck.mentions.outlets import linked
from factcheck.outlets.registry import Outlet
from factcheck.report import Mention, Source, SourceType
from factcheck.syntax.tokens import Span


def make_source(
    ctx: Context,
    id: str,
    group: Cluster,
    spoken: Collection[Span],
    known: list[Outlet],
    parts: Mapping[int, Sequence[Span]],
    papers: Collection[Span] = (),
) -> Source:
    """The source with the id ``id``; ``spoken`` are the spans of all mentions of speakers, ``known`` the outlets
    found so far (this one is added), ``parts`` those of cues, sources and contents by sentence, ``papers`` the spans of
    relays that are outlets where they stand.
    """
    text = ctx.document.text
    spans = _apart_from(spoken, {(r.start, r.end) for r in group.references})
    outlet = outlet_of(ctx, group, spoken, known)
    if outlet is not None and outlet not in known:
        known.append(outlet)
    anonymous = is_anonymous(group, ctx.pack)
    return Source(
        id=id,
        # Of *some »* no phrase is left where the tagger takes the mark for its noun: then it is the word that there is.
        name=label(group, ctx.pack, outlet) or _bare(text, *spans[0]),
        type=SourceType.OUTLET if outlet is not None or _is_paper(ctx, group, papers) else type_of(group, ctx.pack),
        anonymous=anonymous,
        mentions=tuple(Mention(text[start:end], start, end) for start, end in spans),
        link=outlet.link if outlet is not None else None,
        description=description(group),
        unnamed=unnamed(ctx, group, parts) if anonymous else None,
    )


def _bare(text: str, start: int, end: int) -> str:
    """A mention without the marks around it."""
    said = [n for n in range(start, end) if text[n].isalnum()]
    return text[said[0] : said[-1] + 1] if said else text[start:end]


def _is_paper(ctx: Context, group: Cluster, papers: Collection[Span]) -> bool:
    """*told the Norpress agency*, *dans une interview au Times*: a body with a name, whose place makes it an outlet."""
    body = group.names and type_of(group, ctx.pack) in (SourceType.ORGANIZATION, SourceType.UNKNOWN)
    return bool(body) and any((r.start, r.end) in papers for r in group.references)


def _apart_from(spoken: Collection[Span], spans: Collection[Span]) -> list[Span]:
    """The spans in order, none inside or across another; the mentions of speakers stay just as they are."""
    kept = sorted(span for span in spans if span in spoken)
    others: list[Span] = []
    for start, end in sorted(span for span in spans if span not in spoken):
        if others and start < others[-1][1]:
            # A title and the name in it are one mention.
            others[-1] = others[-1][0], max(end, others[-1][1])
        else:
            others.append((start, end))
    return sorted(kept + [span for span in others if not _crosses(span, kept)])


def _crosses(span: Span, kept: Sequence[Span]) -> bool:
    """One of the spans, which are in order, has a letter in common with this one."""
    place = bisect_right(kept, span)
    return any(start < span[1] and span[0] < end for start, end in kept[max(0, place - 2) : place + 1])


def outlet_of(ctx: Context, group: Cluster, spoken: Collection[tuple[int, int]], known: list[Outlet]) -> Outlet | None:
    """The outlet of the registry that a source is: one of its mentions as a speaker can only be that one."""
    if not group.names or group.kind in (SourceType.PERSON, SourceType.DOCUMENT, SourceType.GROUP):
        return None
    # "Le Figaro … le quotidien": what is called a paper is one, wherever it was named.
    referred = bool(group.nouns & ctx.pack.anaphora.outlet)
    for reference in group.references:
        if reference.name is None or not (referred or (reference.start, reference.end) in spoken):
            continue
        start = ctx.document.folded.find(reference.name, reference.start, reference.end)
        start = reference.start if start < 0 else start
        for low, high in ((reference.start, reference.end), (start, start + len(reference.name))):
            if (link := linked(ctx, reference.sentence, low, high, known)) is not None:
                return link.outlet
    return None
