"""Kill a corpus job (-9, workers and all) again and again, let it go on, and compare the bytes.

python -m fuzz.kill [moments] [documents]
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.corpora import contents, write_corpus

_ROOT = Path(__file__).parent.parent
# So many documents make a shard.
_SHARD = 10


def start(source: Path, target: Path, format: str) -> subprocess.Popen[bytes]:
    """A corpus job that needs no models, in a group of processes of its own."""
    options = ["--work", "tests.corpora:stub", "-q", "-j", "2", "--batch-size", "2"]
    command = [sys.executable, "-m", "factcheck", "corpus", str(source), str(target), *options]
    return subprocess.Popen(
        [*command, "--to", format, "--shard-size", str(_SHARD)],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
    )


def shards(target: Path) -> int:
    """How many shards of a job are finished."""
    return len([path for path in target.glob("part-*") if path.suffix != ".unfinished"])


def interrupt(process: subprocess.Popen[bytes], target: Path, more: int, delay: float, by: signal.Signals) -> bool:
    """Send a signal to a job and its workers when it has so many more shards, and some seconds later.

    Whether it was still at work then.
    """
    wanted = shards(target) + more
    while shards(target) < wanted and process.poll() is None:
        time.sleep(0.005)
    time.sleep(delay)
    if process.poll() is not None:
        return False
    os.killpg(process.pid, by)
    process.wait(120)
    return True


def main(moments: int = 100, documents: int = 400) -> None:
    """Kill jobs of each format so often in all and say how many kills met finished shards; a loss is an AssertionError.

    A job is killed until it comes to its end between two kills; then another begins.
    """
    chance = random.Random(1)
    for format in ("jsonl", "parquet"):
        with TemporaryDirectory() as place:
            folder = Path(place)
            write_corpus(folder / "in", documents)
            assert start(folder / "in", folder / "whole", format).wait() == 3  # some documents are bad
            whole = contents(folder / "whole")
            met = behind = jobs = 0
            while met < moments // 2:
                jobs += 1
                target = folder / f"job{jobs}"
                while True:
                    process = start(folder / "in", target, format)
                    # Now and then before the first shard of a run, even while it starts.
                    more = chance.choice((0, 1, 1, 2, 3, 5))
                    delay = chance.uniform(0, 0.1 if more else 2)
                    if met == moments // 2 or not interrupt(process, target, more, delay, signal.SIGKILL):
                        break
                    met += 1
                    behind += shards(target) > 0
                    if met % 10 == 0:
                        print(f"{format}: {met} kills, {behind} with finished shards, {jobs} jobs", flush=True)
                assert process.wait() == 3
                assert contents(target) == whole
            print(f"{format}: {met} kills, {behind} with finished shards, {jobs} jobs of {documents}: same bytes")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
