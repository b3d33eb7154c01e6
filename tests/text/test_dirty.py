"""Dirty or oddly set texts say what their clean twins say.

The texts were written for this project from a list of kinds of damage, by somebody who had not seen the library.
Those in ``measure.jsonl`` are for measuring only: nobody reads them to mend anything.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from factcheck import Report, load
from factcheck.text.plain import plain_text

DATA = Path(__file__).parents[1] / "data" / "dirty"
ENOUGH = 0.9

Spans = list[tuple[int, int]]


def attributions(report: Report) -> Counter[tuple[str, str, str]]:
    """Source, cue and content of each attribution, in the letters that a reader reads."""
    plain = plain_text(report.text)

    def letters(spans: Spans) -> str:
        places = (plain.span(place, place + 1)[0] for place in range(len(plain.text)))
        read = (c for c, at in zip(plain.text, places, strict=True) if any(start <= at < end for start, end in spans))
        return "".join(c for c in read if c.isalnum()).lower()

    cited = ((claim, claim.attribution) for claim in report if claim.attribution)
    return Counter(
        (
            letters([(a.source.start, a.source.end)] if a.source else []),
            letters([(a.cue.start, a.cue.end)] if a.cue else []),
            letters(list(claim.spans)),
        )
        for claim, a in cited
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dev", "measure"])
def test_dirty_texts_cite_whom_clean_ones_cite(name: str) -> None:
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = expected = 0
    for language in ("en", "fr"):
        own = [row for row in rows if row["lang"] == language]
        dirty = load(language).batch([row["dirty"] for row in own])
        clean = load(language).batch([row["clean"] for row in own])
        for one, other in zip(map(attributions, dirty), map(attributions, clean), strict=True):
            found += (one & other).total()
            expected += other.total()
    assert expected > len(rows)
    assert found / expected >= ENOUGH
