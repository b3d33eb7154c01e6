"""What tells two statements apart, or shows that they are one, in each language: ``matching.toml``."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

from factcheck.languages.reading import read_tables
from factcheck.languages.tables import Phrases, Words


@frozen
class Matching:
    """The words of one language by which statements are matched, as the file explains them."""

    months: Phrases
    also_words: Words
    weekdays: Phrases
    negations: Words
    rejections: Words
    multiples: Mapping[str, int]
    numerals: Mapping[str, int]
    percent: Phrases
    no_units: Words
    unnamed: Words


@cache
def matching() -> Mapping[str, Matching]:
    """The words of every language that has some, by its code.

    >>> "never" in matching()["en"].negations
    True
    """
    file = files("factcheck.languages") / "matching.toml"
    return read_tables(Matching, file.read_text(encoding="utf-8"), "matching.toml")
