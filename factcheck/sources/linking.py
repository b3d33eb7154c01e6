"""Where noun phrases and pronouns lead: agreement first, then roles, then who is in the reader's mind."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import define, field

from factcheck.languages import Pack
from factcheck.report import SourceType
from factcheck.sources.clusters import Cluster
from factcheck.sources.kinds import is_place
from factcheck.sources.references import Reference, Sort

_PEOPLE = frozenset((SourceType.PERSON, SourceType.GROUP))
# How far back a description and a pronoun reach, in sentences.
_FAR = {Sort.NOUN: 40, Sort.PRONOUN: 5}
# What keeps somebody in mind, and what each sentence between takes away.
# Tuned together on GUM's coreference (news, interview) and the Wikinews development sets.
_SUBJECT, _SPEAKER, _OFTEN, _LAST_SPEAKER = 0.6, 0.35, 0.17, 0.8
_QUOTED, _UNKNOWN_GENDER, _BODY_AS_PRONOUN, _OBLIQUE = -1.5, -0.2, -1.8, -0.5
_ONLY_QUOTED, _FAMILY, _OTHER_FAMILY = -3.0, 2.0, -1.0
_STEP = 1.5
_REMEMBERED = 60


@define
class Linker:
    """Walks through the references of a document in order; ``spoken`` holds the starts of mentions of
    speakers.
    """

    pack: Pack
    spoken: Collection[int]
    where: dict[Reference, Cluster]
    recent: dict[int, tuple[Cluster, Reference]] = field(factory=dict)
    clusters: list[Cluster] = field(factory=list)
    last_speaker: Cluster | None = None
    apart: Mapping[int, Reference] = field(factory=dict)
    clock: Sequence[int] = ()

    def walk(self, references: list[Reference]) -> None:
        """Lead every reference to a cluster; names have theirs already."""
        for reference in references:
            cluster = self.where.get(reference)
            if cluster is None:
                cluster = self._lead(reference)
                if cluster is None:
                    continue
                cluster.add(reference)
                self.where[reference] = cluster
            self._remember(cluster, reference)

    def _remember(self, cluster: Cluster, reference: Reference) -> None:
        self.recent.pop(id(cluster), None)
        self.recent[id(cluster)] = cluster, reference
        if reference.start in self.spoken:
            self.last_speaker = cluster
        while len(self.recent) > _REMEMBERED:
            del self.recent[next(iter(self.recent))]

    def _lead(self, reference: Reference) -> Cluster | None:
        if reference.sort is Sort.PRONOUN:
            return self._salient(reference, self._agreeing(reference))
        if reference.sort is not Sort.NOUN:
            return None
        found = self._described(reference)
        if found is None:
            found = Cluster()
            if reference.determiner == "possessive":
                found.possessor = self._owner(reference)
        return found

    # -- descriptions
    # ------------------------------------------------------------------------------------------

    def _described(self, reference: Reference) -> Cluster | None:
        if reference.determiner in ("indefinite", "quantifier") or (
            not reference.determiner and reference.number != "Plur"
        ):
            # Nobody who was there before; English titles stand without article ("spokesman for …") and are
            # new too.
            return self._repeated(reference) if reference.determiner == "" else None
        same = self._repeated(reference)
        if same is not None or reference.determiner == "possessive":
            return same
        return self._by_kind(reference)

    def _repeated(self, reference: Reference) -> Cluster | None:
        """Somebody who was called by the same noun: "un porte-parole … le porte-parole", "X, ministre …
        le ministre".
        """
        nouns = reference.roles | {reference.noun}
        found = []
        for cluster, last in reversed(self.recent.values()):
            if last.sort is Sort.PRONOUN and not cluster.nouns and not cluster.roles:
                continue
            if not nouns & (cluster.roles | cluster.nouns) or not _agree(reference, cluster):
                continue
            if reference.complement and cluster.complements and not reference.complement & cluster.complements:
                continue
            if (cluster.kind is SourceType.PERSON) != (reference.kind is SourceType.PERSON):
                continue
            found.append(
                (
                    self._score(reference, cluster, last) + bool(reference.complement & cluster.complements) * 3,
                    cluster,
                )
            )
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def _by_kind(self, reference: Reference) -> Cluster | None:
        """Somebody of the same type whom the noun may stand for: "l'ONG", "le chercheur", "the paper"."""
        if reference.number == "Plur":
            return None
        if reference.kind is SourceType.PERSON:
            if self.spoken and reference.start not in self.spoken and reference.determiner != "demonstrative":
                # "the user", "le joueur": who says nothing is more often anybody than somebody named before.
                return None
            # A title of one's own belongs to one who has none yet, and stands near.
            narrow = bool(reference.complement) and reference.determiner != "demonstrative"
            far = 1 if narrow else 6
            candidates = [
                (c, r)
                for c, r in self._open(reference)
                if c.names and self._person(c) and self._between(r, reference) <= far and not (narrow and c.roles)
            ]
            return self._salient(reference, candidates)
        nouns = {reference.noun}
        for key, kinds in _ANAPHORA.items():
            if nouns & self.pack.anaphora[key]:
                narrowed = [
                    (c, r)
                    for c, r in self._open(reference)
                    if c.kind in kinds
                    and (c.names or key == "document")
                    and not self._contradicts(reference, c)
                    and (key == "document" or not all(is_place(words, self.pack) for words in c.names))
                    and not (reference.narrow and self._between(r, reference) > 1)
                ]
                if found := self._salient(reference, narrowed):
                    return found
        return None

    def _contradicts(self, reference: Reference, cluster: Cluster) -> bool:
        """The document or body was called something else that tells it apart."""
        return reference.kind is SourceType.DOCUMENT and bool(cluster.nouns) and reference.noun not in cluster.nouns

    def _owner(self, reference: Reference) -> Cluster | None:
        # The owner's gender is no matter: "son avocat", "her lawyer".
        people = [
            (c, r)
            for c, r in self.recent.values()
            if self._person(c) and not c.plural and c.names and self._between(r, reference) <= _FAR[Sort.PRONOUN]
        ]
        return self._salient(reference, people)

    def _person(self, cluster: Cluster) -> bool:
        """A person, or somebody with a name of two words who speaks, and of whom nothing else is known."""
        if cluster.kind is not None:
            return cluster.kind is SourceType.PERSON
        speaks = any(r.start in self.spoken for r in cluster.references)
        return speaks and any(len(parts) > 1 for parts in cluster.names)

    # -- salience
    # ----------------------------------------------------------------------------------------------

    def _open(self, reference: Reference) -> Iterator[tuple[Cluster, Reference]]:
        for cluster, last in reversed(self.recent.values()):
            if self._between(last, reference) > _FAR[Sort.NOUN]:
                continue
            if last.end > reference.start or not (_agree(reference, cluster) or self._loose(reference, cluster)):
                continue
            yield cluster, last

    def _loose(self, reference: Reference, cluster: Cluster) -> bool:
        """*they* of a body in the singular."""
        loose = reference.sort is Sort.PRONOUN and reference.noun in self.pack.pronouns["loose"]
        return loose and cluster.kind is SourceType.ORGANIZATION

    def _agreeing(self, reference: Reference) -> list[tuple[Cluster, Reference]]:
        excluded = self.where.get(self.apart[reference.start]) if reference.start in self.apart else None
        person_only = reference.noun in self.pack.pronouns["persons"]
        body_only = reference.noun in self._for_bodies
        return [
            (c, r)
            for c, r in self._open(reference)
            if self._between(r, reference) <= _FAR[Sort.PRONOUN]
            and c is not excluded
            and not (person_only and not self._human(c))
            and not (body_only and c.kind in (SourceType.PERSON, SourceType.GROUP))
        ]

    @property
    def _for_bodies(self) -> Collection[str]:
        bodies: Collection[str] = self.pack.pronouns["bodies"]
        return bodies

    def _human(self, cluster: Cluster) -> bool:
        """One person, or a name that may be one."""
        named = cluster.kind is None and bool(cluster.names)
        return not cluster.plural and (cluster.kind is SourceType.PERSON or named)

    def _between(self, last: Reference, reference: Reference) -> int:
        """The distance in sentences; what is said in quotation marks between the two takes no time."""
        if self.clock and not reference.quoted:
            return self.clock[reference.sentence] - self.clock[last.sentence]
        return reference.sentence - last.sentence

    def _salient(self, reference: Reference, candidates: list[tuple[Cluster, Reference]]) -> Cluster | None:
        if not candidates:
            return None
        return max(candidates, key=lambda pair: (self._score(reference, *pair), pair[1].start))[0]

    def _score(self, reference: Reference, cluster: Cluster, last: Reference) -> float:
        score = -_STEP * self._between(last, reference)
        score += _SUBJECT if last.subject else _OBLIQUE
        score += _SPEAKER if last.start in self.spoken else 0
        score += _LAST_SPEAKER if cluster is self.last_speaker else 0
        score += _OFTEN * min(4, len(cluster.references))
        score += _QUOTED if last.quoted and not reference.quoted else 0
        if reference.gender and not cluster.gender:
            score += _UNKNOWN_GENDER
        if reference.sort is Sort.PRONOUN and cluster.kind not in _PEOPLE and reference.noun not in self._for_bodies:
            score += _BODY_AS_PRONOUN
        if not reference.quoted and all(r.quoted for r in cluster.references):
            score += _ONLY_QUOTED
        return score + self._family(reference, cluster)

    def _family(self, reference: Reference, cluster: Cluster) -> float:
        """Nouns of one family go together: "le syndicat … la centrale", not "la société … la centrale"."""
        families = [words for key, words in self.pack.anaphora.items() if key.startswith("family_")]
        nouns = cluster.roles | cluster.nouns
        for words in families:
            if reference.noun in words:
                if nouns & words:
                    return _FAMILY
                return _OTHER_FAMILY if any(nouns & other for other in families if other is not words) else 0.0
        return 0.0


_ANAPHORA = {
    "organization": frozenset((SourceType.ORGANIZATION, None)),
    "outlet": frozenset((SourceType.OUTLET, None)),
    "document": frozenset((SourceType.DOCUMENT,)),
}


def _agree(reference: Reference, cluster: Cluster) -> bool:
    """Number fits, and so does gender where both are known."""
    if reference.number and cluster.numbers and (reference.number == "Plur") != cluster.plural:
        return False
    person = cluster.kind is SourceType.PERSON
    if reference.sort is Sort.NOUN and not person:
        # A body has the gender of the noun that it was last called by.
        return True
    return not (reference.gender and cluster.gender and reference.gender != cluster.gender)


def join_later(clusters: list[Cluster], pack: Pack) -> dict[int, Cluster]:
    """Descriptions whose name comes later: "le maire de Lyon … le maire de Lyon, Paul Durand"; by the
    cluster's id.
    """
    by_role: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.names and cluster.kind is SourceType.PERSON:
            for role in cluster.roles:
                by_role[role].append(cluster)
    joined: dict[int, Cluster] = {}
    for cluster in clusters:
        first = cluster.references[0]
        if cluster.names or first.sort is not Sort.NOUN or cluster.kind is not SourceType.PERSON:
            continue
        if first.determiner not in ("definite", "possessive", "demonstrative"):
            continue
        fitting = [
            c
            for c in {id(c): c for noun in cluster.nouns for c in by_role[noun]}.values()
            if _agree(first, c) and (cluster.complements & c.complements or not (cluster.complements and c.complements))
        ]
        if len(fitting) == 1 and (cluster.complements & fitting[0].complements or first.determiner == "possessive"):
            joined[id(cluster)] = fitting[0]
    return joined
