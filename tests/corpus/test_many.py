"""Many texts at once: order, batches, processes, threads, errors, and a clean end."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck import Failure, LanguageError, Report, TextError, attribute_many
from factcheck.common.workers import WorkerError, ordered
from factcheck.corpus.many import Outcome, Request, length, outcomes

NAMES = ("Paul Durand", "Ana Ruiz", "Léa Petit", "Tom Hall", "Nora Weiss")
FRENCH = (
    "Le maire {} a déclaré que la gare fermera lundi.",
    "« Nous n'avons rien décidé », a répondu {}. « Le conseil votera en mai. »",
    "Selon {}, le pont serait fermé. Il pleut sur la vallée depuis trois jours.",
    "La préfecture dément. {} craint que les travaux ne durent un an.",
)
ENGLISH = (
    "Mayor {} said the bridge will close on Monday.",
    '"We have decided nothing," {} told reporters. "The council votes in May."',
    "According to {}, the river is rising. It has rained for three days.",
    "The council reportedly met {} on Sunday, and the harbour stays shut.",
)
GERMAN = (
    "Der Bürgermeister hat am Montag erklärt, dass die Brücke über den Fluss wegen des Hochwassers gesperrt "
    "bleibt. Die Feuerwehr rechnet damit, dass der Regen noch mehrere Tage andauern wird, und bittet die "
    "Einwohner der Stadt, ihre Keller zu räumen und auf weitere Hinweise zu achten."
)


def texts(number: int, seed: int = 0) -> list[str]:
    """Small articles of one to five paragraphs, in both languages."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        sentences = chance.choice((FRENCH, ENGLISH))
        made.append(
            "\n".join(chance.choice(sentences).format(chance.choice(NAMES)) for _ in range(chance.randint(1, 5)))
        )
    return made


def test_lazy_and_in_order() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for number in count():
            taken += 1
            yield f"Mayor Ana Ruiz said that bus {number} is late."

    reports = attribute_many(endless(), "en", batch_size=4)
    assert taken == 0
    first = list(islice(reports, 3))
    assert [report.text[29:-9] for report in first] == ["0", "1", "2"]
    assert taken == 4


def test_the_first_error_is_raised() -> None:
    with pytest.raises(TextError):
        list(attribute_many(["It rains on the town.", 7]))  # type: ignore[list-item]


def test_bad_texts_are_recorded_in_their_places() -> None:
    given: Any = ["It rains.", None, GERMAN, b"x", "", "\ud800\0"]
    result = list(attribute_many(given, on_error="record"))
    assert [type(item) for item in result] == [Report, Failure, Failure, Failure, Report, Report]
    german = result[2]
    assert isinstance(german, Failure)
    assert german.index == 2
    assert isinstance(german.error, LanguageError)
    assert german.to_dict()["error"] == "LanguageError"


def test_a_function_decides_about_bad_texts() -> None:
    given: Any = ["It rains.", None]
    assert list(attribute_many(given, on_error=lambda failure: failure.index))[1] == 1


@pytest.mark.parametrize(
    "wrong",
    [{"on_error": "ignore"}, {"batch_size": 0}, {"processes": 0}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_wrong_options_are_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        attribute_many([], **wrong)


def test_progress_counts_every_text() -> None:
    seen: list[int] = []
    given: Any = ["It rains.", None, "It snows."]
    list(attribute_many(given, "en", on_error="record", progress=seen.append))
    assert seen == [1, 2, 3]


def test_the_same_reports_whatever_the_batches_the_order_and_the_threads() -> None:
    given = texts(16)
    alone = [factcheck.attribute_claims(text) for text in given]
    for batch_size in (2, 7, 16):
        assert list(attribute_many(given, batch_size=batch_size)) == alone
    order = list(range(len(given)))
    random.Random(1).shuffle(order)
    shuffled = list(attribute_many([given[n] for n in order]))
    assert shuffled == [alone[n] for n in order]
    # Every thread in its own order, so that they meet over different texts.
    with ThreadPoolExecutor(8) as pool:
        parts = pool.map(lambda seed: _in_random_order(given, seed), range(8))
    assert all(part == alone for part in parts)


def _in_random_order(given: Sequence[str], seed: int) -> list[Report]:
    order = list(range(len(given)))
    random.Random(seed).shuffle(order)
    made = {n: factcheck.attribute_claims(given[n]) for n in order}
    return [made[n] for n in range(len(given))]


@pytest.mark.slow
def test_the_same_reports_from_several_processes() -> None:
    given: list[Any] = [*texts(30), None, *texts(10, seed=5)]
    alone = list(attribute_many(given, on_error="record"))
    spread = list(attribute_many(given, on_error="record", processes=2, batch_size=3))
    assert [str(item) for item in spread] == [str(item) for item in alone]


def upper(job: str) -> str:
    """Work for a worker: quick, and deadly on one word."""
    if job == "die":
        os._exit(9)
    if job == "raise":
        raise ValueError(job)
    time.sleep(0.001 * len(job))
    return job.upper()


def test_workers_keep_the_order_and_outlive_a_death() -> None:
    jobs = ["long" * 20, "a", "die", "b", "c", "die", "d"]
    results = [result for _, result in ordered(upper, jobs, 2)]
    assert [str(r)[:1] for r in results if not isinstance(r, WorkerError)] == ["L", "A", "B", "C", "D"]
    assert [type(r) for r in results].count(WorkerError) == 2


def test_what_the_work_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="raise"):
        list(ordered(upper, ["a", "raise", "b"], 2))


def stub(requests: Sequence[Request]) -> list[Outcome]:
    """Reports without models; a deadly text brings the process down."""
    if any(request.text == "die" for request in requests):
        os._exit(9)
    return [Report(request.text, "en", (), ()) for request in requests]


def test_a_text_that_kills_its_worker_is_the_only_one_lost() -> None:
    given = [Request(text) for text in ("a", "b", "die", "c", "d", "e")]
    result = [item for _, item in outcomes(given, stub, length, batch_size=4, processes=2)]
    assert [isinstance(item, Exception) for item in result] == [False, False, True, False, False, False]


def test_closing_early_ends_the_workers() -> None:
    found = outcomes((Request(str(n)) for n in count()), stub, length, batch_size=2, processes=2)
    next(found)
    children = _children()
    assert len(children) >= 2
    found.close()
    assert not children & _children()


def _children() -> set[int]:
    folder = Path("/proc/self/task")
    if not folder.exists():
        pytest.skip("needs /proc")
    return {int(child) for task in folder.iterdir() for child in (task / "children").read_text().split()} - _trackers()


def _trackers() -> set[int]:
    """The resource tracker of multiprocessing stays, by design."""
    from multiprocessing import resource_tracker

    tracker = resource_tracker._resource_tracker
    return {pid} if (pid := getattr(tracker, "_pid", None)) else set()


_INTERRUPTED = """
import os, signal, threading
from itertools import count
from tests.corpus.test_many import stub
from factcheck.corpus.many import Request, length, outcomes
if __name__ == "__main__":
    found = outcomes((Request(str(n)) for n in count()), stub, length, batch_size=2, processes=2)
    try:
        for n, _ in enumerate(found):
            if n == 50:
                os.killpg(0, signal.SIGINT)
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    script = tmp_path / "job.py"
    script.write_text(_INTERRUPTED)
    done = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.stdout, done.stderr, done.returncode) == ("interrupted\n", "", 0)


_UNGUARDED = """
from factcheck import attribute_many
list(attribute_many(["It rains."], "en", processes=2))
"""


def test_a_script_without_its_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "job.py"
    script.write_text(_UNGUARDED)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert "if __name__ == '__main__'" in done.stderr
