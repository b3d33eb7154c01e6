"""What stands in for the models where only the service is tested."""

import os
import signal
import time
from collections.abc import Sequence

from factcheck.corpus.many import Outcome, Request
from factcheck.errors import TextError
from factcheck.report import Claim, Flag, Kind, Report


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
