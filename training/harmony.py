"""Treebanks of one language that write the same thing in different ways, made to write it in one.

PUD calls *dont* a preposition, FQB takes *où* for an adverb; GSD gives a number to *trois*, Sequoia a kind of number;
PUD gives a gender to every *les*, the others give it none. A tagger that learns from all of them learns to guess which
of them a sentence is from. So a grammatical word never has a tag that no other treebank gives it, and features are
those of the first treebank: what it always or never writes of a form (or of a part of speech, for forms that it hardly
has) is added or left out; what it writes now and then stays as it is. Trees stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from factcheck.syntax.tagging import features_of, positional
from training.corpus import Row, Sentence

#: The parts of speech of grammatical words; such a word may be taken for one of the others below.
_GRAMMATICAL = frozenset(("ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "SCONJ"))
_MISTAKABLE = _GRAMMATICAL | {"ADJ", "VERB"}
#: How often the others must have a word, to know better than one treebank.
_AGREED = 20
#: How often the model treebank must have a form, for the form to decide.
_SEEN = 3
#: Which share of the words of a part of speech may be exceptions, where that decides.
_EXCEPTIONS = 0.03
#: What is never left out: FQB alone marks the adverbs that ask (*comment*), and that is worth knowing.
_TELLING = frozenset(("PronType",))

#: A lemma and a part of speech.
Tagged = tuple[str, str]
#: A kind of word: its form (or none), its part of speech and its verb form.
Kind = tuple[str, str, str]


@frozen
class Manner:
    """How a treebank writes each kind of word: how many there are, and how many have each value of a feature."""

    words: Mapping[Kind, int]
    values: Mapping[Kind, Mapping[tuple[str, str], int]]


def in_harmony(banks: Sequence[Sequence[Sentence]]) -> list[list[Sentence]]:
    """The sentences of treebanks, their grammatical words tagged alike, their features as in the first of them."""
    used = [Counter((row.lemma.lower(), row.upos) for sentence in bank for row in sentence.words) for bank in banks]
    everywhere = sum(used, Counter[Tagged]())
    alike = [
        [_retagged(sentence, table) for sentence in bank]
        for bank, table in zip(banks, (foreign(own, everywhere - own) for own in used), strict=True)
    ]
    manner = manner_of(alike[0])
    return [alike[0], *([harmonized(sentence, manner) for sentence in bank] for bank in alike[1:])]


def foreign(own: Mapping[Tagged, int], others: Mapping[Tagged, int]) -> dict[Tagged, str]:
    """The tags that a treebank alone gives a grammatical word, and the tag that the others give it most.

    >>> foreign({("dont", "ADP"): 9, ("bien", "NOUN"): 2}, {("dont", "PRON"): 70, ("bien", "ADV"): 40})
    {('dont', 'ADP'): 'PRON'}
    """
    known: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (lemma, tag), count in others.items():
        known[lemma][tag] += count
    table = {}
    for lemma, tag in own:
        if known[lemma].total() >= _AGREED and tag in _MISTAKABLE and tag not in known[lemma]:
            ((usual, _),) = known[lemma].most_common(1)
            if usual in _GRAMMATICAL:
                table[lemma, tag] = usual
    return table


def _retagged(sentence: Sentence, table: Mapping[Tagged, str]) -> Sentence:
    rows = (evolve(row, upos=table.get((row.lemma.lower(), row.upos), row.upos)) for row in sentence.rows)
    return evolve(sentence, rows=tuple(rows))


def manner_of(sentences: Iterable[Sentence]) -> Manner:
    """Count what a treebank writes."""
    words: Counter[Kind] = Counter()
    values: defaultdict[Kind, Counter[tuple[str, str]]] = defaultdict(Counter)
    for sentence in sentences:
        for row in sentence.words:
            features = features_of(row.feats)
            for kind in _kinds(row, features):
                words[kind] += 1
                values[kind].update(features.items())
    return Manner(words, dict(values))


def harmonized(sentence: Sentence, manner: Manner) -> Sentence:
    """The sentence with the features of its words written in that manner."""
    return evolve(sentence, rows=tuple(_rewritten(row, manner) if row.is_word else row for row in sentence.rows))


def _kinds(row: Row, features: Mapping[str, str]) -> tuple[Kind, Kind]:
    finiteness = features.get("VerbForm", "")
    return (row.form.lower(), row.upos, finiteness), ("", row.upos, finiteness)


def _rewritten(row: Row, manner: Manner) -> Row:
    features = features_of(row.feats)
    form, tag = _kinds(row, features)
    known = manner.words.get(form, 0) >= _SEEN
    kind = form if known else tag
    words, values = manner.words.get(kind, 0), manner.values.get(kind, {})
    exceptions = 0 if known else _EXCEPTIONS * words
    written = Counter[str]()
    for (name, _), count in values.items():
        written[name] += count
    kept = {
        name: value for name, value in features.items() if not words or written[name] > exceptions or name in _TELLING
    }
    always = {name: value for (name, value), count in values.items() if count >= words - exceptions}
    # Stanza wants them in order.
    pairs = sorted({**always, **kept}.items(), key=lambda pair: pair[0].lower())
    feats = "|".join(f"{name}={value}" for name, value in pairs) or "_"
    return evolve(row, feats=feats, xpos=positional(feats))
