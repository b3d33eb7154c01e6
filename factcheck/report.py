"""The values that come out: a report, its claims, who is cited for each, and the sources behind them.

All of them are frozen: a report can be shared between threads and put in a set. Offsets are code points
(Python string indices) into the text exactly as given, half-open: ``text[start:end] == mention.text``.
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from operator import index
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from factcheck.errors import DataError

if TYPE_CHECKING:
    import pandas
    from spacy.language import Language
    from spacy.tokens import Doc

    from factcheck.summary import Summary


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


@frozen
class Claim:
    """One content, or one assertion in the article's own voice.

    ``spans`` are the stretches of the text that it covers, in order; ``why`` gives one plain sentence for
    each flag. ``confidence`` is between 0 and 1.
    """

    id: str
    text: str
    spans: tuple[tuple[int, int], ...]
    kind: Kind
    attribution: Attribution | None = None
    flags: tuple[Flag, ...] = ()
    confidence: float = 1.0
    why: Mapping[Flag, str] = field(factory=dict, hash=False)

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

    def _repr_html_(self) -> str:
        from factcheck.exports.html.notebook import claim_card

        return claim_card(self)


@frozen
class Report:
    """What a text claims, and who says so. Iterating over it gives its claims in the order of the text.

    >>> report = Report("It rains.", "en", (Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR),), ())
    >>> [claim.text for claim in report]
    ['It rains.']
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
        from factcheck.summary import summarize

        return summarize(self)

    def export(self, to: str) -> str | bytes:
        """The report in another format, by the name it has in ``factcheck.exports.EXPORTS``.

        >>> Report("Rain.", "en", (), ()).export("jsonl")
        '{"text": "Rain.", "language": "en", "claims": [], "sources": []}\\n'
        """
        from factcheck.exports import export

        return export(self, to)

    def to_html(self, *, title: str | None = None, outlet: str | None = None, interface: str | None = None) -> str:
        """One self-contained page that shows the article, its claims, and who is cited for each.

        Args:
            title: what to call the article.
            outlet: who publishes it.
            interface: language of the page's own words, ``en`` or ``fr``; by default that of the report.

        Raises:
            LanguageError: the interface does not speak that language.
            MissingPackageError: jinja2 is not installed.
        """
        from factcheck.exports.about import About
        from factcheck.exports.html.page import page

        return page(self, About(title=title, outlet=outlet), interface)

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame with one row per claim. Raises MissingPackageError when pandas is not installed."""
        from factcheck.exports.frames import to_pandas

        return to_pandas(self)

    def to_arrow(self) -> Any:
        """An Arrow table with one row per claim. Raises MissingPackageError when pyarrow is not installed."""
        from factcheck.exports.frames import to_arrow

        return to_arrow(self)

    def to_spacy(self, nlp: "Language | None" = None) -> "Doc":
        """A spaCy document with claims, cues and sources as span groups; see ``exports.spacy_doc``."""
        from factcheck.exports.spacy_doc import to_doc

        return to_doc(self, nlp)

    def _repr_html_(self) -> str:
        from factcheck.exports.html.notebook import framed

        return framed(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Report":
        """Read back what ``to_dict`` gave. Raises DataError when the data does not have that shape."""
        try:
            claims = tuple(_claim(item) for item in data["claims"])
            sources = tuple(_source(item) for item in data["sources"])
            read = cls(_words(data["text"]), _words(data["language"]), claims, sources)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DataError(f"not a factcheck report: {type(error).__name__}: {error}") from error
        cited = ((claim, id) for claim in read if claim.attribution for id in claim.attribution.chain)
        for claim, id in cited:
            if id not in read._sources_by_id:
                raise DataError(f"not a factcheck report: claim {claim.id} cites the source {id}, which is not there")
        return read


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mention(data: Mapping[str, Any] | None) -> Mention | None:
    return None if data is None else Mention(_words(data["text"]), index(data["start"]), index(data["end"]))


def _mentions(data: list[Mapping[str, Any]]) -> tuple[Mention, ...]:
    return tuple(mention for item in data if (mention := _mention(item)))


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {value!r}")
    return value


def _words_or_none(value: Any) -> str | None:
    return None if value is None else _words(value)


def _attribution(data: Mapping[str, Any]) -> Attribution:
    return Attribution(_mention(data["cue"]), _mention(data["source"]), tuple(map(_words, data["chain"])))


def _claim(data: Mapping[str, Any]) -> Claim:
    given = data["attribution"]
    return Claim(
        id=_words(data["id"]),
        text=_words(data["text"]),
        spans=tuple((index(start), index(end)) for start, end in data["spans"]),
        kind=Kind(data["kind"]),
        attribution=None if given is None else _attribution(given),
        flags=tuple(Flag(flag) for flag in data["flags"]),
        confidence=float(data["confidence"]),
        why={Flag(flag): _words(reason) for flag, reason in data.get("why", {}).items()},
    )


def _source(data: Mapping[str, Any]) -> Source:
    return Source(
        id=_words(data["id"]),
        name=_words(data["name"]),
        type=SourceType(data["type"]),
        anonymous=bool(data["anonymous"]),
        mentions=_mentions(data["mentions"]),
        link=_words_or_none(data["link"]),
        description=_words_or_none(data.get("description")),
        unnamed=_unnamed(data.get("unnamed")),
    )


def _unnamed(data: Mapping[str, Any] | None) -> Unnamed | None:
    if data is None:
        return None
    return Unnamed(*(_words_or_none(data.get(key)) for key in ("count", "body", "reason")))
