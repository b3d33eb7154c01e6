"""A text is cut into paragraphs: every line, or every block where the lines were wrapped."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.paragraphs import paragraphs

BREAKS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \t\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


@pytest.mark.parametrize("line_break", BREAKS)
def test_every_kind_of_line_end_parts_two_paragraphs(line_break: str) -> None:
    assert cut(f"La gare ferme.{line_break}Le bus passe.") == ["La gare ferme.", "Le bus passe."]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", " \t \n \u00a0 \n"])
def test_nothing_but_space_is_no_paragraph(text: str) -> None:
    assert cut(text) == []


def test_space_around_a_paragraph_is_left_out() -> None:
    assert cut("  \u00a0La gare ferme. \t\n\n\tLe bus passe.  ") == ["La gare ferme.", "Le bus passe."]


def test_a_headline_stands_apart() -> None:
    assert cut("Gare fermée\nLe maire l'a annoncé.") == ["Gare fermée", "Le maire l'a annoncé."]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The harbour master said on\nFriday that two of the three\ncranes would be\ntaken down at last.\n\n"
        "Nobody has yet been found\nto buy them, although they\nare said to be in perfect\norder.\n"
    )
    first, second = cut(text)
    assert (first[:11], first[-7:]) == ("The harbour", "t last.")
    assert (second[:6], second[-6:]) == ("Nobody", "order.")


def test_windows_lines_are_joined_as_well() -> None:
    text = "The harbour master said on\r\nFriday that two of\r\nthe cranes would be\r\ntaken down.\r\n\r\nGood."
    assert len(cut(text)) == 2


def test_two_short_lines_are_no_wrapped_text() -> None:
    assert len(cut("Gare fermée\nBus supprimés\nLa ville attend.")) == 3


@given(st.text(st.characters() | st.sampled_from("\r\n \t.»a"), max_size=200))
def test_paragraphs_are_in_order_apart_and_hold_all_that_is_not_space(text: str) -> None:
    found = paragraphs(text)
    assert list(found) == sorted(found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    inside = "".join(text[start:end] for start, end in found)
    assert [c for c in inside if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
