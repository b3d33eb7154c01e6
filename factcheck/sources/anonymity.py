"""Who is known to the article but not named, and who is nobody in particular."""

from factcheck.languages import Pack
from factcheck.report import SourceType
from factcheck.sources.clusters import Cluster
from factcheck.sources.references import Reference, Sort


def is_anonymous(cluster: Cluster, pack: Pack) -> bool:
    """A specific source that the article does not name: *un haut diplomate*, *sources close to the company*."""
    if cluster.names:
        return False
    first = min(cluster.references, key=lambda r: r.start)
    nouns = [r for r in cluster.references if r.sort is Sort.NOUN]
    if not nouns:
        return False
    unnamed = pack.anonymity["nouns"]
    told = pack.anonymity["anonymous"]
    if any(part in told for r in nouns for part in r.phrase.casefold().split()):
        return True
    if cluster.kind is SourceType.PERSON:
        return first.determiner in ("indefinite", "possessive", "") or bool(cluster.nouns & unnamed)
    if cluster.kind is SourceType.GROUP:
        return bool(cluster.nouns & unnamed)
    return False


def is_vague(reference: Reference, pack: Pack) -> bool:
    """Nobody in particular: *certains*, *les experts*, *many*."""
    if reference.name is not None:
        return False
    if reference.sort is Sort.PRONOUN:
        return reference.noun in pack.anonymity["vague_words"]
    if reference.determiner == "quantifier" or reference.phrase.casefold() in pack.anonymity["vague_words"]:
        return True
    return reference.number == "Plur" and reference.noun in pack.anonymity["vague_nouns"]
