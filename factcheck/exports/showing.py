"""What would make a page or a table show something else than what is written, made visible or harmless."""

import re

# Embeddings, overrides and isolates: what stands after them is shown in another order than it is written in.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with the controls that turn the direction of writing spelt out.

    >>> visible("a\\u202eb")
    'a⟨U+202E⟩b'
    """
    return _TURNING.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


# OWASP's list, with the full-width forms that some spreadsheets read in the same way.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
#: What tells a spreadsheet that a file is UTF-8.
UTF8_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def harmless(cell: str) -> str:
    """The text of a cell so that a spreadsheet neither runs it as a formula nor shows it backwards.

    >>> harmless("=1+1"), harmless("1+1")
    ("'=1+1", '1+1')
    """
    return visible(f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell)
