"""A corpus to shards: what is read, what is written, and what a sudden end leaves behind."""

import csv
import gzip
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from factcheck.cli import cli
from factcheck.corpus import Job, Row, arrow, job, read, run
from factcheck.corpus.entries import Columns, Entry, count, entries
from factcheck.corpus.job import CorpusError
from factcheck.corpus.task import Task
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


def test_a_file_in_a_locked_folder_is_nothing_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: object, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    # Not by the mode of a folder: whoever runs the tests may be let in everywhere.
    monkeypatch.setattr(os, "stat", locked)
    with pytest.raises(DataError, match=r"rain\.jsonl: not a folder, nor a file"):
        list(entries(tmp_path / "rain.jsonl", Columns()))


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


@pytest.mark.parametrize("change", ["more", "fewer", "others", "a text", "no text"])
def test_changed_documents_are_noticed(change: str, tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": "Rain."}) for n in range(10)]
    changed = {
        "more": [*lines, lines[0]],
        "fewer": lines[:6],
        "others": [lines[9], *lines[:9]],
        "a text": [*lines[:4], json.dumps({"id": 4, "text": "Snow."}), *lines[5:]],
        "no text": [*lines[:4], json.dumps({"id": 4}), *lines[5:]],
    }[change]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(lines))
    run(stubbed(source, tmp_path / "out"))
    source.write_text("\n".join(changed))
    with pytest.raises(CorpusError, match="no longer gives"):
        run(stubbed(source, tmp_path / "out"))


@pytest.mark.parametrize("change", ["Snow.", "bad rain", ""])
def test_a_file_that_changed_is_noticed(change: str, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / "in" / f"{number}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text("Rain.")
    run(stubbed(tmp_path / "in", tmp_path / "out"))
    assert run(stubbed(tmp_path / "in", tmp_path / "out")).resumed == 9
    (tmp_path / "in" / "3.txt").write_text(change)
    with pytest.raises(CorpusError, match="no longer gives"):
        run(stubbed(tmp_path / "in", tmp_path / "out"))


@pytest.mark.parametrize("column", ["lang", "outlet"])
def test_a_row_that_is_read_otherwise_is_noticed(column: str, tmp_path: Path) -> None:
    source, columns = tmp_path / "a.jsonl", Columns(language="lang", outlet="outlet")
    source.write_text(json.dumps({"id": 1, "text": "Rain.", column: "en"}))
    run(stubbed(source, tmp_path / "out", columns=columns))
    source.write_text(json.dumps({"id": 1, "text": "Rain.", column: "fr"}))
    with pytest.raises(CorpusError, match="no longer gives"):
        run(stubbed(source, tmp_path / "out", columns=columns))


@pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and sockets")
def test_what_is_no_file_is_an_error_and_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "loop").symlink_to(folder)
    (folder / "a.txt").write_text("Rain.")
    (folder / "c.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "d.jsonl")
    os.mkfifo(folder / "pipe")
    (folder / "e.txt").symlink_to(folder / "nowhere")
    (folder / "f.txt").symlink_to(folder / "f.txt")
    # The path of a socket may not be as long as that of this folder.
    plug, here = socket.socket(socket.AF_UNIX), os.getcwd()
    os.chdir(folder)
    plug.bind("g.txt")
    os.chdir(here)
    (folder / "z.txt").write_text("Snow.")
    counts = run(stubbed(folder, tmp_path / "out"))
    plug.close()
    rows = list(read(tmp_path / "out"))
    assert [row.id for row in rows if row.report] == ["a.txt", "z.txt"]
    assert [row.id for row in rows if row.error] == ["b/loop", "c.txt", "d.jsonl", "e.txt", "f.txt", "g.txt"]
    assert counts.errors == count(folder) - 2 == 6


def test_a_locked_folder_is_an_error_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text("Rain.")
    look = Path.iterdir

    def locked(path: Path) -> Iterator[Path]:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return look(path)

    # Not by its mode: whoever runs the tests may be let in everywhere.
    monkeypatch.setattr(Path, "iterdir", locked)
    found = list(entries(tmp_path, Columns()))
    assert [(entry.id, entry.error) for entry in found] == [
        ("a/1.txt", None),
        ("b", "OSError: Permission denied"),
        ("c/1.txt", None),
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[:12] + b"\xff" * 40 + packed[52:],
        lambda packed: b"no gzip at all",
    ],
)
def test_a_damaged_file_stops_only_itself(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"Rain {n**7}."}) for n in range(500))
    (tmp_path / "a.jsonl.gz").write_bytes(damage(gzip.compress(lines.encode())))
    (tmp_path / "b.txt").write_text("Rain.")
    *found, last = entries(tmp_path, Columns())
    assert found[-1].error
    assert last.loaded().text == "Rain."
    assert count(tmp_path) > 0


@pytest.mark.parametrize(
    "row",
    [
        {"id": [[]], "text": "Rain."},
        {"id": {"a": 1}, "text": "Rain."},
        {"id": 1, "text": ["Rain."]},
        {"id": 1, "text": "Rain.", "lang": ["en"]},
    ],
)
def test_a_cell_of_a_wrong_type_is_an_error_of_its_row(row: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + '\n{"text": "Snow."}\n')
    first, second = entries(tmp_path, Columns(language="lang"))
    assert "is no text" in (first.error or "")
    assert second.text == "Snow."


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 5_000, '{"text": NaN}', '{"text": "Rain."', '"' * 999])
def test_a_line_that_cannot_be_read_is_an_error_of_its_own(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line + '\n{"text": "Snow."}\n')
    first, second = entries(tmp_path, Columns())
    assert first.error
    assert second.text == "Snow."


def test_a_line_of_any_length_is_no_burden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.corpus.entries._LONGEST_LINE", 100)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "a" * 950 + '"}\n{"text": "Snow."}\n' + "b" * 100)
    long, short, last = entries(tmp_path, Columns())
    assert (bool(long.error), short.text, bool(last.error)) == (True, "Snow.", True)
    assert count(tmp_path) == 3


HARD = [
    '"No," he said.',
    "“No”",
    '"',
    '""',
    'He said "no"',
    '"We will go.',
    "a,b",
    "a\tb",
    "two\nlines",
    "\r\n",
    " x ",
    "'",
]


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
@pytest.mark.parametrize("order", range(3))
def test_tables_are_read_as_they_were_written(suffix: str, order: int, tmp_path: Path) -> None:
    texts = HARD[order:] + HARD[:order]
    delimiter = "\t" if suffix == ".tsv" else ","
    with (tmp_path / f"a{suffix}").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([("text", "id"), *((text, text) for text in texts)])
    frame = pandas.DataFrame({"id": texts, "text": texts})
    frame.to_csv(tmp_path / f"b{suffix}", sep=delimiter, index=False)
    found = list(entries(tmp_path, Columns()))
    assert [entry.text for entry in found] == texts * 2
    assert [entry.id for entry in found] == texts * 2
    assert pandas.read_csv(tmp_path / f"b{suffix}", sep=delimiter)["text"].to_list() == texts


@pytest.mark.parametrize("mark", ['"No," he said.', '"We will go.', '"We will go."  ', '"'])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_no_row_takes_in_others(mark: str, delimiter: str, tmp_path: Path) -> None:
    """A table that quotes nothing, as many programs write it, with a quotation mark at the head of a cell."""
    suffix, mark = (".tsv", mark) if delimiter == "\t" else (".csv", mark.replace(",", ""))
    texts = ["Rain.", mark, "Snow.", 'He said "no".', mark, "Sun."]
    lines = [f"{number}{delimiter}{text}" for number, text in enumerate(texts)]
    (tmp_path / f"a{suffix}").write_text("\n".join([f"id{delimiter}text", *lines]))
    found = list(entries(tmp_path, Columns()))
    assert [entry.id for entry in found] == [str(number) for number in range(len(texts))]
    assert [entry.text.replace('"', "") for entry in found] == [text.replace('"', "") for text in texts]
    # Once the mark is at the head of the row itself.
    turned = [f"{text}{delimiter}{number}" for number, text in enumerate(texts)]
    (tmp_path / f"a{suffix}").write_text("\n".join([f"text{delimiter}id", *turned]))
    assert [entry.id for entry in entries(tmp_path, Columns())] == [str(number) for number in range(len(texts))]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", '{"settings": 7}', '{"set', "[" * 100_000, "9" * 5_000, "\xff"]
)
def test_a_torn_manifest_is_our_error(content: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 8)
    run(stubbed(tmp_path / "in", tmp_path / "out"))
    (tmp_path / "out" / job.MANIFEST).write_bytes(content.encode("latin-1"))
    with pytest.raises(CorpusError, match=r"manifest\.json.*begin again"):
        run(stubbed(tmp_path / "in", tmp_path / "out"))


def test_what_another_left_unfinished_stays(tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 8)
    out = tmp_path / "out"
    out.mkdir()
    others = [out / name for name in ("thesis.unfinished", "one.unfinished.txt", "parts.unfinished")]
    for path in others:
        path.write_text("mine")
    run(stubbed(tmp_path / "in", out))
    (out / "part-000000.jsonl.unfinished").write_text("ours")
    run(stubbed(tmp_path / "in", out))
    assert [path.read_text() for path in others] == ["mine"] * 3
    assert not (out / "part-000000.jsonl.unfinished").exists()
    # A folder that is not that of this job is left alone altogether.
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "part-000000.jsonl.unfinished").write_text("theirs")
    with pytest.raises(CorpusError, match="no manifest"):
        run(stubbed(tmp_path / "in", strange))
    assert (strange / "part-000000.jsonl.unfinished").read_text() == "theirs"


@pytest.mark.skipif(os.name != "posix", reason="needs pipes")
@pytest.mark.parametrize("name", [job.MANIFEST, job.JOURNAL])
def test_a_pipe_in_the_place_of_its_files_is_not_waited_for(name: str, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", 8)
    out = tmp_path / "out"
    run(stubbed(tmp_path / "in", out))
    before = contents(out)
    (out / name).unlink()
    os.mkfifo(out / name)
    if name == job.MANIFEST:
        with pytest.raises(CorpusError, match="it is no file"):
            run(stubbed(tmp_path / "in", out))
    else:
        run(stubbed(tmp_path / "in", out))
        assert contents(out) == before


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
        cwd=Path(__file__).parents[2],
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
    assert "new folder" in other.stderr
    assert CliRunner().invoke(cli, [*arguments, "-l", "xx"]).exit_code == 2


def test_outlets_of_ones_own_reach_the_documents(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('outlets = [{ name = "Zorbel", country = "GB", kind = "newspaper" }]')
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Mayor Ana Ruiz told Zorbel that the bridge will close on Monday.")
    arguments = ["corpus", str(tmp_path / "in"), str(tmp_path / "out"), "-l", "en-GB", "--outlets", str(mine)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    (row,) = read(tmp_path / "out")
    assert row.report is not None
    assert [source.name for source in row.report.chain(row.report[0])] == ["Zorbel", "Ana Ruiz"]
    # Another file of outlets would give other reports: the job does not go on with it.
    mine.write_text("outlets = [ ]")
    other = CliRunner().invoke(cli, arguments)
    assert (other.exit_code, "new folder" in other.stderr) == (3, True)
    mine.write_text("papers = []")
    refused = CliRunner().invoke(cli, arguments)
    assert (refused.exit_code, "unknown key 'papers'" in refused.stderr) == (3, True)


def test_arrow_batches_to_arrow_batches() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "a", "body": "Rain."}, {"id": None, "body": None}])
    (made,) = arrow.attribute([batch, batch.slice(0, 1)][:1], text="body", work=stub)
    rows = [Row.from_dict(arrow.plain(row)) for row in made.to_pylist()]
    assert rows[0].report == stub([_request("Rain.")])[0]
    assert (rows[1].id, rows[1].error) == ("1", "DataError: 'body' is no text")


def _request(text: str) -> Any:
    from factcheck.corpus.many import Request

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
