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


class VerbClass(StrEnum):
    """What sort of thing a cue verb tells of: learnt confidence goes by it, and what counts as reported speech."""

    ADMIT = "admit"
    ASK = "ask"
    CALL = "call"
    CLAIM = "claim"
    COMMAND = "command"
    DENY = "deny"
    EMERGE = "emerge"
    EXCLAIM = "exclaim"
    EXPECT = "expect"
    FEAR = "fear"
    FIND = "find"
    FORESEE = "foresee"
    GIVE = "give"
    HEAR = "hear"
    JUDGE = "judge"
    LEARN = "learn"
    PROMISE = "promise"
    REJECT = "reject"
    RELAY = "relay"
    REVEAL = "reveal"
    REVEAL_CLAUSE = "reveal_clause"
    RUMOUR = "rumour"
    SAY = "say"
    SELF = "self"
    SHOW = "show"
    SPEAK = "speak"
    SPEAK_OF = "speak_of"
    SURE = "sure"
    THINK = "think"
    WANT = "want"
    WISH = "wish"
    WONDER = "wonder"
    #: A verb that no pack has, beside a quotation.
    UNKNOWN = "unknown"


class Gender(StrEnum):
    """The gender of whom a pronoun stands for, as the tagger calls it."""

    MASCULINE = "Masc"
    FEMININE = "Fem"
    NEUTER = "Neut"


class Number(StrEnum):
    """How many a pronoun stands for, as the tagger calls it."""

    SINGULAR = "Sing"
    PLURAL = "Plur"


class Determiner(StrEnum):
    """What opens a noun phrase."""

    NONE = ""
    DEFINITE = "definite"
    DEMONSTRATIVE = "demonstrative"
    POSSESSIVE = "possessive"
    INDEFINITE = "indefinite"
    QUANTIFIER = "quantifier"
