"""What the library knows of each language, read from one TOML file per language.

A language needs data and a model, no code: ``add-a-language`` in the docs says what each table means.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

from factcheck.errors import LanguageError
from factcheck.languages.pack import Pack, Verb
from factcheck.languages.reading import read_pack

__all__ = ["Pack", "Verb", "load_pack", "read_pack", "supported"]


@cache
def load_pack(code: str) -> Pack:
    """The pack that the library ships for a language. Raises LanguageError if there is none.

    >>> load_pack("fr").name
    'français'
    """
    file = files(__name__) / f"{code}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not file.is_file():
        raise LanguageError(f"the language {code!r} is not supported; only {', '.join(supported())} are")
    return read_pack(file.read_text(encoding="utf-8"), f"{code}.toml")


@cache
def supported() -> tuple[str, ...]:
    """The codes of the languages that have a pack.

    >>> supported()
    ('en', 'fr')
    """
    names = (Path(entry.name) for entry in files(__name__).iterdir())
    return tuple(sorted(name.stem for name in names if name.suffix == ".toml" and len(name.stem) < 4))
