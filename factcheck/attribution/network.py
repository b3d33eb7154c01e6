"""The network that reads attributions: anchors, arcs from each to the pieces of its parts, and what it is.

An attribution is found by its anchor, the first piece of its cue (or of its content, where it has none). Arcs are
biaffine (Dozat and Manning 2017) over the states of both ends, with what grammar says of the pair. The pieces on an arc
are decoded as a chain of two states, on and off, whose switches have scores of their own: a conditional random field
(Lafferty et al. 2001), so that the network learns where a content may begin and end.
"""

import math
from collections.abc import Callable
from enum import IntEnum

import torch
from attrs import astuple, frozen
from torch import Tensor, nn
from torch.nn import functional

from factcheck.attribution.paths import BORDERS, FAR, PATHS, QUOTATIONS
from factcheck.encoder.network import Encoder, Shape
from factcheck.encoder.pieces import RELATIONS, TAGS
from factcheck.report import Flag, SourceType


class Role(IntEnum):
    """The parts of an attribution."""

    CONTENT = 0
    SOURCE = 1
    CUE = 2
    RELAY = 3


#: What the anchor tells of the origin, in the order of the network's outputs.
FLAGS = (Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE, Flag.SECOND_HAND, Flag.DENIED)
TYPES = tuple(SourceType)
#: What each piece tells: it asserts nothing; it is not vouched for.
TOKENS = ("none", "hearsay")

_ROLES = len(Role)
#: For every role: is the piece part of it, does it begin there, does it end before there.
_MAPS = 3 * _ROLES


@frozen
class Inputs:
    """Windows of one batch, padded: what the encoder reads. All are ``[batch, pieces]``; no mask, nothing is padded."""

    ids: Tensor
    relations: Tensor
    tags: Tensor
    breaks: Tensor
    quoted: Tensor
    heads: Tensor
    mask: Tensor | None = None

    def to(self, device: str) -> "Inputs":
        """The same on a device."""
        return Inputs(*(part.to(device) for part in astuple(self, recurse=False) if part is not None))


@frozen
class Pairs:
    """Anchors with what grammar says of each and every piece of its window.

    ``rows`` and ``anchors`` (``[anchors]``) place each in the batch; the others are ``[anchors, pieces]``.
    """

    rows: Tensor
    anchors: Tensor
    paths: Tensor
    quotations: Tensor
    distances: Tensor
    borders: Tensor
    inside: Tensor

    def to(self, device: str) -> "Pairs":
        """The same on a device."""
        return Pairs(*(part.to(device) for part in astuple(self, recurse=False)))


@frozen
class Chains:
    """Scores of two-state chains, ``[anchors, pieces, roles]``: for being on, for going on and for going off there."""

    on: Tensor
    up: Tensor
    down: Tensor


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape, dropout: float = 0.0, size: int = 128) -> None:
        super().__init__()
        width = shape.width
        self.size = size
        self.encoder = Encoder(shape, dropout)
        self.relation = nn.Embedding(len(RELATIONS) + 1, width)
        self.tag = nn.Embedding(len(TAGS) + 1, width)
        self.layout = nn.Embedding(3, width)
        self.quoted = nn.Embedding(2, width)
        self.head = nn.Linear(width, width)
        self.anchor = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.token = nn.Linear(width, len(TOKENS))
        self.from_anchor = nn.Linear(width, size * _MAPS)
        self.to_piece = nn.Linear(width, size * _MAPS)
        self.arc = nn.Parameter(torch.randn(_MAPS, size, size) * 0.02)
        self.piece_bias = nn.Linear(width, _MAPS)
        self.anchor_bias = nn.Linear(width, _MAPS)
        self.path = nn.Embedding(PATHS, _ROLES)
        self.quotation = nn.Embedding(QUOTATIONS, _ROLES)
        self.distance = nn.Embedding(2 * FAR + 1, _ROLES)
        self.border = nn.Embedding(BORDERS, 2 * _ROLES)
        self.kind = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, len(FLAGS) + len(TYPES)))
        self.drop = nn.Dropout(dropout)
        for table in self.grammar():
            nn.init.zeros_(table)
        nn.init.constant_(self.border.weight, -1.0)

    def grammar(self) -> list[nn.Parameter]:
        """The weights that say what grammar means: they begin at nothing and learn faster than the rest."""
        inputs = (self.relation, self.tag, self.layout, self.quoted, self.head)
        pairs = (self.path, self.quotation, self.distance, self.border)
        return [weight for table in (*inputs, *pairs) for weight in table.parameters()]

    def states(self, inputs: Inputs) -> Tensor:
        """The states of every piece, ``[batch, pieces, width]``."""
        extra = self.relation(inputs.relations) + self.tag(inputs.tags)
        extra = extra + self.layout(inputs.breaks) + self.quoted(inputs.quoted)
        states: Tensor = self.encoder(inputs.ids, extra, inputs.mask)
        heads = states.gather(1, inputs.heads[:, :, None].expand_as(states))
        headed: Tensor = self.drop(states + self.head(heads))
        return headed

    def chains(self, states: Tensor, pairs: Pairs) -> Chains:
        """The scores of every arc from the anchors of ``pairs``."""
        count, length = pairs.paths.shape
        own = states[pairs.rows, pairs.anchors]
        left = functional.gelu(self.from_anchor(own)).view(count, _MAPS, self.size)
        right = functional.gelu(self.to_piece(states)).view(*states.shape[:2], _MAPS, self.size)
        left = torch.einsum("kme,mef->kmf", left, self.arc) * (4 / math.sqrt(self.size))
        scores = _by_row(pairs.rows, lambda row, of: torch.einsum("kmf,nmf->knm", left[of], right[row]))
        scores = scores + self.piece_bias(states)[pairs.rows] + self.anchor_bias(own)[:, None]
        on, up, down = scores.view(count, length, 3, _ROLES).unbind(2)
        on = on + self.path(pairs.paths) + self.quotation(pairs.quotations) + self.distance(pairs.distances)
        border_up, border_down = self.border(pairs.borders).view(count, length, 2, _ROLES).unbind(2)
        # Within a word nothing begins or ends.
        barred = pairs.inside[..., None] * -1e4
        return Chains(on, up + border_up + barred, down + border_down + barred)

    def kinds(self, states: Tensor, pairs: Pairs, on: Tensor) -> Tensor:
        """Flags and types, ``[anchors, flags + types]``: from the anchor, its source and its content."""
        weights = torch.sigmoid(on[..., [Role.CONTENT, Role.SOURCE]])
        weights = weights / (weights.sum(1, keepdim=True) + 0.1)
        means = _by_row(
            pairs.rows, lambda row, of: torch.einsum("knr,nh->krh", weights[of].to(states.dtype), states[row])
        )
        result: Tensor = self.kind(torch.cat([states[pairs.rows, pairs.anchors], means[:, 0], means[:, 1]], -1))
        return result


def _by_row(rows: Tensor, each: Callable[[int, Tensor], Tensor]) -> Tensor:
    """What ``each`` makes of every window and its anchors (their rows ascend), one after the other."""
    numbers = rows.tolist()
    return torch.cat([each(row, rows == row) for row in dict.fromkeys(numbers)])


def log_likelihood(chains: Chains, gold: Tensor, lengths: Tensor) -> Tensor:
    """The log-likelihood of gold chains (``[anchors, pieces, roles]``, 0 or 1), ``[anchors, roles]``."""
    before = torch.cat([torch.zeros_like(gold[:, :1]), gold[:, :-1]], 1)
    inside = (torch.arange(gold.shape[1], device=gold.device)[None, :] < lengths[:, None])[..., None]
    rises, falls = gold * (1 - before), before * (1 - gold)
    score = ((chains.on * gold + chains.up * rises + chains.down * falls) * inside).sum(1)
    return score - _partition(chains, lengths)


def _partition(chains: Chains, lengths: Tensor) -> Tensor:
    off, on = torch.zeros_like(chains.on[:, 0]), chains.up[:, 0] + chains.on[:, 0]
    last_off, last_on = [off], [on]
    for piece in range(1, chains.on.shape[1]):
        off, on = (
            torch.logaddexp(off, on + chains.down[:, piece]),
            torch.logaddexp(on, off + chains.up[:, piece]) + chains.on[:, piece],
        )
        last_off.append(off)
        last_on.append(on)
    total = torch.logaddexp(torch.stack(last_off), torch.stack(last_on))
    place = (lengths - 1)[None, :, None].expand(1, -1, total.shape[2])
    return total.gather(0, place)[0]
