"""From attributions to sources and chains."""

from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve, frozen

from factcheck.entities.around import Contents, apart_from_speakers
from factcheck.entities.chains import Speakers
from factcheck.entities.choice import Choose, choose
from factcheck.entities.clusters import Cluster
from factcheck.entities.completing import completed, several_before
from factcheck.entities.entities import cluster
from factcheck.entities.making import make_source
from factcheck.entities.own_outlet import same_outlet
from factcheck.entities.unnamed import parts_of
from factcheck.grammar.values import Found
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.context import Context
from factcheck.mentions.describing import describe
from factcheck.mentions.outlets import is_outlet
from factcheck.mentions.references import Reference
from factcheck.mentions.values import SourceMention
from factcheck.outlets.registry import Outlet
from factcheck.report import Source, SourceType

# What one of several is: *two guards, one of whom*.
_OF_MANY: dict[SourceType | None, SourceType] = {SourceType.GROUP: SourceType.PERSON}


@frozen
class Resolved:
    """The sources of a document, and for each attribution the ids of its chain, nearest teller first."""

    sources: tuple[Source, ...]
    chains: tuple[tuple[str, ...], ...]

    @property
    def origins(self) -> tuple[Source | None, ...]:
        """The end of each chain, None where there is none."""
        by_id = {source.id: source for source in self.sources}
        return tuple(by_id[chain[-1]] if chain else None for chain in self.chains)


def resolve(ctx: Context, found: Sequence[Found], outlet: str | None = None, choose: Choose = choose) -> Resolved:
    """Group the mentions of speakers into sources and build the chain behind each attribution.

    ``outlet`` is the article's own outlet: what it was told itself is first-hand, so it is no relay.
    ``choose`` decides which person a noun phrase or a pronoun means.
    """
    references = _references(ctx, found)
    contents = Contents(found)
    apart = apart_from_speakers(contents, references)
    clustering = cluster(ctx, tuple(dict.fromkeys(references.values())), apart, choose)
    links = Speakers(ctx, found, references, clustering, contents)
    own = same_outlet(ctx, outlet)
    chains = [links.chain(place, own) for place in range(len(found))]
    kept = list(dict.fromkeys(c for chain in chains for c in chain))
    order = {c: n for n, c in enumerate(kept, 1)}
    known: list[Outlet] = []
    parts = parts_of(found)
    papers = frozenset(h.span for a in found for h in a.relays if _is_paper(ctx, h))
    sources = {c: make_source(ctx, f"s{order[c]}", c, links.spoken, known, parts, papers) for c in kept}
    weights = _weights(chains, found)
    heaviest = sorted(kept, key=lambda c: weights[c])
    return Resolved(
        tuple(sources[c] for c in heaviest),
        tuple(tuple(f"s{order[c]}" for c in chain) for chain in chains),
    )


def _is_paper(ctx: Context, relay: SourceMention) -> bool:
    """The relay is an outlet where it stands, if only one of several of that name: *au micro de RTL*."""
    return is_outlet(ctx, relay, addressed=True) or ctx.pack.registry.may_be(ctx.document.text[relay.start : relay.end])


def _weights(chains: Sequence[tuple[Cluster, ...]], found: Sequence[Found]) -> dict[Cluster, tuple[int, int, int]]:
    """For sorting, by cluster: the claims that come from a source, those that pass through it, the length
    of its own.
    """
    weights: dict[Cluster, list[int]] = defaultdict(lambda: [0, 0, 0])
    for a, chain in zip(found, chains, strict=True):
        for member in chain[:-1]:
            weights[member][1] -= 1
        if chain:
            weights[chain[-1]][0] -= 1
            weights[chain[-1]][2] -= sum(end - start for start, end in a.content)
    return {key: (own, relayed, length) for key, (own, relayed, length) in weights.items()}


def _references(ctx: Context, found: Sequence[Found]) -> dict[SourceMention, Reference]:
    holders = dict.fromkeys(h for a in found for h in (*a.relays, a.source) if h is not None)
    by_span: dict[tuple[int, int], Reference] = {}
    result = {}
    for holder in holders:
        if holder.span not in by_span:
            start, end = completed(ctx, holder)
            told = describe(ctx, holder.sentence, start, end, holder.token)
            if several_before(ctx, holder) is not None:
                told = evolve(
                    told, number="Sing", determiner=Determiner.INDEFINITE, kind=_OF_MANY.get(told.kind, told.kind)
                )
            by_span[holder.span] = evolve(told, start=holder.start, end=holder.end, token=holder.token)
        result[holder] = by_span[holder.span]
    return result
