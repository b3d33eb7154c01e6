"""The report as JSON: the form that ``Report.from_dict`` reads back, and its published schema."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.exports.about import About
from factcheck.report import Report


def render(report: Report, about: About) -> str:
    """The report as indented JSON.

    >>> render(Report("Rain.", "en", (), ()), About()).splitlines()[1]
    '  "text": "Rain.",'
    """
    return report.to_json(indent=2) + "\n"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report.

    >>> schema()["title"]
    'factcheck report'
    """
    source = files("factcheck.exports") / "report.schema.json"
    return dict(json.loads(source.read_text(encoding="utf-8")))
