"""Learning: batches, losses, and weights averaged over the way; interrupted, it goes on where it was."""

import logging
import random
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional

from factcheck.attribution.inputs import HIDDEN, inputs_of, pairs_of
from factcheck.attribution.network import FLAGS, TOKENS, Chains, Network, Role, log_likelihood
from factcheck.attribution.training.examples import Mark, Part

log = logging.getLogger(__name__)

#: The average follows the weights every so many steps.
EVERY = 5
#: How often a step is told of, and how much of the way the running loss looks back on.
TELL, MEMORY = 50, 0.95


@frozen
class Recipe:
    """How the reader is trained.

    Rates are those of the encoder, of the heads and of the weights for grammar; ``warm_up`` is the share of the steps
    in which they rise. ``dropout`` is for states, ``hidden`` the share of pieces that are masked; ``batch`` counts
    pieces.
    ``average`` says how slowly the averaged weights follow; ``again`` is the share of the windows worth more that an
    epoch sees a second time.
    """

    epochs: int = 4
    rate: float = 2.5e-4
    head_rate: float = 1.5e-3
    grammar_rate: float = 4e-3
    warm_up: float = 0.08
    dropout: float = 0.12
    hidden: float = 0.12
    batch: int = 1700
    average: float = 0.998
    again: float = 0.5
    seed: int = 0


#: For a reader that can read already: a few passes with a light hand.
TUNING = Recipe(epochs=3, rate=5e-5, head_rate=1e-4, grammar_rate=2e-4, average=0.98)


def batches(parts: Sequence[Part], size: int, chance: random.Random) -> list[list[Part]]:
    """Windows of about one length together, at most ``size`` pieces with what fills them up, in a random order."""
    found: list[list[Part]] = []
    # What is nearly of one length changes places, so that an epoch has other batches than the one before.
    for part in sorted(parts, key=lambda part: _length(part) + 40 * chance.random()):
        longest = max(_length(one) for one in (*found[-1], part)) if found else 0
        if found and (len(found[-1]) + 1) * longest <= size:
            found[-1].append(part)
        else:
            found.append([part])
    chance.shuffle(found)
    return found


def _length(part: Part) -> int:
    _, window = part
    return window.end - window.start + 2


def learn(
    network: Network,
    parts: Sequence[Part],
    recipe: Recipe,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    worth_more: Sequence[Part] = (),
) -> Network:
    """Train a network, and give the average of its weights over the last steps.

    Args:
        network: where to begin; it is changed.
        parts: the windows to learn from.
        recipe: how.
        checkpoint: a file that is written after each epoch, and gone on from if it is there.
        progress: called after each step with the steps done and all of them.
        worth_more: those of the windows that are seen more often (``Recipe.again``).
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(recipe.seed)
    network.to(device).requires_grad_(True)
    # The table of pieces is most of the weights, and rare words would be left behind.
    network.encoder.pieces.weight.requires_grad = False
    averaged = deepcopy(network)
    optimizer = torch.optim.AdamW(_groups(network, recipe), lr=recipe.rate)
    plan = [_epoch(parts, worth_more, recipe, number) for number in range(recipe.epochs)]
    first = _resumed(checkpoint, network, averaged, optimizer) if checkpoint is not None else 0
    steps, step = sum(map(len, plan)), sum(map(len, plan[:first])) - 1
    done, running, began = 0, 0.0, time.monotonic()
    for epoch in range(first, recipe.epochs):
        network.train()
        for batch in plan[epoch]:
            step += 1
            done += 1
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * pace(step, steps, recipe.warm_up)
            loss = loss_of(network, batch, recipe.hidden, device)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            if done % EVERY == 0:
                _follow(averaged, network, min(recipe.average**EVERY, step / (step + 10 * EVERY)))
            running = MEMORY * running + (1 - MEMORY) * loss.item()
            if done % TELL == 0:
                log.info("step %d of %d, loss %.3f, %.0f s", step + 1, steps, running, time.monotonic() - began)
            if progress is not None:
                progress(step + 1, steps)
        if checkpoint is not None:
            _keep(checkpoint, epoch + 1, network, averaged, optimizer)
    return averaged.eval().to("cpu")


def _epoch(parts: Sequence[Part], worth_more: Sequence[Part], recipe: Recipe, number: int) -> list[list[Part]]:
    """The batches of an epoch, by its number."""
    chance = random.Random(recipe.seed + number)
    again = [part for part in worth_more if chance.random() < recipe.again]
    return batches([*parts, *again], recipe.batch, chance)


def pace(step: int, steps: int, warm_up: float) -> float:
    """The share of the full rate at a step: rising first, then falling to a fiftieth.

    >>> [round(pace(step, 100, 0.1), 2) for step in (0, 9, 50, 99)]
    [0.1, 0.91, 0.5, 0.02]
    """
    return min(1.0, (step + 1) / max(1.0, steps * warm_up)) * max(0.02, 1 - step / steps)


def _groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    encoder = [weight for weight in network.encoder.parameters() if weight.requires_grad]
    grammar = network.grammar()
    known = {id(weight) for weight in (*network.encoder.parameters(), *grammar)}
    heads = [weight for weight in network.parameters() if id(weight) not in known]
    return [
        {"params": encoder, "peak": recipe.rate, "weight_decay": 0.01},
        {"params": heads, "peak": recipe.head_rate, "weight_decay": 0.01},
        {"params": grammar, "peak": recipe.grammar_rate, "weight_decay": 0.0},
    ]


def _keep(path: Path, epochs: int, network: Network, averaged: Network, optimizer: torch.optim.Optimizer) -> None:
    """Write where the training is, whole or not at all."""
    parts = {"network": network.state_dict(), "averaged": averaged.state_dict(), "optimizer": optimizer.state_dict()}
    unfinished = path.with_suffix(".part")
    torch.save({"epochs": epochs, **parts}, unfinished)
    unfinished.replace(path)


def _resumed(path: Path, network: Network, averaged: Network, optimizer: torch.optim.Optimizer) -> int:
    """Load where a training was, and give how many epochs it had done."""
    if not path.exists():
        return 0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    averaged.load_state_dict(kept["averaged"])
    optimizer.load_state_dict(kept["optimizer"])
    log.info("going on after %d epochs", kept["epochs"])
    return int(kept["epochs"])


def _follow(averaged: nn.Module, network: nn.Module, weight: float) -> None:
    with torch.no_grad():
        for old, new in zip(averaged.parameters(), network.parameters(), strict=True):
            if new.requires_grad:
                old.lerp_(new, 1 - weight)


def loss_of(network: Network, batch: Sequence[Part], hidden: float, device: str) -> Tensor:
    """What is wrong with what the network says of a batch: of anchors, pieces, arcs and kinds."""
    windows = [(one.pieces, window) for one, window in batch]
    inputs = inputs_of(windows)
    if hidden and network.training:
        veil = (torch.rand(inputs.ids.shape) < hidden) & (inputs.ids > HIDDEN)
        inputs.ids.masked_fill_(veil, HIDDEN)
    with torch.autocast(device, torch.bfloat16):
        states = network.states(inputs.to(device)).float()[:, 1:-1]
    cores, anchors = torch.zeros(states.shape[:2]), torch.zeros(states.shape[:2])
    told, tokens = torch.zeros(*states.shape[:2], 1), torch.zeros(*states.shape[:2], len(TOKENS))
    marks: list[tuple[int, Mark]] = []
    for row, (one, window) in enumerate(batch):
        cores[row, window.core_start - window.start : window.core_end - window.start] = 1
        here = [mark for mark in one.marks if window.core_start <= mark.anchor < window.core_end]
        anchors[row, [mark.anchor - window.start for mark in here]] = 1
        marks += ((row, mark) for mark in here)
        stop = window.end - window.start
        tokens[row, :stop] = torch.from_numpy(one.tokens[window.start : window.end])
        told[row, :stop] = 1
    cores, anchors, told, tokens = (part.to(device) for part in (cores, anchors, told, tokens))
    loss = (_entropy(network.anchor(states).squeeze(-1), anchors) * cores).sum() / cores.sum() * 20
    loss = loss + (_entropy(network.token(states), tokens) * told).sum() / told.sum() * 2
    if marks:
        loss = loss + _arc_loss(network, states, batch, marks) / len(marks)
    return loss


def _arc_loss(network: Network, states: Tensor, batch: Sequence[Part], marks: Sequence[tuple[int, Mark]]) -> Tensor:
    device = states.device.type
    windows = [(one.pieces, window) for one, window in batch]
    pairs = pairs_of(windows, [(row, mark.anchor) for row, mark in marks]).to(device)
    with torch.autocast(device, torch.bfloat16):
        chains = network.chains(states, pairs)
    chains = Chains(chains.on.float(), chains.up.float(), chains.down.float())
    gold, known = torch.zeros(chains.on.shape), torch.tensor([mark.known for _, mark in marks], dtype=torch.float)
    for place, (row, mark) in enumerate(marks):
        window = batch[row][1]
        for role in Role:
            gold[place, [n - window.start for n in mark.pieces[role] if window.start <= n < window.end], role] = 1
    lengths = torch.tensor([batch[row][1].end - batch[row][1].start for row, _ in marks])
    gold, known, lengths = gold.to(device), known.to(device), lengths.to(device)
    inside = (torch.arange(gold.shape[1], device=device)[None, :] < lengths[:, None])[..., None]
    # A mark that the network cannot reach (it goes on in another window) shall not outweigh all others.
    likely = (-log_likelihood(chains, gold, lengths) * known).clamp(max=200).sum()
    each = (_entropy(chains.on, gold) * inside * known[:, None]).sum(1) / lengths[:, None] * 3
    kinds = network.kinds(states, pairs, chains.on.detach())
    flags = torch.tensor([mark.flags for _, mark in marks], device=device)
    types = torch.tensor([mark.type for _, mark in marks], device=device)
    told = _entropy(kinds[:, : len(FLAGS)], flags).sum()
    sort = functional.cross_entropy(kinds[:, len(FLAGS) :], types, ignore_index=-1, reduction="sum")
    loss: Tensor = likely * 0.3 + each.sum() + 0.25 * told + 0.125 * sort
    return loss


def _entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
