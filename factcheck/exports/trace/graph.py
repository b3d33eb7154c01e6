"""A trace as a graph: from each article through those who pass a statement on to whom it is from."""

from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.common.optional import require
from factcheck.provenance.values import Trace

if TYPE_CHECKING:
    import networkx


def graph(trace: Trace) -> "networkx.MultiDiGraph[str]":
    """Articles, relays and origins as nodes; an edge leads from each to whom it has a statement, or its text, from.

    A node has ``kind`` (article, relay or origin) and ``label``, an edge ``kind`` (told or copied), and ``statement``
    or ``share``.

    Raises:
        MissingPackageError: networkx is not installed.

    >>> graph(Trace((), (), ())).number_of_nodes()
    0
    """
    made: networkx.MultiDiGraph[str] = require("networkx", "trace", "a graph").MultiDiGraph()
    for article in trace.articles:
        document = article.document
        made.add_node(f"article:{document.id}", kind="article", label=document.outlet or document.id)
    for origin in trace.origins:
        made.add_node(f"origin:{origin.id}", kind="origin", label=origin.name, type=str(origin.type))
    for statement in trace:
        for wording in statement.claims:
            way = [f"article:{wording.document}", *(f"relay:{name}" for name in wording.relays)]
            if wording.origin:
                way.append(f"origin:{wording.origin}")
            for node in way[1:]:
                if node not in made:
                    made.add_node(node, kind="relay", label=node.partition(":")[2])
            for one, other in pairwise(way):
                made.add_edge(one, other, kind="told", statement=statement.id)
    for article in trace.articles:
        for copy in article.copies:
            ends = (f"article:{article.document.id}", f"article:{copy.document}")
            made.add_edge(*ends, kind="copied", share=copy.share)
    return made


def render(trace: Trace) -> str:
    """The graph as GraphML, which Gephi, yEd and Cytoscape read.

    >>> "graphml" in render(Trace((), (), ()))
    True
    """
    return "\n".join(require("networkx", "trace", "GraphML").generate_graphml(graph(trace))) + "\n"
