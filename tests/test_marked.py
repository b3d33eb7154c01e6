"""Marked texts: what is read is what stands there, what is written is what a report says, and faults are found."""

from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.gold import BESIDE
from factcheck.cli import cli
from factcheck.cli import mark as mark_command
from factcheck.corpus.many import Request
from factcheck.errors import DataError
from factcheck.marked import (
    MARKED_FLAGS,
    MarkedText,
    changed,
    doubts,
    faults,
    marked_text,
    parse_marked,
    read_marked,
    render,
    sentences,
    write_marked,
)
from factcheck.report import GAP, Attribution, Claim, Flag, Kind, Mention, Report, Source, SourceType
from tests.reports import RAIN, kerbrac_report, rain_report

MARKED = """# notes of any kind
### en-rain
<x>Rain on the hills</x>

<c1>“We have seen <c2>worse</c2>,”</c1> <q1>said</q1> <s1>Ada Brook</s1>, <c1>“and we are ready.”</c1>
<r3>The Hill Courier</r3>, <q3>citing</q3> <s3>two officials</s3>, <q3>reported</q3> that <c3>the gates had jammed</c3>.
<h>The valley was reportedly evacuated.</h>
---
1 | Ada Brook | person | |
2 | | | vague_source
3 | two officials | group | second_hand, anonymous_source | The Hill Courier

### fr-pluie | fr | Le Rivage | 2026-01-02
« Il pleut. »
---
"""


def test_reads_texts_tags_and_table() -> None:
    marking = parse_marked(MARKED)
    assert marking.faults == ()
    rain, pluie = marking.texts
    assert (rain.id, pluie) == ("en-rain", MarkedText("fr-pluie", "« Il pleut. »"))

    def words(*spans: tuple[int, int] | None) -> list[str]:
        return [rain.text[slice(*span)] for span in spans if span]

    said, worse, reported = rain.attributions
    assert words(*said.content, *said.cue, said.source) == [
        "“We have seen worse,”",
        "“and we are ready.”",
        "said",
        "Ada Brook",
    ]
    assert (said.name, said.type, said.flags) == ("Ada Brook", SourceType.PERSON, frozenset())
    assert words(*worse.content) == ["worse"]
    assert (worse.name, worse.source, worse.type, worse.flags) == (
        None,
        None,
        SourceType.UNKNOWN,
        frozenset({Flag.VAGUE_SOURCE}),
    )
    assert words(*reported.cue, reported.relay) == ["citing", "reported", "The Hill Courier"]
    assert reported.relay_name == "The Hill Courier"
    assert words(*rain.nothing, *rain.hearsay) == ["Rain on the hills", "The valley was reportedly evacuated."]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("</q1>", "", 5, "<q1> is never closed"),
        ("<s1>", "", 5, "</s1> closes what was not opened"),
        ("<c2>worse</c2>", "<c1>worse</c1>", 5, "<c1> is opened again before it is closed"),
        ("<s3>two officials</s3>", "<s3> </s3>two officials", 6, "<s3> has nothing in it"),
        ("reported</q3> that <c3>the", "reported that <c3>the</q3>", 6, "<c3> begins inside <q3>"),
        ("<h>The", "<h>The <c1", 7, "<c1 valley"),
        ("<q1>said</q1>", "<s1>said</s1>", 5, "1 has more than one source"),
        ("<c2>worse</c2>", "<q2>worse</q2>", 5, "2 has no content: mark it with <c2>"),
        ("<c2>worse</c2>", "<c4>worse</c4>", 5, "4 is not in the table"),
        ("<c2>worse</c2>", "worse", 10, "2 is in the table but has no tags"),
        ("1 | Ada", "2 | Ada", 10, "2 is in the table twice"),
        ("1 | Ada", "one | Ada", 9, "not a line of the table"),
        ("person", "people", 9, "no type 'people'"),
        ("vague_source", "vague", 10, "no flag 'vague'"),
        (" | The Hill Courier\n", "\n", 11, "second_hand and the name of a relay go together"),
        ("fr-pluie |", "en-rain |", 13, "another text has this name"),
        ("### fr-pluie |", "### |", 13, "a text needs a name"),
        ("« Il pleut. »\n---", "« Il pleut. »", 14, "no line ---"),
        ("# notes", "notes", 1, "before the first text"),
    ],
)
def test_finds_the_fault_and_its_line(old: str, new: str, line: int, message: str) -> None:
    assert old in MARKED
    found = parse_marked(MARKED.replace(old, new, 1)).faults
    assert any(fault.line == line and message in fault.message for fault in found), found


def test_a_broken_tag_is_one_fault_and_what_it_leaves_missing_none() -> None:
    for old, new in (("</c2>", ""), ("<c2>worse</c2>", "<c2></c2>worse")):
        assert len(parse_marked(MARKED.replace(old, new, 1)).faults) == 1


def test_a_file_without_a_text_is_a_fault() -> None:
    assert [fault.line for fault in parse_marked("").faults] == [1]


def test_line_ends_of_windows_stay_in_the_text_and_out_of_the_table() -> None:
    [text] = parse_marked("### a\r\n<c1>Pluie.</c1>\r\nVent.\r\n---\r\n1 | Ann | person | denied |\r\n").texts
    assert text.text == "Pluie.\r\nVent."
    assert text.attributions[0].flags == {Flag.DENIED}


def test_bundles_of_events_are_read_past_their_facts() -> None:
    bundle = (
        "## rain | rain in the hills\nF1 | it rains | - | - | nobody\n### {}\n<f1><c1>It rains</c1></f1>.\n---\n1\n"
    )
    marking = parse_marked(bundle.format("a | en") + bundle.format("b | en"))
    assert marking.faults == ()
    assert [(text.id, text.text, len(text.attributions)) for text in marking.texts] == [
        ("a", "It rains.", 1),
        ("b", "It rains.", 1),
    ]


def test_a_file_with_faults_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "marked.txt"
    path.write_text(MARKED, encoding="utf-8")
    assert [text.id for text in read_marked(path)] == ["en-rain", "fr-pluie"]
    path.write_text(MARKED.replace("<s1>", "").replace("</q1>", ""), encoding="utf-8")
    with pytest.raises(DataError, match=r"marked.txt: line 5 \(en-rain\): .* \(and 1 more\)"):
        read_marked(path)
    assert [fault.line for fault in faults(path)] == [5, 5]
    path.write_bytes("### é\n---\n".encode("utf-16"))
    with pytest.raises(DataError, match="UTF-8"):
        faults(path)
    with pytest.raises(DataError, match="no-such"):
        faults(tmp_path / "no-such.txt")


TAGS = st.sampled_from(
    ["<c1>", "</c1>", "<s1>", "</s1>", "<q2>", "</q2>", "<h>", "</h>", "<x>", "</x>", "<f1>", "<c0>"]
)
LINES = st.sampled_from(
    ["### a\n", "\n### ", "\n---\n", "1 | Ann | person | denied |\n", "² | x", "## b\n", "\r\n", " "]
)


@given(st.lists(TAGS | LINES | st.text(max_size=8)).map("".join))
def test_anything_gives_texts_and_faults(marked: str) -> None:
    marking = parse_marked(marked)
    assert marking.texts or marking.faults
    lines = marked.count("\n") + 1
    assert all(1 <= fault.line <= lines for fault in marking.faults)
    for text in marking.texts:
        for one in text.attributions:
            for start, end in (*one.content, *one.cue, *filter(None, (one.source, one.relay))):
                assert text.text[start:end].strip() == text.text[start:end] != ""


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports of any claims that lie in each other, apart, or across each other."""
    text = draw(st.text(st.sampled_from("aé .\n“”?|\t-"), min_size=1, max_size=40))
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)

    def mention() -> Mention:
        start, end = draw(edges)[:2]
        return Mention(text[start:end], start, end)

    sources = tuple(
        Source(f"s{n}", draw(st.text(max_size=5)), draw(st.sampled_from(SourceType)), mentions=(mention(),))
        for n in range(3)
    )
    claims = []
    for n in range(draw(st.integers(0, 4))):
        spans = tuple(pairwise(draw(edges)))[::2]
        chain = tuple(draw(st.lists(st.sampled_from(["s0", "s1", "s2"]), max_size=3, unique=True)))
        cue, source = (draw(st.none() | st.builds(mention)) for _ in range(2))
        cited = Attribution(cue, source, chain)
        flags = tuple(draw(st.sets(st.sampled_from(Flag))))
        attribution = draw(st.none() | st.just(cited))
        kind = Kind.INDIRECT if attribution else Kind.NARRATOR
        claims.append(Claim(f"c{n}", GAP.join(text[a:b] for a, b in spans), spans, kind, attribution, flags))
    return Report(text, "fr", tuple(claims), sources)


@given(reports())
def test_what_is_written_is_read_again(report: Report) -> None:
    marking = parse_marked(write_marked(report, "a"))
    assert marking.texts == (marked_text(report, "a"),)
    one_piece = [span for one in marking.texts[0].attributions for span in (one.source, one.relay) if span]
    if not any(a < c < b < d for a, b in one_piece for c, d in one_piece):
        assert not [fault for fault in marking.faults if "begins inside" in fault.message]
    [text] = marking.texts
    assert text.text == report.text.strip()
    before = len(report.text) - len(report.text.lstrip())
    cited = [claim for claim in report if claim.attribution and claim.text.replace(GAP, "").strip()]
    assert len(text.attributions) == len(cited)
    for one, claim in zip(text.attributions, cited, strict=True):
        assert "".join("".join(text.text[slice(*span)] for span in one.content).split()) == "".join(
            "".join(report.text[slice(*span)] for span in claim.spans).split()
        )
        source = claim.attribution.source if claim.attribution else None
        if one.source and source:
            assert source.start - before <= one.source[0] < one.source[1] <= source.end - before
        assert one.flags == set(claim.flags).intersection(MARKED_FLAGS)
        assert one.type == (report.source(claim.origin).type if claim.origin else SourceType.UNKNOWN)


@pytest.mark.parametrize("report", [rain_report(), kerbrac_report()])
def test_a_report_as_a_marked_text_has_no_faults(report: Report) -> None:
    marking = parse_marked(write_marked(report))
    assert marking.faults == ()
    assert [one.name for one in marking.texts[0].attributions] == [
        report.chain(claim)[-1].name for claim in report if claim.attribution
    ]


def test_a_report_written_out() -> None:
    assert write_marked(rain_report(), "rain") == (
        "### rain\n"
        "The dam will hold. <c1>“We have seen worse,”</c1> <q1>said</q1> <s1>Ada Brook</s1>, "
        "<c1>“and we are ready.”</c1>\n"
        "\n"
        "<r2>The Hill Courier</r2>, citing <s2>two officials</s2>, <q2>reported</q2> that "
        "<c2>the gates had jammed</c2>. <s3>The mayor</s3> <q3>denied</q3> <c3>the rumour</c3>. "
        "<h>The valley was reportedly evacuated.</h>\n"
        "---\n"
        "1 | Ada Brook | person |  |\n"
        "2 | two officials | group | anonymous_source, second_hand | The Hill Courier\n"
        "3 | The mayor | person | denied |\n"
    )


def test_a_cue_that_a_content_begins_in_is_cut_in_two() -> None:
    text = "Ann said that it rains."
    cited = Attribution(Mention("said that it", 4, 16), Mention("Ann", 0, 3), ("s1",))
    claim = Claim("c1", "it rains", ((14, 22),), Kind.INDIRECT, cited)
    report = Report(text, "en", (claim,), (Source("s1", "Ann", SourceType.PERSON),))
    assert "<s1>Ann</s1> <q1>said that</q1> <c1><q1>it</q1> rains</c1>." in write_marked(report)


def test_what_no_claim_reaches_asserts_nothing() -> None:
    text = "Pluie sur Kerbrac\n\nPourquoi ? Et quand ? Il pleut. M. Le Gall sort ?\n***"
    start = text.index("Il pleut")
    claim = Claim("c1", "Il pleut.", ((start, start + 9),), Kind.NARRATOR, None, (Flag.UNSOURCED,))
    nothing = marked_text(Report(text, "fr", (claim,), ())).nothing
    assert [text[slice(*span)] for span in nothing] == [
        "Pluie sur Kerbrac",
        "Pourquoi ? Et quand ?",
        "M. Le Gall sort ?",
    ]


@pytest.mark.parametrize("text", ["One.\n### Two.", "Bold <h> here."])
def test_a_text_with_signs_of_the_format_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="cannot be written as a marked text"):
        write_marked(Report(text, "en", (), ()))


def test_doubts_come_most_doubtful_first_with_their_line() -> None:
    report = rain_report()
    claims = [evolve(claim, confidence=sure) for claim, sure in zip(report, (0.6, 0.9, 0.3, 0.7, 0.65), strict=True)]
    found = doubts(evolve(report, claims=tuple(claims)), 0.7)
    assert [(doubt.confidence, doubt.line, doubt.who) for doubt in found] == [
        (0.3, 4, "two officials"),
        (0.6, 2, None),
        (0.65, 4, None),
    ]


def test_sentences_by_punctuation() -> None:
    text = "Il pleut… “Oui.” M. Le Gall l’a dit !\nFin"
    assert [text[slice(*span)].strip() for span in sentences(text)] == [
        "Il pleut…",
        "“Oui.”",
        "M. Le Gall l’a dit !",
        "Fin",
    ]


def test_a_changed_text_is_found_with_its_line() -> None:
    rain, pluie = parse_marked(MARKED).texts
    originals = {rain.id: f"\n{rain.text}\n", pluie.id: pluie.text}
    assert changed(MARKED, originals) == []
    assert changed(MARKED.replace("\n", "\r\n"), originals) == []
    for old, new, line in (
        ("hills", "hill", 3),
        ("jammed", "Jammed", 6),
        ("« Il", "Il", 14),
        ("pleut. »", "pleut.", 14),
    ):
        assert [fault.line for fault in changed(MARKED.replace(old, new), originals)] == [line]
    below = MARKED.replace("### en-rain\n<x>Rain on the hills</x>", "### en-rain\n\n<x>\nSun on the hills</x>")
    assert [fault.line for fault in changed(below, originals)] == [5]
    assert changed(MARKED.replace("hills", "hill"), {"other": "text"}) == []


@pytest.mark.parametrize("name", ["news-en-1", "news-fr-1", "own-en-1", "own-fr-1", "events-en"])
def test_the_shared_texts_have_no_faults_and_come_back_as_they_were(name: str) -> None:
    path = BESIDE / "data" / "marked" / f"{name}.txt"
    if not path.is_file():
        pytest.skip("no shared folder beside the repository")
    texts = read_marked(path)
    assert parse_marked("\n".join(map(render, texts))).texts == tuple(texts)


@pytest.fixture
def rain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text file, and a pipeline that knows what it says."""

    def attribute(requests: list[Request]) -> list[Report | Exception]:
        claims = [evolve(claim, confidence=0.6 if "gates" in claim.text else 0.9) for claim in rain_report()]
        known = evolve(rain_report(), claims=tuple(claims))
        return [known if one.text == RAIN else DataError("unknown text") for one in requests]

    monkeypatch.setattr(mark_command, "attribute_batch", attribute)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rain.txt").write_text(RAIN, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


class TestTheCommands:
    def test_mark_writes_what_check_and_a_reader_take(self, rain: Path) -> None:
        (rain / "more").mkdir()
        (rain / "more" / "rain.txt").write_text(RAIN, encoding="utf-8")
        assert run("mark", "rain.txt", "more", "-o", "marked.txt").exit_code == 0
        assert [text.id for text in read_marked("marked.txt")] == ["rain", "rain-2"]
        checked = run("check", "marked.txt")
        assert (checked.exit_code, checked.stdout) == (0, "marked.txt: 2 texts, 6 attributions, 0 faults\n")

    def test_mark_notes_the_doubtful_line_by_line(self, rain: Path) -> None:
        lines = run("mark", "rain.txt").stdout.split("\n")
        assert lines[1] == "# 0.60  line 7  rain: the gates had jammed (two officials)"
        assert "<c2>the gates had jammed</c2>" in lines[6]
        assert run("mark", "--doubts", "0", "rain.txt").stdout.startswith("### rain\n")

    def test_mark_goes_on_after_a_text_that_it_cannot_read(self, rain: Path) -> None:
        (rain / "other.txt").write_text("Other.", encoding="utf-8")
        result = run("mark", "other.txt", "rain.txt")
        assert (result.exit_code, result.stderr) == (3, "factcheck: other.txt: unknown text\n")
        assert "### rain" in result.stdout

    def test_check_names_every_fault_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "marked.txt"
        path.write_text(MARKED.replace("</q1>", ""), encoding="utf-8")
        result = run("check", str(path))
        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            f"{path}: line 5 (en-rain): <q1> is never closed",
            f"{path}: 2 texts, 3 attributions, 1 fault",
        ]

    def test_check_finds_what_was_changed_in_the_text(self, rain: Path) -> None:
        run("mark", "--doubts", "0", "rain.txt", "-o", "marked.txt")
        assert run("check", "--original", "rain.txt", "marked.txt").exit_code == 0
        marked = (rain / "marked.txt").read_text(encoding="utf-8")
        (rain / "marked.txt").write_text(marked.replace("jammed", "held"), encoding="utf-8")
        result = run("check", "--original", "rain.txt", "marked.txt")
        assert result.exit_code == 1
        assert result.stdout.startswith("marked.txt: line 4 (rain): the text was changed: ")
        assert run("check", "--original", "none.txt", "marked.txt").exit_code == 3

    def test_check_of_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert run("check", str(tmp_path / "none.txt")).exit_code == 3
