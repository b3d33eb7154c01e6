"""The annotated articles, read from the folder shared beside the repository, never copied into it."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

ENVIRONMENT = "FACTCHECK_SHARED"
BESIDE = Path(__file__).resolve().parents[2] / "shared"

Spans = tuple[tuple[int, int], ...]


class MissingDataError(Exception):
    """The shared data is not where it was looked for."""


@frozen
class GoldAttribution:
    """One annotated attribution. What a set does not annotate is None (PolNeAR: name, type, flags)."""

    content: Spans
    source: Spans
    cue: Spans
    kind: str | None = None
    name: str | None = None
    type: str | None = None
    flags: frozenset[str] | None = None
    relay: str | None = None


@frozen
class GoldSentence:
    """Whether a sentence is sourced, and whether it is marked as hearsay."""

    start: int
    end: int
    status: str
    hearsay: bool


@frozen
class Article:
    """One annotated text."""

    id: str
    language: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    sentences: tuple[GoldSentence, ...] = ()


@frozen
class GoldSet:
    """A file of annotated articles."""

    name: str
    language: str

    def articles(self, shared: Path) -> list[Article]:
        """All of its articles. Raises MissingDataError when the file is not there."""
        return list(_articles(data_file(shared, f"{self.name}.jsonl")))


SETS = {
    found.name: found
    for found in (
        GoldSet("wikinews-fr-dev", "fr"),
        GoldSet("wikinews-en-dev", "en"),
        GoldSet("polnear-dev", "en"),
    )
}


def shared_folder(given: Path | None = None) -> Path:
    """The folder given, or that of the environment, or the one beside the repository."""
    named = os.environ.get(ENVIRONMENT)
    return given or (Path(named) if named else BESIDE)


def data_file(shared: Path, name: str) -> Path:
    """The path of a data file in a shared folder (or straight in it). Raises MissingDataError."""
    for path in (shared / "data" / name, shared / name):
        if path.is_file():
            return path
    raise MissingDataError(f"no {name} in {shared}: name the folder with --data or {ENVIRONMENT}")


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file that holds one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _articles(path: Path) -> Iterator[Article]:
    for row in read_jsonl(path):
        yield article(row)


def article(row: Mapping[str, Any]) -> Article:
    """One row of a gold file as an Article.

    >>> article({"id": "a", "lang": "en", "text": "It rains.", "attributions": []}).language
    'en'
    """
    return Article(
        id=row["id"],
        language=row["lang"],
        text=row["text"],
        attributions=tuple(_attribution(item) for item in row["attributions"]),
        sentences=tuple(
            GoldSentence(item["start"], item["end"], item["status"], bool(item["hearsay"]))
            for item in row.get("sentences", ())
        ),
    )


def _attribution(item: Mapping[str, Any]) -> GoldAttribution:
    return GoldAttribution(
        content=_spans(item["content"]),
        source=_spans(item["source"]),
        cue=_spans(item["cue"]),
        kind=item.get("kind"),
        name=item.get("name"),
        type=item.get("type"),
        flags=frozenset(item["flags"]) if "flags" in item else None,
        relay=item.get("relay"),
    )


def _spans(pairs: list[list[int]] | None) -> Spans:
    return tuple((start, end) for start, end in pairs or ())
