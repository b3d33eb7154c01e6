"""The values of a trace: statements, who they rest on, the articles, and what each has from which other."""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from factcheck.report import Flag, SourceType

if TYPE_CHECKING:
    import networkx


@frozen
class Document:
    """What is known of an article beyond its report: an id, who published it, when (ISO 8601), and where it stands.

    >>> Document("a1", outlet="The Oban Gazette", date="2026-03-03T21:40").outlet
    'The Oban Gazette'
    """

    id: str
    outlet: str | None = None
    date: str | None = None
    url: str | None = None


class StatementFlag(StrEnum):
    """What a reader should know about how a statement came to be in so many articles."""

    SINGLE_ORIGIN = "single_origin"
    CIRCULAR = "circular"
    HARDENED = "hardened"
    DISPUTED = "disputed"
    ANONYMOUS = "anonymous"


@frozen
class Origin:
    """Somebody at the end of a chain, one across all articles.

    ``names`` are the spellings found, ``articles`` the ids of those that rest on them.
    """

    id: str
    name: str
    type: SourceType
    anonymous: bool = False
    link: str | None = None
    names: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The origin as plain JSON values."""
        return {
            "id": self.id,
            "name": self.name,
            "type": str(self.type),
            "anonymous": self.anonymous,
            "link": self.link,
            "names": list(self.names),
            "articles": list(self.articles),
        }


@frozen
class Wording:
    """How one article has a statement: its claim, on whose word, through whom.

    ``origin`` is the id of an origin, None in the article's own voice; ``relays`` are names, from the nearest teller
    on. ``copied_from`` is the id of the article that this one took the text from, if it did.
    """

    document: str
    claim: str
    text: str
    spans: tuple[tuple[int, int], ...]
    flags: tuple[Flag, ...] = ()
    origin: str | None = None
    relays: tuple[str, ...] = ()
    copied_from: str | None = None
    denies: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The wording as plain JSON values."""
        return {
            "document": self.document,
            "claim": self.claim,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "flags": [str(flag) for flag in self.flags],
            "origin": self.origin,
            "relays": list(self.relays),
            "copied_from": self.copied_from,
            "denies": self.denies,
        }


@frozen
class Statement:
    """What several claims say alike.

    ``text`` is one of the wordings, ``claims`` all of them in time order, ``disputes`` the claims of other wording
    that deny it or give another figure. ``origins`` are the ids of those that it leads to who are shown to be
    different ones, ``independent_origins`` their number, ``perhaps_same`` all others that it leads to, of whom nothing
    shows that they are not those; ``copies`` are the claims of articles that took their text over. ``because`` holds
    what the reason for each flag names; ``why`` and ``reasons`` make sentences of it.
    """

    id: str
    text: str
    language: str
    claims: tuple[Wording, ...]
    origins: tuple[str, ...] = ()
    independent_origins: int = 0
    copies: int = 0
    disputes: tuple[Wording, ...] = ()
    perhaps_same: tuple[str, ...] = ()
    flags: tuple[StatementFlag, ...] = ()
    because: Mapping[StatementFlag, Mapping[str, str]] = field(factory=dict, hash=False)

    @property
    def why(self) -> Mapping[StatementFlag, str]:
        """One plain sentence for each flag, in the language of the statement."""
        return self.reasons(self.language)

    def reasons(self, language: str) -> Mapping[StatementFlag, str]:
        """One plain sentence for each flag, in a language of the interface (English where it has no other).

        >>> told = Statement("st1", "It rains.", "en", (), flags=(StatementFlag.ANONYMOUS,))
        >>> told.reasons("fr")[StatementFlag.ANONYMOUS]
        'Aucun des articles ne nomme ceux dont il vient.'
        """
        from factcheck.exports.trace.words import reasons

        return reasons(self, language)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that have it, each once, in time order."""
        return tuple(dict.fromkeys(wording.document for wording in self.claims))

    @property
    def first(self) -> str:
        """The id of the article that had it first."""
        return self.claims[0].document


@frozen
class Copy:
    """A share (0 to 1) of an article's words that stand in the same order in an earlier one."""

    document: str
    share: float


@frozen
class TracedArticle:
    """One of the articles: what share of the letters of its claims rests on which origin, and what it copies.

    ``rests_on`` maps ids of origins to shares between 0 and 1; what it says in its own voice is the rest.
    """

    document: Document
    rests_on: Mapping[str, float] = field(factory=dict, hash=False)
    copies: tuple[Copy, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The article as plain JSON values."""
        return {
            "document": self.document.id,
            "outlet": self.document.outlet,
            "date": self.document.date,
            "url": self.document.url,
            "rests_on": [{"origin": id, "share": share} for id, share in self.rests_on.items()],
            "copies": [{"document": copy.document, "share": copy.share} for copy in self.copies],
        }


@frozen
class Trace:
    """What many articles say alike, and on whose word it rests; made by ``factcheck.trace``.

    Iterating over it gives the statements, those in most articles first. Articles stand in time order.
    """

    statements: tuple[Statement, ...]
    origins: tuple[Origin, ...]
    articles: tuple[TracedArticle, ...]

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)

    @cached_property
    def _origins_by_id(self) -> dict[str, Origin]:
        return {origin.id: origin for origin in self.origins}

    def origin(self, id: str) -> Origin:
        """The origin with this id; raises KeyError if there is none."""
        return self._origins_by_id[id]

    def to_dict(self) -> dict[str, Any]:
        """The trace as plain JSON values, in exactly the shape of the published schema."""
        return {
            "statements": [self._statement(statement) for statement in self],
            "origins": [origin.to_dict() for origin in self.origins],
            "articles": [article.to_dict() for article in self.articles],
        }

    def _statement(self, statement: Statement) -> dict[str, Any]:
        return {
            "id": statement.id,
            "text": statement.text,
            "language": statement.language,
            "claims": [wording.to_dict() for wording in statement.claims],
            "disputes": [wording.to_dict() for wording in statement.disputes],
            "origins": self._named(statement.origins),
            "perhaps_same": self._named(statement.perhaps_same),
            "independent_origins": statement.independent_origins,
            "articles": list(statement.articles),
            "copies": statement.copies,
            "first": statement.first,
            "flags": [str(flag) for flag in statement.flags],
            "why": {str(flag): reason for flag, reason in statement.why.items()},
        }

    def _named(self, ids: tuple[str, ...]) -> list[dict[str, Any]]:
        origins = map(self.origin, ids)
        return [{"id": o.id, "name": o.name, "type": str(o.type), "anonymous": o.anonymous} for o in origins]

    def to_json(self, indent: int | None = None) -> str:
        """The trace as one JSON document."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        # A text from elsewhere may hold lone surrogates, which no encoding can write.
        return text if text.isascii() or text.encode(errors="ignore").decode() == text else json.dumps(self.to_dict())

    def graph(self) -> "networkx.MultiDiGraph":
        """Who has what from whom: articles, outlets and origins as nodes; each edge leads to where a statement is from.

        Raises:
            MissingPackageError: networkx is not installed.
        """
        from factcheck.exports.trace.graph import graph

        return graph(self)

    def export(self, to: str) -> str:
        """The trace in another format, by the name it has in ``factcheck.exports.trace.EXPORTS``."""
        from factcheck.exports.trace import export

        return export(self, to)
