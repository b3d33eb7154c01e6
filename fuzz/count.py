"""Run 100,000 random cases, or more or fewer, and list every unexpected exception with the seed that makes it.

python -m fuzz.count [percent] [first seed] [name of a kind]
"""

import random
import signal
import sys
import time
import traceback
from collections import Counter

from fuzz.cases import CASES

# A case is small: one that takes longer than this hangs. Seconds of the processor's, since a machine may be busy.
_SECONDS = 20
# A long run says how far it is, every so many cases.
_PROGRESS = 10_000


class HangError(Exception):
    """A case took far too long."""


def _stop(*_: object) -> None:
    raise HangError


def main(percent: float = 100, first: int = 0, only: str = "") -> int:
    """Run the cases; the number of unexpected exceptions."""
    signal.signal(signal.SIGPROF, _stop)
    total = 0
    for name, (case, share) in CASES.items():
        if only not in ("", name):
            continue
        faults: Counter[str] = Counter()
        seeds: dict[str, int] = {}
        number = round(share * percent / 100)
        # Whatever it imports is imported before any case is timed.
        case(random.Random(first))
        began = time.monotonic()
        for seed in range(first, first + number):
            signal.setitimer(signal.ITIMER_PROF, _SECONDS)
            try:
                case(random.Random(seed))
            except Exception as error:
                at = traceback.extract_tb(error.__traceback__)[-1]
                fault = f"{type(error).__name__} at {at.filename.rpartition('/')[2]}:{at.lineno}: {error}"[:160]
                faults[fault] += 1
                seeds.setdefault(fault, seed)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            done = seed - first + 1
            if done % _PROGRESS == 0 and done < number:
                print(f"{name}: {done:,} of {number:,}, {faults.total()} faults", flush=True)
        total += faults.total()
        print(f"{name}: {number:,} cases, {faults.total()} faults, {time.monotonic() - began:.0f} s", flush=True)
        for fault, times in faults.most_common():
            print(f"  {times} x (seed {seeds[fault]}) {fault}", flush=True)
    return total


if __name__ == "__main__":
    percent, first, only = [*sys.argv[1:4], *("100", "0", "")[len(sys.argv) - 1 :]][:3]
    sys.exit(bool(main(float(percent), int(first), only)))
