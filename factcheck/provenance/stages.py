"""Every stage after the syntax, in order: from a parsed document to its report."""

from factcheck.attribution.find import attributions_of
from factcheck.attribution.judging import judged, narrated
from factcheck.attribution.reader import Reader
from factcheck.entities.resolving import resolve
from factcheck.grammar.claims import find_assertions
from factcheck.grammar.proposals import find_attributions
from factcheck.languages import Pack
from factcheck.mentions.context import Context
from factcheck.provenance.assembly import as_given, assemble
from factcheck.report import Report
from factcheck.syntax.tokens import Document
from factcheck.text.blocks import find_blocks, read_stretches
from factcheck.text.quotations import find_quotations


def report_on(document: Document, pack: Pack, outlet: str | None = None, reader: Reader | None = None) -> Report:
    """The report of a parsed document. ``outlet`` is the name of the article's own outlet, if it is known.

    Without a reader the finders are believed in all that they propose.
    """
    blocks = find_blocks(document.text)
    quotations = find_quotations(document.text, read_stretches(blocks), pack.quoting)
    ctx = Context(document, quotations, pack)
    if reader is None:
        found, reads = find_attributions(ctx), None
        resolved = resolve(ctx, found, outlet)
    else:
        read = attributions_of(ctx, reader)
        reads = read.reads
        found, resolved = judged(document.text, read.found, resolve(ctx, read.found, outlet), reader.flags)
    assertions = narrated(find_assertions(ctx, found), blocks, reads)
    claims = assemble(ctx, found, resolved, assertions)
    report = Report(document.text, document.language, claims, resolved.sources)
    return report if document.plain is None else as_given(report, document.plain)
