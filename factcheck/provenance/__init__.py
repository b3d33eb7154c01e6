"""Across articles: which claims say alike, on whose word they rest, and who has the text from whom."""

from collections.abc import Iterable, Sequence

from factcheck.provenance.values import Document, Trace
from factcheck.report import Report


def trace(reports: Iterable[Report], *, documents: Sequence[Document] | None = None) -> Trace:
    """What many articles say alike, in one language or across French and English, and on whose word it rests.

    Args:
        reports: a report for each article.
        documents: what is known of each article beyond its report, in the same order. Without it the articles are
            ``d1``, ``d2`` … and their order is that of time.

    Raises:
        DataError: there are not as many documents as reports, or two have one id.

    >>> from factcheck.report import Claim, Kind
    >>> text = "The bridge over the Orrin was shelled in November 2019."
    >>> report = Report(text, "en", (Claim("c1", text, ((0, len(text)),), Kind.NARRATOR),), ())
    >>> [(statement.text, statement.articles) for statement in trace([report, report])]
    [('The bridge over the Orrin was shelled in November 2019.', ('d1', 'd2'))]
    """
    # What compares claims takes a while to import, and most programs never need it.
    from factcheck.provenance.tracing import trace_with

    return trace_with(list(reports), documents)
