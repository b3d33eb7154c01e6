"""Pair the quotation marks of a text, whatever their style, without ever failing.

Works on the original characters, since the shape of a mark tells opening from closing. A straight mark opens or
closes by what stands beside it. An apostrophe is not a mark. A quotation that is not closed ends with its
paragraph, unless the next paragraph opens again with the same kind of mark (the convention for quotations of
several paragraphs): the parts are then one quotation with ``continues`` set.
"""

import re
from collections.abc import Collection, Sequence

from attrs import evolve, frozen

from factcheck.text.alignment import Span

_PAIRS = {
    "«": "»",
    "“": "”",
    "„": "“”",
    "‟": "”",
    "‹": "›",
    "〝": "〞",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "＂": "＂",
}
_CLOSERS = frozenset("»”›〞’\"'＂")
_SINGLE = frozenset("‘’‚'‹›")
_DOUBLE = frozenset((*_PAIRS, *_CLOSERS)) - _SINGLE
# A single mark this far from its partner is an apostrophe.
_LONGEST_SINGLE = 600
# A mark closes one of this many that are open: more are no quotations inside one another.
_DEEPEST = 8
_CLOSING_STRAIGHT = re.compile(r"(?<!\s)'(?![^\W_])")
_CLOSING_SINGLE = re.compile(r"(?<!\s)[’'](?![^\W_])")


@frozen
class Quotation:
    """A stretch in quotation marks; ``start`` and ``end`` take the marks in, ``depth`` counts the quotations around it.

    ``closed`` is false when the closing mark is missing, ``continues`` true when this part goes on from the
    paragraph before.
    """

    start: int
    end: int
    depth: int = 0
    closed: bool = True
    continues: bool = False
    mark: str = '"'

    @property
    def inner(self) -> Span:
        """The words without the marks: code points, half-open."""
        return self.start + 1, self.end - 1 if self.closed else self.end


def find_quotations(
    text: str, paragraphs: Sequence[Span], cues: Collection[str] = frozenset()
) -> tuple[Quotation, ...]:
    """The quotations of a text by their start, outer ones before the ones inside them.

    ``paragraphs`` are half-open code point offsets. ``cues`` are the forms of verbs of speech, in small letters: a
    quotation whose closing mark was lost ends before one (*“We waited, said Hamid. The judge left.*). Takes time
    linear in the length of the text.

    >>> text = "« Il a dit “oui” », dit-elle."
    >>> [(text[q.start : q.end], q.depth) for q in find_quotations(text, [(0, len(text))])]
    [('« Il a dit “oui” »', 0), ('“oui”', 1)]
    """
    found: list[Quotation] = []
    unclosed = ""
    plain = _DOUBLED.sub(_single_mark, text) if any(mark in text for mark in _DOUBLES) else text
    for place, (start, end) in enumerate(paragraphs):
        again = text[paragraphs[place + 1][0]] if place + 1 < len(paragraphs) else ""
        part, opened = _paragraph(plain, start, end, unclosed, again if again in _SINGLE else "")
        if opened:
            if len(opened) > _DEEPEST or _goes_on(plain, paragraphs, place + 1):
                ends = [(*opened[0], end)]
            else:
                ends = [(mark, kind, _lost_end(plain, mark, start, end, cues)) for mark, kind in opened]
            part = _with_unclosed(part, ends)
        if plain is not text:
            part = [_widened(text, quotation) for quotation in part]
        if unclosed and part and part[0].start == start and _same(part[0].mark, unclosed):
            part[0] = evolve(part[0], continues=True)
        unclosed = next((q.mark for q in reversed(part) if not q.closed and q.depth == 0), "")
        found.extend(part)
    return tuple(found)


# Two apostrophes, two backquotes or two angle brackets in a row, as typewriters, TeX and wires have it, are one mark.
_DOUBLES = ("''", "``", "<<", ">>")
_DOUBLED = re.compile(r"(?P<open>(?<!\S)(?:''|``)(?=\S))|``|''|<<|>>")


def _single_mark(match: re.Match[str]) -> str:
    if match[0] in ("<<", ">>"):
        return " «" if match[0] == "<<" else "» "
    return ' "' if match["open"] or match[0] == "``" else '" '


def _widened(text: str, quotation: Quotation) -> Quotation:
    """The quotation with both halves of a doubled mark."""
    start, end = quotation.start, quotation.end
    if start and text[start - 1 : start + 1] in ("''", "``", "<<"):
        start -= 1
    if quotation.closed and text[end - 1 : end + 1] in ("''", ">>"):
        end += 1
    return evolve(quotation, start=start, end=end)


def _same(mark: str, other: str) -> bool:
    return mark == other or {mark, other} <= {"«", "»"}


def _paragraph(
    text: str, start: int, end: int, unclosed: str, again: str
) -> tuple[list[Quotation], list[tuple[int, str]]]:
    """The closed quotations of a paragraph, after one that left the mark ``unclosed``, and the marks left open here.

    A single mark may stay open where the next paragraph opens with it ``again``.
    """
    stack: list[tuple[int, str]] = []
    found: list[Quotation] = []
    seen: set[str] = set()
    for index in range(start, end):
        mark = text[index]
        if mark not in _PAIRS and mark not in _CLOSERS:
            continue
        before = text[index - 1] if index > start else " "
        after = text[index + 1] if index + 1 < end else " "
        if index == start and mark == "»" and unclosed == "«":
            # The French way to go on with a quotation in the next paragraph.
            stack.append((index, unclosed))
            continue
        partner = _partner(stack, mark, before, after, index)
        if partner is None:
            partner = _partner_of_another_shape(stack, text, index, end)
        if partner is not None and mark in "'’" and _is_plural_genitive(text, index, end, bool(again)):
            continue
        if partner is not None:
            # Whatever was opened inside and not closed was no quotation of its own.
            opened, kind = stack[partner]
            del stack[partner:]
            found.append(Quotation(opened, index + 1, partner, True, False, kind))
        elif _opens(mark, before, after, text, index, end) or _stays_open(mark, again, before, after):
            stack.append((index, mark))
        elif mark in "»”" and index > start and not stack and not found and mark not in seen:
            # Closed and never opened: the paragraph goes on with a quotation from further up.
            found.append(Quotation(start, index + 1, 0, True, True, {"»": "«", "”": "“"}[mark]))
        seen.add(mark)
    real = [(opened, kind) for opened, kind in stack if kind not in _SINGLE or kind == again]
    return found if real else _depths(found), real


def _with_unclosed(closed: list[Quotation], opened: Sequence[tuple[int, str, int]]) -> list[Quotation]:
    """The quotations with those that were never closed: where each begins, its mark, and where it ends."""
    found = list(closed)
    reached = -1
    for start, mark, end in opened:
        if start >= reached:
            # None ends inside of another.
            end = max([end, *(q.end for q in closed if start < q.start < end)])
            found.append(Quotation(start, end, 0, False, False, mark))
            reached = end
    return _depths(found)


def _goes_on(text: str, paragraphs: Sequence[Span], place: int) -> bool:
    """The first mark in a paragraph goes on with what was quoted before it, or closes it."""
    if place >= len(paragraphs):
        return False
    start, end = paragraphs[place]
    first = next((n for n in range(start, end) if text[n] in _DOUBLE), None)
    if first is None:
        return False
    closes = text[first] in "»”" or (text[first] == '"' and not text[first - 1].isspace())
    return first == start or closes


# How far from its opening mark a lost closing one is looked for.
_REACH = 1000
_SENTENCE_END = re.compile(r"[.!?…](?=\s+[A-ZÀ-ÖØ-Þ«“\"])")
# Up to two short words may stand between the comma and the verb: *, he told me*, *, s’est-il écrié*, *, nous a dit*.
_AFTER_COMMA = re.compile(r",\s+((?:\w+[\s'’-]+){0,2}\w+)")


def _is_short(word: str) -> bool:
    return len(word) <= 4


def _lost_end(text: str, mark: int, start: int, end: int, cues: Collection[str]) -> int:
    """Where a quotation ends whose closing mark was lost: before a cue, else with its sentence or its paragraph."""
    reach = min(end, mark + _REACH)
    for comma in _AFTER_COMMA.finditer(text, mark + 2, reach):
        words = re.split(r"[\s'’-]+", comma[1].lower())
        if any(word in cues and all(map(_is_short, words[:place])) for place, word in enumerate(words)):
            return comma.start()
    stop = _SENTENCE_END.search(text, mark + 2, reach) if mark > start else None
    return stop.end() if stop else end


def _stays_open(mark: str, again: str, before: str, after: str) -> bool:
    return mark == again and not before.isalnum() and after.isalnum()


def _depths(found: list[Quotation]) -> list[Quotation]:
    """Depths counted again: an opener that came to nothing must not count as a level."""
    result: list[Quotation] = []
    ends: list[int] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        result.append(evolve(quotation, depth=len(ends)))
        ends.append(quotation.end)
    return result


def _partner(stack: list[tuple[int, str]], mark: str, before: str, after: str, index: int) -> int | None:
    """Where on the stack the mark's opening partner is, if this mark closes something."""
    if mark in "'’" and (after.isalnum() or (before in "sSxX" and not _open_single(stack))):
        return None
    for place in range(len(stack) - 1, max(-1, len(stack) - 1 - _DEEPEST), -1):
        opened, kind = stack[place]
        if mark in _PAIRS.get(kind, kind):
            if kind in _SINGLE and index - opened > _LONGEST_SINGLE:
                continue
            if mark == kind and not _closes_straight(before, after):
                return None
            return place
    return None


# Marks of one language in two shapes, which get mixed: *“P," X said*, *"P,” X said*, *“P,“ X said*.
_MIXED = frozenset('"“”')


def _partner_of_another_shape(stack: list[tuple[int, str]], text: str, index: int, end: int) -> int | None:
    """Where on the stack a mark is that this one closes, though its shape is another's.

    The mark stands where only a closing one can, and the right one does not come before something is opened again.
    """
    mark = text[index]
    if not stack or mark not in _MIXED or stack[-1][1] not in _MIXED:
        return None
    closes = not text[index - 1].isspace() and not text[index + 1 : min(index + 2, end)].isalnum()
    if not closes or index - stack[-1][0] < 2 or (stack[-1][1], mark) in _MATCHING:
        return None
    ahead = next((n for n in range(index + 1, end) if text[n] in _MIXED), None)
    if ahead is None:
        return len(stack) - 1
    opens = text[ahead - 1].isspace() and not text[ahead + 1 : ahead + 2].isspace()
    return len(stack) - 1 if opens else None


_MATCHING = frozenset((('"', '"'), ("“", "”")))
_WINDOW = 300
_LATER_CLOSER = re.compile(r"[,.!?]['’](?!\w)")
_OPENER = re.compile(r"(?<!\w)['‘](?=\w)")


def _is_plural_genitive(text: str, index: int, end: int, again: bool) -> bool:
    """*the pupils’ safety*: after an s, before a small letter, with a better closing mark further on.

    It may stand in the next paragraph where that opens ``again``.
    """
    if (
        text[index - 1] not in "sS"
        or not text[index + 1 : index + 3].strip()[:1].islower()
        or text[index + 1 : index + 2] != " "
    ):
        return False
    window = text[index + 1 : min(end, index + _WINDOW)]
    closer = _LATER_CLOSER.search(window)
    opener = _OPENER.search(window)
    if closer is None:
        return again and opener is None
    return opener is None or opener.start() > closer.start()


def _open_single(stack: list[tuple[int, str]]) -> bool:
    return any(kind in "'‘‚" for _, kind in stack[-_DEEPEST:])


def _closes_straight(before: str, after: str) -> bool:
    # A straight mark with space before and a word after opens; anything else closes what is open.
    return not (before.isspace() and not after.isspace()) and not (before in "([" and after.isalnum())


def _opens(mark: str, before: str, after: str, text: str, index: int, end: int) -> bool:
    if mark in "'’‘":
        # An apostrophe: inside a word, or an elision ('90s, l'), or with no word after it.
        if before.isalnum() or not (after.isalnum() or after in '[(…«“"'):
            return False
        if mark == "’":
            return False
        closer = _CLOSING_SINGLE if mark == "‘" else _CLOSING_STRAIGHT
        return closer.search(text, index + 2, min(end, index + _LONGEST_SINGLE)) is not None
    if mark == "”" or mark == "»" or mark == "›" or mark == "〞":
        # Some writers open with the closing shape (»so«, ”so”): only where a word follows and none precedes.
        shows = mark in "”»" and not before.isalnum() and before not in ".!?,…" and after.isalnum()
        return shows and text.find(mark, index + 1, end) >= 0
    if mark in '"＂':
        return not after.isspace() or before.isspace() or index == 0
    return True
