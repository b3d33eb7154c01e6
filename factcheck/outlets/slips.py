"""Slips of the pen in the names of outlets: what is one, and what is another name."""

from rapidfuzz.distance import OSA

# Letters of a single word that may hold two slips.
_LONG_WORD = 8


def is_slip(key: str, form: str) -> bool:
    """Whether the words differ as slips of the pen do, and not as one word from another.

    >>> is_slip("wahington post", "washington post"), is_slip("daily guardian", "mail guardian")
    (True, False)
    """
    ours, theirs = key.split(), form.split()
    if len(ours) != len(theirs):
        return key.replace(" ", "") == form.replace(" ", "")
    return all(a == b or _of_word(a, b) for a, b in zip(ours, theirs, strict=True))


def _of_word(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    # Another ending makes another word ("Republican"), and nobody misspells the first letter.
    if shorter <= 3 or a[0] != b[0] or a.startswith(b) or b.startswith(a):
        return False
    return OSA.distance(a, b) <= (2 if shorter >= _LONG_WORD else 1)
