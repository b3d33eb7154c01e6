"""No code knows French or English: a toy language is learnt in seconds from sixty marked texts."""

import random

import numpy as np
import pytest
import torch

from factcheck.attribution.decode import read
from factcheck.attribution.network import Network, Role
from factcheck.attribution.training.examples import Example, example, parts
from factcheck.attribution.training.learning import Recipe, batches, learn
from factcheck.languages import load_pack
from tests.attribution import toy
from tests.attribution.test_network import TINY


@pytest.fixture(scope="module")
def taught() -> Network:
    torch.manual_seed(0)
    recipe = Recipe(epochs=25, rate=3e-3, head_rate=3e-3, grammar_rate=1e-2, batch=200, average=0.9, hidden=0.0)
    return learn(Network(TINY, size=16), parts(examples(60, seed=1)), recipe)


def examples(count: int, seed: int) -> list[Example]:
    pack, tokenizer = load_pack("en"), toy.tokenizer()
    made = (example(text, document, pack, tokenizer) for text, document in toy.texts(count, seed))
    return [one for one in made if one is not None]


def test_it_reads_what_it_has_never_seen(taught: Network) -> None:
    right = marked = found = 0
    for one in examples(20, seed=2):
        readings = read(taught, one.pieces, 0.5).readings
        own = {(r.content, r.source, r.cue) for r in readings}
        gold = {(a.content, a.source, a.cue) for a in one.text.attributions}
        right, marked, found = right + len(own & gold), marked + len(gold), found + len(own)
    assert marked > 20
    assert right / marked > 0.9
    assert right / found > 0.9


def test_a_proposal_is_judged_by_how_near_it_is(taught: Network) -> None:
    one = next(one for one in examples(20, seed=3) if one.text.attributions)
    gold = one.text.attributions[0]
    roles = (gold.content, (gold.source,) if gold.source else (), gold.cue, ())
    start = gold.content[0][0]
    cut_short = (((start, start + 3),), *roles[1:])
    reads = read(taught, one.pieces, 0.5, [roles, cut_short])
    whole, part = (judged.certainty[Role.CONTENT] for judged in reads.judged)
    assert whole > part
    assert np.isfinite([whole, part]).all()


def test_batches_hold_every_window_once() -> None:
    windows = parts(examples(30, seed=4))
    made = batches(windows, 100, random.Random(0))
    assert sorted(id(part) for batch in made for part in batch) == sorted(id(part) for part in windows)
    assert all(len(batch) == 1 or sum(w.end - w.start + 2 for _, w in batch) <= 100 for batch in made)
