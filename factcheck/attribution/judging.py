"""What the reader holds of whole sources, from all that they say: of which type they are, and whether anonymous.

The network's probabilities and what the rules of ``sources`` say are added as log-odds: neither decides alone. The
weights were chosen on training texts that the network had not seen (CHANGELOG and docs have the figures).
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from attrs import evolve

from factcheck.attributions.relays import VAGUE
from factcheck.attributions.values import Found, Judgement
from factcheck.report import Flag, Source, SourceType
from factcheck.sources import Resolved

#: How much a rule counts beside the network, and how much is needed for a flag; in log-odds.
FLAG_RULE, FLAG_NEEDED = 2.0, 0.8
TYPE_RULE = 3.0
#: Probabilities nearer to 0 or 1 than this say no more.
_LEAST = 1e-3


def judged(found: Sequence[Found], resolved: Resolved) -> tuple[tuple[Found, ...], Resolved]:
    """Attributions and sources with the types and flags that network and rules give them together.

    They stay as they are where the reader was not asked, and an outlet that the registry knows stays one.
    """
    said: dict[str, list[Found]] = defaultdict(list)
    for a, chain in zip(found, resolved.chains, strict=True):
        if chain and a.judgement is not None:
            said[chain[-1]].append(a)
    weights = {source.id: _weights(source, said[source.id]) for source in resolved.sources if source.id in said}
    sources = tuple(_source(s, weights[s.id], said[s.id]) if s.id in weights else s for s in resolved.sources)
    marked = tuple(
        _found(a, a.judgement, weights.get(chain[-1]) if chain else None) if a.judgement is not None else a
        for a, chain in zip(found, resolved.chains, strict=True)
    )
    return marked, Resolved(sources, resolved.chains)


def _weights(source: Source, said: Sequence[Found]) -> dict[Flag, float]:
    """For a source, the log-odds that it is anonymous, and that it is nobody in particular."""
    held = [a.judgement for a in said if a.judgement is not None]
    vague = any(VAGUE in a.notes for a in said)
    return {
        Flag.ANONYMOUS_SOURCE: _odds(held, Flag.ANONYMOUS_SOURCE) + FLAG_RULE * (source.anonymous and not vague),
        Flag.VAGUE_SOURCE: _odds(held, Flag.VAGUE_SOURCE) + FLAG_RULE * vague,
    }


def _odds(held: Sequence[Judgement], flag: Flag) -> float:
    probable = min(1 - _LEAST, max(_LEAST, fmean(judgement.flags[flag] for judgement in held)))
    return math.log(probable / (1 - probable))


def _is(flag: Flag, weights: dict[Flag, float]) -> bool:
    """The source has the flag, and more so than the other one."""
    return weights[flag] >= FLAG_NEEDED and weights[flag] == max(weights.values())


def _source(source: Source, weights: dict[Flag, float], said: Sequence[Found]) -> Source:
    held = [a.judgement for a in said if a.judgement is not None]
    likely = {
        kind: math.log(fmean(judgement.types[kind] for judgement in held) + _LEAST) + TYPE_RULE * (kind is source.type)
        for kind in SourceType
    }
    kind = source.type if source.link is not None else max(likely, key=lambda k: likely[k])
    anonymous = _is(Flag.ANONYMOUS_SOURCE, weights)
    return evolve(source, type=kind, anonymous=anonymous, unnamed=source.unnamed if anonymous else None)


def _found(a: Found, held: Judgement, weights: dict[Flag, float] | None) -> Found:
    vague = weights is not None and _is(Flag.VAGUE_SOURCE, weights)
    denied = _odds([held], Flag.DENIED) + FLAG_RULE * a.denied >= FLAG_NEEDED
    return evolve(a, denied=denied, notes=(a.notes | {VAGUE}) if vague else (a.notes - {VAGUE}))
