"""What the reader holds of whole sources, from all that they say, and of the narrator's clauses.

Of which type a source is, and whether anonymous; whether a clause asserts anything. The network's probabilities and
what rules say are added as log-odds: neither decides alone. The weights were chosen on training texts that the network
had not seen (CHANGELOG and docs have the figures).
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from attrs import evolve

from factcheck.assertive import Form
from factcheck.attribution.decode import Reads
from factcheck.attributions.relays import VAGUE
from factcheck.attributions.values import Found, Judgement
from factcheck.claims import Assertion
from factcheck.report import Flag, Source, SourceType
from factcheck.sources import Resolved
from factcheck.text.blocks import HOLDS, Block, kind_at

#: How much a rule counts beside the network, and how much is needed for a flag; in log-odds.
FLAG_RULE, FLAG_NEEDED = 2.0, 0.8
TYPE_RULE = 3.0
#: How much the form of a clause counts for that it asserts nothing.
NOTHING_RULE = {
    Form.STATEMENT: -1.4,
    Form.VERBLESS: 0.9,
    Form.IMPERATIVE: 1.7,
    Form.CAPTION: 1.0,
    Form.QUESTION: math.inf,
}
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


def narrated(clauses: Sequence[Assertion], blocks: Sequence[Block], reads: Reads | None) -> tuple[Assertion, ...]:
    """The narrator's clauses that assert something; where nothing was read, those that do so by their form."""
    return tuple(one for one in clauses if _asserts(one, blocks, reads))


def _asserts(clause: Assertion, blocks: Sequence[Block], reads: Reads | None) -> bool:
    inside = reads.pieces.on(clause.spans) if reads is not None else ()
    if reads is None or not inside:
        return clause.form is Form.STATEMENT
    block = HOLDS[kind_at(blocks, clause.spans[0][0])]
    return NOTHING_RULE[clause.form] + block.nothing + _log_odds(float(reads.none[inside].mean())) < 0


def _weights(source: Source, said: Sequence[Found]) -> dict[Flag, float]:
    """For a source, the log-odds that it is anonymous, and that it is nobody in particular."""
    held = [a.judgement for a in said if a.judgement is not None]
    vague = any(VAGUE in a.notes for a in said)
    return {
        Flag.ANONYMOUS_SOURCE: _odds(held, Flag.ANONYMOUS_SOURCE) + FLAG_RULE * (source.anonymous and not vague),
        Flag.VAGUE_SOURCE: _odds(held, Flag.VAGUE_SOURCE) + FLAG_RULE * vague,
    }


def _odds(held: Sequence[Judgement], flag: Flag) -> float:
    return _log_odds(fmean(judgement.flags[flag] for judgement in held))


def _log_odds(probable: float) -> float:
    probable = min(1 - _LEAST, max(_LEAST, probable))
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
