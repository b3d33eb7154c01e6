"""Texts that wait at the same time are analysed together, by whoever has the models and nothing else to do."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from attrs import frozen

from factcheck.common.workers import WorkerError
from factcheck.corpus.many import BATCH_CHARACTERS, BATCH_SIZE, Outcome, Request, length
from factcheck.errors import FactcheckError

#: What makes a batch of requests into as many outcomes.
Work = Callable[[Sequence[Request]], list[Outcome]]
#: The same by another process, which may die over it.
Read = Callable[[Sequence[Request]], list[Outcome] | WorkerError]


class BusyError(FactcheckError):
    """So many texts wait already that no more are taken."""


class LostError(FactcheckError):
    """The process that read a text died; it may have been no fault of the text."""


@frozen
class _Waiting:
    request: Request
    answer: asyncio.Future[Outcome]


class Batcher:
    """A queue of texts, and those that read them, each with a thread of its own.

    Whatever has come in while one batch was read is the next batch: alone, a text waits for nothing.

    Args:
        readers: what makes a batch of requests into outcomes; each is called by one thread, never twice at a time.
        places: how many may wait.
    """

    def __init__(self, readers: Sequence[Read], places: int) -> None:
        self._readers = readers
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(places)
        self._threads = ThreadPoolExecutor(len(readers), thread_name_prefix="factcheck-serve")

    @property
    def waiting(self) -> int:
        """How many texts wait."""
        return self._queue.qsize()

    def take(self, request: Request) -> asyncio.Future[Outcome]:
        """What will be the outcome; cancel it when nobody waits for it any more.

        Raises BusyError when every place is taken.
        """
        one = _Waiting(request, asyncio.get_running_loop().create_future())
        try:
            self._queue.put_nowait(one)
        except asyncio.QueueFull:
            raise BusyError(f"{self.waiting} texts are waiting already; send it again in a few seconds") from None
        return one.answer

    async def take_in_turn(self, request: Request) -> asyncio.Future[Outcome]:
        """Like ``take``, but waits until there is a place."""
        one = _Waiting(request, asyncio.get_running_loop().create_future())
        await self._queue.put(one)
        return one.answer

    async def run(self) -> None:
        """Read texts until cancelled."""
        await asyncio.gather(*(self._run(reader) for reader in self._readers))

    async def warm(self, requests: Sequence[Request]) -> list[Outcome]:
        """Have each reader read some requests, all of them at once; the outcomes of all."""
        found = await asyncio.gather(*(self._outcomes(reader, requests) for reader in self._readers))
        return [outcome for outcomes in found for outcome in outcomes]

    def close(self) -> None:
        """Take no more work; what is being read is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self, reader: Read) -> None:
        while True:
            batch = await self._next()
            outcomes = await self._outcomes(reader, [one.request for one in batch])
            for one, outcome in zip(batch, outcomes, strict=True):
                if not one.answer.done():  # Or else whoever asked has given up.
                    one.answer.set_result(outcome)

    async def _outcomes(self, reader: Read, requests: Sequence[Request]) -> Sequence[Outcome]:
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._threads, reader, requests)
        except Exception as error:  # A damaged model: every text would meet it.
            return [error] * len(requests)
        if not isinstance(found, WorkerError):
            return found
        if len(requests) == 1:
            return [LostError("the process that read this text died; another has taken its place: send it again")]
        # One of them may have brought the process down: each alone, and only that one is lost.
        return [outcome for one in requests for outcome in await self._outcomes(reader, [one])]

    async def _next(self) -> list[_Waiting]:
        """The texts that wait, as many as are read at a time; none that is not asked for any more."""
        batch = [await self._wanted()]
        # The others that read have their share of what waits.
        most = min(BATCH_SIZE, 1 + self.waiting // len(self._readers))
        size = length(batch[0].request)
        while len(batch) < most and size < BATCH_CHARACTERS and not self._queue.empty():
            one = self._queue.get_nowait()
            if not one.answer.done():
                batch.append(one)
                size += length(one.request)
        return batch

    async def _wanted(self) -> _Waiting:
        while True:
            one = await self._queue.get()
            if not one.answer.done():
                return one
