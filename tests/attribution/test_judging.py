"""Whether a clause asserts anything: its form, its block and the network are weighed against each other."""

import numpy as np
import pytest

from factcheck.attribution.decode import Reads
from factcheck.attribution.judging import narrated
from factcheck.encoder.pieces import Pieces
from factcheck.grammar.assertive import Form
from factcheck.grammar.claims import Assertion
from factcheck.syntax.tokens import Document
from factcheck.text.blocks import Block, Kind

TEXT = "Rain falls"


def reads(nothing: float) -> Reads:
    """A text of one piece, of which the network says how likely it is that it asserts nothing."""
    start, end, zero = (np.array([n]) for n in (0, len(TEXT), 0))
    pieces = Pieces(Document(TEXT, TEXT, "en", ()), zero, start, end, *[zero] * 7)
    return Reads(pieces, (), (), np.array([nothing], np.float32), np.array([0.0], np.float32))


@pytest.mark.parametrize(
    ("form", "kind", "nothing", "kept"),
    [
        (Form.STATEMENT, Kind.BODY, 0.5, True),
        (Form.STATEMENT, Kind.BODY, 0.95, False),
        (Form.STATEMENT, Kind.HEADING, 0.5, False),
        (Form.STATEMENT, Kind.HEADING, 0.1, True),
        (Form.VERBLESS, Kind.BODY, 0.5, False),
        (Form.VERBLESS, Kind.BODY, 0.01, True),
        (Form.IMPERATIVE, Kind.BODY, 0.5, False),
        (Form.QUESTION, Kind.BODY, 0.0, False),
    ],
)
def test_neither_decides_alone_but_a_question(form: Form, kind: Kind, nothing: float, kept: bool) -> None:
    clause = Assertion(0, ((0, len(TEXT)),), (), form)
    assert narrated([clause], [Block(0, len(TEXT), kind)], reads(nothing)) == ((clause,) if kept else ())


@pytest.mark.parametrize("form", Form)
def test_where_nothing_was_read_the_form_decides(form: Form) -> None:
    clause = Assertion(0, ((0, len(TEXT)),), (), form)
    assert bool(narrated([clause], (), None)) == (form is Form.STATEMENT)
