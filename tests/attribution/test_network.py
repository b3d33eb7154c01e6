"""The network's mathematics against brute force, its windows and its storage."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.attribution import paths
from factcheck.attribution.decode import _best, _score
from factcheck.attribution.network import Chains, Network, log_likelihood
from factcheck.attribution.storage import load_network, save_network
from factcheck.common.trees import arrays_of, trees_of
from factcheck.encoder.network import Shape
from factcheck.encoder.pieces import CORE, Pieces, cut
from tests.attribution import toy

TINY = Shape(vocabulary=len(toy.WORDS), width=32, layers=1, heads=4, inner=64, positions=512)


def chains(length: int, seed: int) -> Chains:
    made = torch.Generator().manual_seed(seed)
    return Chains(*(torch.randn(1, length, 1, generator=made) * 2 for _ in range(3)))


def weight(scores: Chains, chain: tuple[int, ...]) -> float:
    """What a chain weighs, by the definition."""
    total, before = 0.0, 0
    for place, state in enumerate(chain):
        total += state * float(scores.on[0, place, 0])
        total += float(scores.up[0, place, 0]) * (state > before) + float(scores.down[0, place, 0]) * (state < before)
        before = state
    return total


@given(st.integers(1, 7), st.integers(0, 1000))
@settings(deadline=None, max_examples=30)
def test_the_probabilities_of_all_chains_are_one_and_the_best_is_the_best(length: int, seed: int) -> None:
    scores = chains(length, seed)
    every = list(product((0, 1), repeat=length))
    lengths = torch.tensor([length])
    logs = [float(log_likelihood(scores, torch.tensor(c).float()[None, :, None], lengths)[0, 0]) for c in every]
    assert sum(map(np.exp, logs)) == pytest.approx(1, abs=1e-3)
    on, up, down = (part.numpy() for part in (scores.on, scores.up, scores.down))
    best, total = _best(on, up, down)
    found = tuple(best[0, :, 0].astype(int).tolist())
    assert weight(scores, found) == pytest.approx(max(weight(scores, c) for c in every), abs=1e-3)
    assert float(_score(on, up, down, best)[0, 0] - total[0, 0]) == pytest.approx(logs[every.index(found)], abs=1e-3)


def pieces_of(count: int) -> Pieces:
    text, document = next(toy.texts(1, seed=count))
    assert text.text == document.text
    return cut(document, (), toy.tokenizer())


def test_pieces_know_their_words_and_heads() -> None:
    pieces = pieces_of(3)
    text = pieces.document.text
    spelled = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert spelled == [token.text for token in pieces.tokens]
    for place, token in enumerate(pieces.tokens):
        sentence, index = pieces.place(place)
        assert pieces.document.sentences[sentence].tokens[index] is token
        head = pieces.document.sentences[sentence].head(token)
        assert spelled[pieces.heads[place]] == (head or token).text


def test_a_path_is_told_by_where_it_leaves_the_anchor() -> None:
    pieces = next(p for n in range(20) if len((p := pieces_of(n)).document.sentences[0].tokens) == 6)
    subject, verb, mark, inner, clause, _ = paths.paths(pieces, 1, 0, 6)
    assert verb not in (subject, mark, inner, clause)
    # All of the clause hangs from the anchor by one edge; the subject by another.
    assert mark == inner == clause
    assert subject != clause


@given(st.integers(0, 2 * CORE + 50), st.integers(1, 90))
@settings(deadline=None, max_examples=40)
def test_the_cores_of_windows_hold_every_piece_once(count: int, sentence: int) -> None:
    numbers = np.arange(count)
    breaks = (numbers % sentence == 0).astype(np.int64)
    document = pieces_of(0).document
    others = ("ids", "starts", "ends", "words", "sentences", "relations", "tags", "quotes", "heads")
    pieces = Pieces(document, breaks=breaks, **dict.fromkeys(others, numbers))
    windows = list(pieces.windows())
    assert [n for window in windows for n in range(window.core_start, window.core_end)] == list(range(count))
    assert all(0 <= w.start <= w.core_start < w.core_end <= w.end <= count for w in windows)
    assert all(w.core_end - w.core_start <= CORE for w in windows)


def test_what_is_stored_is_read_back(tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = Network(TINY, size=16).eval()
    save_network(network, tmp_path / "network.safetensors")
    again = load_network(tmp_path / "network.safetensors")
    assert again.encoder.shape == TINY
    for name, weight in network.state_dict().items():
        assert torch.allclose(weight, again.state_dict()[name], atol=0.02 * float(weight.abs().max())), name


def test_trees_decide_as_the_library_that_grew_them() -> None:
    sklearn = pytest.importorskip("sklearn.ensemble", reason="scikit-learn is for training only")

    chance = np.random.default_rng(0)
    rows = chance.normal(size=(400, 5))
    truth = rows[:, 0] + rows[:, 1] * rows[:, 2] > 0
    model = sklearn.HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=8, early_stopping=False).fit(rows, truth)
    arrays = arrays_of(model)
    trees = trees_of(arrays)
    assert np.allclose(trees.probabilities(rows), model.predict_proba(rows)[:, 1])
    assert trees.probabilities(rows[:0]).shape == (0,)
