"""The words of our own that show a trace: those of every page, and those in ``words.toml`` beside this file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from factcheck.exports import words as common
from factcheck.provenance.values import Statement, Trace


@cache
def words(language: str) -> Mapping[str, str]:
    """The words in one interface language. Raises LanguageError for a language that the interface does not speak.

    >>> words("fr")["statement.hardened"]
    'durci'
    """
    source = files("factcheck.exports.trace") / "words.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {**common.words(language), **tables[language]}


def account(trace: Trace, statement: Statement, speak: Mapping[str, str]) -> str:
    """A statement's standing in one line: *12 of 14 articles, one origin: a senior official, through The Courier*.

    >>> from factcheck.provenance.values import Wording
    >>> told = Statement("st1", "It rains.", "en", (Wording("d1", "c1", "It rains.", ((0, 9),)),))
    >>> account(Trace((told,), (), ()), told, words("en"))
    '1 of 0 articles, no article says who it is from'
    """
    parts = [speak["trace.articles"].format(n=len(statement.articles), all=len(trace.articles))]
    names = ", ".join(trace.origin(id).name for id in statement.origins)
    number = statement.independent_origins
    parts.append(
        speak["trace.one" if number == 1 else "trace.several"].format(n=number, name=names)
        if number
        else speak["trace.none"]
    )
    relays = dict.fromkeys(name for wording in statement.claims for name in wording.relays)
    if relays and number:
        parts.append(speak["trace.through"].format(names=", ".join(relays)))
    if statement.copies:
        parts.append(speak["trace.copied"].format(n=statement.copies))
    return ", ".join(parts)
