"""The same corpus on Ray: a local cluster of two workers gives the same bytes, also when one is killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck.corpus import Job, run
from factcheck.corpus.many import Outcome, Request
from factcheck.corpus.task import Task
from tests.corpora import contents, stub, write_corpus

ray: Any = pytest.importorskip("ray", reason="the extra ray is not installed")
# Ray leaves sockets to the garbage collector, and warns of its own options to come.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::FutureWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    here = str(Path(__file__).parents[2])
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": {"PYTHONPATH": here}})
    yield
    ray.shutdown()


def test_the_same_bytes(cluster: None, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 300)
    jobs = {
        engine: Job(
            tmp_path / "in", tmp_path / engine, task=Task(work=stub), shard_size=70, engine=engine, processes=processes
        )
        for engine, processes in (("local", 1), ("ray", 2))
    }
    for job in jobs.values():
        run(job)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


def slow(requests: list[Request]) -> list[Outcome]:
    """Work that says which process does it, and takes its time."""
    with open(os.environ["FACTCHECK_TEST_PIDS"], "a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(0.1)
    return stub(requests)


def test_a_worker_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    pids.touch()
    here = str(Path(__file__).parents[2])
    environment = {"PYTHONPATH": here, "FACTCHECK_TEST_PIDS": str(pids)}
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False, runtime_env={"env_vars": environment})
    killed: list[int] = []

    def kill_one() -> None:
        while len(found := set(pids.read_text().split())) < 2:
            time.sleep(0.05)
        killed.append(int(min(found)))
        os.kill(killed[0], signal.SIGKILL)

    try:
        write_corpus(tmp_path / "in", 600)
        run(Job(tmp_path / "in", tmp_path / "local", task=Task(work=stub), shard_size=100))
        threading.Thread(target=kill_one, daemon=True).start()
        job = Job(tmp_path / "in", tmp_path / "ray", task=Task(work=slow), shard_size=100, engine="ray", processes=2)
        run(job)
    finally:
        ray.shutdown()
    assert killed
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")
