"""Outlets as data: what an entry of ``outlets/outlets.toml`` says, and how such a file is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from factcheck.common.reading import guard, parse_toml
from factcheck.errors import DataError
from factcheck.outlets.names import form_key, word_key


class OutletKind(StrEnum):
    """What sort of outlet it is."""

    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    AGENCY = "agency"
    SITE = "site"


class Standing(Enum):
    """How far a form can be trusted to mean its outlet."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"
    SHARED = "shared"


@frozen
class Outlet:
    """An outlet or agency, and the forms under which texts speak of it.

    ``name`` and ``aliases`` can only mean this outlet, save those listed again in ``ambiguous`` (also a
    common word, a place or a person) or ``shared`` (other outlets go by it too, so it has to be chosen).
    ``hints`` settle such a form wherever they stand in its context; ``places`` only choose between outlets.

    >>> Outlet("The Oban Gazette", "GB", OutletKind.NEWSPAPER, wikidata="Q1").link
    'wikidata:Q1'
    """

    name: str
    country: str
    kind: OutletKind
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    ambiguous: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def link(self) -> str | None:
        """An identifier such as ``wikidata:Q9684``, or None where we are not certain of it."""
        return f"wikidata:{self.wikidata}" if self.wikidata else None

    def forms(self) -> Iterator[tuple[str, Standing]]:
        """Every form with its standing.

        >>> list(Outlet("Time", "US", OutletKind.MAGAZINE, ("Time magazine",), ambiguous=("Time",)).forms())
        [('Time', <Standing.AMBIGUOUS: 'ambiguous'>), ('Time magazine', <Standing.SURE: 'sure'>)]
        """
        unsure = {form_key(text) for text in self.ambiguous + self.shared}
        yield from ((text, Standing.SHARED) for text in self.shared)
        yield from ((text, Standing.AMBIGUOUS) for text in self.ambiguous)
        for text in (self.name, *self.aliases):
            if form_key(text) not in unsure:
                yield text, Standing.SURE


@frozen
class PressWords:
    """The words of one language that say *this is an outlet*.

    ``kinds`` are nouns that stand next to a name (*le quotidien …*, *the … newspaper*); ``newsroom`` are
    nouns that come with a name and a preposition (*dans les colonnes du …*, *an interview with the …*).
    """

    kinds: Mapping[str, OutletKind] = field(factory=dict)
    newsroom: frozenset[str] = frozenset()


@frozen(eq=False)
class OutletData:
    """All that one file says, or several files together."""

    outlets: tuple[Outlet, ...] = ()
    press: Mapping[str, PressWords] = field(factory=dict)
    synonyms: Mapping[str, str] = field(factory=dict)
    speakers: frozenset[str] = frozenset()

    def press_words(self, language: str) -> PressWords:
        """The press words of a language; those of all languages together where there are none for it."""
        return self.press.get(language, self._all_press_words)

    @cached_property
    def _all_press_words(self) -> PressWords:
        every = self.press.values()
        kinds = {noun: kind for words in every for noun, kind in words.kinds.items()}
        return PressWords(kinds, frozenset[str]().union(*(words.newsroom for words in every)))

    def under(self, extra: "OutletData") -> "OutletData":
        """Both as one; the entries of ``extra`` replace their namesakes and take the forms they list."""
        names = {form_key(outlet.name) for outlet in extra.outlets}
        taken = {form_key(form) for outlet in extra.outlets for form, _ in outlet.forms()}
        kept = (_yield_forms(outlet, taken) for outlet in self.outlets if form_key(outlet.name) not in names)
        return OutletData(
            (*extra.outlets, *kept),
            press={**self.press, **extra.press},
            synonyms={**self.synonyms, **extra.synonyms},
            speakers=self.speakers | extra.speakers,
        )


def _yield_forms(outlet: Outlet, taken: set[str]) -> Outlet:
    sure = (form for form, standing in outlet.forms() if standing is Standing.SURE)
    lost = [form for form in sure if form_key(form) in taken]
    return evolve(outlet, shared=(*outlet.shared, *lost)) if lost else outlet


_LISTS = ("aliases", "ambiguous", "shared", "hints", "places")
_PATTERNS = {
    "name": (r"\S.*", "a name"),
    "country": (r"[A-Z]{2}", 'a two-letter ISO country code such as "FR"'),
    "kind": ("|".join(OutletKind), "one of " + ", ".join(OutletKind)),
    "wikidata": (r"Q[1-9]\d*", 'an item such as "Q9684"; leave it out unless you are certain'),
}
_REQUIRED = ("name", "country", "kind")
_TABLES = ("outlets", "press", "synonyms", "speakers")


def read_outlets(text: str, name: str = "outlets.toml") -> OutletData:
    """The outlets in the text of one file; ``name`` is what error messages call it.

    >>> read_outlets('outlets = [{ name = "The Oban Gazette", country = "Britain", kind = "newspaper" }]')
    Traceback (most recent call last):
        ...
    factcheck.errors.DataError: outlets.toml, line 1 (The Oban Gazette): country is 'Britain', but should be \
a two-letter ISO country code such as "FR"
    """
    with guard(name):
        return _read(text, name)


def _read(text: str, name: str) -> OutletData:
    data = parse_toml(text)
    if unknown := sorted(set(data) - set(_TABLES)):
        raise DataError(f"{name}: unknown key {unknown[0]!r}; known are {', '.join(_TABLES)}")
    entries = data.get("outlets", [])
    if not isinstance(entries, list):
        raise DataError(f"{name}: 'outlets' should be a list of entries")
    places = [_Entry(text, name, number, entry) for number, entry in enumerate(entries, 1)]
    outlets = tuple(_outlet(entry, where) for entry, where in zip(entries, places, strict=True))
    _check_forms(zip(outlets, places, strict=True))
    return OutletData(
        outlets,
        press=_press_words(data.get("press", {}), name),
        synonyms=_synonyms(data.get("synonyms", {}), name),
        speakers=frozenset(_strings(data.get("speakers", []), name, "speakers")),
    )


@frozen(eq=False)
class _Entry:
    """Where an entry stands, worked out only when a message has to say so."""

    text: str
    file: str
    number: int
    entry: object

    def __str__(self) -> str:
        """The file, line and name. The TOML reader gives no lines, so the name is looked up."""
        name = self.entry.get("name") if isinstance(self.entry, dict) else None
        if not isinstance(name, str):
            return f"{self.file}, entry {self.number}"
        spot = re.search(rf"\bname\s*=\s*[\"']{re.escape(name)}[\"']", self.text)
        where = f"line {self.text.count(chr(10), 0, spot.start()) + 1}" if spot else f"entry {self.number}"
        return f"{self.file}, {where} ({name})"


def _outlet(entry: Any, where: _Entry) -> Outlet:
    if not isinstance(entry, dict):
        raise DataError(f"{where}: an outlet should be a table with name, country and kind")
    if missing := [key for key in _REQUIRED if key not in entry]:
        raise DataError(f"{where}: {missing[0]} is missing; an outlet needs name, country and kind")
    if unknown := sorted(set(entry) - set(_PATTERNS) - set(_LISTS)):
        raise DataError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join((*_PATTERNS, *_LISTS))}")
    for key, (pattern, wanted) in _PATTERNS.items():
        if key in entry and not (isinstance(entry[key], str) and re.fullmatch(pattern, entry[key])):
            raise DataError(f"{where}: {key} is {entry[key]!r}, but should be {wanted}")
    lists = {key: _strings(entry[key], where, key) if key in entry else () for key in _LISTS}
    return Outlet(
        name=entry["name"],
        country=entry["country"],
        kind=OutletKind(entry["kind"]),
        wikidata=entry.get("wikidata"),
        **lists,
    )


def _strings(value: object, where: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise DataError(f"{where}: {key} should be a list of strings, none of them empty")
    return tuple(value)


def _check_forms(placed: Iterable[tuple[Outlet, _Entry]]) -> None:
    owners: dict[str, tuple[Outlet, Standing]] = {}
    for outlet, where in placed:
        for form, standing in outlet.forms():
            key = form_key(form)
            if not any(letter.isalpha() for letter in key):
                raise DataError(f"{where}: {form!r} has no letters to find it by, article aside")
            other, theirs = owners.setdefault(key, (outlet, standing))
            if other is not outlet and Standing.SURE in (standing, theirs):
                raise DataError(
                    f"{where}: {form!r} is also a form of {other.name}; list it under shared in both entries"
                )


def _press_words(data: Any, name: str) -> dict[str, PressWords]:
    if not isinstance(data, dict) or not all(isinstance(table, dict) for table in data.values()):
        raise DataError(f"{name}: 'press' should hold one table per language")
    return {language: _press_table(table, f"{name}: press.{language}") for language, table in data.items()}


def _press_table(table: Mapping[str, Any], where: str) -> PressWords:
    if unknown := sorted(set(table) - set(OutletKind) - {"newsroom"}):
        raise DataError(f"{where}: unknown key {unknown[0]!r}; use newsroom or a kind of outlet")
    lists = {key: _strings(words, where, key) for key, words in table.items()}
    newsroom = frozenset(word_key(word) for word in lists.pop("newsroom", ()))
    kinds = {word_key(word): OutletKind(kind) for kind, words in lists.items() for word in words}
    return PressWords(kinds, newsroom)


def _synonyms(data: Any, name: str) -> dict[str, str]:
    if not isinstance(data, dict):
        raise DataError(f"{name}: 'synonyms' should be a table of word = [other words]")
    lists = {word: _strings(others, f"{name}: synonyms", word) for word, others in data.items()}
    return {word_key(other): word_key(word) for word, others in lists.items() for other in others}
