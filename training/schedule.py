"""What we add to Stanza's training loops: a learning rate that falls to zero, and checkpoints for all.

Stanza's tagger trains at one rate (its second optimiser is built but never stepped, in 1.15.0), its tokenizer
nearly so, and its parser lowers the rate on plateaus. With few steps, a short warm-up and a straight fall to
zero gives clearly more. Both are put in around ``Trainer.update``, and nothing of Stanza is copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

#: How many steps the rate takes to rise from nothing (a tenth of them, when they are few).
WARM_UP = 100


def rate_at(step: int, total: int, peak: float) -> float:
    """The learning rate at *step* (from 1) of *total*: straight up to *peak*, then straight down to zero.

    >>> rate_at(WARM_UP, 1000, 0.003)
    0.003
    >>> rate_at(1000, 1000, 0.003)
    0.0
    """
    top = min(WARM_UP, max(1, total // 10))
    return peak * max(0.0, min(1.0, step / top, (total - step) / max(1, total - top)))


def steps_done(checkpoint: Path) -> int:
    """How many steps the model of *checkpoint* has behind it; 0 without one."""
    if not checkpoint.exists():
        return 0
    return int(torch.load(checkpoint, map_location="cpu", weights_only=True)["step"])


@contextmanager
def falling_rate(
    trainer: Any, total: int, peak: float, checkpoint: Path | None = None, every: int = 500, *, half: bool = False
) -> Iterator[None]:
    """Within this context a trainer class of Stanza trains at :func:`rate_at`, resuming from *checkpoint*.

    The checkpoint is written *every* so many steps: as often as the model is evaluated, since Stanza's loops
    fail when they end without that. The caller asks for ``total - steps_done(checkpoint)`` steps. Without a
    checkpoint the trainer is one that keeps its own, and counts its steps in ``global_step`` (the parser's).
    *half* multiplies matrices in bfloat16 (the parser allows it, the tagger's bilinear layers do not).
    """
    stock: Callable[..., Any] = trainer.update
    step = 0

    def update(self: Any, *args: Any, **options: Any) -> Any:
        nonlocal step
        if checkpoint is not None and step == 0 and checkpoint.exists():
            step = _restore(self, checkpoint)
        step = step + 1 if checkpoint is not None else self.global_step
        for optimizer in _optimizers(self).values():
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, total, peak)
        with half_precision(half):
            loss = stock(self, *args, **options)
        if checkpoint is not None and step % every == 0:
            _keep(self, step, checkpoint)
        return loss

    trainer.update = update
    try:
        yield
    finally:
        trainer.update = stock


def half_precision(wanted: bool) -> Any:
    """A context in which the products of matrices are of bfloat16, where the processor has it: half the time."""
    quick: bool = wanted and torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=quick)


def _optimizers(trainer: Any) -> dict[str, Any]:
    """A trainer's optimisers by name: each of Stanza's keeps them in its own way."""
    found = getattr(trainer, "optimizers", None) or trainer.optimizer
    return found if isinstance(found, dict) else {"general": found}


def _keep(trainer: Any, step: int, checkpoint: Path) -> None:
    optimizers = {name: optimizer.state_dict() for name, optimizer in _optimizers(trainer).items()}
    partial = checkpoint.with_suffix(".partial")
    torch.save({"model": trainer.model.state_dict(), "optimizers": optimizers, "step": step}, partial)
    partial.replace(checkpoint)


def _restore(trainer: Any, checkpoint: Path) -> int:
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    trainer.model.load_state_dict(state["model"])
    for name, optimizer in _optimizers(trainer).items():
        optimizer.load_state_dict(state["optimizers"][name])
    return int(state["step"])
