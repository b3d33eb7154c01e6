"""Whom a sentence of the article is about: who speaks in the quotation beside it, when no cue says so."""

from factcheck.attributions.context import Context
from factcheck.attributions.subjects import own_subject, subject
from factcheck.attributions.values import Clause, Holder
from factcheck.tokens import Token

_PREDICATES = frozenset(("VERB", "AUX", "ADJ", "NOUN"))


def topic(ctx: Context, clause: Clause, stop: int | None = None) -> Holder | None:
    """The subject of a clause (of its tokens before ``stop``), if it is somebody who may speak."""
    verbs = [
        t for t in clause.tokens[:stop] if t.upos in _PREDICATES and own_subject(clause.sentence, t, ctx.pack) is not None
    ]
    verb = next((t for t in verbs if t.dep == "root"), verbs[0] if verbs else None)
    if verb is None:
        return None
    holder, head = subject(clause.sentence, verb, clause.index, ctx.pack)
    return holder if head is not None and is_somebody(ctx, head) else None


def is_somebody(ctx: Context, head: Token) -> bool:
    """A name, a pronoun of the third person, or a noun for people or bodies."""
    return (
        head.upos == "PROPN"
        or head.lower.lstrip("-").removeprefix("t-") in ctx.pack.pronouns["third"]
        or ctx.names(head, "person", "group", "organization")
    )
