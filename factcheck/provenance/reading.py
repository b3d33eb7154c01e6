"""What a stretch of text tells that another can be held against: words, names, figures, dates, and turns to *not*."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from attrs import frozen
from text_to_num import alpha2digit

from factcheck.languages.matching import matching
from factcheck.languages.tables import Phrases
from factcheck.provenance.vectors import WordTable
from factcheck.text.folding import fold

_NUMBER = re.compile(r"(?<![\w.,])([€£$]? ?)(\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)( 1000(?:000)*\b)?")
_CLOCK = re.compile(r"\b(\d{1,2})(?::| h )(\d{2})\b")
_BREAK = re.compile(r"[;:!?()\"]|[.,] |\d")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…\"»“]\s*)[\"«“(]*\s*([^\W\d_]+)")
_CURRENCIES = {"€": "euros", "£": "pounds", "$": "dollars"}
_SHARE = "%"
# A stretch with fewer words than this of at least this weight says little by itself.
_ENOUGH, _TELLING = 4, 0.6
_YEARS = range(1800, 2100)
_DAYS = range(1, 32)


@frozen
class Language:
    """What one language adds: see ``languages/matching.toml``."""

    months: Mapping[str, int]
    also_words: frozenset[str]
    weekdays: Mapping[str, int]
    negations: frozenset[str]
    rejections: frozenset[str]
    multiples: Mapping[str, float]
    numerals: re.Pattern[str]
    values: Mapping[str, int]
    percent: re.Pattern[str]
    no_units: frozenset[str]
    unnamed: frozenset[str]


@frozen
class Figure:
    """A number in digits, the word for what it counts (or ``%``), and whether the text rejects it: *not five*."""

    value: str
    unit: str = ""
    rejected: bool = False


@frozen
class Reading:
    """What a stretch of text tells. Words are in lower case, each once, in order; figures and dates are normalised.

    >>> from factcheck.provenance.vectors import word_table
    >>> told = read("Around forty fishermen from Tolmark were not freed on 1 April", "en", word_table())
    >>> sorted(told.figures), sorted(told.dates), sorted(told.names), told.negated
    ([Figure(value='40', unit='fishermen', rejected=False)], ['04-01'], ['tolmark'], True)
    """

    words: tuple[str, ...]
    names: frozenset[str]
    figures: frozenset[Figure]
    dates: frozenset[str]
    years: frozenset[str]
    weekdays: frozenset[int]
    negated: bool
    rejecting: bool
    language: str
    around: tuple[str, ...] = ()


def read(text: str, language: str, table: WordTable, sentence: str = "") -> Reading:
    """What a stretch of text tells.

    Args:
        text: the stretch, in one language.
        language: its code; a language without data is read without numerals in words, months and negations.
        table: tells a common word in capitals from a name.
        sentence: what stands around the stretch; it helps where the stretch says little by itself (*12,000*).
    """
    known = languages().get(language, _NOTHING)
    plain = fold(text).replace("n't", " not")
    words = [word.lower() for word in _WORD.findall(plain)]
    figures, years, dates = set[Figure](), set[str](), set[str]()
    for figure, before, after in _figures(plain, language, known):
        value = float(figure.value)
        month = next((known.months[word] for word in (*after, *before) if word in known.months), 0)
        if month and value in _DAYS and figure.unit != _SHARE:
            dates.add(f"{month:02}-{int(value):02}")
        elif value in _YEARS and figure.unit != _SHARE:
            years.add(figure.value)
        else:
            figures.add(figure)
    starts = set(_SENTENCE_START.findall(plain))
    named = {known.months[word] for word in _months(plain, known)} if not dates else set()
    dates |= {f"{month:02}" for month in named}
    names = {
        word.lower()
        for word in _WORD.findall(plain)
        if word[0].isupper() and len(word) > 1 and (word not in starts or word.lower() not in table)
    }
    lower = frozenset(words)
    return Reading(
        words=tuple(dict.fromkeys(words)),
        names=frozenset(names - {*known.months, *known.weekdays}),
        figures=frozenset(figures),
        dates=frozenset(dates),
        years=frozenset(years),
        weekdays=frozenset(known.weekdays[word] for word in lower if word in known.weekdays),
        negated=bool(lower & known.negations),
        rejecting=bool(lower & known.rejections),
        language=language,
        around=_around(words, sentence, language, table),
    )


def _months(text: str, known: Language) -> Iterator[str]:
    """The months that are named; those that are common words too only with a capital: *in May*, not *they may*."""
    for word in _WORD.findall(text):
        if word.lower() in known.months and (word[0].isupper() or word.lower() not in known.also_words):
            yield word.lower()


def _around(words: list[str], sentence: str, language: str, table: WordTable) -> tuple[str, ...]:
    """The telling words of the sentence around a stretch that has too few of its own."""
    if sum(table.weight(word, language) > _TELLING for word in words) >= _ENOUGH:
        return ()
    found = (word.lower() for word in _WORD.findall(fold(sentence)))
    return tuple(dict.fromkeys(word for word in found if word not in words and table.weight(word, language) > _TELLING))


def _figures(text: str, language: str, known: Language) -> Iterator[tuple[Figure, list[str], list[str]]]:
    """Each figure with the word before it and the one behind it, which may be those of a date."""
    plain = known.numerals.sub(lambda found: str(known.values[found[0].lower()]), text)
    plain = known.percent.sub(_SHARE, alpha2digit(plain, language) if known is not _NOTHING else plain)
    plain = _CLOCK.sub(r"\1.\2", plain)
    for found in _NUMBER.finditer(plain):
        value = _value(found[2], language) * float(found[3] or 1)
        behind = _BREAK.split(plain[found.end() : found.end() + 40])[0]
        after = [word.lower() for word in _WORD.findall(behind)]
        ahead = _BREAK.split(plain[max(0, found.start() - 24) : found.start()])[-1]
        before = [word.lower() for word in _WORD.findall(ahead)]
        if after and after[0] in known.multiples:
            value *= known.multiples[after.pop(0)]
        unit = _CURRENCIES.get(found[1].strip()) or next((word for word in after[:3] if word not in known.no_units), "")
        if behind.lstrip().startswith(_SHARE):
            unit = _SHARE
        yield Figure(f"{value:.12g}", unit, bool(known.negations.intersection(before[-1:]))), before[-2:], after[:2]


def _value(figure: str, language: str) -> float:
    thousands, decimal = (" .", ",") if language == "fr" else (" ,", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+", figure):
        return float(re.sub(r"\D", "", figure))
    whole, _, part = figure.partition(decimal if decimal in figure else "." if decimal == "," else ",")
    return float(f"{re.sub(r'[^0-9]', '', whole) or 0}.{re.sub(r'[^0-9]', '', part) or 0}")


@cache
def languages() -> Mapping[str, Language]:
    """The data of every language that has some, by its code."""
    return {
        code: Language(
            months=_numbered(words.months),
            also_words=words.also_words,
            weekdays=_numbered(words.weekdays),
            negations=words.negations,
            rejections=words.rejections,
            multiples=words.multiples,
            numerals=re.compile(rf"\b(?:{'|'.join(words.numerals)})\b", re.IGNORECASE),
            values=words.numerals,
            percent=re.compile(rf"\b(?:{'|'.join(words.percent)})\b"),
            no_units=words.no_units,
            unnamed=words.unnamed,
        )
        for code, words in matching().items()
    }


def _numbered(names: Phrases) -> Mapping[str, int]:
    return {name: number for number, spellings in enumerate(names, 1) for name in spellings.split("|")}


_NEVER = re.compile(r"(?!)")
_NOTHING = Language({}, frozenset(), {}, frozenset(), frozenset(), {}, _NEVER, {}, _NEVER, frozenset(), frozenset())
