"""A spaCy ``Doc`` with the claims, cues and sources as span groups."""

from types import ModuleType
from typing import TYPE_CHECKING

from factcheck.common.optional import require
from factcheck.report import Report

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def to_doc(report: Report, nlp: "Language | None" = None) -> "Doc":
    """The text as a ``Doc``; ``doc.spans`` gets ``claims``, ``cues`` and ``sources``.

    Args:
        report: what to hand over.
        nlp: what reads the text; by default spaCy's tokeniser of the language and nothing else.

    Returns:
        The document. The id of a claim or source is its span's ``id_``; a claim's label is its kind,
        a source's its type. A span that cuts a token in two is widened to the whole token. The report is
        in ``doc.user_data["factcheck"]``.

    Raises:
        MissingPackageError: spaCy is not installed.

    >>> from factcheck.report import Claim, Kind
    >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR)
    >>> doc = to_doc(Report("It rains.", "en", (claim,), ()))
    >>> [(span.text, span.label_) for span in doc.spans["claims"]]
    [('It rains.', 'narrator')]
    """
    spacy = require("spacy", "spacy", "a spaCy Doc")
    doc: Doc = (nlp or _blank(spacy, report.language))(report.text)
    annotate(doc, report)
    return doc


def annotate(doc: "Doc", report: Report) -> None:
    """Give a ``Doc`` of the report's very text the span groups and the report; see :func:`to_doc`."""
    marks: dict[str, list[tuple[int, int, str, str]]] = {"claims": [], "cues": [], "sources": []}
    for claim in report:
        marks["claims"] += [(start, end, str(claim.kind), claim.id) for start, end in claim.spans]
        if claim.attribution and (cue := claim.attribution.cue):
            marks["cues"].append((cue.start, cue.end, "cue", claim.id))
    for source in report.sources:
        marks["sources"] += [(each.start, each.end, str(source.type), source.id) for each in source.mentions]
    for group, places in marks.items():
        spans = (
            doc.char_span(start, end, label=label, span_id=id, alignment_mode="expand")
            for start, end, label, id in places
        )
        doc.spans[group] = [span for span in spans if span is not None]
    doc.user_data["factcheck"] = report.to_dict()


def _blank(spacy: ModuleType, language: str) -> "Language":
    """The bare tokeniser of a language, or the one for any language where spaCy has none of its own."""
    try:
        blank: Language = spacy.blank(language)
    except ImportError:
        blank = spacy.blank("xx")
    return blank
