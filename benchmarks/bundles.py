"""Bundles of articles on one event, each with what the annotators say: who told what, and which facts are where."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from benchmarks.gold import Spans, data_file
from benchmarks.measures import letters
from factcheck.provenance.values import Document
from factcheck.report import GAP, Attribution, Claim, Flag, Kind, Mention, Report, Source, SourceType

FILES = ("events-en", "events-fr")
_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?…]+[”»\"]*(?=\s|$)|(?=\n|$))")
_TWO = re.compile(r"\b(?:two (?:independent )?origins|deux origines)\b")
# A sentence with less than this share of its letters outside attributions has no claim of the narrator's own.
_OWN = 0.35
_SHORTEST = 15


@frozen
class Fact:
    """A fact of a bundle: its wording, who it comes from in the annotators' words, and what sort of origin that is."""

    text: str
    origin: str
    kind: str

    @property
    def has_origin(self) -> bool:
        """Whether it comes from somebody, and is not what everybody knows."""
        return self.kind != "nobody"

    @property
    def single(self) -> bool:
        """Whether it comes from one origin only."""
        return self.has_origin and not _TWO.search(self.origin)


@frozen
class Told:
    """An article of a bundle, where it states and disputes which fact, and its report by the annotators' marks."""

    document: Document
    language: str
    text: str
    facts: Mapping[str, Spans] = field(hash=False)
    disputes: Mapping[str, Spans] = field(hash=False)
    report: Report = field(eq=False)


@frozen
class Bundle:
    """Articles on one event, in time order."""

    event: str
    facts: Mapping[str, Fact] = field(hash=False)
    articles: tuple[Told, ...]

    @cached_property
    def language(self) -> str:
        """The language of its articles; ``mixed`` when they have several."""
        found = {article.language for article in self.articles}
        return found.pop() if len(found) == 1 else "mixed"


def bundles(shared: Path) -> list[Bundle]:
    """All bundles. Raises MissingDataError when the files are not there."""
    lines = (
        line for name in FILES for line in data_file(shared, f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    return [_bundle(json.loads(line)) for line in lines if line.strip()]


def touches(inside: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two stretches share at least half of the shorter."""
    return bool(inside and other) and 2 * len(inside & other) >= min(len(inside), len(other))


def _bundle(row: Mapping[str, Any]) -> Bundle:
    facts = {}
    for key, line in row["facts"].items():
        parts = [part.strip() for part in line.split("|")]
        facts[key] = Fact(parts[0], parts[1], parts[-1])
    return Bundle(row["event"], facts, tuple(_told(article) for article in row["articles"]))


def _told(row: Mapping[str, Any]) -> Told:
    return Told(
        document=Document(row["id"], outlet=row["outlet"], date=row["date"]),
        language=row["lang"],
        text=row["text"],
        facts={key: _spans(spans) for key, spans in row["facts"].items()},
        disputes={key: _spans(spans) for key, spans in row["disputes"].items()},
        report=gold_report(row),
    )


def gold_report(row: Mapping[str, Any]) -> Report:
    """The report that the annotators' marks make: their attributions, and what else the article says by sentences."""
    text = row["text"]
    sources: dict[tuple[str, SourceType], Source] = {}
    claims: list[tuple[Spans, Kind, Attribution | None, tuple[Flag, ...]]] = []
    taken = set[int]()
    for item in row["attributions"]:
        spans = _spans(item["content"])
        taken |= letters(text, [*item["content"], *item["cue"], *item["source"]])
        flags = tuple(Flag(flag) for flag in item["flags"])
        nameless = bool({Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE}.intersection(flags))
        relays = re.split(r" *; *", item["relay"]) if item["relay"] else []
        chain = [_source(sources, relay, SourceType.OUTLET, False) for relay in relays]
        if item["name"]:
            chain.append(_source(sources, item["name"], SourceType(item["type"] or "unknown"), nameless))
        said = Attribution(_mention(text, item["cue"]), _mention(text, item["source"]), tuple(chain))
        claims.append((spans, Kind.INDIRECT, said, flags))
    silent = {n for start, end in row["none"] for n in range(start, end)}
    doubted = {n for start, end in row["hearsay"] for n in range(start, end)}
    for found in _SENTENCE.finditer(text):
        whole = letters(text, [found.span()])
        own = sorted(whole - taken - silent)
        if len(own) >= _SHORTEST and len(own) > _OWN * len(whole):
            flags = (Flag.UNSOURCED, *([Flag.HEARSAY] if whole & doubted else []))
            claims.append((((own[0], own[-1] + 1),), Kind.NARRATOR, None, flags))
    claims.sort(key=lambda claim: claim[0][0])
    made = (
        Claim(f"c{number}", GAP.join(text[start:end] for start, end in spans), spans, kind, said, flags)
        for number, (spans, kind, said, flags) in enumerate(claims, 1)
    )
    return Report(text, row["lang"], tuple(made), tuple(sources.values()))


def _source(sources: dict[tuple[str, SourceType], Source], name: str, type: SourceType, nameless: bool) -> str:
    source = sources.setdefault((name, type), Source(f"s{len(sources) + 1}", name, type, nameless))
    return source.id


def _mention(text: str, spans: Sequence[Sequence[int]]) -> Mention | None:
    return Mention(text[spans[0][0] : spans[0][1]], spans[0][0], spans[0][1]) if spans else None


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple((start, end) for start, end in pairs)
