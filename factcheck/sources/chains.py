"""From attributions to sources and chains: whom each mention means, and who passes what on."""

from collections.abc import Collection, Sequence

from attrs import evolve, field, frozen

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found, Holder
from factcheck.report import Mention, Source, SourceType
from factcheck.sources.anonymity import is_anonymous
from factcheck.sources.clusters import Cluster
from factcheck.sources.completing import completed
from factcheck.sources.describing import describe
from factcheck.sources.entities import Clustering, cluster
from factcheck.sources.labels import description, label, type_of
from factcheck.sources.outlets import linked
from factcheck.sources.references import Reference, Sort
from factcheck.sources.registry import Outlet


@frozen
class Resolved:
    """The sources of a document, and for each attribution the ids of its chain, nearest teller first."""

    sources: tuple[Source, ...]
    chains: tuple[tuple[str, ...], ...]


def resolve(ctx: Context, found: Sequence[Found], outlet: str | None = None) -> Resolved:
    """Group the mentions of speakers into sources and build the chain behind each attribution.

    ``outlet`` is the article's own outlet: what it was told itself is first-hand, so it is no relay.
    """
    references = _references(ctx, found)
    apart = _apart(ctx, found, references)
    clustering = cluster(ctx, tuple(dict.fromkeys(references.values())), apart)
    links = _Speakers(ctx, found, references, clustering)
    chains = [links.chain(place) for place in range(len(found))]
    order = {id(c): n for n, c in enumerate(dict.fromkeys(c for chain in chains for c in chain), 1)}
    kept = list(dict.fromkeys(c for chain in chains for c in chain))
    spoken = {holder.span for holder in references}
    known: list[Outlet] = []
    sources = tuple(_source(ctx, f"s{order[id(c)]}", c, spoken, known) for c in kept)
    return Resolved(sources, tuple(tuple(f"s{order[id(c)]}" for c in chain) for chain in chains))


def _references(ctx: Context, found: Sequence[Found]) -> dict[Holder, Reference]:
    holders = dict.fromkeys(h for a in found for h in (*a.relays, a.source) if h is not None)
    by_span: dict[tuple[int, int], Reference] = {}
    result = {}
    for holder in holders:
        if holder.span not in by_span:
            start, end = completed(ctx, holder)
            told = describe(ctx, holder.sentence, start, end, holder.token)
            by_span[holder.span] = evolve(told, start=holder.start, end=holder.end)
        result[holder] = by_span[holder.span]
    return result


def _apart(ctx: Context, found: Sequence[Found], references: dict[Holder, Reference]) -> dict[int, Reference]:
    """For pronouns in a quotation, the one who speaks there."""
    result = {}
    for a in found:
        if a.source is None:
            continue
        for other in found:
            source = other.source
            if source is not None and other is not a and any(s <= source.start < e for s, e in a.content):
                result[source.start] = references[a.source]
    return result


@frozen(eq=False)
class _Speakers:
    ctx: Context
    found: Sequence[Found]
    references: dict[Holder, Reference]
    clustering: Clustering
    alone: dict[tuple[int, int], Cluster] = field(factory=dict)

    def chain(self, place: int) -> tuple[Cluster, ...]:
        """The clusters of a chain, nearest teller first; nobody twice."""
        a = self.found[place]
        members = [*(self.whom(h) for h in a.relays), self.whom(a.source)]
        kept: list[Cluster] = []
        for member in reversed(members):
            if member is not None and all(member is not other for other in kept):
                kept.append(member)
        return tuple(reversed(kept))

    def whom(self, holder: Holder | None) -> Cluster | None:
        """The cluster of a mention; *I* is the one who speaks there."""
        if holder is None:
            return None
        reference = self.references[holder]
        if reference.sort is Sort.FIRST:
            around = next(
                (a.source for a in self.found if a.source not in (None, holder) and _covers(a, holder.start)), None
            )
            return self.whom(around) if around is not None else None
        found = self.clustering.where.get(holder.span) or self.alone.get(holder.span)
        if found is None:
            # A pronoun that leads nowhere stands for itself.
            found = self.alone[holder.span] = Cluster()
            found.add(reference)
        return found


def _covers(a: Found, offset: int) -> bool:
    return any(start <= offset < end for start, end in a.content)


def _source(ctx: Context, id: str, group: Cluster, spoken: Collection[tuple[int, int]], known: list[Outlet]) -> Source:
    text = ctx.document.text
    spans = sorted({(r.start, r.end) for r in group.references})
    outlet = _outlet(ctx, group, spoken, known)
    if outlet is not None:
        known.append(outlet)
    return Source(
        id=id,
        name=label(group, ctx.pack, outlet),
        type=SourceType.OUTLET if outlet is not None else type_of(group, ctx.pack),
        anonymous=is_anonymous(group, ctx.pack),
        mentions=tuple(Mention(text[start:end], start, end) for start, end in spans),
        link=outlet.link if outlet is not None else None,
        description=description(group),
    )


def _outlet(ctx: Context, group: Cluster, spoken: Collection[tuple[int, int]], known: list[Outlet]) -> Outlet | None:
    """The outlet of the registry that a source is: one of its mentions as a speaker can only be that one."""
    if not group.names or group.kind in (SourceType.PERSON, SourceType.DOCUMENT, SourceType.GROUP):
        return None
    for reference in group.references:
        if reference.name is None or (reference.start, reference.end) not in spoken:
            continue
        start = ctx.document.folded.find(reference.name, reference.start, reference.end)
        start = reference.start if start < 0 else start
        for low, high in ((reference.start, reference.end), (start, start + len(reference.name))):
            if (link := linked(ctx, reference.sentence, low, high, known)) is not None:
                return link.outlet
    return None
