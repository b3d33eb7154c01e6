"""Many texts over one connection: a line in, a line out, in order, both at the same time."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from factcheck.corpus.many import BATCH_SIZE, Failure

Answer = Callable[[bytes | None], Awaitable[dict[str, object]]]


class Duplex(StreamingResponse):
    """A response that is sent while the request is still read, by its own iterator and by nobody else."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send; Starlette's own listens for the end of the connection, and would swallow parts of the request."""
        await self.stream_response(send)


async def lines(chunks: AsyncIterator[bytes], longest: int) -> AsyncIterator[bytes | None]:
    """The lines in a stream of bytes, without those that are empty; None for one with more than ``longest`` bytes."""
    rest, skipping = b"", False
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            if skipping or len(line) > longest:
                yield None
            elif line.strip():
                yield line
            skipping = False
        if len(rest) > longest:
            rest, skipping = b"", True
    if skipping or len(rest) > longest:
        yield None
    elif rest.strip():
        yield rest


async def answers(given: AsyncIterator[bytes | None], answer: Answer) -> AsyncIterator[bytes]:
    """The answer to each line, in order, as soon as it is there; a few lines are read ahead, never more.

    A line whose answer raises becomes a failure with its number, and the rest goes on.
    """
    under_way: asyncio.Queue[asyncio.Task[dict[str, object]] | None] = asyncio.Queue(BATCH_SIZE)

    async def read() -> None:
        try:
            async for line in given:
                await under_way.put(asyncio.ensure_future(answer(line)))
        finally:
            await under_way.put(None)

    reader = asyncio.ensure_future(read())
    number = 0
    try:
        while (task := await under_way.get()) is not None:
            try:
                told = await task
            except Exception as error:
                told = {**Failure(number, error).to_dict()}
            number += 1
            yield json.dumps(told, ensure_ascii=False).encode() + b"\n"
        await reader
    finally:
        reader.cancel()
        while not under_way.empty():
            if (task := under_way.get_nowait()) is not None:
                task.cancel()
