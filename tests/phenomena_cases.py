"""The cases in ``phenomena/*.toml``: how they are read, and how a report is compared with one."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from benchmarks.measures import letters, same_name, without_complementiser
from factcheck import Attribution, Claim, Kind, Mention, Report

FOLDER = Path(__file__).parent / "phenomena"
KNOWN_FAILURES = "known_failures.toml"
OPEN = "?"
SAME_ASSERTION = 0.5

Spans = tuple[tuple[int, int], ...]

_DETERMINERS = re.compile(
    r"(?:les?|la|une?|des|du|plusieurs|certaine?s|quelques|deux|trois|son|sa|ses|leurs?|cette|cet|ces|ce|mon)\s+|l['’]",
    re.I,
)
_AFTER_ENGLISH_HEAD = re.compile(r",| (?:of|for|from|in|who|released)\b")
_NO_CUE_HEADS = frozenset(["to", "of", "by", "as", "in", "with", "de", "du", "des", "que", "qu", "par"])


@frozen
class Wanted:
    """A mention that must come out: one of these, or none; the word after ``*`` must be covered."""

    choices: tuple[str, ...]

    @property
    def open(self) -> bool:
        return OPEN in self.choices


@frozen
class Expected:
    """A claim that must come out."""

    contents: tuple[tuple[str, ...], ...]
    cue: Wanted
    source: Wanted
    kind: str
    flags: frozenset[str] | None
    present: frozenset[str]
    absent: frozenset[str]
    origin: str | None
    relays: tuple[str, ...] | None
    type: str | None


@frozen
class Case:
    """A text and the claims that must come out of it."""

    id: str
    group: str
    language: str
    shows: str
    text: str
    claims: tuple[Expected, ...]
    more_narrator: bool = field(default=False)


def read_cases() -> tuple[Case, ...]:
    """Every case of every file; a case that is not well formed raises ValueError."""
    paths = sorted(path for path in FOLDER.glob("*.toml") if path.name != KNOWN_FAILURES)
    return tuple(_case(path.stem, item) for path in paths for item in _read(path)["case"])


def known_failures(table: str) -> dict[str, str]:
    """The ids of the cases that do not come out yet, with what is wrong: by ``rules`` alone, or with the ``reader``."""
    failures: dict[str, str] = _read(FOLDER / KNOWN_FAILURES)[table]
    return failures


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _case(group: str, item: dict[str, Any]) -> Case:
    unknown = set(item) - {"id", "language", "shows", "text", "claims", "besides"}
    besides = item.get("besides", "narrator")
    if unknown or not item["id"].startswith(item["language"] + "-") or besides != "narrator":
        raise ValueError(f"{group}/{item['id']}: not a case: {unknown or 'see its id, language and besides'}")
    claims = tuple(_expected(f"{group}/{item['id']}", claim) for claim in item["claims"])
    case = Case(item["id"], group, item["language"], item["shows"], item["text"], claims, "besides" in item)
    for claim in claims:
        for content in claim.contents:
            locate(case, content)
        for wanted in (claim.cue, claim.source):
            for choice in wanted.choices:
                if choice != OPEN and not list(_occurrences(case.text, choice)):
                    raise ValueError(f"{group}/{case.id}: {choice!r} is not in the text")
    return case


def _expected(where: str, item: dict[str, Any]) -> Expected:
    keys = {"content", "or", "cue", "source", "kind", "flags", "with", "without", "origin", "relays", "type"}
    if set(item) - keys:
        raise ValueError(f"{where}: unknown keys {set(item) - keys}")
    kind = item.get("kind", str(Kind.INDIRECT))
    flags = item.get("flags", ["unsourced"] if kind == "narrator" else None)
    return Expected(
        contents=(_strings(item["content"]), *(tuple(other) for other in item.get("or", []))),
        cue=Wanted(_strings(item.get("cue", []))),
        source=Wanted(_strings(item.get("source", []))),
        kind=kind,
        flags=None if flags is None else frozenset(flags),
        present=frozenset(item.get("with", [])),
        absent=frozenset(item.get("without", [])),
        origin=item.get("origin"),
        relays=tuple(item["relays"]) if "relays" in item else None,
        type=item.get("type"),
    )


def _strings(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def locate(case: Case, fragments: Sequence[str]) -> Spans:
    """Where the fragments of a content stand; each must stand in the text exactly once."""
    spans = []
    for fragment in fragments:
        places = list(_occurrences(case.text, fragment))
        if len(places) != 1:
            raise ValueError(f"{case.group}/{case.id}: {fragment!r} stands {len(places)} times in the text")
        spans += places
    if spans != sorted(spans):
        raise ValueError(f"{case.group}/{case.id}: fragments out of order")
    return tuple(spans)


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    plain = words.replace("*", "")
    for match in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text):
        yield match.span()


def _head(words: str, language: str, cue: bool) -> tuple[int, int]:
    """Where in a mention its head stands: the starred word, or by a rule of thumb for each language."""
    if "*" in words:
        place = words.index("*")
        match = re.compile(r"\w+").match(words.replace("*", ""), place)
        assert match, words
        return match.span()
    found = [match.span() for match in re.finditer(r"\w+", words)]
    if cue:
        return [*found[:1], *(span for span in found if words[slice(*span)].lower() not in _NO_CUE_HEADS)][-1]
    if language == "en":
        end = _AFTER_ENGLISH_HEAD.search(words)
        return [span for span in found if end is None or span[0] < end.start()][-1]
    determiner = _DETERMINERS.match(words)
    return next(span for span in found if determiner is None or span[0] >= determiner.end())


def compare(case: Case, report: Report) -> list[str]:
    """What is wrong with the report, in plain words; empty when all is as it must be."""
    expected = list(case.claims)
    claims = list(report)
    if case.more_narrator:
        wanted = [locate(case, e.contents[0]) for e in expected if e.kind == "narrator"]
        claims = [c for c in claims if c.kind is not Kind.NARRATOR or _asserts(case, c, wanted)]
    wrong = []
    if len(claims) != len(expected):
        wrong.append(f"{len(expected)} claims expected, {len(claims)} came out")
    for number, (one, other) in enumerate(zip(expected, claims, strict=False), 1):
        wrong += [f"claim {number}: {fault}" for fault in _faults(case, report, one, other)]
    return wrong


def _asserts(case: Case, claim: Claim, wanted: Sequence[Spans]) -> bool:
    return any(_share(case.text, claim.spans, spans) >= SAME_ASSERTION for spans in wanted)


def _faults(case: Case, report: Report, expected: Expected, claim: Claim) -> Iterator[str]:
    yield from _content_faults(case, expected, claim)
    if expected.kind not in (claim.kind, OPEN):
        yield f"kind {expected.kind} expected, {claim.kind} came out"
    if expected.kind != "narrator":
        cited = claim.attribution or Attribution(None, None)
        yield from _mention_faults(case, "cue", expected.cue, cited.cue)
        yield from _mention_faults(case, "source", expected.source, cited.source)
    flags = frozenset(map(str, claim.flags))
    if expected.flags is not None and flags != expected.flags:
        yield f"flags {sorted(expected.flags)} expected, {sorted(flags)} came out"
    if expected.present - flags:
        yield f"flags {sorted(expected.present)} expected among others, {sorted(flags)} came out"
    if expected.absent & flags:
        yield f"flags other than {sorted(expected.absent)} expected, {sorted(flags)} came out"
    chain = [source.name for source in report.chain(claim)]
    if expected.origin and not (chain and same_name(expected.origin, chain[-1])):
        yield f"origin {expected.origin!r} expected, chain {chain} came out"
    if expected.relays is not None and not _same_names(expected.relays, chain[:-1]):
        yield f"relays {list(expected.relays)} expected, chain {chain} came out"
    if expected.type and [str(s.type) for s in report.chain(claim)[-1:]] != [expected.type]:
        yield f"type {expected.type} expected, {[str(s.type) for s in report.chain(claim)]} came out"


def _same_names(expected: Sequence[str], names: Sequence[str]) -> bool:
    return len(expected) == len(names) and all(map(same_name, expected, names))


def _content_faults(case: Case, expected: Expected, claim: Claim) -> Iterator[str]:
    wanted = [locate(case, content) for content in expected.contents]
    if expected.kind == "narrator":
        if max(_share(case.text, claim.spans, spans) for spans in wanted) < SAME_ASSERTION:
            yield f"assertion {expected.contents[0]} expected, {claim.text!r} came out"
        return
    got = letters(case.text, without_complementiser(case.text, claim.spans, case.language))
    if got not in [letters(case.text, without_complementiser(case.text, w, case.language)) for w in wanted]:
        yield f"content {' … '.join(expected.contents[0])!r} expected, {claim.text!r} came out"


def _share(text: str, spans: Spans, others: Spans) -> float:
    one, other = letters(text, spans), letters(text, others)
    return len(one & other) / max(1, len(one | other))


def _mention_faults(case: Case, what: str, wanted: Wanted, mention: Mention | None) -> Iterator[str]:
    if wanted.open or (not wanted.choices and mention is None):
        return
    if mention is not None and any(_covers_head(case, what, choice, mention) for choice in wanted.choices):
        return
    got = mention.text if mention else None
    yield f"{what} {' or '.join(wanted.choices) or 'none'!r} expected, {got!r} came out"


def _covers_head(case: Case, what: str, choice: str, mention: Mention) -> bool:
    head_start, head_end = _head(choice, case.language, what == "cue")
    return any(
        mention.start <= start + head_start and start + head_end <= mention.end
        for start, _ in _occurrences(case.text, choice)
    )
