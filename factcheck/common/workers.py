"""Jobs over several processes, results in order, memory bounded; no worker outlives the caller.

Each worker is a fresh interpreter (*spawn*), so that no lock or thread of the caller is copied half-way. A
worker that dies (out of memory, a crash in native code) costs its own job only, and is replaced.
"""

import os
import signal
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from attrs import frozen

from factcheck.errors import FactcheckError

Job = TypeVar("Job")
Result = TypeVar("Result")

# How many jobs each worker may be ahead of the one whose result is due.
_AHEAD = 4


class WorkerError(FactcheckError):
    """A worker process died over a text, or could not be started."""


def ordered(
    work: Callable[[Job], Result], jobs: Iterable[Job], processes: int
) -> Generator[tuple[Job, Result | WorkerError], None, None]:
    """Each job with its result, lazily and in the order of the jobs.

    Args:
        work: a function that can be pickled; it is sent to each worker once.
        jobs: taken one by one, never far ahead of the results that were asked for.
        processes: how many workers; 1 works in this process.

    Raises:
        WorkerError: a worker died before it could take any job.
        Exception: what ``work`` raises; it ends the whole. A job that brings its worker down does not: its
            result is a WorkerError.

    >>> list(ordered(abs, [-1, 2], processes=1))
    [(-1, 1), (2, 2)]
    """
    if processes == 1:
        return ((job, work(job)) for job in jobs)
    return _ordered(work, jobs, processes)


def _ordered(
    work: Callable[[Job], Result], jobs: Iterable[Job], processes: int
) -> Generator[tuple[Job, Result | WorkerError], None, None]:
    waiting = enumerate(jobs)
    crew: list[Worker[Job, Result]] = []
    done: dict[int, tuple[Job, Result | WorkerError]] = {}
    turn = taken = 0
    try:
        while True:
            for place in range(processes):
                if taken - turn >= _AHEAD * processes or (place < len(crew) and crew[place].job is not None):
                    continue
                following = next(waiting, None)
                if following is None:
                    break
                if place == len(crew):
                    crew.append(Worker(work))
                taken += 1
                crew[place].give(following)
            busy = {worker.connection: worker for worker in crew if worker.job is not None}
            if not busy and not done:
                return
            for connection in wait(list(busy)) if turn not in done else ():
                worker = busy[connection]  # type: ignore[index]  # typeshed: wait gives what it was given
                number, job, result = worker.take()
                done[number] = job, result
                if not worker.alive:
                    crew[crew.index(worker)] = Worker(work)
            while turn in done:
                yield done.pop(turn)
                turn += 1
    finally:
        # Also on Ctrl-C, and when the caller wants no more.
        for worker in crew:
            worker.stop()


@frozen
class _Raised:
    """What the work itself raised."""

    error: Exception


class Worker(Generic[Job, Result]):
    """One process and the pipe to it.

    Args:
        work: what it does with a job; a function that can be pickled.
        alone: whether it may use every core, since no other works beside it.
    """

    def __init__(self, work: Callable[[Job], Result], *, alone: bool = False) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        # A daemon: it also ends with this process when no ``finally`` is reached.
        self._process = context.Process(target=_serve, args=(theirs, work, alone), daemon=True)
        self._process.start()
        theirs.close()
        self.job: tuple[int, Job] | None = None
        self.alive = True
        self._started = False

    @property
    def pid(self) -> int | None:
        """The id of the process."""
        return self._process.pid

    def ask(self, job: Job) -> Result | WorkerError:
        """The result of a job, waited for; a WorkerError where the process died over it, which it then is not alive.

        Raises what ``take`` raises.
        """
        self.give((0, job))
        return self.take()[2]

    def give(self, job: tuple[int, Job]) -> None:
        """Send a job with its number, to be taken later; one at a time."""
        self.job = job
        # If it is gone already, ``take`` finds out.
        with suppress(OSError):
            self.connection.send(job[1])

    def take(self) -> tuple[int, Job, Result | WorkerError]:
        """Wait for the result of the job given. Raises what the work raises, and WorkerError before it has started."""
        assert self.job is not None
        number, job = self.job
        result: Result | WorkerError
        try:
            if not self._started:
                self._started = bool(self.connection.recv())
            result = self.connection.recv()
        except (EOFError, OSError) as error:
            self.stop()
            if not self._started:
                raise WorkerError(
                    "no worker process could start; a script must call this under: if __name__ == '__main__'"
                ) from error
            result = WorkerError(f"a worker process died over it (exit code {self._process.exitcode})")
        except Exception as error:  # Whatever the unpickling of a strange value raises.
            result = WorkerError(f"the result cannot be passed between processes: {error!r}")
        if isinstance(result, _Raised):
            raise result.error
        self.job = None
        return number, job, result

    def stop(self) -> None:
        """End the process at once."""
        self.alive = False
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, work: Callable[[Any], Any], alone: bool) -> None:
    """What a worker does until nobody is at the other end any more."""
    # Ctrl-C goes to the whole group of processes; the caller decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not alone:
        # Before torch is imported: workers that each use every core stand in each other's way.
        os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
    connection.send(True)
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv()
            try:
                result = work(job)
            except Exception as error:
                result = _Raised(error)
            try:
                connection.send(result)
            except OSError:
                raise
            except Exception as error:  # Whatever the pickling of a strange value raises.
                connection.send(WorkerError(f"{type(error).__name__}: {error}"))
