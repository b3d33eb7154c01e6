"""Proper names on the surface: runs of capitalised words, whatever the tagger takes them for."""

from collections.abc import Sequence

from attrs import frozen

from factcheck.languages import Pack
from factcheck.languages.names import names
from factcheck.mentions.words import given_gender, is_acronym
from factcheck.syntax.tokens import Token

# Words that capitals do not make a name of.
_FUNCTION = frozenset(("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PUNCT", "PART", "INTJ"))
_ARGUMENTS = frozenset(("nsubj", "obj", "obl", "iobj", "nmod", "appos"))
_GLUE = frozenset(("&", "-", "/"))


@frozen
class Run:
    """A proper name from token ``first`` to ``last``, inclusive."""

    first: int
    last: int


def name_like(tokens: Sequence[Token], index: int, pack: Pack) -> bool:
    """The word is a proper noun, or has a capital that its place does not explain."""
    token = tokens[index]
    if not token.text[0].isalnum():
        return False
    if token.lower in pack.places.calendar and _date(tokens, index):
        return False
    if len(token.text) > 2 and is_acronym(token.text) and _mixed_case(tokens):
        return True
    if token.upos == "PROPN":
        if not _word_before(tokens, index) and _common_opening(tokens, index, pack):
            return False
        return token.text[0].isupper() or token.text[0].isdigit() or not _word_before(tokens, index)
    if not token.text[0].isupper():
        return False
    if _word_before(tokens, index):
        return token.upos not in _FUNCTION or name_like(tokens, index - 1, pack)
    follows = index + 1 < len(tokens) and tokens[index + 1].text[0].isupper()
    naming = token.upos not in _FUNCTION and token.upos not in ("ADV", "VERB", "NUM")
    return naming and follows and tokens[index + 1].upos not in _FUNCTION


def _date(tokens: Sequence[Token], index: int) -> bool:
    """A day or a month: with a number behind it, or nothing that a person does."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return (after is not None and after.text[0].isdigit()) or tokens[index].dep not in ("nsubj", "flat")


def _mixed_case(tokens: Sequence[Token]) -> bool:
    """The sentence is not all in capitals, so that capitals mean something."""
    return any(token.text.islower() and len(token.text) > 2 for token in tokens)


def _common_opening(tokens: Sequence[Token], index: int, pack: Pack) -> bool:
    """A common noun that owes its capital to the head of the sentence: "Officials say …"."""
    token = tokens[index]
    alone = index + 1 >= len(tokens) or not tokens[index + 1].text[0].isupper()
    return alone and any(
        token.lower in nouns or token.lower.rstrip("s") in nouns for nouns in pack.source_nouns.by_type.values()
    )


def _word_before(tokens: Sequence[Token], index: int) -> bool:
    """A word of the same sentence stands before; after a quotation mark or a colon capitals mean nothing."""
    return index > 0 and tokens[index - 1].text not in ('"', ":", "«", "“", "-", "(", "'")


def runs(tokens: Sequence[Token], low: int, high: int, pack: Pack) -> tuple[Run, ...]:
    """The proper names between two token indices, inclusive, in order."""
    found: list[Run] = []
    index = low
    high = min(high, len(tokens) - 1)
    while index <= high:
        if not name_like(tokens, index, pack):
            index += 1
            continue
        last = index
        while (not genitive(tokens, last, pack) or _plural_owner(tokens, last, pack)) and (
            after := _next(tokens, index, last, high, pack)
        ) is not None:
            last = after
        found.append(Run(index, last))
        index = last + 1
    return tuple(found)


def genitive(tokens: Sequence[Token], index: int, pack: Pack) -> bool:
    """The word is a possessor: *Malaysia's*, in one token or two."""
    marks = pack.titles.genitives
    whole = any(len(tokens[index].text) > len(mark) and tokens[index].text.endswith(mark) for mark in marks)
    return whole or (index + 1 < len(tokens) and tokens[index + 1].lower in marks)


def _plural_owner(tokens: Sequence[Token], index: int, pack: Pack) -> bool:
    """*National Farmers' Alliance*: a body called after its many members goes on with its name."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or not tokens[index].text.endswith("s'") or not after.text[0].isupper():
        return False
    return given_gender(after.text) is None and after.lower not in pack.places.words


def _next(tokens: Sequence[Token], first: int, last: int, high: int, pack: Pack) -> int | None:
    """The end of the run when it goes on after token ``last``, else None."""
    place = last + 1
    if place > high:
        return None
    body = tokens[first].lower in pack.source_nouns.organization or tokens[first].lower in pack.places.words
    if name_like(tokens, place, pack) or (tokens[place].text.isdigit() and len(tokens[place].text) < 3):
        titles = pack.source_nouns.person | pack.titles.honorifics
        title = tokens[last].lower in titles and tokens[last].dep != "flat"
        return place if title or not _another(tokens, first, last, body) else None
    if tokens[place].text == "-" and place < high and _touching(tokens, place):
        # "Kim Jong-un": what a hyphen ties on needs no capital.
        return place + 1
    joined = place
    if tokens[first].lower in pack.source_nouns.person:
        # "CEO of the Refugee Council" is a title.
        return None
    if tokens[place].lower in names().second:
        return None
    while joined <= high and tokens[joined].lower in names().particles and joined - place < 2:
        joined += 1
    if joined == place or joined > high or not name_like(tokens, joined, pack):
        return None
    glued = tokens[place].lower in _GLUE
    return joined if glued or last == first or body else None


def _touching(tokens: Sequence[Token], hyphen: int) -> bool:
    before, after = tokens[hyphen - 1], tokens[hyphen + 1]
    return before.end == tokens[hyphen].start and tokens[hyphen].end == after.start and after.text[0].isalpha()


def _another(tokens: Sequence[Token], first: int, last: int, body: bool) -> bool:
    """The next word begins another name: *a déclaré à l'AFP Jean Dupont*."""
    after = tokens[last + 1]
    given = given_gender(after.text) is not None
    acronym = is_acronym(tokens[last].text) and len(tokens[last].text) > 2
    if given and (acronym or (last > first and given_gender(tokens[first].text) is None and not body)):
        return True
    inside = range(first, last + 2)
    own = next((t for t in tokens[first : last + 1] if t.head not in inside), tokens[first])
    return (
        given
        and after.head not in inside
        and own.dep in _ARGUMENTS
        and after.dep in _ARGUMENTS
        and own.dep != after.dep
    )
