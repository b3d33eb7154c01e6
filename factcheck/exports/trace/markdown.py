"""A trace in Markdown: each statement with who has it, on whose word, and how it is put."""

from collections.abc import Iterator

from factcheck.exports.markdown import escape_line
from factcheck.provenance.values import Statement, Trace


def render(trace: Trace) -> str:
    """The statements, those in most articles first, and what each article copies.

    >>> print(render(Trace((), (), ())))
    # On whose word
    <BLANKLINE>
    """
    parts = ["# On whose word", *(part for statement in trace for part in _statement(trace, statement))]
    copies = [
        f"- {_name(trace, article.document.id)}: {copy.share:.0%} of its words stand in {_name(trace, copy.document)}"
        for article in trace.articles
        for copy in article.copies
    ]
    if copies:
        parts += ["## Copies", "\n".join(copies)]
    return "\n\n".join(parts) + "\n"


def _statement(trace: Trace, statement: Statement) -> Iterator[str]:
    yield f"## {escape_line(statement.text)}"
    names, perhaps = (
        ", ".join(escape_line(trace.origin(id).name) for id in ids)
        for ids in (statement.origins, statement.perhaps_same)
    )
    known = f"{names}; perhaps the same: {perhaps}" if perhaps else names or "nobody"
    yield (
        f"{len(statement.articles)} of {len(trace.articles)} articles; "
        f"independent origins: {statement.independent_origins} ({known})"
    )
    if statement.flags:
        yield "\n".join(f"- *{flag}*: {escape_line(reason)}" for flag, reason in statement.reasons("en").items())
    lines = ["| article | origin | through | wording |", "| --- | --- | --- | --- |"]
    for wording in (*statement.claims, *statement.disputes):
        origin = escape_line(trace.origin(wording.origin).name) if wording.origin else "its own voice"
        cells = (
            _name(trace, wording.document),
            origin,
            escape_line(", ".join(wording.relays)),
            escape_line(wording.text),
        )
        lines.append(f"| {' | '.join(cells)} |")
    yield "\n".join(lines)


def _name(trace: Trace, id: str) -> str:
    document = next(article.document for article in trace.articles if article.document.id == id)
    return escape_line(f"{document.outlet} ({id})" if document.outlet else id)
