"""The map of a trace: one self-contained page with a row for each statement and a column for each article."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from attrs import frozen

from factcheck import __version__
from factcheck.exports.html.page import asset, policy, template
from factcheck.exports.html.pieces import printable
from factcheck.exports.trace.words import account, words
from factcheck.languages.messages import percent
from factcheck.provenance.values import Document, Statement, StatementFlag, Trace, Wording

#: What a filter can be set to.
FILTERS = (StatementFlag.SINGLE_ORIGIN, StatementFlag.ANONYMOUS, StatementFlag.DISPUTED)
# How an article has a statement, from what speaks most for looking closer.
MARKS = ("disputed", "copied", "relayed", "unnamed", "named", "own")
_ROW, _LABEL, _GAP = 30, 34, 300


def page(trace: Trace, interface: str = "en") -> str:
    """The trace as one HTML page, which needs neither network nor script to be read.

    Args:
        trace: what to show.
        interface: language of the page's own words, ``en`` or ``fr``.

    Raises:
        LanguageError: the interface does not speak that language.
        MissingPackageError: jinja2 is not installed.

    >>> "Sur la parole de qui" in page(Trace((), (), ()), "fr")
    True
    """
    speak = words(interface)
    styles, script = (asset("page.css"), _asset("page.css")), _asset("page.js")
    documents = {article.document.id: article.document for article in trace.articles}
    made: str = template(_asset("page.html.jinja")).render(
        trace=trace,
        w=speak,
        interface=interface,
        styles=styles,
        script=script,
        policy=policy(styles, (script,)),
        number={id: place for place, id in enumerate(documents, 1)},
        name=lambda id: _name(documents[id]),
        documents=documents,
        account=lambda statement: account(trace, statement, speak),
        marks=lambda statement: _marks(trace, statement),
        mark=lambda wording, statement: _mark(trace, wording, wording in statement.disputes),
        every_mark=MARKS,
        way=lambda statement: _way(trace, statement, documents),
        share=lambda share: percent(speak, share),
        filters={flag: sum(flag in statement.flags for statement in trace) for flag in FILTERS},
        version=__version__,
    )
    return printable(made)


def _name(document: Document) -> str:
    return document.outlet or document.id


def _marks(trace: Trace, statement: Statement) -> dict[str, str]:
    """How each article has a statement, by its id; the first of ``MARKS`` where it has it several times."""
    found: dict[str, set[str]] = {}
    for wording in statement.claims:
        found.setdefault(wording.document, set()).add(_mark(trace, wording, False))
    for wording in statement.disputes:
        found.setdefault(wording.document, set()).add("disputed")
    return {id: next(mark for mark in MARKS if mark in marks) for id, marks in found.items()}


def _mark(trace: Trace, wording: Wording, disputes: bool) -> str:
    if disputes or wording.denies:
        return "disputed"
    if wording.copied_from:
        return "copied"
    if wording.origin is None:
        return "own"
    if wording.relays:
        return "relayed"
    return "unnamed" if trace.origin(wording.origin).anonymous else "named"


@frozen
class Node:
    """A name in the drawing, and where it stands."""

    label: str
    kind: str
    x: int
    y: int


@frozen
class Way:
    """The drawing of who had a statement from whom: names in three columns, and lines between their places."""

    nodes: tuple[Node, ...]
    lines: tuple[tuple[Node, Node], ...]
    width: int
    height: int


def _way(trace: Trace, statement: Statement, documents: Mapping[str, Document]) -> Way:
    columns: dict[str, list[str]] = {"origin": [], "relay": [], "article": []}
    edges: dict[tuple[tuple[str, str], tuple[str, str]], None] = {}
    for wording in statement.claims:
        ends = [("article", f"{_name(documents[wording.document])} ({wording.document})")]
        ends += [("relay", name) for name in wording.relays]
        if wording.origin:
            ends.append(("origin", trace.origin(wording.origin).name))
        for kind, label in ends:
            if label not in columns[kind]:
                columns[kind].append(label)
        edges.update(dict.fromkeys(pairwise(ends)))
    used = [kind for kind, labels in columns.items() if labels]
    nodes = {
        (kind, label): Node(label, kind, used.index(kind) * _GAP, _LABEL + row * _ROW)
        for kind in used
        for row, label in enumerate(columns[kind])
    }
    height = _LABEL + max(map(len, columns.values()), default=0) * _ROW
    lines = tuple((nodes[far], nodes[near]) for near, far in edges)
    return Way(tuple(nodes.values()), lines, len(used) * _GAP, height)


@cache
def _asset(name: str) -> str:
    return (files("factcheck.exports.trace") / name).read_text(encoding="utf-8")
