"""A text as it comes (a paste, an export, an extraction) made plain for the models, with a way back.

Each rule mends one kind of damage; what none of them knows stays as it is, and nothing is ever raised. A text that
is plain already costs a few searches.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from html import unescape

from attrs import frozen

from factcheck.text.alignment import Edit, Plain

Mend = Callable[[re.Match[str]], Iterator[Edit]]


@frozen
class Rule:
    """A kind of damage: what it looks like, how it is mended, and characters of which no such damage is without one."""

    pattern: re.Pattern[str]
    mend: Mend
    needs: str = ""

    def edits(self, text: str) -> list[Edit]:
        """What this rule changes in a text."""
        if self.needs and not any(character in text for character in self.needs):
            return []
        return [edit for match in self.pattern.finditer(text) for edit in self.mend(match)]


def plain_text(given: str) -> Plain:
    """The text without what comes between a reader and its words: entities, tags, split accents, invisible marks.

    >>> plain_text("Le maire a d&eacute;clar\\u0065\\u0301 qu'il an-\\nnoncerait **tout**.").text
    "Le maire a déclaré qu'il annoncerait tout."
    >>> plain_text("The mayor said so.").text
    'The mayor said so.'
    """
    plain = _without_mojibake(Plain.of(given))
    for rule in _RULES:
        plain = plain.edited(rule.edits(plain.text))
    return plain


def _as(new: str | Callable[[str], str]) -> Mend:
    """The whole match becomes something else."""

    def mend(match: re.Match[str]) -> Iterator[Edit]:
        made = new if isinstance(new, str) else new(match[0])
        if made != match[0]:
            yield *match.span(), made

    return mend


def _only(match: re.Match[str]) -> Iterator[Edit]:
    """What the pattern calls *kept* stays, what stands around it goes."""
    start, end = match.span("kept")
    if match.start() < start:
        yield match.start(), start, ""
    if end < match.end():
        yield end, match.end(), ""


def _characters(low: int, high: int, encoding: str) -> str:
    """The characters that bytes are in an encoding, for a class of a pattern."""
    return re.escape("".join(bytes((n,)).decode(encoding, "ignore") for n in range(low, high)))


def _misread(*encodings: str) -> re.Pattern[str]:
    """What is left of UTF-8 that was read byte by byte, each byte a character of one of these encodings."""
    lead2, lead3, lead4, other = (
        "[" + "".join(_characters(low, high, encoding) for encoding in encodings) + "]"
        for low, high in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5), (0x80, 0xC0))
    )
    return re.compile(f"{lead2}{other}|{lead3}{other}{{2}}|{lead4}{other}{{3}}")


# Each way to misread, and the encodings in which a character gives its byte back.
_WAYS = (
    (_misread("cp1252", "latin-1"), ("cp1252", "latin-1")),
    (_misread("mac_roman"), ("mac_roman",)),
)
# Their last byte was a no-break space, or none that can be printed.
_CUT = re.compile(r"Ã(?= )|â€(?![\x80-\xbf\u2018-\u201e™¢])")
_WHOLE = {"Ã": "à", "â€": "”"}
# How often over a text may have been read wrong.
_ROUNDS = 3


def _without_mojibake(plain: Plain) -> Plain:
    for pattern, encodings in _WAYS:
        for _ in range(_ROUNDS):
            if pattern.search(plain.text) is None or not _is_bad(plain.text):
                break
            edits = [
                (*match.span(), new)
                for match in pattern.finditer(plain.text)
                if (new := _decoded(match[0], encodings)) is not None
            ]
            if not edits:
                break
            plain = plain.edited(edits)
            plain = plain.edited((*match.span(), _WHOLE[match[0]]) for match in _CUT.finditer(plain.text))
    return plain


def _is_bad(text: str) -> bool:
    from ftfy.badness import is_bad

    return is_bad(text)


def _decoded(sequence: str, encodings: Sequence[str]) -> str | None:
    try:
        return b"".join(_byte(character, encodings) for character in sequence).decode("utf-8")
    except UnicodeError:
        return None


def _byte(character: str, encodings: Sequence[str]) -> bytes:
    for encoding in encodings:
        with suppress(UnicodeError):
            return character.encode(encoding)
    raise UnicodeError


def _windows(text: str) -> str:
    return text.encode("latin-1").decode("cp1252", "replace").replace("\ufffd", text)


def _joined_line(match: re.Match[str]) -> Iterator[Edit]:
    """*an-⏎nounced* is one word, *dit-⏎il* two, and so is what the text has with its hyphen elsewhere."""
    left, right = match["left"], match["right"]
    keeps = right.lower() in _ENCLITICS or f"{left}-{right}" in match.string
    hyphen = match.start("hyphen")
    yield hyphen + 1 if keeps else hyphen, match.start("right"), ""


# What French ties to the word before with a hyphen.
_ENCLITICS = frozenset(("il", "ils", "elle", "elles", "on", "je", "tu", "nous", "vous", "ce", "ci", "là", "t", "même"))


def _unescaped(escape: str) -> str:
    return chr(int(escape[2:], 16))


def _composed(letter: str) -> str:
    return unicodedata.normalize("NFC", letter)


def _usual(form: str) -> str:
    return unicodedata.normalize("NFKC", form)


def _bracket(name: str) -> str:
    return "([{)]}"["LR".index(name[1]) * 3 + "RSC".index(name[2])]


def _with_space(stop: str) -> str:
    return stop + " "


def _spaced(match: re.Match[str]) -> Iterator[Edit]:
    """*d é c l a r é*: the spaces between single letters go."""
    yield from ((match.start() + n, match.start() + n + 1, "") for n, c in enumerate(match[0]) if c.isspace())


_BLOCK_TAGS = "p|div|br|hr|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure|figcaption|header|footer"
_INLINE_TAGS = (
    "a|b|i|u|s|q|em|strong|span|small|big|sup|sub|font|cite|mark|code|abbr|time|strike|del|ins|td|th|img|center"
)
# Marks in which emphasis is written, and what a word may stand beside.
_BESIDE = r"(?<![\w*_~'])"
_BEHIND = r"(?![\w*_~'])"
_SMALL = r"[^\W\d_A-ZÀ-ÖØ-Þ]"
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_OPENING, _CLOSING = "«“„‟", "»”"

_SPACE = r"[ \t\u00a0\u202f]"
_INVISIBLE = r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_RULES: Sequence[Rule] = (
    # Windows-1252 read as Latin-1: curly quotation marks, apostrophes and dashes as control characters.
    Rule(re.compile(r"[\x82-\x84\x8b\x8c\x91-\x97\x9b\x9c]"), _as(_windows)),
    # What HTML and JSON leave: escapes (those of half a character stay), comments, notes, tags.
    Rule(re.compile(r"&amp;(?=#?\w{1,10};)"), _as("&"), "&"),
    Rule(re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10}\d{0,2});"), _as(unescape), "&"),
    Rule(re.compile(r"&(?:nbsp|quot|laquo|raquo)(?![\w=;])"), _as(unescape), "&"),
    Rule(re.compile(r"\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"), _as(_unescaped), "\\"),
    Rule(
        re.compile(r"<!--[^<>]{0,1000}-->|<ref(?:\s[^<>]{0,300})?>[^<>]{0,1000}</ref>|<ref\s[^<>]{0,300}/>"),
        _as(""),
        "<",
    ),
    Rule(re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s[^<>]{{0,500}})?/?>", re.I), _as("\n"), "<"),
    Rule(re.compile(rf"</?(?:{_INLINE_TAGS})(?:\s[^<>]{{0,500}})?/?>", re.I), _as(""), "<"),
    # Letters in pieces: accents that follow their letter, presentation forms, full width.
    Rule(re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}"), _as(_composed)),
    Rule(re.compile(r"[\ufb00-\ufb06\uff01-\uff5e]"), _as(_usual)),
    # Soft hyphens with the end of the line behind them; marks of no width and of direction.
    Rule(re.compile(rf"\u00ad(?:\r?\n[ \t]*(?=\w))?|[{_INVISIBLE}]"), _as("")),
    Rule(
        re.compile(rf"(?P<left>\b[^\W\d_]{{2,40}})(?P<hyphen>[-\u2010])\r?\n[ \t]*(?P<right>{_SMALL}{{1,40}})"),
        _joined_line,
        "-\u2010",
    ),
    # Links and emphasis of Markdown and wikis, headings, quoted blocks, footnotes.
    Rule(re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{1,500}\)"), _as(""), "["),
    Rule(re.compile(r"\[(?P<kept>[^\[\]\n]{1,300})\]\((?:https?:|/|#|mailto:|www\.)[^()\s]{0,500}\)"), _only, "["),
    Rule(re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?(?P<kept>[^\[\]|\n]{1,200})\]\]"), _only, "["),
    Rule(re.compile(r"\[https?://\S{1,300} (?P<kept>[^\[\]\n]{1,300})\]"), _only, "["),
    Rule(re.compile(r"(?<=[\w.,;:!?»”\"'’])\[(?:\d{1,3}|citation needed|réf\. nécessaire)\]"), _as(""), "["),
    Rule(re.compile(r"\{\{[^{}]{0,500}\}\}"), _as(""), "{"),
    Rule(re.compile(r"'''(?P<kept>[^'\n]{1,500})'''"), _only),
    # What a treebank writes for brackets.
    Rule(re.compile(r"-[LR][RSC]B-"), _as(_bracket), "B"),
    Rule(
        re.compile(rf"{_BESIDE}(?P<m>\*{{1,3}}|__|~~)(?P<kept>[^\s*_~](?:[^*_~\n]{{0,2000}}[^\s*_~])?)(?P=m){_BEHIND}"),
        _only,
        "*_~",
    ),
    Rule(re.compile(rf"{_BESIDE}_(?P<kept>[^\s_](?:[^_\n]{{0,500}}[^\s_])?)_{_BEHIND}"), _only, "_"),
    Rule(re.compile(r"^(?:#{1,6}|={2,6}|>(?: >)*)[ \t]{1,9}(?=\S)|[ \t]={2,6}$", re.M), _as("")),
    # Words set wide: *s a i d*.
    Rule(re.compile(r"(?<![\w'’.-])(?:[^\W\d_] ){3,40}(?![aà] [^\W\d_]{2})[^\W\d_](?![\w'’-])"), _spaced),
    # A first letter set large, on a line of its own.
    Rule(re.compile(rf"(?:^|(?<=\n))(?P<kept>[B-HJ-NP-XZÉÊÈ])\s*\n(?={_SMALL}{{1,20}}[ '’])"), _only),
    # A full stop, a comma or a colon without the space behind it.
    Rule(re.compile(rf"(?<={_SMALL}{{2}})[.!?…](?={_CAPITAL}['’]?{_SMALL}+['’, ])"), _as(_with_space)),
    Rule(re.compile(rf"(?<=[{_CLOSING}])[.!?…](?={_CAPITAL})|(?<={_SMALL})[:,.!?](?=[{_OPENING}])"), _as(_with_space)),
    # Spaces twice over inside quotation marks; marks that a table wrote twice.
    Rule(re.compile(rf"(?<=[{_OPENING}]){_SPACE}{{2,9}}|{_SPACE}{{2,9}}(?=[{_CLOSING}])"), _as(" ")),
    Rule(re.compile(r'(?<![\w"])""(?=\w)|(?<=[\w.,!?])""(?!["\w])'), _as('"')),
)
