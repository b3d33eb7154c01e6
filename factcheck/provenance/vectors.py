"""A vector for each of the commoner words of French and English, in one space, so that *fermé* is near *closed*.

The table is data, made by ``python -m training.words`` from a multilingual encoder. A word that is not in it is
mostly a name, and is compared by its spelling.
"""

from functools import cache
from importlib.resources import as_file, files

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from factcheck.errors import ModelError

Floats = NDArray[np.float32]

_FILE = "words.npz"


@frozen(eq=False)
class WordTable:
    """Words, their vectors of length one, and how little each tells by itself, per language."""

    rows: dict[str, int] = field(repr=False)
    vectors: Floats = field(repr=False)
    weights: dict[str, Floats] = field(repr=False)

    def __contains__(self, word: str) -> bool:
        return word in self.rows

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self.vectors.shape[1])

    def vector(self, word: str) -> Floats:
        """The vector of a lower-case word; zeros for a word that is not in the table."""
        row = self.rows.get(word)
        empty: Floats = np.zeros(self.size, np.float32)
        return empty if row is None else self.vectors[row]

    def weight(self, word: str, language: str) -> float:
        """How much a word tells, from near 0 (*the*, *de*) to 1 (a rare word, or one that is not in the table)."""
        row, weights = self.rows.get(word), self.weights.get(language)
        return 1.0 if row is None or weights is None else float(weights[row])


@cache
def word_table() -> WordTable:
    """The table that the package ships, read once.

    Raises:
        ModelError: the file is missing or damaged.

    >>> table = word_table()
    >>> float(table.vector("bridge") @ table.vector("pont")) > float(table.vector("bridge") @ table.vector("lait"))
    True
    """
    try:
        with as_file(files("factcheck") / "models" / _FILE) as path, np.load(path, allow_pickle=False) as data:
            words = bytes(data["words"]).decode().split("\n")
            vectors = data["vectors"].astype(np.float32)
            weights = {code: data[f"weight_{code}"].astype(np.float32) / 255 for code in ("en", "fr")}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"models/{_FILE} is missing or damaged ({error}); install factcheck again") from error
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return WordTable({word: row for row, word in enumerate(words)}, vectors, weights)
