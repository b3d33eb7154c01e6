"""What a corpus holds: files of text or HTML, and the rows of JSON Lines, CSV and Parquet files, in a fixed
order.

Nothing here fails for the sake of one document: what cannot be read is an entry that says so. To read another
format, add a reader and a counter to ``_TABLES``.
"""

import csv
import gzip
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from attrs import evolve, frozen

from factcheck.errors import DataError, FactcheckError
from factcheck.inputs import read
from factcheck.optional import require

_DOCUMENTS = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml"))
# Rows of a Parquet file that are read together.
_ROWS = 64


@frozen
class Columns:
    """Where a row has what; ``language`` and ``outlet`` are only looked for when they are named."""

    text: str = "text"
    id: str = "id"
    language: str | None = None
    outlet: str | None = None


@frozen
class Entry:
    """A document before it is analysed.

    ``id`` is that of the row, or the path below the corpus; a file of text or HTML is read only by the worker
    that it is given to, from ``path``. ``error`` says why there is no text.
    """

    id: str
    text: str = ""
    language: str | None = None
    outlet: str | None = None
    path: str | None = None
    error: str | None = None

    def loaded(self) -> "Entry":
        """The entry with its text read, or with the error why it cannot be."""
        if self.path is None:
            return self
        try:
            article = read(self.path)
        except Exception as error:
            # Not only our own errors: what an HTML parser raises on a strange page must not stop a corpus.
            return evolve(self, path=None, error=described(error).replace(self.path, self.id))
        return evolve(self, path=None, text=article.text, outlet=article.outlet)


def described(error: BaseException) -> str:
    """An error in one line: its type and its message.

    >>> described(ValueError("odd"))
    'ValueError: odd'
    """
    return f"{type(error).__name__}: {error}"


def entries(place: Path, columns: Columns) -> Iterator[Entry]:
    """The documents of a file, or of a folder to its bottom, always in the same order.

    Args:
        place: a folder, or a file with one of the suffixes of ``_TABLES`` or of a text or HTML file.
        columns: the names of the columns that matter.

    Raises:
        DataError: there is no such place, or nothing in it can be read.
    """
    for file in _files(place):
        name = file.relative_to(place).as_posix() if file != place else file.name
        table = _table(file)
        if table is None:
            yield Entry(name, path=str(file))
            continue
        try:
            for number, row in enumerate(table.rows(file), 1):
                yield from_row(row, f"{name}:{number}", columns)
        except (OSError, ValueError, csv.Error, FactcheckError, EOFError) as error:
            # The rest of a damaged file is lost, the next file is not.
            yield Entry(name, error=described(error))


def count(place: Path) -> int:
    """How many documents there are, told as cheaply as each format allows; for the time left, not exact."""
    return sum(table.count(file) if (table := _table(file)) else 1 for file in _files(place))


def _files(place: Path) -> Iterator[Path]:
    if place.is_file() and _kind(place) is not None:
        return iter([place])
    if not place.is_dir():
        raise DataError(f"{place}: not a folder, nor a file with one of the suffixes {', '.join(sorted(_known()))}")
    return _below(place)


def _below(folder: Path) -> Iterator[Path]:
    """The files of a folder in the order of their names, one folder in memory at a time."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from _below(path)
        elif _kind(path) is not None:
            yield path


def _known() -> frozenset[str]:
    return _DOCUMENTS | frozenset(_TABLES)


def _kind(file: Path) -> str | None:
    name = file.name.lower().removesuffix(".gz")
    suffix = name[name.rfind(".") :] if "." in name else ""
    if suffix in _TABLES:
        return suffix
    return suffix if suffix in _DOCUMENTS and not file.name.lower().endswith(".gz") else None


def from_row(row: Mapping[str, Any] | str, name: str, columns: Columns) -> Entry:
    """A row as an entry: by its own id, else by ``name``; a row that is text is the error that it met."""
    if isinstance(row, str):
        return Entry(name, error=row)
    given = row.get(columns.id)
    id = name if given is None or given == "" else str(given)
    text = row.get(columns.text)
    if not isinstance(text, str):
        fault = f"no column {columns.text!r}" if columns.text not in row else f"{columns.text!r} is no text"
        return Entry(id, error=f"DataError: {fault}")
    return Entry(id, text, _optional(row, columns.language), _optional(row, columns.outlet))


def _optional(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column else None
    return str(value) if value else None


def _open(file: Path) -> IO[bytes]:
    return gzip.open(file) if file.suffix.lower() == ".gz" else file.open("rb")  # type: ignore[return-value]


def _json_lines(file: Path) -> Iterator[Mapping[str, Any] | str]:
    with _open(file) as lines:
        for line in lines:
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield described(error)
                continue
            yield row if isinstance(row, dict) else "DataError: the line is no JSON object"


def _csv(file: Path) -> Iterator[Mapping[str, Any] | str]:
    # The limit of the module is for fields of 128 kB, fewer than an article may have.
    csv.field_size_limit(sys.maxsize)
    delimiter = "\t" if _kind(file) == ".tsv" else ","
    with _open(file) as data, TextIOWrapper(data, "utf-8-sig", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter)


def _parquet(file: Path) -> Iterator[Mapping[str, Any] | str]:
    parquet = require("pyarrow.parquet", "corpus", "reading Parquet")
    with parquet.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=_ROWS):
            yield from batch.to_pylist()


def _count_lines(file: Path) -> int:
    with _open(file) as lines:
        return sum(1 for line in lines if line.strip())


def _count_parquet(file: Path) -> int:
    try:
        with require("pyarrow.parquet", "corpus", "reading Parquet").ParquetFile(file) as table:
            return int(table.metadata.num_rows)
    except (OSError, ValueError):
        return 1


@frozen
class _Table:
    """How to read the rows of a format, and to count them; a row that cannot be read is the error, as
    text."""

    rows: Callable[[Path], Iterator[Mapping[str, Any] | str]]
    count: Callable[[Path], int]


_LINES = _Table(_json_lines, _count_lines)
_COMMAS = _Table(_csv, lambda file: sum(1 for _ in _csv(file)))
_COLUMNS = _Table(_parquet, _count_parquet)
_TABLES = {
    ".jsonl": _LINES,
    ".ndjson": _LINES,
    ".csv": _COMMAS,
    ".tsv": _COMMAS,
    ".parquet": _COLUMNS,
    ".pq": _COLUMNS,
}


def _table(file: Path) -> _Table | None:
    return _TABLES.get(_kind(file) or "")
