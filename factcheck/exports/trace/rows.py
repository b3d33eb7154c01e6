"""A trace as rows: one for each claim of each statement, for programs and for a spreadsheet."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO

from factcheck.exports.showing import UTF8_MARK, harmless
from factcheck.provenance.values import StatementFlag, Trace

Cell = str | int | None

COLUMNS = (
    *("statement", "document", "outlet", "date", "claim", "text", "spans", "origin", "origin_type", "anonymous"),
    *("relays", "copied_from", "disputes", "independent_origins", "articles"),
    *map(str, StatementFlag),
)


def rows(trace: Trace) -> Iterator[dict[str, Cell]]:
    """The claims of all statements, the same columns in each; lists are written with semicolons.

    >>> list(rows(Trace((), (), ())))
    []
    """
    articles = {article.document.id: article.document for article in trace.articles}
    for statement in trace:
        for wording in (*statement.claims, *statement.disputes):
            origin = trace.origin(wording.origin) if wording.origin else None
            document = articles[wording.document]
            yield {
                "statement": statement.id,
                "document": document.id,
                "outlet": document.outlet,
                "date": document.date,
                "claim": wording.claim,
                "text": wording.text,
                "spans": ";".join(f"{start}-{end}" for start, end in wording.spans),
                "origin": origin.name if origin else None,
                "origin_type": str(origin.type) if origin else None,
                "anonymous": str(origin.anonymous).lower() if origin else None,
                "relays": ";".join(wording.relays),
                "copied_from": wording.copied_from,
                "disputes": str(wording in statement.disputes).lower(),
                "independent_origins": statement.independent_origins,
                "articles": len(statement.articles),
                **{str(flag): str(flag in statement.flags).lower() for flag in StatementFlag},
            }


def render(trace: Trace) -> str:
    """The rows as comma-separated values with a header line, every value as it is.

    >>> render(Trace((), (), ())).split(",")[:2]
    ['statement', 'document']
    """
    return _table(trace, lambda text: text)


def spreadsheet(trace: Trace) -> str:
    """The same, safe to open in a spreadsheet: no formula runs, no name is shown backwards.

    >>> spreadsheet(Trace((), (), ())).split(",")[1]
    'document'
    """
    return UTF8_MARK + _table(trace, harmless)


def _table(trace: Trace, text: Callable[[str], str]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(trace):
        writer.writerow({key: text(cell) if isinstance(cell, str) else cell for key, cell in row.items()})
    return out.getvalue()
