"""Pieces and windows as the tensors that the network reads."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from factcheck.attribution import paths
from factcheck.attribution.network import Inputs, Pairs
from factcheck.encoder.pieces import RELATIONS, TAGS, Numbers, Pieces, Window

#: Piece numbers that every vocabulary has: what opens and closes a window, what fills it up, what hides a piece.
OPEN, FILL, CLOSE, HIDDEN = 0, 1, 2, 4


def inputs_of(windows: Sequence[tuple[Pieces, Window]]) -> Inputs:
    """The windows as one batch, each between its two marks, padded to the longest."""
    length = max(window.end - window.start for _, window in windows) + 2
    shape = len(windows), length
    ids = np.full(shape, FILL, np.int64)
    mask = np.zeros(shape, bool)
    columns = {name: np.zeros(shape, np.int64) for name in ("relations", "tags", "breaks", "quoted")}
    columns["relations"][:], columns["tags"][:] = len(RELATIONS), len(TAGS)
    heads = np.tile(np.arange(length), (len(windows), 1))
    for row, (pieces, window) in enumerate(windows):
        start, end = window.start, window.end
        stop = end - start + 1
        ids[row, 0], ids[row, 1:stop], ids[row, stop] = OPEN, pieces.ids[start:end], CLOSE
        mask[row, : stop + 1] = True
        columns["relations"][row, 1:stop] = pieces.relations[start:end]
        columns["tags"][row, 1:stop] = pieces.tags[start:end]
        columns["breaks"][row, 1:stop] = pieces.breaks[start:end]
        columns["quoted"][row, 1:stop] = pieces.quotes[start:end] > 0
        head = pieces.heads[start:end]
        inside = (head >= start) & (head < end)
        heads[row, 1:stop] = np.where(inside, head - start + 1, heads[row, 1:stop])
    # One window alone has nothing that fills it up.
    hidden = torch.from_numpy(mask) if len(windows) > 1 else None
    return Inputs(_t(ids), **{n: _t(c) for n, c in columns.items()}, heads=_t(heads), mask=hidden)


def pairs_of(windows: Sequence[tuple[Pieces, Window]], anchors: Sequence[tuple[int, int]]) -> Pairs:
    """What grammar says of anchors (the row of a window, and a piece of the document) and the pieces of their windows.

    ``anchors`` of the result count in the window; its two marks are left out of everything here.
    """
    length = max(window.end - window.start for _, window in windows)
    count = len(anchors)
    columns = {name: np.zeros((count, length), np.int64) for name in ("paths", "quotations", "distances", "borders")}
    inside = np.zeros((count, length), np.float32)
    for place, (row, anchor) in enumerate(anchors):
        pieces, window = windows[row]
        start, end = window.start, window.end
        stop = end - start
        seen = paths.paths(pieces, anchor, start, end)
        columns["paths"][place, :stop] = seen
        columns["quotations"][place, :stop] = paths.quotations(pieces, anchor, start, end)
        columns["distances"][place, :stop] = paths.distances(anchor, start, end)
        columns["borders"][place, :stop] = paths.borders(pieces, seen, start, end)
        inside[place, 1:stop] = ~pieces.opens_word[start + 1 : end]
    rows = np.array([row for row, _ in anchors], np.int64)
    places = np.array([anchor - windows[row][1].start for row, anchor in anchors], np.int64)
    return Pairs(_t(rows), _t(places), **{n: _t(c) for n, c in columns.items()}, inside=torch.from_numpy(inside))


def _t(array: Numbers) -> Tensor:
    return torch.from_numpy(array)
