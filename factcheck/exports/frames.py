"""Tables in memory: a pandas data frame or an Arrow table with one row per claim."""

from typing import TYPE_CHECKING, Any

from factcheck.common.optional import require
from factcheck.exports.about import About
from factcheck.exports.rows import rows
from factcheck.report import Flag, Report

if TYPE_CHECKING:
    import pandas


def to_pandas(report: Report, about: About | None = None) -> "pandas.DataFrame":
    """A data frame with one row per claim; ``about`` says which article they are from.

    Raises:
        MissingPackageError: pandas is not installed.

    >>> list(to_pandas(Report("Why?", "en", (), ())).columns)[:3]
    ['document', 'file', 'title']
    """
    made = require("pandas", "pandas", "a data frame").DataFrame(
        list(rows(report, about or About())), columns=list(_TYPES)
    )
    frame: pandas.DataFrame = made
    return frame


def to_arrow(report: Report, about: About | None = None) -> Any:
    """A ``pyarrow.Table`` with one row per claim, spans and relays as lists; ``about`` says which article it is.

    A lone surrogate, which Arrow cannot hold, becomes a question mark.

    Raises:
        MissingPackageError: pyarrow is not installed.

    >>> to_arrow(Report("Why?", "en", (), ())).num_rows
    0
    """
    arrow = require("pyarrow", "arrow", "an Arrow table")
    types = {
        "text": arrow.string(),
        "truth": arrow.bool_(),
        "number": arrow.float64(),
        "texts": arrow.list_(arrow.string()),
        "spans": arrow.list_(arrow.list_(arrow.int64(), 2)),
    }
    held = [{key: _holdable(value) for key, value in row.items()} for row in rows(report, about or About())]
    return arrow.Table.from_pylist(held, arrow.schema([(key, types[_TYPES[key]]) for key in _TYPES]))


def _holdable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return [_holdable(part) for part in value] if isinstance(value, list) else value


_TYPES = {
    **dict.fromkeys(("document", "file", "title", "outlet", "date"), "text"),
    "id": "text",
    "kind": "text",
    "text": "text",
    "spans": "spans",
    "origin": "text",
    "origin_type": "text",
    "origin_anonymous": "truth",
    "origin_link": "text",
    "origin_unnamed_because": "text",
    "relays": "texts",
    "source": "text",
    "cue": "text",
    "confidence": "number",
    **{str(flag): "truth" for flag in Flag},
}
