"""One score for every candidate: how likely a careful reader marks it, and how likely with just these edges.

Gradient-boosted trees (Friedman 2001) over what the network holds of a candidate and how it looks beside the others. No
feature decides alone: what speaks against a candidate lowers its score and can be outvoted.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factcheck.attribution.candidates import Candidate
from factcheck.attribution.decode import Reads
from factcheck.common.trees import Trees, trees_of
from factcheck.encoder.pieces import RELATIONS, TAGS
from factcheck.grammar.nesting import overlapping
from factcheck.grammar.values import Construction, CueForm
from factcheck.mentions.context import Context
from factcheck.syntax.forms import is_negated
from factcheck.syntax.tokens import Span, Token

#: The least log-probability that is told from less.
_LEAST = -40.0
#: What is told of a construction or a form of cue is its place here; another order would need another score.
_CONSTRUCTIONS, _FORMS = list(Construction), list(CueForm)


class Verdict(StrEnum):
    """What the trees judge of a candidate."""

    RIGHT = "right"
    EXACT = "exact"


def load_trees(path: Path) -> dict[Verdict, Trees]:
    """The trees of every verdict, from a file of arrays that holds no code."""
    with np.load(path, allow_pickle=False) as data:
        return {verdict: trees_of(data, f"{verdict}.") for verdict in Verdict}


def features(ctx: Context, reads: Reads, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """The features of every candidate of a document, ``[candidates, features]``."""
    if not candidates:
        return np.zeros((0, 0))
    held = [letters(ctx.document.text, c.found.content) for c in candidates]
    near = overlapping([c.found for c in candidates])
    rows = [_features(ctx, reads, candidates, held, n, near[n]) for n in range(len(candidates))]
    return np.array(rows, np.float64)


def letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The offsets of the letters and digits in spans of a text."""
    return frozenset(n for start, end in spans for n in range(start, end) if text[n].isalnum())


def _features(
    ctx: Context,
    reads: Reads,
    candidates: Sequence[Candidate],
    held: Sequence[frozenset[int]],
    place: int,
    beside: Sequence[int],
) -> list[float]:
    one = candidates[place]
    found, evidence, own = one.found, one.evidence, held[place]
    certainty = [max(_LEAST, value) for value in evidence.certainty]
    best = [max(_LEAST, value) for value in evidence.best]
    text = ctx.document.text
    start, end = found.content[0][0], found.content[-1][1]
    cue = found.cue.span if found.cue else None
    source = found.source.span if found.source else None
    across = [_beside(one, held[n], own, other) for n in beside if (other := candidates[n]).own != one.own]
    alike, agrees = max(across, default=(0.0, 0.0))
    rivals = [len(own & held[n]) / max(1, min(len(own), len(held[n]))) for n in beside if candidates[n].own == one.own]
    pieces = reads.pieces.on(found.content)
    quoted = sum(ctx.quotation(s) is not None for s, _ in found.content) / len(found.content)
    first, last, before, after = _edges(ctx, start, end)
    said_in = ctx.document.sentences[found.cue.sentence] if found.cue else None
    near = said_in.tokens[found.cue.head] if said_in and found.cue else None
    named = ctx.document.sentences[found.source.sentence].tokens[found.source.token] if found.source else None
    return [
        float(one.own),
        evidence.anchored,
        *certainty,
        *best,
        *(a - b for a, b in zip(certainty[:3], best[:3], strict=True)),
        evidence.inside,
        evidence.outside,
        alike,
        agrees,
        max(rivals, default=0.0),
        float(sum(r > 0.3 for r in rivals)),
        np.log1p(len(own)),
        float(len(found.content)),
        float(text[start] in "«“\"„'‘"),
        float(text[end - 1] in "»”\"'’"),
        quoted,
        float(cue is not None),
        float(source is not None),
        float(start - cue[1]) if cue else 0.0,
        float(source[0] - cue[1]) if cue and source else 0.0,
        float(_CONSTRUCTIONS.index(found.how)),
        float(_FORMS.index(found.cue.form)) if found.cue else -1.0,
        float(len(found.relays)),
        float(found.impersonal),
        float(found.running),
        *evidence.flags,
        *evidence.types,
        *(number for token in (first, last, before, after, near, named) for number in _word(token)),
        float(reads.none[pieces].mean()) if pieces else 0.0,
        float(reads.hearsay[pieces].mean()) if pieces else 0.0,
        float(said_in is not None and near is not None and is_negated(said_in, near)),
    ]


def _beside(one: Candidate, theirs: frozenset[int], own: frozenset[int], other: Candidate) -> tuple[float, float]:
    """How far the contents of two candidates are the same, and whether their sources touch."""
    shared = len(own & theirs)
    if not shared:
        return 0.0, 0.0
    mine, its = one.found.source, other.found.source
    agree = mine.start < its.end and its.start < mine.end if mine and its else mine is its
    return shared / len(own | theirs), float(agree)


def _edges(ctx: Context, start: int, end: int) -> tuple[Token | None, Token | None, Token | None, Token | None]:
    """The first and the last token of a stretch, the one before it and the one behind it."""
    low, high = ctx.sentence_at(start), ctx.sentence_at(max(start, end - 1))
    opening, closing = ctx.document.sentences[low].tokens, ctx.document.sentences[high].tokens
    first = next((t for t in opening if t.end > start), None)
    last = next((t for t in reversed(closing) if t.start < end), None)
    before = opening[first.index - 1] if first is not None and first.index else None
    after = closing[last.index + 1] if last is not None and last.index + 1 < len(closing) else None
    return first, last, before, after


def _word(token: Token | None) -> tuple[float, float]:
    return (-1.0, -1.0) if token is None else (_index(TAGS, token.upos), _index(RELATIONS, token.dep))


def _index(names: Sequence[str], name: str) -> float:
    return float(names.index(name)) if name in names else -1.0
