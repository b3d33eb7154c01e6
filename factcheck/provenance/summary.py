"""How much of a text is sourced, and how well: the figures behind the chart, the gates and the summary line.

Shares are over the letters and digits of all claims, so that neither punctuation nor a tokeniser matters.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from factcheck.provenance.segments import segments
from factcheck.report import Claim, Flag, Kind, Report


class Standing(StrEnum):
    """One word for how a claim is sourced, from the best to the worst; a claim has exactly one.

    A standing has the name of a flag only if it has the same share: a claim may carry the flags ``second_hand`` and
    ``anonymous_source`` at once, or ``unsourced`` and ``hearsay``, but has one standing.
    """

    NAMED = "named"
    NAMED_SECOND_HAND = "named_second_hand"
    UNNAMED = "unnamed"
    HEARSAY = "hearsay"
    NOBODY_CITED = "nobody_cited"


# The first flag that a claim carries decides.
_BY_FLAG = {
    Flag.HEARSAY: Standing.HEARSAY,
    Flag.UNSOURCED: Standing.NOBODY_CITED,
    Flag.VAGUE_SOURCE: Standing.UNNAMED,
    Flag.ANONYMOUS_SOURCE: Standing.UNNAMED,
    Flag.SECOND_HAND: Standing.NAMED_SECOND_HAND,
}


def standing(claim: Claim) -> Standing:
    """How a claim is sourced, in one word.

    >>> standing(Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, flags=(Flag.UNSOURCED,)))
    <Standing.NOBODY_CITED: 'nobody_cited'>
    """
    for flag, verdict in _BY_FLAG.items():
        if flag in claim.flags:
            return verdict
    return Standing.NAMED if claim.attribution and claim.attribution.chain else Standing.UNNAMED


@frozen
class SourceCount:
    """How often one source is the origin of a claim, and how often it only passes one on."""

    id: str
    origin: int
    relay: int


@frozen
class Summary:
    """The figures of one report.

    ``standings`` and ``flags`` are shares of claim text: between 0 and 1, of the letters and digits of all claims.
    The standings add up to 1 (all are 0 when there is no claim); flags may overlap. ``kinds`` counts claims.
    ``sources`` has the most cited first. ``origins`` is the number of independent sources: those that a claim
    comes from, vague ones aside; ``single_source`` is the id of the only one when all attributed claims (two or
    more) hang on it.
    """

    claims: int
    letters: int
    standings: Mapping[Standing, float]
    flags: Mapping[Flag, float]
    kinds: Mapping[Kind, int]
    sources: tuple[SourceCount, ...]
    origins: int = 0
    single_source: str | None = None


def summarize(report: Report) -> Summary:
    """The figures of a report.

    >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, flags=(Flag.UNSOURCED,))
    >>> summarize(Report("It rains.", "en", (claim,), ())).flags[Flag.UNSOURCED]
    1.0
    """
    by_standing: Counter[Standing] = Counter()
    by_flag: Counter[Flag] = Counter()
    for part in segments(report):
        if part.claim is None:
            continue
        letters = sum(map(str.isalnum, report.text[part.start : part.end]))
        by_standing[standing(part.claim)] += letters
        by_flag.update(dict.fromkeys(part.claim.flags, letters))
    total = by_standing.total()
    origins = _origins(report)
    return Summary(
        claims=len(report),
        letters=total,
        standings={key: by_standing[key] / total if total else 0.0 for key in Standing},
        flags={key: by_flag[key] / total if total else 0.0 for key in Flag},
        kinds={key: sum(claim.kind is key for claim in report) for key in Kind},
        sources=_source_counts(report),
        origins=len(origins),
        single_source=next(iter(origins)) if len(origins) == 1 and origins.total() > 1 else None,
    )


def _origins(report: Report) -> Counter[str]:
    """How many claims come from each source that is somebody in particular."""
    return Counter(claim.origin for claim in report if claim.origin and Flag.VAGUE_SOURCE not in claim.flags)


def _source_counts(report: Report) -> tuple[SourceCount, ...]:
    origins: Counter[str] = Counter()
    relays: Counter[str] = Counter()
    for claim in report:
        chain = claim.attribution.chain if claim.attribution else ()
        origins.update(chain[-1:])
        relays.update(chain[:-1])
    counts = (SourceCount(source.id, origins[source.id], relays[source.id]) for source in report.sources)
    return tuple(sorted(counts, key=lambda count: (-count.origin, -count.relay)))
