"""Mistakes of the tagger that the words around a word give away, mended.

A title before a name is no pronoun (*Me Corinne Leblond*), and what may be a verb behind an auxiliary of tense is its
participle (*a démenti*, for a tagger that took it for *un démenti*); a cue verb between a noun and *que* is no
adjective (*une note précise que P*). Once there are trees: a participle with a determiner is a noun (*ses associés*),
and a sentence's first word with a common noun's lemma is no name.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from factcheck.languages import Pack
from factcheck.languages.tables import Words

_NOMINAL = frozenset(("ADJ", "NOUN", "PROPN"))
#: What a verb may stand right behind, and an adjective with a clause of its own hardly.
_NAMING = frozenset(("NOUN", "PROPN", "PRON"))
_PRESENT = {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Pres", "VerbForm": "Fin"}
_PAST = {"Tense": "Past", "VerbForm": "Part"}

#: What a positional tag tells, in order; a value is its first letter but for those that share one.
_POSITIONS = ("VerbForm", "PronType", "Reflex", "Person", "Number", "Gender")
_LETTERS = {"Int": "Q", "Int,Rel": "Q", "Prs": "O"}

#: Looks the lemma of a form up, for a part of speech.
Lemma = Callable[[str, str], str]


def mend_by_neighbours(document: Any, pack: Pack, lemma: Lemma) -> None:
    """Tag titles, participles and cue verbs by the words around them, in a tagged Stanza *document*."""
    honorifics = pack.titles.honorifics
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
        for before, word, mark in zip(words, words[1:], words[2:], strict=False):
            framed = before.upos in _NAMING and mark.text.lower() in pack.complementizers
            if framed and word.upos == "ADJ" and _may_be_present(word.text.lower(), pack):
                _tag(words, word, "VERB", _PRESENT, unless=(), lemma=lemma)


def _is_title(text: str, honorifics: Words) -> bool:
    return text[0].isupper() and text.lower() in honorifics


def _may_be_verb(form: str, lemma: Lemma) -> bool:
    """The dictionary knows a verb of that form, which has another lemma than the noun."""
    return lemma(form, "VERB") not in (form, lemma(form, "NOUN"))


def _may_be_present(form: str, pack: Pack) -> bool:
    """A cue verb's infinitive goes on where the form ends: *affirme*, and no participle (*persuadée*)."""
    return any(verb != form and verb.startswith(form) for verb in pack.lemmas("", form))


def mend_by_trees(document: Any, lemma: Lemma) -> None:
    """Tag nouns by the tree, in a parsed Stanza *document*."""
    for sentence in document.sentences:
        words = sentence.words
        for first in words[:1]:
            if first.upos == "PROPN" and _is_common(first):
                _tag(words, first, "NOUN", {"Number": "Plur"}, unless=(), lemma=lemma)
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
    before = word.feats or "_"
    # A finite verb has no gender.
    agrees = ("Number",) if "Person" in feats else ("Gender", "Number")
    kept = {name: value for name, value in features_of(before).items() if name in agrees}
    word.upos, word.lemma = upos, lemma(word.text, upos)
    word.feats = "|".join(sorted(map("=".join, {**kept, **feats}.items()))) or None
    if word.xpos == positional(before):
        word.xpos = positional(word.feats or "_")


def positional(feats: str) -> str:
    """Some features as a tag of one letter each, as MULTEXT writes them.

    Stanza's parser (1.15.0) reads the features and then does not use them, but it does use XPOS: this is the
    way that agreement and verb forms reach it, in the compact French models.

    >>> positional("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    'F..3S.'
    >>> positional("_")
    '......'
    """
    values = features_of(feats)
    letters = (values.get(name, ".") for name in _POSITIONS)
    return "".join(_LETTERS.get(value, value[0]) for value in letters)


def features_of(feats: str) -> dict[str, str]:
    """The features of a word by name.

    >>> features_of("Number=Plur|PronType=Art"), features_of("_")
    ({'Number': 'Plur', 'PronType': 'Art'}, {})
    """
    return dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
