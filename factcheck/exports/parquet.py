"""Parquet: one row per claim, for pandas, DuckDB, Spark and their like."""

from factcheck.common.optional import require
from factcheck.exports.about import About
from factcheck.exports.frames import to_arrow
from factcheck.report import Report


def render(report: Report, about: About) -> bytes:
    """The claims as a Parquet file. Raises MissingPackageError when pyarrow is not installed.

    >>> render(Report("Why?", "en", (), ()), About())[:4]
    b'PAR1'
    """
    writer = require("pyarrow.parquet", "arrow", "Parquet")
    out = require("pyarrow", "arrow", "Parquet").BufferOutputStream()
    writer.write_table(to_arrow(report, about), out)
    return bytes(out.getvalue().to_pybytes())
