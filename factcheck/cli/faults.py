"""What went wrong, in the language of the interface: the messages of our errors are English in the code."""

import re
import tomllib
from functools import cache
from importlib.resources import files


def told(message: str, language: str) -> str:
    """A message in a language of the interface; as it is where ``faults.toml`` does not have it.

    >>> told("rain.txt: no such file or folder", "fr")
    'rain.txt\N{NO-BREAK SPACE}: fichier ou dossier introuvable'
    >>> told("rain.txt: no such file or folder", "en")
    'rain.txt: no such file or folder'
    """
    for pattern, form in _messages(language):
        if match := pattern.fullmatch(message):
            return form.format(**{name: told(part, language) for name, part in match.groupdict().items()})
    return message


@cache
def _messages(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What each message looks like, and what to say instead."""
    table = tomllib.loads((files("factcheck.cli") / "faults.toml").read_text(encoding="utf-8")).get(language, {})
    return tuple((_pattern(message), form) for message, form in table.items())


def _pattern(message: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", message)
    literal = (re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+?)" for place, part in enumerate(parts))
    return re.compile("".join(literal), re.DOTALL)
