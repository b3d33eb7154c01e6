"""Which type a noun or a name speaks for, by tables."""

from functools import lru_cache

from factcheck.languages import Pack
from factcheck.languages.tables import Words
from factcheck.mentions.words import Words as NameWords
from factcheck.mentions.words import given_gender, is_acronym, words
from factcheck.report import SourceType
from factcheck.syntax.tokens import Token

# The tables of source nouns in the order in which they are asked; a word may be in several.
_PERSON_FIRST = (SourceType.PERSON, SourceType.OUTLET, SourceType.DOCUMENT)
_PERSON_LAST = (SourceType.DOCUMENT, SourceType.OUTLET, SourceType.PERSON)
_SINGULAR = (*_PERSON_FIRST, SourceType.ORGANIZATION, SourceType.GROUP)
_PLURAL = (*_PERSON_LAST, SourceType.ORGANIZATION, SourceType.GROUP)


def forms(token: Token) -> tuple[str, ...]:
    """The forms under which a noun may stand in a table: lemma, form, form without its plural."""
    return _forms(token.lemma.lower(), token.lower)


@lru_cache(maxsize=16_384)
def _forms(lemma: str, lower: str) -> tuple[str, ...]:
    # "ex-ministre", "président-candidat": each part may be the noun.
    parts = lower.split("-") if "-" in lower else ()
    # The lemma of a word at the head of a sentence is often wrong: "Witnesses", "Companies".
    singular = (lower.removesuffix("s"), lower.removesuffix("x"), lower.removesuffix("es"))
    y = (lower.removesuffix("ies") + "y",) if lower.endswith("ies") else ()
    return lemma, lower, *singular, *y, *(part for part in parts if len(part) > 2)


def noun_in(token: Token, table: Words) -> bool:
    """A noun is in a table, by its lemma or by its form."""
    return not table.isdisjoint(forms(token))


def is_source_noun(token: Token, pack: Pack) -> bool:
    """A noun is in one of the tables of source nouns."""
    own = forms(token)
    return any(not table.isdisjoint(own) for table in pack.source_nouns.by_type.values())


def kind_of_noun(token: Token, plural: bool, pack: Pack) -> SourceType | None:
    """The type that a common noun speaks for, None when it is in no table."""
    if noun_in(token, pack.anonymity.nouns):
        return SourceType.GROUP if plural else SourceType.PERSON
    for kind in _PLURAL if plural else _SINGULAR:
        if noun_in(token, pack.source_nouns.by_type[kind]):
            return SourceType.GROUP if plural and kind is SourceType.PERSON else kind
    if noun_in(token, pack.places.demonyms):
        return SourceType.GROUP if plural else SourceType.PERSON
    if token.upos == "NOUN" and any(form.endswith(tuple(pack.anaphora.person_endings)) for form in forms(token)):
        # "the controller", "le contremaître-armurier": who does something is somebody.
        return SourceType.GROUP if plural else SourceType.PERSON
    return None


def kind_of_name(name: str, roles: frozenset[str], article: bool, pack: Pack, whole: str = "") -> SourceType | None:
    """The type that a proper name speaks for, None when nothing tells.

    ``roles`` are the nouns beside it; ``article`` is true when an article stands before it, as before no
    person, and ``whole`` is the name with it.
    """
    parts = words(name)
    if not parts:
        return None
    ends = {name.casefold().split()[0], name.casefold().split()[-1]}
    if article and pack.registry.is_sure(whole):
        # *The Economist*, whatever its words mean.
        return SourceType.OUTLET
    if not roles & pack.source_nouns.person and len(parts) > 1 and ends & pack.titles.bodies:
        return SourceType.ORGANIZATION
    if roles & pack.source_nouns.person or (len(parts) > 1 and given_gender(name) is not None):
        return SourceType.PERSON
    if len(parts) > 1 and parts[-1] in pack.titles.documents:
        # "the Fisheries Act", "the Lisbon Treaty"
        return SourceType.DOCUMENT
    for kind in (SourceType.OUTLET, SourceType.ORGANIZATION, SourceType.DOCUMENT):
        if roles & pack.source_nouns.by_type[kind]:
            return kind
    if (ends & pack.titles.press and len(parts) > 1) or pack.registry.is_sure(whole or name):
        return SourceType.OUTLET
    if is_acronym(name) or is_place(parts, pack) or article:
        return SourceType.ORGANIZATION
    if any(part in pack.source_nouns.organization for part in name.casefold().split()):
        return SourceType.ORGANIZATION
    if any(part in _places(pack) for part in parts):
        # "Météo France", "Environment Canada": no person is called so.
        return SourceType.ORGANIZATION
    return None


def is_place(parts: NameWords, pack: Pack) -> bool:
    """Every word of a name is a place, or a word of one."""
    return bool(parts) and all(part in _places(pack) for part in parts)


def _places(pack: Pack) -> frozenset[str]:
    return _folded(pack.places.words)


@lru_cache(maxsize=16)
def _folded(places: frozenset[str]) -> frozenset[str]:
    return frozenset(part for word in places for part in words(word))
