"""Speakers that no verb brings in: *X : « P »*, *“P” — X*, headlines such as *Mayor: “P”*."""

from factcheck.attributions.context import Context
from factcheck.attributions.mentions import phrase
from factcheck.attributions.values import Clause, Found, Holder

# A longer stretch before a colon is a clause, not the name of who speaks.
_LONGEST_LABEL = 14
_FEWEST_WORDS = 4


def from_labels(ctx: Context, clause: Clause) -> list[Found]:
    """The attributions that a colon or a dash makes in a sentence without a cue verb."""
    return [found for found in (_from_colon(ctx, clause), _from_dash(ctx, clause)) if found is not None]


def _from_colon(ctx: Context, clause: Clause) -> Found | None:
    """*Paul Durand : « P »*: a name or a noun phrase before the first colon, a quotation after it."""
    tokens = clause.tokens
    colon = next((t for t in tokens[:_LONGEST_LABEL] if t.text == ":"), None)
    if colon is None or colon.index == 0:
        return None
    quotation = ctx.quotation_from(colon.end)
    lead = tokens[: colon.index]
    if quotation is None or ctx.quotation(lead[0].start) is not None:
        return None
    if len(ctx.document.text[quotation.start : quotation.end].split()) < _FEWEST_WORDS:
        return None
    holder = _nominal(clause, 0, colon.index - 1)
    if holder is None:
        return None
    return Found(((quotation.start, quotation.end),), "label", None, holder, frame=((lead[0].start, colon.end),))


def _from_dash(ctx: Context, clause: Clause) -> Found | None:
    """*“P” — Paul Durand*: a quotation, a dash, and a name to the end of the line."""
    tokens = clause.tokens
    dash = next((t for t in reversed(tokens) if t.text in ("-", "--", "―") and t.index < len(tokens) - 1), None)
    if dash is None:
        return None
    text = ctx.document.text
    quotation = ctx.quotation_until(dash.start)
    if quotation is None or text[quotation.end : dash.start].strip():
        return None
    holder = _nominal(clause, dash.index + 1, len(tokens) - 1)
    # A date after the dash: the reference of an article, not a speaker.
    if holder is None or any(t.upos == "NUM" for t in tokens[dash.index :]):
        return None
    return Found(((quotation.start, quotation.end),), "label", None, holder, frame=((dash.start, tokens[-1].end),))


def _nominal(clause: Clause, first: int, last: int) -> Holder | None:
    """The noun phrase that tokens ``first`` to ``last`` make up, if no verb is among them."""
    tokens = clause.tokens[first : last + 1]
    if any(t.upos in ("VERB", "AUX", "SCONJ") for t in tokens) or not tokens:
        return None
    heads = [t for t in tokens if t.upos in ("PROPN", "NOUN")]
    if not heads or tokens[0].upos in ("ADP", "ADV", "CCONJ"):
        return None
    return phrase(clause.sentence, heads[0], clause.index, first, last)
