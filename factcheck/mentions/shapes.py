"""The outer shape of a noun phrase: where it begins behind its articles, its head, its commas."""

from functools import cached_property
from itertools import takewhile

from attrs import frozen

from factcheck.languages import Pack
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.kinds import is_source_noun
from factcheck.syntax.tokens import Sentence, Token

_BREAKS = frozenset((",", "(", ")", ";", ":", "-", "–", "—"))


@frozen(eq=False, slots=False)
class Shape:
    """The tokens ``low`` to ``high`` of a sentence, inclusive, read as a noun phrase; ``source`` is the folded text.

    Not slotted, like what is made of it: its many cached properties are then a dictionary's affair.
    """

    source: str
    pack: Pack
    sentence: Sentence
    low: int
    high: int
    given: int | None = None

    @cached_property
    def head(self) -> Token:
        """The token that heads the phrase."""
        tokens = self.sentence.tokens
        nominal = [t for t in tokens[self.low : self.high + 1] if t.upos in ("NOUN", "PROPN", "PRON")]
        if self.given is not None and self.low <= self.given <= self.high and not self._counts(self.given):
            ahead = list(takewhile(lambda t: t.upos not in ("ADP", "PUNCT"), tokens[self.begin : self.given]))
            complement = self.begin + len(ahead) < self.given and tokens[self.begin + len(ahead)].upos == "ADP"
            # The parser has taken a complement for the head: "un haut responsable de Tripoli".
            better = [t for t in ahead if t.upos in ("NOUN", "PROPN") or self._is_source(t)] if complement else []
            return better[0] if better else tokens[self.given]
        after = [t for t in nominal if t.index >= self.begin]
        return (after or nominal or [tokens[self.low]])[0]

    def _is_one(self, index: int) -> bool:
        """*l'un des …*, *one of the …*: the noun behind it says who."""
        tokens = self.sentence.tokens
        if tokens[index].lower not in self.pack.determiners.one or index >= self.high:
            return False
        return tokens[index + 1].upos == "ADP"

    def _counts(self, index: int) -> bool:
        """*l'un des …*, *la plupart des …*, *a number of …*: the noun behind it says who."""
        if self._is_one(index):
            return True
        tokens = self.sentence.tokens
        if tokens[index].lower not in self.pack.determiners.quantity or index + 1 >= self.high:
            return False
        behind = next((t for t in tokens[index + 2 : self.high + 1] if t.upos in ("NOUN", "PROPN")), None)
        return tokens[index + 1].upos == "ADP" and behind is not None and behind.features.get("Number") == "Plur"

    @cached_property
    def begin(self) -> int:
        """The first token after articles, quantifiers and *l'un de*."""
        tables = self.pack.determiners
        place = self.low
        while place < self.high:
            token = self.sentence.tokens[place]
            if self._counts(place):
                place += 2
                continue
            opening = token.upos in ("PUNCT", "DET") or any(token.lower in words for words in tables.by_kind.values())
            # "trente médecins", but "20 Minutes"
            opening = opening or (token.upos == "NUM" and self.sentence.tokens[place + 1].text[0].islower())
            share = token.upos == "NUM" and place + 1 < self.high and self._counts(place + 1)
            if share:
                # "81 % des Espagnols"
                place += 1
                continue
            # "aux habitants": the first half of the contraction is no part of whom it means.
            if not opening and not (place == self.low and token.upos == "ADP"):
                break
            place += 1
        return place

    @cached_property
    def determiner(self) -> Determiner:
        """What opens the phrase: a quantifier, else the first determiner that is there."""
        if any(self._is_one(t.index) for t in self._opening):
            return Determiner.INDEFINITE
        tables = self.pack.determiners
        if any(t.lower in tables.quantifier for t in self._opening):
            return Determiner.QUANTIFIER
        kinds = (kind for t in self._opening for kind, words in tables.by_kind.items() if t.lower in words)
        return next(kinds, Determiner.NONE)

    @cached_property
    def _opening(self) -> tuple[Token, ...]:
        # The preposition in "du maire" is no article.
        return tuple(t for t in self.sentence.tokens[self.low : self.begin] if t.upos != "ADP")

    @cached_property
    def count(self) -> str | None:
        """The words that say how many there are: *deux*, *several*, *une dizaine*."""
        tables = self.pack.determiners
        several = tables.quantity | tables.several
        counts = [t.index for t in self._opening if t.upos == "NUM" or t.lower in several]
        counts = [n for n in counts if not self._is_one(n)]
        if not counts:
            return None
        measure = self.sentence.tokens[counts[0]].upos == "NOUN" and counts[0] > self.low
        return self._text(counts[0] - measure, counts[-1]) or None

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """The stretches between commas and brackets, as token indices, inclusive."""
        found: list[tuple[int, int]] = []
        first = self.begin
        for index in range(self.begin, self.high + 2):
            if index > self.high or self._breaks(index):
                if index > first:
                    found.append((first, index - 1))
                first = index + 1
        return tuple(found) or ((self.low, self.high),)

    def _breaks(self, index: int) -> bool:
        """A comma, a bracket or a dash; a hyphen inside a word is none."""
        tokens = self.sentence.tokens
        if tokens[index].text not in _BREAKS:
            return False
        tight = index + 1 < len(tokens) and index and tokens[index - 1].end == tokens[index].start
        return tokens[index].text != "-" or not (tight and tokens[index].end == tokens[index + 1].start)

    def _is_source(self, token: Token) -> bool:
        return is_source_noun(token, self.pack)

    def _text(self, first: int, last: int) -> str:
        """The words from one token to another as the text has them; half a contraction is the word it
        stands for.
        """
        tokens = self.sentence.tokens
        while first <= last and first and tokens[first - 1].end > tokens[first].start:
            # "des leaders" cut after "de": begin with the next word.
            first += 1
        if first > last:
            return ""
        return " ".join(self.source[tokens[first].start : tokens[last].end].split())
