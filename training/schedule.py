"""What we add to Stanza's training loops: a learning rate that falls to zero, and a tagger that can resume.

Stanza's tagger trains at one rate (its second optimiser is built but never stepped, in 1.15.0) and its parser
lowers the rate on plateaus. With few steps, a short warm-up and a straight fall to zero gives clearly more.
Both are put in around ``Trainer.update``, and nothing of Stanza is copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from stanza.models.depparse.trainer import Trainer as ParserTrainer
from stanza.models.pos.trainer import Trainer as TaggerTrainer

#: How many steps the rate takes to rise from nothing.
WARM_UP = 100
#: How often the tagger's state is written, in steps.
CHECKPOINT_EVERY = 250


def rate_at(step: int, total: int, peak: float) -> float:
    """The learning rate at *step* (from 1) of *total*: straight up to *peak*, then straight down to zero.

    >>> rate_at(WARM_UP, 1000, 0.003)
    0.003
    >>> rate_at(1000, 1000, 0.003)
    0.0
    """
    rise = step / WARM_UP
    fall = (total - step) / max(1, total - WARM_UP)
    return peak * max(0.0, min(1.0, rise, fall))


def _set_rate(optimizers: dict[str, Any], rate: float) -> None:
    for optimizer in optimizers.values():
        for group in optimizer.param_groups:
            group["lr"] = rate


@contextmanager
def parser_schedule(total: int, peak: float) -> Iterator[None]:
    """Within this context Stanza's parser trains at :func:`rate_at`; its own checkpoints count the steps."""
    stock: Callable[..., Any] = ParserTrainer.update

    def update(self: Any, batch: Any, eval: bool = False) -> Any:
        _set_rate(self.optimizer, rate_at(self.global_step, total, peak))
        return stock(self, batch, eval=eval)

    ParserTrainer.update = update
    try:
        yield
    finally:
        ParserTrainer.update = stock


def steps_done(checkpoint: Path) -> int:
    """How many steps the tagger of *checkpoint* has behind it; 0 without one."""
    if not checkpoint.exists():
        return 0
    return int(torch.load(checkpoint, map_location="cpu", weights_only=True)["step"])


@contextmanager
def tagger_schedule(total: int, peak: float, checkpoint: Path) -> Iterator[None]:
    """Within this context Stanza's tagger trains at :func:`rate_at`, and resumes from *checkpoint*.

    The caller asks Stanza for ``total - steps_done(checkpoint)`` steps.
    """
    stock: Callable[..., Any] = TaggerTrainer.update
    step = 0

    def update(self: Any, batch: Any, eval: bool = False) -> Any:
        nonlocal step
        if step == 0 and checkpoint.exists():
            state = torch.load(checkpoint, map_location="cpu", weights_only=True)
            self.model.load_state_dict(state["model"])
            for name, optimizer in self.optimizers.items():
                optimizer.load_state_dict(state["optimizers"][name])
            step = state["step"]
        step += 1
        _set_rate(self.optimizers, rate_at(step, total, peak))
        loss = stock(self, batch, eval=eval)
        if step % CHECKPOINT_EVERY == 0:
            state = {"model": self.model.state_dict(), "step": step}
            state["optimizers"] = {name: opt.state_dict() for name, opt in self.optimizers.items()}
            partial = checkpoint.with_suffix(".partial")
            torch.save(state, partial)
            partial.replace(checkpoint)
        return loss

    TaggerTrainer.update = update
    try:
        yield
    finally:
        TaggerTrainer.update = stock
