"""Texts that wait at the same time are analysed together, by the one thread of this process that has the models."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from attrs import frozen

from factcheck.errors import FactcheckError
from factcheck.many import BATCH_CHARACTERS, BATCH_SIZE, Outcome, Request, length

Work = Callable[[Sequence[Request]], list[Outcome]]


class BusyError(FactcheckError):
    """So many texts wait already that no more are taken."""


@frozen
class _Waiting:
    request: Request
    answer: asyncio.Future[Outcome]


class Batcher:
    """A queue of texts and the thread that reads them.

    Whatever has come in while one batch was read is the next batch: alone, a text waits for nothing.

    Args:
        work: what makes a batch of requests into as many outcomes; it runs in one thread, never twice at a time.
        places: how many may wait.
    """

    def __init__(self, work: Work, places: int) -> None:
        self._work = work
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue(places)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="factcheck-serve")

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
        while True:
            batch = await self._next()
            for one, outcome in zip(batch, await self._outcomes(batch), strict=True):
                if not one.answer.done():  # Or else whoever asked has given up.
                    one.answer.set_result(outcome)

    async def call(self, requests: Sequence[Request]) -> list[Outcome]:
        """The outcomes of some requests, by the thread that has the models."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._work, requests)

    def close(self) -> None:
        """Take no more work; what is being read is not waited for."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _outcomes(self, batch: Sequence[_Waiting]) -> Sequence[Outcome]:
        try:
            return await self.call([one.request for one in batch])
        except Exception as error:  # A damaged model: every text would meet it.
            return [error] * len(batch)

    async def _next(self) -> list[_Waiting]:
        """The texts that wait, as many as are read at a time; none that is not asked for any more."""
        batch: list[_Waiting] = []
        size = 0
        while not batch or (len(batch) < BATCH_SIZE and size < BATCH_CHARACTERS and not self._queue.empty()):
            one = await self._queue.get()
            if not one.answer.done():
                batch.append(one)
                size += length(one.request)
        return batch
