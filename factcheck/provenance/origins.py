"""Who is who across articles: names by spelling and type, outlets by the registry, unnamed ones only by the way that
they came.

Two people of one surname are never made one, nor a name and somebody unnamed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from attrs import evolve, frozen
from rapidfuzz import fuzz

from factcheck.languages.names import names
from factcheck.mentions.words import one_name, stands_for, words
from factcheck.outlets.registry import load_registry
from factcheck.provenance.reading import languages
from factcheck.provenance.values import Document
from factcheck.report import Claim, Flag, Report, Source, SourceType

# Two names of a body or a document are spellings of one from this likeness on, in percent.
_ALIKE = 92
# A word that stands in more names than this finds nobody.
_COMMON = 200
_MAY_BE_OUTLETS = frozenset({SourceType.ORGANIZATION, SourceType.PERSON, SourceType.UNKNOWN})
_BRACKETED = re.compile(r" *\([^()]*\) *$")
_NAMELESS = frozenset({Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE})


@frozen
class Teller:
    """A source of one article, by the article's place and the source's id; an empty id is the article's own outlet."""

    document: int
    source: str


class Same:
    """Disjoint sets of what is one."""

    def __init__(self) -> None:
        self._above: dict[Teller, Teller] = {}

    def of(self, teller: Teller) -> Teller:
        """Whoever stands for the set."""
        above = self._above.setdefault(teller, teller)
        if above != teller:
            above = self._above[teller] = self.of(above)
        return above

    def join(self, one: Teller, other: Teller) -> None:
        """Make two sets one; the earlier stands for both."""
        first, second = sorted((self.of(one), self.of(other)), key=lambda t: (t.document, t.source))
        self._above[second] = first


@frozen(eq=False)
class Cast:
    """The sources of all articles, and which of them are one."""

    reports: Sequence[Report]
    sources: Mapping[Teller, Source]
    nameless: frozenset[Teller]
    same: Same

    def chain(self, document: int, claim: Claim) -> tuple[Teller, ...]:
        """Who a claim is from, from the nearest teller to the origin."""
        return tuple(Teller(document, id) for id in (claim.attribution.chain if claim.attribution else ()))

    def is_outlet(self, teller: Teller) -> bool:
        """Whether it is an outlet, or has the name of one of the articles' own."""
        return any(
            self.sources[one].type is SourceType.OUTLET for one in (teller, self.same.of(teller)) if one in self.sources
        )


def cast(reports: Sequence[Report], documents: Sequence[Document]) -> Cast:
    """All sources of all reports, those of one name made one."""
    sources = {Teller(place, source.id): source for place, report in enumerate(reports) for source in report.sources}
    for place, document in enumerate(documents):
        if document.outlet:
            sources[Teller(place, "")] = Source("", document.outlet, SourceType.OUTLET)
    own = {_outlet_key(document.outlet) for document in documents if document.outlet}
    for teller, source in sources.items():
        # A paper of the trace is one wherever it is cited, whatever it was taken for there.
        if source.type in _MAY_BE_OUTLETS and _outlet_key(source.name) in own:
            sources[teller] = evolve(source, type=SourceType.OUTLET)
    nameless = {teller for teller, source in sources.items() if source.anonymous or _tells_nothing(source)}
    for place, report in enumerate(reports):
        for claim in report:
            if claim.attribution and claim.attribution.chain and _NAMELESS.intersection(claim.flags):
                nameless.add(Teller(place, claim.attribution.chain[-1]))
    made = Cast(reports, sources, frozenset(nameless), Same())
    _join_names({teller: source for teller, source in sources.items() if teller not in nameless}, made.same)
    return made


def _join_names(named: Mapping[Teller, Source], same: Same) -> None:
    by_key: dict[tuple[SourceType, str], list[Teller]] = defaultdict(list)
    for teller, source in named.items():
        for key in _exact(source):
            by_key[source.type, key].append(teller)
    for tellers in by_key.values():
        for teller in tellers[1:]:
            same.join(tellers[0], teller)
    firsts = {tellers[0]: named[tellers[0]] for tellers in by_key.values()}
    for one, other in _neighbours(firsts):
        if same.of(one) != same.of(other) and one_entity(named[one], named[other]):
            same.join(one, other)


def _exact(source: Source) -> Iterator[str]:
    """What tells an entity for sure: its identifier, and its name of two words or more as it is compared."""
    if source.link:
        yield source.link
    if source.type is SourceType.OUTLET and (link := load_registry().link(source.name, cited=True)):
        yield link.outlet.name
    parts = _outlet_key(source.name) if source.type is SourceType.OUTLET else telling(source.name)
    # A surname by itself may be borne by two; who bears it is settled within a statement.
    if len(parts) > 1 or source.type is not SourceType.PERSON:
        yield " ".join(parts)


def _outlet_key(name: str) -> tuple[str, ...]:
    """The words of an outlet's name, less its article and what it says of itself: *World Wire (agency)*."""
    return telling(_BRACKETED.sub("", name))


def telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell something, folded.

    >>> telling("ministère de la Défense")
    ('ministere', 'defense')
    """
    parts = words(name)
    return tuple(part for part in parts if part not in names().small) or parts


def acronym(name: str) -> str:
    """The first letters of a name of several words, an empty string for a name of one.

    >>> acronym("Organisation des Nations unies")
    'onu'
    """
    parts = telling(name)
    return "".join(part[0] for part in parts) if len(parts) > 1 else ""


def _neighbours(sources: Mapping[Teller, Source]) -> Iterator[tuple[Teller, Teller]]:
    """Pairs of names that share a word, or of which one may be the other's acronym."""
    postings: dict[str, list[Teller]] = defaultdict(list)
    for teller, source in sources.items():
        parts = telling(source.name)
        for part in set(parts):
            postings[part[:4]].append(teller)
        if len(parts) > 1:
            postings["=" + acronym(source.name)].append(teller)
        elif parts:
            postings["=" + parts[0]].append(teller)
    pairs = (pair for held in postings.values() if len(held) <= _COMMON for pair in combinations(held, 2))
    yield from dict.fromkeys(pairs)


def one_entity(one: Source, other: Source) -> bool:
    """Whether two named sources of different articles are one, by their types and names alone.

    >>> person = SourceType.PERSON
    >>> one_entity(Source("s1", "Antony Blinken", person), Source("s1", "Anthony Blinken", person))
    True
    >>> one_entity(Source("s1", "Marine Le Pen", person), Source("s1", "Jean-Marie Le Pen", person))
    False
    >>> one_entity(Source("s1", "Blinken", person), Source("s1", "Antony Blinken", person))
    False
    """
    if one.type is not other.type or (one.link and other.link and one.link != other.link):
        return False
    a, b = telling(one.name), telling(other.name)
    if not a or not b:
        return False
    if one.type is SourceType.PERSON:
        return len(a) > 1 and len(b) > 1 and one_name(a, b)
    if stands_for(one.name, other.name) or stands_for(other.name, one.name):
        return True
    short, long = sorted((a, b), key=len)
    if one.type is SourceType.OUTLET:
        # "Harrow 5" is "Harrow 5 News", and "World Wire" is "World Wire (agency)".
        return long[: len(short)] == short and (len(short) > 1 or len(long) == 1 or "(" in one.name + other.name)
    return fuzz.token_sort_ratio(" ".join(a), " ".join(b)) >= _ALIKE


def join_surnames(tellers: Iterable[Teller], people: Cast) -> None:
    """Somebody called by a surname alone is the only one in the articles of a statement who bears it."""
    persons = [t for t in tellers if t not in people.nameless and people.sources[t].type is SourceType.PERSON]
    full = [t for t in persons if len(telling(people.sources[t].name)) > 1]
    for teller in persons:
        parts = telling(people.sources[teller].name)
        if len(parts) != 1:
            continue
        bearers = {people.same.of(t) for t in full if telling(people.sources[t].name)[-1] == parts[0]}
        if len(bearers) == 1:
            people.same.join(teller, bearers.pop())
        for namesake in persons:
            if telling(people.sources[namesake].name) == parts and not bearers:
                people.same.join(teller, namesake)


def join_short_names(tellers: Iterable[Teller], people: Cast) -> None:
    """Within a statement a body or a document goes by a short name too: *the invoices* are *the Ferrand invoices*."""
    kinds = {SourceType.ORGANIZATION, SourceType.DOCUMENT, SourceType.GROUP}
    named = [t for t in tellers if t not in people.nameless and people.sources[t].type in kinds]
    for one, other in combinations(dict.fromkeys(named), 2):
        a, b = (people.sources[t] for t in (one, other))
        short, long = sorted((set(telling(a.name)), set(telling(b.name))), key=len)
        if a.type is b.type and short and short <= long and not (a.link and b.link and a.link != b.link):
            people.same.join(one, other)


def told_apart(one: Source, other: Source) -> bool:
    """Whether what is told of two unnamed sources shows that they are two.

    *A senior official* and *sources close to the talks* may be one person; *a judge* and *a nurse* may not.

    >>> official = Source("s1", "a senior official", SourceType.PERSON, anonymous=True)
    >>> told_apart(official, Source("s1", "two people familiar with the matter", SourceType.GROUP, anonymous=True))
    False
    >>> nurse = Source("s1", "a nurse at the hospital", SourceType.PERSON, anonymous=True)
    >>> told_apart(nurse, Source("s1", "a judge in Geneva", SourceType.PERSON, anonymous=True))
    True
    """
    a, b = (_descriptors(source) for source in (one, other))
    return bool(a and b and not a & b)


def maybe_one_document(one: Source, other: Source) -> bool:
    """Whether two documents, of which one has no name of its own, are called by one word: an *internal note* may be
    any *note*.

    >>> note = Source("s1", "note interne", SourceType.DOCUMENT)
    >>> maybe_one_document(note, Source("s1", "note de la direction de la STM", SourceType.DOCUMENT))
    True
    >>> maybe_one_document(note, Source("s1", "contrat du joueur", SourceType.DOCUMENT))
    False
    """
    if not one.type is other.type is SourceType.DOCUMENT:
        return False
    unnamed = any(source.name == source.name.lower() for source in (one, other))
    return unnamed and bool(set(telling(one.name)) & set(telling(other.name)))


def _tells_nothing(source: Source) -> bool:
    """Whether a source is called by words alone that any unnamed one is called by: *people familiar with the talks*."""
    return source.name == source.name.lower() and not _descriptors(source)


def _descriptors(source: Source) -> set[str]:
    return {part for part in words(source.name) if part not in _idle()}


@cache
def _idle() -> frozenset[str]:
    """The words, folded, that tell nothing of who somebody is."""
    told = (word for language in languages().values() for word in language.unnamed)
    return names().small | {part for word in told for part in words(word)}
