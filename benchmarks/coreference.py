"""Who is meant: the share of pronouns and last names led to the right entity, on GUM's gold coreference.

A source mention is the subject of a stretch that GUM marks as an attribution (*he said*). It counts when its
gold entity is named or described somewhere in the document, and it is right when the mention that gives our
entity its name is one of that same gold entity.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.gold import MissingDataError
from benchmarks.measures import same_name
from benchmarks.treebank import GoldDocument, GoldMention, read

TREEBANK = "data/ud/en/gum-open.conllu"
GENRES = ("news", "interview")
ENTITY_TYPES = ("person", "organization")
DRAWS = 1000


@frozen
class Case:
    """One mention that must be led to somebody, and whether it was."""

    document: str
    groups: tuple[str, ...]
    mention: str
    right: bool
    ours: str


def run(shared: Path, genres: Sequence[str] = GENRES, own_syntax: bool = False) -> dict[str, Any]:
    """The measure over all documents of some genres, on gold trees or on our own."""
    path = shared / TREEBANK
    if not path.is_file():
        raise MissingDataError(f"no {TREEBANK} in {shared}")
    documents = [gold for gold in read(path, "en") if gold.genre in genres]
    entities = _finder("en", own_syntax)
    cases = [case for gold in documents for case in judge(gold, entities(gold))]
    return {
        "benchmark": "coreference",
        "made": machine.describe(),
        "genres": list(genres),
        "documents": len(documents),
        "syntax": "own" if own_syntax else "gold",
        "groups": _groups(cases),
        "errors": [
            f"{case.document} {'/'.join(case.groups)}: {case.mention} -> {case.ours}"
            for case in cases
            if not case.right
        ],
    }


def _finder(language: str, own_syntax: bool) -> Callable[[GoldDocument], Sequence[Any]]:
    from factcheck.entities.entities import entities
    from factcheck.languages import load_pack
    from factcheck.syntax import load_parser

    pack = load_pack(language)
    if not own_syntax:
        return lambda gold: entities(gold.document, pack)
    parse = load_parser(language)
    return lambda gold: entities(parse([gold.document.text])[0], pack)


def judge(gold: GoldDocument, ours: Sequence[Any]) -> Iterator[Case]:
    """Every mention that counts, with whether our entity for it is the right one."""
    by_head: dict[tuple[int, int], list[GoldMention]] = defaultdict(list)
    for mention in gold.mentions:
        by_head[mention.head.start, mention.head.end].append(mention)
    entity_at = {span: entity for entity in ours for span in entity.spans}
    heads = {span: _head(gold, span) for span in entity_at}
    spans_at = {head: span for span, head in heads.items() if head}
    described = {mention.entity for mention in gold.mentions if mention.head.upos != "PRON"}
    for mention in gold.mentions:
        groups = tuple(_groups_of(gold, mention))
        if not groups or mention.entity not in described:
            continue
        span = spans_at.get((mention.head.start, mention.head.end))
        entity = entity_at[span] if span else None
        naming = entity and _naming(gold, entity, heads)
        right = naming is not None and any(other.entity == mention.entity for other in by_head.get(naming, ()))
        told = gold.document.text[mention.start : mention.end]
        yield Case(gold.id, groups, f"{told} @{mention.start}", right, entity.name if entity else "nobody")


def _groups_of(gold: GoldDocument, mention: GoldMention) -> Iterator[str]:
    head = mention.head
    if mention.type not in ENTITY_TYPES or head.dep != "nsubj":
        return
    source = any(start <= head.start < end for start, end in gold.told)
    if head.upos == "PRON" and head.features.get("Person") == "3" and head.features.get("PronType") == "Prs":
        yield "any third-person subject pronoun"
        if source:
            yield "source: third-person pronoun"
    elif mention.type == "person" and _is_last_name(gold, mention):
        yield "any last name as subject"
        if source:
            yield "source: last name"


def _is_last_name(gold: GoldDocument, mention: GoldMention) -> bool:
    """One name (a title aside) which ends an earlier, longer name of the same entity."""
    name = mention.head.text
    words = gold.document.text[mention.start : mention.end].split()
    if mention.head.upos != "PROPN" or len([word for word in words if not word.endswith(".")]) > 1:
        return False
    return any(
        other.entity == mention.entity
        and other.start < mention.start
        and len(_name(gold, other)) > 1
        and _name(gold, other)[-1] == name
        for other in gold.mentions
    )


def _name(gold: GoldDocument, mention: GoldMention) -> list[str]:
    """The proper name at the head of a mention, word by word."""
    sentence = gold.document.sentences[mention.head_sentence]
    parts = [mention.head, *sentence.children(mention.head, "flat", "compound")]
    return [part.text for part in sorted(parts, key=lambda part: part.index) if part.upos == "PROPN"]


def _head(gold: GoldDocument, span: tuple[int, int]) -> tuple[int, int] | None:
    """The offsets of the gold token that heads a span of ours."""
    for sentence in gold.document.sentences:
        if sentence.start <= span[0] < sentence.end:
            tokens = [token for token in sentence.tokens if span[0] <= token.start and token.end <= span[1]]
            inside = {token.index for token in tokens}
            return next(((token.start, token.end) for token in tokens if token.head not in inside), None)
    return None


def _naming(
    gold: GoldDocument, entity: Any, heads: Mapping[tuple[int, int], tuple[int, int] | None]
) -> tuple[int, int] | None:
    """The head of the mention that gives our entity its name: the first that reads like it."""
    text = gold.document.text
    for span in entity.spans:
        if same_name(entity.name, text[slice(*span)]):
            return heads[span]
    return None


def _groups(cases: Iterable[Case]) -> dict[str, Any]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for group in case.groups:
            found[group].append(case)
            if group.startswith("source: "):
                found["source mentions, both"].append(case)
    return {
        name: {
            "mentions": len(inside),
            "right": sum(case.right for case in inside),
            "share": round(sum(case.right for case in inside) / len(inside), 4),
            "interval": _interval(inside),
        }
        for name, inside in sorted(found.items())
    }


def _interval(cases: Sequence[Case]) -> list[float]:
    """The 95 % interval of the share, in percent, by resampling documents."""
    by_document: dict[str, list[bool]] = defaultdict(list)
    for case in cases:
        by_document[case.document].append(case.right)
    chance, groups = random.Random(1), list(by_document.values())
    shares = []
    for _ in range(DRAWS):
        drawn = [right for group in chance.choices(groups, k=len(groups)) for right in group]
        shares.append(100 * sum(drawn) / len(drawn))
    shares.sort()
    return [round(shares[int(0.025 * DRAWS)], 1), round(shares[int(0.975 * DRAWS)], 1)]


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The table of a run."""
    table = Table(title=f"coreference, {result['syntax']} trees, {result['documents']} documents", title_justify="left")
    for column in ("mentions", "number", "right", "%", "95 %"):
        table.add_column(column, justify="left" if column == "mentions" else "right")
    for name, found in result["groups"].items():
        low, high = found["interval"]
        table.add_row(
            name,
            str(found["mentions"]),
            str(found["right"]),
            f"{100 * found['share']:.1f}",
            f"{low:.0f} – {high:.0f}",
        )
    console.print(table)
