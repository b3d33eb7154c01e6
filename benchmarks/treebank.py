"""Treebanks in CoNLL-U as documents of our own, with gold trees, and what GUM says of entities."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from attrs import define, field, frozen

from factcheck.syntax.tokens import Document, Sentence, Token
from factcheck.text.folding import fold

OPENING = re.compile(r"\((\d+)-([^-()]+)[^()]*(\))?|(\d+)\)")
UNIT = re.compile(r"(?:^|\|)Discourse=([^:|]+)")


@frozen
class GoldMention:
    """A mention of an entity: its offsets, and those of the token that heads it."""

    entity: str
    type: str
    start: int
    end: int
    head: Token
    head_sentence: int


@frozen(eq=False)
class GoldDocument:
    """A treebank's document with its gold entities; ``told`` are stretches of *X said* (RST attribution)."""

    id: str
    document: Document
    mentions: tuple[GoldMention, ...]
    told: tuple[tuple[int, int], ...]

    @property
    def genre(self) -> str:
        """The genre, from ids like ``GUM_news_asylum``."""
        return self.id.split("_")[1] if "_" in self.id else ""


@define
class _Reading:
    """What has been read of a document so far."""

    id: str
    language: str
    text: str = ""
    paragraph: int = -1
    new_paragraph: bool = True
    sentences: list[Sentence] = field(factory=list)
    mentions: list[GoldMention] = field(factory=list)
    units: list[tuple[int, str]] = field(factory=list)

    def finish(self) -> GoldDocument:
        document = Document(self.text, fold(self.text), self.language, tuple(self.sentences))
        told = [
            (start, end)
            for (start, relation), (end, _) in pairwise([*self.units, (len(self.text), "")])
            if relation.startswith("attribution")
        ]
        return GoldDocument(self.id, document, tuple(self.mentions), tuple(told))


def read(path: Path, language: str) -> Iterator[GoldDocument]:
    """The documents of a CoNLL-U file. Paragraphs are lines of the text, sentences are parted by a space."""
    reading = _Reading("", language)
    rows: list[list[str]] = []
    text = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            if reading.sentences:
                yield reading.finish()
            reading = _Reading(line.partition("id = ")[2].strip(), language)
        elif line.startswith("# newpar"):
            reading.new_paragraph = True
        elif line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            _add_sentence(reading, rows, text)
            rows = []
    if reading.sentences:
        yield reading.finish()


def _add_sentence(reading: _Reading, rows: list[list[str]], text: str) -> None:
    reading.text += ("\n" if reading.new_paragraph else " ") if reading.text else ""
    reading.paragraph += reading.new_paragraph
    reading.new_paragraph = False
    offset = len(reading.text)
    reading.text += text
    spans = _spans(rows, text, offset)
    words = [row for row in rows if row[0].isdecimal()]
    tokens = tuple(
        Token(
            index=number,
            text=row[1],
            start=spans[row[0]][0],
            end=spans[row[0]][1],
            lemma=row[2],
            upos=row[3],
            features=MappingProxyType(dict(pair.split("=", 1) for pair in row[5].split("|") if "=" in pair)),
            head=int(row[6]) - 1,
            relation=row[7],
        )
        for number, row in enumerate(words)
    )
    sentence = Sentence(tokens[0].start, tokens[-1].end, tokens, reading.paragraph)
    reading.sentences.append(sentence)
    reading.mentions += _mentions(words, sentence, len(reading.sentences) - 1)
    reading.units += [
        (token.start, unit[1]) for token, row in zip(tokens, words, strict=True) if (unit := UNIT.search(row[9]))
    ]


def _spans(rows: list[list[str]], text: str, offset: int) -> dict[str, tuple[int, int]]:
    """Where each word stands; the words of a contraction stand where the whole does."""
    spans: dict[str, tuple[int, int]] = {}
    at, inside = 0, range(0)
    for row in rows:
        if "." in row[0] or (row[0].isdecimal() and int(row[0]) in inside):
            continue
        start = text.index(row[1], at)
        at = start + len(row[1])
        span = (offset + start, offset + at)
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside = range(first, last + 1)
            spans.update((str(number), span) for number in inside)
        else:
            spans[row[0]] = span
    return spans


def _mentions(words: list[list[str]], sentence: Sentence, number: int) -> Iterator[GoldMention]:
    open_mentions: list[tuple[str, str, int]] = []
    for place, row in enumerate(words):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for found in OPENING.finditer(value):
            entity, type_, closed, closing = found.groups()
            if entity:
                open_mentions.append((entity, type_, place))
            if closed or closing:
                wanted = entity or closing
                index = next((n for n in reversed(range(len(open_mentions))) if open_mentions[n][0] == wanted), None)
                if index is not None:
                    opened = open_mentions.pop(index)
                    yield _mention(sentence, number, opened, place)


def _mention(sentence: Sentence, number: int, opened: tuple[str, str, int], last: int) -> GoldMention:
    entity, type_, first = opened
    tokens = sentence.tokens[first : last + 1]
    inside = {token.index for token in tokens}
    head = next((token for token in tokens if token.head not in inside), tokens[0])
    return GoldMention(entity, type_, tokens[0].start, tokens[-1].end, head, number)
