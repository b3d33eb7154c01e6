"""The trace as JSON, and its published schema."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck.provenance.values import Trace


def render(trace: Trace) -> str:
    """The trace as indented JSON.

    >>> render(Trace((), (), ())).splitlines()[1]
    '  "statements": [],'
    """
    return trace.to_json(indent=2) + "\n"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a trace.

    >>> schema()["title"]
    'factcheck trace'
    """
    source = files("factcheck.exports.trace") / "trace.schema.json"
    return dict(json.loads(source.read_text(encoding="utf-8")))
