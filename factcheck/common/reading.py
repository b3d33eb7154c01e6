"""What others wrote, read with suspicion: a value of JSON or TOML, and where it stands.

Every fault becomes an error of ours that names the place: what has the wrong type or value, what nests too deeply for
Python (some hundreds of levels), numbers too long for it (more than 4,300 digits), files that cannot be opened or have
no end.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from errno import EFBIG, EINVAL
from operator import index
from pathlib import Path
from typing import IO, Any, Self, TypeVar

from attrs import evolve, frozen

from factcheck.errors import DataError, FactcheckError

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)

#: The largest file that is read in one piece, in bytes: far more than the longest text takes.
MAX_BYTES = 100_000_000
_PIECE = 1_000_000
#: What a reader meets in data that is not as it should be, on a disk that fails, or where Python has a limit.
FAULTS = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)

# A key of a hundred names with dots between them; tomllib would take minutes over one of some ten thousand.
_LONG_KEY = re.compile(r"""(?m)(?:^|[\[{,])[ \t]*+(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}""")

#: Half of a character, as UTF-16 has it: nothing can write it.
_SURROGATE = re.compile("[\ud800-\udfff]")


@contextmanager
def guard(name: str, error: Callable[[str], FactcheckError] = DataError, advice: str = "") -> Iterator[None]:
    """While this lasts, what goes wrong becomes our ``error``, which says that ``name`` cannot be read, and why.

    A DataError, which says what is wrong, is told the name if it does not begin with it.

    >>> with guard("page.json"):
    ...     parse_json("[" * 100_000)
    Traceback (most recent call last):
        ...
    factcheck.errors.DataError: page.json cannot be read: it nests too deeply
    """
    try:
        yield
    except DataError as fault:
        if error is DataError and str(fault).startswith((f"{name}:", f"{name},")):
            raise
        raise error(f"{name}: {fault}{advice}") from fault
    except FAULTS as fault:
        raise error(f"{name} cannot be read: {_reason(fault)}{advice}") from fault


def whole_characters(text: str) -> str:
    """The text with U+FFFD, one for one, for the surrogates in it: halves of characters, which nothing can write.

    >>> whole_characters("\\ud83d rain")
    '� rain'
    """
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _reason(fault: Exception) -> str:
    if isinstance(fault, RecursionError):
        return "it nests too deeply"
    if isinstance(fault, KeyError):
        return f"{fault} is missing"
    if isinstance(fault, OSError):
        return fault.strerror or str(fault)
    return str(fault)


def whole(file: IO[bytes], most: int = MAX_BYTES) -> bytes:
    """What a file holds. Raises OSError for more than ``most`` bytes: a device may have no end."""
    data = bytearray()
    # By pieces: Python would make room for as much as it is asked for.
    while len(data) <= most and (piece := file.read(_PIECE)):
        data += piece
    if len(data) > most:
        raise OSError(EFBIG, f"it has more than {most:,} bytes")
    return bytes(data)


def read_json(path: Path) -> Any:
    """The value of a file of JSON. Raises one of ``FAULTS`` when it holds none; a pipe is not waited for."""
    if path.exists() and not path.is_file():
        raise OSError(EINVAL, "it is no file")
    with path.open("rb") as file:
        return parse_json(whole(file))


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML document. Raises one of ``FAULTS`` when it is none, or has keys of a hundred parts."""
    if _LONG_KEY.search(text):
        raise RecursionError
    return tomllib.loads(text)


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON document. Raises one of ``FAULTS`` when it is none, as for NaN, which JSON does not have."""
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no value of JSON")


@frozen
class Given:
    """A value from outside, and the way to it: ``claims[2].spans``.

    Each method gives the value as what it should be, or raises DataError naming the place.

    >>> Given({"claims": [{"id": 7}]}).at("claims").each()[0].at("id").text()
    Traceback (most recent call last):
        ...
    factcheck.errors.DataError: claims[0].id: must be a text, not an int
    """

    value: object
    place: str = ""

    def wrong(self, problem: str) -> DataError:
        """The error that something is wrong here."""
        return DataError(f"{self.place}: {problem}" if self.place else problem)

    def not_a(self, wanted: str) -> DataError:
        """The error that something else is wanted here."""
        # Only the type: a value may be too long, or nest too deeply, to be shown.
        kind = "null" if self.value is None else type(self.value).__name__
        article = "" if self.value is None else "an " if kind[0] in "aeiou" else "a "
        return self.wrong(f"must be {wanted}, not {article}{kind}")

    def table(self) -> Mapping[str, object]:
        """A table, whose keys are texts."""
        if not isinstance(self.value, Mapping) or not all(isinstance(key, str) for key in self.value):
            raise self.not_a("a table")
        return self.value

    def get(self, key: str) -> Self:
        """What a table has under a key; null where it has nothing."""
        return evolve(self, value=self.table().get(key), place=f"{self.place}.{key}" if self.place else key)

    def at(self, key: str) -> Self:
        """What a table has under a key that must be there."""
        if key not in self.table():
            raise self.wrong(f"{key!r} is missing")
        return self.get(key)

    def each(self) -> tuple[Self, ...]:
        """The items of a list."""
        if not isinstance(self.value, list | tuple):
            raise self.not_a("a list")
        return tuple(evolve(self, value=item, place=f"{self.place}[{n}]") for n, item in enumerate(self.value))

    def text(self) -> str:
        """A text that can be written: one without surrogates."""
        if not isinstance(self.value, str):
            raise self.not_a("a text")
        if whole_characters(self.value) != self.value:
            raise self.wrong("holds half of a character (a lone surrogate)")
        return self.value

    def whole(self) -> int:
        """A whole number."""
        try:
            if not isinstance(self.value, bool):
                return index(self.value)  # type: ignore[arg-type]  # It says itself what it can take.
        except TypeError:
            pass
        raise self.not_a("a whole number")

    def share(self) -> float:
        """A number from 0 to 1."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.not_a("a number")
        if not 0 <= self.value <= 1:
            raise self.wrong("must be from 0 to 1")
        return float(self.value)

    def truth(self) -> bool:
        """True or false, and nothing that Python would take for either."""
        if not isinstance(self.value, bool):
            raise self.not_a("true or false")
        return self.value

    def one_of(self, choices: type[Choice]) -> Choice:
        """One of a closed list of words."""
        for choice in choices:
            if choice == self.value:
                return choice
        raise self.wrong(f"must be one of {', '.join(choices)}")

    def optional(self, read: Callable[[Self], Value]) -> Value | None:
        """The value as ``read`` gives it, None for null."""
        return None if self.value is None else read(self)
