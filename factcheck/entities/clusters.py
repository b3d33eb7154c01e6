"""A cluster: the references that lead to one entity, and what they tell of it together."""

from collections import Counter
from typing import TypeVar

from attrs import define, field

from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.words import Words
from factcheck.report import SourceType

T = TypeVar("T")


@define(eq=False)
class Cluster:
    """References that were found to be of one entity, in the order in which they were led to it.

    ``kind``, ``gender`` and ``plural`` are what most references speak for; ``bodily`` is true once a noun has
    said what it is.
    """

    references: list[Reference] = field(factory=list)
    names: dict[Words, str] = field(factory=dict)
    roles: set[str] = field(factory=set)
    nouns: set[str] = field(factory=set)
    complements: set[str] = field(factory=set)
    kinds: Counter[SourceType] = field(factory=Counter)
    genders: Counter[str] = field(factory=Counter)
    numbers: Counter[str] = field(factory=Counter)
    possessor: "Cluster | None" = None
    # A dict for its order: which of two is taken must not hang on the seed of hashes.
    acronyms: dict[str, None] = field(factory=dict)
    only_quoted: bool = True
    bodily: bool = False
    kind: SourceType | None = None
    gender: str = ""
    plural: bool = False

    def add(self, reference: Reference) -> None:
        """Lead a reference to this entity."""
        self.references.append(reference)
        self.only_quoted = self.only_quoted and reference.quoted
        if reference.sort in (Sort.PRONOUN, Sort.FIRST):
            if reference.gender and self.kind is None:
                # Of a name that says nothing of its bearer, the first pronoun tells the gender.
                self.genders[reference.gender] += 1
                self.gender = _most(self.genders) or ""
            return
        if reference.name is not None:
            self.names.setdefault(reference.words, reference.name)
        self.roles |= reference.roles
        if reference.noun:
            self.nouns.add(reference.noun)
        self.complements |= reference.complement
        self.bodily = self.bodily or bool(reference.roles) or reference.sort is Sort.NOUN
        if reference.kind is not None:
            self.kinds[reference.kind] += 1
            self.kind = _most(self.kinds)
        if reference.gender:
            self.genders[reference.gender] += 1
            self.gender = _most(self.genders) or ""
        if reference.number:
            self.numbers[reference.number] += 1
            self.plural = _most(self.numbers) == "Plur"
        if reference.acronym:
            self.acronyms[reference.acronym] = None

    @property
    def full_name(self) -> bool:
        """It has a name of two words or more, as people have."""
        return any(len(parts) > 1 for parts in self.names)

    @property
    def may_be_person(self) -> bool:
        """A person, or a name in full of which nothing else is known."""
        return self.kind is SourceType.PERSON or (self.kind is None and self.full_name)


def _most(counts: Counter[T]) -> T | None:
    """What was counted most often, of several the first."""
    return max(counts, key=counts.__getitem__, default=None)
