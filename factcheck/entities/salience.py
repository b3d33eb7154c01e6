"""Who is in the reader's mind at each point of a document, and how strongly.

The weights are few and were set by hand on GUM's gold coreference (news, interview, biography) and the Wikinews
development sets. A ranker learnt from GUM did no better on news than these.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from attrs import define, field

from factcheck.entities.clusters import Cluster
from factcheck.languages import Pack
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.references import Reference, Sort
from factcheck.report import SourceType

PEOPLE = frozenset((SourceType.PERSON, SourceType.GROUP))
Candidate = tuple[Cluster, Reference]

# What keeps somebody in mind, by what their last mention was …
_SUBJECT, _PRONOUN, _SPEAKER = 0.6, 0.6, 0.35
_OBJECTS, _OBLIQUE = frozenset(("obj", "iobj")), -0.5
_NEW = frozenset((Determiner.NONE, Determiner.INDEFINITE, Determiner.QUANTIFIER))
# … and by all that is known of them.
_OFTEN, _LAST_SPEAKER = 0.17, 0.8
_OTHER_GENDER = -1.5
_UNKNOWN_GENDER, _NAMED, _FULL_NAME, _BODY_AS_PRONOUN, _DUMB = -0.7, 0.3, -0.8, -1.8, -1.5
_QUOTED, _ONLY_QUOTED = -1.5, -3.0
_FAMILY, _OTHER_FAMILY = 2.0, -1.0
# What each sentence between takes away.
_STEP = 1.5
_REMEMBERED = 60
# How many mentions of one entity make it as present as it can be.
_ENOUGH = 4


@define
class Memory:
    """The entities of a document in the order in which they were last mentioned.

    ``spoken`` holds the starts of mentions of speakers; ``clock`` gives for each sentence how many before it are
    not wholly in quotation marks; ``role`` tells the relation of a mention's head (*predicate*: beside a copula);
    ``paragraphs`` gives the paragraph of each sentence.
    """

    pack: Pack
    spoken: Collection[int]
    clock: Sequence[int]
    role: Callable[[Reference], str]
    paragraphs: Sequence[int] = ()
    recent: dict[Cluster, Candidate] = field(factory=dict)
    last_speaker: Cluster | None = None
    # The last one who spoke in the article's own words, not in somebody's.
    last_teller: Cluster | None = None
    # By the id of a cluster, whether it has spoken in so many of its references as have been asked.
    _speaking: dict[Cluster, tuple[bool, int]] = field(factory=dict, init=False)

    def remember(self, cluster: Cluster, reference: Reference) -> None:
        """The entity has just been mentioned; *they are citizens* only says what somebody is."""
        if self.role(reference) == "predicate" and reference.sort is Sort.NOUN and reference.determiner in _NEW:
            return
        _, before = self.recent.pop(cluster, (cluster, reference))
        # "Yvette said that her party …": whose party it is takes nothing from the subject.
        kept = before.sentence == reference.sentence and before.subject and self._belongs(reference)
        self.recent[cluster] = cluster, before if kept else reference
        if reference.start in self.spoken:
            self.last_speaker = cluster
            self.last_teller = self.last_teller if reference.quoted else cluster
        while len(self.recent) > _REMEMBERED:
            del self.recent[next(iter(self.recent))]

    def _belongs(self, reference: Reference) -> bool:
        return reference.sort is Sort.PRONOUN and not reference.subject and self.role(reference) not in _OBJECTS

    def before(self, reference: Reference, far: int) -> Iterator[Candidate]:
        """The entities of the last ``far`` sentences with their last mentions, the latest first."""
        for cluster, last in reversed(self.recent.values()):
            if self.between(last, reference) <= far and last.end <= reference.start:
                yield cluster, last

    def between(self, last: Reference, reference: Reference) -> int:
        """The distance in sentences; what is said in quotation marks between the two takes no time."""
        if self.clock and not reference.quoted:
            return self.clock[reference.sentence] - self.clock[last.sentence]
        return reference.sentence - last.sentence

    def choose(self, reference: Reference, candidates: Sequence[Candidate]) -> Cluster | None:
        """The candidate who is most in mind, the one mentioned last among equals."""
        if not candidates:
            return None
        return max(candidates, key=lambda pair: (self.score(reference, *pair), pair[1].start))[0]

    def score(self, reference: Reference, cluster: Cluster, last: Reference) -> float:
        """How strongly somebody is in mind where a reference stands."""
        score = -_STEP * self.between(last, reference)
        score += _SUBJECT if last.subject else 0.0 if self.role(last) in _OBJECTS else _OBLIQUE
        score += _SPEAKER if last.start in self.spoken else 0
        score += _LAST_SPEAKER if cluster is self.last_speaker else 0
        score += _OFTEN * min(_ENOUGH, len(cluster.references))
        score += _QUOTED if last.quoted and not reference.quoted else 0
        if reference.gender and not cluster.gender:
            score += _UNKNOWN_GENDER
        if reference.gender and cluster.gender and reference.gender != cluster.gender:
            score += _OTHER_GENDER
        if not reference.quoted and cluster.only_quoted:
            score += _ONLY_QUOTED
        if reference.sort is Sort.PRONOUN:
            return score + self._as_pronoun(reference, cluster, last)
        return score + self.family(reference, cluster)

    def _as_pronoun(self, reference: Reference, cluster: Cluster, last: Reference) -> float:
        """Pronouns go on with whom pronouns meant before, with people before bodies, with who can speak."""
        score = _PRONOUN if last.sort is Sort.PRONOUN else 0.0
        score += _NAMED if cluster.names else 0.0
        crowd = cluster.kind is SourceType.GROUP and (cluster.plural or reference.number == "Plur")
        if crowd or self.is_person(cluster) or reference.noun in self.pack.pronouns.bodies:
            return score
        if cluster.kind is None and cluster.names and cluster.full_name:
            return score + _FULL_NAME
        score += _BODY_AS_PRONOUN
        speaks = reference.start in self.spoken
        return score + (_DUMB if speaks and not cluster.bodily and not self.speaks(cluster) else 0.0)

    def speaks(self, cluster: Cluster) -> bool:
        """Somebody who has spoken, or will."""
        speaks, asked = self._speaking.get(cluster, (False, 0))
        speaks = speaks or any(r.start in self.spoken for r in islice(cluster.references, asked, None))
        self._speaking[cluster] = speaks, len(cluster.references)
        return speaks

    def is_person(self, cluster: Cluster) -> bool:
        """A person, or somebody with a name of two words who speaks, and of whom nothing else is known."""
        if cluster.kind is not None:
            return cluster.kind is SourceType.PERSON
        return cluster.full_name and self.speaks(cluster)

    def akin(self, reference: Reference, cluster: Cluster) -> bool:
        """What both are called belongs together: *l'astronome X … le chercheur*."""
        return self.family(reference, cluster) > 0

    def family(self, reference: Reference, cluster: Cluster) -> float:
        """Nouns of one family go together: "le syndicat … la centrale", not "la société … la centrale"."""
        nouns = cluster.roles | cluster.nouns
        families = self.pack.anaphora.families.values()
        own = next((words for words in families if reference.noun in words), None)
        if own is None:
            return 0.0
        if nouns & own:
            return _FAMILY
        return _OTHER_FAMILY if any(nouns & other for other in families if other is not own) else 0.0


def agree(reference: Reference, cluster: Cluster) -> bool:
    """Number fits, and so does gender where both are known."""
    if reference.number and cluster.numbers and (reference.number == "Plur") != cluster.plural:
        return False
    if reference.sort is Sort.NOUN and (cluster.kind is not SourceType.PERSON or reference.gender == "Masc"):
        # A body has the gender of the noun that it was last called by; "le ministre" may be a woman.
        return True
    return not (reference.gender and cluster.gender and reference.gender != cluster.gender)
