"""From scores to spans: the attributions that the network sees in a document, each with its probabilities."""

from collections import deque
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray

from factcheck.attribution.inputs import inputs_of, pairs_of
from factcheck.attribution.network import FLAGS, Network, Role
from factcheck.encoder.pieces import Pieces, Window
from factcheck.syntax.tokens import Span

Floats = NDArray[np.float32]
Spans = tuple[Span, ...]


@frozen(eq=False)
class Evidence:
    """What the network holds of one attribution, its own or one that somebody proposes.

    ``anchored`` is the probability of its anchor, ``certainty`` for each role the log-probability of just these spans,
    ``best`` that of the spans that the network would choose from the same anchor; ``inside`` is the mean probability
    of the pieces of the content to belong to it, ``outside`` the highest of all others. ``flags`` and ``types`` are
    probabilities in the order of ``network.FLAGS`` and ``network.TYPES``.
    """

    anchored: float
    certainty: tuple[float, ...]
    best: tuple[float, ...]
    inside: float
    outside: float
    flags: tuple[float, ...]
    types: tuple[float, ...]


@frozen(eq=False)
class Reading:
    """An attribution in spans (code points, half-open), by role, with what the network holds of it."""

    spans: tuple[Spans, ...]
    evidence: Evidence

    @property
    def content(self) -> Spans:
        """The spans of the content."""
        return self.spans[Role.CONTENT]

    @property
    def source(self) -> Span | None:
        """The mention of the source; None where there is none."""
        return next(iter(self.spans[Role.SOURCE]), None)

    @property
    def cue(self) -> Spans:
        """The spans of the cue."""
        return self.spans[Role.CUE]

    @property
    def relay(self) -> Span | None:
        """The mention of who passes it on; None where there is none."""
        return next(iter(self.spans[Role.RELAY]), None)


@frozen(eq=False)
class Reads:
    """What the network says of a document.

    ``readings`` are its own attributions in order of their anchors; ``judged`` what it holds of each proposal. ``none``
    and ``hearsay`` are for every piece the probabilities that it asserts nothing, and that it is not vouched for.
    """

    pieces: Pieces
    readings: tuple[Reading, ...]
    judged: tuple[Evidence, ...]
    none: Floats
    hearsay: Floats


def read(network: Network, pieces: Pieces, threshold: float, proposals: Sequence[tuple[Spans, ...]] = ()) -> Reads:
    """Every attribution whose anchor is at least as probable as ``threshold``, and a judgement of every proposal.

    A proposal is spans by role. Each window is read alone, so that what is found never depends on what else is read. A
    text that is all bylines and captions has no sentence, and nothing to read.
    """
    readings: list[Reading] = []
    judged: dict[int, Evidence] = {}
    tokens = np.zeros((len(pieces), 2), np.float32)
    placed = [[pieces.on(spans) for spans in proposal] for proposal in proposals]
    starts = [min(parts[Role.CUE] or parts[Role.CONTENT] or [0]) for parts in placed]
    waiting = deque(sorted(range(len(placed)), key=lambda n: starts[n]))
    with torch.inference_mode():
        for window in pieces.windows() if pieces.document.sentences else ():
            here = {}
            while waiting and starts[waiting[0]] < window.core_end:
                number = waiting.popleft()
                here[number] = placed[number]
            own, theirs = _read_window(network, pieces, window, threshold, here, tokens)
            readings += own
            judged.update(theirs)
    return Reads(pieces, tuple(readings), tuple(judged[n] for n in range(len(proposals))), tokens[:, 0], tokens[:, 1])


@cache
def has_bf16() -> bool:
    """This processor multiplies matrices of 16 bits faster than those of 32: the network was trained so, too."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _read_window(
    network: Network,
    pieces: Pieces,
    window: Window,
    threshold: float,
    proposals: Mapping[int, Sequence[Sequence[int]]],
    tokens: Floats,
) -> tuple[list[Reading], dict[int, Evidence]]:
    with torch.autocast("cpu", torch.bfloat16, enabled=has_bf16()):
        states = network.states(inputs_of([(pieces, window)])).float()[:, 1:-1]
    core = slice(window.core_start - window.start, window.core_end - window.start)
    tokens[window.core_start : window.core_end] = torch.sigmoid(network.token(states[0, core])).numpy()
    probable = torch.sigmoid(network.anchor(states[0]).squeeze(-1)).numpy()
    peaks = _peaks(probable, core, threshold)
    # A proposal is held against the likeliest anchor among the pieces of its cue.
    near = {n: _likeliest(probable, parts, window) for n, parts in proposals.items()}
    anchors = sorted({*peaks, *near.values()})
    if not anchors:
        return [], {}
    pairs = pairs_of([(pieces, window)], [(0, window.start + anchor) for anchor in anchors])
    chains = network.chains(states, pairs)
    kinds = network.kinds(states, pairs, chains.on)
    scores, up, down = (part.numpy() for part in (chains.on, chains.up, chains.down))
    on, total = _best(scores, up, down)
    certain = _score(scores, up, down, on) - total
    flags = torch.sigmoid(kinds[:, : len(FLAGS)]).numpy()
    types = torch.softmax(kinds[:, len(FLAGS) :], -1).numpy()
    parts = torch.sigmoid(chains.on[..., Role.CONTENT]).numpy()

    def evidence(place: int, held: NDArray[np.bool_], certainty: Floats) -> Evidence:
        inside = held[:, Role.CONTENT]
        return Evidence(
            anchored=float(probable[anchors[place]]),
            certainty=tuple(certainty.tolist()),
            best=tuple(certain[place].tolist()),
            inside=float(parts[place][inside].mean()) if inside.any() else 0.0,
            outside=float(parts[place][~inside].max(initial=0.0)),
            flags=tuple(flags[place].tolist()),
            types=tuple(types[place].tolist()),
        )

    readings = []
    for place, anchor in enumerate(anchors):
        if anchor not in peaks:
            continue
        spans = [_spans(pieces, window, on[place, :, role]) for role in Role]
        for role in (Role.SOURCE, Role.RELAY):
            spans[role] = _one(pieces, window, spans[role], scores[place, :, role])
        if spans[Role.CONTENT]:
            readings.append(Reading(tuple(spans), evidence(place, on[place], certain[place])))
    places = [anchors.index(near[n]) for n in proposals]
    held = np.zeros((len(places), window.end - window.start, len(Role)), bool)
    for row, roles in enumerate(proposals.values()):
        for role, inside in zip(Role, roles, strict=True):
            held[row, [piece - window.start for piece in inside if window.start <= piece < window.end], role] = True
    judged = {}
    if places:
        likely = _score(scores[places], up[places], down[places], held) - total[places]
        judged = {
            n: evidence(place, held[row], likely[row])
            for row, (n, place) in enumerate(zip(proposals, places, strict=True))
        }
    return readings, judged


def _likeliest(probable: Floats, parts: Sequence[Sequence[int]], window: Window) -> int:
    """The anchor of a proposal, counted in the window: the likeliest piece from just before its cue to its end."""
    cue = [piece - window.start for piece in parts[Role.CUE] or parts[Role.CONTENT][:1]]
    low, high = max(0, cue[0] - 1) if cue else 0, min(len(probable), (cue[-1] if cue else 0) + 2)
    return low + int(probable[low:high].argmax())


def _peaks(probable: Floats, core: slice, threshold: float) -> list[int]:
    """The pieces of the core that are probable enough, and more so than both their neighbours."""
    kept: list[int] = []
    candidates = [n for n in range(core.start, core.stop) if probable[n] >= threshold]
    for n in sorted(candidates, key=lambda n: -probable[n]):
        if all(abs(n - other) > 1 for other in kept):
            kept.append(n)
    return sorted(kept)


def _best(on: Floats, up: Floats, down: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """The best chain of each role (Viterbi's algorithm), ``[anchors, pieces, roles]``; and the log of what all chains
    weigh together, ``[anchors, roles]``."""
    length = on.shape[1]
    # Piece by piece, so that what is looked at together lies together.
    on, up, down = (np.ascontiguousarray(part.swapaxes(0, 1)) for part in (on, up, down))
    stays_off, stays_on = np.zeros(on.shape, bool), np.zeros(on.shape, bool)
    off_best, on_best = np.zeros_like(on[0]), up[0] + on[0]
    off_all, on_all = off_best, on_best
    for n in range(1, length):
        ends, begins = on_best + down[n], off_best + up[n]
        stays_off[n], stays_on[n] = off_best >= ends, on_best >= begins
        off_best, on_best = np.maximum(off_best, ends), np.maximum(on_best, begins) + on[n]
        off_all, on_all = np.logaddexp(off_all, on_all + down[n]), np.logaddexp(on_all, off_all + up[n]) + on[n]
    state = on_best > off_best
    best = np.zeros(on.shape, bool)
    for n in range(length - 1, -1, -1):
        best[n] = state
        state = np.where(state, stays_on[n], ~stays_off[n])
    return np.ascontiguousarray(best.swapaxes(0, 1)), np.logaddexp(off_all, on_all)


def _score(on: Floats, up: Floats, down: Floats, held: NDArray[np.bool_]) -> Floats:
    """What chains weigh, ``[anchors, roles]``."""
    before = np.zeros_like(held)
    before[:, 1:] = held[:, :-1]
    return np.asarray((on * held + up * (held & ~before) + down * (before & ~held)).sum(1), np.float32)


def _spans(pieces: Pieces, window: Window, on: NDArray[np.bool_]) -> tuple[Span, ...]:
    """The stretches of a chain as offsets, without what is no word at their ends; what only marks part is one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(np.int8)))
    text = pieces.document.text
    found: list[Span] = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        start, end = int(pieces.starts[window.start + low]), int(pieces.ends[window.start + high - 1])
        if not any(map(str.isalnum, text[start:end])):
            continue
        if found and not any(map(str.isalnum, text[found[-1][1] : start])):
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def _one(pieces: Pieces, window: Window, spans: Sequence[Span], scores: Floats) -> tuple[Span, ...]:
    """The likeliest of several stretches: a source is one mention."""
    if len(spans) < 2:
        return tuple(spans)
    return (max(spans, key=lambda span: float(sum(scores[n - window.start] for n in pieces.on([span])))),)
