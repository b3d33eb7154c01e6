"""The processes: uvicorn's supervisor, which starts again what dies."""

import os
from functools import partial

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
    # One worker is supervised too: it may run out of memory like any other.
    supervisor = Multiprocess(config, sockets=[config.bind_socket()])
    supervisor.run()
    return all(process.exitcode != STARTUP_FAILURE for process in supervisor.processes)
