"""Mistakes of the tagger that the words around a word give away, mended.

A title before a name is no pronoun (*Me Corinne Leblond*). Once there are trees: what has an auxiliary of tense is a
participle (*a démenti*, for a tagger that took it for *un démenti*), a participle with a determiner is a noun (*ses
associés*), and a sentence's first word with a common noun's lemma is no name.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from factcheck.languages import Words

_NOMINAL = frozenset(("ADJ", "NOUN", "PROPN"))
_PAST = {"Tense": "Past", "VerbForm": "Part"}


def mend_titles(document: Any, honorifics: Words) -> None:
    """Tag a title as the name that it stands before, in a tagged Stanza *document*."""
    for sentence in document.sentences:
        for word, name in pairwise(sentence.words):
            if name.upos == "PROPN" and word.upos not in _NOMINAL and _is_title(word.text, honorifics):
                word.upos, word.xpos, word.feats = name.upos, name.xpos, name.feats


def _is_title(text: str, honorifics: Words) -> bool:
    return text[0].isupper() and text.lower() in honorifics


def mend_tags(document: Any, lemma: Callable[[str, str], str]) -> None:
    """Tag by the tree, in a parsed Stanza *document*; *lemma* looks a form and a part of speech up."""
    for sentence in document.sentences:
        words = sentence.words
        if words[0].upos == "PROPN" and _is_common(words[0]):
            _tag(words, words[0], "NOUN", {"Number": "Plur"}, unless=(), lemma=lemma)
        for word in words:
            if word.deprel == "aux:tense" and words[word.head - 1].upos in _NOMINAL:
                _tag(words, words[word.head - 1], "VERB", _PAST, unless=("cop",), lemma=lemma)
            elif word.deprel == "det" and "VerbForm=Part" in (words[word.head - 1].feats or ""):
                _tag(words, words[word.head - 1], "NOUN", {}, unless=("aux", "cop"), lemma=lemma)


def _is_common(word: Any) -> bool:
    """A plural that was taken for a name by its capital, although its lemma is a common noun's."""
    lemma = word.lemma or ""
    return bool(lemma.islower()) and lemma != word.text.lower()


def _tag(
    words: list[Any],
    word: Any,
    upos: str,
    feats: Mapping[str, str],
    *,
    unless: tuple[str, ...],
    lemma: Callable[[str, str], str],
) -> None:
    """Tag a word anew, but for its gender and number, unless one of these relations hangs on it."""
    if any(other.head == word.id and other.deprel.partition(":")[0] in unless for other in words):
        return
    pairs = (pair.partition("=") for pair in (word.feats or "").split("|"))
    kept: dict[str, str] = {name: value for name, _, value in pairs if name in ("Gender", "Number")}
    word.upos, word.lemma = upos, lemma(word.text, upos)
    word.feats = "|".join(map("=".join, {**kept, **feats}.items())) or None
