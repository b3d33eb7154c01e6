"""What Stanza is given at once: paragraphs, the endless ones in pieces, in portions that bound time and memory.

Stanza's tokenizer takes time with the square of a word's length, and its own sentences take a hundred times the
memory of their text.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from factcheck.syntax.tokens import Span

#: A word of more characters is no word: it is cut.
LONGEST_WORD = 1_000
#: A paragraph of more characters is cut between two words.
LONGEST_PIECE = 20_000
#: How many characters are read at once; more is no faster.
PORTION = 100_000

_WORD = re.compile(r"\S+")


@frozen
class Piece:
    """A paragraph, or a part of an endless one: its text, where that begins, and the number of the paragraph."""

    text: str
    start: int
    number: int


def pieces(text: str, paragraphs: Sequence[Span]) -> list[Piece]:
    """The paragraphs of a text in order, cut where they are endless.

    >>> [piece.start for piece in pieces("One. Two.", [(0, 4), (5, 9)])]
    [0, 5]
    >>> [len(piece.text) for piece in pieces("x" * 2500, [(0, 2500)])]
    [1000, 1000, 500]
    """
    return [
        Piece(text[start + low : start + high], start + low, number)
        for number, (start, end) in enumerate(paragraphs)
        for low, high in _cut(text[start:end])
    ]


def _cut(paragraph: str) -> Iterator[Span]:
    start = 0
    # Nearly every paragraph is short enough in any case.
    for word in _WORD.finditer(paragraph) if len(paragraph) > LONGEST_WORD else ():
        endless = word.end() - word.start() > LONGEST_WORD
        if start < word.start() and (endless or word.end() - start > LONGEST_PIECE):
            yield start, word.start()
            start = word.start()
        while endless and word.end() - start > LONGEST_WORD:
            yield start, start + LONGEST_WORD
            start += LONGEST_WORD
    yield start, len(paragraph)


def portions(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces in lists of at most ``PORTION`` characters.

    >>> [len(portion) for portion in portions([Piece("x" * 60_000, 0, 0)] * 3)]
    [1, 1, 1]
    """
    portion: list[Piece] = []
    size = 0
    for piece in pieces:
        if portion and size + len(piece.text) > PORTION:
            yield portion
            portion, size = [], 0
        portion.append(piece)
        size += len(piece.text)
    if portion:
        yield portion
