"""schema.org JSON-LD: the article, and a ``Claim`` for each claim. What is not known is left out."""

import json
from collections.abc import Mapping
from typing import Any

from factcheck.exports.about import About
from factcheck.report import Claim, Report, Source, SourceType

_TYPES = {
    SourceType.PERSON: "Person",
    SourceType.ORGANIZATION: "Organization",
    SourceType.OUTLET: "NewsMediaOrganization",
    SourceType.DOCUMENT: "CreativeWork",
    SourceType.GROUP: "Organization",
    SourceType.UNKNOWN: "Thing",
}


def render(report: Report, about: About) -> str:
    """The graph in JSON-LD.

    >>> json.loads(render(Report("Why?", "en", (), ()), About(title="Why")))["@graph"][0]["headline"]
    'Why'
    """
    return json.dumps(graph(report, about), ensure_ascii=False, indent=2) + "\n"


def graph(report: Report, about: About) -> dict[str, Any]:
    """The graph as plain JSON values.

    >>> [item["@type"] for item in graph(Report("Why?", "en", (), ()), About())["@graph"]]
    ['NewsArticle']
    """
    base = about.identifier(report.text)
    article = {
        "@type": "NewsArticle",
        "@id": base,
        "headline": about.title,
        "url": about.url,
        "datePublished": about.date,
        "inLanguage": report.language,
        "publisher": about.outlet and {"@type": "NewsMediaOrganization", "name": about.outlet},
    }
    return {"@context": "https://schema.org", "@graph": [_known(article), *(_claim(report, c, base) for c in report)]}


def _claim(report: Report, claim: Claim, base: str) -> dict[str, Any]:
    chain = report.chain(claim)
    origin = chain[-1] if chain else None
    # A document says nothing of itself who wrote it: it is what the claim rests on.
    role = "isBasedOn" if origin and origin.type is SourceType.DOCUMENT else "author"
    return _known(
        {
            "@type": "Claim",
            "@id": f"{base}#{claim.id}",
            "text": claim.text,
            "inLanguage": report.language,
            "appearance": {"@id": base},
            "keywords": [str(claim.kind), *map(str, claim.flags)],
            role: origin and _source(origin),
            "contributor": [_source(source) for source in chain[:-1]],
        }
    )


def _source(source: Source) -> dict[str, Any]:
    return _known({"@type": _TYPES[source.type], "name": source.name, "identifier": source.link})


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is None or an empty list."""
    return {key: value for key, value in values.items() if value is not None and value != []}
