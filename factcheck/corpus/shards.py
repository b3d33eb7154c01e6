"""Shards of reports: written whole or not at all, and read back.

A shard is written under another name, forced to the disk, and then renamed: whoever finds a shard finds all
of it. Its bytes depend on its rows only. To write another format, add a writer and a reader to ``FORMATS``.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from attrs import frozen

from factcheck.common.optional import require
from factcheck.common.reading import guard, parse_json
from factcheck.corpus import arrow
from factcheck.corpus.rows import Row

_UNFINISHED = ".unfinished"
# Rows that a Parquet file holds in one group: what a reader, or the writer, has in memory at once.
_GROUP = 200


Add = Callable[[dict[str, Any]], None]


@contextmanager
def _json_lines(path: Path) -> Iterator[Add]:
    with path.open("wb") as file:

        def add(row: dict[str, Any]) -> None:
            file.write(_line(row))

        yield add
        _synced(file.fileno())


def _line(row: dict[str, Any]) -> bytes:
    try:
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        # Lone surrogates can only be written as escapes.
        return json.dumps(row).encode() + b"\n"


@contextmanager
def _parquet(path: Path) -> Iterator[Add]:
    parquet = require("pyarrow.parquet", "corpus", "writing Parquet")
    schema = arrow.schema()
    waiting: list[dict[str, Any]] = []
    with path.open("wb") as file:
        with parquet.ParquetWriter(file, schema, compression="zstd") as writer:

            def flush() -> None:
                writer.write_table(arrow.table(waiting))
                waiting.clear()

            def add(row: dict[str, Any]) -> None:
                waiting.append(row)
                if len(waiting) == _GROUP:
                    flush()

            yield add
            if waiting:
                flush()
        _synced(file.fileno())


def _synced(descriptor: int) -> None:
    """Forced to the disk, so that a power cut after the rename finds the bytes there."""
    os.fsync(descriptor)


def _read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        yield from map(parse_json, lines)


def _read_parquet(path: Path) -> Iterator[dict[str, Any]]:
    parquet = require("pyarrow.parquet", "corpus", "reading Parquet")
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_GROUP):
            yield from map(arrow.plain, batch.to_pylist())


@frozen
class Format:
    """How the shards of a corpus are written and read."""

    suffix: str
    open: Callable[[Path], AbstractContextManager[Add]]
    rows: Callable[[Path], Iterator[dict[str, Any]]]


FORMATS = {
    "jsonl": Format(".jsonl", _json_lines, _read_json_lines),
    "parquet": Format(".parquet", _parquet, _read_parquet),
}


def shard_name(number: int, format: str) -> str:
    """The name of a shard's file.

    >>> shard_name(7, "jsonl")
    'part-000007.jsonl'
    """
    return f"part-{number:06}{FORMATS[format].suffix}"


def write(folder: Path, number: int, format: str, rows: Iterable[dict[str, Any]], size: int) -> int:
    """Write the next ``size`` rows (all that are left, if there are fewer) as one shard.

    Args:
        folder: where to; it must exist.
        number: which shard it is, from 0.
        format: a key of ``FORMATS``.
        rows: as ``Row.to_dict`` gives them; no more than ``size`` are taken.
        size: how many.

    Returns:
        How many rows were written; without any, there is no shard.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    written = 0
    with _unfinished(folder / shard_name(number, format)) as (unfinished, finish):
        with FORMATS[format].open(unfinished) as add:
            for row in islice(rows, size):
                add(row)
                written += 1
        if written:
            finish()
    return written


def write_text(path: Path, text: str) -> None:
    """Replace a small file as a whole."""
    with _unfinished(path) as (unfinished, finish):
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            _synced(file.fileno())
        finish()


@contextmanager
def _unfinished(path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A file to write to, and what puts it in the place of ``path``; without that, nothing is left of it."""
    unfinished = path.with_name(path.name + _UNFINISHED)

    def finish() -> None:
        unfinished.replace(path)
        sync_folder(path.parent)

    try:
        yield unfinished, finish
    finally:
        unfinished.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder last over a power cut, where the system lets a folder be opened."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path, names: Iterable[str]) -> None:
    """Remove what a killed job left half-written: shards, and the files of these names. Others' files stay."""
    mine = re.compile(r"part-\d{6,}\.\w+|" + "|".join(map(re.escape, names)))
    for path in folder.glob(f"*{_UNFINISHED}"):
        if mine.fullmatch(path.name.removesuffix(_UNFINISHED)):
            path.unlink()


def read(folder: str | Path) -> Iterator[Row]:
    """The rows of a corpus, in the order of its documents.

    Args:
        folder: where ``factcheck corpus`` wrote to.

    Raises:
        DataError: a shard cannot be read.
    """
    for path in sorted(Path(folder).glob("part-*")):
        format = next((format for format in FORMATS.values() if path.name.endswith(format.suffix)), None)
        if format is not None:
            with guard(str(path)):
                yield from map(Row.from_dict, format.rows(path))
