"""What the command line and the server say in a line, in the language of the interface: it is English in the code."""

import re
import tomllib
from functools import cache
from importlib.resources import files


def told(message: str, language: str) -> str:
    """A message in a language of the interface; as it is where ``faults.toml`` does not have it.

    What stands before a message that it has, such as the name of a file, stays before it.

    >>> told("rain.txt: no such file or folder", "fr")
    'rain.txt\N{NO-BREAK SPACE}: fichier ou dossier introuvable'
    >>> told("rain.txt: no such file or folder", "en")
    'rain.txt: no such file or folder'
    """
    for pattern, form in _messages(language):
        if match := pattern.fullmatch(message):
            return form.format(**{name: told(part, language) for name, part in match.groupdict().items()})
    place, _, fault = message.partition(": ")
    known = told(fault, language) if fault else fault
    return message if known == fault else _table(language)[_PLACE].format(place=told(place, language), fault=known)


@cache
def _table(language: str) -> dict[str, str]:
    text = (files("factcheck.exports") / "faults.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text).get(language, {})
    return found


# No message, since it would fit nearly all: what to say where only the fault is one.
_PLACE = "{place}: {fault}"


@cache
def _messages(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What each message looks like, and what to say instead; those with the most words of their own first."""
    found = [(message, form) for message, form in _table(language).items() if message != _PLACE]
    found.sort(key=lambda pair: -len(_PART.sub("", pair[0])))
    return tuple((_pattern(message), form) for message, form in found)


_PART = re.compile(r"\{(\w+)\}")


def _pattern(message: str) -> re.Pattern[str]:
    first, *rest = _PART.split(message)
    pattern = re.escape(first)
    for place, part in enumerate(rest):
        # What a message begins with reaches over no colon: before one stands a place.
        part_of = f"(?P<{part}>{'.' if pattern else '(?:(?!: ).)'}+?)"
        pattern += re.escape(part) if place % 2 else part_of
    return re.compile(pattern, re.DOTALL)
