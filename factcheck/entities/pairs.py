"""What speaks for and against "this noun phrase or pronoun means that entity", as numbers.

Nothing is decided here: trees have learnt from marked texts what the numbers are worth
(:mod:`factcheck.entities.choice`).
"""

from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from factcheck.entities.clusters import Cluster
from factcheck.entities.salience import Candidate, Memory, agree
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.kinds import is_place
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.words import words
from factcheck.report import SourceType

_KINDS = (None, *SourceType)
_SORTS = tuple(Sort)
_DETERMINERS = tuple(Determiner)
_ROLES = ("nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj", "flat", "predicate", "root", "parataxis")
# How many of the last mentions of an entity tell what it is called now.
_LATELY = 6
# So many mentions of an entity are looked at: one that a long document names all over takes no longer than another.
_MENTIONS = 100
# As many words are unsaid of somebody who was only ever a pronoun.
_UNCALLED = 9


def rows(memory: Memory, reference: Reference, options: Sequence[Candidate]) -> NDArray[np.float64]:
    """The numbers for every entity that a mention may mean, with its last mention, ``[options, features]``.

    An entity whose mention stands behind the reference is one that is named later.
    """
    scores = [memory.score(reference, *pair) if pair[1].start <= reference.start else -99.0 for pair in options]
    fits = [agree(reference, cluster) for cluster, _ in options]
    people = [memory.is_person(cluster) for cluster, _ in options]
    nouns = reference.roles | {reference.noun}
    alike = [bool(nouns & (cluster.roles | cluster.nouns)) for cluster, _ in options]
    own = _mention(memory, reference)
    told = []
    for n, (cluster, last) in enumerate(options):
        nearer = [m for m, (_, other) in enumerate(options) if reference.start >= other.start > last.start]
        better = [m for m, score in enumerate(scores) if score > scores[n]]
        told.append(
            [
                *own,
                float(len(options)),
                float(sum(fits)),
                float(len(nearer)),
                float(sum(fits[m] and people[m] for m in nearer)),
                float(sum(alike)),
                float(sum(alike[m] for m in nearer)),
                float(len(better)),
                float(sum(fits[m] and people[m] for m in better)),
                scores[n],
                scores[n] - max((score for m, score in enumerate(scores) if m != n and fits[m]), default=-99.0),
                *_agreement(reference, cluster, fits[n], people[n]),
                *_called(memory, reference, cluster),
                *_entity(memory, reference, cluster),
                *_distance(memory, reference, cluster, last),
            ]
        )
    return np.array(told, np.float64)


def _mention(memory: Memory, reference: Reference) -> list[float]:
    """What the mention is, whoever it means."""
    pronouns = memory.pack.pronouns
    return [
        float(memory.pack.code == "fr"),
        float(_SORTS.index(reference.sort)),
        float(reference.noun in pronouns.persons),
        float(reference.sort is Sort.PRONOUN and pronouns.third.get(reference.noun) is None),
        float(_gender(reference.gender)),
        float(_DETERMINERS.index(reference.determiner)),
        float(reference.kind is SourceType.PERSON),
        float(reference.start in memory.spoken),
        float(reference.quoted),
        float(reference.subject),
        float(len(reference.complement)),
        float(min(reference.sentence, 9)),
    ]


def _gender(gender: str) -> int:
    return {"Masc": 1, "Fem": -1}.get(gender, 0)


def _agreement(reference: Reference, cluster: Cluster, fits: bool, person: bool) -> list[float]:
    numbers = bool(reference.number and cluster.numbers)
    return [
        float(fits),
        float(_gender(reference.gender) * _gender(cluster.gender)),
        float(numbers) * (1.0 if (reference.number == "Plur") == cluster.plural else -1.0),
        float(_KINDS.index(cluster.kind)),
        float(person),
    ]


def _called(memory: Memory, reference: Reference, cluster: Cluster) -> list[float]:
    """What both are called."""
    nouns = cluster.roles | cluster.nouns
    spoken = frozenset(words(reference.phrase))
    common = reference.complement & cluster.complements
    phrases = [frozenset(words(r.phrase)) for r in cluster.references[-_MENTIONS:] if r.sort is not Sort.PRONOUN]
    return [
        float(reference.noun in cluster.nouns),
        float(reference.noun in cluster.roles),
        float(bool(reference.roles & nouns)),
        float(len(nouns)),
        memory.family(reference, cluster),
        float(bool(common)) - float(bool(reference.complement and cluster.complements and not common)),
        float(bool(reference.complement and not cluster.complements)),
        max((len(spoken & p) / max(1, len(spoken | p)) for p in phrases), default=0.0),
        float(unsaid(reference, cluster)),
    ]


def unsaid(reference: Reference, cluster: Cluster) -> int:
    """How many words of a phrase no single mention of the entity has."""
    spoken = frozenset(words(reference.phrase))
    called = (words(r.phrase) for r in cluster.references[-_MENTIONS:] if r.sort is not Sort.PRONOUN)
    return min((len(spoken.difference(phrase)) for phrase in called), default=_UNCALLED)


def _entity(memory: Memory, reference: Reference, cluster: Cluster) -> list[float]:
    """What is known of the entity so far."""
    before = [r for r in cluster.references[-_MENTIONS:] if r.start < reference.start]
    lately = [r for r in before[-_LATELY:] if r.sort is Sort.PRONOUN]
    return [
        float(bool(cluster.names)),
        float(cluster.full_name),
        float(bool(cluster.names) and all(is_place(name, memory.pack) for name in cluster.names)),
        float(bool(cluster.acronyms)),
        float(_gender(cluster.gender)),
        float(cluster.bodily),
        float(cluster.only_quoted),
        float(cluster.possessor is not None),
        log1p(len(before)),
        log1p(sum(r.start in memory.spoken for r in before)),
        float(memory.speaks(cluster)),
        float(sum(r.noun == reference.noun for r in lately)),
        float(sum(_gender(r.gender) * _gender(reference.gender) < 0 for r in lately)),
    ]


def _distance(memory: Memory, reference: Reference, cluster: Cluster, last: Reference) -> list[float]:
    """Where the entity was mentioned last, and as what."""
    role = memory.role(last).partition(":")[0]
    return [
        float(last.start > reference.start),
        float(last.sentence - reference.sentence),
        float(memory.between(last, reference)),
        float(memory.paragraphs[reference.sentence] - memory.paragraphs[last.sentence]),
        log1p(abs(reference.start - last.end)),
        float(_SORTS.index(last.sort)),
        float(_ROLES.index(role)) if role in _ROLES else -1.0,
        float(last.subject),
        float(last.quoted),
        float(last.start in memory.spoken),
        float(cluster is memory.last_speaker),
        float(cluster is memory.last_teller),
        float(last.subject and last.sentence == reference.sentence),
    ]
