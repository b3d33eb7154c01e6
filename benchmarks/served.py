"""A ``factcheck serve`` to be measured or tested: started at a free port of this machine, and stopped afterwards."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from attrs import frozen

ROOT = Path(__file__).parent.parent
#: How long it may take to start or to end, in seconds.
PATIENCE = 180


@frozen
class Server:
    """A running ``factcheck serve``."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def workers(self) -> list[int]:
        """The ids of the worker processes, in the order in which they started."""
        return [int(found) for found in re.findall(r"Started worker process \[(\d+)\]", self.log.read_text("utf-8"))]


@contextmanager
def serving(
    log: Path, *options: str, settings: str = "", work: str | None = None, root: Path = ROOT
) -> Iterator[Server]:
    """A server at a free port of this machine, stopped afterwards.

    Args:
        log: where its output goes.
        options: for ``factcheck serve``; used where no ``work`` is given.
        settings: keywords of ``Settings``, as Python writes them; used with ``work``.
        work: what stands in for the models: a module and its function, ``tests.serving.echo``.
        root: where the package lies.
    """
    command = [sys.executable, "-m", "factcheck", "serve", "--port", "0", *options]
    if work:
        module, _, function = work.rpartition(".")
        program = f"""
from factcheck.serve import Settings
from factcheck.serve.running import run
from {module} import {function}
if __name__ == "__main__":
    run(Settings(port=0, {settings}), {function})
"""
        # Worker processes import the main module again, so it must be a file.
        script = log.with_suffix(".py")
        script.write_text(program, encoding="utf-8")
        command = [sys.executable, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=root)
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
