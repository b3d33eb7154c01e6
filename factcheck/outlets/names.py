"""Names of outlets word by word: what makes two of them the same, and what the article says.

>>> form_key("L'Équipe") == form_key("l’équipe") == "equipe"
True
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from attrs import frozen

from factcheck.text.folding import fold

# What an article in a text may be in the name itself: "au Monde" is "Le Monde", "le Sun" is "The Sun".
ARTICLES = {
    "le": ("le", "the"),
    "la": ("la", "the"),
    "l": ("l", "the"),
    "les": ("les", "the"),
    "du": ("le", "the"),
    "au": ("le", "the"),
    "des": ("les", "the"),
    "aux": ("les", "the"),
    "the": ("the",),
}
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f+&]*")


@frozen
class Word:
    """A word of a text, with the key that case and accents make no difference to."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does, with a capital or a digit."""
        return self.text[0].isupper() or self.text[0].isdigit()


@lru_cache(maxsize=4096)
def word_key(word: str) -> str:
    """A word without case and accents.

    >>> word_key("Échos")
    'echos'
    """
    letters = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of a folded text; ``offset`` is where that text begins.

    >>> [word.key for word in words_of("Canal+ et l'Obs")]
    ['canal+', 'et', 'l', 'obs']
    """
    return [
        Word(match.group(), word_key(match.group()), match.start() + offset, match.end() + offset)
        for match in _WORD.finditer(text)
    ]


def join_keys(words: Iterable[Word]) -> str:
    """The keys of the words with spaces between."""
    return " ".join(word.key for word in words)


def split_article(words: Sequence[Word]) -> tuple[str, Sequence[Word]]:
    """The leading article ("" if none) and the words after it; an article alone is a word."""
    if len(words) > 1 and words[0].key in ARTICLES:
        return words[0].key, words[1:]
    return "", words


@lru_cache(maxsize=8192)
def form_key(text: str) -> str:
    """What a form is looked up by: no case, accents, hyphens or leading article."""
    return join_keys(split_article(words_of(fold(text)))[1])


def is_acronym(text: str) -> bool:
    """Whether only capitals make it a name: "AFP" is one, "map" is not "MAP"."""
    return len(text) <= 4 and text.isupper()
