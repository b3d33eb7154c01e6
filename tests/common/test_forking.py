"""Many threads that ask at once, and children made by ``fork`` while other threads are at work."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck import pipeline
from factcheck.attribution import reader
from factcheck.attribution.network import Network
from factcheck.attribution.storage import load_network
from factcheck.common.forking import once
from factcheck.pipeline import Setup
from factcheck.syntax import Parser

ROOT = Path(__file__).parents[2]
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def asked(threads: int, work: object) -> list[object]:
    """What a function gives to so many threads that ask at one moment."""
    ready = threading.Barrier(threads)

    def ask(_: int) -> object:
        ready.wait()
        return work()  # type: ignore[operator]

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(ask, range(threads)))


def test_eight_threads_that_ask_first_make_it_once() -> None:
    calls: list[int] = []

    @once
    def make(number: int) -> object:
        calls.append(number)
        time.sleep(0.05)
        return object()

    made = asked(8, lambda: make(1))
    assert calls == [1]
    assert len(set(map(id, made))) == 1
    assert make(2) is not made[0]
    assert make(1) is made[0]


def test_what_is_made_for_another_is_not_waited_for() -> None:
    go = threading.Event()

    @once
    def make(number: int) -> int:
        if number == 1:
            assert go.wait(60)
        return number

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(make, 1)
        assert make(2) == 2
        go.set()
        assert slow.result() == 1


def test_a_failure_is_not_kept() -> None:
    left = [ValueError("once only")]

    @once
    def make() -> int:
        if left:
            raise left.pop()
        return 7

    with pytest.raises(ValueError, match="once only"):
        make()
    assert make() == 7


def test_eight_threads_that_ask_first_load_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "reader"
    mine.symlink_to(reader.SHIPPED, target_is_directory=True)
    loaded: list[str] = []

    def network(path: Path) -> Network:
        loaded.append("reader")
        return load_network(path)

    def parser(language: str, *_: object) -> Parser:
        loaded.append(language)
        time.sleep(0.05)
        return lambda texts, progress=None: []

    monkeypatch.setattr(pipeline, "load_parser", parser)
    monkeypatch.setattr(reader, "load_network", network)
    # Two setups over one parser and one reader.
    setups = [Setup(models=str(tmp_path), model=str(mine), min_confidence=least) for least in (0.25, 0.75)]
    made = asked(8, lambda: [pipeline.load_as("en", setup) for setup in setups])
    assert sorted(loaded) == ["en", "reader"]
    assert all(one[0] is made[0][0] and one[1] is made[0][1] for one in made)  # type: ignore[index]


def script(code: str, seconds: int, **environment: str) -> str:
    """What a Python program says; it may not take longer."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED + code],
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# A child that does not end by itself is killed.
FORKED = """
import os, signal, sys, threading, time

def forked(work, seconds):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            print(work(), flush=True)
            code = 0
        finally:
            os._exit(code)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0, status
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("the child hangs", file=sys.stderr, flush=True)
    os._exit(1)
"""


@forks
def test_a_child_finds_every_lock_free() -> None:
    code = """
from factcheck.common.forking import Lock
lock, held, go = Lock(), threading.Event(), threading.Event()

def hold():
    with lock:
        held.set()
        go.wait()

threading.Thread(target=hold).start()
held.wait()

def work():
    with lock:
        return "free"

forked(work, 30)
go.set()
"""
    assert script(code, 60) == "free\n"


@forks
def test_a_child_collects_what_nobody_needs() -> None:
    code = """
import gc
from factcheck.syntax.fast.loading import nothing_collected
held, go = threading.Event(), threading.Event()

def hold():
    with nothing_collected():
        held.set()
        go.wait()

thread = threading.Thread(target=hold)
thread.start()
held.wait()
print(gc.isenabled(), flush=True)
forked(gc.isenabled, 30)
go.set()
thread.join()
print(gc.isenabled(), flush=True)
with nothing_collected():
    forked(gc.isenabled, 30)
"""
    # The last child was forked by the thread itself, which comes to the end in the child too.
    assert script(code, 60) == "False\nTrue\nTrue\nFalse\n"


@forks
def test_a_child_born_while_another_thread_loads_is_refused_what_is_not_loaded() -> None:
    code = """
from factcheck import ModelError
from factcheck.common.forking import once
begun, go = threading.Event(), threading.Event()

@once
def load(language):
    if language == "fr":
        begun.set()
        go.wait()
    return language

load("en")
threading.Thread(target=load, args=("fr",)).start()
begun.wait()

def work():
    found = [load("en")]
    for language in ("fr", "de"):
        try:
            found.append(load(language))
        except ModelError as error:
            found.append("load before you fork" in str(error))
    return found

forked(work, 30)
go.set()
print(load("fr"), load("de"))
"""
    assert script(code, 60) == "['en', True, True]\nfr de\n"


@pytest.mark.slow
@forks
def test_a_child_born_while_another_thread_reads_does_not_hang() -> None:
    code = """
import factcheck
# Long enough for torch to compute on two threads, of which a child has but one.
text = "\\n\\n".join(["Mayor Ana Ruiz said the bridge over the river will close on Monday. " * 4] * 6)
attributor = factcheck.load("en")
alone = attributor(text).to_json()
over = threading.Event()

def read():
    while not over.is_set():
        attributor(text)

reading = threading.Thread(target=read)
reading.start()
for number in range(4):
    time.sleep(0.1 * number)
    forked(lambda: factcheck.attribute_claims(text, "en").to_json() == alone, 240)
over.set()
"""
    assert script(code, 1800, OMP_NUM_THREADS="2", MKL_NUM_THREADS="2") == "True\n" * 4


@forks
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="cached properties have no lock any more")
def test_what_a_thread_was_working_out_is_worked_out_anew() -> None:
    code = """
import factcheck.provenance.stages
from factcheck.common.forking import _cached_properties
held = [each.lock for each in _cached_properties()]
assert len(held) > 5
ready = threading.Event()

def hold():
    for lock in held:
        lock.acquire()
    ready.set()
    time.sleep(600)

threading.Thread(target=hold, daemon=True).start()
ready.wait()
forked(lambda: all(each.lock.acquire(timeout=1) for each in _cached_properties()), 60)
"""
    assert script(code, 300).split() == ["True"]
