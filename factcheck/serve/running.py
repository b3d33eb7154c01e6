"""The processes: uvicorn's supervisor, which starts again what dies."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import cast

from uvicorn.config import STARTUP_FAILURE, Config
from uvicorn.supervisors import Multiprocess

from factcheck.many import attribute_batch
from factcheck.serve.app import create
from factcheck.serve.batching import Work
from factcheck.serve.settings import Settings

# What a browser must not do with anything that comes from here; the pages have a policy of their own besides.
_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
]
#: Seconds that are left to requests under way when the server is told to stop.
_GRACE = 30
#: Seconds without a sign of life after which a worker is replaced: reading long texts is none of the reasons.
_PATIENCE = 20


def run(settings: Settings, work: Work = attribute_batch) -> bool:
    """Serve until told to stop (SIGINT, SIGTERM). Requests under way are answered first.

    Args:
        settings: where, with how many processes, and what is refused.
        work: what makes a batch of requests into outcomes; a function that can be pickled.

    Returns:
        Whether it could start: False when a worker ended before it was ready, as the log says.
    """
    if settings.processes > 1:
        # Before torch is imported: workers that each use every core stand in each other's way.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("MKL_NUM_THREADS", "1")
    config = Config(
        partial(create, settings, work),
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.processes,
        headers=_HEADERS,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        timeout_worker_healthcheck=_PATIENCE,
    )
    with closing(config.bind_socket()) as shared:
        # One worker is supervised too: it may run out of memory like any other.
        supervisor = Multiprocess(config, sockets=[shared])
        if settings.processes > 1 and sys.platform == "linux":
            # From a socket that they share, whoever wakes first takes every connection that waits.
            config.port = shared.getsockname()[1]
            shared.close()
            supervisor.sockets = [cast(socket.socket, _Own(shared.family, (settings.host, config.port)))]
        supervisor.run()
    return all(process.exitcode != STARTUP_FAILURE for process in supervisor.processes)


class _Own:
    """Sent to a worker, a listening socket of the worker's own; the kernel spreads connections over all of them."""

    def __init__(self, family: int, address: tuple[str, int]) -> None:
        self._family, self._address = family, address

    def __reduce__(self) -> tuple[Callable[[int, tuple[str, int]], socket.socket], tuple[int, tuple[str, int]]]:
        return _bound, (self._family, self._address)


def _bound(family: int, address: tuple[str, int]) -> socket.socket:
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(address)
    return made
