"""Characters that would make a page or a table show something else than what is written, made visible."""

import re

# Embeddings, overrides and isolates: what stands after them is shown in another order than it is written in.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with the controls that turn the direction of writing spelt out.

    >>> visible("a\\u202eb")
    'a⟨U+202E⟩b'
    """
    return _TURNING.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)
