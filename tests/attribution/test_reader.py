"""The shipped reader: what it promises whoever loads it, and how it is taught."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck import ModelError, load
from factcheck.attribution.reader import FILES, MANIFEST, SHIPPED, load_reader
from factcheck.cli import cli

TEXTS = {
    "en": (
        "The dam will hold, according to Ada Brook. “We have seen worse,” the mayor said on Monday.\n\n"
        "The valley was empty by noon. Two officials told the Hill Courier that the gates had jammed."
    ),
    "fr": (
        "Le barrage tiendra, selon Ada Brook. « Nous avons vu pire », a déclaré le maire lundi.\n\n"
        "La vallée était vide à midi. Deux responsables ont confié au Courrier des Collines que les vannes étaient "
        "bloquées."
    ),
}
MARKED = """### {n}-en
<s1>Mayor {name}</s1> <q1>said</q1> that <c1>the {thing} would close on Monday</c1>. The road is long.
---
1 | {name} | person | |

### {n}-fr
<s1>Le maire {name}</s1> <q1>a déclaré</q1> que <c1>le pont fermera lundi</c1>. La route est longue.
---
1 | {name} | person | |
"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_finds_who_says_what_in_both_languages(language: str) -> None:
    report = load(language)(TEXTS[language])
    cited = [c.attribution for c in report if c.attribution]
    assert {a.source.text for a in cited if a.source} >= {"Ada Brook"}
    assert any("officials" in a.source.text or "responsables" in a.source.text for a in cited if a.source)
    assert all(0 <= claim.confidence <= 1 for claim in report)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_company_and_threads_change_nothing(language: str) -> None:
    attributor, text = load(language), TEXTS[language]
    alone = attributor(text).to_json()
    assert [report.to_json() for report in attributor.batch([text, "Yes.", text * 3, text])][::3] == [alone, alone]
    with ThreadPoolExecutor(4) as pool:
        assert {report.to_json() for report in pool.map(attributor, [text] * 8)} == {alone}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_higher_least_confidence_leaves_only_what_is_surer(language: str) -> None:
    cited = {}
    for least in (0.0, 0.4, 0.99):
        report = load(language, min_confidence=least)(TEXTS[language])
        cited[least] = [claim for claim in report if claim.attribution]
        assert all(claim.confidence >= round(least, 2) for claim in cited[least])
    assert len(cited[0.0]) >= len(cited[0.4]) > len(cited[0.99])


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_a_confidence_that_is_none_is_refused(least: float) -> None:
    with pytest.raises(ModelError, match="between 0 and 1"):
        load("en", min_confidence=least)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_reader_with_an_altered_or_missing_file_is_refused(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(SHIPPED, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-7])
    with pytest.raises(ModelError, match="install the package again"):
        load_reader(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match="install the package again"):
        load_reader(folder)


def test_explaining_names_the_source_the_cue_and_what_came_second() -> None:
    claim = next(iter(load("en")(TEXTS["en"])))
    assert claim.attribution is not None
    told = claim.explain()
    assert told.startswith(f"“{claim.text}”")
    assert "said by “Ada Brook”, as “according to” shows" in told
    assert all(f"“{other.text}”" in told for other in claim.alternatives)
    assert "propos de «\N{NO-BREAK SPACE}Ada Brook\N{NO-BREAK SPACE}»" in claim.explain("fr")


def test_it_is_taught_from_marked_texts(tmp_path: Path) -> None:
    marked = tmp_path / "marked.txt"
    names = ("Ruiz", "Poole", "Lind", "Moreau", "Sand", "Brook")
    marked.write_text("\n".join(MARKED.format(n=n, name=name, thing="bridge") for n, name in enumerate(names)))
    out = tmp_path / "ours"
    result = CliRunner().invoke(cli, ["train", str(marked), "--out", str(out), "--epochs", "1"])
    assert result.exit_code == 0, result.output
    assert "learnt from 10 texts, measured on 2 held back" in result.output
    assert sorted(path.name for path in out.iterdir()) == sorted([*FILES, MANIFEST])
    assert set(json.loads((out / MANIFEST).read_text())["files"]) == set(FILES)
    report = load("en", model=out)("Mayor Ana Ruiz said that the bridge will close on Monday.")
    assert [claim.text for claim in report if claim.attribution] == ["the bridge will close on Monday"]


def test_too_few_texts_are_refused(tmp_path: Path) -> None:
    marked = tmp_path / "marked.txt"
    marked.write_text(MARKED.format(n=1, name="Ruiz", thing="bridge"))
    result = CliRunner().invoke(cli, ["train", str(marked), "--out", str(tmp_path / "ours")])
    assert result.exit_code == 3
    assert "too few" in result.output
