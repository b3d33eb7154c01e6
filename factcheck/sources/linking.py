"""Where every reference of a document leads: names have their clusters already, descriptions and pronouns follow."""

from collections.abc import Mapping

from attrs import define, field

from factcheck.report import SourceType
from factcheck.sources.clusters import Cluster
from factcheck.sources.descriptions import described
from factcheck.sources.references import Reference, Sort
from factcheck.sources.salience import PEOPLE, Candidate, Memory, agree

# How far back a pronoun reaches, in sentences.
_FAR = 5


@define
class Linker:
    """Walks through the references of a document in order.

    ``apart`` gives, for the start of a mention in what somebody says, the reference of the one who says it;
    ``ahead`` holds the pronouns of a sentence that nobody before them fits.
    """

    memory: Memory
    where: dict[Reference, Cluster]
    apart: Mapping[int, Reference] = field(factory=dict)
    ahead: list[Reference] = field(factory=list)

    def walk(self, references: list[Reference]) -> None:
        """Lead every reference to a cluster; names have theirs already."""
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

    def _lead(self, reference: Reference) -> Cluster | None:
        if reference.sort is Sort.PRONOUN:
            return self.memory.choose(reference, self._agreeing(reference))
        return described(self.memory, reference, self._speaker(reference)) if reference.sort is Sort.NOUN else None

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
        person_only = reference.noun in pronouns["persons"]
        body_only = reference.noun in pronouns["bodies"]
        loose = reference.noun in pronouns["loose"]
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
