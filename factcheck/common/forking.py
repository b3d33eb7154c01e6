"""Threads and forks: what is made once however many threads ask, and what a child made by ``fork`` finds.

Such a child has one thread, a copy of the one that forked. What the other threads of its parent held stays held in the
child, and what they had half done, as a module half imported, stays so. Our locks are therefore made anew there, and
what would wait for a thread that is not there is refused.
"""

import os
import sys
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cached_property, wraps
from typing import Any, TypeVar, TypeVarTuple

from factcheck.errors import ModelError

Made = TypeVar("Made")
Given = TypeVarTuple("Given")


class Lock:
    """A lock that a forked child finds free: who holds it in the parent is no thread of the child's."""

    def __init__(self) -> None:
        self.renew()
        _LOCKS.append(self)

    def renew(self) -> None:
        """Forget whoever holds it."""
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


_LOCKS: list[Lock] = []
# What a child has to call, by the thread of its parent that would have to be there otherwise.
_CALLS: list[tuple[int, Callable[[], object]]] = []


class _Child:
    """What this process knows of its own birth."""

    forked = False
    amid_making = False


def once(make: Callable[[*Given], Made]) -> Callable[[*Given], Made]:
    """The same function, called once for the same arguments however many threads ask: the others wait for the first.

    What it raises is not kept. In a process that was forked while another thread was making something, what is not made
    already raises ModelError.

    >>> @once
    ... def square(number: int) -> int:
    ...     print("made")
    ...     return number * number
    >>> square(3), square(3)
    made
    (9, 9)
    """
    made: dict[Hashable, Made] = {}
    locks: dict[Hashable, Lock] = {}

    @wraps(make)
    def get(*given: *Given) -> Made:
        if given not in made:
            # What raises is asked for again: by the lock that is there.
            with locks.get(given) or locks.setdefault(given, Lock()), _making():
                if given not in made:
                    made[given] = make(*given)
        return made[given]

    return get


@contextmanager
def _making() -> Iterator[None]:
    if _Child.amid_making:
        raise ModelError(
            "this process was forked while another thread of its parent was loading, and cannot load now: "
            "load before you fork, or start processes with the method 'spawn'"
        )
    with called_in_a_child(_born_amid_making):
        yield


@contextmanager
def called_in_a_child(call: Callable[[], object]) -> Iterator[None]:
    """While this lasts, a child that another thread forks begins with a call, since this thread is not there."""
    mine = threading.get_ident(), call
    _CALLS.append(mine)
    try:
        yield
    finally:
        _CALLS.remove(mine)


def one_thread_if_forked() -> None:
    """Let torch compute on one thread in a forked child: it would wait for those that it had in the parent."""
    if _Child.forked:
        import torch

        torch.set_num_threads(1)
        _Child.forked = False


def _born() -> None:
    for lock in _LOCKS:
        lock.renew()
    me = threading.get_ident()
    _Child.forked = "torch" in sys.modules
    for thread, call in _CALLS:
        if thread != me:
            call()
    _CALLS[:] = [(thread, call) for thread, call in _CALLS if thread == me]
    if sys.version_info < (3, 12):
        # Until then a cached property has one lock, which whoever works it out for any instance holds.
        for each in _cached_properties():
            each.lock = threading.RLock()


def _born_amid_making() -> None:
    _Child.amid_making = True


def _cached_properties() -> Iterator[Any]:
    modules = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "factcheck"]
    owners = {value for module in modules for value in list(vars(module).values()) if isinstance(value, type)}
    for owner in owners:
        yield from (value for value in vars(owner).values() if isinstance(value, cached_property))


# Not everywhere is there such a thing.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_born)
