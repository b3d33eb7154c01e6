"""The words that our pages and tables show, per interface language; they stand in ``words.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
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
        known = ", ".join(tables)
        raise LanguageError(f"the interface does not speak {language!r}; choose one of: {known}")
    return MappingProxyType(tables[language])


def words_for(report_language: str) -> Mapping[str, str]:
    """The words in the language of a report, or in English when the interface does not speak it.

    >>> words_for("de")["source"]
    'source'
    """
    return words(report_language if report_language in interface_languages() else "en")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("factcheck.exports") / "words.toml").read_text(encoding="utf-8"))
