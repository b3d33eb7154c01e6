"""sayswho's quote finder, over our syntax and without its coreference, which needs a model of its own."""

from benchmarks.peers.triples import reports_from

reports = reports_from("sayswho.quote_finder", "quote_finder")
