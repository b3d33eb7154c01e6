"""Random cases for every stage of ours, and for every reader of what others wrote: each must end in a result or
in an error of ours. The same cases serve the tests, the counting script and atheris.
"""

import json
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from attrs import evolve

from factcheck.errors import FactcheckError
from factcheck.exports import EXPORTS
from factcheck.exports.about import About
from factcheck.languages import load_pack, read_pack
from factcheck.outlets.data import read_outlets
from factcheck.pipeline import report_on
from factcheck.provenance.segments import segments
from factcheck.provenance.summary import summarize
from factcheck.report import Report
from factcheck.text.blocks import body, find_blocks
from factcheck.text.folding import fold
from factcheck.text.paragraphs import paragraphs
from factcheck.text.plain import plain_text
from factcheck.text.quotations import find_quotations
from tests.reports import crossing
from tests.synthetic import document, strange_text

LANGUAGES = ("fr", "en")


def a_report(chance: random.Random, sentences: int = 3, words: int = 14) -> Report:
    """The report of a random document."""
    language = chance.choice(LANGUAGES)
    made = report_on(document(chance, language, sentences, words), load_pack(language))
    check(made)
    return made


def check(report: Report) -> None:
    """What must be true of any report: offsets inside of the text, ids that lead somewhere, a way to and fro."""
    size = len(report.text)
    assert not crossing(report)
    for claim in report:
        assert claim.spans
        for start, end in claim.spans:
            assert 0 <= start < end <= size
        report.chain(claim)
        for mention in (claim.attribution.cue, claim.attribution.source) if claim.attribution else ():
            assert mention is None or report.text[mention.start : mention.end] == mention.text
    for source in report.sources:
        assert all(report.text[m.start : m.end] == m.text for m in source.mentions)
    assert Report.from_dict(json.loads(report.to_json())) == report


#: What is left in a text by its way here.
DAMAGE = (
    "&amp;", "&#233;", "&nbsp;", "\\u00e9", "Ã©", "â€™", "e\u0301", "\u00ad", "\u00ad\n", "-\n", "\u200b", "**", "[[",
    "]]", "[a](/b)", "<b>", "</p>", "{{", "}}", "'''", "ﬁ",
    "s a i d ", "By ", "Photo: ", "PARIS - ", "14h02 ", "\x92", "“",
    "», dit",
)  # fmt: skip


def text(chance: random.Random) -> None:
    """The plain text, folding, paragraphs, blocks and quotations of any text, damaged or not."""
    given = strange_text(chance, 120)
    if chance.random() < 0.5:
        given = "".join(chance.choice((*DAMAGE, *given)) for _ in range(60))
    plain = plain_text(given)
    spans = [plain.span(place, place + 1) for place in range(len(plain.text))]
    assert all(0 <= start < end <= len(given) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))
    given = plain.text
    assert len(fold(given)) == len(given)
    parts = paragraphs(given)
    assert all(start < end for start, end in parts)
    inside = "".join(given[block.start : block.end] for block in find_blocks(given))
    assert "".join(inside.split()) == "".join(given.split())
    found = find_quotations(given, body(given), frozenset(("said", "dit")))
    for quotation in found:
        assert 0 <= quotation.start < quotation.end <= len(given)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))


def stages(chance: random.Random) -> None:
    """Attributions, sources, flags and claims of a random parsed document."""
    a_report(chance)


def exports(chance: random.Random) -> None:
    """A random export, the summary and the segments of a random report, some with offsets out of the text."""
    report = a_report(chance)
    if report.claims and chance.random() < 0.3:
        spans = ((chance.randint(-3, 50), chance.randint(-3, 50)),)
        report = evolve(report, claims=(evolve(report.claims[0], spans=spans), *report.claims[1:]))
    name = chance.choice(list(EXPORTS))
    about = About(title=strange_text(chance, 20), url=strange_text(chance, 20), outlet=strange_text(chance, 20))
    made = EXPORTS[name].render(report, about)
    if name == "html":
        assert isinstance(made, str)
        # The names of sources and the words of the text must stay text.
        assert "<script>alert" not in made
    summarize(report)
    assert "".join(report.text[part.start : part.end] for part in segments(report)) == report.text


def reports(chance: random.Random) -> None:
    """Reading a report that was damaged somewhere."""
    data = a_report(chance).to_dict()
    for _ in range(chance.randint(1, 3)):
        damage(chance, data)
    try:
        report = Report.from_dict(data)
    except FactcheckError:
        return
    # What was let in must do everywhere.
    EXPORTS[chance.choice(("json", "csv", "markdown", "html"))].render(report, About())
    summarize(report)


def damage(chance: random.Random, data: Any) -> None:
    """Put something else, or nothing, in one place of a nested value."""
    while True:
        keys = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.8:
            data = data[key]
            continue
        if isinstance(data, dict) and chance.random() < 0.2:
            del data[key]
        else:
            data[key] = chance.choice(
                (None, -1, 10**30, "", "x", [], {}, [[]], {"a": 1}, 1.5, float("nan"), True, "\ud800", ["x", None])
            )
        return


def _damaged(chance: random.Random, given: str) -> str:
    """A text with some stretches cut, doubled or replaced."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(given))
        end = min(len(given), start + chance.choice((1, 1, 2, 5, 30, 400)))
        middle = chance.choice(("", given[start:end] * 2, strange_text(chance, 8), "[", '"', "=", "7", "\n[x]\n"))
        given = given[:start] + middle + given[end:]
    return given


def _read(reader: Callable[[str], object], given: str) -> None:
    try:
        reader(given)
    except FactcheckError:
        return


def packs(chance: random.Random) -> None:
    """Reading a language pack that was damaged somewhere."""
    _read(read_pack, _damaged(chance, _shipped("languages", f"{chance.choice(LANGUAGES)}.toml")))


def registries(chance: random.Random) -> None:
    """Reading a registry of outlets that was damaged somewhere."""
    _read(read_outlets, _damaged(chance, _shipped("outlets", "outlets.toml")[:4000]))


def _shipped(module: str, name: str) -> str:
    from importlib.resources import files

    return (files("factcheck") / module / name).read_text(encoding="utf-8")


#: Each kind of case, with its share of a hundred thousand.
CASES: dict[str, tuple[Callable[[random.Random], None], int]] = {
    "text": (text, 50_000),
    "stages": (stages, 30_000),
    "exports": (exports, 8_000),
    "reports": (reports, 10_000),
    "packs": (packs, 1_000),
    "registries": (registries, 1_000),
}
