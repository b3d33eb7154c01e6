"""Quotation marks of every style are paired, over the whole text, without ever failing."""

import math
import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.paragraphs import paragraphs
from factcheck.text.quotations import Quotation, find_quotations

MARKS = "«»“”„‟‹›〝〞‘’‚\"'＂`"
FEW, MANY = 5_000, 50_000
SLACK = 1.2


def find(text: str) -> tuple[Quotation, ...]:
    return find_quotations(text, paragraphs(text))


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find(text)]


class TestStyles:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("« Nous restons », dit-elle.", "« Nous restons »"),
            ("«\u00a0Nous restons\u00a0», dit-elle.", "«\u00a0Nous restons\u00a0»"),
            ("«Nous restons», dit-elle.", "«Nous restons»"),
            ("“We are staying,” she said.", "“We are staying,”"),
            ("“ Nous restons ”, dit-elle.", "“ Nous restons ”"),
            ('"We are staying," she said.', '"We are staying,"'),
            ('He whispered "run".', '"run"'),
            ("„Wir bleiben“, stand auf dem Schild.", "„Wir bleiben“"),
            ("„Maradunk”, said the leaflet.", "„Maradunk”"),
            ("‘We are staying,’ she said.", "‘We are staying,’"),
            ("'We are staying,' she said.", "'We are staying,'"),
            ("‹ Nous restons ›, dit-elle.", "‹ Nous restons ›"),
            ("”Vi stannar”, said the leaflet.", "”Vi stannar”"),
            ("＂We are staying＂, she said.", "＂We are staying＂"),
            ("''We are staying,'' she said.", "''We are staying,''"),
            ("``We are staying,'' she said.", "``We are staying,''"),
            ('“We are staying," she said.', '“We are staying,"'),
            ('"We are staying,” she said.', '"We are staying,”'),
            ("“We are staying,“ she said.", "“We are staying,“"),
            ('“A 6" pipe burst,” she said.', '“A 6" pipe burst,”'),
        ],
    )
    def test_a_quotation_in_every_style(self, text: str, expected: str) -> None:
        assert quoted(text) == [expected]

    def test_several_in_one_sentence(self) -> None:
        text = "« Non », dit-elle, puis « peut-être », et enfin “oui”."
        assert quoted(text) == ["« Non »", "« peut-être »", "“oui”"]

    @pytest.mark.parametrize("mark", ["“We left” early", "« Partis » tôt", '"We left" early'])
    def test_the_inner_words_stand_without_marks(self, mark: str) -> None:
        (quotation,) = find(mark)
        start, end = quotation.inner
        assert mark[start:end].strip() in ("We left", "Partis")


class TestNesting:
    @pytest.mark.parametrize(
        ("text", "inner"),
        [
            ("« Il a crié “au feu” puis il est parti », dit-elle.", "“au feu”"),
            ("« Il a crié « au feu » puis il est parti », dit-elle.", "« au feu »"),
            ("« Il a crié ‹ au feu › puis il est parti », dit-elle.", "‹ au feu ›"),
            ("“He shouted ‘fire’ and left,” she said.", "‘fire’"),
            ("‘He shouted “fire” and left,’ she said.", "“fire”"),
            ("\"He shouted 'fire' and left,\" she said.", "'fire'"),
        ],
    )
    def test_a_quotation_inside_another(self, text: str, inner: str) -> None:
        outer, within = find(text)
        assert (outer.depth, within.depth) == (0, 1)
        assert outer.start == 0
        assert text[within.start : within.end] == inner

    def test_outer_before_inner_and_three_deep(self) -> None:
        text = "« Un “deux ‘trois’ deux” un »"
        assert [(text[q.start : q.end][0], q.depth) for q in find(text)] == [("«", 0), ("“", 1), ("‘", 2)]


class TestApostrophes:
    @pytest.mark.parametrize(
        "text",
        [
            "L’aube d'aujourd’hui n'a rien d’une fête.",
            "The ministers’ pensions and the drivers' pay aren’t the same.",
            "In the ’90s rock ’n’ roll wasn't the dockers' music.",
            "It stood 6' 2\" tall"[:14],
            "Presqu’île, prud’hommes, entr'acte : c’est d’un autre âge.",
        ],
    )
    def test_an_apostrophe_is_no_mark(self, text: str) -> None:
        assert quoted(text) == []

    def test_apostrophes_inside_a_quotation_in_single_marks(self) -> None:
        assert quoted("‘It isn’t Tom’s boat,’ she said.") == ["‘It isn’t Tom’s boat,’"]

    def test_straight_apostrophes_inside_a_quotation_in_straight_single_marks(self) -> None:
        assert quoted("'It isn't Tom's boat,' she said.") == ["'It isn't Tom's boat,'"]

    def test_a_plural_possessive_inside_a_quotation_in_single_marks(self) -> None:
        assert quoted("‘The pupils’ safety comes first,’ she said.") == ["‘The pupils’ safety comes first,’"]

    def test_a_french_elision_before_a_quotation(self) -> None:
        assert quoted("Il parle d'« urgence » et l’“accalmie” tarde.") == ["« urgence »", "“accalmie”"]


class TestParagraphs:
    def test_opened_again_in_each_paragraph(self) -> None:
        text = "Il dit : « Un premier jour.\n\n« Un second jour.\n\n« Un dernier jour. »"
        first, second, third = find(text)
        assert [q.closed for q in (first, second, third)] == [False, False, True]
        assert [q.continues for q in (first, second, third)] == [False, True, True]

    def test_opened_again_with_a_closing_mark(self) -> None:
        text = "Il dit : « Un premier jour.\n\n» Un second jour. »"
        first, *rest = find(text)
        assert not first.closed
        assert first.end == text.index("\n")
        assert all(q.start >= text.index("\n") for q in rest)

    def test_curly_marks_opened_again(self) -> None:
        text = "She said: “The first day.\r\n\r\n“The second day.” Then she left."
        first, second = find(text)
        assert not first.closed
        assert second.continues
        assert text[second.start : second.end] == "“The second day.”"

    def test_a_quotation_that_is_never_closed_ends_with_its_paragraph(self) -> None:
        text = "“It never ends, she said.\n\nThe harbour was quiet."
        assert quoted(text) == ["“It never ends, she said."]
        assert [q.closed for q in find(text)] == [False]

    def test_the_next_paragraph_starts_afresh(self) -> None:
        text = 'He said "stop.\n\nThe sign "go" was green.'
        assert quoted(text)[-1] == '"go"'


class TestLostMarks:
    CUES = frozenset(("said", "raconté"))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("“We waited, and waited, said Hamid. The judge left.", ["“We waited, and waited"]),
            ("« On attend, a raconté Ali. La juge est partie.", ["« On attend"]),
            ("He spoke of a “black day. The firemen left. “All is lost,” said Lea.",
             ["“black day.", "“All is lost,”"]),
            ("Il parle d’un « jour noir. Les pompiers partent. « Tout est perdu », dit Léa.",
             ["« jour noir.", "« Tout est perdu »"]),
        ],
    )  # fmt: skip
    def test_a_quotation_ends_before_a_cue_or_with_its_sentence(self, text: str, expected: list[str]) -> None:
        found = find_quotations(text, paragraphs(text), self.CUES)
        assert [text[q.start : q.end] for q in found] == expected

    def test_one_that_goes_on_in_the_next_paragraph_does_not(self) -> None:
        text = "“We waited, and waited, said Hamid. It was cold.\n\n“Nobody came.”"
        first, second = find_quotations(text, paragraphs(text), self.CUES)
        assert text[first.start : first.end].endswith("cold.")
        assert second.continues


class TestOddities:
    @pytest.mark.parametrize("mark", MARKS)
    def test_a_lone_mark(self, mark: str) -> None:
        assert len(find(mark)) <= 1

    @pytest.mark.parametrize("text", ["", " ", "\n\n", '""', "«»", "“”", "''", "````", "\x00“a\x00”"])
    def test_nothing_between_the_marks(self, text: str) -> None:
        assert all(text[q.start : q.end] for q in find(text))

    def test_inches_and_seconds_do_no_harm(self) -> None:
        assert "“hello”" in quoted('A 17" screen said “hello” at 40° 12\' 5" north.')

    def test_brackets_beside_marks(self) -> None:
        assert quoted("They (“the six”) left.") == ["“the six”"]
        assert quoted('They ("the six") left.') == ['"the six"']

    @given(st.text(alphabet=MARKS + "ab s.,(\n\u00a0\U0001f600", max_size=60))
    def test_whatever_the_text_the_quotations_are_nested_or_apart(self, text: str) -> None:
        found = find(text)
        assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
        for q in found:
            assert 0 <= q.start < q.end <= len(text)
            assert q.start <= q.inner[0]
            assert q.inner[1] <= q.end
        for one, other in pairwise(found):
            assert other.start >= one.end or other.end <= one.end


class Counted(str):
    """A text that counts the characters that are copied or searched: what lines of Python do not show."""

    read = 0

    def __getitem__(self, place: Any) -> str:
        part = super().__getitem__(place)
        Counted.read += len(part)
        return part


class TooManyError(Exception):
    """More operations than allowed."""


def operations(run: Callable[[], object], at_most: float = math.inf) -> int:
    """Lines of Python that are run, with the characters that are copied on the way."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal lines
        lines += 1
        if lines + Counted.read > at_most:
            raise TooManyError
        return trace

    before = sys.gettrace()
    Counted.read = 0
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines + Counted.read


class TestManyMarks:
    @pytest.mark.parametrize(
        "pattern",
        [
            "“a” ",
            '“a" ',
            '"a” ',
            "“a“ ",
            "“a ",
            "”a ",
            "« ",
            "» ",
            '"',
            "'a ",
            "a's ",
            "“s' ",
            "‘a ",
            "‘s’ ",
            "''a ",
            "«“‘'\"",
            "a\n“b\n",
        ],
    )
    def test_the_work_grows_with_the_text_and_not_faster(self, pattern: str) -> None:
        def work(marks: int, at_most: float = math.inf) -> int:
            count = marks // sum(character in MARKS for character in pattern)
            text = Counted(pattern * count)
            places = paragraphs(text)
            return operations(lambda: find_quotations(text, places), at_most)

        assert work(MANY, at_most=SLACK * (MANY / FEW) * work(FEW))
