"""What the reader holds of whole sources, from all that they say, and of the narrator's clauses.

Of which type a source is, and whether anonymous; whether a clause asserts anything. The network's probabilities and
what rules say are added as log-odds: neither decides alone. The weights were chosen on training texts that the network
had not seen (CHANGELOG and docs have the figures).
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from attrs import evolve

from factcheck.attribution.decode import Reads
from factcheck.attribution.flags import LEAST, SCORED, FlagScore, log_odds, rows_of
from factcheck.entities.resolving import Resolved
from factcheck.grammar.assertive import Form
from factcheck.grammar.claims import Assertion
from factcheck.grammar.relays import VAGUE
from factcheck.grammar.values import Found, Judgement
from factcheck.report import Flag, Source, SourceType
from factcheck.text.blocks import HOLDS, Block, kind_at

#: How much a rule counts beside the network, and how much is needed for a flag; in log-odds.
DENIED_RULE, DENIED_NEEDED = 5.0, 0.8
TYPE_RULE = 3.0
#: The same for an outlet: the registry, or a file of the user's, has its name.
OUTLET_RULE = 6.0
#: What is needed for a flag that ``flags`` scores: F1 is best somewhat below even odds.
FLAG_NEEDED = log_odds(0.4)
#: How much the form of a clause counts for that it asserts nothing.
NOTHING_RULE = {
    Form.STATEMENT: -1.4,
    Form.VERBLESS: 0.9,
    Form.IMPERATIVE: 3.5,
    Form.CAPTION: 1.0,
    Form.QUESTION: math.inf,
}
#: For each flag that is scored, how much speaks for it, in log-odds.
Odds = Mapping[Flag, float]


def judged(
    text: str, found: Sequence[Found], resolved: Resolved, score: FlagScore
) -> tuple[tuple[Found, ...], Resolved]:
    """Attributions and sources with the types and flags that network, rules and words give them together.

    They stay as they are where the reader was not asked, and an outlet that the registry knows stays one.
    """
    origins = resolved.origins
    told = [(a, origin) for a, origin in zip(found, origins, strict=True) if a.judgement is not None]
    weights = iter(score.odds(rows_of(text, score.words, told)))
    said: dict[str, list[Found]] = defaultdict(list)
    held: dict[str, list[Odds]] = defaultdict(list)
    marked = []
    for a, origin in zip(found, origins, strict=True):
        if a.judgement is not None:
            own = dict(zip(SCORED, next(weights).tolist(), strict=True))
            if origin is not None:
                said[origin.id].append(a)
                held[origin.id].append(own)
            a = _found(a, a.judgement, own)
        marked.append(a)
    sources = tuple(_source(s, held[s.id], said[s.id]) if s.id in said else s for s in resolved.sources)
    return tuple(marked), Resolved(sources, resolved.chains)


def narrated(clauses: Sequence[Assertion], blocks: Sequence[Block], reads: Reads | None) -> tuple[Assertion, ...]:
    """The narrator's clauses that assert something; where nothing was read, those that do so by their form."""
    return tuple(one for one in clauses if _asserts(one, blocks, reads))


def _asserts(clause: Assertion, blocks: Sequence[Block], reads: Reads | None) -> bool:
    inside = reads.pieces.on(clause.spans) if reads is not None else ()
    if reads is None or not inside:
        return clause.form is Form.STATEMENT
    block = HOLDS[kind_at(blocks, clause.spans[0][0])]
    return NOTHING_RULE[clause.form] + block.nothing + log_odds(float(reads.none[inside].mean())) < 0


def _is(flag: Flag, weights: Odds) -> bool:
    """It has the flag, and more so than the other one."""
    return weights[flag] >= FLAG_NEEDED and weights[flag] == max(weights.values())


def _source(source: Source, odds: Sequence[Odds], said: Sequence[Found]) -> Source:
    held = [a.judgement for a in said if a.judgement is not None]
    rule = OUTLET_RULE if source.type is SourceType.OUTLET else TYPE_RULE
    likely = {
        kind: math.log(fmean(judgement.types[kind] for judgement in held) + LEAST) + rule * (kind is source.type)
        for kind in SourceType
    }
    kind = source.type if source.link is not None else max(likely, key=lambda k: likely[k])
    # One claim that shows it is enough: *she said* tells less of who she is.
    anonymous = _is(Flag.ANONYMOUS_SOURCE, {flag: max(one[flag] for one in odds) for flag in SCORED})
    return evolve(source, type=kind, anonymous=anonymous, unnamed=source.unnamed if anonymous else None)


def _found(a: Found, held: Judgement, odds: Odds) -> Found:
    denied = log_odds(held.flags[Flag.DENIED]) + DENIED_RULE * a.denied >= DENIED_NEEDED
    notes = (a.notes | {VAGUE}) if _is(Flag.VAGUE_SOURCE, odds) else (a.notes - {VAGUE})
    return evolve(a, denied=denied, notes=notes)
