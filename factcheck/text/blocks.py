"""The blocks of an article: what is its body, and what only stands around it and says nothing.

A block is told by its form, so the words of both languages stand here side by side: which language a text is in is
asked later, and of its body.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from attrs import frozen

from factcheck.text.alignment import Span
from factcheck.text.folding import fold
from factcheck.text.paragraphs import paragraphs


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    ROW = "row"
    QUESTION = "question"
    ANSWER = "answer"
    TURN = "turn"
    CORRECTION = "correction"
    PULL_QUOTE = "pull quote"
    POST = "post"
    SIGNATURE = "signature"
    BYLINE = "byline"
    CREDIT = "credit"
    CAPTION = "caption"
    DATELINE = "dateline"
    TIME = "time"
    TEASER = "teaser"
    HEADER = "header"

    @property
    def is_read(self) -> bool:
        """Whether the block may hold assertions and quotations: nothing else is given to the parser.

        >>> [str(kind) for kind in Kind if not kind.is_read][:3]
        ['pull quote', 'signature', 'byline']
        """
        return HOLDS[self].read


@frozen
class Holds:
    """What a block of some kind may hold.

    ``read``: it is parsed, so that it may say something and introduce somebody; ``nothing``: log-odds, beside what its
    words and their grammar say, that a clause in it asserts nothing.
    """

    read: bool
    nothing: float


_UNREAD = Holds(False, 0.0)
#: What each kind of block may hold.
HOLDS = {
    Kind.TITLE: Holds(True, 0.0),
    Kind.STANDFIRST: Holds(True, 0.0),
    Kind.HEADING: Holds(True, 2.0),
    Kind.BODY: Holds(True, 0.0),
    Kind.ITEM: Holds(True, 0.0),
    Kind.ROW: Holds(True, 0.0),
    Kind.QUESTION: Holds(True, 3.0),
    Kind.ANSWER: Holds(True, 0.0),
    Kind.TURN: Holds(True, 0.0),
    Kind.CORRECTION: Holds(True, 0.0),
    Kind.POST: Holds(True, 0.0),
    **dict.fromkeys(
        (
            *(Kind.PULL_QUOTE, Kind.SIGNATURE, Kind.BYLINE, Kind.CREDIT, Kind.CAPTION),
            *(Kind.DATELINE, Kind.TIME, Kind.TEASER, Kind.HEADER),
        ),
        _UNREAD,
    ),
}


@frozen
class Block:
    """A paragraph or a part of one, and what it is: code points, half-open."""

    start: int
    end: int
    kind: Kind = Kind.BODY


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text in order, white space between them left out.

    >>> text = "By Ana Ruiz\\n\\nLEEDS (AP) - It rains. Read more: The flood\\n\\nPhoto: Tom Hale"
    >>> [(str(block.kind), text[block.start : block.end]) for block in find_blocks(text)]
    [('byline', 'By Ana Ruiz'), ('dateline', 'LEEDS (AP) -'), ('body', 'It rains.'), \
('teaser', 'Read more: The flood'), ('credit', 'Photo: Tom Hale')]
    """
    folded = fold(text)
    spans = paragraphs(text)
    kinds = [_kind(folded, span) for span in spans]
    _mark_headers(folded, spans, kinds)
    _mark_lists_of_teasers(text, spans, kinds)
    _mark_series(folded, spans, kinds)
    _mark_interview(folded, spans, kinds)
    _mark_repeated(folded, spans, kinds)
    _mark_signature(folded, spans, kinds)
    _mark_titles(folded, spans, kinds)
    return tuple(
        block
        for span, kind in zip(spans, kinds, strict=True)
        for block in (_parts(folded, *span, kind) if kind.is_read else [Block(*span, kind)])
    )


def read_stretches(blocks: Iterable[Block]) -> tuple[Span, ...]:
    """Those of some blocks that are read, in order, as half-open code points."""
    return tuple((block.start, block.end) for block in blocks if block.kind.is_read)


def body(text: str) -> tuple[Span, ...]:
    """The stretches of a text that are read, in order, as half-open code points.

    >>> body("By Ana Ruiz\\n\\nIt rains.")
    ((13, 22),)
    """
    return read_stretches(find_blocks(text))


def kind_at(blocks: Sequence[Block], offset: int) -> Kind:
    """What the block is that holds an offset; the body between them."""
    place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[place].kind if place >= 0 and offset < blocks[place].end else Kind.BODY


def _kind(text: str, span: Span) -> Kind:
    """What a whole line is. One that is long is told by nothing but its end."""
    start, end = span
    if end - start <= _LONGEST:
        for kind, pattern in _LINES:
            if pattern.fullmatch(text, start, end):
                return kind
    if end - start <= _LONGEST_CAPTION and _CAPTION.search(text, start, end):
        return Kind.CAPTION
    return Kind.BODY


def _mark_headers(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """Lines that open like those of an e-mail are its header where at least two stand together."""
    mail = [n for n, (start, end) in enumerate(spans) if end - start <= _LONGEST and _MAIL.match(text, start, end)]
    for n in mail:
        if n - 1 in mail or n + 1 in mail:
            kinds[n] = Kind.HEADER


def _mark_lists_of_teasers(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """*Read more*, and below it one line with a bullet for each text."""
    for n in range(1, len(spans)):
        start, end = spans[n]
        if kinds[n - 1] is Kind.TEASER and kinds[n] is Kind.BODY and end - start <= _LONGEST:
            before = text[slice(*spans[n - 1])]
            bullet = _BULLET.match(text, start, end)
            if bullet and (_ONLY_LEADS.fullmatch(before) or _BULLET.match(before)):
                kinds[n] = Kind.TEASER


def _mark_series(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """Items of a list, rows of a table and turns of a dialogue: one alone is none."""
    for kind, pattern in _SERIES:
        alike = [n for n, span in enumerate(spans) if kinds[n] is Kind.BODY and pattern.match(text, *span)]
        for n in alike:
            if n - 1 in alike or n + 1 in alike:
                kinds[n] = kind


def _mark_interview(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """Lines that only ask, and all that stands behind the first of them up to the last answer.

    One question alone is none of an interview, unless it is labelled.
    """
    asked = [n for n, (start, end) in enumerate(spans) if kinds[n] in _PLAIN and _asks(text, start, end)]
    labelled = [n for n in asked if _LABELLED.match(text, *spans[n])]
    for n in asked:
        kinds[n] = Kind.QUESTION
    if len(asked) < _FEWEST_ASKED and not labelled:
        return
    behind = _LONGEST_ANSWER
    for n in range(asked[0], len(spans)):
        behind = 0 if kinds[n] is Kind.QUESTION else behind + 1
        if kinds[n] in _PLAIN and behind <= _LONGEST_ANSWER:
            kinds[n] = Kind.ANSWER


def _asks(text: str, start: int, end: int) -> bool:
    return text.startswith("?", end - 1) and text.find(". ", start, end) < 0 and text[start] not in _MARKS


def _mark_repeated(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """A quotation on a line of its own whose words stand in another paragraph was only pulled out of it."""
    for n, (start, end) in enumerate(spans):
        if kinds[n] is Kind.BODY and end - start <= _LONGEST and text[start] in _MARKS:
            words = text[start:end].strip(_AROUND_QUOTE)
            around = max(0, start - _NEAR), end + _NEAR
            if len(words) >= _SHORTEST_PULLED and text.count(words, *around) > 1:
                kinds[n] = Kind.PULL_QUOTE


def _mark_signature(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """The last line is a name and no more; behind a quotation it would be the speaker's."""
    last = len(spans) - 1
    if last < _FEWEST_SIGNED or kinds[last] is not Kind.BODY or text[spans[last - 1][1] - 1] in _MARKS:
        return
    if _SIGNATURE.fullmatch(text, *spans[last]):
        kinds[last] = Kind.SIGNATURE


def _mark_titles(text: str, spans: Sequence[Span], kinds: list[Kind]) -> None:
    """Short lines without a full stop, with a longer one below: the first is the title, the others are headings."""
    own = [n for n, kind in enumerate(kinds) if kind.is_read]
    for n, below in pairwise(own):
        (start, end), (next_start, next_end) = spans[n], spans[below]
        if kinds[n] is not Kind.BODY or end - start > _LONGEST_TITLE or text[end - 1] in _STOPS:
            continue
        if n == own[0]:
            kinds[n] = Kind.TITLE
        elif next_end - next_start > end - start and text[start] not in _NO_HEADING:
            kinds[n] = Kind.HEADING
    if len(own) > 2 and kinds[own[0]] is Kind.TITLE and kinds[own[1]] is Kind.BODY and own[2] > own[1] + 1:
        # A byline or a date parts it from the body.
        kinds[own[1]] = Kind.STANDFIRST


def _parts(text: str, start: int, end: int, own: Kind) -> Iterator[Block]:
    """A paragraph of the body without what stands before its own words and what leads elsewhere behind them."""
    for kind, pattern in _HEADS:
        if found := pattern.match(text, start, min(end, start + _LONGEST)):
            yield Block(start, found.end("head"), kind)
            start = found.end()
    tail = _TAIL.search(text, max(start, end - _LONGEST), end)
    if tail is None:
        yield Block(start, end, own)
        return
    if text[start : tail.start()].strip():
        yield Block(start, start + len(text[start : tail.start()].rstrip()), own)
    yield Block(tail.start(), end, Kind.TEASER)


# No line that is longer is told by its beginning, no caption is longer than the second.
_LONGEST, _LONGEST_CAPTION = 200, 400

# No title is longer; a question is none of an interview that has fewer; an answer has no more paragraphs.
_LONGEST_TITLE, _FEWEST_ASKED, _LONGEST_ANSWER = 150, 2, 6
# A quotation that is shorter stands twice by chance. A text of fewer blocks is not signed.
_SHORTEST_PULLED, _FEWEST_SIGNED = 20, 2
# How far from where it was pulled out it stands at most, in characters.
_NEAR = 20_000
# Quotation marks as they are folded, and what ends a sentence.
_MARKS = frozenset("\"'")
_STOPS = frozenset(".!?:;,\"'")
# What opens a quotation, or names its speaker below it.
_NO_HEADING = _MARKS | {"-"}
_AROUND_QUOTE = "\"' .,"
_PLAIN = frozenset((Kind.BODY, Kind.ITEM, Kind.TURN))

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_NAME = rf"[{_CAPITAL}][\w'.-]*"
_NAMES = rf"{_NAME}(?:[ ,/|&-]+(?:and|et|with|avec|for|pour|in|from|à|en|de|du|des|la|le|van|von|el|al|{_NAME})){{0,9}}"
_MONTH = (
    r"(?:jan(?:uary|vier)?|feb(?:ruary)?|févr?(?:ier)?|mar(?:ch|s)?|a[pv]r(?:il)?|may|mai|june?|juin|july?|juill?(?:et)?"
    r"|aug(?:ust)?|août|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|d[eé]c(?:ember|embre)?)\.?"
)
_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\.?"
)
_DATE = (
    rf"(?:(?:{_DAY},? )?(?:le )?(?:\d{{1,2}}(?:er|st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
    rf"(?:,? {_DAY})?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|{_DAY})"
)
_CLOCK = r"(?:\d{1,2} ?h ?\d{2}|\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?|\d{1,2}(?:[.]\d{2})? ?[ap]\.?m\.?|\d{2}\.\d{2})"
_UPDATED = (
    r"(?:(?:first |last )?(?:published|posted|updated|modified)|publiée?|mise? à jour|mise? en ligne|modifiée?|créée?"
    r"|page actualisée)"
)
# What opens a line that only leads elsewhere; the second list needs a colon, a bar or a bracket behind it.
_LEAD = (
    r"(?:lire aussi|à lire|lire également|lire notre|lire l'article|lire la suite|voir aussi|à voir|à écouter"
    r"|sur le même sujet|dans la même rubrique|(?:les articles )?les plus lus|abonnez-vous|inscrivez-vous|suivez-nous"
    r"|cliquez ici|read more|read also|read next|read the full|also read|see also|you (?:may|might) also like|most read"
    r"|recommended for you|sign up (?:for|to) our|subscribe to our|follow us|click here)"
)
_LABEL = (
    r"(?:more|more on this|related|watch|listen|video|in pictures|tags?|topics?|vidéo|podcast|écouter|regarder"
    r"|notre dossier|dossier|en images|mots-clés|thèmes?)"
)
_PICTURE = r"(?:photo(?:s|graph(?:y|s|ie|ies)?)?|cr[ée]dits?(?: photos?)?|pictures?|images?|illustrations?|visuels?)"
_AGENCY = r"(?:AFP|AP|Reuters|Getty|EPA|REA|Sipa|PA|DR|[Aa]rchives?)"
_BULLETS = r"(?:[-*•·>\"▶►➜→] ?)*"
_BULLET = re.compile(r"[-*•·>»▶►➜→]+ ?")
_ONLY_LEADS = re.compile(rf"{_BULLETS}(?:{_LEAD}|{_LABEL})\W*(?:également|aussi)?\W*", re.I)


def _line(kind: Kind, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> tuple[Kind, re.Pattern[str]]:
    return kind, re.compile(pattern, flags)


# What a whole line is; the first that fits.
_LINES = (
    _line(Kind.TIME, rf"\W*(?:{_UPDATED}\W+(?:on |at |le |à )?)?{_CLOCK}(?:[ ,|·-]+(?:on |le )?{_DATE})?\W*"),
    _line(Kind.TIME, rf"\W*(?:{_UPDATED}\W+(?:on |at |le |à )?)?{_DATE}(?:[ ,|·-]+(?:at |à )?{_CLOCK})?\W*"),
    _line(Kind.TIME, rf"{_UPDATED}\b.{{0,12}}\d.{{0,60}}"),
    _line(Kind.BYLINE, rf"(?:{_CLOCK}[ |-]+)?(?:by|par) (?:our|notre|nos) .{{3,60}}"),
    _line(
        Kind.BYLINE, rf"(?:{_CLOCK}[ |-]+)?(?:By|BY|Par|PAR) {_NAMES}(?:\.|(?:, [^.,:;!?]{{3,50}}){{0,2}})", re.NOFLAG
    ),
    _line(
        Kind.BYLINE,
        r"(?:[\w' ]{2,30}[.,] )?(?:propos recueillis|recueillis?|textes?|récit|reportage|interview|reporting|written"
        r"|words|story)(?: et photos?| and pictures?)?(?: (?:by|par)| ?:) [^.:;]{3,80}\.?",
    ),
    _line(Kind.BYLINE, r"(?:enquête|reportage|récit|analysis|interview)\. (?:by|par) [^.:;]{3,60}"),
    _line(Kind.BYLINE, r"\((?:(?:with|additional|avec|reporting|writing|edit\w+|rédaction)\b[^()]{3,150})\)\.?"),
    _line(Kind.BYLINE, r"de (?:notre|nos) (?:envoyée?s?|correspondante?s?)\b.{0,60}"),
    _line(
        Kind.HEADER,
        r"(?:copyright (?:©|\(c\)|\d{4}).*|(?:section|length|byline|graphic|load-date|dateline|publication-type"
        r"|language|nom de la source|type de source|périodicité|couverture géographique|provenance) ?: .*|body ?:"
        r"|\d{1,5} (?:words|mots)|(?:.* )?(?:all rights reserved|tous droits réservés)\.?.{0,40}|document [a-z]+\w{12,}"
        r"|.*• ?p\. ?\d+.*|news·\S+)",
    ),
    _line(Kind.CREDIT, rf"[\[(]?(?:{_PICTURE} ?(?:[:/©-]|by|par|d'archives|archives)|©).{{0,80}}"),
    _line(Kind.CREDIT, rf"[\[(][^()\[\]]{{0,40}}\b(?:{_PICTURE}|{_AGENCY})\b[^()\[\]]{{0,40}}[\])]\.?"),
    _line(Kind.DATELINE, rf"{_NAME}(?:[ -]{_NAME}){{0,3}}, (?i:(?:le |on )?{_DATE})\.?", re.NOFLAG),
    _line(
        Kind.POST,
        rf"(?:{_NAMES} ?)?\(?@\w{{2,30}}\)?(?:[ ,|·-]+(?i:{_DATE}|{_CLOCK}|\d{{1,2}} ?(?:h|min|hrs?|j|d)))*\W*",
        re.NOFLAG,
    ),
    _line(Kind.SIGNATURE, r"(?:(?:press|media) )?contacts?(?: presse| médias)? ?: .{3,150}"),
    _line(Kind.CORRECTION, r"(?:corrections?|clarifications?|rectificatif|erratum|précision|mise au point) ?[:(-].*"),
    _line(Kind.TEASER, rf"{_BULLETS}[\[(]?(?:{_LEAD}\b|{_LABEL} ?[:|\]]).*"),
)
# What several lines in a row are.
_SERIES = (
    _line(Kind.ITEM, r"(?:[-*•·▪◦‣]|\d{1,2}[.)]) +(?=\S)"),
    _line(Kind.ROW, r"[^|]*\|[^|]*\|"),
    _line(Kind.TURN, rf"{_NAME}(?: {_NAME}){{0,3}} ?: +(?=\S)", re.NOFLAG),
)
_LABELLED = re.compile(r"Q(?:uestion|UESTION)? ?[.:)-]")
_SIGNATURE = re.compile(
    rf"(?:-+ ?)?(?:{_NAME}(?: (?:{_NAME}|de|du|van|von|el|et|and|la)){{0,5}}(?:, [^.!?:]{{2,40}})?\.?"
    rf"|(?i:la rédaction|the editors?)\.?)"
)
_MAIL = re.compile(
    r"(?:from|to|cc|bcc|sent|date|subject|reply-to|attachments?|de|à|envoyée?|objet|pour|copie|pièces? jointes?) ?: ",
    re.I,
)
# The end of a line that says what a picture shows: whose picture it is.
_CAPTION = re.compile(
    rf"(?:[(\[][^()\[\]]{{0,60}}\b(?i:{_PICTURE})[^()\[\]]{{0,60}}[)\]]|[(\[]{_AGENCY}(?:/[^()\[\]]{{1,40}})?[)\]]"
    rf"|[.;|)] (?i:{_PICTURE}) ?(?:[:/-] ?[^.]{{2,60}}|d'archives|{_NAME}(?:[ /]+{_NAME}){{0,5}})|©[^©.]{{2,60}})\.?$"
)
_OPENS = rf"[{_CAPITAL}\"'(\d]"
_AGENCY_MARK = r"(?: ?\([^()\n]{2,30}\))?"
# What stands before the words of a paragraph: where it was written, when; a name behind which the words are.
_HEADS = (
    _line(
        Kind.DATELINE,
        rf"(?P<head>(?:(?=[{_CAPITAL}'. ]{{4}})[{_CAPITAL}][{_CAPITAL}'.-]+(?: [{_CAPITAL}'.-]+){{0,4}}{_AGENCY_MARK}"
        rf"(?:, [^-()|\n:\"]{{2,30}})?"
        rf"|{_NAME}(?: {_NAME}){{0,3}}(?:, (?i:{_DATE})| ?\({_AGENCY}\)))"
        rf"{_AGENCY_MARK}(?:\.? |\.)(?:-{{1,2}}|\|)) *(?={_OPENS})",
        re.NOFLAG,
    ),
    _line(Kind.DATELINE, rf"(?P<head>{_DATE}\.? ?-{{1,2}}) +(?={_OPENS})"),
    _line(Kind.TIME, rf"(?P<head>\[?{_CLOCK}\]?\.?(?: ?[-|:])?) +(?={_OPENS})", re.NOFLAG),
    _line(Kind.HEADER, r"(?P<head>HEADLINE ?:|BODY ?:) +", re.NOFLAG),
)
# A line at the end of a paragraph that leads elsewhere, behind the last full stop.
_TAIL = re.compile(rf"(?<=[.!?\"] )(?:{_LEAD}|(?-i:More|Watch|Listen|Related|Vidéo)) ?: [^.\n]{{3,120}}$", re.I)
