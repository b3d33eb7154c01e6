"""Endless paragraphs and words are cut, and nothing of them is lost."""

import pytest

from factcheck import load
from factcheck.syntax.chunks import LONGEST_PIECE, LONGEST_WORD, PORTION, pieces, portions


@pytest.mark.parametrize(
    "text",
    [
        "word " * 30_000,
        "x" * 12_345,
        "a b " + "y" * 3000 + " c d " * 9000,
        "z" * LONGEST_WORD,
        " ".join("mot" for _ in range(9)),
    ],
)
def test_nothing_is_lost_and_nothing_is_endless(text: str) -> None:
    found = pieces(text, [(0, len(text))])
    assert "".join(piece.text for piece in found) == text
    assert all(text[piece.start :].startswith(piece.text) for piece in found)
    assert all(len(piece.text) <= LONGEST_PIECE + LONGEST_WORD for piece in found)
    assert all(len(word) <= LONGEST_WORD for piece in found for word in piece.text.split())


def test_words_of_ordinary_length_stay_whole() -> None:
    text = "éléphants " * 10_000
    assert {word for piece in pieces(text, [(0, len(text))]) for word in piece.text.split()} == {"éléphants"}


def test_portions_keep_the_order() -> None:
    given = pieces("x " * 150_000, [(n, n + 3000) for n in range(0, 300_000, 3000)])
    found = list(portions(given))
    assert [piece for portion in found for piece in portion] == given
    assert all(sum(len(piece.text) for piece in portion) <= PORTION for portion in found)


def test_an_endless_word_is_read() -> None:
    text = "The mayor said that " + "a" * 2 * LONGEST_WORD + " was closed. The bridge is open, the police said."
    report = load("en")(text)
    assert report.text == text
    assert any("police" in source.name for source in report.sources)
