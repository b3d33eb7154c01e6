"""Proper names on the surface: runs of capitalised words, whatever the tagger takes them for."""

from collections.abc import Sequence

from attrs import frozen

from factcheck.languages import Pack
from factcheck.tokens import Token

# Words that capitals do not make a name of.
_FUNCTION = frozenset(("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PUNCT", "PART", "INTJ"))
# Between two capitalised words these go on with a name: "Kito de Pavant", "Science & Technology".
_PARTICLES = frozenset(
    ("de", "d'", "du", "des", "von", "van", "der", "den", "bin", "ibn", "ben", "al", "el", "ag", "da", "dos", "di")
    + ("del", "della", "la", "le", "les", "l'", "of", "the", "&", "-", "y", "for", "/")
)
_GLUE = frozenset(("&", "-", "/"))


@frozen
class Run:
    """A proper name from token ``first`` to ``last``, inclusive."""

    first: int
    last: int


def name_like(tokens: Sequence[Token], index: int) -> bool:
    """The word is a proper noun, or has a capital that its place does not explain."""
    token = tokens[index]
    if not token.text[0].isalnum():
        return False
    if token.upos == "PROPN":
        return token.text[0].isupper() or token.text[0].isdigit() or not _word_before(tokens, index)
    if not token.text[0].isupper():
        return False
    if _word_before(tokens, index):
        return token.upos not in _FUNCTION or name_like(tokens, index - 1)
    follows = index + 1 < len(tokens) and tokens[index + 1].text[0].isupper()
    return token.upos not in _FUNCTION and follows and tokens[index + 1].upos not in _FUNCTION


def _word_before(tokens: Sequence[Token], index: int) -> bool:
    """A word of the same sentence stands before; after a quotation mark or a colon capitals mean nothing."""
    return index > 0 and tokens[index - 1].text not in ('"', ":", "«", "“", "-", "(", "'")


def runs(tokens: Sequence[Token], low: int, high: int, pack: Pack) -> tuple[Run, ...]:
    """The proper names between two token indices, inclusive, in order."""
    found: list[Run] = []
    index = low
    while index <= high:
        if not name_like(tokens, index):
            index += 1
            continue
        last = index
        while (after := _next(tokens, index, last, high, pack)) is not None:
            last = after
        found.append(Run(index, last))
        index = last + 1
    return tuple(found)


def _next(tokens: Sequence[Token], first: int, last: int, high: int, pack: Pack) -> int | None:
    """The end of the run when it goes on after token ``last``, else None."""
    place = last + 1
    if place > high:
        return None
    if name_like(tokens, place) or (tokens[place].text.isdigit() and len(tokens[place].text) < 3):
        return place
    joined = place
    while joined <= high and tokens[joined].lower in _PARTICLES and joined - place < 2:
        joined += 1
    if joined == place or joined > high or not name_like(tokens, joined):
        return None
    glued = tokens[place].lower in _GLUE
    body = tokens[first].lower in pack.source_nouns["organization"] or tokens[first].lower in pack.places["words"]
    return joined if glued or last == first or body else None
