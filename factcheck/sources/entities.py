"""Who is who in a document: every mention of a person, body, document or group, led to its entity.

This part knows nothing of attributions, so it can be used and measured alone.
"""

from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from factcheck.attributions.context import Context
from factcheck.languages import Pack
from factcheck.paragraphs import paragraphs
from factcheck.quotations import find_quotations
from factcheck.report import SourceType
from factcheck.sources.clusters import Cluster
from factcheck.sources.linking import Linker
from factcheck.sources.naming import Names
from factcheck.sources.references import Reference
from factcheck.sources.scanning import scan
from factcheck.tokens import Document


@frozen
class Entity:
    """Somebody or something that a document speaks of: its fullest name, its type and the spans of its mentions.

    ``spans`` are code points, half-open, in the order of the text.
    """

    name: str
    type: SourceType
    spans: tuple[tuple[int, int], ...]


@frozen(eq=False)
class Clustering:
    """The clusters of a document, and the references by where they start and which token heads them."""

    clusters: tuple[Cluster, ...]
    where: Mapping[Reference, Cluster]
    by_head: Mapping[tuple[int, int], Reference]


def entities(document: Document, pack: Pack) -> tuple[Entity, ...]:
    """The entities of a parsed document in the order of their first mentions.

    Takes any document with tokens, features and trees, also one from a treebank; needs no attributions.
    """
    from factcheck.sources.labels import label, type_of

    ctx = Context(document, tuple(find_quotations(document.text, paragraphs(document.text))), pack)
    found = cluster(ctx)
    return tuple(
        Entity(label(group, pack), type_of(group), tuple(sorted((r.start, r.end) for r in group.references)))
        for group in found.clusters
    )


def cluster(
    ctx: Context,
    extra: Sequence[Reference] = (),
    apart: Mapping[int, Reference] | None = None,
) -> Clustering:
    """Scan a document and lead its references to clusters.

    ``extra`` are references that are known to be there (the mentions of speakers): they take the place of scanned ones
    with the same head. ``apart`` gives, for the start of a pronoun in a quotation, the reference of the one who
    speaks there, whom a third person cannot mean.
    """
    known = {(r.sentence, r.token) for r in extra}
    taken = [(r.start, r.end) for r in extra]
    scanned = [
        r for r in scan(ctx) if (r.sentence, r.token) not in known and not (r.name and _within(r, taken))
    ]
    references = sorted((*extra, *scanned), key=lambda r: (r.start, -r.end))
    spoken = frozenset(r.start for r in extra)
    where = Names(ctx.pack).group(references)
    linker = Linker(ctx.pack, spoken, where, apart=apart or {})
    linker.walk(references)
    clusters = tuple(dict.fromkeys(linker.where[r] for r in references if r in linker.where))
    return Clustering(clusters, linker.where, {(r.sentence, r.token): r for r in references})


def _within(reference: Reference, spans: Collection[tuple[int, int]]) -> bool:
    """The reference is the name inside a known mention, not somebody in its complement."""
    return any(start == reference.start and reference.end <= end for start, end in spans) or any(
        start < reference.start and reference.end == end for start, end in spans
    )
