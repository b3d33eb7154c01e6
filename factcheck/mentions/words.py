"""Names as they are compared: without case, accents or punctuation; variants by rapidfuzz; acronyms by
initials.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from factcheck.languages.names import names

Words = tuple[str, ...]

# Two spellings of one name (*Poutine / Putin*, *Maurer / Mauer*) are at least this alike, in percent.
_ALIKE = 82
#: Two spellings differ in length by so many letters at most.
REACH = 2
# Shorter words differ by chance too easily.
_SHORTEST = 5
_LONGEST_ACRONYM = 7


@lru_cache(maxsize=8192)
def words(name: str) -> Words:
    """The words of a name, folded.

    >>> words("Gilles-Éric Séralini")
    ('gilles', 'eric', 'seralini')
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", kept.casefold()))


@cache
def _given() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for known, gender in ((names().masc, "Masc"), (names().fem, "Fem")):
        for name in known:
            folded = "-".join(words(name))
            # A name that both bear (*Dominique*) tells a person, not a gender.
            found[folded] = "" if found.get(folded, gender) != gender else gender
    return found


def given_gender(name: str) -> str | None:
    """The gender of a given name: "Masc", "Fem", "" when both bear it, None when it is none that we know.

    >>> given_gender("Nadine"), given_gender("Jean-Luc"), given_gender("Microsoft")
    ('Fem', 'Masc', None)
    """
    parts = words(name)
    whole = _given().get("-".join(parts))
    return whole if whole is not None or not parts else _given().get(parts[0])


@cache
def _spellings() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in names().spellings:
        group = frozenset("".join(words(name)) for name in line.split())
        found |= {name: found.get(name, frozenset()) | group for name in group}
    return found


def spellings(word: str) -> Collection[str]:
    """Other spellings of a folded word that is part of a name: those of another alphabet, by a table.

    >>> "gaddafi" in spellings("kadhafi")
    True
    """
    return _spellings().get(word, frozenset())


def alike(one: str, other: str) -> bool:
    """Two folded words are spellings of one name.

    >>> alike("maurer", "mauer"), alike("kadhafi", "gaddafi"), alike("martin", "martinez")
    (True, True, False)
    """
    if one == other or other in spellings(one):
        return True
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0] or abs(len(one) - len(other)) > REACH:
        return False
    if one.startswith(other) or other.startswith(one):
        # A plural or genitive s slips in; "Martin" and "Martinez" are two people.
        return abs(len(one) - len(other)) == 1
    return Levenshtein.distance(one, other) == 1 or fuzz.ratio(one, other) >= _ALIKE


def is_acronym(name: str) -> bool:
    """The name is written as an acronym.

    >>> is_acronym("HRW"), is_acronym("Le Pen")
    (True, False)
    """
    if not name.isupper() or " " in name:
        # Most words, and this is asked of every one.
        return False
    return 2 <= len(name.replace(".", "").replace("-", "")) <= _LONGEST_ACRONYM


def stands_for(acronym: str, name: str) -> bool:
    """The letters of an acronym are the initials of a name, with or without its small words.

    >>> stands_for("HRW", "Human Rights Watch"), stands_for("ALN", "Armée de libération nationale")
    (True, True)
    """
    letters = "".join(words(acronym))
    parts = words(name)
    return len(parts) > 1 and len(letters) > 1 and letters in initials(parts)


def initials(parts: Words) -> tuple[str, str]:
    """The initials of a name's words, and those without its small words."""
    every = "".join(part[0] for part in parts)
    return every, "".join(part[0] for part in parts if part not in names().small)


def one_name(one: Words, other: Words) -> bool:
    """Two names of two words or more are of one person or body: the same, spelt alike, or with an initial.

    >>> one_name(words("V. Sapounov"), words("Valentine Sapounov"))
    True
    >>> one_name(words("Marine Le Pen"), words("Jean-Marie Le Pen"))
    False
    """
    if one == other:
        return True
    if len(one) == len(other):
        return all(_same_part(a, b) for a, b in zip(one, other, strict=True))
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and _inside(short, long)


def _same_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) == 1 and long.startswith(short)) or alike(one, other)


def _inside(short: Sequence[str], long: Sequence[str]) -> bool:
    """The short name is the long one less words in the middle, at its end or before it; initials will do."""
    if not (_same_part(short[-1], long[-1]) or short[0] == long[0]):
        return False
    place = 0
    for part in short:
        place = next((n + 1 for n in range(place, len(long)) if _same_or_initial(part, long[n])), -1)
        if place < 0:
            return False
    return True


def _same_or_initial(short: str, long: str) -> bool:
    # "Marine" and "Jean-Marie" are two people: with words left out, no other spelling is allowed for.
    return short == long or (len(short) == 1 and long.startswith(short))
