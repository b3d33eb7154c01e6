"""Who is known to the article but not named."""

from factcheck.entities.clusters import Cluster
from factcheck.languages import Pack
from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.references import Sort
from factcheck.report import SourceType


def is_anonymous(cluster: Cluster, pack: Pack) -> bool:
    """Somebody in particular whom the article does not name: *un haut diplomate*, *sources close to the company*."""
    if cluster.names:
        return False
    told = pack.anonymity
    spoken = {part.strip("\"',") for r in cluster.references for part in r.phrase.casefold().split()}
    if spoken & (told.anonymous | told.pronouns):
        return True
    nouns = [r for r in cluster.references if r.sort is Sort.NOUN]
    if not nouns:
        return False
    first = min(nouns, key=lambda r: r.start)
    called = cluster.nouns | cluster.roles
    if called & told.known or (called & told.persons and spoken & told.knowing):
        return True
    if cluster.kind is SourceType.PERSON:
        owned = first.determiner is Determiner.POSSESSIVE and bool(called & told.nouns)
        return first.determiner is Determiner.INDEFINITE or owned
    if cluster.kind is SourceType.GROUP:
        # "Two former employees", "plusieurs salariés": the article knows which.
        return first.determiner is Determiner.INDEFINITE and first.count is not None
    one = cluster.kind is SourceType.ORGANIZATION and first.number != "Plur"
    posted = cluster.kind is SourceType.DOCUMENT and bool(called & told.posts)
    return first.determiner is Determiner.INDEFINITE and (one or posted)
