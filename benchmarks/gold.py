"""The annotated articles, read from the folder shared beside the repository, never copied into it."""

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from factcheck.errors import DataError
from factcheck.marked import MarkedAttribution, MarkedText, read_marked, sentences
from factcheck.syntax.tokens import Span

ENVIRONMENT = "FACTCHECK_SHARED"
BESIDE = Path(__file__).resolve().parents[2] / "shared"

Spans = tuple[tuple[int, int], ...]


class MissingDataError(Exception):
    """The shared data is not where it was looked for."""


class Use(StrEnum):
    """What a set may be used for: its texts and errors read, or nothing but its figures."""

    READ = "read"
    MEASURED = "measured only"


@frozen
class GoldAttribution:
    """One annotated attribution. What a set does not annotate is None (PolNeAR: name, type, flags).

    ``unsure`` are flags that two annotators disagree on: they count for nothing.
    """

    content: Spans
    source: Spans
    cue: Spans
    kind: str | None = None
    name: str | None = None
    type: str | None = None
    flags: frozenset[str] | None = None
    relay: str | None = None
    unsure: frozenset[str] = frozenset()


@frozen
class GoldSentence:
    """Whether a sentence is sourced, and whether it is marked as hearsay."""

    start: int
    end: int
    status: str
    hearsay: bool


@frozen
class Article:
    """One annotated text. ``maybe`` are contents that only one of two annotators saw: found or not, they count for
    nothing.
    """

    id: str
    language: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    sentences: tuple[GoldSentence, ...] = ()
    maybe: tuple[Spans, ...] = ()
    genre: str | None = None


# Sets that were put aside to measure with. Nobody reads them, so nothing here lists what is wrong on them.
_MEASURED = re.compile(r"news-(?:fr|en)-4|own-(?:fr|en)-3")


def use_of(name: str) -> Use:
    """What the set of that name may be used for.

    >>> use_of("news-fr-4"), use_of("news-fr-7")
    (<Use.MEASURED: 'measured only'>, <Use.READ: 'read'>)
    """
    return Use.MEASURED if _MEASURED.fullmatch(name) else Use.READ


@frozen
class GoldSet:
    """Annotated articles: a file of JSON Lines, or marked texts (``marked``).

    A name of marked texts without a number (``news-fr``) stands for all files of that name that may be read.
    """

    name: str
    language: str
    marked: bool = False
    genre: str | None = "news"

    @property
    def use(self) -> Use:
        """What the set may be used for."""
        return use_of(self.name)

    def articles(self, shared: Path) -> list[Article]:
        """All of its articles. Raises MissingDataError when the file is not there, or is marked wrongly."""
        if not self.marked:
            found = _articles(data_file(shared, f"{self.name}.jsonl"))
            return [evolve(article, genre=self.genre) for article in found]
        genres = _genres(shared)
        return [
            evolve(article, genre=genres.get(article.id, self.genre))
            for path in self._files(shared)
            for article in _marked_articles(path, self.language)
        ]

    def _files(self, shared: Path) -> list[Path]:
        if re.search(r"-[0-9]+$", self.name):
            return [data_file(shared, f"marked/{self.name}.txt")]
        paths = (shared / "data" / "marked").glob(f"{self.name}*.txt")
        parts = re.compile(rf"{re.escape(self.name)}(?:-([0-9]+))?")
        named = [(int(part[1] or 0), path) for path in paths if (part := parts.fullmatch(path.stem))]
        kept = [path for _, path in sorted(named) if not _MEASURED.fullmatch(path.stem)]
        # Where there is none, the error says so.
        return kept or [data_file(shared, f"marked/{self.name}-1.txt")]


_JSONL = {
    found.name: found
    for found in (
        GoldSet("wikinews-fr-dev", "fr"),
        GoldSet("wikinews-en-dev", "en"),
        GoldSet("polnear-dev", "en"),
    )
}
_MARKED_NAME = re.compile(r"(news|own|events)-(fr|en)(?:-[0-9]+)?")


def gold_set(name: str) -> GoldSet:
    """The set of that name: one of JSON Lines, or marked texts (``news-fr``, all that may be read, or ``news-fr-7``).

    Raises KeyError when there can be none.

    >>> gold_set("own-en-3").use, gold_set("own-en").use
    (<Use.MEASURED: 'measured only'>, <Use.READ: 'read'>)
    """
    if marked := _MARKED_NAME.fullmatch(name):
        return GoldSet(name, marked[2], marked=True, genre="own" if marked[1] != "news" else None)
    return _JSONL[name]


_MEASURED_SETS = ("news-fr-4", "news-en-4", "own-fr-3", "own-en-3")
#: The sets that are measured when none is named.
SETS = {**_JSONL, **{name: gold_set(name) for name in _MEASURED_SETS}}
#: Marked texts to learn from: measured when they are named, since there are many.
TO_LEARN_FROM = {name: gold_set(name) for name in ("news-fr", "news-en", "own-fr", "own-en")}

# The collections of SOURCES.tsv by their first word.
_GENRES = {
    "wikinews": "news",
    "winer": "news",
    "whitehouse": "press release",
    "debian": "press release",
    **dict.fromkeys(
        ("18f", "agd", "cds", "code.gouv.fr", "design.numerique.gouv.fr", "digital.gov", "eig", "opensuse", "snc"),
        "blog",
    ),
}


def _genres(shared: Path) -> dict[str, str]:
    """The genre of each marked text whose origin is told."""
    path = shared / "data" / "marked" / "SOURCES.tsv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            row["id"]: _GENRES.get(row["collection"].partition("-")[0], row["collection"])
            for row in rows
            if row["collection"]
        }


def _marked_articles(path: Path, language: str) -> Iterator[Article]:
    try:
        texts = read_marked(path)
    except DataError as error:
        raise MissingDataError(str(error)) from error
    for text in texts:
        yield Article(
            id=f"{path.stem}/{text.id}",
            language=language,
            text=text.text,
            attributions=tuple(map(_of_marked, text.attributions)),
            sentences=tuple(_sentences(text)),
        )


def _of_marked(item: MarkedAttribution) -> GoldAttribution:
    return GoldAttribution(
        content=item.content,
        source=(item.source,) if item.source else (),
        cue=item.cue,
        name=item.name,
        type=item.type,
        flags=frozenset(map(str, item.flags)),
        relay=item.relay_name,
    )


# A sentence is sourced from this share of its letters in contents on, and unsourced up to that one.
_SOURCED, _UNSOURCED = 0.4, 0.1


def _sentences(text: MarkedText) -> Iterator[GoldSentence]:
    """Every rough sentence with what the marks say of it."""

    def places(spans: Iterable[Span]) -> set[int]:
        return {at for start, end in spans for at in range(start, end) if text.text[at].isalnum()}

    contents = places(span for one in text.attributions for span in one.content)
    nothing, hearsay = places(text.nothing), places(text.hearsay)
    for start, end in sentences(text.text):
        inside = places([(start, end)])
        if not inside:
            continue
        covered = len(inside & contents) / len(inside)
        status = "sourced" if covered >= _SOURCED else "unsourced" if covered <= _UNSOURCED else "mixed"
        if 2 * len(inside & nothing) > len(inside):
            status = "none"
        yield GoldSentence(start, end, status, not inside.isdisjoint(hearsay))


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
        maybe=tuple(_spans(item["content"]) for item in row.get("maybe", ())),
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
        unsure=frozenset(item.get("unsure", ())),
    )


def _spans(pairs: list[list[int]] | None) -> Spans:
    return tuple((start, end) for start, end in pairs or ())
