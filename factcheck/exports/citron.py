"""The quotations in the JSON data format of the BBC's Citron, so that its users can switch.

Its quotes all have a cue, so a quotation without one is left out, as are the article's own claims.
"""

import json
from typing import Any

from factcheck.exports.about import About
from factcheck.report import Attribution, Claim, Mention, Report


def render(report: Report, about: About) -> str:
    """The report as a Citron document.

    >>> json.loads(render(Report("Why?", "en", (), ()), About()))
    {'text': 'Why?', 'quotes': [], 'coreference_groups': []}
    """
    return json.dumps(document(report), ensure_ascii=False, indent=2) + "\n"


def document(report: Report) -> dict[str, Any]:
    """The document as plain JSON values.

    >>> document(Report("Why?", "en", (), ()))["quotes"]
    []
    """
    quotes = [_quote(report, claim, given) for claim in report if (given := claim.attribution) and given.cue]
    groups = [[_span(mention) for mention in source.mentions] for source in report.sources if source.mentions]
    return {"text": report.text, "quotes": quotes, "coreference_groups": groups}


def _quote(report: Report, claim: Claim, given: Attribution) -> dict[str, Any]:
    return {
        "id": claim.id,
        "cue": given.cue and _span(given.cue),
        "sources": [_span(given.source)] if given.source else [],
        "contents": [{"start": start, "end": end, "text": report.text[start:end]} for start, end in claim.spans],
        "coreferences": [_span(mention) for mention in _fullest(report, claim, given)],
        "confidence": f"{claim.confidence:.4f}",
    }


def _fullest(report: Report, claim: Claim, given: Attribution) -> list[Mention]:
    """The longest mention of the source that stands next to the cue, unless that is the one."""
    for source in report.chain(claim):
        if given.source in source.mentions:
            longest = max(source.mentions, key=lambda mention: mention.end - mention.start)
            return [] if longest == given.source else [longest]
    return []


def _span(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.text}
