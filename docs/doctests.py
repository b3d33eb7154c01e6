"""For the API pages: a doctest in a docstring is code, not prose, so it is fenced before the page is made."""

import re
from typing import Any

import griffe

_SESSION = re.compile(r"^>>> .*?(?=\n\s*\n(?!>>> )|\Z)", re.MULTILINE | re.DOTALL)


def fenced(docstring: str) -> str:
    """The docstring with each session in a fence of its own.

    >>> fenced("Adds.\\n\\n>>> 1 + 1\\n2").splitlines()[2]
    '```pycon'
    """
    return _SESSION.sub(lambda match: f"```pycon\n{match[0]}\n```", docstring)


class Doctests(griffe.Extension):
    """What mkdocstrings loads."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Fence the sessions of one object's docstring."""
        if obj.docstring:
            obj.docstring.value = fenced(obj.docstring.value)
