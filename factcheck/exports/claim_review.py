"""schema.org JSON-LD with an open ``ClaimReview`` for each ``Claim``.

Who checks a claim adds ``author``, ``datePublished``, ``url`` and ``reviewRating``: only they can say them.
"""

import json
from typing import Any

from factcheck.exports.about import About
from factcheck.exports.schema_org import graph
from factcheck.report import Report


def render(report: Report, about: About) -> str:
    """The graph in JSON-LD, the reviews after the claims.

    >>> from factcheck.report import Claim, Kind
    >>> report = Report("It rains.", "en", (Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR),), ())
    >>> [item["@type"] for item in json.loads(render(report, About()))["@graph"]]
    ['NewsArticle', 'Claim', 'ClaimReview']
    """
    made = graph(report, about)
    _, *claims = made["@graph"]
    made["@graph"] += [_review(claim) for claim in claims]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _review(claim: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": f"{claim['@id']}-review",
        "claimReviewed": claim["text"],
        "itemReviewed": {"@id": claim["@id"]},
    }
