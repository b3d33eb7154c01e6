"""The words that our pages, tables and reasons are made of, per interface language; they stand in ``messages.toml``."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from locale import getlocale
from os import environ
from types import MappingProxyType

from factcheck.errors import LanguageError


@cache
def interface_languages() -> tuple[str, ...]:
    """The languages that the interface speaks.

    >>> interface_languages()
    ('en', 'fr')
    """
    return tuple(_tables())


@cache
def words(language: str) -> Mapping[str, str]:
    """The interface's words in one language. Raises LanguageError for a language that it does not speak.

    >>> words("fr")["flag.hearsay"]
    'ouï-dire'
    """
    tables = _tables()
    if language not in tables:
        raise LanguageError(f"our own words are in {', '.join(tables)} only; choose one of these, not {language!r}")
    return MappingProxyType(tables[language])


def users_language() -> str:
    """The language of the user's settings if the interface speaks it, or English."""
    settings = (environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return spoken(next((value for value in settings if value), getlocale()[0] or "")[:2].lower())


def spoken(language: str) -> str:
    """The language to speak about a text in this one: the same, or English when the interface does not speak it.

    >>> spoken("fr"), spoken("de")
    ('fr', 'en')
    """
    return language if language in interface_languages() else "en"


def words_for(report_language: str) -> Mapping[str, str]:
    """The words in the language of a report, or in English when the interface does not speak it.

    >>> words_for("de")["source"]
    'source'
    """
    return words(spoken(report_language))


def counted(speak: Mapping[str, str], key: str, number: int) -> str:
    """A number of things in words.

    >>> counted(words("en"), "relayed", 1), counted(words("fr"), "claims", 2)
    ('relayed 1 claim', '2 affirmations')
    """
    return speak[f"count.{key}{'.one' * (number == 1)}"].format(n=number)


def percent(speak: Mapping[str, str], share: float) -> str:
    """A share between 0 and 1 as a whole percentage.

    >>> percent(words("en"), 0.217)
    '22%'
    """
    return speak["percent"].format(f"{share * 100:.0f}")


def day(speak: Mapping[str, str], date: str) -> str:
    """A date in words; one that is not written as ISO 8601 stays as it is.

    >>> day(words("fr"), "2026-11-30"), day(words("en"), "2026-11-30T08:00:00Z"), day(words("en"), "last week")
    ('30 novembre 2026', 'November 30, 2026', 'last week')
    """
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return date
    return speak["date"].format(day=found.day, month=speak["months"].split()[found.month - 1], year=found.year)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("factcheck.languages") / "messages.toml").read_text(encoding="utf-8"))
