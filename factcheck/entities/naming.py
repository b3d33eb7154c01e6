"""Which proper names are of one entity: full names first, then last names, acronyms and spelling variants."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from factcheck.entities.clusters import Cluster
from factcheck.languages import Pack
from factcheck.mentions.kinds import is_place
from factcheck.mentions.references import Reference
from factcheck.mentions.words import REACH, Words, alike, initials, is_acronym, one_name, spellings, words
from factcheck.report import SourceType

# How alike the words of two names must be for a slip of the pen to be thinkable, in percent.
_LIKELY = 75
_PEOPLE = (SourceType.PERSON, SourceType.GROUP)


class Names:
    """The clusters of a document's proper names."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.clusters: list[Cluster] = []
        self._exact: dict[Words, Cluster] = {}
        self._by_word: dict[str, dict[Cluster, None]] = {}
        # What a long document is not to be searched for again and again: the words by first letter and length,
        # and by what an acronym may stand for the number of the first cluster that it stands for.
        self._shapes: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._initials: dict[str, int] = {}
        self._shared: set[str] = set()
        self._acronyms: dict[str, int] = {}
        self._number: dict[Cluster, int] = {}
        self._close: dict[str, list[str]] | None = None

    def group(self, references: Sequence[Reference]) -> dict[Reference, Cluster]:
        """The cluster of each reference that has a name; the fullest names found theirs first."""
        named = [r for r in references if r.words]
        where: dict[Reference, Cluster] = {}
        for reference in sorted(named, key=lambda r: (-len(r.words), r.start)):
            if len(reference.words) > 1:
                where[reference] = self._place(reference, self._full(reference))
        # No name of two words comes any more, so what is spelt like what is settled.
        self._close = {}
        starts = {c: sorted(r.start for r in c.references) for c in self.clusters}
        for reference in sorted(named, key=lambda r: r.start):
            if len(reference.words) == 1:
                where[reference] = self._place(reference, self._short(reference, starts))
        return where

    def _place(self, reference: Reference, cluster: Cluster | None) -> Cluster:
        if cluster is None:
            cluster = Cluster()
            self._number[cluster] = len(self.clusters)
            self.clusters.append(cluster)
        cluster.add(reference)
        self._exact.setdefault(reference.words, cluster)
        for word in reference.words:
            if word not in self._by_word:
                self._by_word[word] = {}
                self._shapes[word[0], len(word)].append(word)
            self._by_word[word][cluster] = None
        number = self._number[cluster]
        if len(reference.words) > 1:
            for letters in initials(reference.words):
                if self._initials.get(letters, number) != number:
                    self._shared.add(letters)
                self._initials[letters] = min(number, self._initials.get(letters, number))
        if reference.acronym:
            self._exact.setdefault(words(reference.acronym), cluster)
            self._acronyms[reference.acronym] = min(number, self._acronyms.get(reference.acronym, number))
        return cluster

    def _full(self, reference: Reference) -> Cluster | None:
        if reference.words in self._exact:
            return self._exact[reference.words]
        if reference.number == "Plur" or is_place(reference.words, self.pack):
            return None
        near = self._namesakes(reference.words)
        fitting = [c for c in near if any(self._one(reference, c, other) for other in c.names)]
        if not fitting and reference.name and is_acronym(reference.name):
            return self._spelt_out(reference.name)
        if not fitting and (person := self._initialled("".join(reference.words), len(reference.words))) is not None:
            return person
        return fitting[0] if len(set(fitting)) == 1 else None

    def _initialled(self, letters: str, count: int) -> Cluster | None:
        """*H. J.*: the only one whose initials these are, if that may be a person; *U.S.* is an acronym."""
        if len(letters) != count or letters in self._shared or letters not in self._initials:
            return None
        bearer = self.clusters[self._initials[letters]]
        return bearer if bearer.may_be_person else None

    def _one(self, reference: Reference, cluster: Cluster, other: Words) -> bool:
        if len(other) < 2 or cluster.plural or not _may_be_one(reference, cluster):
            return False
        if reference.kind is SourceType.PERSON or cluster.kind is SourceType.PERSON:
            return one_name(reference.words, other)
        # Bodies: "Commission européenne de Bruxelles" goes on with the same name; "Université de Caen" is
        # not Caen.
        short, long = sorted((reference.words, other), key=len)
        return long[: len(short)] == short or (one_name(short, long) and len(short) == len(long))

    def _near(self, *parts: str) -> dict[Cluster, None]:
        """The clusters that have one of these words, or one spelt like it, in order."""
        found: dict[Cluster, None] = {}
        for part in parts:
            for key in (part, *self._spelt_like(part)):
                found.update(self._by_word.get(key, {}))
        return found

    def _namesakes(self, parts: Words) -> dict[Cluster, None]:
        """The clusters that may be of a name in full, without all those that share a given name and no more.

        Of two names that are one, each word of the shorter is in the longer, maybe as an initial, or their last
        words are alike (`one_name`).
        """
        if any(len(part) == 1 for part in parts):
            return self._near(parts[-1], parts[0])
        found = self._near(parts[-1])
        for first in (parts[0], *self._spelt_like(parts[0])):
            for other in {*parts[1:-1], *(part[0] for part in parts[1:])}:
                few, many = sorted((self._by_word.get(first, {}), self._by_word.get(other, {})), key=len)
                found.update((cluster, None) for cluster in few if cluster in many)
        return found

    def _spelt_like(self, part: str) -> list[str]:
        if self._close is not None and part in self._close:
            return self._close[part]
        other = [key for key in spellings(part) if key in self._by_word]
        lengths = range(len(part) - REACH, len(part) + REACH + 1)
        likely = [*other, *(key for length in lengths for key in self._shapes.get((part[0], length), ()))]
        close = process.extract(part, likely, scorer=fuzz.ratio, score_cutoff=_LIKELY, limit=None)
        keys = [key for key, _, _ in close if key != part and alike(key, part)] if len(part) > 3 else []
        keys = list(dict.fromkeys([*keys, *(key for key in other if key != part)]))
        if self._close is not None:
            self._close[part] = keys
        return keys

    def _short(self, reference: Reference, starts: dict[Cluster, list[int]]) -> Cluster | None:
        """A single word: an acronym, or the last (or first) name of somebody named in full somewhere."""
        (word,) = reference.words
        name = reference.name or ""
        if is_acronym(name) and reference.words in self._exact:
            return self._exact[reference.words]
        if is_acronym(name) and (cluster := self._spelt_out(name)) is not None:
            return cluster
        if word in self.pack.titles.press and (papers := self._papers(word)):
            return min(papers, key=lambda c: _distance(starts.get(c, []), reference.start))
        if reference.words in self._exact and not is_place(reference.words, self.pack):
            exact = self._exact[reference.words]
            if exact.kind is not SourceType.PERSON or len(self._holders(word, reference)) < 2:
                return exact
        if is_place(reference.words, self.pack):
            return self._exact.get(reference.words)
        holders = self._holders(word, reference)
        if not holders:
            return self._exact.get(reference.words)
        known = [c for c in holders if starts[c][0] < reference.start] or holders
        if len(known) > 1 and all(c.may_be_person for c in known):
            # Two people of one surname whom nothing tells apart: the surname alone.
            return self._exact.get(reference.words)
        return min(known, key=lambda c: _distance(starts.get(c, []), reference.start))

    def _papers(self, word: str) -> list[Cluster]:
        """The outlets whose longer name ends with a word: *The New York Post … the Post*."""
        outlets = (c for c in self._by_word.get(word, {}) if c.kind is SourceType.OUTLET)
        return [c for c in outlets if any(len(parts) > 1 and parts[-1] == word for parts in c.names)]

    def _holders(self, word: str, reference: Reference) -> list[Cluster]:
        exact, close = [], []
        for cluster in self._near(word):
            if not _may_be_one(reference, cluster) or cluster.plural:
                continue
            for parts in cluster.names:
                if len(parts) < 2:
                    continue
                person = cluster.kind in (SourceType.PERSON, None)
                ends = (parts[-1], parts[0]) if person else (parts[0],)
                if word in ends or (not person and word in parts and reference.kind is cluster.kind):
                    exact.append(cluster)
                    break
                if person and any(alike(word, end) for end in ends):
                    close.append(cluster)
                    break
        return exact or close

    def _spelt_out(self, acronym: str) -> Cluster | None:
        letters = "".join(words(acronym))
        numbers = (self._acronyms.get(acronym), self._initials.get(letters) if len(letters) > 1 else None)
        known = [number for number in numbers if number is not None]
        return self.clusters[min(known)] if known else None


def _may_be_one(reference: Reference, cluster: Cluster) -> bool:
    """Nothing speaks against it: neither type nor gender."""
    if reference.kind is not None and cluster.kind is not None and reference.kind is not cluster.kind:
        return False
    person = reference.kind is SourceType.PERSON or cluster.kind is SourceType.PERSON
    return not (person and reference.gender and cluster.gender and reference.gender != cluster.gender)


def _distance(starts: Sequence[int], here: int) -> tuple[bool, int]:
    """How far back the nearest mention is; mentions only further on come last."""
    place = bisect_left(starts, here)
    return (False, here - starts[place - 1]) if place else (True, starts[0] - here if starts else 0)
