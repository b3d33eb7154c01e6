"""Clocks: repeated runs side by side, the share of each function, and how cost grows."""

import math
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import GeneratorType
from typing import Any

DRAWS = 1000
PAGE = 4096


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def side_by_side(actions: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Run the actions in turn, several rounds: what disturbs the machine then disturbs all of them alike.

    >>> taken = side_by_side({"a": lambda: None, "b": lambda: None}, rounds=3)
    >>> {name: len(times) for name, times in taken.items()}
    {'a': 3, 'b': 3}
    """
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for number in range(rounds):
        order = list(actions)
        # Not always in the same order, so that none always profits from a warm cache.
        for name in order if number % 2 == 0 else reversed(order):
            taken[name].append(seconds(actions[name]))
    return taken


def interval(values: Sequence[float], draws: int = DRAWS) -> list[float]:
    """The 95 % bootstrap interval of the median.

    >>> interval([2.0, 2.0, 2.0])
    [2.0, 2.0]
    """
    chance = random.Random(1)
    medians = sorted(statistics.median(chance.choices(values, k=len(values))) for _ in range(draws))
    return [medians[int(0.025 * draws)], medians[int(0.975 * draws)]]


def summary(values: Sequence[float]) -> dict[str, Any]:
    """Median and interval, rounded to what can be known."""
    return {
        "median": _significant(statistics.median(values)),
        "interval": [_significant(bound) for bound in interval(values)],
        "runs": len(values),
    }


def ratio(above: Sequence[float], below: Sequence[float]) -> dict[str, Any]:
    """The ratio of two actions, round by round."""
    return summary([a / b for a, b in zip(above, below, strict=True)])


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The exponent k of cost = a · size^k, by least squares over the logarithms.

    >>> exponent([1, 10, 100], [2, 20, 200])
    1.0
    """
    if len(sizes) < 2:
        return None
    fit = statistics.linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in costs])
    return round(fit.slope, 3)


def slope(values: Sequence[float]) -> float | None:
    """What each value adds to the one before it, by least squares; the first tenth is left to warm up.

    >>> slope([0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    1.0
    """
    late = list(values)[len(values) // 10 :]
    if len(late) < 2:
        return None
    return round(statistics.linear_regression(range(len(late)), late).slope, 3)


def resident(process: int | str = "self") -> int:
    """Bytes of memory that this process, or the one with an id, holds now (0 where the system does not say)."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    except OSError:
        return 0


def peak() -> int:
    """Bytes of memory that this process has held at most (0 where the system does not say)."""
    try:
        # Not what getrusage says: a process inherits that figure from the one that started it.
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        return 0


def _significant(value: float, digits: int = 4) -> float:
    return float(f"{value:.{digits}g}")


class Clock:
    """Time spent in each of several functions, apart from what they call of each other.

    >>> import types
    >>> module = types.SimpleNamespace(work=lambda: 1)
    >>> clock = Clock()
    >>> with clock.watching({"work": [(module, "work")]}):
    ...     module.work()
    1
    >>> list(clock.seconds)
    ['work']
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    @contextmanager
    def watching(self, places: Mapping[str, Sequence[tuple[Any, str]]]) -> Iterator[None]:
        """Time the named functions, each found as an attribute of a module or class; put them back after."""
        kept = [(owner, name, getattr(owner, name)) for found in places.values() for owner, name in found]
        for label, found in places.items():
            for owner, name in found:
                setattr(owner, name, self.timed(label, getattr(owner, name)))
        try:
            yield
        finally:
            for owner, name, function in kept:
                setattr(owner, name, function)

    def timed(self, label: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted under a label."""

        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            self._inner.append(0.0)
            try:
                result = function(*args, **kwargs)
                # A generator would do its work elsewhere, and on somebody else's account.
                return iter(list(result)) if isinstance(result, GeneratorType) else result
            finally:
                taken = time.perf_counter() - began
                self.seconds[label] += taken - self._inner.pop()
                if self._inner:
                    self._inner[-1] += taken

        return run
