"""A corpus to shards: what is read, what is written, and what a sudden end leaves behind."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from factcheck.cli import cli
from factcheck.corpus import Job, Row, arrow, job, read, run
from factcheck.corpus.entries import Columns, Entry, count, entries
from factcheck.corpus.job import CorpusError, Task
from factcheck.errors import DataError
from factcheck.report import Report
from tests.corpora import contents, stub, write_corpus

FORMATS = ("jsonl", "parquet")


def stubbed(source: Path, target: Path, **options: Any) -> Job:
    return Job(source, target, task=Task(work=stub), **{"shard_size": 7, **options})


def test_every_kind_of_input_is_read(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": "Rain.", "lang": "en"}, {"id": None, "text": "Pluie.", "lang": ""}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n[]\nnonsense\n")
    (tmp_path / "b.csv").write_bytes("\ufeffid,text,lang\n1,Rain.,en\n,Pluie.,\n".encode())
    (tmp_path / "c.tsv").write_text("id\ttext\tlang\n1\tRain.\ten\n")
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "d.parquet")
    (tmp_path / "e.jsonl.gz").write_bytes(gzip.compress(b'{"id": 7, "text": "Rain."}'))
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "g.txt").write_text("Rain.")
    (tmp_path / "h.parquet").write_text("no Parquet at all")
    (tmp_path / "i.jpg").write_bytes(b"")
    found = list(entries(tmp_path, Columns(language="lang")))
    assert [(entry.id, entry.loaded().text, entry.language) for entry in found if not entry.error] == [
        ("1", "Rain.", "en"),
        ("a.jsonl:2", "Pluie.", None),
        ("1", "Rain.", "en"),
        ("b.csv:2", "Pluie.", None),
        ("1", "Rain.", "en"),
        ("1", "Rain.", "en"),
        ("d.parquet:2", "Pluie.", None),
        ("7", "Rain.", None),
        ("f/g.txt", "Rain.", None),
    ]
    assert [entry.id for entry in found if entry.error] == ["a.jsonl:3", "a.jsonl:4", "h.parquet"]
    assert count(tmp_path) == len(found)
    assert [entry.text for entry in entries(tmp_path / "c.tsv", Columns())] == ["Rain."]


@pytest.mark.parametrize("row", ['{"body": "Rain."}', '{"text": 7}', "[" * 100_000])
def test_a_row_without_a_text_is_an_error_of_its_own(row: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(row + '\n{"text": "Rain."}\n')
    first, second = entries(tmp_path, Columns())
    assert first.error
    assert second.text == "Rain."


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    with pytest.raises(DataError, match="suffixes"):
        list(entries(tmp_path / "a.jpg", Columns()))


@pytest.mark.parametrize("format", FORMATS)
def test_every_document_is_there_once_and_in_order(format: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 60)
    seen: list[int] = []
    counts = run(stubbed(tmp_path / "in", tmp_path / "out", format=format), seen.append)
    rows = list(read(tmp_path / "out"))
    given = list(entries(tmp_path / "in", Columns()))
    assert [row.index for row in rows] == list(range(60))
    assert [row.id for row in rows] == [entry.id for entry in given]
    assert [row.report.text for row in rows if row.report] == [
        entry.loaded().text for entry, row in zip(given, rows, strict=True) if row.report
    ]
    assert seen == list(range(61))
    manifest = json.loads((tmp_path / "out" / job.MANIFEST).read_text())
    assert manifest["complete"]
    assert (manifest["documents"], manifest["errors"]) == (60, sum(row.error is not None for row in rows))
    assert (counts.documents, counts.resumed) == (60, 0)


def test_both_formats_hold_the_same(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 30)
    for format in FORMATS:
        run(stubbed(tmp_path / "in", tmp_path / format, format=format))
    assert list(read(tmp_path / "jsonl")) == list(read(tmp_path / "parquet"))


def test_the_bytes_depend_on_the_documents_only(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 40)
    options: list[dict[str, Any]] = [{}, {"batch_size": 3}, {"processes": 2, "batch_size": 5}]
    for number, option in enumerate(options):
        run(stubbed(tmp_path / "in", tmp_path / str(number), **option))
    assert contents(tmp_path / "0") == contents(tmp_path / "1") == contents(tmp_path / "2")


@pytest.mark.parametrize("format", FORMATS)
def test_strange_characters_survive(format: str, tmp_path: Path) -> None:
    strange = "a\0b\ud800c\U0010ffff \u202e\u2028é"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": strange, "id": "\udfff"}))
    run(stubbed(tmp_path / "a.jsonl", tmp_path / "out", format=format))
    (row,) = read(tmp_path / "out")
    assert row.report is not None
    assert row.report.text == strange.replace("\ud800", "\ufffd")
    # Going on must find the same document.
    run(stubbed(tmp_path / "a.jsonl", tmp_path / "out", format=format))


def test_a_finished_job_is_not_done_again(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 20)
    run(stubbed(tmp_path / "in", tmp_path / "out"))
    before = contents(tmp_path / "out")
    counts = run(Job(tmp_path / "in", tmp_path / "out", shard_size=7, task=Task(work=_never)))
    assert counts.resumed == counts.documents == 20
    assert contents(tmp_path / "out") == before


def _never(requests: Any) -> Any:
    raise AssertionError("this was done already")


@pytest.mark.parametrize("lost", ["part-000001.jsonl", job.JOURNAL, "half a journal", "half a shard"])
def test_what_is_lost_is_made_again(lost: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 20)
    out = tmp_path / "out"
    run(stubbed(tmp_path / "in", out))
    before = contents(out)
    path = {"half a journal": out / job.JOURNAL, "half a shard": out / "part-000000.jsonl"}.get(lost, out / lost)
    data = path.read_bytes()
    path.unlink()
    if lost.startswith("half"):
        path.write_bytes(data[: len(data) // 2])
        if "shard" in lost:
            (out / job.JOURNAL).unlink()
    (out / "part-000002.jsonl.unfinished").write_text("rubbish")
    run(stubbed(tmp_path / "in", out))
    assert contents(out) == before


def test_another_job_is_refused(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 20)
    out = tmp_path / "out"
    run(stubbed(tmp_path / "in", out))
    with pytest.raises(CorpusError, match="shard_size"):
        run(stubbed(tmp_path / "in", out, shard_size=8))
    with pytest.raises(CorpusError, match="inside"):
        run(stubbed(tmp_path, out))
    with pytest.raises(CorpusError, match="no format"):
        run(stubbed(tmp_path / "in", out, format="xml"))
    (out / job.MANIFEST).unlink()
    with pytest.raises(CorpusError, match="no manifest"):
        run(stubbed(tmp_path / "in", out))


@pytest.mark.parametrize("change", ["more", "fewer", "others"])
def test_changed_documents_are_noticed(change: str, tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": "Rain."}) for n in range(10)]
    changed = {"more": [*lines, lines[0]], "fewer": lines[:6], "others": [lines[9], *lines[:9]]}[change]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(lines))
    run(stubbed(source, tmp_path / "out"))
    source.write_text("\n".join(changed))
    with pytest.raises(CorpusError, match="no longer gives"):
        run(stubbed(source, tmp_path / "out"))


def test_two_at_once_are_kept_apart(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 3)
    seen: list[str] = []

    def meanwhile(done: int) -> None:
        with pytest.raises(CorpusError, match="another process"):
            run(stubbed(tmp_path / "in", tmp_path / "out"))
        seen.append("refused")

    run(stubbed(tmp_path / "in", tmp_path / "out"), meanwhile)
    assert seen


def test_a_full_disk_leaves_a_job_that_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path / "in", 30)
    run(stubbed(tmp_path / "in", tmp_path / "whole"))
    real, calls = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 9:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        run(stubbed(tmp_path / "in", tmp_path / "out"))
    assert not list((tmp_path / "out").glob("*.unfinished"))
    run(stubbed(tmp_path / "in", tmp_path / "out"))
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def killed(arguments: list[str], after: float) -> bool:
    """Run the command line and kill it, workers and all, after some seconds; whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "factcheck", "corpus", *arguments],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def kill_and_resume(folder: Path, documents: int, kills: int, options: list[str], seed: int = 0) -> int:
    """Whether jobs killed at random moments end as one left in peace; how many kills met a running job.

    Each moment is tried on a fresh job, which is then let run to its end.
    """
    chance = random.Random(seed)
    source = folder / "in"
    write_corpus(source, documents)
    arguments = [str(source), "--work", "tests.corpora:stub", "-q", *options]
    began = time.monotonic()
    assert not killed([*arguments, str(folder / "whole")], 600)
    took = time.monotonic() - began
    whole = contents(folder / "whole")
    met = 0
    for number in range(kills):
        target = folder / f"killed{number}"
        met += killed([*arguments, str(target)], chance.uniform(0, took))
        assert not killed([*arguments, str(target)], 600)
        assert contents(target) == whole
        rows = list(read(target))
        assert [row.index for row in rows] == list(range(documents))
        shutil.rmtree(target)
    return met


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_killed_at_any_moment_it_goes_on(format: str, tmp_path: Path) -> None:
    options = ["--to", format, "--shard-size", "40", "-j", "2"]
    kill_and_resume(tmp_path, 300, 3, options)


@pytest.mark.slow
def test_the_real_models_killed_half_way(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(30):
        text = f"Mayor Ana Ruiz said that bus {number} is late. It has rained for {number} days."
        (tmp_path / "in" / f"{number:03}.txt").write_text(text)
    arguments = ["-q", "-l", "en", "--shard-size", "4", "--batch-size", "2", str(tmp_path / "in")]
    assert not killed([*arguments, str(tmp_path / "whole")], 600)
    target = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "factcheck", "corpus", *arguments, str(target)], start_new_session=True
    )
    while not len(list(target.glob("part-*"))) > 2:
        time.sleep(0.01)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not killed([*arguments, str(target)], 600)
    assert contents(target) == contents(tmp_path / "whole")


def test_the_command(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 12)
    arguments = ["corpus", str(tmp_path / "in"), str(tmp_path / "out"), "--work", "tests.corpora:stub"]
    result = CliRunner().invoke(cli, arguments)
    assert "12 documents" in result.stderr
    # Some of its documents are bad.
    assert result.exit_code == 3
    again = CliRunner().invoke(cli, arguments)
    assert "(12 of them before)" in again.stderr
    other = CliRunner().invoke(cli, [*arguments, "--shard-size", "5"])
    assert other.exit_code == 3
    assert "fresh folder" in other.stderr
    assert CliRunner().invoke(cli, [*arguments, "-l", "xx"]).exit_code == 2


def test_arrow_batches_to_arrow_batches() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "a", "body": "Rain."}, {"id": None, "body": None}])
    (made,) = arrow.attribute([batch, batch.slice(0, 1)][:1], text="body", work=stub)
    rows = [Row.from_dict(arrow.plain(row)) for row in made.to_pylist()]
    assert rows[0].report == stub([_request("Rain.")])[0]
    assert (rows[1].id, rows[1].error) == ("1", "DataError: 'body' is no text")


def _request(text: str) -> Any:
    from factcheck.many import Request

    return Request(text)


def test_rows_are_read_back_or_refused() -> None:
    row = Row(3, "a", Report("Rain.", "en", (), ()))
    assert Row.from_dict(row.to_dict()) == row
    for wrong in ({}, {**row.to_dict(), "index": "x"}, {**row.to_dict(), "claims": 7}):
        with pytest.raises(DataError):
            Row.from_dict(wrong)


def test_a_file_that_brings_its_reader_down_is_an_error(tmp_path: Path) -> None:
    entry = Entry("a.txt", path=str(tmp_path / "a.txt"))
    assert "a.txt" in (entry.loaded().error or "")
