"""The closed vocabularies of a language pack: what a value of a pack may be. Any other is refused."""

from enum import StrEnum


class Takes(StrEnum):
    """What a cue verb may take as what is said; the docs page ``add-a-language`` has an example of each."""

    QUOTE = "quote"
    CLAUSE = "clause"
    BARE_CLAUSE = "bare_clause"
    ONLY_CLAUSE = "only_clause"
    SUBJUNCTIVE = "subjunctive"
    ASIDE = "aside"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    ACCUSATIVE = "accusative"
    TOLD = "told"
    COURSE = "course"
    RESULTATIVE = "resultative"
    NOUN = "noun"
    NOUN_IF_SAID = "noun_if_said"
    NOUN_IF_THING = "noun_if_thing"
    NOUN_IF_QUOTED = "noun_if_quoted"
    NOUN_IF_DOCUMENT = "noun_if_document"
    PASSIVE = "passive"
    THROUGH_NOUN = "through_noun"
    SMALL_CLAUSE = "small_clause"
    LIKENED = "likened"
    BLAMED = "blamed"
    ATTRIBUTE = "attribute"
    JUDGED = "judged"


class Needs(StrEnum):
    """What the subject of a cue verb must be."""

    DOCUMENT = "document"
    SPEAKER = "speaker"
    SOMEBODY = "somebody"
    HEARING = "hearing"
    NOBODY = "nobody"


class Only(StrEnum):
    """What a preposition cites somebody for, where that is not whatever he says."""

    CONSENSUS = "consensus"


class Determiner(StrEnum):
    """What opens a noun phrase."""

    NONE = ""
    DEFINITE = "definite"
    DEMONSTRATIVE = "demonstrative"
    POSSESSIVE = "possessive"
    INDEFINITE = "indefinite"
    QUANTIFIER = "quantifier"
