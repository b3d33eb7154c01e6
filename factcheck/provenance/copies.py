"""Which article took its text from which: the words that stand in runs of both, found through MinHash."""

import re
from collections.abc import Iterator, Sequence

from datasketch import MinHash, MinHashLSH

from factcheck.text.folding import fold

_WORD = re.compile(r"\w+")
_RUN = 3
# Shorter texts have too few words for a share to mean anything.
_SHORTEST = 12
_PERMUTATIONS, _CANDIDATES = 128, 0.1
# A smaller share is what any two articles on one event have in common.
_LEAST = 0.2

Run = tuple[str, ...]


def shared_text(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """For each text, the earlier ones that it repeats: its place, theirs, and the share of its words.

    A word is repeated when it stands in a run of three or more words that the earlier text has too.

    Args:
        texts: in time order.

    >>> first = "The bridge over the Orrin has been closed since the shells of November tore a hole into its span."
    >>> list(shared_text([first, first + " It rained."]))
    [(1, 0, 0.9)]
    """
    index = MinHashLSH(threshold=_CANDIDATES, num_perm=_PERMUTATIONS)
    seen: list[frozenset[Run]] = []
    for place, text in enumerate(texts):
        words = _WORD.findall(fold(text).lower())
        runs = [tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)]
        seen.append(frozenset(runs))
        if len(words) < _SHORTEST:
            continue
        hashed = MinHash(num_perm=_PERMUTATIONS)
        hashed.update_batch([" ".join(run).encode(errors="replace") for run in sorted(seen[place])])
        for earlier in sorted(index.query(hashed)):
            repeated = {n for start, run in enumerate(runs) if run in seen[earlier] for n in range(start, start + _RUN)}
            share = len(repeated) / len(words)
            if share >= _LEAST:
                yield place, earlier, round(share, 2)
        index.insert(place, hashed)
