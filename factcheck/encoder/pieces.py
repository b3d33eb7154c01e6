"""A text in pieces of words, each with what the tree, the marks and the layout say of it; and windows to read it in."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer

from factcheck.syntax.tokens import Document, Span, Token
from factcheck.text.quotations import Quotation

Numbers = NDArray[np.int64]

#: Universal Dependencies 2: relations without subtypes, and parts of speech. What is none of them is the last number.
RELATIONS = [
    "root",
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "aux",
    "cop",
    "mark",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "det",
    "clf",
    "case",
    "conj",
    "cc",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
    "orphan",
    "goeswith",
    "reparandum",
    "punct",
    "dep",
]
TAGS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]

_RELATION = {name: number for number, name in enumerate(RELATIONS)}
_TAG = {name: number for number, name in enumerate(TAGS)}

#: A window reads anchors in its core only; the context on both sides is there to be looked at.
CORE = 320
CONTEXT = 32


@frozen
class Window:
    """A stretch of pieces that is read at once, ``start`` to ``end``, with the core whose anchors it decides."""

    start: int
    end: int
    core_start: int
    core_end: int


@frozen(eq=False)
class Pieces:
    """The pieces of a document in order, as columns.

    ``starts`` and ``ends`` are code points; ``words`` is the number of the token (counted through the document) that a
    piece belongs to, -1 for none; ``quotes`` the number of the outermost quotation around it, 0 for none; ``breaks``
    is 2 where a paragraph begins, 1 where a sentence does.
    """

    document: Document
    ids: Numbers
    starts: Numbers
    ends: Numbers
    words: Numbers
    sentences: Numbers
    relations: Numbers
    tags: Numbers
    quotes: Numbers
    breaks: Numbers
    heads: Numbers

    @cached_property
    def paragraphs(self) -> Numbers:
        """The number of the paragraph of each piece."""
        numbers = np.array([sentence.paragraph for sentence in self.document.sentences] or [0], np.int64)
        return numbers[self.sentences]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the document, sentence after sentence."""
        return tuple(token for sentence in self.document.sentences for token in sentence.tokens)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The number of each sentence's first token."""
        sizes = [len(sentence.tokens) for sentence in self.document.sentences]
        return tuple(int(n) for n in np.cumsum([0, *sizes]))

    def place(self, word: int) -> tuple[int, int]:
        """The sentence of a token, and its index in there."""
        sentence = bisect_right(self.offsets, word) - 1
        return sentence, word - self.offsets[sentence]

    @cached_property
    def opens_word(self) -> NDArray[np.bool_]:
        """Which pieces do not go on with the word of the piece before them."""
        text = self.document.text
        opens = [
            not (start and text[start - 1].isalnum() and text[start : start + 1].isalnum()) for start in self.starts
        ]
        return np.array(opens, bool)

    def on(self, spans: Sequence[Span]) -> list[int]:
        """The pieces that reach into one of the spans."""
        found: list[int] = []
        for start, end in spans:
            low = int(np.searchsorted(self.ends, start, "right"))
            high = int(np.searchsorted(self.starts, end, "left"))
            found += range(low, high)
        return sorted(set(found))

    def windows(self) -> Iterator[Window]:
        """Windows whose cores cover the pieces once, cut where paragraphs begin, else sentences, else anywhere."""
        start = 0
        while start < len(self):
            end = self._cut(start)
            yield Window(max(0, start - CONTEXT), min(len(self), end + CONTEXT), start, end)
            start = end

    def _cut(self, start: int) -> int:
        if len(self) - start <= CORE:
            return len(self)
        stretch = self.breaks[start + 1 : start + CORE + 1]
        for kind, least in ((2, CORE // 2), (1, CORE // 2), (1, 1)):
            found = np.flatnonzero(stretch >= kind)
            found = found[found + 1 >= least]
            if len(found):
                return start + 1 + int(found[-1])
        return start + CORE


def cut(document: Document, quotations: Sequence[Quotation], tokenizer: Tokenizer) -> Pieces:
    """A document in pieces. The tokenizer's own offsets are code points of the text that it was given."""
    encoding = tokenizer.encode(document.text, add_special_tokens=False)
    text = document.text
    spans = [
        (_skip(text, start, end), end, id) for (start, end), id in zip(encoding.offsets, encoding.ids, strict=True)
    ]
    spans = [(start, end, id) for start, end, id in spans if start < end]
    starts = np.array([start for start, _, _ in spans], np.int64)
    ends = np.array([end for _, end, _ in spans], np.int64)
    rows = [
        (token.start, token.end, number, sentence.paragraph, token)
        for number, sentence in enumerate(document.sentences)
        for token in sentence.tokens
    ]
    words = np.full(len(spans), -1, np.int64)
    place = 0
    for index, (start, end, _) in enumerate(spans):
        while place < len(rows) and rows[place][1] <= start:
            place += 1
        if place < len(rows) and rows[place][0] < end:
            words[index] = place
    first_of: dict[int, int] = {}
    for index, word in enumerate(words.tolist()):
        first_of.setdefault(word, index)
    bases = np.cumsum([0, *(len(sentence.tokens) for sentence in document.sentences)])
    sentences, relations, tags, breaks, heads = (np.zeros(len(spans), np.int64) for _ in range(5))
    before: tuple[int, int] = (-1, -1)
    for index, word in enumerate(words.tolist()):
        if word < 0:
            sentences[index], relations[index], tags[index] = max(before[0], 0), len(RELATIONS), len(TAGS)
            heads[index] = index
            continue
        _, _, number, paragraph, token = rows[word]
        sentences[index] = number
        relations[index] = _RELATION.get(token.dep, len(RELATIONS))
        tags[index] = _TAG.get(token.upos, len(TAGS))
        breaks[index] = 2 if paragraph != before[1] else 1 if number != before[0] else 0
        heads[index] = first_of.get(int(bases[number]) + token.head, index) if token.head >= 0 else index
        before = number, paragraph
    quotes = np.zeros(len(spans), np.int64)
    for number, quotation in enumerate((q for q in quotations if q.depth == 0), 1):
        low = int(np.searchsorted(ends, quotation.start, "right"))
        quotes[low : int(np.searchsorted(starts, quotation.end, "left"))] = number
    ids = np.array([id for _, _, id in spans], np.int64)
    return Pieces(document, ids, starts, ends, words, sentences, relations, tags, quotes, breaks, heads)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
