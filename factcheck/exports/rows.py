"""One flat row per claim, which the table formats share."""

from collections.abc import Iterator
from typing import Any

from factcheck.exports.about import About
from factcheck.report import Claim, Flag, Report


def rows(report: Report, about: About) -> Iterator[dict[str, Any]]:
    """The claims as rows: the same columns in each, first those that say which article it is from.

    ``document`` is its address, or else a name made from its text; ``file``, ``title``, ``outlet`` and ``date``
    are None where they are not known. ``spans`` is a list of ``[start, end]``, ``relays`` a list of names from
    the nearest teller on; ``origin``, ``source`` (the words next to the cue) and ``cue`` are None where there is
    none. Each flag is a column of true or false.

    >>> from factcheck.report import Kind
    >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, flags=(Flag.UNSOURCED,))
    >>> row = next(rows(Report("It rains.", "en", (claim,), ()), About(title="Rain")))
    >>> row["title"], row["text"], row["origin"], row["unsourced"]
    ('Rain', 'It rains.', None, True)
    """
    document = {
        "document": about.identifier(report.text),
        "file": about.file,
        "title": about.title,
        "outlet": about.outlet,
        "date": about.date,
    }
    return (document | _row(report, claim) for claim in report)


def _row(report: Report, claim: Claim) -> dict[str, Any]:
    chain = report.chain(claim)
    origin = chain[-1] if chain else None
    given = claim.attribution
    return {
        "id": claim.id,
        "kind": str(claim.kind),
        "text": claim.text,
        "spans": [list(span) for span in claim.spans],
        "origin": origin and origin.name,
        "origin_type": origin and str(origin.type),
        "origin_anonymous": origin and origin.anonymous,
        "origin_link": origin and origin.link,
        "origin_unnamed_because": origin and origin.unnamed and origin.unnamed.reason,
        "relays": [source.name for source in chain[:-1]],
        "source": given.source.text if given and given.source else None,
        "cue": given.cue.text if given and given.cue else None,
        "confidence": float(claim.confidence),
        **{str(flag): flag in claim.flags for flag in Flag},
    }
