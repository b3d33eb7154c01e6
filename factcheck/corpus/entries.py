"""What a corpus holds: files of text or HTML, and the rows of JSON Lines, CSV and Parquet files, in a fixed
order.

Nothing here fails for the sake of one document: what cannot be read is an entry that says so. To read another
format, add a reader and a counter to ``_TABLES``.
"""

import csv
import gzip
import hashlib
import json
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import TextIOWrapper
from os.path import isdir, isfile
from pathlib import Path
from typing import IO, Any

from attrs import evolve, field, frozen

from factcheck.common.optional import require
from factcheck.common.reading import parse_json, whole_characters
from factcheck.errors import DataError
from factcheck.text.inputs import read

_DOCUMENTS = frozenset((".txt", ".text", ".md", ".html", ".htm", ".xhtml"))
# Rows of a Parquet file that are read together.
_ROWS = 64
# The longest line of JSON, in bytes, and the longest cell of a table, in characters: more than the longest text takes.
_LONGEST_LINE, _LONGEST_CELL = 100_000_000, 20_000_000


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

    id: str = field(converter=whole_characters)
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

    def digest(self) -> str:
        """A checksum of all that the result depends on, besides the job: of a file, or of what a row holds."""
        if self.path is None:
            content = json.dumps([self.text, self.language, self.outlet, self.error])
            return hashlib.sha256(content.encode()).hexdigest()
        try:
            with open(self.path, "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            return described(error)


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
    for file, problem in _files(place):
        name = file.relative_to(place).as_posix() if file != place else file.name
        table = _table(file)
        if problem is not None:
            yield Entry(name, error=problem)
        elif table is None:
            yield Entry(name, path=str(file))
        else:
            try:
                for number, row in enumerate(table.rows(file), 1):
                    yield from_row(row, f"{name}:{number}", columns)
            except Exception as error:
                # Whatever gzip, csv and Arrow raise: the rest of a damaged file is lost, the next file is not.
                yield Entry(name, error=described(error))


def count(place: Path) -> int:
    """How many documents there are, told as cheaply as each format allows; for the time left, not exact."""
    return sum(_counted(file) if problem is None else 1 for file, problem in _files(place))


def _counted(file: Path) -> int:
    table = _table(file)
    try:
        return table.count(file) if table else 1
    except Exception:
        return 1


#: A file or folder that is there, and why it cannot be read, if so.
_Found = tuple[Path, str | None]


def _files(place: Path) -> Iterator[_Found]:
    # Not the methods of the path: these raise where a folder above is locked.
    if isfile(place) and _kind(place) is not None:
        return iter([(place, None)])
    if not isdir(place):
        raise DataError(f"{place}: not a folder, nor a file with one of the suffixes {', '.join(sorted(_known()))}")
    return _below(place, frozenset())


def _below(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[_Found]:
    """The files of a folder in the order of their names, one folder in memory at a time.

    ``above`` has the folders that it lies in: a link back to one of them would go round for ever. What is not a file,
    such as a pipe or a device, is a problem if its name is that of a document: to open it might hang.
    """
    try:
        state = folder.stat()
        own = state.st_dev, state.st_ino
        if own in above:
            yield folder, "OSError: a link to a folder that it lies in"
            return
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield folder, f"OSError: {error.strerror}"
        return
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            if _kind(path) is not None:
                yield path, f"OSError: {error.strerror}"
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, above | {own})
        elif _kind(path) is not None:
            yield path, None if stat.S_ISREG(mode) else "OSError: not a file but a pipe, a socket or a device"


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
    try:
        id, language, outlet = (_cell(row, column) for column in (columns.id, columns.language, columns.outlet))
    except DataError as error:
        return Entry(name, error=described(error))
    text = row.get(columns.text)
    if not isinstance(text, str):
        fault = f"no column {columns.text!r}" if columns.text not in row else f"{columns.text!r} is no text"
        return Entry(id or name, error=f"DataError: {fault}")
    return Entry(id or name, text, language, outlet)


def _cell(row: Mapping[str, Any], column: str | None) -> str | None:
    """What a row has in a column, as text; None for nothing. A number will do, a list or table will not."""
    value = row.get(column) if column else None
    if isinstance(value, list | dict):
        raise DataError(f"{column!r} is no text")
    return None if value is None or value == "" else str(value)


def _open(file: Path) -> IO[bytes]:
    return gzip.open(file) if file.suffix.lower() == ".gz" else file.open("rb")  # type: ignore[return-value]


def _json_lines(file: Path) -> Iterator[Mapping[str, Any] | str]:
    for line in _lines(file):
        if line is not None and not line.strip():
            continue
        try:
            row = parse_json(line) if line is not None else "a line that is too long"
        except (ValueError, RecursionError) as error:
            yield described(error)
            continue
        yield row if isinstance(row, dict) else "DataError: the line is no JSON object"


def _lines(file: Path) -> Iterator[bytes | None]:
    """The lines of a file; None for one that is longer than any text may be, which a few packed bytes can hold."""
    with _open(file) as data:
        while line := data.readline(_LONGEST_LINE):
            whole = line.endswith(b"\n") or len(line) < _LONGEST_LINE
            yield line if whole else None
            while not whole:
                rest = data.readline(_LONGEST_LINE)
                whole = rest.endswith(b"\n") or len(rest) < _LONGEST_LINE


def _csv(file: Path) -> Iterator[Mapping[str, Any] | str]:
    # The limit of the module is for fields of 128 kB, fewer than an article may have.
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = "\t" if _kind(file) == ".tsv" else ","
    with _open(file) as data, TextIOWrapper(data, "utf-8-sig", errors="replace", newline="") as lines:
        rows = _rows(lines, delimiter)
        names = next(rows, None)
        if not isinstance(names, list):
            yield from () if names is None else [names]
            return
        for row in rows:
            yield row if isinstance(row, str) else {**dict.fromkeys(names), **dict(zip(names, row, strict=False))}


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str] | str]:
    """The rows of a table, as the standard library and pandas read them, where its quotation marks are in order.

    Where they are not, one at the head of a cell would take in all rows up to the next mark. Such a row ends with its
    line: it is read as the standard library would read it alone, as it stands where the mark is never closed, and is
    the error where it has no other way to be read.
    """
    waiting = deque[str]()
    source = iter(lines)
    width: int | None = None
    while True:
        taken: list[str] = []
        try:
            row = next(csv.reader(_taking(waiting, source, taken), delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            waiting.extendleft(reversed(taken[1:]))
            found = _alone(taken[0], delimiter, width)
            yield found if found is not None else described(error)
            continue
        if row is None:
            return
        if row:
            width = width or len(row)
            yield row


def _taking(waiting: "deque[str]", source: Iterator[str], taken: list[str]) -> Iterator[str]:
    """The lines that wait, then those of the source; all that are taken are noted."""
    while True:
        line = waiting.popleft() if waiting else next(source, None)
        if line is None:
            return
        taken.append(line)
        yield line


def _alone(line: str, delimiter: str, width: int | None) -> list[str] | None:
    """The one row of a line whose quotation marks are not in order; None where none has the width of the table."""
    try:
        read = list(csv.reader([line, "\n"], delimiter=delimiter))
        # An open mark takes the next line in.
        row = read[0] if len(read) > 1 else next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error:
        return None
    return row if width in (None, len(row)) else None


def _parquet(file: Path) -> Iterator[Mapping[str, Any] | str]:
    parquet = require("pyarrow.parquet", "corpus", "reading Parquet")
    with parquet.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=_ROWS):
            yield from batch.to_pylist()


def _count_lines(file: Path) -> int:
    return sum(line is None or bool(line.strip()) for line in _lines(file))


def _count_parquet(file: Path) -> int:
    with require("pyarrow.parquet", "corpus", "reading Parquet").ParquetFile(file) as table:
        return int(table.metadata.num_rows)


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
