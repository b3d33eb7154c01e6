"""Absurd texts through the real models, each at two sizes: the processor's time, memory, and what came out.

python -m fuzz.absurd [largest size in characters]
"""

import resource
import sys
import time

import factcheck
from factcheck.errors import FactcheckError

_SENTENCE = "Mayor Ana Ruiz said that the bridge over the river will close on Monday, and the council agreed. "
TEXTS = {
    "news": _SENTENCE * 60_000,
    "one sentence": "the mayor of the town and " * 200_000,
    "one word": "a" * 5_000_000,
    "quotation marks": '"' * 50_000,
    "openers": "« “ " * 12_500,
    "nested brackets": "(" * 10_000 + "a" + ")" * 10_000,
    "nested speech": "He said that " * 8_000,
    "right to left": "אמר ראש העיר כי הגשר ייסגר. " * 4_000,
    "every plane": "".join(chr((n * 0x1011) % 0x110000) for n in range(100_000)),
    "surrogates": "\ud800a \0" * 25_000,
}


def main(largest: int = 100_000) -> None:
    """Print a line for each text."""
    factcheck.attribute_claims("It rains.", "en")
    for name, text in TEXTS.items():
        for size in (largest // 4, largest):
            if name != "news" and len(text) < size:
                size = len(text) // (4 if size < largest else 1)
            began = time.process_time()
            try:
                result = f"{len(factcheck.attribute_claims(text[:size], 'en'))} claims"
            except FactcheckError as error:
                result = f"{type(error).__name__}: {error}"
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            seconds = time.process_time() - began
            each = f"{seconds / max(1, size) * 1e6:.0f} µs a character"
            print(f"{name}: {size:,} characters, {seconds:.1f} s, {each}, {memory:.0f} MB, {result}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
