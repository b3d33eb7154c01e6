"""Whom each mention of a speaker means, and who passes what on."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from factcheck.entities.around import Contents
from factcheck.entities.clusters import Cluster
from factcheck.entities.entities import Clustering
from factcheck.entities.labels import first_mention
from factcheck.entities.making import outlet_of
from factcheck.grammar.values import Found
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.context import Context
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.values import SourceMention
from factcheck.report import SourceType

# How many sentences back a report that is only called "the report" was made, and how many attributions.
_NEAR, _LOOK = 2, 200
# How many attributions before it a follow-up looks for the one that it goes on with.
_BACK = 10


@frozen(eq=False)
class Speakers:
    """The mentions of speakers with the clusters that they lead to."""

    ctx: Context
    found: Sequence[Found]
    references: Mapping[SourceMention, Reference]
    clustering: Clustering
    contents: Contents
    alone: dict[tuple[int, int], Cluster] = field(factory=dict)
    # What is asked of the same cluster at every attribution, by its id.
    _firsts: dict[Cluster, Reference] = field(factory=dict, init=False)
    _outlets: dict[Cluster, bool] = field(factory=dict, init=False)

    def chain(self, place: int, own: Callable[[Cluster], bool]) -> tuple[Cluster, ...]:
        """The clusters of a chain, nearest teller first; nobody twice, and no relay that is the article's
        own.
        """
        a = self.found[place]
        origin = self.whom(a.source)
        relays = [c for h in a.relays if (c := self.whom(h)) is not None and not self._is_platform(c)]
        bare = a.source is not None and not self.references[a.source].complement
        if origin is not None and bare and not relays and origin.kind is SourceType.DOCUMENT:
            relays = list(self._publisher(place, origin))
        if origin is not None and not relays:
            relays = list(self._followed(place, origin))
        if origin is not None and not relays and origin.nouns & self.ctx.pack.anonymity.of_owner:
            # "Selon ses sources": they told their owner, not the article.
            relays = [origin.possessor] if origin.possessor is not None else []
        members = [*(r for r in relays if not own(r)), origin]
        kept: list[Cluster] = []
        for member in reversed(members):
            if member is not None and all(member is not other for other in kept):
                kept.append(member)
        return tuple(reversed(kept))

    def _is_platform(self, group: Cluster) -> bool:
        """*Posted on X*: where somebody writes himself, and nobody who passes it on."""
        return any(" ".join(name) in self.ctx.pack.relays.platforms for name in group.names)

    def _followed(self, place: int, origin: Cluster) -> tuple[Cluster, ...]:
        """Who passed on what the same speaker said before, in the same paragraph: *she added* goes on with it."""
        paragraph = self._paragraph(place)
        for earlier in range(place - 1, max(-1, place - _BACK), -1):
            if self._paragraph(earlier) != paragraph:
                break
            other = self.found[earlier]
            if other.relays and self.whom(other.source) is origin:
                return tuple(c for h in other.relays if (c := self.whom(h)) is not None)
        return ()

    def _paragraph(self, place: int) -> tuple[int, int]:
        return self.ctx.paragraph(self.ctx.sentence_at(self._start(place)))

    def _publisher(self, place: int, document: Cluster) -> tuple[Cluster, ...]:
        """Who relayed a document before, or whose report *le rapport* is: the outlet of the attribution
        just before.
        """
        start = self._start(place)
        for earlier in range(place - 1, max(-1, place - _LOOK), -1):
            other = self.found[earlier]
            if self.whom(other.source) is document and other.relays:
                return tuple(c for h in other.relays if (c := self.whom(h)) is not None)
        first = self._first(document)
        if (
            first.start < start
            or first.narrow
            or first.determiner not in (Determiner.DEFINITE, Determiner.DEMONSTRATIVE)
            or not place
        ):
            return ()
        before = self.found[place - 1]
        tellers = [c for h in (*before.relays, before.source) if (c := self.whom(h)) is not None]
        sentence = self.ctx.sentence_at(start)
        near = before.cue is not None and 0 <= sentence - before.cue.sentence <= _NEAR
        return tuple(c for c in tellers[:1] if near and c.names and self._is_outlet(c))

    def _start(self, place: int) -> int:
        source = self.found[place].source
        return source.start if source is not None else self.found[place].content[0][0]

    def _first(self, group: Cluster) -> Reference:
        if group not in self._firsts:
            self._firsts[group] = first_mention(group)
        return self._firsts[group]

    def _is_outlet(self, group: Cluster) -> bool:
        if group not in self._outlets:
            linked = group.kind is SourceType.OUTLET or outlet_of(self.ctx, group, self.spoken, []) is not None
            self._outlets[group] = linked
        return self._outlets[group]

    @cached_property
    def spoken(self) -> frozenset[tuple[int, int]]:
        """The spans of all mentions of speakers."""
        return frozenset(holder.span for holder in self.references)

    def whom(self, holder: SourceMention | None) -> Cluster | None:
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
