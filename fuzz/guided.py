"""The same cases under atheris, which looks for the bytes that reach new code.

python -m fuzz.guided NAME [-runs=10000] [-max_total_time=60]      (NAME is a key of ``fuzz.cases.CASES``)
"""

import random
import sys

import atheris

with atheris.instrument_imports(include=["factcheck"]):
    from fuzz.cases import CASES


class Choices(random.Random):
    """Chance that takes every choice from some bytes in turn, so that a byte more or less is a choice more or less."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self._data = iter(data)

    def getrandbits(self, k: int, /) -> int:
        """The next bits; none are set when the bytes are used up."""
        value = 0
        for _ in range(0, k, 8):
            value = value << 8 | next(self._data, 0)
        return value & (1 << k) - 1

    def random(self) -> float:
        """A number from 0 up to 1."""
        return self.getrandbits(16) / 65536


def main(name: str) -> None:
    """Hand what atheris makes up to the case, as its choices."""
    case, _ = CASES[name]

    def one(data: bytes) -> None:
        case(Choices(data))

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
