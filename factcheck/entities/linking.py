"""Where every reference of a document leads: names have their clusters already, descriptions and pronouns follow."""

from collections.abc import Mapping

from attrs import define, field

from factcheck.entities.choice import Choose, choose
from factcheck.entities.clusters import Cluster
from factcheck.entities.descriptions import described
from factcheck.entities.salience import PEOPLE, Candidate, Memory, agree
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.references import Reference, Sort
from factcheck.report import SourceType

# How far back a pronoun reaches, a noun for somebody called so before, one for somebody called something akin, and one
# with a demonstrative: in sentences.
_FAR, _LONG, _FAMILIAR, _NEAR = 5, 40, 15, 3
# How many are thought of, before and ahead.
_MOST, _AHEAD = 16, 4


@define
class Linker:
    """Walks through the references of a document in order.

    ``apart`` gives, for the start of a mention in what somebody says, the reference of the one who says it;
    ``ahead`` holds the pronouns of a sentence that nobody before them fits.
    """

    memory: Memory
    where: dict[Reference, Cluster]
    apart: Mapping[int, Reference] = field(factory=dict)
    choose: Choose = choose
    ahead: list[Reference] = field(factory=list)
    _bearers: dict[str, list[Candidate]] = field(factory=dict, init=False)

    def walk(self, references: list[Reference]) -> None:
        """Lead every reference to a cluster; names have theirs already."""
        self._index()
        for reference in references:
            cluster = self.where.get(reference) or self._lead(reference)
            if cluster is None:
                self.ahead.append(reference)
                continue
            self._look_back(reference, cluster)
            if reference not in self.where:
                cluster.add(reference)
                self.where[reference] = cluster
            self.memory.remember(cluster, reference)

    def _look_back(self, reference: Reference, cluster: Cluster) -> None:
        """*Although she admitted that P, Anne Leroy said …*: a pronoun that led nowhere waits for the subject."""
        waiting, self.ahead = self.ahead, []
        for pronoun in waiting:
            near = pronoun.sentence == reference.sentence and not pronoun.quoted
            if near and not reference.subject:
                self.ahead.append(pronoun)
            elif near and pronoun.subject and pronoun.sort is Sort.PRONOUN and self._fits(pronoun, cluster):
                cluster.add(pronoun)
                self.where[pronoun] = cluster

    def _fits(self, pronoun: Reference, cluster: Cluster) -> bool:
        return agree(pronoun, cluster) and self.memory.is_person(cluster) and cluster is not self._speaker(pronoun)

    def _index(self) -> None:
        """The persons with a name by what they are called anywhere, each with the first mention."""
        first: dict[Cluster, Candidate] = {}
        for reference, cluster in self.where.items():
            if cluster not in first or reference.start < first[cluster][1].start:
                first[cluster] = cluster, reference
        for cluster, reference in first.values():
            if cluster.may_be_person:
                for role in cluster.roles:
                    self._bearers.setdefault(role, []).append((cluster, reference))

    def _lead(self, reference: Reference) -> Cluster | None:
        if reference.sort is Sort.PRONOUN:
            options = self._agreeing(reference)
            # The choice was learnt among persons: several, and a body alone, are what the last mentions say.
            if reference.number == "Plur" or not any(self.memory.is_person(cluster) for cluster, _ in options):
                return self.memory.choose(reference, options)
            return self.choose(self.memory, reference, options)
        return (self._called(reference) or self._somebody(reference)) if reference.sort is Sort.NOUN else None

    def _called(self, reference: Reference) -> Cluster | None:
        """Whom a noun phrase means, if anybody who was there before, or is named later."""
        person = reference.kind is SourceType.PERSON and reference.number != "Plur"
        if person and reference.start in self.memory.spoken:
            return self.choose(self.memory, reference, self._bearers_of(reference))
        found = described(self.memory, reference)
        return None if reference.quoted and found is self._speaker(reference) else found

    def _somebody(self, reference: Reference) -> Cluster:
        """Somebody new, who belongs to somebody if a possessive says so."""
        new = Cluster()
        owner = reference.owner
        if owner is not None and owner.sort is Sort.FIRST:
            new.possessor = self._speaker(reference)
        elif owner is not None and owner.number != "Plur":
            # "Their" leads to too many wrong ones.
            new.possessor = self.choose(self.memory, owner, self._agreeing(owner))
        return new

    def _bearers_of(self, reference: Reference) -> list[Candidate]:
        """Of whom a noun for a person may be said: who was called so, or something akin, or will be.

        *The judge* behind a sentence on the accused is not the accused: no name beats a wrong name.
        """
        speaker = self._speaker(reference)
        nouns = reference.roles | {reference.noun}
        later = {c: (c, r) for noun in nouns for c, r in self._bearers.get(noun, ()) if r.start > reference.start}
        ahead = sorted(later.values(), key=lambda pair: pair[1].start)[:_AHEAD]
        if reference.determiner in (Determiner.INDEFINITE, Determiner.QUANTIFIER):
            # "Un porte-parole … un porte-parole": somebody new each time.
            return ahead
        options = [
            (c, r)
            for c, r in self.memory.before(reference, _LONG)
            if c is not speaker
            and not c.plural
            and c.kind in (None, SourceType.PERSON)
            and (nouns & (c.roles | c.nouns) or (c.names and self._akin(reference, c, r)))
        ]
        return [*options[:_MOST], *ahead]

    def _akin(self, reference: Reference, cluster: Cluster, last: Reference) -> bool:
        """*L'astronome X … le chercheur*; *cet homme* may be said of anybody near."""
        apart = self.memory.between(last, reference)
        if reference.determiner is Determiner.DEMONSTRATIVE:
            return apart <= _NEAR
        return (
            apart <= _FAMILIAR
            and reference.determiner is not Determiner.POSSESSIVE
            and self.memory.akin(reference, cluster)
        )

    def _speaker(self, reference: Reference) -> Cluster | None:
        """Who says the words in which a reference stands, and so is not meant by it."""
        speaker = self.apart.get(reference.start)
        if speaker is None:
            return None
        # "« Le président a tort », a-t-il dit": who *he* is will be known only then, but goes on to speak.
        ahead = speaker.sort is Sort.PRONOUN and speaker.start > reference.start
        return self.memory.last_teller if ahead else self.where.get(speaker)

    def _agreeing(self, reference: Reference) -> list[Candidate]:
        pronouns = self.memory.pack.pronouns
        excluded = self._speaker(reference)
        person_only = reference.noun in pronouns.persons
        body_only = reference.noun in pronouns.bodies
        loose = reference.noun in pronouns.loose
        return [
            (c, r)
            for c, r in self.memory.before(reference, _FAR)
            if (agree(reference, c) or (loose and c.kind in (SourceType.ORGANIZATION, SourceType.GROUP)))
            and c is not excluded
            and not (person_only and not _human(c))
            and not (body_only and c.kind in PEOPLE)
        ]


def _human(cluster: Cluster) -> bool:
    """One person, or a name that may be one."""
    named = cluster.kind is None and bool(cluster.names)
    return not cluster.plural and (cluster.kind is SourceType.PERSON or named)
