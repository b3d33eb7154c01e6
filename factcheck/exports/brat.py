"""brat standoff (https://brat.nlplab.org): an .ann file, the .txt of the text and the configuration beside it.

Entities Content, Cue and Source; relations from the content to its cue, source and relays; attributes for
kind and flags; the reasons as annotator notes. brat knows no span over a line break, so spans are cut there.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

from factcheck.exports.about import About
from factcheck.report import Claim, Mention, Report

Span = tuple[int, int]


def render(report: Report, about: About) -> str:
    """The report as the lines of an .ann file.

    >>> from factcheck.report import Kind
    >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR)
    >>> render(Report("It rains.", "en", (claim,), ()), About()).splitlines()
    ['T1\\tContent 0 9\\tIt rains.', 'A1\\tKind T1 narrator']
    """
    return "".join(f"{line}\n" for line in _Lines(report).of_all())


def beside(report: Report, name: str) -> dict[str, str]:
    """What must lie in the folder of ``name.ann``: the text itself, and what the annotations are called.

    >>> beside(Report("It rains.", "en", (), ()), "rain")["rain.txt"]
    'It rains.'
    """
    configuration = (files("factcheck.exports") / "annotation.conf").read_text(encoding="utf-8")
    return {f"{name}.txt": report.text, "annotation.conf": configuration}


class _Lines:
    """The annotations of one file, numbered by sort as brat wants them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.counts: dict[str, int] = {}
        self.entities: dict[tuple[str, Mention], str] = {}
        self.lines: list[str] = []

    def of_all(self) -> Iterator[str]:
        for claim in self.report:
            self._claim(claim)
        return iter(self.lines)

    def _add(self, sort: str, rest: str) -> str:
        self.counts[sort] = self.counts.get(sort, 0) + 1
        id = f"{sort}{self.counts[sort]}"
        self.lines.append(f"{id}\t{rest}")
        return id

    def _claim(self, claim: Claim) -> None:
        content = self._entity("Content", claim.spans)
        if content is None:
            return
        self._add("A", f"Kind {content} {claim.kind}")
        for flag in claim.flags:
            self._add("A", f"{str(flag).title().replace('_', '')} {content}")
            if flag in claim.why:
                self._add("#", f"AnnotatorNotes {content}\t{' '.join(claim.why[flag].split())}")
        if claim.attribution is None:
            return
        given = claim.attribution
        relays = [self.report.source(id).mentions[:1] for id in given.chain[:-1]]
        parts = [
            ("Cue", given.cue),
            ("Source", given.source),
            *(("Relay", found[0]) for found in relays if found),
        ]
        for role, mention in parts:
            entity = mention and self._mention("Cue" if role == "Cue" else "Source", mention)
            if entity:
                self._add("R", f"{role} Arg1:{content} Arg2:{entity}")

    def _mention(self, sort: str, mention: Mention) -> str | None:
        """One entity for one mention, however many claims refer to it."""
        if (sort, mention) not in self.entities:
            entity = self._entity(sort, ((mention.start, mention.end),))
            if entity is None:
                return None
            self.entities[sort, mention] = entity
        return self.entities[sort, mention]

    def _entity(self, sort: str, spans: tuple[Span, ...]) -> str | None:
        text = self.report.text
        cut = [piece for span in spans for piece in _without_breaks(text, span)]
        if not cut:
            return None
        where = ";".join(f"{start} {end}" for start, end in cut)
        return self._add("T", f"{sort} {where}\t{' '.join(text[start:end] for start, end in cut)}")


def _without_breaks(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    for match in re.finditer(r"[^\r\n]+", text[start:end]):
        piece = match[0]
        left = start + match.start() + len(piece) - len(piece.lstrip())
        right = start + match.end() - (len(piece) - len(piece.rstrip()))
        if left < right:
            yield left, right
