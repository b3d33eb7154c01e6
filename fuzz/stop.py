"""Ctrl-C and forks at random moments, again and again: what was stopped goes on, what was copied does not hang.

python -m fuzz.stop job [times]      a corpus job gets Ctrl-C, goes on, and ends with the bytes of one left in peace
python -m fuzz.stop text [times]     an analysis gets Ctrl-C; the next one is right
python -m fuzz.stop fork [times]     a process forks while a thread of it analyses; the child analyses too
"""

import os
import random
import signal
import sys
import threading
import time
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import factcheck
from fuzz.kill import interrupt, shards, start
from tests.corpora import contents, write_corpus

TEXT = (
    "Mayor Ana Ruiz said that the bridge will close on Monday. “We have no choice,” she told Reuters, citing two "
    "officials. The council denied that it knew. The bridge has reportedly been unsafe for years.\n\n"
)
# How long a child may take for one short text before it counts as hung, on a busy machine.
_PATIENCE = 180


def job(times: int) -> None:
    """Corpus jobs are sent Ctrl-C, workers and all."""
    chance = random.Random(2)
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_corpus(folder / "in", 400)
        assert start(folder / "in", folder / "whole", "jsonl").wait() == 3  # some documents are bad
        met = behind = jobs = 0
        ends: set[int] = set()
        while met < times:
            jobs += 1
            target = folder / f"job{jobs}"
            while True:
                process = start(folder / "in", target, "jsonl")
                more = chance.choice((1, 1, 2, 3, 5))
                if met == times or not interrupt(process, target, more, chance.uniform(0, 0.1), signal.SIGINT):
                    break
                met += 1
                behind += shards(target) > 0
                ends.add(process.returncode)
                assert not list(target.glob("*.unfinished"))
            assert process.wait() == 3
            assert contents(target) == contents(folder / "whole")
        print(f"job: {met} Ctrl-C, {behind} with finished shards, {jobs} jobs: same bytes; exits {sorted(ends)}")


def text(times: int) -> None:
    """Analyses are sent Ctrl-C."""
    chance = random.Random(3)
    whole = factcheck.attribute_claims(TEXT * 3, "en")
    began = time.monotonic()
    assert factcheck.attribute_claims(TEXT * 3, "en") == whole
    took = time.monotonic() - began
    met = 0
    for _ in range(times):
        timer = threading.Timer(chance.uniform(0, took), os.kill, (os.getpid(), signal.SIGINT))
        try:
            timer.start()
            factcheck.attribute_claims(TEXT * 3, "en")
            timer.join()
            # Python itself looks for signals between two steps only.
            time.sleep(0.1)
        except KeyboardInterrupt:
            met += 1
        assert factcheck.attribute_claims(TEXT * 3, "en") == whole
    print(f"text: {times} Ctrl-C, {met} of them amid an analysis: every next report the same")


def fork(times: int) -> None:
    """A process forks while another of its threads analyses without end."""
    chance = random.Random(4)
    # Python warns of what is done here on purpose.
    warnings.simplefilter("ignore", DeprecationWarning)
    whole = factcheck.attribute_claims(TEXT, "en")
    done = threading.Event()

    def analyse() -> None:
        while not done.is_set():
            factcheck.attribute_claims(TEXT * 3, "en")

    thread = threading.Thread(target=analyse)
    thread.start()
    outcomes = {"the same report": 0, "a refusal": 0, "another report": 0, "hung": 0}
    try:
        for _ in range(times):
            time.sleep(chance.uniform(0, 0.5))
            child = os.fork()
            if child == 0:
                try:
                    os._exit(0 if factcheck.attribute_claims(TEXT, "en") == whole else 2)
                except factcheck.FactcheckError:
                    os._exit(1)
            outcomes[_outcome(child)] += 1
            if sum(outcomes.values()) % 10 == 0:
                print(outcomes, flush=True)
    finally:
        done.set()
        thread.join()
    print(f"fork: {times} children: " + ", ".join(f"{number} {what}" for what, number in outcomes.items()))


def _outcome(child: int) -> str:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return {0: "the same report", 1: "a refusal"}.get(os.waitstatus_to_exitcode(status), "another report")
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "hung"


if __name__ == "__main__":
    {"job": job, "text": text, "fork": fork}[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 50)
