"""The process that answers, under uvicorn's supervisor, which starts it again should it die."""

from contextlib import closing
from functools import partial

from uvicorn.config import STARTUP_FAILURE, Config
from uvicorn.supervisors import Multiprocess

from factcheck.corpus.many import attribute_batch
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
#: Seconds without a sign of life after which what answers is replaced; it reads no texts itself.
_PATIENCE = 20


def run(settings: Settings, work: Work = attribute_batch) -> bool:
    """Serve until told to stop (SIGINT, SIGTERM). Requests under way are answered first.

    Args:
        settings: where, with how many processes, and what is refused.
        work: what makes a batch of requests into outcomes; a function that can be pickled.

    Returns:
        Whether it could start: False when a worker ended before it was ready, as the log says.
    """
    config = Config(
        partial(create, settings, work, apart=True),
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=1,
        headers=_HEADERS,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        timeout_worker_healthcheck=_PATIENCE,
    )
    with closing(config.bind_socket()) as bound:
        # Supervised though it is one: what answers may die like any other process.
        supervisor = Multiprocess(config, sockets=[bound])
        supervisor.run()
    return all(process.exitcode != STARTUP_FAILURE for process in supervisor.processes)
