"""The words of names, whatever the language of the text: ``names.toml``."""

from functools import cache
from importlib.resources import files

from attrs import frozen

from factcheck.languages.reading import read_table
from factcheck.languages.tables import Phrases, Words


@frozen
class Names:
    """Small words of names, given names by gender, and spellings of one name, a line for each."""

    particles: Words
    second: Words
    small: Words
    spellings: Phrases
    masc: Words
    fem: Words


@cache
def names() -> Names:
    """The words of names that the package ships.

    >>> "van" in names().particles
    True
    """
    file = files("factcheck.languages") / "names.toml"
    return read_table(Names, file.read_text(encoding="utf-8"), "names.toml")
