"""The same cases under atheris, which looks for the bytes that reach new code.

python -m fuzz.guided NAME [-runs=10000] [-max_total_time=60]      (NAME is a key of ``fuzz.cases.CASES``)
"""

import random
import sys

import atheris

with atheris.instrument_imports(include=["factcheck"]):
    from fuzz.cases import CASES


def main(name: str) -> None:
    """Hand what atheris makes up to the case, as the seed of its choices."""
    case, _ = CASES[name]

    def one(data: bytes) -> None:
        case(random.Random(data))

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
