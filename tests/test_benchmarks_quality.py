"""The measures: the same figures as the reference scorer gives, whatever the reports look like."""

import importlib.util
import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks import against, listing, oracle, quality, seed, tables
from benchmarks.__main__ import main
from benchmarks.breakdown import calibration
from benchmarks.gold import (
    BESIDE,
    ENVIRONMENT,
    SETS,
    MissingDataError,
    Use,
    article,
    gold_set,
    read_jsonl,
    shared_folder,
)
from benchmarks.measures import compare, score
from benchmarks.peers import baseline

TEXT = (
    'Ann Lee, the mayor, said that the bridge was closed. "It will open soon," she added. '
    "It reportedly cost a million. Officials denied it."
)


def _spans(*found: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in found]


def _row() -> dict[str, Any]:
    def attribution(content: str, cue: str, source: str, **more: object) -> dict[str, object]:
        given = {"content": _spans(content), "cue": _spans(cue), "source": _spans(source)}
        return {**given, "name": None, "type": None, "flags": [], **more}

    starts = [0, TEXT.index('"'), TEXT.index("It rep"), TEXT.index("Officials"), len(TEXT)]
    status = ("sourced", "sourced", "unsourced", "sourced")
    return {
        "id": "a#1",
        "lang": "en",
        "text": TEXT,
        "attributions": [
            attribution("that the bridge was closed", "said", "Ann Lee, the mayor", name="Ann Lee", type="person"),
            attribution('"It will open soon,"', "added", "she", name="Ann Lee", type="person", kind="direct"),
            attribution("it.", "denied", "Officials", flags=["denied", "anonymous_source"], type="group"),
        ],
        "sentences": [
            {"start": start, "end": end, "status": status[i], "hearsay": i == 2}
            for i, (start, end) in enumerate(pairwise(starts))
        ],
    }


def _report() -> dict[str, Any]:
    def mention(part: str) -> dict[str, Any]:
        ((start, end),) = _spans(part)
        return {"text": part, "start": start, "end": end}

    def claim(part: str, cue: str | None, source: str | None, flags: list[str]) -> dict[str, Any]:
        attribution = cue and source and {"cue": mention(cue), "source": mention(source), "chain": ["s1"]}
        spans, kind = _spans(part), "indirect" if attribution else "narrator"
        told = {"text": part, "spans": spans, "kind": kind, "attribution": attribution or None}
        return {"id": "c", **told, "flags": flags, "confidence": 0.9}

    return {
        "text": TEXT,
        "language": "en",
        "claims": [
            claim("the bridge was closed", "said", "Ann Lee", []),
            claim('"It will open', "added", "the mayor", ["second_hand"]),
            claim("It reportedly cost a million.", None, None, ["unsourced", "hearsay"]),
            claim("million", "reportedly", "million", []),
        ],
        "sources": [{"id": "s1", "name": "Lee", "type": "person", "anonymous": False, "mentions": []}],
    }


def test_measures_of_a_small_article() -> None:
    figures = score([article(_row())], {"a#1": _report()})
    assert figures["content"] == {"p": 66.7, "r": 66.7, "f": 66.7}
    assert figures["content_exact"]["r"] == 33.3
    assert figures["attribution"]["r"] == 33.3
    assert figures["accuracy"] == {
        "source": 50.0,
        "cue": 100.0,
        "name": 100.0,
        "type": 100.0,
        "misnamed": 0.0,
    }
    assert figures["flag:denied"] == {"p": 0.0, "r": 0.0, "f": 0.0}
    assert figures["unsourced_sentences"]["f"] == 100.0
    assert figures["hearsay_sentences"]["f"] == 100.0


def test_a_sentence_without_claim_cue_and_source_asserts_nothing() -> None:
    text = "By Ana Ruiz. It rains. He says."
    row = {
        **_row(),
        "text": text,
        "attributions": [],
        "sentences": [
            {"start": start, "end": end, "status": status, "hearsay": False}
            for start, end, status in ((0, 12, "none"), (13, 22, "none"), (23, 31, "sourced"))
        ],
    }
    assert score([article(row)], {})["non_assertions"] == {"p": 66.7, "r": 100.0, "f": 80.0}
    cue = {"text": "says", "start": 26, "end": 30}
    claim = {"spans": [[13, 21]], "flags": [], "attribution": {"source": None, "cue": cue, "chain": []}}
    report = {"text": text, "language": "en", "claims": [claim], "sources": []}
    assert score([article(row)], {"a#1": report})["non_assertions"] == {"p": 100.0, "r": 50.0, "f": 66.7}


def test_a_missing_report_counts_as_an_empty_one() -> None:
    assert score([article(_row())], {})["content"] == {"p": 0.0, "r": 0.0, "f": 0.0}


def test_every_label_comes_with_the_passage() -> None:
    items = listing.errors(compare([article(_row())], {"a#1": _report()}))
    found = {item.label: str(item) for item in items}
    assert set(found) == {"MISS", "EXTRA", "SPAN", "SOURCE", "FLAG"}
    assert found["MISS"].endswith("{Officials} ‹denied› ⟦it.⟧")
    assert "lost=«soon» added=-" in found["SPAN"]
    assert "a#1#g1@" in found["SPAN"]


def test_two_runs_compared_item_by_item() -> None:
    old = {"sets": {"a": quality.evaluate([article(_row())], {})}}
    new = {"sets": {"a": quality.evaluate([article(_row())], {"a#1": _report()})}}
    (change,) = against.changes(old, new)
    assert {item["label"] for item in change.better} == {"MISS", "HEARSAY", "UNSOURCED"}
    assert {item["label"] for item in change.worse} == {"EXTRA", "SPAN", "SOURCE", "FLAG"}
    assert ("content", 0.0, 66.7) in change.figures
    assert against.changes(new, new)[0].better == ()


def test_calibration_of_sure_and_right_claims_is_perfect() -> None:
    assert calibration([(1.0, True)] * 3)["ece"] == 0.0
    assert calibration([])["ece"] is None


def test_a_missing_folder_is_told_in_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["quality", "--system", "baseline", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.startswith("benchmarks: no wikinews-fr-dev.jsonl in ")


def test_shared_folder_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    assert shared_folder() == tmp_path
    monkeypatch.delenv(ENVIRONMENT)
    assert shared_folder() == BESIDE


def test_whole_run_with_json_errors_and_saved_reports(tmp_path: Path) -> None:
    (tmp_path / "wikinews-en-dev.jsonl").write_text(json.dumps(_row()) + "\n", encoding="utf-8")
    command = ["quality", "--system", "baseline", "--sets", "wikinews-en-dev", "--data", str(tmp_path)]
    written = ["--json", str(tmp_path / "out" / "1.json"), "--save", str(tmp_path / "out" / "reports.jsonl")]
    first = CliRunner().invoke(main, [*command, *written, "--errors-to", str(tmp_path / "out" / "errors.txt")])
    assert first.exit_code == 0, first.output
    older, saved = str(tmp_path / "out" / "1.json"), str(tmp_path / "out" / "reports.jsonl")
    again = CliRunner().invoke(main, [*command, "--predictions", saved, "--against", older, "--errors"])
    assert again.exit_code == 0, again.output
    assert "[MISS] a#1#g0@" in again.output
    assert "0 errors that are new" in again.output


def test_the_seed_check_sees_that_the_baseline_fails(tmp_path: Path) -> None:
    begins = [row.begins for row in seed.TABLE]
    (tmp_path / "seed-fr.txt").write_text(" x. ".join(begins), encoding="utf-8")
    result = CliRunner().invoke(main, ["seed", "--system", "baseline", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "Kim aurait prévu …: origin none, flags unsourced; wanted" in result.output


def test_the_article_that_the_project_starts_from_comes_out() -> None:
    if not (BESIDE / "data" / "seed-fr.txt").is_file():
        pytest.skip("no shared folder beside the repository")
    result = CliRunner().invoke(main, ["seed", "--data", str(BESIDE)])
    assert result.exit_code == 0, result.output


def reference_tool(name: str) -> Any:
    """The project's own scorer, or its own reader of marked texts."""
    path = BESIDE / "tools" / f"{name}.py"
    if not path.is_file():
        pytest.skip("no shared folder beside the repository")
    spec = importlib.util.spec_from_file_location(f"reference_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reference() -> Any:
    return reference_tool("score")


def _distorted(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A report made from the gold by shifting, dropping, adding and renaming."""
    text = row["text"]
    claims, sources = list[dict[str, Any]](), list[dict[str, Any]]()

    def shifted(span: list[int]) -> list[int]:
        start, end = (min(max(0, place + chance.choice([0, 0, 0, 0, 4, -6, 25])), len(text)) for place in span)
        return [min(start, end), max(start, end)]

    def mention(spans: list[list[int]] | None) -> dict[str, int] | None:
        if not spans or chance.random() < 0.1:
            return None
        start, end = shifted(chance.choice(spans))
        return {"start": start, "end": end}

    for number, item in enumerate(row["attributions"]):
        if chance.random() < 0.15:
            continue
        name = chance.choice([item.get("name"), "Nobody", "", (item.get("name") or "x").split()[-1]])
        type_ = chance.choice([item.get("type"), "person"])
        sources.append({"id": f"s{number}", "name": name or "", "type": type_})
        flags = ["anonymous_source", "vague_source", "second_hand", "denied"]
        attribution = {
            "source": mention(item["source"]),
            "cue": mention(item["cue"]),
            "chain": chance.choice([[f"s{number}"], ["gone", f"s{number}"], []]),
        }
        kept = [flag for flag in flags if (flag in item.get("flags", [])) != (chance.random() < 0.1)]
        spans = [shifted(span) for span in item["content"]]
        claims.append({"spans": spans, "attribution": attribution, "flags": kept})
    for sentence in row.get("sentences", []):
        flags = [flag for flag in ("unsourced", "hearsay") if chance.random() < 0.4]
        spans = [shifted([sentence["start"], sentence["end"]])]
        claims.append({"spans": spans, "attribution": None, "flags": flags})
    return {"claims": claims, "sources": sources}


def known(figures: dict[str, Any]) -> dict[str, Any]:
    """Our figures less the measure that the reference scorer does not have."""
    return {name: figure for name, figure in figures.items() if name != "non_assertions"}


@pytest.mark.parametrize("name", ["wikinews-fr-dev", "wikinews-en-dev", "polnear-dev"])
def test_figures_are_those_of_the_reference_scorer(reference: Any, name: str) -> None:
    rows = list(read_jsonl(BESIDE / "data" / f"{name}.jsonl"))[:30]
    for reports in _several_reports(rows):
        assert known(score(map(article, rows), reports)) == reference.score(rows, reports)
    # What two annotators disagree on is in none of the sets so far.
    rows = rows[:8]
    for row in rows:
        row["maybe"] = row["attributions"][::3]
        row["attributions"] = [
            {**item, "unsure": ["anonymous_source", "second_hand"]} if "flags" in item and number % 2 else item
            for number, item in enumerate(row["attributions"])
            if number % 3
        ]
    for reports in _several_reports(rows):
        assert known(score(map(article, rows), reports)) == reference.score(rows, reports)


# The reference reader leaves closing its files to the interpreter.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(("name", "language"), [("news-fr-2", "fr"), ("own-en-1", "en")])
def test_marked_texts_are_those_of_the_reference_reader(name: str, language: str) -> None:
    reader, scorer = reference_tool("marked"), reference_tool("score")
    found = reader.read(BESIDE / "data" / "marked" / f"{name}.txt")
    rows = [{**reader.row(text, language), "id": f"{name}/{text['id']}"} for text, _ in found]
    articles = gold_set(name).articles(BESIDE)
    assert [one.id for one in articles] == [row["id"] for row in rows]
    for reports in _several_reports(rows):
        assert known(score(articles, reports)) == scorer.score(rows, reports)


def _several_reports(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield {row["id"]: baseline.report(row["text"], row["lang"]) for row in rows}
    for number in range(4):
        chance = random.Random(number)
        yield {row["id"]: _distorted(row, chance) for row in rows if chance.random() < 0.95}
    yield {}


MARKED = """### rain
<x>Rain?</x> <s1>Ann Lee</s1> <q1>said</q1> <c1>it would rain</c1>. It snowed. <h>It reportedly froze.</h>
---
1 | Ann Lee | person | denied |
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared folder with three files of marked texts, one of them only to be measured."""
    folder = tmp_path / "data" / "marked"
    folder.mkdir(parents=True)
    for number in (4, 10, 9):
        (folder / f"news-en-{number}.txt").write_text(MARKED, encoding="utf-8")
    sources = "id\tcollection\nnews-en-9/rain\twhitehouse-releases\nnews-en-10/rain\tgazette\n"
    (folder / "SOURCES.tsv").write_text(sources, encoding="utf-8")
    return tmp_path


def test_marked_texts_become_articles(shared: Path) -> None:
    articles = gold_set("news-en").articles(shared)
    assert [(one.id, one.language, one.genre) for one in articles] == [
        ("news-en-9/rain", "en", "press release"),
        ("news-en-10/rain", "en", "gazette"),
    ]
    text = articles[0].text
    assert [(text[s.start : s.end].strip(), s.status, s.hearsay) for s in articles[0].sentences] == [
        ("Rain?", "none", False),
        ("Ann Lee said it would rain.", "sourced", False),
        ("It snowed.", "unsourced", False),
        ("It reportedly froze.", "unsourced", True),
    ]
    (item,) = articles[0].attributions
    assert (item.name, item.type, item.flags) == ("Ann Lee", "person", frozenset({"denied"}))


def test_a_set_that_is_only_measured_shows_figures_and_no_error(shared: Path) -> None:
    command = ["quality", "--system", "baseline", "--data", str(shared), "--errors"]
    read = CliRunner().invoke(main, [*command, "--sets", "news-en-9"])
    assert "[MISS] news-en-9/rain#g0@" in read.output
    assert "baseline on news-en-9, read (" in read.output
    written = shared / "4.json"
    measured = CliRunner().invoke(main, [*command, "--sets", "news-en-4", "--json", str(written)])
    assert "MISS" not in measured.output
    assert "Ann Lee" not in measured.output
    assert "errors" not in measured.output
    assert "baseline on news-en-4, measured only (" in measured.output
    result = json.loads(written.read_text(encoding="utf-8"))
    assert result["sets"]["news-en-4"]["errors"] == []
    assert result["by_language"]["measured only"]["en"]["gold"] == 1


@pytest.mark.parametrize("names", ["news-en-4", "own-fr-3"])
def test_sets_that_are_put_aside_are_only_measured(names: str) -> None:
    assert gold_set(names).use is Use.MEASURED


def test_an_unknown_set_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["quality", "--data", str(tmp_path), "--sets", "news-de"])
    assert result.exit_code == 2
    assert "news-de (there are wikinews-fr-dev" in result.output


def test_faults_of_marking_are_told(shared: Path) -> None:
    (shared / "data" / "marked" / "news-en-9.txt").write_text(MARKED.replace("</c1>", ""), encoding="utf-8")
    with pytest.raises(MissingDataError, match=r"news-en-9.txt: line 2 \(rain\): <c1> is never closed"):
        gold_set("news-en").articles(shared)


def test_somebody_elses_proper_name_is_misnamed() -> None:
    row, report = _row(), _report()
    report["sources"][0]["name"] = "Bob Day"
    assert score([article(row)], {"a#1": report})["accuracy"]["misnamed"] == 100.0
    report["sources"][0]["name"] = "the mayor"
    assert score([article(row)], {"a#1": report})["accuracy"]["misnamed"] == 0.0
    report["sources"][0].update(name="Day Ltd", type="organization")
    assert score([article(row)], {"a#1": report})["accuracy"]["misnamed"] == 0.0


def test_calibration_of_attributed_claims_leaves_the_narrator_out() -> None:
    found = quality.evaluate([article(_row())], {"a#1": _report()})
    assert (found["calibration"]["claims"], found["calibration_attributed"]["claims"]) == (4, 3)


def test_names_with_gold_sources(tmp_path: Path) -> None:
    text = "Ann Lee is the mayor of Hill. She said the bridge was closed."
    given = {"content": [[39, 60]], "source": [[30, 33]], "cue": [[34, 38]], "name": "Ann Lee", "type": "person"}
    row = {"id": "a", "lang": "en", "text": text, "attributions": [given]}
    found = oracle.names([article(row)], "en", tmp_path)
    assert found == {"cases": 1, "name": 100.0, "misnamed": 0.0}
    given["name"] = "Bob Day"
    assert oracle.names([article(row)], "en", tmp_path) == {"cases": 1, "name": 0.0, "misnamed": 100.0}


def test_a_learning_curve_becomes_a_table() -> None:
    point = {"taught_with": "real news", "share": 50, "attributions": 1850, "figures": {"news-fr-4": 70.04}}
    part = {"measure": "attribution", "sets": ["news-fr-4", "own-fr-3"], "points": [point]}
    (grid,) = tables.part_grids("learning", {"learning": part})
    assert grid.markdown().splitlines()[-1] == "| real news, 50 % | 1,850 | 70.0 |  |"


def test_a_set_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="polnear-dev"):
        SETS["polnear-dev"].articles(tmp_path)
