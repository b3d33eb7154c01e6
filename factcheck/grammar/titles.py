"""Quotation marks around what nobody says: titles of works, names of broadcasts."""

from factcheck.mentions.context import Context
from factcheck.text.quotations import Quotation

# A shorter word may be written small in a title.
_FEWEST_LETTERS = 4
# What may stand between a preposition and a title: *on CNN's “P”*.
_NOMINAL = frozenset(("NOUN", "PROPN", "PART", "DET", "ADJ"))
# No title of a broadcast is longer.
_TITLE = 6
_PASSED = " \u00a0\u202f.!?…,"


def is_title(ctx: Context, quotation: Quotation) -> bool:
    """A work, or a word for giving a name, stands before the quotation: *son film « P »*, *a book called “P”*."""
    tokens = ctx.document.sentences[ctx.sentence_at(quotation.start)].tokens
    before = [t for t in tokens if t.start < quotation.start][-4:]
    behind = [t for t in tokens if t.start >= quotation.end][:6]
    # *“P”, her third film, opens*: the same behind a comma.
    close = next((n for n, t in enumerate(behind) if n and t.upos in ("PUNCT", "VERB", "AUX", "ADP")), len(behind))
    described = behind[1:close] if behind and behind[0].text == "," else []
    determined = bool(described) and described[0].upos in ("DET", "PRON", "ADJ")
    return any(bool({t.lemma.lower(), t.lower} & ctx.pack.works) for t in (*before, *(described if determined else ())))


def is_named(ctx: Context, quotation: Quotation) -> bool:
    """A few words in capitals behind where something may be said: *said on “Meet the Neighbours”*."""
    start, end = quotation.inner
    words = ctx.document.text[start:end].strip(_PASSED).split()
    capitals = all(word[0].isupper() for word in words if len(word) >= _FEWEST_LETTERS)
    if not 1 < len(words) <= _TITLE or not capitals or not words[-1][0].isupper():
        return False
    tokens = ctx.document.sentences[ctx.sentence_at(quotation.start)].tokens
    before = next((t for t in reversed(tokens) if t.start < quotation.start and t.upos not in _NOMINAL), None)
    return before is not None and before.lower in ctx.pack.occasion_marks
