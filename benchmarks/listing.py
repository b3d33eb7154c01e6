"""What a report got wrong, one line an error, in an order that brings like errors together."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from benchmarks.cue_classes import cue_class
from benchmarks.gold import Spans
from benchmarks.measures import MATCHED_FLAGS, Attributed, Comparison, letters, right_source, same_name

# NEAR is a wrong span that overlaps too little to count: both a miss and a spurious content in the figures.
LABELS = ("MISS", "EXTRA", "NEAR", "SPAN", "SOURCE", "CUE", "NAME", "TYPE", "FLAG", "UNSOURCED", "HEARSAY")
NEAR = 0.1
AROUND = 60
LONGEST = 420


@frozen
class Item:
    """One error. ``key`` is the same from run to run as long as the gold (or our cue) stays where it is."""

    label: str
    key: str
    group: str
    cue: str
    line: str

    def __str__(self) -> str:
        return f"[{self.label}] {self.key} {self.group}/{self.cue or '-'}: {self.line}"


def errors(comparisons: Iterable[Comparison]) -> list[Item]:
    """All errors in all articles, by label, then cue class, then cue."""
    found = [item for comparison in comparisons for item in _errors(comparison)]
    return sorted(found, key=lambda item: (LABELS.index(item.label), item.group, item.cue))


def summary(items: Iterable[Item]) -> Mapping[tuple[str, str], int]:
    """How many errors there are of each label and cue class."""
    return Counter((item.label, item.group) for item in items)


def _errors(comparison: Comparison) -> Iterator[Item]:
    near = _near(comparison)
    for index in comparison.missed():
        if index in near:
            yield _span_error(comparison, index, near[index])
        else:
            yield _item("MISS", comparison, comparison.gold[index], index)
    for index in comparison.spurious():
        if index not in near.values():
            yield _item("EXTRA", comparison, comparison.ours[index], None)
    for pair in comparison.pairs:
        gold, ours = comparison.gold[pair.gold], comparison.ours[pair.ours]
        if gold.content_letters != ours.content_letters:
            yield _span_error(comparison, pair.gold, pair.ours)
        for label, told in DETAILS:
            if (difference := told(comparison.article.text, gold, ours)) is not None:
                yield _item(label, comparison, gold, pair.gold, difference)
    yield from _sentence_errors(comparison)


def _near(comparison: Comparison) -> dict[int, int]:
    """Missed contents and spurious ones that overlap a little: one wrong span rather than two errors."""
    spurious, near = comparison.spurious(), dict[int, int]()
    for index in comparison.missed():
        gold = comparison.gold[index]
        free = [(gold.overlap(comparison.ours[j]), j) for j in spurious if j not in near.values()]
        overlap, closest = max(free, default=(0.0, -1))
        if overlap >= NEAR:
            near[index] = closest
    return near


def _span_error(comparison: Comparison, index: int, other: int) -> Item:
    text, gold, ours = comparison.article.text, comparison.gold[index], comparison.ours[other]
    lost = _fragments(text, gold.content_letters - ours.content_letters)
    added = _fragments(text, ours.content_letters - gold.content_letters)
    overlap = gold.overlap(ours)
    counted = (index, other) in {(pair.gold, pair.ours) for pair in comparison.pairs}
    told = f"iou {overlap:.2f} lost={lost} added={added}"
    return _item("SPAN" if counted else "NEAR", comparison, gold, index, told, ours)


def _fragments(text: str, wanted: frozenset[int]) -> str:
    runs: list[list[int]] = []
    for index in sorted(wanted):
        # What lies between two letters of one run is only spaces and punctuation.
        if runs and not any(text[k].isalnum() for k in range(runs[-1][1], index)):
            runs[-1][1] = index + 1
        else:
            runs.append([index, index + 1])
    return " + ".join(f"«{_flat(_short(text[start:end], 160))}»" for start, end in runs) or "-"


def _source_error(text: str, gold: Attributed, ours: Attributed) -> str | None:
    return None if right_source(gold, ours) else f"gold={_said(text, gold.source)} ours={_said(text, ours.source)}"


def _cue_error(text: str, gold: Attributed, ours: Attributed) -> str | None:
    if not gold.cue_letters or gold.meets_cue(ours):
        return None
    return f"gold={_said(text, gold.cue)} ours={_said(text, ours.cue)}"


def _name_error(text: str, gold: Attributed, ours: Attributed) -> str | None:
    wrong = gold.name and not same_name(gold.name, ours.name)
    return f"gold=«{gold.name}» ours=«{ours.name}» mention={_said(text, ours.source)}" if wrong else None


def _type_error(text: str, gold: Attributed, ours: Attributed) -> str | None:
    wrong = gold.type and gold.type != "unknown" and gold.type != ours.type
    return f"gold={gold.type} ours={ours.type} name=«{ours.name}»" if wrong else None


def _flag_error(text: str, gold: Attributed, ours: Attributed) -> str | None:
    if gold.flags is None:
        return None
    ours_flags = ours.flags or frozenset()
    lost = [flag for flag in MATCHED_FLAGS if flag in gold.flags - ours_flags]
    added = [flag for flag in MATCHED_FLAGS if flag in ours_flags - gold.flags]
    if not lost and not added:
        return None
    relay = f" gold relay={'/'.join(gold.relays) or '-'} ours={'/'.join(ours.relays) or '-'}"
    return f"lost={','.join(lost) or '-'} added={','.join(added) or '-'} name=«{ours.name}»{relay}"


DETAILS: tuple[tuple[str, Callable[[str, Attributed, Attributed], str | None]], ...] = (
    ("SOURCE", _source_error),
    ("CUE", _cue_error),
    ("NAME", _name_error),
    ("TYPE", _type_error),
    ("FLAG", _flag_error),
)


def _sentence_errors(comparison: Comparison) -> Iterator[Item]:
    article = comparison.article
    for index, unsourced, hearsay in comparison.sentences():
        gold = article.sentences[index]
        told = _flat(article.text[gold.start : gold.end])
        key = f"{article.id}#s{index}"
        if gold.status in ("sourced", "unsourced") and (gold.status == "unsourced") != unsourced:
            seen = _covering(comparison, gold.start, gold.end)
            yield Item("UNSOURCED", key, f"gold {gold.status}", "", f"{told} | ours: {seen}")
        if gold.hearsay != hearsay:
            yield Item("HEARSAY", key, "missed" if gold.hearsay else "spurious", "", told)


def _covering(comparison: Comparison, start: int, end: int) -> str:
    """What our report holds of a stretch of the text, shortly."""
    text = comparison.article.text
    inside = letters(text, [(start, end)])
    found = []
    for claim in comparison.report["claims"]:
        shared = len(inside & letters(text, claim["spans"]))
        if shared:
            cue = (claim.get("attribution") or {}).get("cue") or {}
            told = f"attributed by «{_flat(cue.get('text', ''))}»" if claim.get("attribution") else "narrator"
            found.append(f"{told} {round(100 * shared / len(inside))} %")
    return "; ".join(found) or "no claim"


def _item(
    label: str,
    comparison: Comparison,
    item: Attributed,
    index: int | None,
    told: str = "",
    other: Attributed | None = None,
) -> Item:
    text = comparison.article.text
    place = min(start for start, _ in (item.cue or item.content or ((0, 0),)))
    key = f"{comparison.article.id}#" + (f"g{index}@{place}" if index is not None else f"p@{place}")
    cue = _flat(" ".join(text[start:end] for start, end in item.cue).lower())
    line = f"{told} | {marked(text, item, other)}" if told else marked(text, item, other)
    return Item(label, key, cue_class(text, item), cue, line)


MARKS = (("content", "⟦", "⟧"), ("source", "{", "}"), ("cue", "‹", "›"))


def marked(text: str, item: Attributed, other: Attributed | None = None) -> str:
    """The passage with its content in ⟦ ⟧, source in { } and cue in ‹ ›; the other's content in ⟨ ⟩."""
    marks: list[tuple[int, int, str]] = []
    for name, opening, closing in MARKS:
        for start, end in getattr(item, name):
            marks += [(start, 1, opening), (end, 0, closing)]
    for start, end in other.content if other else ():
        marks += [(start, 1, "⟨"), (end, 0, "⟩")]
    if not marks:
        return ""
    first, last = min(mark[0] for mark in marks), max(mark[0] for mark in marks)
    begin = _sentence_start(text, max(0, first - AROUND), first)
    finish = _sentence_end(text, last, min(len(text), last + AROUND))
    pieces, at = list[str](), begin
    for place, _, sign in sorted(marks):
        pieces += [text[at:place], sign]
        at = place
    return _short(_flat("".join([*pieces, text[at:finish]])), LONGEST)


def _sentence_start(text: str, low: int, high: int) -> int:
    found = [mark.end() for mark in re.finditer(r"[.!?]\s+|\n+", text[low:high])]
    return low + found[-1] if found else low


def _sentence_end(text: str, low: int, high: int) -> int:
    found = re.search(r"[.!?](?=\s)|\n", text[low:high])
    return low + found.end() if found else high


def _said(text: str, spans: Spans) -> str:
    return f"«{_flat(' … '.join(text[start:end] for start, end in spans))}»" if spans else "none"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]} […] {text[-half:]}"
