"""A server process for the tests, and what stands in for the models where only the service is tested."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from attrs import frozen

from factcheck.errors import TextError
from factcheck.many import Outcome, Request
from factcheck.report import Claim, Flag, Kind, Report

ROOT = Path(__file__).parent.parent
#: How long a test waits for a process to start or end before it fails.
PATIENCE = 180


def echo(requests: Sequence[Request]) -> list[Outcome]:
    """One claim for each text, all of it, after a moment for the batch; texts may ask for worse.

    ``sleep 0.2`` takes so long, ``die`` kills the process, ``burst`` raises an error that is not ours.
    """
    time.sleep(0.005)
    return [_echo(request) for request in requests]


def _echo(request: Request) -> Outcome:
    word, _, rest = request.text.partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "burst":
        return ValueError(f"never to be seen: {request.text}")
    if word == "bad":
        return TextError("a bad text")
    claim = Claim("c1", request.text, ((0, len(request.text)),), Kind.NARRATOR, flags=(Flag.UNSOURCED,))
    return Report(request.text, request.language or "en", (claim,), ())


@frozen
class Server:
    """A running ``factcheck serve``."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def workers(self) -> list[int]:
        """The ids of the worker processes, in the order in which they started."""
        return [int(found) for found in re.findall(r"Started server process \[(\d+)\]", self.log.read_text("utf-8"))]


@contextmanager
def serving(log: Path, *options: str, settings: str = "", work: str | None = None) -> Iterator[Server]:
    """A server at a free port of this machine, stopped afterwards.

    Args:
        log: where its output goes.
        options: for ``factcheck serve``; used where no ``work`` is given.
        settings: keywords of ``Settings``, as Python writes them; used with ``work``.
        work: the name of a function of this module that stands in for the models.
    """
    command = [sys.executable, "-m", "factcheck", "serve", "--port", "0", *options]
    if work:
        program = f"""
from factcheck.serve import Settings
from factcheck.serve.running import run
from tests.serving import {work}
if __name__ == "__main__":
    run(Settings(port=0, {settings}), {work})
"""
        # Worker processes import the main module again, so it must be a file.
        script = log.with_suffix(".py")
        script.write_text(program, encoding="utf-8")
        command = [sys.executable, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=ROOT)
    try:
        yield Server(process, _ready(process, log), log)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address of a server, once it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"running on (http://[\w.:]+)", log.read_text("utf-8")):
            try:
                if httpx.get(f"{found[1]}/health", trust_env=False).is_success:
                    return found[1]
            except httpx.TransportError:
                pass
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text('utf-8')}")
