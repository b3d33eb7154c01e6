"""textacy's direct quotations, over our syntax. It gives up when the marks are odd in number."""

from benchmarks.peers.triples import reports_from

reports = reports_from("textacy.extract.triples", "direct_quotations")
