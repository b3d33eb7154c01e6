"""The words of our own that show a trace: those of every page, and those in ``words.toml`` beside this file."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from factcheck.languages import messages as common
from factcheck.provenance.values import Statement, StatementFlag, Trace


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
    names, perhaps = (
        ", ".join(trace.origin(id).name for id in ids) for ids in (statement.origins, statement.perhaps_same)
    )
    number = statement.independent_origins
    said = ("trace.one" if number == 1 else "trace.several") + ".least" * bool(perhaps)
    parts.append(speak[said].format(n=number, name=names, perhaps=perhaps) if number else speak["trace.none"])
    relays = dict.fromkeys(name for wording in statement.claims for name in wording.relays)
    if relays and number:
        parts.append(speak["trace.through"].format(names=", ".join(relays)))
    if statement.copies:
        parts.append(speak["trace.copied"].format(n=statement.copies))
    return ", ".join(parts)


def reasons(statement: Statement, language: str) -> Mapping[StatementFlag, str]:
    """Why the flags of a statement stand, a sentence for each, in a language of the interface.

    >>> told = Statement("st1", "It rains.", "en", (), flags=(StatementFlag.ANONYMOUS,))
    >>> reasons(told, "en")[StatementFlag.ANONYMOUS]
    'None of those it comes from is named in any of the articles.'
    """
    speak = words(common.spoken(language))
    # A sentence has a second form for when several are named who may be one.
    several = {StatementFlag.SINGLE_ORIGIN: bool(statement.perhaps_same)}
    return {
        flag: speak[f"statement.{flag}.why{'.several' * several.get(flag, False)}"].format(
            **statement.because.get(flag, {})
        )
        for flag in statement.flags
    }
