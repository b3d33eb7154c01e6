"""Documents out of nothing: random words, tags and trees, so that every stage after the parser meets anything."""

import random
import sys
from functools import cache

from attrs import frozen

from factcheck.languages import Pack, load_pack
from factcheck.syntax.tokens import Document, Sentence, Token
from factcheck.text.folding import fold

_UPOS = [
    "NOUN",
    "VERB",
    "PROPN",
    "ADP",
    "DET",
    "PUNCT",
    "ADJ",
    "PRON",
    "AUX",
    "ADV",
    "CCONJ",
    "SCONJ",
    "NUM",
    "PART",
    "INTJ",
    "X",
    "SYM",
]
_RELATIONS = [
    "nsubj",
    "obj",
    "iobj",
    "obl",
    "nmod",
    "amod",
    "acl",
    "acl:relcl",
    "advcl",
    "ccomp",
    "xcomp",
    "csubj",
    "conj",
    "cc",
    "mark",
    "case",
    "det",
    "punct",
    "aux",
    "aux:pass",
    "cop",
    "nsubj:pass",
    "obl:agent",
    "obl:arg",
    "obl:mod",
    "appos",
    "flat",
    "flat:name",
    "compound",
    "parataxis",
    "fixed",
    "advmod",
    "nummod",
    "dep",
    "orphan",
    "expl",
    "vocative",
    "discourse",
]
_FEATURES: tuple[dict[str, str], ...] = (
    {},
    {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"},
    {"VerbForm": "Fin", "Mood": "Cnd"},
    {"VerbForm": "Fin", "Mood": "Imp"},
    {"VerbForm": "Inf"},
    {"VerbForm": "Part", "Tense": "Past"},
    {"VerbForm": "Part", "Tense": "Pres"},
    {"VerbForm": "Ger"},
    {"PronType": "Rel"},
    {"PronType": "Prs", "Person": "3", "Number": "Sing", "Gender": "Fem"},
    {"Number": "Plur", "Gender": "Masc"},
    {"Case": "Acc"},
)
_MARKS = [*"«»“”„‟‹›\"''’‘‚()[]{},.;:!?…-–—", "''", "``", "--"]
_NAMES = [
    "Ana",
    "Ruiz",
    "Paul",
    "Durand",
    "NBC",
    "Reuters",
    "Monde",
    "Times",
    "Le",
    "The",
    "AFP",
    "Post",
    "McKay",
    "L.A.",
    "II",
]
_PLAIN = [
    "a",
    "la",
    "le",
    "les",
    "de",
    "du",
    "un",
    "une",
    "he",
    "she",
    "il",
    "elle",
    "ils",
    "they",
    "we",
    "nous",
    "je",
    "I",
    "rain",
    "gare",
    "officials",
    "responsables",
    "12",
    "2026",
    "%",
]
_STRANGE = [
    "\u202e",
    "\u200b",
    "ﷺ",
    "𝔘",
    "\U0010ffff",
    "\ufffd",
    "\0",
    "é\u0301",
    "中文",
    "אבג",
    "ß",
    "İ",
    "-t-il",
    "-",
    "\ufeff",
]


@cache
def vocabulary(language: str) -> tuple[list[str], ...]:
    """Kinds of words to draw from: those that the pack knows come as often as all others."""
    pack = load_pack(language)
    known = sorted(pack.verbs) + [word for phrase in pack.prepositions for word in phrase]
    known += sorted(pack.complementizers) + sorted(pack.first_person)
    for nouns in pack.source_nouns.by_type.values():
        known += sorted(nouns)[:20]
    return known, _MARKS, _NAMES, _PLAIN, _STRANGE


def document(chance: random.Random, language: str = "fr", sentences: int = 6, words: int = 24) -> Document:
    """A random document of up to so many sentences of up to so many words each."""
    parts: list[str] = []
    size = 0
    made: list[Sentence] = []
    paragraph = 0
    kinds = vocabulary(language)
    weights = (4, 3, 2, 3, 0.3)
    for _ in range(chance.randint(0, sentences)):
        start = size
        tokens: list[Token] = []
        number = chance.randint(1, words)
        heads = _tree(chance, number)
        # Some begin as sentences of news do, with somebody named or cited: pure chance hardly ever does.
        opening = _opening(chance, language) if chance.random() < 0.4 else []
        number += len(opening)
        heads = _after(opening, heads)
        for index in range(number):
            given = opening[index] if index < len(opening) else None
            if given is None and tokens and chance.random() < 0.04:
                # A word of a contraction stands where the whole stands.
                begin, end, text = tokens[-1].start, tokens[-1].end, chance.choice(_PLAIN)
            else:
                text = given.text if given else chance.choice(chance.choices(kinds, weights)[0])
                text = text.capitalize() if chance.random() < 0.15 else text
                begin, end = size, size + len(text)
                gap = "" if chance.random() < 0.2 else " "
                parts += [text, gap]
                size = end + len(gap)
            upos = "PUNCT" if text in _MARKS and chance.random() < 0.9 else chance.choice(_UPOS)
            relation = chance.choice(_RELATIONS) if heads[index] >= 0 else "root"
            if given:
                upos, relation = given.upos, given.relation
            tokens.append(
                Token(index, text, begin, end, text.lower(), upos, chance.choice(_FEATURES), heads[index], relation)
            )
        made.append(Sentence(start, tokens[-1].end, tuple(tokens), paragraph))
        if chance.random() < 0.4:
            paragraph += 1
            parts.append("\n\n")
            size += 2
    text = "".join(parts)
    return Document(text, fold(text), language, tuple(made))


@frozen
class _Word:
    """A word of an opening; its head is the word so many places on, 0 being the root of the sentence."""

    text: str
    upos: str
    relation: str
    head: int = 0


def _opening(chance: random.Random, language: str) -> list[_Word]:
    """The beginning of a sentence: *according to NBC ( ? ) ,* or *" Ana Ruiz " -*, whole or cut anywhere."""
    pack = load_pack(language)
    citing = chance.choice(sorted(pack.prepositions)) if chance.random() < 0.6 else ()
    name = chance.sample(_NAMES, chance.randint(1, 2))
    bracket = chance.choice([[], ["(", chance.choice([*_MARKS, *_NAMES, *_PLAIN]), ")"], [chance.choice(_MARKS)]])
    stop = chance.choice([[], [","], [":"], ["-"], [chance.choice(_MARKS)]])
    words = [_Word(text, "ADP", "case", len(citing) - place) for place, text in enumerate(citing)]
    words.append(_Word(name[0], "PROPN", "obl" if citing else "nsubj"))
    words += [_Word(text, "PROPN", "flat:name", -1) for text in name[1:]]
    words += [
        _Word(text, "PUNCT" if text in _MARKS else "PROPN", "punct" if text in _MARKS else "appos", -len(name) - place)
        for place, text in enumerate(bracket)
    ]
    words += [_Word(text, "PUNCT", "punct") for text in stop]
    return words[: chance.randint(1, len(words))] if chance.random() < 0.2 else words


def _after(opening: list[_Word], heads: list[int]) -> list[int]:
    """The heads of a sentence that begins with an opening and goes on with a random tree."""
    size = len(opening)
    root = size + heads.index(-1)
    places = [index + word.head if word.head else root for index, word in enumerate(opening)]
    # What an opening that was cut off hung on hangs on the root.
    return [head if head < size or head == root else root for head in places] + [
        head + size if head >= 0 else -1 for head in heads
    ]


def _tree(chance: random.Random, size: int) -> list[int]:
    """The heads of a random tree with one root, which is what the parser promises."""
    order = list(range(size))
    chance.shuffle(order)
    heads = [-1] * size
    for place in range(1, size):
        # Near heads are likelier, and now and then one long chain.
        heads[order[place]] = order[chance.randrange(place)] if chance.random() < 0.7 else order[place - 1]
    return heads


def strange_text(chance: random.Random, size: int = 60) -> str:
    """Any code points, with marks and line ends more often than their share."""
    common = "«»“”\"'’‘ \n\t.()'`" + "aé\u00a0\ud800\0"
    return "".join(
        chance.choice(common) if chance.random() < 0.7 else chr(chance.randint(0, sys.maxunicode))
        for _ in range(chance.randint(0, size))
    )


def pack(language: str) -> Pack:
    """The pack of a language."""
    return load_pack(language)
