"""From reports to a trace: statements, who each rests on, and how it came to where it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from factcheck.errors import DataError
from factcheck.provenance.copies import shared_text
from factcheck.provenance.origins import (
    Cast,
    Teller,
    acronym,
    cast,
    join_short_names,
    join_surnames,
    maybe_one_document,
    telling,
    told_apart,
)
from factcheck.provenance.pairs import PairModel
from factcheck.provenance.statements import Group, Unit, gather, units
from factcheck.provenance.values import (
    Copy,
    Document,
    Origin,
    Statement,
    StatementFlag,
    Trace,
    TracedArticle,
    Wording,
)
from factcheck.report import Flag, Report, Source, SourceType

#: An article that repeats at least this share of another's words has its claims from there.
COPY = 0.5


def trace_with(
    given: Sequence[Report], documents: Sequence[Document] | None = None, model: PairModel | None = None
) -> Trace:
    """A trace by a model of one's own for what says alike; see ``factcheck.trace``."""
    known = list(documents) if documents is not None else [Document(f"d{n}") for n, _ in enumerate(given, 1)]
    if len(known) != len(given):
        raise DataError(f"{len(given)} reports, but {len(known)} documents: give one for each, in the same order")
    twice = [id for id, count in Counter(document.id for document in known).items() if count > 1]
    if twice:
        raise DataError(f"two documents have the id {twice[0]!r}: give each its own")
    order = sorted(range(len(given)), key=lambda place: (_when(known, place), place))
    return _Tracing([given[place] for place in order], [known[place] for place in order]).trace(model)


def _when(documents: Sequence[Document], place: int) -> str:
    # A date that only some have orders nothing.
    return documents[place].date or "" if all(document.date for document in documents) else ""


@frozen
class _Held:
    """A claim of a group with the chain that it really has: outlets of the trace are followed to where they have it."""

    unit: Unit
    chain: tuple[Teller, ...]

    @property
    def origin(self) -> Teller | None:
        return self.chain[-1] if self.chain else None


@frozen(eq=False)
class _Tracing:
    """One trace in the making; the articles stand in time order."""

    reports: Sequence[Report]
    documents: Sequence[Document]
    copied: dict[int, dict[int, float]] = field(factory=lambda: defaultdict(dict))

    def trace(self, model: PairModel | None) -> Trace:
        for later, earlier, share in shared_text([report.text for report in self.reports]):
            self.copied[later][earlier] = share
        found = units(self.reports)
        groups = [group for group in gather(found, model) if len({found[place].document for place in group.same}) > 1]
        people = cast(self.reports, self.documents)
        for group in groups:
            self._join(group, found, people)
        chains = {
            (held.unit.document, held.unit.claim.id): held.chain
            for group in groups
            for held in self._followed(group, found, people)
        }
        cited = self._cited(people, chains)
        made = _Origins(people, cited, self.documents)
        statements = sorted(
            (self._statement(group, found, people, chains, made) for group in groups),
            key=lambda statement: -len(statement.articles),
        )
        numbered = (evolve(statement, id=f"st{number}") for number, statement in enumerate(statements, 1))
        return Trace(tuple(numbered), made.origins(), tuple(self._articles(cited, made, people)))

    def _join(self, group: Group, found: Sequence[Unit], people: Cast) -> None:
        """Who is one for all that a statement tells: surnames, and unnamed ones who came the same way."""
        inside = [found[place] for place in group.same]
        tellers = [t for unit in inside for t in people.chain(unit.document, unit.claim)]
        join_surnames(tellers, people)
        join_short_names(tellers, people)
        ways: dict[Teller, list[Teller]] = defaultdict(list)
        for unit in inside:
            chain = people.chain(unit.document, unit.claim)
            if not chain or chain[-1] not in people.nameless:
                continue
            for way in (*chain[:-1], *self._sources_of(unit.document)):
                if way in people.sources and people.is_outlet(way):
                    ways[people.same.of(way)].append(chain[-1])
        for tellers in ways.values():
            for teller in tellers[1:]:
                people.same.join(tellers[0], teller)

    def _sources_of(self, document: int) -> list[Teller]:
        """The outlet of an article, and those of the articles that it takes its text from."""
        copied = [earlier for earlier, share in self.copied[document].items() if share >= COPY]
        return [Teller(place, "") for place in (document, *copied)]

    def _followed(self, group: Group, found: Sequence[Unit], people: Cast) -> list[_Held]:
        """The claims of a statement, their chains followed through outlets whose own article is here too."""
        inside = [found[place] for place in group.same]
        own: dict[Teller, tuple[Teller, ...]] = {}
        for unit in inside:
            chain = people.chain(unit.document, unit.claim)
            outlet = Teller(unit.document, "")
            if chain and outlet in people.sources:
                own.setdefault(people.same.of(outlet), chain)
        result = []
        for unit in inside:
            chain = people.chain(unit.document, unit.claim)
            seen = {people.same.of(Teller(unit.document, ""))}
            while chain and people.is_outlet(chain[-1]) and people.same.of(chain[-1]) not in seen:
                seen.add(people.same.of(chain[-1]))
                chain += own.get(people.same.of(chain[-1]), ())
            result.append(_Held(unit, chain))
        return result

    def _cited(
        self, people: Cast, chains: Mapping[tuple[int, str], tuple[Teller, ...]]
    ) -> dict[Teller, dict[int, int]]:
        """How many letters of each article's claims rest on whom."""
        letters: dict[Teller, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for place, report in enumerate(self.reports):
            for claim in report:
                chain = chains.get((place, claim.id)) or people.chain(place, claim)
                if chain:
                    letters[people.same.of(chain[-1])][place] += sum(map(str.isalnum, claim.text))
        return letters

    def _statement(
        self,
        group: Group,
        found: Sequence[Unit],
        people: Cast,
        chains: Mapping[tuple[int, str], tuple[Teller, ...]],
        made: "_Origins",
    ) -> Statement:
        inside = sorted((found[place] for place in group.same), key=lambda unit: unit.document)
        documents = {unit.document for unit in inside}
        wordings = tuple(self._wording(unit, people, chains, made, documents) for unit in inside)
        disputes = tuple(self._wording(found[place], people, chains, made, set()) for place in sorted(group.disputes))
        # Who denies it is no origin of it.
        told = [w for w in wordings if w.origin and not w.denies]
        # What an article took over counts where the one that it took it from does not say who it is from.
        sourced = {w.document for w in told}
        named = made.ordered([w.origin for w in told if w.origin and w.copied_from not in sourced])
        # *Experts*, *rumours*: nobody in particular is shown to be nobody else.
        certain = {w.origin for w in told if Flag.VAGUE_SOURCE not in w.flags}
        origins = made.apart([id for id in named if id in certain] or named, [w.origin for w in told if w.origin])
        best = found[group.centre]
        statement = Statement(
            id="",
            text=best.claim.text,
            language=self.reports[best.document].language,
            claims=wordings,
            origins=origins,
            independent_origins=len(origins),
            perhaps_same=tuple(id for id in named if id not in origins),
            copies=sum(w.copied_from is not None for w in wordings),
            disputes=disputes,
        )
        because = dict(self._flags(statement, inside, people, made))
        return evolve(statement, flags=tuple(because), because=because)

    def _wording(
        self,
        unit: Unit,
        people: Cast,
        chains: Mapping[tuple[int, str], tuple[Teller, ...]],
        made: "_Origins",
        documents: set[int],
    ) -> Wording:
        chain = chains.get((unit.document, unit.claim.id)) or people.chain(unit.document, unit.claim)
        copied = [e for e, share in self.copied[unit.document].items() if share >= COPY and e in documents]
        return Wording(
            document=self.documents[unit.document].id,
            claim=unit.claim.id,
            text=unit.claim.text,
            spans=unit.claim.spans,
            flags=unit.claim.flags,
            origin=made.id(chain[-1]) if chain else None,
            relays=tuple(people.sources[teller].name for teller in chain[:-1]),
            copied_from=self.documents[copied[0]].id if copied else None,
            denies=Flag.DENIED in unit.claim.flags,
        )

    def _flags(
        self, statement: Statement, inside: Sequence[Unit], people: Cast, made: "_Origins"
    ) -> Iterable[tuple[StatementFlag, Mapping[str, str]]]:
        """The flags of a statement, each with what the sentence that says why names."""
        if statement.independent_origins == 1:
            names = ", ".join(made.by_id[id].name for id in (*statement.origins, *statement.perhaps_same))
            yield StatementFlag.SINGLE_ORIGIN, {"articles": str(len(statement.articles)), "names": names}
        named = (*statement.origins, *statement.perhaps_same)
        if named and all(made.by_id[id].anonymous for id in named):
            yield StatementFlag.ANONYMOUS, {}
        if loop := _loop(self._passing(inside, people)):
            yield StatementFlag.CIRCULAR, {"names": " ← ".join(people.sources[teller].name for teller in loop)}
        if hardened := self._hardened(inside):
            first, later = hardened
            yield StatementFlag.HARDENED, {"first": self._title(first), "later": self._title(later)}
        denials = [w for w in statement.claims if w.denies] + list(statement.disputes)
        if denials:
            yield StatementFlag.DISPUTED, {"article": denials[0].document, "text": denials[0].text}

    def _title(self, document: int) -> str:
        known = self.documents[document]
        return f"{known.outlet} ({known.id})" if known.outlet else known.id

    def _hardened(self, inside: Sequence[Unit]) -> tuple[int, int] | None:
        """The first article that had it from somebody or as hearsay, and the first later one that simply says it."""
        vouched: dict[int, bool] = {}
        for unit in inside:
            bare = unit.claim.attribution is None and Flag.HEARSAY not in unit.claim.flags
            vouched[unit.document] = vouched.get(unit.document, True) and bare
        careful = min((place for place, bare in vouched.items() if not bare), default=None)
        if careful is None:
            return None
        later = min((place for place, bare in vouched.items() if bare and place > careful), default=None)
        return None if later is None else (careful, later)

    def _passing(self, inside: Sequence[Unit], people: Cast) -> dict[Teller, set[Teller]]:
        """Which outlet has it from which."""
        edges: dict[Teller, set[Teller]] = defaultdict(set)
        for unit in inside:
            own = Teller(unit.document, "")
            if own not in people.sources:
                continue
            for teller in people.chain(unit.document, unit.claim):
                if people.is_outlet(teller) and people.same.of(teller) != people.same.of(own):
                    edges[people.same.of(own)].add(people.same.of(teller))
        return edges

    def _articles(
        self, cited: Mapping[Teller, Mapping[int, int]], made: "_Origins", people: Cast
    ) -> Iterable[TracedArticle]:
        for place, document in enumerate(self.documents):
            total = sum(sum(map(str.isalnum, claim.text)) for claim in self.reports[place])
            shares = {
                made.id(teller): round(letters[place] / total, 3)
                for teller, letters in cited.items()
                if letters.get(place) and total
            }
            copies = sorted(self.copied[place].items(), key=lambda item: (-item[1], item[0]))
            yield TracedArticle(
                document,
                dict(sorted(shares.items(), key=lambda item: (-item[1], item[0]))),
                tuple(Copy(self.documents[earlier].id, share) for earlier, share in copies),
            )


def _loop(edges: Mapping[Teller, set[Teller]]) -> tuple[Teller, ...]:
    """A way from an outlet back to itself, if there is one."""

    def search(path: tuple[Teller, ...]) -> tuple[Teller, ...]:
        for after in sorted(edges.get(path[-1], ()), key=lambda t: (t.document, t.source)):
            if after == path[0]:
                return (*path, after)
            if after not in path and (found := search((*path, after))):
                return found
        return ()

    return next((found for start in edges if (found := search((start,)))), ())


class _Origins:
    """The origins of a trace with their ids, those of most articles first."""

    def __init__(self, people: Cast, cited: Mapping[Teller, Mapping[int, int]], documents: Sequence[Document]) -> None:
        self._people = people
        spellings: dict[Teller, dict[str, None]] = defaultdict(dict)
        types: dict[Teller, Counter[SourceType]] = defaultdict(Counter)
        links: dict[Teller, str] = {}
        told: dict[Teller, set[str]] = defaultdict(set)
        for teller, source in people.sources.items():
            whole = people.same.of(teller)
            told[whole].update(telling(source.name), telling(source.description or ""))
            spellings[whole][source.name] = None
            types[whole][source.type] += 1
            if source.link:
                links.setdefault(whole, source.link)
        ordered = sorted(cited, key=lambda teller: -len(cited[teller]))
        self._ids = {teller: f"o{number}" for number, teller in enumerate(ordered, 1)}
        self._told = {self._ids[teller]: told[teller] for teller in ordered}
        self.by_id = {
            self._ids[teller]: Origin(
                id=self._ids[teller],
                name=max(spellings[teller], key=len),
                type=types[teller].most_common(1)[0][0],
                anonymous=teller in people.nameless,
                link=links.get(teller),
                names=tuple(spellings[teller]),
                articles=tuple(documents[place].id for place in sorted(cited[teller])),
            )
            for teller in ordered
        }

    def id(self, teller: Teller) -> str:
        """The id of the origin that somebody is."""
        return self._ids[self._people.same.of(teller)]

    def origins(self) -> tuple[Origin, ...]:
        """All of them."""
        return tuple(self.by_id.values())

    def ordered(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The origins of a statement, those of most claims first.

        An outlet is an origin only where no article says who it has it from.
        """
        ordered = [id for id, _ in Counter(ids).most_common()]
        return tuple([id for id in ordered if self.by_id[id].type is not SourceType.OUTLET] or ordered)

    def apart(self, ids: Sequence[str], in_time: Sequence[str]) -> tuple[str, ...]:
        """One for each of the origins that are shown to be different: of those who may be one, who was named first.

        Unnamed ones of whom nothing is told that tells them apart may be one; so may a person or a document and the
        body whose name stands in what is told of them.

        Args:
            ids: the origins of a statement.
            in_time: the origins of its claims, the first first.
        """
        maybe = {
            id: [other for other in ids if other != id and self._may_be_one(self.by_id[id], self.by_id[other])]
            for id in ids
        }
        kept: dict[str, list[str]] = {}
        # Somebody of whom nothing is told may be any of the others: whoever has the fewest such goes first.
        for id in sorted(ids, key=lambda id: len(maybe[id])):
            home = next((one for one in kept if one in maybe[id]), id)
            kept.setdefault(home, []).append(id)
        firsts = {min(held, key=in_time.index) for held in kept.values()}
        return tuple(id for id in ids if id in firsts)

    def _may_be_one(self, one: Origin, other: Origin) -> bool:
        if one.anonymous or other.anonymous:
            return all(map(_unnamed, (one, other))) and not told_apart(_described(one), _described(other))
        if one.type is other.type is SourceType.PERSON:
            return False
        return maybe_one_document(_described(one), _described(other)) or any(
            set(telling(a.name)) <= self._told[b.id] or acronym(a.name) in self._told[b.id]
            for a, b in ((one, other), (other, one))
        )


def _unnamed(origin: Origin) -> bool:
    """Whether somebody goes without a name in every article: *a former aide* is no other for being called *the*."""
    return origin.anonymous or (
        origin.type in {SourceType.PERSON, SourceType.GROUP} and all(name == name.lower() for name in origin.names)
    )


def _described(origin: Origin) -> Source:
    return Source(origin.id, " ".join(origin.names), origin.type, origin.anonymous)
