"""Documents and reports as Arrow tables: the columns of a Parquet shard, and one function for Ray and Spark.

``attribute`` maps batches of documents to batches of reports, which is what Ray Data's ``map_batches`` and
Spark's ``mapInArrow`` both want.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from factcheck.common.optional import require

Item = TypeVar("Item")


@cache
def schema() -> Any:
    """The columns of a Parquet shard, as a ``pyarrow.Schema``: those of ``Row.to_dict``, nested like it."""
    pa = require("pyarrow", "corpus", "Parquet")
    text, number = pa.string(), pa.int64()
    mention = pa.struct([("text", text), ("start", number), ("end", number)])
    attribution = pa.struct([("cue", mention), ("source", mention), ("chain", pa.list_(text))])
    claim = pa.struct(
        [
            ("id", text),
            ("text", text),
            ("spans", pa.list_(pa.list_(number))),
            ("kind", text),
            ("attribution", attribution),
            ("flags", pa.list_(text)),
            ("confidence", pa.float64()),
            ("why", pa.map_(text, text)),
        ]
    )
    source = pa.struct(
        [
            ("id", text),
            ("name", text),
            ("type", text),
            ("anonymous", pa.bool_()),
            ("mentions", pa.list_(mention)),
            ("link", text),
            ("description", text),
        ]
    )
    columns = {"index": number, "id": text, "sha256": text, "error": text, "text": text, "language": text}
    return pa.schema([*columns.items(), ("claims", pa.list_(claim)), ("sources", pa.list_(source))])


def table(rows: Sequence[dict[str, Any]]) -> Any:
    """Rows as a ``pyarrow.Table``. A lone surrogate, which Arrow cannot hold, becomes a question mark."""
    pa = require("pyarrow", "corpus", "Parquet")
    return pa.Table.from_pylist([_columns(row) for row in rows], schema())


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    claims = row.get("claims")
    if claims is not None:
        row = {**row, "claims": [{**claim, "why": list(claim["why"].items())} for claim in claims]}
    done: dict[str, Any] = _writable(row)
    return done


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="replace").decode() if not value.isascii() else value
    if isinstance(value, dict):
        return {key: _writable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_writable, value))
    return value


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as Arrow gives it back, in the shape of ``Row.to_dict``."""
    if row["error"] is not None:
        return {key: row[key] for key in ("index", "id", "sha256", "error")}
    return {**row, "claims": [{**claim, "why": dict(claim["why"])} for claim in row["claims"]]}


def attribute(
    batches: Iterable[Any],
    *,
    text: str = "text",
    id: str = "id",
    language: str | None = None,
    outlet: str | None = None,
    work: Callable[..., Any] | None = None,
) -> Iterator[Any]:
    """Batches of documents to batches of reports, row for row: what Spark's ``mapInArrow`` takes.

    The models are loaded once in each process. A document that cannot be analysed gives a row with its
    ``error``.

    Args:
        batches: ``pyarrow.RecordBatch`` or ``Table`` values with a column of texts and one of ids.
        text: the name of the column of texts.
        id: the name of the column of ids; where there is none, the rows are numbered.
        language: the language of all texts; told from each when None.
        outlet: who published them, if it is one outlet.
        work: what analyses a batch of requests; for tests.

    Yields:
        Record batches with the columns of :func:`schema`; ``index`` is the place of a row in its batch.

    >>> import pyarrow as pa
    >>> batch = pa.RecordBatch.from_pylist([{"id": "a", "text": "12:30"}])
    >>> next(attribute([batch])).column("id").to_pylist()
    ['a']
    """
    # Not at the top: a machine that only reads shards needs no models.
    from factcheck.corpus.entries import Columns, from_row
    from factcheck.corpus.task import Task

    task = Task(language, outlet, work)
    columns = Columns(text=text, id=id)
    for batch in batches:
        found = [from_row(row, str(place), columns) for place, row in enumerate(batch.to_pylist())]
        made = [row for part in batched(enumerate(found)) for row in task(part)]
        yield from table(made).to_batches(max_chunksize=max(1, len(made)))


def batched(items: Iterable[Item], size: int = 16) -> Iterator[list[Item]]:
    """The items in lists of ``size``: what is parsed together."""
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
