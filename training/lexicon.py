"""Lemmas of words that no treebank has: by endings learnt from those it has, where that gives a known word.

Our lemmatiser is Stanza's dictionary alone, since its network takes longer than all the rest together. So the
dictionary is given the frequent words of the raw text beforehand, and the capitals of headlines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from training.corpus import Row, Sentence

#: What inflects; everything else is a closed class or keeps its form.
INFLECTED = ("VERB", "NOUN", "ADJ", "AUX")
#: An ending is trusted when at least this share of the words that have it change alike.
_SURE = 0.85
_SEEN = 3
_LONGEST = 7


class Endings:
    """What becomes of an ending: learnt from (form, tag, lemma) triples, all in lower case.

    >>> verbs = ("parlait", "parler"), ("donnait", "donner"), ("allait", "aller")
    >>> endings = Endings((form, "VERB", lemma) for form, lemma in verbs)
    >>> endings.guess("chantait", "VERB", {"chanter"})
    'chanter'
    """

    def __init__(self, triples: Iterable[tuple[str, str, str]]) -> None:
        seen: defaultdict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
        for form, tag, lemma in set(triples):
            same = 0
            while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
                same += 1
            change = len(form) - same, lemma[same:]
            for length in range(max(1, change[0]), min(_LONGEST, len(form) - 1) + 1):
                seen[tag, form[-length:]][change] += 1
        self._changes = {key: changes.most_common(3) for key, changes in seen.items() if changes.total() >= _SEEN}
        self._totals = {key: seen[key].total() for key in self._changes}

    def guess(self, form: str, tag: str, known: Collection[str]) -> str | None:
        """The lemma of *form* as a *tag*: by its longest ending that gives a *known* word, or None."""
        for length in range(min(_LONGEST, len(form) - 1), 0, -1):
            key = tag, form[-length:]
            for (cut, added), count in self._changes.get(key, ()):
                lemma = form[: len(form) - cut] + added
                if lemma in known and (tag == "VERB" or count >= _SURE * self._totals[key]):
                    return lemma
        return None


def extend(sentences: list[Sentence], words: Iterable[str]) -> Iterator[Sentence]:
    """One-word sentences to train a dictionary on beside *sentences*: guessed lemmas, and forms in capitals.

    *words* are the frequent words of raw text, in lower case.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for sentence in sentences:
        counts.update((row.form, row.upos, row.lemma) for row in sentence.words)
    best: dict[tuple[str, str], str] = {}
    for (form, tag, lemma), _ in counts.most_common():
        best.setdefault((form, tag), lemma)
    plain = {(form, tag): lemma for (form, tag), lemma in best.items() if form.islower() and form.isalpha()}
    attested = set(best)
    words = list(words)
    known = set(words) | set(plain.values())
    endings = Endings((form, tag, lemma) for (form, tag), lemma in plain.items() if tag in INFLECTED)
    for word in words:
        for tag in INFLECTED[:-1]:
            if word.isalpha() and (word, tag) not in best:
                guess = endings.guess(word, tag, known)
                if guess and guess != word:
                    yield _entry(word, tag, guess)
                    best[word, tag] = guess
    for (form, tag), lemma in list(best.items()):
        if form.islower() and tag not in ("PROPN", "PUNCT", "SYM", "X"):
            # Whole words in capitals are rare enough to leave the guesses out, and the file small.
            for capital in (form.capitalize(), form.upper())[: 1 + ((form, tag) in attested)]:
                if (capital, tag) not in best and (capital != form) and len(capital) == len(form):
                    yield _entry(capital, tag, lemma)
                    best[capital, tag] = lemma


def _entry(form: str, tag: str, lemma: str) -> Sentence:
    return Sentence(form, (Row("1", form, lemma, tag, "_", "_", "0", "root", True),))


def frequent_words(vectors: Path) -> list[str]:
    """The words of a file of vectors, most frequent first."""
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE

    return list(Pretrain(str(vectors)).vocab._id2unit[VOCAB_PREFIX_SIZE:])
