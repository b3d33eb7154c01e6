"""Hostile and absurd input: every stage of ours gives a result or an error of ours, in time linear in its size."""

import json
import os
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import factcheck
from factcheck import DataError, ModelError, Report, TextError
from factcheck.attribution.reader import load_reader
from factcheck.cli import cli
from factcheck.exports.jsonl import read as read_lines
from factcheck.languages import load_pack, read_pack
from factcheck.outlets.data import read_outlets
from factcheck.pipeline import MAX_LENGTH, admitted, report_on
from factcheck.syntax.tokens import Document, Sentence, Token
from factcheck.syntax.weights import MANIFEST, resolve
from factcheck.text.blocks import body
from factcheck.text.folding import fold
from factcheck.text.inputs import find
from factcheck.text.paragraphs import paragraphs
from factcheck.text.plain import plain_text
from factcheck.text.quotations import find_quotations
from fuzz.cases import CASES, check
from tests.reports import rain_report
from tests.synthetic import document

SEEDS = {"text": 1500, "stages": 400, "exports": 150, "reports": 200, "packs": 30, "registries": 30}


@pytest.mark.parametrize("name", CASES)
def test_random_cases_end_in_a_result_or_in_our_error(name: str) -> None:
    case, _ = CASES[name]
    for seed in range(SEEDS[name]):
        case(random.Random(seed))


@given(st.text(st.characters()))
def test_folding_and_quotations_take_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    for quotation in find_quotations(text, paragraphs(text)):
        assert 0 <= quotation.start < quotation.end <= len(text)


@settings(deadline=None, max_examples=30)
@given(st.randoms(use_true_random=False), st.sampled_from(("fr", "en")))
def test_the_stages_take_any_tree(chance: random.Random, language: str) -> None:
    check(report_on(document(chance, language, 3, 12), load_pack(language)))


# A text by its size in characters; each is absurd in its own way.
ABSURD: dict[str, Callable[[int], str]] = {
    "quotation marks": lambda size: '"' * size,
    "openers": lambda size: "«" * size,
    "closers": lambda size: "a” " * (size // 3),
    "openers of another shape": lambda size: "”a " * (size // 3),
    "apostrophes": lambda size: "'a " * (size // 3),
    "doubled": lambda size: "``a'' " * (size // 6),
    "kinds": lambda size: "“«‹„" * (size // 4),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "lines": lambda size: "a\r\n" * (size // 3),
    "wrapped": lambda size: "a b c\n" * (size // 6),
    "spaces": lambda size: " " * size,
    "stops": lambda size: "a.  " * (size // 4),
    "one word": lambda size: "a" * size,
    "unclosed": lambda size: "« a\n" * (size // 4),
    "right to left": lambda size: "אמר כי «" * (size // 8),
    "every plane": lambda size: "".join(chr((n * 0x1011) % 0x110000) for n in range(size)),
}


@pytest.mark.parametrize("make", ABSURD.values(), ids=ABSURD)
def test_the_stages_before_the_parser_are_linear(make: Callable[[int], str]) -> None:
    small, large = (_seconds(lambda size=size: _read(make(size))) for size in (50_000, 400_000))  # type: ignore[misc]
    # Eight times the text; quadratic would be sixty-four. The floor is what a busy machine loses by itself.
    assert large < 24 * max(small, 0.02)


CUES = frozenset(("said", "dit"))


def _read(text: str) -> None:
    plain = plain_text(text).text
    fold(plain)
    find_quotations(plain, body(plain), CUES)
    # Lines so short that they are held against every form of a line.
    body("\n".join(text[start : start + 190] for start in range(0, len(text), 190)))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def repeated(language: str, times: int) -> Document:
    """The same random document so many times over, as one."""
    chance = random.Random(3)
    one = document(chance, language, 8, 24)
    size = len(one.text) + 2
    last = one.sentences[-1].paragraph + 1
    sentences = [
        Sentence(
            s.start + n * size,
            s.end + n * size,
            tuple(evolve(t, start=t.start + n * size, end=t.end + n * size) for t in s.tokens),
            s.paragraph + n * last,
        )
        for n in range(times)
        for s in one.sentences
    ]
    text = (one.text + "\n\n") * times
    return Document(text, fold(text), language, tuple(sentences))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_stages_after_the_parser_are_linear(language: str) -> None:
    pack = load_pack(language)
    documents = [repeated(language, times) for times in (40, 320)]
    report_on(documents[0], pack)
    small, large = (_seconds(lambda d=d: report_on(d, pack)) for d in documents)  # type: ignore[misc]
    assert large < 24 * max(small, 0.02)


# What a long document may have many of, a paragraph of each; {first}, {last} and {letters} are others every time.
TAGS = {
    "said": "VERB",
    "close": "VERB",
    "will": "AUX",
    "that": "SCONJ",
    "on": "ADP",
    "of": "ADP",
    "an": "DET",
    "the": "DET",
}
LETTERS, CONSONANTS = "abcdefghijklmnopqrstuvwxyz", "bcdfghjklmnpqrstvwxz"
PARAGRAPHS: dict[str, str] = {
    "labels": "{first} {last} : the bridge will close .",
    "turns": "- the bridge will close .",
    "signatures": '" the bridge will close . " - {first} {last}',
    "namesakes": "Paul {last} said that the bridge will close .",
    "acronyms": "{letters} said that the bridge will close .",
    "unnamed": "an official said on condition of anonymity that the bridge will close .",
}


def many(paragraph: str, times: int) -> Document:
    """A document of so many paragraphs, each a sentence under its verb of saying or its first word."""
    chance = random.Random(7)
    lines, sentences, at = list[str](), list[Sentence](), 0
    for n in range(times):
        first, last = ("".join(chance.choices(letters, k=8)).capitalize() for letters in (CONSONANTS, LETTERS))
        line = paragraph.format(first=first, last=last, letters=first[:4].upper())
        words, place = line.split(), at
        head = words.index("said") if "said" in words else 0
        tokens = list[Token]()
        for index, word in enumerate(words):
            tag = TAGS.get(word, "PROPN" if word[0].isupper() else "NOUN" if word[0].isalpha() else "PUNCT")
            relation = (
                "root" if index == head else "nsubj" if index == head - 1 else "ccomp" if word == "close" else "dep"
            )
            features = {"VerbForm": "Fin"} if tag in ("VERB", "AUX") else {}
            above = -1 if index == head else head
            tokens.append(Token(index, word, place, place + len(word), word, tag, features, above, relation))
            place += len(word) + 1
        sentences.append(Sentence(at, at + len(line), tuple(tokens), n))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    return Document(text, fold(text), "en", tuple(sentences))


@pytest.mark.slow
@pytest.mark.parametrize("paragraph", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_many_of_a_kind_are_linear(paragraph: str) -> None:
    pack = load_pack("en")
    documents = [many(paragraph, times) for times in (250, 4_000)]
    assert len(report_on(documents[0], pack).claims) == 250
    small, large = (_seconds(lambda d=d: report_on(d, pack)) for d in documents)  # type: ignore[misc]
    # Sixteen times the text; quadratic would be two hundred and fifty-six.
    assert large < 48 * max(small, 0.02)


STRANGE = (
    "",
    "\0",
    "\ud800",
    "\ufeff",
    "\u202eSaid he: « no »",
    "a\udfffb said \ud800.",
    "\U0001f600" * 50,
    "«“\"'‘„",
    "אמר ראש העיר: «לא»",
    "." * 3000,
    "(" * 3000,
    '"' * 3000,
    "\u200b\u200d\u0301" * 100,
    "He said\x00 that\x01 it rains.\x7f",
    "\n" * 1000,
    "'" * 500 + "said",
    # Between its marks nothing is left once the cue is taken away.
    "dit-il\u200bdit-il\u200best venu\u2009\u2009é\t“  ,\u2009a déclaré]  ¬Lh"
    "  \udc00»È\U000cc9e4ï\xa0( \x85\u200b-\t–  \u2028l'annonce par",
)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:20])
def test_any_text_has_a_report(text: str, language: str) -> None:
    report = factcheck.attribute_claims(text, language)
    assert len(report.text) == len(text)
    check(report)


def test_offsets_survive_json_where_surrogates_would_merge() -> None:
    text = "\ud83d\ude00 Mayor Ruiz said it rains."
    report = factcheck.attribute_claims(text, "en")
    assert report.text == "\ufffd\ufffd Mayor Ruiz said it rains."
    read = Report.from_dict(json.loads(report.to_json()))
    assert read == report
    (claim,) = read
    ((start, end),) = claim.spans
    # In the text as given too.
    assert text[start:end] == claim.text == "it rains"


@given(st.text(st.characters(categories=["Cs", "L", "P", "S"])))
def test_the_text_that_is_read_keeps_its_length_and_survives_json(text: str) -> None:
    read = admitted(text)
    assert len(read) == len(text)
    assert json.loads(json.dumps(read)) == read
    assert all(one == other or "\ud800" <= one <= "\udfff" for one, other in zip(text, read, strict=True))


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(TextError, match="limit"):
        factcheck.attribute_claims("a" * (MAX_LENGTH + 1))


def test_the_stages_from_eight_threads() -> None:
    documents = [document(random.Random(seed), ("fr", "en")[seed % 2], 4, 14) for seed in range(60)]

    def all_of(start: int) -> list[Report]:
        made = {}
        for n in range(len(documents)):
            place = (start * 7 + n) % len(documents)
            made[place] = report_on(documents[place], load_pack(documents[place].language))
        return [made[n] for n in range(len(documents))]

    alone = all_of(0)
    with ThreadPoolExecutor(8) as pool:
        assert all(part == alone for part in pool.map(all_of, range(8)))


def nested(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels):
        value = [value]
    return value


# What a report may claim that cannot be, by its place; and the place that the error names.
IMPOSSIBLE: list[tuple[str, object, str]] = [
    ("text", 7, "text"),
    ("text", "\ud83d\ude00 rain", "text"),
    ("text", "Another text.", "sources"),
    ("claims", {}, "claims"),
    ("claims.0.id", "c2", "claims"),
    ("claims.0.id", ["c1"], "claims"),
    ("claims.0.text", "The dam will break.", "claims"),
    ("claims.0.spans", [], "claims"),
    ("claims.0.spans", [[0, 19, 20]], "claims"),
    ("claims.0.spans", [[0, 0]], "claims"),
    ("claims.0.spans", [[-19, -1]], "claims"),
    ("claims.0.spans", [[0, 10**30]], "claims"),
    ("claims.0.spans", [[False, True]], "claims"),
    ("claims.0.spans", [[0.0, 18.0]], "claims"),
    ("claims.1.spans", [[60, 78], [20, 42]], "claims"),
    ("claims.1.spans", [[20, 60], [30, 78]], "claims"),
    ("claims.0.kind", "shouted", "claims"),
    ("claims.0.kind", nested(20_000), "claims"),
    ("claims.0.flags", "unsourced", "claims"),
    ("claims.0.flags", [["unsourced"]], "claims"),
    ("claims.0.why", {"rude": "It is."}, "claims"),
    ("claims.0.why", {7: "It is."}, "claims"),
    ("claims.0.confidence", 1.5, "claims"),
    ("claims.0.confidence", -1, "claims"),
    ("claims.0.confidence", float("nan"), "claims"),
    ("claims.0.confidence", 10**5000, "claims"),
    ("claims.0.confidence", True, "claims"),
    ("claims.0.confidence", "0.5", "claims"),
    ("claims.1.attribution", [], "claims"),
    ("claims.1.attribution.chain", ["s99"], "claims"),
    ("claims.1.attribution.chain", "s1", "claims"),
    ("claims.1.attribution.chain", [10**5000], "claims"),
    ("claims.1.attribution.cue.start", 0, "claims"),
    ("claims.1.attribution.cue.end", 10**9, "claims"),
    ("claims.1.attribution.cue.text", "denied", "claims"),
    ("sources.1.id", "s1", "sources"),
    ("sources.0.anonymous", 1, "sources"),
    ("sources.0.anonymous", "false", "sources"),
    ("sources.0.type", nested(20_000), "sources"),
    ("sources.0.mentions.0.start", None, "sources"),
    ("sources.0.link", 7, "sources"),
    ("sources.0.unnamed", "two", "sources"),
    ("sources", nested(20_000), "sources"),
]


# By number: some of the values nest too deeply, or are too long, to be shown.
@pytest.mark.parametrize("number", range(len(IMPOSSIBLE)), ids=[place for place, _, _ in IMPOSSIBLE])
def test_a_report_that_cannot_be_is_refused(number: int) -> None:
    place, value, named = IMPOSSIBLE[number]
    data: Any = rain_report().to_dict()
    *way, last = (int(key) if key.isdigit() else key for key in place.split("."))
    inner = data
    for key in way:
        inner = inner[key]
    inner[last] = value
    with pytest.raises(DataError, match=rf"^not a factcheck report: {named}\b") as raised:
        Report.from_dict(data)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize("data", [None, 7, [], "{}", {}, {"text": "Rain."}, {7: 8}])
def test_what_is_no_report_at_all_is_refused(data: Any) -> None:
    with pytest.raises(DataError, match="not a factcheck report"):
        Report.from_dict(data)


# What is no JSON of ours, whoever reads it.
BROKEN = [
    "{",
    "[" * 100_000,
    '{"a":' * 100_000,
    "9" * 5_000,
    '{"text": 1e999}',
    "NaN",
    "[]",
    "null",
    '"\\ud800"',
    "\x00",
]


# Who reads which file of a folder of models.
READERS: dict[str, Callable[[Path], object]] = {
    MANIFEST: lambda folder: resolve("en", folder),
    "resources.json": lambda folder: resolve("en", folder),
    "reader.json": lambda folder: load_reader(folder),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: ascii(text)[:12])
def test_every_reader_of_json_names_the_file_or_the_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(cli, ["convert", str(path), "--to", "html"])
    assert result.exit_code == 3, result.output
    assert result.stderr.startswith(f"factcheck: {path}")
    with pytest.raises(DataError, match=r"^line 2"):
        list(read_lines(["", text]))
    lines = tmp_path / "reports.jsonl"
    lines.write_text(f"\n{text}", encoding="utf-8")
    result = CliRunner().invoke(cli, ["trace", str(lines)])
    assert result.exit_code == 3, result.output
    assert result.stderr.startswith(f"factcheck: {lines}, line 2")
    for manifest, read in READERS.items():
        folder = tmp_path / manifest.removesuffix(".json")
        folder.mkdir()
        (folder / manifest).write_text(text, encoding="utf-8")
        with pytest.raises(ModelError, match=re.escape(str(folder))):
            read(folder)


@pytest.mark.parametrize(
    "manifest",
    [{}, {"files": []}, {"files": {"pos.pt": 7}}, {"files": {"pos.pt": {"bytes": "1", "sha256": ""}}}],
    ids=repr,
)
def test_a_manifest_of_another_shape_is_our_error(manifest: object, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match=r"manifest\.json: .*files"):
        resolve("en", tmp_path)


TOML = [
    "a = [" + "[" * 100_000,
    "a = " + "{a = " * 100_000,
    "a." * 100_000 + "a = 1",
    "[" + "'a' . " * 100_000 + "a]",
    f"a = {'9' * 5_000}",
    f"outlets = [{{ name = 0x{'f' * 5_000}, country = 'FR', kind = 'site' }}]",
    "a = ",
    "= 1",
    "a = 1\na = 2",
    "\x00",
    "a = 2026-13-45",
]


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and a device")
def test_what_has_no_end_is_not_read_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.common.reading.whole.__defaults__", (1_000_000,))
    monkeypatch.setattr("factcheck.text.inputs.MAX_BYTES", 1_000_000)
    folder = tmp_path / "news"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "rain.txt").write_text("Rain.")
    assert find([str(folder)]) == (str(folder / "rain.txt"),)
    for command in (["attribute"], ["check"], ["trace"], ["convert", "--to", "csv"]):
        result = CliRunner().invoke(cli, [*command, "/dev/zero"])
        assert result.exit_code == 3, command
        assert result.stderr.startswith("factcheck: /dev/zero: it has more than"), command
    for options in ({"pack": "/dev/zero"}, {"outlets": "/dev/zero"}):
        with pytest.raises(DataError, match="more than 1,000,000 bytes"):
            factcheck.load("en", **options)  # type: ignore[arg-type]
    for manifest, read in READERS.items():
        folder = tmp_path / manifest.removesuffix(".json")
        folder.mkdir()
        os.mkfifo(folder / manifest)
        with pytest.raises(ModelError, match=re.escape(manifest) if manifest != "reader.json" else "no reader"):
            read(folder)


@pytest.mark.parametrize("reader", [read_pack, read_outlets])
@pytest.mark.parametrize("text", TOML, ids=lambda text: ascii(text)[:12])
def test_every_reader_of_toml_names_the_file(text: str, reader: Callable[[str, str], object]) -> None:
    with pytest.raises(DataError, match=r"^mine\.toml"):
        reader(text, "mine.toml")


ENGLISH = (files("factcheck.languages") / "en.toml").read_text(encoding="utf-8")
# A place in the English pack, by a pattern, what stands there instead, and the table that the error names.
WRONG_PACKS = [
    (r"(?m)^takes = .*", "", "verbs"),
    (r"(?m)^\[pronouns\]\n", "[pronouns]\nfirst = 7\n[unknown]\n", ""),
    (r"(?m)^conditional = \w+", "conditional = 'false'", r"hearsay\.conditional: must be true or false"),
    (r"(?m)^loose = .*", "loose = { it = 'its' }", r"pronouns\.loose: must be a list of words"),
    (r"(?m)^union = .*", "union = 7", r"anaphora\.families\.union: must be a list of words"),
    (r"(?m)^later = .*", "later = 'later on'", r"hearsay\.later: must be a list of words"),
    (r"(?m)^active = .*", "", r"impersonal: 'active' is missing"),
    (r"(?m)^denies = true", "denies = 'no'", r"verbs\[\d+\]\.denies: must be true or false"),
    (r"(?m)^needs = .*", "needs = ['x']", r"verbs\[\d+\]\.needs: must be a text"),
    (r"(?m)^(he|third) = .*", r"\g<0>\nstray = 7", "pronouns"),
    (r"(?m)^adverbs = \[", "adverbs = [7, ", r"hearsay\.adverbs: must be a list of words"),
    (r'(?m)^code = "en"', "code = 7", "code"),
]


@pytest.mark.parametrize(("pattern", "instead", "named"), WRONG_PACKS, ids=[named for _, _, named in WRONG_PACKS])
def test_a_pack_of_wrong_types_is_refused_when_it_is_read(pattern: str, instead: str, named: str) -> None:
    assert read_pack(ENGLISH, "en.toml").code == "en"
    text, times = re.subn(pattern, instead, ENGLISH, count=1)
    assert times
    with pytest.raises(DataError, match=rf"^mine\.toml.*{named}"):
        read_pack(text, "mine.toml")
