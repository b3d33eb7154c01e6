"""Who is who in a document: every mention of a person, body, document or group, led to its entity.

This part knows nothing of attributions, so it can be used and measured alone.
"""

from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, frozen

from factcheck.entities.choice import Choose, choose
from factcheck.entities.clusters import Cluster
from factcheck.entities.descriptions import join_later
from factcheck.entities.linking import Linker
from factcheck.entities.naming import Names
from factcheck.entities.salience import Memory
from factcheck.entities.scanning import scan
from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.words import words
from factcheck.report import SourceType
from factcheck.syntax.tokens import Document, Token
from factcheck.text.blocks import body
from factcheck.text.quotations import find_quotations


@frozen
class Entity:
    """Somebody or something that a document speaks of: its fullest name, its type and the spans of its
    mentions.

    ``spans`` are code points, half-open, in the order of the text.
    """

    name: str
    type: SourceType
    spans: tuple[tuple[int, int], ...]


@frozen(eq=False)
class Clustering:
    """The clusters of a document in the order of their first mentions, and the cluster of each mention by
    its span.
    """

    clusters: tuple[Cluster, ...]
    where: Mapping[tuple[int, int], Cluster]


def entities(document: Document, pack: Pack) -> tuple[Entity, ...]:
    """The entities of a parsed document in the order of their first mentions.

    Takes any document with tokens, features and trees, also one from a treebank; needs no attributions.
    """
    from factcheck.entities.labels import label, type_of

    ctx = Context(document, tuple(find_quotations(document.text, body(document.text))), pack)
    found = cluster(ctx)
    return tuple(
        Entity(
            label(group, pack),
            type_of(group, pack),
            tuple(sorted((r.start, r.end) for r in group.references)),
        )
        for group in found.clusters
    )


def cluster(
    ctx: Context,
    extra: Sequence[Reference] = (),
    apart: Mapping[int, Reference] | None = None,
    choose: Choose = choose,
) -> Clustering:
    """Scan a document and lead its references to clusters.

    ``extra`` are references that are known to be there (the mentions of speakers): they take the place of
    scanned ones with the same head. ``apart`` gives, for the start of a pronoun in a quotation, the
    reference of the one who speaks there, whom a third person cannot mean. ``choose`` decides which person a
    noun phrase or a pronoun means.
    """
    known = {(r.sentence, r.token) for r in extra}
    # Of the mentions that begin, or end, at an offset the one that reaches furthest.
    named = [r for r in extra if r.name]
    until = {r.start: r.end for r in sorted(named, key=lambda r: r.end)}
    since = {r.end: r.start for r in sorted(named, key=lambda r: -r.start)}
    scanned = [r for r in scan(ctx) if (r.sentence, r.token) not in known and not (r.name and _within(r, until, since))]
    references = sorted(_mended((*extra, *scanned)), key=lambda r: (r.start, -r.end))
    spoken = frozenset(r.start for r in extra) or frozenset(r.start for r in references if _says(ctx, r))
    where = Names(ctx.pack).group(references)
    paragraphs = [sentence.paragraph for sentence in ctx.document.sentences]
    memory = Memory(ctx.pack, spoken, _clock(ctx), lambda reference: _role(ctx, reference), paragraphs)
    linker = Linker(memory, where, apart or {}, choose)
    linker.walk(references)
    later = join_later(list(dict.fromkeys(linker.where.values())), ctx.pack)
    for reference in references:
        own = linker.where.get(reference)
        if own is not None and (other := later.get(own)) is not None:
            other.add(reference)
            linker.where[reference] = other
    clusters = tuple(dict.fromkeys(linker.where[r] for r in references if r in linker.where))
    return Clustering(clusters, {(r.start, r.end): group for r, group in linker.where.items()})


def _token(ctx: Context, reference: Reference) -> Token:
    return ctx.document.sentences[reference.sentence].tokens[reference.token]


def _role(ctx: Context, reference: Reference) -> str:
    token = _token(ctx, reference)
    sentence = ctx.document.sentences[reference.sentence]
    return "predicate" if sentence.children(token, "cop") and sentence.children(token, "nsubj") else token.dep


def _says(ctx: Context, reference: Reference) -> bool:
    """The mention is the subject of a verb that may be a cue."""
    verb = ctx.document.sentences[reference.sentence].head(_token(ctx, reference))
    return reference.subject and verb is not None and bool(ctx.pack.lemmas(verb.lemma, verb.text))


def _clock(ctx: Context) -> list[int]:
    """For each sentence, how many before it are not wholly in quotation marks."""
    ticks: list[int] = []
    now = 0
    for sentence in ctx.document.sentences:
        inside = ctx.quotation(sentence.start)
        now += inside is None or inside.end < sentence.end
        ticks.append(now)
    return ticks


def _within(reference: Reference, until: Mapping[int, int], since: Mapping[int, int]) -> bool:
    """The reference is the name inside a known mention, not somebody in its complement."""
    start, end = reference.start, reference.end
    return end <= until.get(start, -1) or since.get(end, start) < start


def _mended(references: Sequence[Reference]) -> list[Reference]:
    """The references, with the names that the tagger took for nouns at the head of a sentence: "Wilkins
    said".
    """
    known = {word for r in references if r.words for word in (r.words[-1], r.words[0])}
    return [_as_name(r) if _mistaken(r, known) else r for r in references]


def _mistaken(reference: Reference, known: Collection[str]) -> bool:
    plain = reference.sort is Sort.NOUN and not reference.determiner and reference.phrase[:1].isupper()
    return plain and len(parts := words(reference.phrase)) == 1 and parts[0] in known


def _as_name(reference: Reference) -> Reference:
    return evolve(
        reference,
        sort=Sort.NAME,
        name=reference.phrase,
        words=words(reference.phrase),
        noun="",
        roles=frozenset(),
        number="Sing",
        gender="",
        kind=None,
    )
