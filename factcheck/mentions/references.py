"""A mention as the sources stage sees it: what it calls whom, and what it tells of them."""

from enum import StrEnum

from attrs import field, frozen

from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.words import Words
from factcheck.report import SourceType


class Sort(StrEnum):
    """How a mention refers."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"
    FIRST = "first"


@frozen(eq=False)
class Reference:
    """A mention of somebody or something. ``start`` and ``end`` are code points, ``sentence`` and
    ``token`` indices.

    ``name`` is the proper name of the one meant, None when the mention has none; ``phrase`` the mention
    without its article; ``noun`` the lemma of its common noun (or the pronoun); ``roles`` all nouns that
    say what they are and ``description`` the words around them; ``complement`` the folded words that
    narrow the noun down (*de la police*), ``narrow`` true when one of them is a noun. ``gender`` and
    ``number`` are the tagger's values, "" when nothing tells; ``determiner`` is a key of the pack's
    table, ``count`` the words that say how many, ``owner`` the possessive that opens it (*her* lawyer); ``kind`` the
    type that the mention speaks for, None when it could be several.
    """

    sentence: int
    token: int
    start: int
    end: int
    sort: Sort
    phrase: str
    name: str | None = None
    noun: str = ""
    roles: frozenset[str] = frozenset()
    description: str | None = None
    complement: frozenset[str] = frozenset()
    narrow: bool = False
    gender: str = ""
    number: str = ""
    determiner: Determiner = Determiner.NONE
    count: str | None = None
    kind: SourceType | None = None
    subject: bool = False
    quoted: bool = False
    acronym: str | None = None
    words: Words = field(default=())
    owner: "Reference | None" = None
