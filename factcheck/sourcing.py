"""Flags: what a reader should know about how each claim is sourced. Pure functions; every flag says why."""

from collections.abc import Mapping, Sequence

from factcheck.attributions.context import Context
from factcheck.attributions.values import Found
from factcheck.claims import Assertion
from factcheck.hearsay import hearsay_marker
from factcheck.report import Flag, Source


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
    if "hearsay" in found.notes:
        why[Flag.HEARSAY] = "That the source says so is itself marked as something heard."
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
