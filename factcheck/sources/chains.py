"""From attributions to sources and chains: whom each mention means, and who passes what on."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

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
from factcheck.sources.outlets import linked, registry
from factcheck.sources.references import Reference, Sort
from factcheck.sources.registry import Outlet
from factcheck.sources.unnamed import parts_of, unnamed
from factcheck.sources.words import words
from factcheck.tokens import Span

# How many sentences back a report that is only called "the report" was made.
_NEAR = 2
# How many attributions back, and how many contents around a mention, are looked at.
_LOOK = 200
# The article of an outlet's name, in words as they are compared.
_LEADING = (("the",), ("le",), ("la",), ("l",))


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
    contents = _Contents(found)
    apart = _apart(contents, references)
    clustering = cluster(ctx, tuple(dict.fromkeys(references.values())), apart)
    links = _Speakers(ctx, found, references, clustering, contents)
    own = _same_outlet(ctx, outlet)
    chains = [links.chain(place, own) for place in range(len(found))]
    kept = list(dict.fromkeys(c for chain in chains for c in chain))
    order = {id(c): n for n, c in enumerate(kept, 1)}
    known: list[Outlet] = []
    parts = parts_of(found)
    sources = {id(c): _source(ctx, f"s{order[id(c)]}", c, links.spoken, known, parts) for c in kept}
    weights = _weights(chains, found)
    heaviest = sorted(kept, key=lambda c: weights[id(c)])
    return Resolved(
        tuple(sources[id(c)] for c in heaviest),
        tuple(tuple(f"s{order[id(c)]}" for c in chain) for chain in chains),
    )


def _same_outlet(ctx: Context, outlet: str | None) -> Callable[[Cluster], bool]:
    """Whether a cluster is the article's own outlet, which was told at first hand."""
    if outlet is None:
        return lambda group: False
    link = registry().link(outlet, cited=True, language=ctx.pack.code)
    names = {words(outlet), words(link.outlet.name) if link else ()}
    links = {id(link.outlet)} if link else set()

    def own(group: Cluster) -> bool:
        forms = {form[1:] if form[:1] in _LEADING and len(form) > 1 else form for form in group.names}
        if forms & {form[1:] if form[:1] in _LEADING and len(form) > 1 else form for form in names}:
            return True
        known = [
            found
            for reference in group.references
            if links and (found := linked(ctx, reference.sentence, reference.start, reference.end)) is not None
        ]
        return any(id(found.outlet) in links for found in known)

    return own


def _weights(chains: Sequence[tuple[Cluster, ...]], found: Sequence[Found]) -> dict[int, tuple[int, int, int]]:
    """For sorting, by cluster: the claims that come from a source, those that pass through it, the length
    of its own.
    """
    weights: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for a, chain in zip(found, chains, strict=True):
        for member in chain[:-1]:
            weights[id(member)][1] -= 1
        if chain:
            weights[id(chain[-1])][0] -= 1
            weights[id(chain[-1])][2] -= sum(end - start for start, end in a.content)
    return {key: (own, relayed, length) for key, (own, relayed, length) in weights.items()}


def _references(ctx: Context, found: Sequence[Found]) -> dict[Holder, Reference]:
    holders = dict.fromkeys(h for a in found for h in (*a.relays, a.source) if h is not None)
    by_span: dict[tuple[int, int], Reference] = {}
    result = {}
    for holder in holders:
        if holder.span not in by_span:
            start, end = completed(ctx, holder)
            told = describe(ctx, holder.sentence, start, end, holder.token)
            by_span[holder.span] = evolve(told, start=holder.start, end=holder.end, token=holder.token)
        result[holder] = by_span[holder.span]
    return result


@frozen(eq=False)
class _Contents:
    """The contents of all attributions by where they begin, to find those around an offset."""

    found: Sequence[Found]

    @cached_property
    def _spans(self) -> list[tuple[int, int, int]]:
        return sorted((start, end, n) for n, a in enumerate(self.found) for start, end in a.content)

    def around(self, offset: int) -> Iterator[Found]:
        """The attributions whose content holds an offset, the nearest beginning first, as far back as is
        likely.
        """
        place = bisect_right(self._spans, (offset, len(self.found), len(self.found)))
        for start, end, n in reversed(self._spans[max(0, place - _LOOK) : place]):
            if start <= offset < end:
                yield self.found[n]


def _apart(contents: _Contents, references: dict[Holder, Reference]) -> dict[int, Reference]:
    """For mentions in what somebody says, the one who says it."""
    result = {}
    for a in contents.found:
        if a.source is not None:
            around = (o.source for o in contents.around(a.source.start) if o is not a and o.source is not None)
            if (speaker := next(around, None)) is not None and speaker != a.source:
                result[a.source.start] = references[speaker]
    return result


@frozen(eq=False)
class _Speakers:
    ctx: Context
    found: Sequence[Found]
    references: dict[Holder, Reference]
    clustering: Clustering
    contents: _Contents
    alone: dict[tuple[int, int], Cluster] = field(factory=dict)

    def chain(self, place: int, own: Callable[[Cluster], bool]) -> tuple[Cluster, ...]:
        """The clusters of a chain, nearest teller first; nobody twice, and no relay that is the article's
        own.
        """
        a = self.found[place]
        origin = self.whom(a.source)
        relays = [self.whom(h) for h in a.relays]
        bare = a.source is not None and not self.references[a.source].complement
        if origin is not None and bare and not relays and type_of(origin, self.ctx.pack) is SourceType.DOCUMENT:
            relays = list(self._publisher(place, origin))
        if origin is not None and not relays and origin.nouns & self.ctx.pack.anonymity["of_owner"]:
            # "Selon ses sources": they told their owner, not the article.
            relays = [origin.possessor]
        members = [*(r for r in relays if r is not None and not own(r)), origin]
        kept: list[Cluster] = []
        for member in reversed(members):
            if member is not None and all(member is not other for other in kept):
                kept.append(member)
        return tuple(reversed(kept))

    def _publisher(self, place: int, document: Cluster) -> tuple[Cluster, ...]:
        """Who relayed a document before, or whose report *le rapport* is: the outlet of the attribution
        just before.
        """
        start = self._start(place)
        for earlier in range(place - 1, max(-1, place - _LOOK), -1):
            other = self.found[earlier]
            if self.whom(other.source) is document and other.relays:
                return tuple(c for h in other.relays if (c := self.whom(h)) is not None)
        first = min(document.references, key=lambda r: r.start)
        if first.start < start or first.narrow or first.determiner not in ("definite", "demonstrative") or not place:
            return ()
        before = self.found[place - 1]
        tellers = [c for h in (*before.relays, before.source) if (c := self.whom(h)) is not None]
        sentence = self.ctx.sentence_at(start)
        near = before.cue is not None and 0 <= sentence - before.cue.sentence <= _NEAR
        return tuple(c for c in tellers[:1] if near and c.names and self._is_outlet(c))

    def _start(self, place: int) -> int:
        source = self.found[place].source
        return source.start if source is not None else self.found[place].content[0][0]

    def _is_outlet(self, group: Cluster) -> bool:
        return group.kind is SourceType.OUTLET or _outlet(self.ctx, group, self.spoken, []) is not None

    @cached_property
    def spoken(self) -> frozenset[tuple[int, int]]:
        """The spans of all mentions of speakers."""
        return frozenset(holder.span for holder in self.references)

    def whom(self, holder: Holder | None) -> Cluster | None:
        """The cluster of a mention; *I* is the one who speaks there."""
        if holder is None:
            return None
        reference = self.references[holder]
        if reference.sort is Sort.FIRST:
            speakers = (a.source for a in self.contents.around(holder.start) if a.source not in (None, holder))
            around = next(speakers, None)
            return self.whom(around) if around is not None else None
        found = self.clustering.where.get(holder.span) or self.alone.get(holder.span)
        if found is None:
            # A pronoun that leads nowhere stands for itself.
            found = self.alone[holder.span] = Cluster()
            found.add(reference)
        return found


def _source(
    ctx: Context,
    id: str,
    group: Cluster,
    spoken: Collection[Span],
    known: list[Outlet],
    parts: Mapping[int, Sequence[Span]],
) -> Source:
    text = ctx.document.text
    spans = _apart_from(spoken, {(r.start, r.end) for r in group.references})
    outlet = _outlet(ctx, group, spoken, known)
    if outlet is not None:
        known.append(outlet)
    anonymous = is_anonymous(group, ctx.pack)
    return Source(
        id=id,
        name=label(group, ctx.pack, outlet),
        type=SourceType.OUTLET if outlet is not None else type_of(group, ctx.pack),
        anonymous=anonymous,
        mentions=tuple(Mention(text[start:end], start, end) for start, end in spans),
        link=outlet.link if outlet is not None else None,
        description=description(group),
        unnamed=unnamed(ctx, group, parts) if anonymous else None,
    )


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


def _outlet(ctx: Context, group: Cluster, spoken: Collection[tuple[int, int]], known: list[Outlet]) -> Outlet | None:
    """The outlet of the registry that a source is: one of its mentions as a speaker can only be that one."""
    if not group.names or group.kind in (SourceType.PERSON, SourceType.DOCUMENT, SourceType.GROUP):
        return None
    # "Le Figaro … le quotidien": what is called a paper is one, wherever it was named.
    referred = bool(group.nouns & ctx.pack.anaphora["outlet"])
    for reference in group.references:
        if reference.name is None or not (referred or (reference.start, reference.end) in spoken):
            continue
        start = ctx.document.folded.find(reference.name, reference.start, reference.end)
        start = reference.start if start < 0 else start
        for low, high in ((reference.start, reference.end), (start, start + len(reference.name))):
            if (link := linked(ctx, reference.sentence, low, high, known)) is not None:
                return link.outlet
    return None
