"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one annotation per claim.

Each is found twice, by position (in code points, as the model counts) and by its words with some before and
after, so that it can be placed again in another edition of the text.
"""

import json
from typing import Any

from factcheck.exports.about import About
from factcheck.report import Claim, Mention, Report

_AROUND = 32


def render(report: Report, about: About) -> str:
    """The claims as one annotation collection in JSON-LD.

    >>> json.loads(render(Report("Why?", "en", (), ()), About()))["type"]
    'AnnotationCollection'
    """
    return json.dumps(collection(report, about), ensure_ascii=False, indent=2) + "\n"


def collection(report: Report, about: About) -> dict[str, Any]:
    """The collection as plain JSON values.

    >>> collection(Report("Why?", "en", (), ()), About())["total"]
    0
    """
    base = about.identifier(report.text)
    items = [_annotation(report, claim, base) for claim in report if claim.spans]
    page = {"id": f"{base}#claims-1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}#claims",
        "type": "AnnotationCollection",
        "label": about.title or "factcheck",
        "total": len(items),
        "first": page,
    }


def _annotation(report: Report, claim: Claim, base: str) -> dict[str, Any]:
    return {
        "id": f"{base}#{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [*_tags(claim), *_sources(report, claim, base)],
        "target": [_target(report.text, start, end, base) for start, end in claim.spans],
    }


def _tags(claim: Claim) -> list[dict[str, Any]]:
    tags = [claim.kind, *claim.flags]
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": str(tag)} for tag in tags]
    reasons = [{"type": "TextualBody", "purpose": "describing", "value": reason} for reason in claim.why.values()]
    return bodies + reasons


def _sources(report: Report, claim: Claim, base: str) -> list[dict[str, Any]]:
    """Who is cited, nearest first, as names; then where source and cue stand in the text."""
    named = [{"type": "TextualBody", "purpose": "identifying", "value": each.name} for each in report.chain(claim)]
    given = claim.attribution
    mentions = {"linking": given.source, "highlighting": given.cue} if given else {}
    placed = [
        {"type": "SpecificResource", "purpose": purpose, **_place(report.text, mention, base)}
        for purpose, mention in mentions.items()
        if mention
    ]
    return named + placed


def _place(text: str, mention: Mention, base: str) -> dict[str, Any]:
    return _target(text, mention.start, mention.end, base)


def _target(text: str, start: int, end: int, base: str) -> dict[str, Any]:
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {"source": base, "selector": [position, quote]}
