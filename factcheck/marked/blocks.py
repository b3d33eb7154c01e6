"""One text of a file of marked texts: its tags, its table, and everything that is wrong with them."""

import re
from collections.abc import Iterable, Sequence

from attrs import Factory, define, frozen

from factcheck.marked.notation import TABLE, TAG, tag_name, trimmed
from factcheck.marked.values import MARKED_FLAGS, Fault, MarkedAttribution, MarkedText
from factcheck.report import Flag, SourceType

_LIKE_A_TAG = re.compile(r"</?[csqrfdhx][0-9]*(?![\w-])[^<>\n]{0,10}>?")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_COLUMNS = 5


def line_at(marked: str, offset: int) -> int:
    """The line of the file, from 1, that an offset lies in."""
    return marked.count("\n", 0, offset) + 1


@frozen
class _Tagged:
    """A stretch between a tag and its end, and where the tag stands in the file."""

    letter: str
    number: int
    start: int
    end: int
    at: int

    @property
    def tag(self) -> str:
        return f"<{tag_name(self.letter, self.number)}>"


@frozen
class _Row:
    """A line of the table."""

    name: str | None
    type: SourceType
    flags: frozenset[Flag]
    relay: str | None
    at: int


@define
class Block:
    """One text of a file while it is read: the whole file, its name, where its lines start and end, its faults."""

    marked: str
    id: str
    start: int
    end: int
    faults: list[Fault] = Factory(list)
    # Numbers of tags with faults: what is missing of these attributions is no fault of its own.
    _broken: set[int] = Factory(set)

    def text(self) -> MarkedText:
        """The text as far as it can be read; what is wrong with it is added to ``faults``."""
        if not self.id:
            self._fault(self.start - 1, "a text needs a name after ###")
        # The text may have such lines itself: the last one is the table's.
        lines = list(TABLE.finditer(self.marked, self.start, self.end))
        if not lines:
            self._fault(self.end - 1, "no line --- with the table of attributions after it")
        rows = self._rows(lines[-1].end() + 1) if lines else {}
        text, spans = self._spans(lines[-1].start() if lines else self.end)
        self._check_crossing(spans)
        numbered: dict[int, list[_Tagged]] = {}
        for span in spans:
            if span.number:
                numbered.setdefault(span.number, []).append(span)
        for number, row in rows.items():
            if number not in numbered and number not in self._broken:
                self._fault(row.at, f"{number} is in the table but has no tags")
        attributions = [self._attribution(number, numbered[number], rows.get(number)) for number in sorted(numbered)]
        return MarkedText(
            self.id,
            text,
            tuple(a for a in attributions if a.content),
            *(tuple(sorted((s.start, s.end) for s in spans if s.letter == letter)) for letter in "hx"),
        )

    def _fault(self, at: int, message: str) -> None:
        self.faults.append(Fault(line_at(self.marked, max(at, 0)), self.id, message))

    def _broken_tag(self, at: int, number: int, message: str) -> None:
        self._fault(at, message)
        self._broken.add(number)

    def _spans(self, end: int) -> tuple[str, list[_Tagged]]:
        """The text without tags and without white space around it, and what the tags enclose."""
        pieces, spans, opened = list[str](), list[_Tagged](), dict[tuple[str, int], tuple[int, int]]()
        position, length = self.start, 0
        for tag in TAG.finditer(self.marked, self.start, end):
            self._plain(position, tag.start(), pieces)
            length += tag.start() - position
            position = tag.end()
            key = (tag[2] or tag[4], int(tag[3] or 0))
            if not tag[1]:
                if key in opened:
                    self._broken_tag(tag.start(), key[1], f"<{tag_name(*key)}> is opened again before it is closed")
                opened[key] = (length, tag.start())
            elif key not in opened:
                self._broken_tag(tag.start(), key[1], f"</{tag_name(*key)}> closes what was not opened")
            else:
                start, at = opened.pop(key)
                spans.append(_Tagged(*key, start, length, at))
        self._plain(position, end, pieces)
        for key, (_, at) in opened.items():
            self._broken_tag(at, key[1], f"<{tag_name(*key)}> is never closed")
        whole = "".join(pieces)
        before = len(whole) - len(whole.lstrip())
        return whole.strip(), [inside for span in spans if (inside := self._inside(span, whole, before))]

    def _plain(self, start: int, end: int, pieces: list[str]) -> None:
        pieces.append(self.marked[start:end])
        for likely in _LIKE_A_TAG.finditer(self.marked, start, end):
            self._fault(likely.start(), f"{likely[0]} looks like a tag but is not one")

    def _inside(self, span: _Tagged, whole: str, before: int) -> _Tagged | None:
        if span.letter in "fd":
            return None
        inside = trimmed(whole, (span.start, span.end))
        if inside is None:
            self._broken_tag(span.at, span.number, f"{span.tag} has nothing in it")
            return None
        return _Tagged(span.letter, span.number, inside[0] - before, inside[1] - before, span.at)

    def _check_crossing(self, spans: Iterable[_Tagged]) -> None:
        around = list[_Tagged]()
        for span in sorted(spans, key=lambda one: (one.start, -one.end)):
            while around and around[-1].end <= span.start:
                around.pop()
            if around and around[-1].end < span.end:
                self._fault(span.at, f"{span.tag} begins inside {around[-1].tag} and ends outside it")
            around.append(span)

    def _rows(self, start: int) -> dict[int, _Row]:
        rows = dict[int, _Row]()
        for line in self.marked[start : self.end].split("\n"):
            at, start = start, start + len(line) + 1
            if line.startswith("## "):
                # The heading of a section, with what follows up to its first text.
                break
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.split("|")]
            if not _NUMBER.fullmatch(cells[0]) or len(cells) > _COLUMNS:
                self._fault(at, f"not a line of the table (number | name | type | flags | relay): {line.strip()[:40]}")
                continue
            number = int(cells[0])
            if number in rows:
                self._fault(at, f"{number} is in the table twice")
            rows[number] = self._row(at, *cells[1:], *[""] * (_COLUMNS - len(cells)))
        return rows

    def _row(self, at: int, name: str, type: str, flags: str, relay: str) -> _Row:
        kinds, marks = {str(kind): kind for kind in SourceType}, {str(flag): flag for flag in MARKED_FLAGS}
        given = [flag.strip() for flag in flags.split(",") if flag.strip()]
        for what, values, known in (("type", [type] if type else [], kinds), ("flag", given, marks)):
            for value in values:
                if value not in known:
                    self._fault(at, f"no {what} {value!r}: there are {', '.join(known)}")
        if (Flag.SECOND_HAND in given) != bool(relay):
            self._fault(at, "second_hand and the name of a relay go together")
        return _Row(
            name or None,
            kinds.get(type, SourceType.UNKNOWN),
            frozenset(marks[flag] for flag in given if flag in marks),
            relay or None,
            at,
        )

    def _attribution(self, number: int, spans: Sequence[_Tagged], row: _Row | None) -> MarkedAttribution:
        if row is None:
            self._fault(spans[0].at, f"{number} is not in the table")
        places = {letter: sorted((s.start, s.end) for s in spans if s.letter == letter) for letter in "csqr"}
        if not places["c"] and number not in self._broken:
            self._fault(spans[0].at, f"{number} has no content: mark it with <c{number}>")
        for letter, what in (("s", "source"), ("r", "relay")):
            if len(places[letter]) > 1:
                self._fault([s for s in spans if s.letter == letter][1].at, f"{number} has more than one {what}")
        return MarkedAttribution(
            number=number,
            content=tuple(places["c"]),
            cue=tuple(places["q"]),
            source=next(iter(places["s"]), None),
            relay=next(iter(places["r"]), None),
            name=row.name if row else None,
            type=row.type if row else SourceType.UNKNOWN,
            flags=row.flags if row else frozenset(),
            relay_name=row.relay if row else None,
        )
