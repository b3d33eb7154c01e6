"""The values that come out: a report, its claims, who is cited for each, and the sources behind them.

All of them are frozen: a report can be shared between threads and put in a set. Offsets are code points
(Python string indices) into the text exactly as given, half-open: ``text[start:end] == mention.text``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from attrs import evolve, field, frozen

from factcheck.common.reading import Given
from factcheck.errors import DataError

if TYPE_CHECKING:
    import pandas
    from spacy.language import Language
    from spacy.tokens import Doc

    from factcheck.exports import BinaryFormat, TextFormat
    from factcheck.exports.about import About
    from factcheck.provenance.summary import Summary


#: What stands between stretches of the text that are given as one: the spans of a claim in ``Claim.text``.
GAP = " … "


class Kind(StrEnum):
    """How a claim is put: quoted, reported, both, or in the article's own voice.

    >>> Kind("direct") is Kind.DIRECT
    True
    """

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATOR = "narrator"


class Flag(StrEnum):
    """What a reader should know about the sourcing of a claim (see the flags page of the docs)."""

    UNSOURCED = "unsourced"
    SECOND_HAND = "second_hand"
    HEARSAY = "hearsay"
    ANONYMOUS_SOURCE = "anonymous_source"
    VAGUE_SOURCE = "vague_source"
    DENIED = "denied"


class SourceType(StrEnum):
    """What sort of thing a source is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    OUTLET = "outlet"
    DOCUMENT = "document"
    GROUP = "group"
    UNKNOWN = "unknown"


@frozen
class Mention:
    """A stretch of the text.

    >>> Mention("NBC", 10, 13).to_dict()
    {'text': 'NBC', 'start': 10, 'end': 13}
    """

    text: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The mention as plain JSON values."""
        return {"text": self.text, "start": self.start, "end": self.end}


@frozen
class Unnamed:
    """What the article does tell of a source that it does not name, in its own words; None for what it does not.

    ``count`` says how many (*deux*, *several*), ``body`` whose people they are, what they come from or are close
    to (*White House*, *ministère de la Défense*), ``reason`` why they are not named (*who spoke on condition of
    anonymity because they were not authorised to speak*).

    >>> Unnamed(count="two", body="White House").to_dict()
    {'count': 'two', 'body': 'White House', 'reason': None}
    """

    count: str | None = None
    body: str | None = None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """What is told as plain JSON values."""
        return {"count": self.count, "body": self.body, "reason": self.reason}


@frozen
class Source:
    """Somebody (or some document) that the article cites, with every mention that leads to them.

    ``name`` is the fullest name found in the article, ``link`` an identifier such as ``wikidata:Q9684`` or
    None, ``description`` what the article says they are (*a former general*), or None. ``unnamed`` is what it
    tells of an anonymous source, None for all others.
    """

    id: str
    name: str
    type: SourceType
    anonymous: bool = False
    mentions: tuple[Mention, ...] = ()
    link: str | None = None
    description: str | None = None
    unnamed: Unnamed | None = None

    def to_dict(self) -> dict[str, Any]:
        """The source as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "type": str(self.type),
            "anonymous": self.anonymous,
            "mentions": [mention.to_dict() for mention in self.mentions],
            "link": self.link,
            "description": self.description,
            "unnamed": self.unnamed.to_dict() if self.unnamed else None,
        }

    def _repr_html_(self) -> str:
        from factcheck.exports.html.notebook import source_card

        return source_card(self)


@frozen
class Attribution:
    """Who says so: the cue, the mention of the source next to it, and the chain of source ids.

    ``chain`` runs from the nearest teller to the origin, so ``chain[-1]`` is the origin and what stands
    before it are relays; it is empty when nobody in particular is cited (*it is feared that …*).
    """

    cue: Mention | None
    source: Mention | None
    chain: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The attribution as plain JSON values."""
        return {
            "cue": self.cue.to_dict() if self.cue else None,
            "source": self.source.to_dict() if self.source else None,
            "chain": list(self.chain),
        }


class _Reasons(Mapping[Flag, str]):
    """A mapping that nobody changes; unlike a mapping proxy, it can be sent to another process."""

    __slots__ = ("_given",)

    def __init__(self, given: Mapping[Flag, str]) -> None:
        self._given = dict(given)

    def __getitem__(self, flag: Flag) -> str:
        return self._given[flag]

    def __iter__(self) -> Iterator[Flag]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __repr__(self) -> str:
        return repr(self._given)


@frozen
class Alternative:
    """A reading of a claim's words that was not chosen: what would have been said, by whom, and how likely that is."""

    text: str
    source: str | None
    confidence: float


@frozen
class Claim:
    """One content, or one assertion in the article's own voice.

    ``spans`` are the stretches of the text that it covers, in order; ``why`` gives one plain sentence for
    each flag, and cannot be changed. ``confidence`` is between 0 and 1. ``alternatives`` are the readings that came
    second; they are kept for :meth:`explain` and no part of ``to_dict``.

    >>> claim = Claim("c1", "it rains", ((9, 17),), Kind.INDIRECT, Attribution(None, None, ("s2", "s1")))
    >>> claim.origin
    's1'
    """

    id: str
    text: str
    spans: tuple[tuple[int, int], ...]
    kind: Kind
    attribution: Attribution | None = None
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0
    why: Mapping[Flag, str] = field(factory=dict, converter=_Reasons, hash=False)
    alternatives: tuple[Alternative, ...] = field(default=(), eq=False, repr=False)

    @property
    def origin(self) -> str | None:
        """The id of the source that it comes from, the end of its chain; None when nobody is cited."""
        return self.attribution.chain[-1] if self.attribution and self.attribution.chain else None

    def to_dict(self) -> dict[str, Any]:
        """The claim as plain JSON values."""
        return {
            "id": self.id,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "kind": str(self.kind),
            "attribution": self.attribution.to_dict() if self.attribution else None,
            "flags": [str(flag) for flag in self.flags],
            "confidence": self.confidence,
            "why": {str(flag): reason for flag, reason in self.why.items()},
        }

    def explain(self, interface: str = "en") -> str:
        """What was decided about the claim and how surely, in plain words, with the readings that came second.

        ``interface`` is the language of the words, ``en`` or ``fr``. Raises LanguageError for another one.

        >>> told = Attribution(Mention("says", 4, 8), Mention("Ann", 0, 3), ("s1",))
        >>> print(Claim("c1", "it rains", ((9, 17),), Kind.INDIRECT, told, confidence=0.9).explain())
        “it rains”
          said by “Ann”, as “says” shows; 90% sure
        """
        from factcheck.exports.explanation import explanation

        return explanation(self, interface)

    def _repr_html_(self) -> str:
        from factcheck.exports.html.notebook import claim_card

        return claim_card(self)


@frozen(repr=False)
class Report:
    """What a text claims, and who says so: a sequence of its claims in the order of the text.

    >>> report = Report("It rains.", "en", (Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR),), ())
    >>> report
    <Report en, 1 claim, 0 sources>
    >>> [claim.text for claim in report]
    ['It rains.']
    >>> report[0].text, len(report[:5])
    ('It rains.', 1)
    >>> Report.from_dict(report.to_dict()) == report
    True
    """

    text: str
    language: str
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    @overload
    def __getitem__(self, place: int) -> Claim: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Claim, ...]: ...

    def __getitem__(self, place: int | slice) -> Claim | tuple[Claim, ...]:
        """The claim at a place, from 0 on; several for a slice. Raises IndexError when there is none."""
        return self.claims[place]

    def __repr__(self) -> str:
        counts = ((len(self.claims), "claim"), (len(self.sources), "source"))
        said = ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)
        return f"<Report {self.language}, {said}>"

    @cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    def source(self, id: str) -> Source:
        """The source with this id; raises KeyError if the report has none."""
        return self._sources_by_id[id]

    def chain(self, claim: Claim) -> tuple[Source, ...]:
        """The sources behind a claim, from the nearest teller to the origin; empty if there is none."""
        return tuple(self.source(id) for id in claim.attribution.chain) if claim.attribution else ()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, in exactly the shape that the documentation promises."""
        return {
            "text": self.text,
            "language": self.language,
            "claims": [claim.to_dict() for claim in self.claims],
            "sources": [source.to_dict() for source in self.sources],
        }

    def to_json(self, indent: int | None = None) -> str:
        """The report as one JSON document. Lone surrogates are escaped, so that it can always be written."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        return text if _encodable(text) else json.dumps(self.to_dict(), indent=indent)

    def summary(self) -> "Summary":
        """The figures: how much of the text is sourced and how well, and who is cited how often."""
        from factcheck.provenance.summary import summarize

        return summarize(self)

    @overload
    def export(self, to: "TextFormat", about: "About | None" = None) -> str: ...
    @overload
    def export(self, to: "BinaryFormat", about: "About | None" = None) -> bytes: ...
    @overload
    def export(self, to: str, about: "About | None" = None) -> str | bytes: ...
    def export(self, to: str, about: "About | None" = None) -> str | bytes:
        """The report in another format, by the name it has in ``factcheck.exports.EXPORTS``.

        ``about`` is what is known of the article beyond its text, for the formats that say which one it is.

        >>> Report("Rain.", "en", (), ()).export("jsonl")
        '{"text": "Rain.", "language": "en", "claims": [], "sources": []}\\n'
        """
        from factcheck.exports import export

        return export(self, to, about)

    def to_html(
        self,
        *,
        title: str | None = None,
        outlet: str | None = None,
        date: str | None = None,
        url: str | None = None,
        interface: str | None = None,
    ) -> str:
        """One self-contained page that shows the article, its claims, and who is cited for each.

        Args:
            title: what to call the article; by default its first line.
            outlet: who publishes it.
            date: when it appeared, as ISO 8601 (``2026-11-30``).
            url: where it can be read.
            interface: language of the page's own words, ``en`` or ``fr``; by default that of the report.

        Raises:
            LanguageError: the interface does not speak that language.
            MissingPackageError: jinja2 is not installed.
        """
        from factcheck.exports.about import About
        from factcheck.exports.html.page import page

        return page(self, About(title=title, url=url, outlet=outlet, date=date), interface)

    def to_pandas(self, about: "About | None" = None) -> "pandas.DataFrame":
        """A data frame with one row per claim. Raises MissingPackageError when pandas is not installed."""
        from factcheck.exports.frames import to_pandas

        return to_pandas(self, about)

    def to_arrow(self, about: "About | None" = None) -> Any:
        """An Arrow table with one row per claim. Raises MissingPackageError when pyarrow is not installed."""
        from factcheck.exports.frames import to_arrow

        return to_arrow(self, about)

    def to_spacy(self, nlp: "Language | None" = None) -> "Doc":
        """A spaCy document with claims, cues and sources as span groups; see ``exports.spacy_doc``."""
        from factcheck.exports.spacy_doc import to_doc

        return to_doc(self, nlp)

    def _repr_html_(self) -> str:
        from factcheck.exports.html.notebook import framed

        return framed(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Report":
        """Read back what ``to_dict`` gave.

        Raises DataError, with the place, when the data does not have that shape, or when it contradicts itself: two
        claims or sources of one id, a source that is cited and not there, a span outside of the text or out of
        order, words that the text does not have where they are said to stand.
        """
        try:
            return _report(Given(data))
        except DataError as error:
            raise DataError(f"not a factcheck report: {error}") from error


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _report(given: Given) -> Report:
    text = given.at("text").text()
    sources = tuple(_source(item, text) for item in given.at("sources").each())
    ids = _unique(given.at("sources"), (source.id for source in sources))
    claims = tuple(_claim(item, text, ids) for item in given.at("claims").each())
    _unique(given.at("claims"), (claim.id for claim in claims))
    return Report(text, given.at("language").text(), claims, sources)


def _unique(given: Given, ids: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for item, id in zip(given.each(), ids, strict=True):
        if id in seen:
            raise item.wrong(f"the id {id!r} is taken")
        seen.add(id)
    return frozenset(seen)


def _claim(given: Given, text: str, sources: frozenset[str]) -> Claim:
    spans = tuple(_span(item) for item in given.at("spans").each())
    edges = [edge for span in spans for edge in span]
    if not edges or edges != sorted(edges) or edges[0] < 0 or edges[-1] > len(text) or any(a == b for a, b in spans):
        raise given.at("spans").wrong("must be stretches of the text, in order and apart, and at least one")
    words = given.at("text").text()
    if words != GAP.join(text[start:end] for start, end in spans):
        raise given.at("text").wrong("is not what the text has at the spans")
    return Claim(
        id=given.at("id").text(),
        text=words,
        spans=spans,
        kind=given.at("kind").one_of(Kind),
        attribution=given.at("attribution").optional(lambda item: _attribution(item, text, sources)),
        flags=tuple(item.one_of(Flag) for item in given.at("flags").each()),
        confidence=given.at("confidence").share(),
        why=given.get("why").optional(_why) or {},
    )


def _span(given: Given) -> tuple[int, int]:
    edges = given.each()
    if len(edges) != 2:
        raise given.wrong("must be two numbers")
    return edges[0].whole(), edges[1].whole()


def _why(given: Given) -> dict[Flag, str]:
    return {evolve(given, value=flag).one_of(Flag): given.at(flag).text() for flag in given.table()}


def _attribution(given: Given, text: str, sources: frozenset[str]) -> Attribution:
    chain = given.at("chain").each()
    for item in chain:
        if item.text() not in sources:
            raise item.wrong(f"cites the source {item.text()!r}, which is not there")
    cue, source = (given.at(key).optional(lambda item: _mention(item, text)) for key in ("cue", "source"))
    return Attribution(cue, source, tuple(item.text() for item in chain))


def _mention(given: Given, text: str) -> Mention:
    mention = Mention(given.at("text").text(), given.at("start").whole(), given.at("end").whole())
    if not 0 <= mention.start < mention.end <= len(text) or text[mention.start : mention.end] != mention.text:
        raise given.wrong("is not what the text has there")
    return mention


def _source(given: Given, text: str) -> Source:
    return Source(
        id=given.at("id").text(),
        name=given.at("name").text(),
        type=given.at("type").one_of(SourceType),
        anonymous=given.at("anonymous").truth(),
        mentions=tuple(_mention(item, text) for item in given.at("mentions").each()),
        link=given.at("link").optional(Given.text),
        description=given.get("description").optional(Given.text),
        unnamed=given.get("unnamed").optional(_unnamed),
    )


def _unnamed(given: Given) -> Unnamed:
    return Unnamed(*(given.get(key).optional(Given.text) for key in ("count", "body", "reason")))
