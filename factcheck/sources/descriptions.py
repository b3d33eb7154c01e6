"""Where noun phrases lead: somebody called the same before, a name of the same type, or somebody new."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from factcheck.languages import Pack
from factcheck.report import SourceType
from factcheck.sources.clusters import Cluster
from factcheck.sources.kinds import is_place
from factcheck.sources.references import Reference, Sort
from factcheck.sources.salience import Candidate, Memory, agree

# How far back a description reaches, one that narrows its noun down, a possessive's owner: in sentences.
_FAR, _NEAR_PERSON, _COLLEAGUE, _NEXT, _OWNER = 40, 6, 15, 1, 5
# A complement in common (*de la police*) outweighs everything else.
_SAME_COMPLEMENT = 3
_ANAPHORA = {
    "organization": frozenset((SourceType.ORGANIZATION, None)),
    "outlet": frozenset((SourceType.OUTLET, None)),
    "document": frozenset((SourceType.DOCUMENT,)),
}


def described(memory: Memory, reference: Reference, speaker: Cluster | None = None) -> Cluster:
    """The cluster that a noun phrase leads to: a new one where it leads to nobody.

    ``speaker`` is the one who says it of somebody else.
    """
    found = _known(memory, reference)
    if found is None or (reference.quoted and found is speaker):
        found = Cluster()
        if reference.determiner == "possessive":
            found.possessor = _owner(memory, reference)
    return found


def _known(memory: Memory, reference: Reference) -> Cluster | None:
    bare = not reference.determiner and reference.number != "Plur"
    if bare or reference.determiner in ("indefinite", "quantifier"):
        # Nobody who was there before; English titles stand without article ("spokesman for …") and are new too.
        return _repeated(memory, reference) if reference.determiner == "" else None
    same = _repeated(memory, reference)
    if same is not None or reference.determiner == "possessive":
        return same
    return _by_kind(memory, reference)


def _repeated(memory: Memory, reference: Reference) -> Cluster | None:
    """Somebody who was called by the same noun: "un porte-parole … le porte-parole", "X, ministre … le
    ministre".
    """
    nouns = reference.roles | {reference.noun}
    # "People say … people say": others each time, unless it goes on.
    far = _NEXT if reference.noun in memory.pack.anonymity["vague_words"] else _FAR
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
    if reference.kind is SourceType.PERSON:
        return memory.choose(reference, _people(memory, reference))
    for key, kinds in _ANAPHORA.items():
        if reference.noun in memory.pack.anaphora[key]:
            fitting = [pair for pair in _open(memory, reference) if _fits(memory, reference, pair, key, kinds)]
            if found := memory.choose(reference, fitting):
                return found
    return None


def _people(memory: Memory, reference: Reference) -> list[Candidate]:
    """The persons of whom a noun like *le chercheur* may be said: called something akin before (*l'astronome X*).

    *The judge* behind a sentence on the accused is not the accused: no name beats a wrong name.
    """
    if memory.spoken and reference.start not in memory.spoken and reference.determiner != "demonstrative":
        # "the user", "le joueur": who says nothing is more often anybody than somebody named before.
        return []
    # A title of one's own belongs to one who has none yet, and stands near.
    narrow = bool(reference.complement - memory.pack.anaphora["ranks"]) and reference.determiner != "demonstrative"
    far = _NEXT if narrow else _NEAR_PERSON
    return [
        (c, r)
        for c, r in _open(memory, reference)
        if c.names
        and memory.is_person(c)
        and (memory.akin(reference, c) or reference.determiner == "demonstrative")
        and memory.between(r, reference) <= (_COLLEAGUE if memory.akin(reference, c) else far)
        and not (narrow and c.roles and not _says_where_from(memory, reference, c))
        and not _is_mans(memory, reference, c)
    ]


def _is_mans(memory: Memory, reference: Reference, cluster: Cluster) -> bool:
    """*Le directeur* is nobody who was *elle*, unless called so before; *le ministre*, *le médecin* may be."""
    either = reference.noun.endswith(tuple(memory.pack.anaphora["epicene_endings"]))
    if reference.gender != "Masc" or either or reference.noun in cluster.roles:
        return False
    return any(r.sort is Sort.PRONOUN and r.gender == "Fem" for r in cluster.references)


def _says_where_from(memory: Memory, reference: Reference, cluster: Cluster) -> bool:
    """*Le cardinal Anselmo Rovati … le prélat italien*: another word for what they are, and where they are from."""
    told = reference.complement - memory.pack.anaphora["ranks"]
    return told <= memory.pack.places["demonyms"] and memory.akin(reference, cluster)


def _fits(memory: Memory, reference: Reference, pair: Candidate, key: str, kinds: frozenset[SourceType | None]) -> bool:
    cluster, last = pair
    document = key == "document"
    outlet = key == "outlet" and any(memory.pack.registry.may_be(name) for name in cluster.names.values())
    if key == "outlet" and reference.narrow and cluster.kind is None and not outlet:
        # *la télévision d'État*: not the town that was named before.
        return False
    if (
        (cluster.kind not in kinds and not outlet)
        or not (cluster.names or document)
        or _contradicts(memory, reference, cluster)
    ):
        return False
    if not document and all(is_place(words, memory.pack) for words in cluster.names):
        return False
    return not (reference.narrow and memory.between(last, reference) > _NEXT)


def _contradicts(memory: Memory, reference: Reference, cluster: Cluster) -> bool:
    """The document was called something else that tells it apart; "the document" may be any."""
    if reference.kind is not SourceType.DOCUMENT or reference.noun in memory.pack.anaphora["any_document"]:
        return False
    return bool(cluster.nouns) and reference.noun not in cluster.nouns


def _open(memory: Memory, reference: Reference) -> list[Candidate]:
    return [(c, r) for c, r in memory.before(reference, _FAR) if agree(reference, c)]


def _owner(memory: Memory, reference: Reference) -> Cluster | None:
    # The owner's gender is no matter: "son avocat", "her lawyer".
    people = [
        (c, r)
        for c, r in memory.recent.values()
        if memory.is_person(c) and not c.plural and c.names and memory.between(r, reference) <= _OWNER
    ]
    return memory.choose(reference, people)


def join_later(clusters: Sequence[Cluster], pack: Pack) -> dict[int, Cluster]:
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
    joined: dict[int, Cluster] = {}
    for cluster in clusters:
        first = cluster.references[0]
        if cluster.names or first.sort is not Sort.NOUN or cluster.kind is not SourceType.PERSON:
            continue
        if first.determiner not in ("definite", "possessive", "demonstrative"):
            continue
        parts = ("", *cluster.complements) if cluster.complements else (None,)
        named = (c for noun in cluster.nouns for part in parts for c in bearers.get((noun, part), ()))
        one = _only(c for c in named if agree(first, c))
        if one is not None and (cluster.complements & one.complements or first.determiner == "possessive"):
            joined[id(cluster)] = one
    return joined


def _only(clusters: Iterable[Cluster]) -> Cluster | None:
    """The one cluster that these are, None if they are several."""
    one: Cluster | None = None
    for cluster in clusters:
        if one is not None and cluster is not one:
            return None
        one = cluster
    return one
