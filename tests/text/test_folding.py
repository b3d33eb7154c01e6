"""Folding replaces one character by one, so that no offset moves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.folding import fold

ANY_TEXT = st.text(st.characters(), max_size=200) | st.text("«»“”„‹›‘’‚ʼ′–—−\u00a0\u202f\u2009\taé1", max_size=80)


@pytest.mark.parametrize("mark", "«»“”„‟‹›〝〞＂")
def test_every_double_mark_becomes_the_straight_one(mark: str) -> None:
    assert fold(f"a {mark}b") == 'a "b'


@pytest.mark.parametrize("mark", "’‘‚‛ʼ´`′＇")
def test_every_apostrophe_becomes_the_straight_one(mark: str) -> None:
    assert fold(f"l{mark}aube") == "l'aube"


@pytest.mark.parametrize("dash", "‐‑‒–—―−")
def test_every_dash_becomes_a_hyphen(dash: str) -> None:
    assert fold(f"Nord{dash}Sud") == "Nord-Sud"


@pytest.mark.parametrize("space", "\u00a0\u2007\u2009\u202f\u3000\t")
def test_every_space_becomes_the_plain_one(space: str) -> None:
    assert fold(f"12{space}000 euros") == "12 000 euros"


@pytest.mark.parametrize(
    "text", ["Élysée", "e\u0301te\u0301", "ﬁnance", "Łódź", "👩🏽‍🚒 30 %", "\ud800", "\x00", "a\r\nb"]
)
def test_everything_else_stays(text: str) -> None:
    assert fold(text) == text


@given(ANY_TEXT)
def test_the_length_never_changes(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_letters_and_digits_stay_where_they_are(text: str) -> None:
    # ʼ is a letter in Unicode's eyes and an apostrophe in a reader's.
    for before, after in zip(text, fold(text), strict=True):
        assert before == after or not before.isalnum() or unicodedata.category(before) == "Lm"


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
