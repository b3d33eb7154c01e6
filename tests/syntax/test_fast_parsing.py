"""The quick path gives what stock Stanza gives, whatever the batch, and steps aside when Stanza changes."""

from typing import Any

import numpy as np
import pytest

from factcheck import syntax
from factcheck.syntax import fast
from factcheck.syntax.fast import parsing
from factcheck.syntax.fast.parsing import _best_tree, _is_tree
from factcheck.syntax.tokens import Document
from factcheck.syntax.weights import resolve

TEXTS = {
    "fr": [
        "Le maire, qui revenait de Lyon, a déclaré que la rue serait fermée. Selon lui, « rien ne presse ».",
        "UN TRAIN DÉRAILLE PRÈS DE NICE\nPersonne n'a été blessé, d'après la police ; une enquête suit.",
        "Oui ?! Dit-elle. Du pain, des jeux.",
        "",
    ],
    "en": [
        "The mayor, who was back from Leeds, said the road wouldn't reopen. “There is no hurry,” she added.",
        "TRAIN DERAILS NEAR YORK\nNobody was hurt, according to the police; an inquiry has been opened.",
        "Really?! I don't think so.",
    ],
}

Flat = list[list[tuple[Any, ...]]]


def flat(documents: list[Document]) -> Flat:
    return [
        [
            (token.text, token.start, token.end, token.lemma, token.upos, token.head, token.relation)
            for sentence in document.sentences
            for token in sentence.tokens
        ]
        for document in documents
    ]


@pytest.fixture(scope="module", params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_same_as_stock_whatever_the_batch(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = TEXTS[language]
    quick = syntax.load_parser(language)
    together = flat(quick(texts))
    assert together == [flat(quick([text]))[0] for text in texts]
    assert together == flat(quick(texts[::-1]))[::-1]
    monkeypatch.setattr(parsing, "_BATCH", 5)
    assert together == flat(quick(texts))
    monkeypatch.setattr(syntax.parsing, "speed_up", lambda pipeline: False)
    monkeypatch.setattr(syntax.parsing, "read_sooner", lambda pipeline: False)
    assert together == flat(syntax.load_parser(language)(texts))


def test_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_REMEMBERED", 30)
    small = syntax.load_parser("fr")
    full = flat(small(TEXTS["fr"]))
    monkeypatch.undo()
    assert full == flat(syntax.load_parser("fr")(TEXTS["fr"]))


def test_a_stanza_we_do_not_know_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fast._tell.cache_clear()
    monkeypatch.setitem(parsing.SOURCES, "depparse.model.GraphParser.forward", "another")
    pipeline = syntax.stanza_pipeline(resolve("fr"))
    assert not parsing.speed_up(pipeline)
    assert "process" not in vars(pipeline.processors["depparse"])
    assert not parsing.speed_up(pipeline)
    [told] = [record.getMessage() for record in caplog.records if record.name == fast.__name__]
    assert fast.FITS in told


@pytest.mark.parametrize("seed", range(40))
def test_decoder_agrees_with_stanza(seed: int) -> None:
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(int(rng.integers(2, 14)),) * 2).astype(np.float32)
    np.fill_diagonal(scores, -np.inf)
    expected = chuliu_edmonds_one_root(scores).tolist()
    assert _best_tree(scores).tolist() == expected
    assert _is_tree(expected)
    greedy = scores.argmax(1).tolist()
    greedy[0] = 0
    if _is_tree(greedy):
        assert greedy == expected
