"""Reports as marked texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from factcheck.errors import DataError
from factcheck.marked.notation import HEADING, TAG, sentences, tag_name, trimmed
from factcheck.marked.values import MARKED_FLAGS, MarkedAttribution, MarkedText
from factcheck.report import Claim, Flag, Mention, Report, Source, SourceType
from factcheck.syntax.tokens import Span

# Tags that begin and end at the same places are written in this order, from the outside.
_ORDER = "xhcsrq"


def write_marked(report: Report, id: str = "text") -> str:
    """A report as a marked text, for a person to correct: what ``parse_marked`` would read back.

    Written are the attributions, what is hearsay, and as what asserts nothing the sentences that no claim, cue or
    source is in. White space around the text is left out.

    Raises DataError when the text has lines or signs that mean something in this format (``### ``, ``<c1>``).

    >>> from factcheck import Claim, Kind, Report
    >>> print(write_marked(Report("Rain?", "en", (), ()), "rain"))
    ### rain
    <x>Rain?</x>
    ---
    <BLANKLINE>
    """
    return render(marked_text(report, id))


def marked_text(report: Report, id: str = "text") -> MarkedText:
    """A report as the marked text that ``write_marked`` writes."""
    text = report.text.strip()
    before = len(report.text) - len(report.text.lstrip())
    given = [claim for claim in report.claims if claim.attribution and _inside(report.text, claim.spans, before)]
    attributions = _nested(text, [_attribution(report, claim, number, before) for number, claim in enumerate(given, 1)])
    taken = [span for one in attributions for span in (*one.content, *one.cue, one.source, one.relay) if span]
    narrated = [claim for claim in report.claims if not claim.attribution]
    hearsay = [span for claim in narrated if Flag.HEARSAY in claim.flags for span in claim.spans]
    covered = [span for claim in narrated for span in _inside(report.text, claim.spans, before)]
    return MarkedText(
        _cell(id) or "text",
        text,
        attributions,
        _cut(text, _apart(_inside(report.text, hearsay, before)), taken),
        tuple(_uncovered(text, [*covered, *taken])),
    )


def _nested(text: str, attributions: Sequence[MarkedAttribution]) -> tuple[MarkedAttribution, ...]:
    """The attributions with contents and cues in pieces where their tags would cross others.

    Sources and relays stay whole, since they have one piece each.
    """
    taken = [span for one in attributions for span in (one.source, one.relay) if span]
    contents, cues = list[tuple[Span, ...]](), list[tuple[Span, ...]]()
    for one in attributions:
        contents.append(_cut(text, one.content, taken))
        taken += contents[-1]
    for one in attributions:
        cues.append(_cut(text, one.cue, taken))
        taken += cues[-1]
    return tuple(
        evolve(one, content=content, cue=cue) for one, content, cue in zip(attributions, contents, cues, strict=True)
    )


def _cut(text: str, spans: Iterable[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in pieces that cross none of the others."""
    pieces = list[Span]()
    for start, end in spans:
        edges = {b for a, b in others if a < start < b < end} | {a for a, b in others if start < a < end < b}
        pieces += pairwise((start, *sorted(edges), end))
    return _inside(text, pieces, 0)


def _inside(text: str, spans: Iterable[Span], before: int) -> tuple[Span, ...]:
    """Spans of a report as spans of the text without the white space around it."""
    kept = filter(None, (trimmed(text, span) for span in spans))
    return tuple((start - before, end - before) for start, end in kept)


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, without those that begin inside of another: a tag cannot be opened twice."""
    kept = list[Span]()
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or kept[-1][1] <= start:
            kept.append((start, end))
    return tuple(kept)


def _attribution(report: Report, claim: Claim, number: int, before: int) -> MarkedAttribution:
    cited, chain = claim.attribution, report.chain(claim)

    def place(mention: Mention | None) -> Span | None:
        spans = _inside(report.text, [(mention.start, mention.end)] if mention else [], before)
        return next(iter(spans), None)

    cue = place(cited.cue if cited else None)
    relays = chain[:-1]
    return MarkedAttribution(
        number=number,
        content=_inside(report.text, claim.spans, before),
        cue=(cue,) if cue else (),
        source=place(cited.source if cited else None),
        relay=place(_nearest(report, relays[0], claim.spans[0][0])) if relays else None,
        name=_cell(chain[-1].name) if chain else None,
        type=chain[-1].type if chain else SourceType.UNKNOWN,
        flags=frozenset(claim.flags).intersection(MARKED_FLAGS),
        relay_name=_cell(", ".join(relay.name for relay in relays)),
    )


def _nearest(report: Report, source: Source, offset: int) -> Mention | None:
    """The mention of a source in the paragraph of an offset that is nearest to it."""
    start = report.text.rfind("\n", 0, offset) + 1
    end = report.text.find("\n", offset)
    near = (m for m in source.mentions if m.start >= start and (end < 0 or m.end <= end))
    return min(near, key=lambda mention: abs(mention.start - offset), default=None)


def _cell(words: str) -> str | None:
    """Words as they stand in the table, where bars and line breaks part cells and lines."""
    return " ".join(words.replace("|", "/").split()) or None


def _uncovered(text: str, covered: Iterable[Span]) -> Iterator[Span]:
    """Sentences that none of the spans reaches into, neighbours of one line together."""
    taken = bytearray(len(text))
    for start, end in covered:
        taken[start:end] = b"\1" * (end - start)
    last: Span | None = None
    for span in sentences(text):
        inside = trimmed(text, span)
        if inside is None or any(taken[slice(*inside)]) or not any(map(str.isalnum, text[slice(*inside)])):
            continue
        if last and not text[last[1] : inside[0]].strip() and "\n" not in text[last[1] : inside[0]]:
            inside = (last[0], inside[1])
        elif last:
            yield last
        last = inside
    if last:
        yield last


def render(marked: MarkedText) -> str:
    """A marked text as it stands in a file.

    Raises DataError when the text has lines or signs that mean something in this format.
    """
    for pattern, what in ((HEADING, "a line that begins with ###"), (TAG, "a tag")):
        own = pattern.search(marked.text)
        if own:
            raise DataError(f"the text has {what} of its own, {own[0][:20]!r}: it cannot be written as a marked text")
    tags = sorted(_tags(marked), key=lambda tag: (tag[0], -tag[1], _ORDER.index(tag[2]), tag[3]))
    signs = [(start, 1, place, f"<{tag_name(letter, n)}>") for place, (start, _, letter, n) in enumerate(tags)]
    # What was opened last is closed first, and closed before anything else is opened there.
    signs += [(end, 0, -place, f"</{tag_name(letter, n)}>") for place, (_, end, letter, n) in enumerate(tags)]
    pieces, position = list[str](), 0
    for offset, _, _, sign in sorted(signs):
        pieces += [marked.text[position:offset], sign]
        position = offset
    rows = "".join(_written(one) for one in marked.attributions)
    return f"### {marked.id}\n{''.join(pieces)}{marked.text[position:]}\n---\n{rows}"


def _tags(marked: MarkedText) -> Iterator[tuple[int, int, str, int]]:
    for letter, spans in (("h", marked.hearsay), ("x", marked.nothing)):
        yield from ((*span, letter, 0) for span in spans)
    for one in marked.attributions:
        alone = {"s": one.source, "r": one.relay}
        places: Mapping[str, Sequence[Span]] = {
            "c": one.content,
            "q": one.cue,
            **{letter: [span] for letter, span in alone.items() if span},
        }
        yield from ((*span, letter, one.number) for letter, spans in places.items() for span in spans)


def _written(one: MarkedAttribution) -> str:
    flags = ", ".join(flag for flag in MARKED_FLAGS if flag in one.flags)
    return f"{one.number} | {one.name or ''} | {one.type} | {flags} | {one.relay_name or ''}".rstrip() + "\n"


@frozen
class Doubt:
    """A claim to look at first: how sure it is, the line of its marked text it begins in (from 1), and its words."""

    confidence: float
    line: int
    words: str
    who: str | None


def doubts(report: Report, below: float = 0.7) -> list[Doubt]:
    """The claims of a report that are less sure than this, most doubtful first; ``who`` is the origin's name.

    Lines are those of ``write_marked``.

    >>> from factcheck import Claim, Kind
    >>> doubts(Report("It rains.", "en", (Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, confidence=0.4),), ()))
    [Doubt(confidence=0.4, line=2, words='It rains.', who=None)]
    """
    before = len(report.text) - len(report.text.lstrip())
    found = [
        Doubt(
            claim.confidence,
            # The heading is the first line.
            2 + report.text.count("\n", before, claim.spans[0][0]),
            " ".join(claim.text.split()),
            chain[-1].name if (chain := report.chain(claim)) else None,
        )
        for claim in report
        if claim.confidence < below
    ]
    return sorted(found, key=lambda doubt: doubt.confidence)
