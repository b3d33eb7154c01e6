"""The one sentence that a page opens with: what a reader should know first about the sourcing of a text."""

from collections.abc import Mapping

from factcheck.languages.messages import percent
from factcheck.provenance.summary import Standing, Summary

# From this share on a standing is worth telling; the first that reaches it is told.
_TELLING = {
    Standing.UNNAMED: 0.1,
    Standing.HEARSAY: 0.1,
    Standing.NAMED_SECOND_HAND: 0.2,
    Standing.NOBODY_CITED: 0.5,
}


def lede(summary: Summary, speak: Mapping[str, str]) -> str:
    """The sentence, in the words of an interface language.

    >>> from factcheck.languages.messages import words
    >>> from factcheck.report import Report
    >>> lede(Report("Why?", "en", (), ()).summary(), words("en"))
    'This text makes no claim.'
    """
    if not summary.letters:
        return speak["lede.none"]
    shares = summary.standings
    telling = (key for key, least in _TELLING.items() if shares[key] >= least)
    told = next(telling, max(shares, key=lambda key: shares[key]))
    return speak[f"lede.{told}"].format(share=percent(speak, shares[told]))
