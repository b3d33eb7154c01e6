"""Mistakes of the tagger that the words around a word give away, mended.

A title before a name is no pronoun (*Me Corinne Leblond*), and what may be a verb behind an auxiliary of tense is its
participle (*a démenti*, for a tagger that took it for *un démenti*). Once there are trees: a participle with a
determiner is a noun (*ses associés*), and a sentence's first word with a common noun's lemma is no name.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from factcheck.languages import Pack, Words

_NOMINAL = frozenset(("ADJ", "NOUN", "PROPN"))
_PAST = {"Tense": "Past", "VerbForm": "Part"}

#: Looks the lemma of a form up, for a part of speech.
Lemma = Callable[[str, str], str]


def mend_by_neighbours(document: Any, pack: Pack, lemma: Lemma) -> None:
    """Tag titles and participles by the words around them, in a tagged Stanza *document*."""
    honorifics = pack.titles["honorifics"]
    for sentence in document.sentences:
        words = sentence.words
        for word, name in pairwise(words):
            if name.upos == "PROPN" and word.upos not in _NOMINAL and _is_title(word.text, honorifics):
                word.upos, word.xpos, word.feats = name.upos, name.xpos, name.feats
        for word in words:
            if word.upos == "AUX" and lemma(word.text, "AUX") in pack.perfect_auxiliaries:
                behind = next((other for other in words[word.id :] if other.upos != "ADV"), word)
                if behind.upos in ("ADJ", "NOUN") and _may_be_verb(behind.text, lemma):
                    _tag(words, behind, "VERB", _PAST, unless=(), lemma=lemma)


def _is_title(text: str, honorifics: Words) -> bool:
    return text[0].isupper() and text.lower() in honorifics


def _may_be_verb(form: str, lemma: Lemma) -> bool:
    """The dictionary knows a verb of that form, which has another lemma than the noun."""
    return lemma(form, "VERB") not in (form, lemma(form, "NOUN"))


def mend_by_trees(document: Any, lemma: Lemma) -> None:
    """Tag nouns by the tree, in a parsed Stanza *document*."""
    for sentence in document.sentences:
        words = sentence.words
        if words[0].upos == "PROPN" and _is_common(words[0]):
            _tag(words, words[0], "NOUN", {"Number": "Plur"}, unless=(), lemma=lemma)
        for word in words:
            if word.deprel == "det" and "VerbForm=Part" in (words[word.head - 1].feats or ""):
                _tag(words, words[word.head - 1], "NOUN", {}, unless=("aux", "cop"), lemma=lemma)


def _is_common(word: Any) -> bool:
    """A plural that was taken for a name by its capital, although its lemma is a common noun's."""
    lemma = word.lemma or ""
    return bool(lemma.islower()) and lemma != word.text.lower()


def _tag(
    words: list[Any], word: Any, upos: str, feats: Mapping[str, str], *, unless: tuple[str, ...], lemma: Lemma
) -> None:
    """Tag a word anew, but for its gender and number, unless one of these relations hangs on it."""
    if any(other.head == word.id and other.deprel.partition(":")[0] in unless for other in words):
        return
    pairs = (pair.partition("=") for pair in (word.feats or "").split("|"))
    kept: dict[str, str] = {name: value for name, _, value in pairs if name in ("Gender", "Number")}
    word.upos, word.lemma = upos, lemma(word.text, upos)
    word.feats = "|".join(map("=".join, {**kept, **feats}.items())) or None
