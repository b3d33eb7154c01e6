"""Offices, roles and pronouns beside the names of others: texts by somebody who never saw the code.

``data/offices/blind.jsonl``: in each text, mentions of who speaks, the name that a careful reader gives, and the names
that would be wrong (``not``). It is for measuring: do not tune on it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factcheck import Report, load

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "offices" / "blind.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@cache
def reports() -> dict[str, Report]:
    made: dict[str, Report] = {}
    for language in ("en", "fr"):
        rows = [row for row in ROWS if row["lang"] == language]
        made |= zip((row["id"] for row in rows), load(language).batch([row["text"] for row in rows]), strict=True)
    return made


def misnamed(row: dict[str, Any]) -> list[str]:
    """The mentions of a text whose claims are put into the mouth of somebody who would be wrong."""
    report = reports()[row["id"]]
    wrong = []
    for mention in row["mentions"]:
        for claim in report:
            cited = claim.attribution
            if cited and cited.source and cited.source.start == mention["start"] and (chain := report.chain(claim)):
                wrong += [f"{mention['source']}: {chain[-1].name}"] * (chain[-1].name in mention["not"])
    return wrong


def test_mentions_stand_where_they_are_said_to() -> None:
    assert len(ROWS) == 100
    for row in ROWS:
        for mention in row["mentions"]:
            assert row["text"].startswith(mention["source"], mention["start"]), row["id"]
            assert mention["name"] not in mention["not"], row["id"]


@pytest.mark.xfail(reason="names are resolved by rules that know no roles", strict=True)
def test_nobody_is_given_what_another_said() -> None:
    assert [fault for row in ROWS for fault in misnamed(row)] == []
