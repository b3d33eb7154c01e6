"""What an entity is called in the report: its fullest name, its type, and what the article says of it."""

from factcheck.entities.clusters import Cluster
from factcheck.languages import Pack
from factcheck.mentions.references import Reference, Sort
from factcheck.mentions.words import is_acronym, words
from factcheck.outlets.registry import Outlet
from factcheck.report import SourceType

_VOWELS = frozenset("aeiouh")


def label(cluster: Cluster, pack: Pack, outlet: Outlet | None = None) -> str:
    """The fullest proper name found, else the fullest noun phrase without its article.

    The registry's name of an outlet is taken where it only adds words (an article) to the one in the text.
    """
    if cluster.names:
        name = max((*cluster.names.values(), *cluster.acronyms), key=_fullness)
        return outlet.name if outlet is not None and set(words(name)) <= set(words(outlet.name)) else name
    nouns = [r for r in cluster.references if r.sort is Sort.NOUN]
    # A stray bracket is a sign of a phrase that the parser has cut wrongly.
    plain = [r for r in nouns if not r.quoted and not set(r.phrase) & set('"[]()')]
    phrases = [r.phrase for r in plain or nouns if r.phrase]
    if not phrases:
        # A mark that the tagger took for a noun has no phrase: any other mention says more.
        return next((r.phrase for r in cluster.references if r.phrase), cluster.references[0].phrase)
    # "the company's website … the company said": what is called so without the mark of a genitive.
    marks = tuple(pack.titles.genitives)
    phrases = [p for p in phrases if not p.endswith(marks)] or phrases
    best = max(phrases[:1] + [p for p in phrases[1:] if len(p.split()) > 1], key=_telling)
    owner = cluster.possessor
    # A group is nobody's lawyer; "their" leads to too many wrong ones.
    return f"{best} {_of(label(owner, pack), pack)}" if owner is not None and owner.names else best


def _telling(phrase: str) -> tuple[int, bool]:
    """How much a phrase tells: of two as long, the one with a name in it (*Home Office letter*) tells more."""
    parts = phrase.split()
    return len(parts), any(part[0].isupper() for part in parts)


def _of(name: str, pack: Pack) -> str:
    """*de Paul*, *d'Alain*, *of Paul*: the elided form is written without a space."""
    plain = min(pack.determiners.linking, key=lambda word: word.endswith("'"))
    elided = [word for word in pack.determiners.linking if word.endswith("'")]
    return elided[0] + name if elided and "".join(words(name))[:1] in _VOWELS else f"{plain} {name}"


def _fullness(name: str) -> tuple[bool, int, int]:
    return (not is_acronym(name), len(name.split()), len(name))


def type_of(cluster: Cluster, pack: Pack) -> SourceType:
    """The type of an entity; a name that nothing tells of is a person when it has two words, else a body."""
    if cluster.kind is not None:
        return cluster.kind
    bodies = pack.pronouns.bodies
    # "It" in somebody's words may be anything.
    called = {r.noun for r in cluster.references if r.sort is Sort.PRONOUN and (not r.quoted or r.noun not in bodies)}
    if called.intersection(pack.pronouns.persons):
        return SourceType.PERSON
    if called.intersection(bodies) and cluster.names:
        return SourceType.ORGANIZATION
    if cluster.plural:
        return SourceType.GROUP
    if cluster.names:
        longest = max(len(words) for words in cluster.names)
        return SourceType.PERSON if longest > 1 else SourceType.ORGANIZATION
    return SourceType.UNKNOWN


def description(cluster: Cluster) -> str | None:
    """What the article says the source is: the fullest apposition or title."""
    told = [r.description for r in cluster.references if r.description]
    # "…, who was commander of the fleet": a bare noun phrase that leads to a name says what its bearer is.
    bare = [r.phrase for r in cluster.references if r.sort is Sort.NOUN and not r.determiner and cluster.names]
    told += [phrase for phrase in bare if " " in phrase]
    return max(told, key=len) if told else None


def first_mention(cluster: Cluster) -> Reference:
    """The mention that comes first in the text."""
    return min(cluster.references, key=lambda r: r.start)
