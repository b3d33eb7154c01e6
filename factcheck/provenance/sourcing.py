"""Flags: what a reader should know about how each claim is sourced. Pure functions; every flag says why.

The sentences themselves stand in ``languages/messages.toml``, in each language of the interface.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from factcheck.grammar.values import Found
from factcheck.languages.messages import spoken, words_for
from factcheck.report import Claim, Flag, Report, Source


def attributed_flags(found: Found, chain: Sequence[Source]) -> tuple[Flag, ...]:
    """The flags of an attributed claim, given the sources behind it."""
    # Of a running quotation the reader may know that somebody in particular speaks, and not who.
    vague = "vague" in found.notes or (not chain and found.judgement is None)
    holds = {
        Flag.SECOND_HAND: len(chain) > 1,
        Flag.VAGUE_SOURCE: vague,
        Flag.ANONYMOUS_SOURCE: bool(chain) and not vague and chain[-1].anonymous,
        Flag.HEARSAY: "hearsay" in found.notes,
        Flag.DENIED: found.denied,
    }
    return tuple(flag for flag, is_so in holds.items() if is_so)


def narrator_flags(marker: str | None) -> tuple[Flag, ...]:
    """The flags of a claim in the article's own voice; ``marker`` is what marks it as hearsay."""
    return (Flag.UNSOURCED,) if marker is None else (Flag.UNSOURCED, Flag.HEARSAY)


def explained(
    flags: Sequence[Flag], chain: Sequence[Source], language: str, marker: str | None = None
) -> Mapping[Flag, str]:
    """One plain sentence for each flag that says why it stands.

    Args:
        flags: those of one claim.
        chain: the sources behind it, the nearest teller first.
        language: of the sentences; English where the interface does not have it.
        marker: the words that mark a claim in the article's own voice as hearsay, if they are known.

    >>> from factcheck.report import SourceType
    >>> explained([Flag.VAGUE_SOURCE], [Source("s1", "experts", SourceType.GROUP)], "en")[Flag.VAGUE_SOURCE]
    '“experts” names nobody in particular.'
    """
    speak = words_for(language)
    names = [source.name for source in chain]
    facts = {"origin": names[-1] if names else "", "tellers": speak["and"].join(names[:-1]), "marker": marker or ""}
    without = {
        Flag.VAGUE_SOURCE: not names,
        Flag.HEARSAY: marker is None,
    }
    # A sentence has a second form for when what it would name is not there.
    return {flag: speak[f"why.{flag}{'.without' * without.get(flag, False)}"].format(**facts) for flag in flags}


def reasons(report: Report, claim: Claim, language: str) -> Mapping[Flag, str]:
    """Why the flags of a claim stand, in any language of the interface: ``claim.why`` is in the report's.

    >>> from factcheck.report import Kind
    >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, flags=(Flag.UNSOURCED,))
    >>> reasons(Report("It rains.", "en", (claim,), ()), claim, "fr")[Flag.UNSOURCED]
    'L’article l’affirme de sa propre voix, sans citer personne.'
    """
    if spoken(report.language) == spoken(language) and set(claim.flags) <= set(claim.why):
        return claim.why
    told = _hearsay_sentence(spoken(report.language)).fullmatch(claim.why.get(Flag.HEARSAY, ""))
    return explained(claim.flags, report.chain(claim), language, told and told["marker"])


@cache
def _hearsay_sentence(language: str) -> re.Pattern[str]:
    """Finds the marker in the sentence that quotes it."""
    before, after = words_for(language)[f"why.{Flag.HEARSAY}"].split("{marker}")
    return re.compile(f"{re.escape(before)}(?P<marker>.+){re.escape(after)}", re.DOTALL)
