"""Flags: what a reader should know about how each claim is sourced. Pure functions; every flag says why."""

from collections.abc import Mapping, Sequence

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found
from factcheck.claims import Assertion
from factcheck.report import Flag, Source
from factcheck.tokens import Sentence, Token


def attributed_flags(found: Found, chain: Sequence[Source]) -> Mapping[Flag, str]:
    """The flags of an attributed claim, each with one plain sentence that says why it stands."""
    why: dict[Flag, str] = {}
    if len(chain) > 1:
        origin, *_ = reversed(chain)
        tellers = " and ".join(source.name for source in chain[:-1])
        why[Flag.SECOND_HAND] = f"The article has what {origin.name} says through {tellers}."
    if not chain:
        why[Flag.VAGUE_SOURCE] = "Nobody in particular is cited for it."
    elif "vague" in found.notes:
        why[Flag.VAGUE_SOURCE] = f"{chain[-1].name}: that is nobody in particular."
    elif chain[-1].anonymous:
        why[Flag.ANONYMOUS_SOURCE] = f"{chain[-1].name}: the article does not name the source."
    if found.denied:
        why[Flag.DENIED] = "The source denies or rejects it."
    return why


def narrator_flags(ctx: Context, assertion: Assertion) -> Mapping[Flag, str]:
    """The flags of a claim in the article's own voice."""
    why = {Flag.UNSOURCED: "The article says it in its own voice and cites nobody."}
    marker = hearsay_marker(ctx, assertion)
    if marker is not None:
        why[Flag.HEARSAY] = f"“{marker}” marks it as something heard, which the article does not vouch for."
    return why


def hearsay_marker(ctx: Context, assertion: Assertion) -> str | None:
    """The words that mark an assertion as not vouched for, or None."""
    hearsay = ctx.pack.hearsay
    sentence = ctx.document.sentences[assertion.sentence]
    words = " ".join(t.lower for t in assertion.tokens)
    for phrase in hearsay["phrases"]:
        if f" {phrase} " in f" {words} ".replace("' ", "'"):
            return str(phrase)
    folded = ctx.document.folded
    for start, end in assertion.spans:
        for word in hearsay["adverbs"]:
            if word in folded[start:end].lower():
                return str(word)
    for token in assertion.tokens:
        if token.lower in hearsay["adjectives"] and token.dep in ("amod", "acl"):
            return token.text
        if hearsay["conditional"] and token.features.get("Mood") == "Cnd" and _is_reportive(ctx, sentence, token):
            return token.text
    return None


def _is_reportive(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """A conditional that reports (*il serait mort*), not one that depends on a hypothesis or is polite."""
    hearsay = ctx.pack.hearsay
    head = token
    while head.dep in ("aux", "cop") and (above := sentence.head(head)) is not None:
        head = above
    if token.lemma in hearsay["not_reportive"] or (head.lemma in hearsay["not_reportive"] and token.upos != "AUX"):
        return False
    return not any(t.lower in hearsay["hypothesis"] for t in sentence.tokens)
