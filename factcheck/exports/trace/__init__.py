"""A trace in other formats: one small file for each, and one table of them."""

from collections.abc import Callable, Mapping

from factcheck.errors import FactcheckError
from factcheck.exports.trace import graph, json, markdown, rows
from factcheck.provenance.values import Trace

EXPORTS: Mapping[str, Callable[[Trace], str]] = {
    "json": json.render,
    "csv": rows.render,
    "spreadsheet": rows.spreadsheet,
    "graphml": graph.render,
    "markdown": markdown.render,
}


class TraceExportError(FactcheckError):
    """There is no such format for a trace."""


def export(trace: Trace, to: str) -> str:
    """A trace in another format.

    Args:
        trace: what to export.
        to: the name of a format, a key of ``EXPORTS``.

    Raises:
        TraceExportError: there is no such format.
        MissingPackageError: the format needs an optional package.

    >>> export(Trace((), (), ()), "csv").startswith("statement,document,outlet")
    True
    """
    if to not in EXPORTS:
        raise TraceExportError(f"no export of a trace is called {to!r}; there are: {', '.join(EXPORTS)}")
    return EXPORTS[to](trace)
