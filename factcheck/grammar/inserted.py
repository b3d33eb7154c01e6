"""Who speaks between commas: *P, the harbourmaster, Ann Pryce, said*; *P, Ann Pryce, a baker, said*."""

from factcheck.grammar.phrases import title_before
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause, SourceMention
from factcheck.report import SourceType
from factcheck.syntax.forms import is_present_participle
from factcheck.syntax.tokens import Token

# What a phrase without complements is made of.
_PHRASE = frozenset(("DET", "NOUN", "PROPN", "ADJ", "NUM", "PART"))


def inserted_speaker(ctx: Context, clause: Clause, verb: int, low: int = 0) -> SourceMention | None:
    """The title and name that commas set off right before a verb, from token ``low`` on: the tree often loses them.

    ``verb`` is the first token of the verb's group.
    """
    tokens = clause.tokens
    if verb - 4 < low or tokens[verb - 1].text != ",":
        return None
    first = _name_until(tokens, verb - 1, low)
    if first < verb - 1:
        title = title_before(clause.sentence, first, low, ctx.pack)
        if title is None or tokens[first - 1].text != "," or not _opens(tokens, title, low):
            return None
        return SourceMention(clause.index, first, tokens[title].start, tokens[verb - 2].end)
    comma = next((t.index for t in reversed(tokens[low : verb - 1]) if t.text == ","), None)
    if comma is not None and _describes(tokens[comma + 1]):
        return _before_description(ctx, clause, comma, low)
    if (
        comma is None
        or any(t.upos in ("VERB", "AUX") for t in tokens[comma:verb])
        or tokens[comma].text != ","
        or tokens[comma + 1].upos != "DET"
    ):
        return None
    first = _name_until(tokens, comma, low)
    described = any(ctx.names(t, SourceType.PERSON) for t in tokens[comma + 1 : verb - 1])
    if first == comma or not described or not _opens(tokens, first, low):
        return None
    return SourceMention(clause.index, first, tokens[first].start, tokens[verb - 2].end)


def _describes(token: Token) -> bool:
    """A present participle, or a relative pronoun."""
    return (token.upos == "VERB" and is_present_participle(token)) or token.features.get("PronType") == "Rel"


def _before_description(ctx: Context, clause: Clause, comma: int, low: int) -> SourceMention | None:
    """*P, the association, citing its own survey, said*: the phrase between a comma and what describes it."""
    tokens = clause.tokens
    first = comma
    while first > low and tokens[first - 1].upos in _PHRASE:
        first -= 1
    head = next((t for t in reversed(tokens[first:comma]) if t.upos in ("NOUN", "PROPN")), None)
    definite = first < comma and tokens[first].upos in ("DET", "PROPN")
    if head is None or not definite or first <= low or tokens[first - 1].text != ",":
        return None
    title = title_before(clause.sentence, first, low, ctx.pack) if tokens[first].upos == "PROPN" else None
    first = first if title is None or not _opens(tokens, title, low) else title
    return SourceMention(clause.index, head.index, tokens[first].start, tokens[comma - 1].end)


def _name_until(tokens: tuple[Token, ...], stop: int, low: int) -> int:
    """Where the proper name begins that ends before token ``stop`` (``stop`` itself when there is none)."""
    first = stop
    while first > low and tokens[first - 1].upos == "PROPN":
        first -= 1
    return first


def _opens(tokens: tuple[Token, ...], first: int, low: int) -> bool:
    """A comma, or the place from which on to look, stands before a phrase."""
    return first == low or tokens[first - 1].text == ","
