"""Stanza's work done sooner, with the same result: only while Stanza's code is what each module was written against."""

import hashlib
import inspect
import logging
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version

#: The Stanza whose code the tables ``SOURCES`` were made from.
FITS = "1.15.0"

_log = logging.getLogger(__name__)


def knows(sources: Mapping[str, str]) -> bool:
    """Whether everything in a table like ``parsing.SOURCES`` reads as it did when the table was written.

    Where it does not, one line in the log says so, once in a process.
    """
    if changed(sources):
        _tell()
        return False
    return True


def changed(sources: Mapping[str, str]) -> list[str]:
    """The names in a table like ``parsing.SOURCES`` whose source in this Stanza is another."""
    return [name for name, known in sources.items() if digest(name) != known]


def digest(name: str) -> str:
    """The start of the SHA-256 of the source of something in Stanza's models or pipeline; empty where there is none."""
    package, module, *path = name.split(".")
    parent = "stanza" if package == "pipeline" else "stanza.models"
    try:
        found = import_module(f"{parent}.{package}.{module}")
        for part in path:
            found = getattr(found, part)
        source = inspect.getsource(found)
    except (ImportError, AttributeError, OSError, TypeError):
        return ""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


@cache
def _tell() -> None:
    _log.warning(
        "Stanza %s is installed, and what makes it faster was written for %s: texts are read with the same result, "
        "but two to three times slower. To be faster: pip install 'stanza==%s'",
        version("stanza"),
        FITS,
        FITS,
    )
