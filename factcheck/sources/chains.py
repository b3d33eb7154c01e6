"""From attributions to sources and chains: whom each mention means, and who passes what on."""

from collections.abc import Sequence

from attrs import frozen

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found, Holder
from factcheck.report import Mention, Source
from factcheck.sources.anonymity import is_anonymous
from factcheck.sources.clusters import Cluster
from factcheck.sources.describing import describe
from factcheck.sources.entities import Clustering, cluster
from factcheck.sources.labels import description, label, type_of
from factcheck.sources.references import Reference, Sort


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
    sources = tuple(_source(ctx, f"s{order[id(c)]}", c) for c in kept)
    return Resolved(sources, tuple(tuple(f"s{order[id(c)]}" for c in chain) for chain in chains))


def _references(ctx: Context, found: Sequence[Found]) -> dict[Holder, Reference]:
    holders = dict.fromkeys(h for a in found for h in (*a.relays, a.source) if h is not None)
    by_span: dict[tuple[int, int], Reference] = {}
    result = {}
    for holder in holders:
        if holder.span not in by_span:
            by_span[holder.span] = describe(ctx, holder.sentence, holder.start, holder.end, holder.token)
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
        if reference not in self.clustering.where:
            # A pronoun that leads nowhere stands for itself.
            alone = Cluster()
            alone.add(reference)
            self.clustering.where[reference] = alone  # type: ignore[index]
        return self.clustering.where[reference]


def _covers(a: Found, offset: int) -> bool:
    return any(start <= offset < end for start, end in a.content)


def _source(ctx: Context, id: str, group: Cluster) -> Source:
    text = ctx.document.text
    spans = sorted({(r.start, r.end) for r in group.references})
    return Source(
        id=id,
        name=label(group, ctx.pack),
        type=type_of(group),
        anonymous=is_anonymous(group, ctx.pack),
        mentions=tuple(Mention(text[start:end], start, end) for start, end in spans),
        link=None,
        description=description(group),
    )
