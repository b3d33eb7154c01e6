"""Where noun phrases for bodies, documents and silent people lead: who was called the same, or a name of that type."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from factcheck.entities.clusters import Cluster
from factcheck.entities.salience import Candidate, Memory, agree
from factcheck.languages import Pack
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.kinds import is_place
from factcheck.mentions.references import Reference, Sort
from factcheck.report import SourceType

# How far back a description reaches, and one that narrows its noun down: in sentences.
_FAR, _NEXT = 40, 1
# A complement in common (*de la police*) outweighs everything else.
_SAME_COMPLEMENT = 3
# What nouns of each type may stand for, in the order in which they are asked.
_STANDS_FOR = {
    SourceType.ORGANIZATION: frozenset((SourceType.ORGANIZATION, None)),
    SourceType.OUTLET: frozenset((SourceType.OUTLET, None)),
    SourceType.DOCUMENT: frozenset((SourceType.DOCUMENT,)),
}


def described(memory: Memory, reference: Reference) -> Cluster | None:
    """The cluster that a noun phrase leads to, None for somebody new."""
    bare = not reference.determiner and reference.number != "Plur"
    if bare or reference.determiner in (Determiner.INDEFINITE, Determiner.QUANTIFIER):
        # Nobody who was there before; English titles stand without article ("spokesman for …") and are new too.
        return _repeated(memory, reference) if reference.determiner is Determiner.NONE else None
    same = _repeated(memory, reference)
    if same is not None or reference.determiner is Determiner.POSSESSIVE or reference.kind is SourceType.PERSON:
        return same
    return _by_kind(memory, reference)


def _repeated(memory: Memory, reference: Reference) -> Cluster | None:
    """Somebody who was called by the same noun: "un porte-parole … le porte-parole", "X, ministre … le
    ministre".
    """
    nouns = reference.roles | {reference.noun}
    # "People say … people say": others each time, unless it goes on.
    far = _NEXT if reference.noun in memory.pack.anonymity.vague_words else _FAR
    found: list[tuple[float, Cluster]] = []
    for cluster, last in memory.before(reference, far):
        if not nouns & (cluster.roles | cluster.nouns) or not agree(reference, cluster):
            continue
        common = bool(reference.complement & cluster.complements)
        if reference.complement and cluster.complements and not common:
            continue
        if (cluster.kind is SourceType.PERSON) != (reference.kind is SourceType.PERSON):
            continue
        found.append((memory.score(reference, cluster, last) + common * _SAME_COMPLEMENT, cluster))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _by_kind(memory: Memory, reference: Reference) -> Cluster | None:
    """Somebody of the same type whom the noun may stand for: "l'ONG", "le chercheur", "the paper"."""
    if reference.number == "Plur":
        return None
    for kind in _STANDS_FOR:
        if reference.noun in memory.pack.anaphora.by_type[kind]:
            fitting = [pair for pair in _open(memory, reference) if _fits(memory, reference, pair, kind)]
            if found := memory.choose(reference, fitting):
                return found
    return None


def _fits(memory: Memory, reference: Reference, pair: Candidate, kind: SourceType) -> bool:
    cluster, last = pair
    document = kind is SourceType.DOCUMENT
    outlet = kind is SourceType.OUTLET and any(memory.pack.registry.may_be(name) for name in cluster.names.values())
    if kind is SourceType.OUTLET and reference.narrow and cluster.kind is None and not outlet:
        # *la télévision d'État*: not the town that was named before.
        return False
    if (
        (cluster.kind not in _STANDS_FOR[kind] and not outlet)
        or not (cluster.names or document)
        or _contradicts(memory, reference, cluster)
    ):
        return False
    if not document and all(is_place(words, memory.pack) for words in cluster.names):
        return False
    return not (reference.narrow and memory.between(last, reference) > _NEXT)


def _contradicts(memory: Memory, reference: Reference, cluster: Cluster) -> bool:
    """The document was called something else that tells it apart; "the document" may be any."""
    if reference.kind is not SourceType.DOCUMENT or reference.noun in memory.pack.anaphora.any_document:
        return False
    return bool(cluster.nouns) and reference.noun not in cluster.nouns


def _open(memory: Memory, reference: Reference) -> list[Candidate]:
    return [(c, r) for c, r in memory.before(reference, _FAR) if agree(reference, c)]


def join_later(clusters: Sequence[Cluster], pack: Pack) -> dict[Cluster, Cluster]:
    """Descriptions whose name comes later: "le maire de Lyon … le maire de Lyon, Paul Durand"; by the
    cluster's id.
    """
    # By a role and a word that narrows it down: "" for whoever has none, None for all.
    bearers: dict[tuple[str, str | None], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.names and cluster.kind is SourceType.PERSON:
            for role in cluster.roles:
                for part in (None, *(cluster.complements or ("",))):
                    bearers[role, part].append(cluster)
    joined: dict[Cluster, Cluster] = {}
    for cluster in clusters:
        first = cluster.references[0]
        if cluster.names or first.sort is not Sort.NOUN or cluster.kind is not SourceType.PERSON:
            continue
        if first.determiner not in (Determiner.DEFINITE, Determiner.POSSESSIVE, Determiner.DEMONSTRATIVE):
            continue
        parts = ("", *cluster.complements) if cluster.complements else (None,)
        named = (c for noun in cluster.nouns for part in parts for c in bearers.get((noun, part), ()))
        one = _only(c for c in named if agree(first, c))
        if one is not None and (cluster.complements & one.complements or first.determiner is Determiner.POSSESSIVE):
            joined[cluster] = one
    return joined


def _only(clusters: Iterable[Cluster]) -> Cluster | None:
    """The one cluster that these are, None if they are several."""
    one: Cluster | None = None
    for cluster in clusters:
        if one is not None and cluster is not one:
            return None
        one = cluster
    return one
