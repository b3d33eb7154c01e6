"""What the library knows of each language, read from one TOML file per language.

A language needs data and a model, no code: ``add-a-language`` in the docs says what each table means.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from attrs import AttrsInstance, fields, frozen

from factcheck.common.reading import guard, parse_toml
from factcheck.errors import DataError, LanguageError
from factcheck.languages.tables import (
    Anaphora,
    Anonymity,
    Captions,
    Determiners,
    Hearsay,
    Impersonal,
    Interviews,
    Phrases,
    Places,
    Pronouns,
    Relays,
    SourceNouns,
    Titles,
    Words,
)
from factcheck.languages.vocabulary import Needs, Only, Takes
from factcheck.outlets.registry import Registry, load_registry

Choice = TypeVar("Choice", bound=StrEnum)
Table = TypeVar("Table", bound=AttrsInstance)


@frozen
class Verb:
    """One sense of a cue verb.

    ``takes`` holds what its content may be, each one of ``Takes``;
    ``after`` holds the words of a phrase that follow the verb (*faire savoir*), ``needs`` says what its subject must
    be, ``unless`` holds the words behind the verb that show another sense (*claimed eleven lives*), ``denies`` is true
    when the source rejects the content, ``mental`` when it is thought and not said, ``litotes`` when it is said only
    under a negation (*ne cache pas que P*), ``clitic`` is a pronoun right before it (*y voir*). The docs page
    ``add-a-language`` has all that ``takes`` and ``needs`` may be.
    """

    lemma: str
    name: str
    takes: Words
    after: tuple[str, ...] = ()
    reflexive: bool = False
    denies: bool = False
    mental: bool = False
    litotes: bool = False
    needs: Needs | None = None
    unless: Words = frozenset()
    clitic: str = ""


@frozen
class Pack:
    """The data of one language, ready for look-up. Sets hold lower-case words."""

    code: str
    name: str
    complementizers: Words
    question_words: Words
    infinitive_marks: Words
    agent_marks: Words
    addressee_marks: Words
    subject_clitics: Words
    negations: Words
    first_person: Words
    sentence_openers: Words
    genitive_marks: Words
    relative_prepositions: Words
    coined: Words
    distributive: Words
    noun_marks: Words
    acts: Words
    rumours: Words
    spreading: Words
    telling: Words
    occasions: Words
    occasion_marks: Words
    junctures: Words
    time_clauses: Words
    causes: Words
    sayings: Words
    whether: Words
    copulas: Words
    perfect_auxiliaries: Words
    tail_openers: Words
    works: Words
    declining: Words
    unsaying: Words
    merely: Words
    leaning: Words
    never_parted: Words
    abbreviations: Words
    impersonal_pronouns: Words
    not_sources: Words
    mute: Words
    unreal: Words
    open: Words
    time_words: Words
    contrasts: Words
    concessions: Words
    comparisons: Words
    contractions: Words
    addressed: Words
    never_passive: Words
    absolute_marks: Words
    light_verbs: Words
    aspectual: Words
    hearings: Words
    doubting: Words
    small_clause_links: Words
    object_clitics: Words
    reflexives: Words
    relative_pronouns: Words
    noun_links: Words
    verbs: Mapping[str, tuple[Verb, ...]]
    forms: Mapping[str, Words]
    prepositions: tuple[tuple[str, ...], ...]
    consensus: tuple[tuple[str, ...], ...]
    nouns: Words
    impersonal: Impersonal
    relays: Relays
    source_nouns: SourceNouns
    anonymity: Anonymity
    pronouns: Pronouns
    titles: Titles
    determiners: Determiners
    anaphora: Anaphora
    places: Places
    captions: Captions
    interviews: Interviews
    hearsay: Hearsay
    #: The outlets that may be cited where they are not just those that the package knows.
    outlets: Registry | None = None

    @cached_property
    def registry(self) -> Registry:
        """The outlets that may be cited."""
        return load_registry() if self.outlets is None else self.outlets

    @cached_property
    def quoting(self) -> Words:
        """The forms of the verbs that a quotation may stand with."""
        verbs = {lemma for lemma, senses in self.verbs.items() if any("quote" in verb.takes for verb in senses)}
        return frozenset(form for form, lemmas in self.forms.items() if lemmas & verbs)

    def lemmas(self, lemma: str, form: str) -> Words:
        """The cue verbs that a word may be a form of: by the tagger's lemma, else by its form."""
        return frozenset((lemma,)) if lemma in self.verbs else self.forms.get(form.lower(), frozenset())


@cache
def load_pack(code: str) -> Pack:
    """The pack that the library ships for a language. Raises LanguageError if there is none.

    >>> load_pack("fr").name
    'français'
    """
    file = files(__name__) / f"{code}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not file.is_file():
        raise LanguageError(f"the language {code!r} is not supported; only {', '.join(supported())} are")
    return read_pack(file.read_text(encoding="utf-8"), f"{code}.toml")


@cache
def supported() -> tuple[str, ...]:
    """The codes of the languages that have a pack.

    >>> supported()
    ('en', 'fr')
    """
    names = (Path(entry.name) for entry in files(__name__).iterdir())
    return tuple(sorted(name.stem for name in names if name.suffix == ".toml" and len(name.stem) < 4))


def read_pack(toml: str, name: str = "pack") -> Pack:
    """A pack from the text of a TOML file. Raises DataError with the line and the table or key at fault."""
    with guard(name):
        return _Reader(name, toml, parse_toml(toml)).pack()


#: What a value of each type is called.
_SAID: Mapping[object, str] = {
    Words: "words",
    Phrases: "a list of phrases",
    Mapping[str, str]: "a table with a word for each",
    Mapping[str, Words]: "a table with words for each",
    bool: "true or false",
}


def _fault(name: str, toml: str, key: str, problem: str, number: int = 0, word: str | None = None) -> DataError:
    """What is wrong with a table or key, or with a word in it; ``number`` counts tables of one name from 0."""
    line = _line(toml.splitlines(), key, number, word)
    return DataError(f"{name}{f', line {line}' if line else ''}: {key}: {problem}")


def _line(lines: Sequence[str], key: str, number: int, word: str | None) -> int | None:
    """The line of a word in a table, or of the table (or key) where the word is not found in it; from 1."""
    heads = [n for n, line in enumerate(lines, 1) if re.match(rf'\[*"?{re.escape(key)}\b', line)]
    tables = [n for n in heads if lines[n - 1].startswith("[[")] or heads
    if number >= len(tables):
        return None
    start = tables[number]
    end = next((n for n, line in enumerate(lines[start:], start + 1) if line.startswith("[")), len(lines) + 1)
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") if word else None
    return next((n for n in range(start, end) if whole and whole.search(lines[n - 1].partition("#")[0])), start)


def _instead(word: str, known: Iterable[str]) -> str:
    """What was meant, most likely; else all that may be meant."""
    choices = sorted(map(str, known))
    near = get_close_matches(word, choices, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; it may be {', '.join(choices)}"


@frozen
class _Reader:
    name: str
    toml: str
    data: Mapping[str, Any]

    def fail(self, key: str, problem: str, number: int = 0, word: str | None = None) -> DataError:
        return _fault(self.name, self.toml, key, problem, number, word)

    def get(self, key: str, kind: type) -> Any:
        value = self.data.get(key)
        if not isinstance(value, kind):
            found = "missing" if value is None else f"is a {type(value).__name__}"
            raise self.fail(key, f"{found}, must be a {kind.__name__}")
        return value

    def words(self, key: str, value: Any) -> Words:
        """A list of words, or one string of words with white space between them."""
        if isinstance(value, str):
            return frozenset(value.split())
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return frozenset(value)
        raise self.fail(key, "must be words: a string or a list of strings")

    def table(self, key: str) -> Mapping[str, Words]:
        return {name: self.words(key, value) for name, value in self.get(key, dict).items()}

    def tables(self, key: str, *known: str) -> list[Mapping[str, Any]]:
        """The tables of one name, which hold nothing but what is known."""
        tables = self.get(key, list)
        if not all(isinstance(table, dict) for table in tables):
            raise self.fail(key, "must be a list of tables")
        for number, table in enumerate(tables):
            if unknown := sorted(set(table) - set(known)):
                problem = f"unknown key {unknown[0]!r}{_instead(unknown[0], known)}"
                raise self.fail(key, problem, number, unknown[0])
        return list(tables)

    def choice(self, kind: type[Choice], key: str, number: int, part: str, word: str) -> Choice:
        """A word of a closed vocabulary, in a table."""
        if word not in set(kind):
            raise self.fail(key, f"{part}: unknown value {word!r}{_instead(word, kind)}", number, word)
        return kind(word)

    def tabled(self, kind: type[Table], key: str) -> Table:
        """A table with the keys that its class has, each of the type that it has there."""
        table: Mapping[str, Any] = self.get(key, dict)
        parts = {part.name: part.type for part in fields(kind)}
        if unknown := sorted(set(table) - set(parts)):
            raise self.fail(key, f"unknown key {unknown[0]!r}{_instead(unknown[0], parts)}", word=unknown[0])
        if missing := [part for part in parts if part not in table]:
            raise self.fail(key, f"{missing[0]} must be there, and be {_SAID[parts[missing[0]]]}")
        return kind(**{part: self.value(key, part, of, table[part]) for part, of in parts.items()})

    def value(self, key: str, part: str, of: object, value: object) -> object:
        """What stands at a key of a table, as the type that it must be of."""
        if of is bool and isinstance(value, bool):
            return value
        if (
            of == Mapping[str, str]
            and isinstance(value, dict)
            and all(isinstance(word, str) for word in value.values())
        ):
            return value
        if of == Mapping[str, Words] and isinstance(value, dict):
            return {name: self.words(f"{key}.{part}", one) for name, one in value.items()}
        if of == Phrases and isinstance(value, list) and all(isinstance(word, str) for word in value):
            return tuple(value)
        if of == Words and isinstance(value, str | list):
            return self.words(key, value)
        raise self.fail(key, f"{part} must be {_SAID[of]}", word=part)

    def truth(self, key: str, table: Mapping[str, Any], part: str) -> bool:
        value = table.get(part, False)
        if not isinstance(value, bool):
            raise self.fail(key, f"{part} must be true or false")
        return value

    def word(self, key: str, table: Mapping[str, Any], part: str) -> str | None:
        value = table.get(part)
        if value is not None and not isinstance(value, str):
            raise self.fail(key, f"{part} must be a word")
        return value

    def pack(self) -> Pack:
        known = {field.name for field in fields(Pack)} - {"outlets"} | {"inflection", "irregular"}
        unknown = set(self.data) - known
        if unknown:
            raise self.fail(min(unknown), "unknown table or key")
        verbs = self.verbs()
        lists = (field.name for field in fields(Pack) if field.type is Words and field.name != "nouns")
        return Pack(
            code=self.get("code", str),
            name=self.get("name", str),
            verbs=verbs,
            forms=self.forms(verbs),
            prepositions=self.phrases(None),
            consensus=self.phrases(Only.CONSENSUS),
            nouns=frozenset().union(
                *(self.words("nouns", table.get("words")) for table in self.tables("nouns", "class", "words"))
            ),
            impersonal=self.tabled(Impersonal, "impersonal"),
            relays=self.tabled(Relays, "relays"),
            source_nouns=self.tabled(SourceNouns, "source_nouns"),
            anonymity=self.tabled(Anonymity, "anonymity"),
            pronouns=self.tabled(Pronouns, "pronouns"),
            titles=self.tabled(Titles, "titles"),
            determiners=self.tabled(Determiners, "determiners"),
            anaphora=self.tabled(Anaphora, "anaphora"),
            places=self.tabled(Places, "places"),
            captions=self.tabled(Captions, "captions"),
            interviews=self.tabled(Interviews, "interviews"),
            hearsay=self.tabled(Hearsay, "hearsay"),
            outlets=None,
            **{key: self.words(key, self.get(key, list)) for key in lists},
        )

    def nouns(self) -> Words:
        tables = self.tables("nouns", "class", "words")
        return frozenset().union(*(self.words("nouns", table.get("words")) for table in tables))

    def verbs(self) -> Mapping[str, tuple[Verb, ...]]:
        found: dict[str, list[Verb]] = {}
        conditions = ("unless", "needs", "mental", "litotes", "denies")
        for number, table in enumerate(self.tables("verbs", "class", "takes", "words", *conditions)):
            said = sorted(self.words("verbs", table.get("takes")))
            takes = frozenset(self.choice(Takes, "verbs", number, "takes", word) for word in said)
            needed = self.word("verbs", table, "needs")
            needs = None if needed is None else self.choice(Needs, "verbs", number, "needs", needed)
            for phrase in sorted(self.words("verbs", table.get("words"))):
                reflexive = phrase.startswith("se_")
                clitic = "y" if phrase.startswith("y_") else ""
                lemma, *after = phrase.removeprefix("se_").removeprefix("y_").split("_")
                verb = Verb(
                    lemma,
                    self.word("verbs", table, "class") or "",
                    takes,
                    tuple(after),
                    reflexive,
                    self.truth("verbs", table, "denies"),
                    self.truth("verbs", table, "mental"),
                    self.truth("verbs", table, "litotes"),
                    needs,
                    self.words("verbs", table.get("unless", [])),
                    clitic,
                )
                found.setdefault(lemma, []).append(verb)
        return {lemma: tuple(senses) for lemma, senses in found.items()}

    def forms(self, verbs: Mapping[str, Any]) -> Mapping[str, Words]:
        endings = self.table("inflection")
        irregular = self.table("irregular")
        forms: dict[str, set[str]] = {}
        for lemma in verbs:
            for form in irregular.get(lemma) or _inflected(lemma, endings):
                forms.setdefault(form, set()).add(lemma)
            forms.setdefault(lemma, set()).add(lemma)
        return {form: frozenset(lemmas) for form, lemmas in forms.items()}

    def phrases(self, only: Only | None) -> tuple[tuple[str, ...], ...]:
        tables = []
        for number, table in enumerate(self.tables("prepositions", "only", "words")):
            word = self.word("prepositions", table, "only")
            of = None if word is None else self.choice(Only, "prepositions", number, "only", word)
            if of is only:
                tables.append(table)
        phrases: Iterable[str] = (
            phrase for table in tables for phrase in self.words("prepositions", table.get("words"))
        )
        split = {tuple(phrase.replace("'", "' ").split()) for phrase in phrases}
        return tuple(sorted(split, key=lambda words: (-len(words), words)))


def _inflected(lemma: str, endings: Mapping[str, Words]) -> Iterable[str]:
    ending = max((ending for ending in endings if lemma.endswith(ending)), key=len, default=None)
    if ending is None:
        return ()
    stem = lemma.removesuffix(ending)
    return (stem + suffix for suffix in endings[ending])
