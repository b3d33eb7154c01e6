"""What the tree, the sentences and the quotation marks say of two pieces: an attribution's anchor, and another."""

import numpy as np

from factcheck.encoder.pieces import RELATIONS, Numbers, Pieces

_N = len(RELATIONS) + 1
#: A token seen from the anchor: below it or below one of the heads above it (by relation and how far up the paths
#: meet), the anchor itself, its head, a head above that, elsewhere in a broken tree, …
_SELF, _HEAD, _ABOVE, _NOWHERE = 3 * _N, 3 * _N + 1, 3 * _N + 2, 3 * _N + 3
#: … in another sentence (how many away, at most three, and whether in the same paragraph), or no token at all.
_ELSEWHERE = 3 * _N + 4
_NO_WORD = _ELSEWHERE + 14
PATHS = _NO_WORD + 1
#: Neither is quoted; both in one quotation; only the anchor; only the piece; in two quotations.
QUOTATIONS = 5
#: How far a piece stands from its anchor, at most so many pieces.
FAR = 64


def paths(pieces: Pieces, anchor: int, start: int, end: int) -> Numbers:
    """The path from the anchor to each of the pieces from ``start`` to ``end``, as a number below ``PATHS``."""
    words = pieces.words[start:end]
    found = np.full(end - start, _NO_WORD, np.int64)
    word = int(pieces.words[anchor])
    if word < 0:
        return found
    sentence, index = pieces.place(word)
    base = pieces.offsets[sentence]
    tree = pieces.document.sentences[sentence].tokens
    tree_paragraph = pieces.document.sentences[sentence].paragraph
    own = np.array(_from(tuple(t.head for t in tree), tuple(_relation(t.dep) for t in tree), index), np.int64)
    inside = (words >= base) & (words < base + len(tree))
    found[inside] = own[words[inside] - base]
    outside = (words >= 0) & ~inside
    away = np.clip(pieces.sentences[start:end] - sentence, -3, 3)
    same = pieces.paragraphs[start:end] == tree_paragraph
    found[outside] = (_ELSEWHERE + away + 3 + 7 * same)[outside]
    return found


def quotations(pieces: Pieces, anchor: int, start: int, end: int) -> Numbers:
    """How the anchor and each piece from ``start`` to ``end`` stand to quotations, as a number below ``QUOTATIONS``."""
    own, others = pieces.quotes[anchor], pieces.quotes[start:end]
    if own:
        return np.where(others == own, 1, np.where(others == 0, 2, 4))
    return np.where(others == 0, 0, 3)


def distances(anchor: int, start: int, end: int) -> Numbers:
    """How far each piece stands from the anchor, as a number from 0 to ``2 * FAR``."""
    return np.clip(np.arange(start, end) - anchor, -FAR, FAR) + FAR


#: Between two pieces: nothing, a sentence or a paragraph ends; times whether a quotation begins, ends or neither.
BORDERS = 18


def borders(pieces: Pieces, seen: Numbers, start: int, end: int) -> Numbers:
    """What lies in front of each piece: does the path change, a sentence or paragraph begin, a quotation open or close.

    ``seen`` are the paths of the pieces.
    """
    changed = np.ones(end - start, np.int64)
    changed[1:] = seen[1:] != seen[:-1]
    quotes = pieces.quotes[start:end]
    before = np.concatenate([pieces.quotes[start - 1 : start] if start else np.zeros(1, np.int64), quotes[:-1]])
    turned = np.where(quotes == before, 0, np.where(quotes > 0, 1, 2))
    return np.asarray((changed * 3 + pieces.breaks[start:end]) * 3 + turned, np.int64)


def _relation(dep: str) -> int:
    return RELATIONS.index(dep) if dep in RELATIONS else len(RELATIONS)


def _from(heads: tuple[int, ...], relations: tuple[int, ...], anchor: int) -> list[int]:
    """For every token of a sentence, how it hangs together with the anchor."""
    above: dict[int, int] = {}
    token = anchor
    while token >= 0 and token not in above:
        above[token] = len(above)
        token = heads[token]
    found = [-1] * len(heads)
    for token, level in above.items():
        found[token] = _SELF if level == 0 else _HEAD if level == 1 else _ABOVE
    for token in range(len(heads)):
        trail: list[int] = []
        while token >= 0 and found[token] < 0 and heads[token] not in above:
            found[token] = _NOWHERE
            trail.append(token)
            token = heads[token]
        if token >= 0 and found[token] < 0:
            found[token] = relations[token] + _N * min(above[heads[token]], 2)
        for under in trail:
            found[under] = found[token] if token >= 0 else _NOWHERE
    return found
