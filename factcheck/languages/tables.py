"""The tables of a language pack that hold several lists of words. The docs page ``add-a-language`` has examples."""

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from factcheck.languages.vocabulary import Determiner, Gender, Number
from factcheck.report import SourceType

#: Lower-case words to be looked up.
Words = frozenset[str]
#: Phrases in the order in which they are looked for.
Phrases = tuple[str, ...]
#: Phrases taken apart into words, the longest first.
WordPhrases = tuple[tuple[str, ...], ...]


@frozen
class Agreement:
    """Gender and number of whom a pronoun may stand for, each None where any will do."""

    gender: Gender | None = None
    number: Number | None = None


@frozen
class Impersonal:
    """Nobody in particular holds a content: *il apparaît que*, *it is feared that*."""

    obliging: Words
    suffered: Words
    active: Words


@frozen
class Relays:
    """Words that bring in a go-between."""

    participles: Words
    reached: Words
    marks: Words
    citing: Words
    meeting: Words
    holding: Words
    held_from: Words
    learning: Words
    seeing: Words
    facing: Words
    platforms: Words
    settings: Words
    not_relays: Words
    interviews: Words


@frozen
class SourceNouns:
    """Nouns for sources, by the type that they mean."""

    document: Words
    outlet: Words
    person: Words
    organization: Words
    group: Words

    @cached_property
    def by_type(self) -> Mapping[SourceType, Words]:
        """The nouns of each type."""
        return {
            SourceType.DOCUMENT: self.document,
            SourceType.OUTLET: self.outlet,
            SourceType.PERSON: self.person,
            SourceType.ORGANIZATION: self.organization,
            SourceType.GROUP: self.group,
        }


@frozen
class Anonymity:
    """Words of sources that are not named, and of those that are nobody in particular."""

    anonymous: Words
    nouns: Words
    vague_words: Words
    vague_nouns: Words
    known: Words
    persons: Words
    of_owner: Words
    knowing: Words
    reasons: Words
    because: Words
    posts: Words
    pronouns: Words
    bodies: Words
    vague_things: Words


@frozen
class Pronouns:
    """Which sources a pronoun may stand for."""

    third: Mapping[str, Agreement]
    first: Words
    second: Words
    possessive: Words
    owners: Mapping[str, Agreement]
    relative: Words
    persons: Words
    bodies: Words
    loose: Words
    human: Words


@frozen
class Titles:
    """Words that stand with a name, and tell of whom or of what it is one."""

    documents: Words
    bodies: Words
    honorifics: Words
    articles: Words
    masculine: Words
    feminine: Words
    genitives: Words
    press: Words


@frozen
class Determiners:
    """What stands before a noun, and how many it says there are."""

    definite: Words
    indefinite: Words
    demonstrative: Words
    possessive: Words
    quantifier: Words
    quantity: Words
    several: Words
    own: Words
    one: Words
    linking: Words

    @cached_property
    def by_kind(self) -> Mapping[Determiner, Words]:
        """The determiners of each kind."""
        return {
            Determiner.QUANTIFIER: self.quantifier,
            Determiner.INDEFINITE: self.indefinite,
            Determiner.POSSESSIVE: self.possessive,
            Determiner.DEMONSTRATIVE: self.demonstrative,
            Determiner.DEFINITE: self.definite,
        }


@frozen
class Anaphora:
    """Nouns that stand for somebody named before, and what tells whom they may stand for."""

    organization: Words
    outlet: Words
    document: Words
    any_document: Words
    epicene_endings: Words
    sayings: Words
    of_bodies: Words
    person_endings: Words
    families: Mapping[str, Words]

    @cached_property
    def by_type(self) -> Mapping[SourceType, Words]:
        """The nouns that stand for sources of each type."""
        return {
            SourceType.ORGANIZATION: self.organization,
            SourceType.OUTLET: self.outlet,
            SourceType.DOCUMENT: self.document,
        }


@frozen
class Places:
    """Countries and cities, their people, months and days."""

    collective_endings: Words
    words: Words
    demonyms: Words
    calendar: Words


@frozen
class Captions:
    """What shows a line to be a caption."""

    credits: Words
    pictures: Words


@frozen
class Interviews:
    """Labels of questions and answers, as they are written."""

    questions: Words
    answers: Words


@frozen
class Hearsay:
    """What marks hearsay, and what a conditional is when it marks none."""

    conditional: bool
    hypothesis: Words
    hypothesis_openers: Words
    hypothesis_phrases: Phrases
    expletives: Words
    opinions: Words
    later: Phrases
    imagined: Words
    modal_participles: Words
    endings: Words
    imperfects: Words
    forms: Words
    participles: Words
    not_reportive: Words
    adverbs: Phrases
    adjectives: Words
    phrases: Phrases
