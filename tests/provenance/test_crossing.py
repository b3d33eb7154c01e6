"""Claims never cross each other partly: nested or apart, whoever found them; test_properties has texts for it."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.entities.resolving import Resolved
from factcheck.grammar.claims import Assertion
from factcheck.grammar.values import Construction, Found
from factcheck.languages import load_pack
from factcheck.mentions.context import Context
from factcheck.provenance.assembly import assemble
from factcheck.provenance.crossing import Spans, uncrossed
from factcheck.text.paragraphs import paragraphs
from factcheck.text.quotations import find_quotations
from tests.reports import crossing
from tests.synthetic import document

TEXT = "It rains, and “the dam” holds: so it is said. " * 2
PLACES = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: (p[0], min(len(TEXT), sum(p))))
CLAIMS = st.lists(st.tuples(st.lists(PLACES, min_size=1, max_size=3).map(tuple), st.floats(0, 1)), max_size=9)


def tidied(start: int, end: int) -> tuple[int, int] | None:
    while start < end and not TEXT[start].isalnum():
        start += 1
    while start < end and not TEXT[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None


@settings(deadline=None)
@given(CLAIMS)
def test_claims_lie_in_each_other_or_apart(claims: list[tuple[Spans, float]]) -> None:
    given_spans, sure = [spans for spans, _ in claims], [share for _, share in claims]
    made = uncrossed(given_spans, sure, TEXT, tidied)
    covered = [{at for start, end in spans for at in range(start, end)} for spans in made]
    assert not any(one & other and one - other and other - one for one, other in combinations(covered, 2))
    for before, after in zip(given_spans, covered, strict=True):
        whole = {at for start, end in before for at in range(start, end)}
        assert after <= whole
        # What had a letter still has one.
        assert after or not any(TEXT[at].isalnum() for at in whole)
    if claims:
        surest = max(range(len(claims)), key=lambda n: sure[n])
        if sure.count(sure[surest]) == 1:
            assert covered[surest] == {at for start, end in given_spans[surest] for at in range(start, end)}


@settings(deadline=None)
@given(CLAIMS)
def test_what_does_not_cross_is_left_as_it_is(claims: list[tuple[Spans, float]]) -> None:
    sure = [share for _, share in claims]
    once = uncrossed([spans for spans, _ in claims], sure, TEXT, tidied)
    left = [(spans, share) for spans, share in zip(once, sure, strict=True) if spans]
    again = uncrossed([spans for spans, _ in left], [share for _, share in left], TEXT, tidied)
    assert again == [spans for spans, _ in left]


@pytest.mark.parametrize(
    ("claims", "sure", "left"),
    [
        # The less sure one keeps the longer part: what is outside, or what is inside.
        ([[(0, 10)], [(5, 30)]], [0.9, 0.5], [[(0, 10)], [(10, 30)]]),
        ([[(0, 20)], [(5, 22)]], [0.9, 0.5], [[(0, 20)], [(5, 20)]]),
        ([[(0, 20)], [(12, 30)]], [0.4, 0.5], [[(0, 12)], [(12, 30)]]),
        # Equally sure: the first one keeps its edges.
        ([[(5, 30)], [(0, 10)]], [0.5, 0.5], [[(10, 30)], [(0, 10)]]),
        # In several stretches, one of which is shared.
        ([[(0, 4), (20, 30)], [(22, 40)]], [0.9, 0.5], [[(0, 4), (20, 30)], [(30, 40)]]),
        # In the gap of another, and the same twice: nothing crosses.
        ([[(0, 4), (20, 30)], [(6, 10)], [(6, 10)]], [0.1, 0.5, 0.9], [[(0, 4), (20, 30)], [(6, 10)], [(6, 10)]]),
    ],
)
def test_the_surer_claim_keeps_its_edges(
    claims: list[list[tuple[int, int]]], sure: list[float], left: list[list[tuple[int, int]]]
) -> None:
    given_spans = [tuple(spans) for spans in claims]
    assert uncrossed(given_spans, sure, "x" * 40, lambda *span: span) == [tuple(spans) for spans in left]


@settings(deadline=None, max_examples=30)
@given(st.randoms(use_true_random=False), st.sampled_from(("fr", "en")), st.data())
def test_assembly_uncrosses_whatever_was_found(chance: random.Random, language: str, data: st.DataObject) -> None:
    made = document(chance, language, 2, 16)
    if not made.sentences:
        return
    ctx = Context(made, find_quotations(made.text, paragraphs(made.text)), load_pack(language))
    size = len(made.text)
    places = st.tuples(st.integers(0, size - 1), st.integers(1, 20)).map(lambda p: (p[0], min(size, sum(p))))
    contents = data.draw(st.lists(st.lists(places, min_size=1, max_size=3).map(tuple), max_size=6))
    found = [Found(content, Construction.CLAUSE) for content in contents]
    assertions = [
        Assertion(number, (data.draw(places),), sentence.tokens) for number, sentence in enumerate(made.sentences)
    ]
    claims = assemble(ctx, found, Resolved((), ((),) * len(found)), assertions)
    assert not crossing(claims)
    assert [claim.id for claim in claims] == [f"c{number}" for number in range(1, len(claims) + 1)]
    assert all(claim.text == " … ".join(made.text[a:b] for a, b in claim.spans) for claim in claims)
