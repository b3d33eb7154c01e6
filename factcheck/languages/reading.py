"""A file of language data, read into classes: what they have no room for is refused, with file, line and key."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Self, TypeVar

from attrs import NOTHING, Attribute, AttrsInstance, field, fields, frozen, has

from factcheck.common.reading import Given, guard, parse_toml
from factcheck.errors import DataError
from factcheck.languages.pack import KEY, Pack, Verb, VerbRow
from factcheck.languages.tables import Agreement, Phrases, WordPhrases, Words
from factcheck.languages.vocabulary import Gender, Needs, Number, Takes

Choice = TypeVar("Choice", bound=StrEnum)
Table = TypeVar("Table", bound=AttrsInstance)
Value = TypeVar("Value")

_HEAD = re.compile(r'\s*(\[\[?)\s*"?([^\]"]+?)"?\s*\]')
_KEY = re.compile(r'\s*(?:"([^"]*)"|([\w.-]+))\s*=')
_INDEX = re.compile(r"\[\d+\]$")


def read_pack(toml: str, name: str = "pack") -> Pack:
    """A pack from the text of a TOML file. Raises DataError with the line and the table or key at fault."""
    with guard(name):
        return _pack(Entry(parse_toml(toml), file=File(name, toml)))


def read_table(kind: type[Table], toml: str, name: str) -> Table:
    """An object of a class from the text of a TOML file, as :func:`read_pack` reads a pack."""
    with guard(name):
        return Entry(parse_toml(toml), file=File(name, toml)).made(kind)


def _pack(entry: "Entry") -> Pack:
    make: Callable[..., Pack] = Pack
    # The forms of the verbs are made here, the outlets are named when a pack is loaded.
    plain = {one.name: one for one in fields(Pack) if one.name not in ("verbs", "forms", "outlets")}
    entry.only((*plain, "verbs", "inflection", "irregular"))
    values = entry.values(plain)
    verbs = _verbs([row.made(VerbRow) for row in entry.at("verbs").each()])
    endings, irregular = (entry.at(key).named(Entry.words) for key in ("inflection", "irregular"))
    return make(**values, verbs=verbs, forms=_forms(verbs, endings, irregular))


def _verbs(rows: Iterable[VerbRow]) -> Mapping[str, tuple[Verb, ...]]:
    """The senses of each verb, by its lemma: ``se_`` opens a reflexive one, ``_`` parts the words of a phrase."""
    found: dict[str, list[Verb]] = {}
    for row in rows:
        for phrase in sorted(row.words):
            lemma, *after = phrase.removeprefix("se_").removeprefix("y_").split("_")
            sense = Verb(
                lemma,
                row.verb_class,
                row.takes,
                tuple(after),
                reflexive=phrase.startswith("se_"),
                denies=row.denies,
                mental=row.mental,
                litotes=row.litotes,
                needs=row.needs,
                unless=row.unless,
                clitic="y" if phrase.startswith("y_") else "",
            )
            found.setdefault(lemma, []).append(sense)
    return {lemma: tuple(senses) for lemma, senses in found.items()}


def _forms(verbs: Iterable[str], endings: Mapping[str, Words], irregular: Mapping[str, Words]) -> Mapping[str, Words]:
    """The verbs that a word may be a form of."""
    forms: dict[str, set[str]] = {}
    for lemma in verbs:
        for form in (lemma, *(irregular.get(lemma) or _inflected(lemma, endings))):
            forms.setdefault(form, set()).add(lemma)
    return {form: frozenset(lemmas) for form, lemmas in forms.items()}


def _inflected(lemma: str, endings: Mapping[str, Words]) -> Iterable[str]:
    ending = max((ending for ending in endings if lemma.endswith(ending)), key=len, default=None)
    if ending is None:
        return ()
    stem = lemma.removesuffix(ending)
    return (stem + suffix for suffix in endings[ending])


def read_tables(kind: type[Table], toml: str, name: str) -> Mapping[str, Table]:
    """Objects of a class by the names of their tables, from the text of a TOML file that has nothing else."""
    with guard(name):
        return Entry(parse_toml(toml), file=File(name, toml)).named(lambda entry: entry.made(kind))


@frozen
class File:
    """A file of TOML, which its reader tells nothing of lines."""

    name: str
    toml: str

    def line(self, place: str, word: str) -> int | None:
        """The line of a place (``relays.marks``, ``verbs[3].takes``), or of a word in it; the nearest that is known."""
        spots = dict(self._spots())
        while place and place not in spots:
            shorter = _INDEX.sub("", place)
            place = shorter if shorter != place else place.rpartition(".")[0]
        if not place:
            return None
        lines = self.toml.splitlines()
        first = spots[place]
        end = min((line for line in spots.values() if line > first), default=len(lines) + 1)
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") if word else None
        return next((n for n in range(first, end) if whole and whole.search(lines[n - 1].partition("#")[0])), first)

    def _spots(self) -> Iterable[tuple[str, int]]:
        """Every table and key, with the line on which it begins."""
        table, counted, closing = "", dict[str, int](), ""
        for number, line in enumerate(self.toml.splitlines(), 1):
            if closing:
                closing = "" if closing in line else closing
            elif head := _HEAD.match(line):
                table = head[2]
                if head[1] == "[[":
                    counted[table] = counted.get(table, -1) + 1
                    table = f"{table}[{counted[table]}]"
                yield table, number
            elif key := _KEY.match(line):
                yield f"{table}.{key[1] or key[2]}" if table else key[1] or key[2], number
                closing = next((mark for mark in ('"""', "'''") if line.count(mark) == 1), "")


@frozen
class Entry(Given):
    """A value of a file, and where it stands."""

    file: File = field(kw_only=True)

    def wrong(self, problem: str, word: str = "") -> DataError:
        """The error that something is wrong here, or with a word of it."""
        line = self.file.line(self.place, word)
        where = f"{self.file.name}, line {line}" if line else self.file.name
        return DataError(": ".join(part for part in (where, self.place, problem) if part))

    def words(self) -> Words:
        """A list of words, or one string of words with white space between them."""
        return frozenset(self.value.split()) if isinstance(self.value, str) else frozenset(self.phrases())

    def phrases(self) -> Phrases:
        """A list of phrases, in order."""
        if not isinstance(self.value, list) or not all(isinstance(item, str) for item in self.value):
            raise self.not_a("a list of words")
        return tuple(self.value)

    def word_phrases(self) -> WordPhrases:
        """A list of phrases, taken apart into words."""
        split = {tuple(phrase.replace("'", "' ").split()) for phrase in self.phrases()}
        return tuple(sorted(split, key=lambda words: (-len(words), words)))

    def choices(self, kind: type[Choice]) -> frozenset[Choice]:
        """Words of a closed list."""
        return frozenset(self.choice(kind, word) for word in sorted(self.words()))

    def choice(self, kind: type[Choice], word: str) -> Choice:
        """A word of a closed list."""
        if word not in set(kind):
            raise self.wrong(f"unknown value {word!r}{_instead(word, kind)}", word)
        return kind(word)

    def agreement(self) -> Agreement:
        """Gender and number with a comma between them, either of them or both left out: ``Masc,Sing``, ``,Plur``."""
        gender, _, number = self.text().partition(",")
        return Agreement(
            self.choice(Gender, gender) if gender else None,
            self.choice(Number, number) if number else None,
        )

    def named(self, read: Callable[[Self], Value]) -> Mapping[str, Value]:
        """A table with keys of its own, and one sort of value."""
        return {key: read(self.at(key)) for key in self.table()}

    def made(self, kind: type[Table]) -> Table:
        """An object of a class: a table with the keys of its fields, each with a value of the field's type."""
        make: Callable[..., Table] = kind
        known = {str(one.metadata.get(KEY, one.name)): one for one in fields(kind)}
        self.only(known)
        return make(**self.values(known))

    def only(self, known: Iterable[str]) -> None:
        """Raise DataError for a key of a table that nothing reads."""
        unknown = next((key for key in self.table() if key not in known), None)
        if unknown is not None:
            raise self.get(unknown).wrong(f"no such key{_instead(unknown, known)}", unknown)

    def values(self, known: "Mapping[str, Attribute[object]]") -> dict[str, object]:
        """What a table has for each of its keys; all must be there that have no default."""
        needed = {key: one for key, one in known.items() if key in self.table() or one.default is NOTHING}
        return {one.name: self.at(key).value_of(one.type) for key, one in needed.items()}

    def value_of(self, kind: object) -> object:
        """The value as one of a field's type."""
        if isinstance(kind, type) and has(kind):
            return self.made(kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self.choice(kind, self.text())
        return _READ[kind](self)


# How a value of each type is read.
_READ: Mapping[object, Callable[[Entry], object]] = {
    str: Entry.text,
    bool: Entry.truth,
    Words: Entry.words,
    Phrases: Entry.phrases,
    WordPhrases: Entry.word_phrases,
    frozenset[Takes]: lambda entry: entry.choices(Takes),
    Needs | None: lambda entry: entry.choice(Needs, entry.text()),
    Mapping[str, int]: lambda entry: entry.named(Entry.whole),
    Mapping[str, str]: lambda entry: entry.named(Entry.text),
    Mapping[str, Words]: lambda entry: entry.named(Entry.words),
    Mapping[str, Agreement]: lambda entry: entry.named(Entry.agreement),
}


def _instead(word: str, known: Iterable[str]) -> str:
    """What was meant, most likely; else all that may be meant."""
    choices = sorted(map(str, known))
    near = get_close_matches(word, choices, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; it may be {', '.join(choices)}"
