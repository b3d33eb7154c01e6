"""Files of language data with a slip in them, and what their readers say of it."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest

from factcheck import DataError


def shipped(name: str) -> str:
    return (files("factcheck.languages") / name).read_text(encoding="utf-8")


def told(read: Callable[[str, str], object], toml: str) -> tuple[str, str]:
    """What the reader says of a file with a fault, without the place; and the line that it names."""
    with pytest.raises(DataError) as raised:
        read(toml, "mine.toml")
    place = re.match(r"mine\.toml, line (\d+): (.*)", str(raised.value))
    assert place is not None, raised.value
    return place[2], toml.splitlines()[int(place[1]) - 1]


def changed(toml: str, pattern: str, instead: str) -> str:
    result, changes = re.subn(pattern, instead, toml, count=1)
    assert changes == 1
    return result
