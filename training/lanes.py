"""Stages that need nothing of one another, side by side: two cores get a language done in the time of its longest."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor

import torch

from factcheck.syntax.weights import VECTORS
from training.journal import logging_to
from training.stages import Workshop

#: A process follows each of these, stage by stage.
LANES = (("tokenize.pt", "mwt.pt"), (VECTORS, "lemma.pt", "pos.pt"))
#: What needs all of them.
LAST = ("depparse.pt",)


def run(workshop: Workshop, threads: int) -> None:
    """Make every model of *workshop* that is not there yet, on *threads* threads (with one: stage after stage).

    A lane that fails lets the other finish, so that nothing is lost, and then raises what it raised.
    """
    torch.set_num_threads(threads)
    if threads < len(LANES):
        for lane in LANES:
            workshop.run(lane)
    else:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(len(LANES), mp_context=spawn) as pool:
            jobs = [pool.submit(_follow, workshop, lane, threads // len(LANES)) for lane in LANES]
        for job in jobs:
            job.result()
    workshop.run(LAST)


def _follow(workshop: Workshop, lane: tuple[str, ...], threads: int) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    torch.set_num_threads(threads)
    with logging_to(workshop.journal):
        workshop.run(lane)


def _end_with_parent() -> None:
    """A killed training must not go on unseen, beside the one that resumes it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
