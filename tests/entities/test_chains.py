"""Who is meant and how the article knows it, in short passages: each attributed claim with its chain.

The passages are data: ``chains.toml``.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measures import same_name
from tests.reports import by_rules

PASSAGES = tomllib.loads((Path(__file__).parents[1] / "chains.toml").read_text(encoding="utf-8"))["passage"]


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(
            passage,
            id=passage["text"][:60],
            marks=[pytest.mark.xfail(reason=passage["fails"], strict=True)] if "fails" in passage else [],
        )
        for passage in PASSAGES
    ],
)
def test_a_claim_has_the_chain_that_a_reader_would_tell(passage: dict[str, Any]) -> None:
    report = by_rules(passage["language"], passage["text"], passage.get("outlet"))
    got = [[(s.name, str(s.type)) for s in report.chain(claim)] for claim in report if claim.attribution]
    wanted = [[tuple(member.split("|")) for member in chain] for chain in passage["chains"]]
    assert [len(chain) for chain in got] == [len(chain) for chain in wanted], got
    for found, expected in zip(got, wanted, strict=True):
        assert all(same_name(a[0], b[0]) and a[1] == b[1] for a, b in zip(expected, found, strict=True)), got
    flags = [sorted(map(str, claim.flags)) for claim in report if claim.attribution]
    assert flags == passage.get("flags", flags)
