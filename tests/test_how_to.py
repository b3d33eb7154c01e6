"""Whoever does what a page says has what it promises: each test follows its page, with the page's own code and data."""

import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from factcheck import exports, load
from factcheck.pipeline import report_on
from tests.reports import rain_report

PAGES = Path(__file__).parent.parent / "docs" / "how-to"


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_an_export_is_a_module_and_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [module], [row] = blocks("add-an-export.md", "python"), blocks("add-an-export.md", "text")
    [added] = eval(f"[{row}]", vars(exports))
    (tmp_path / f"{added.name}.py").write_text(module, encoding="utf-8")
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path)])
    monkeypatch.setitem(exports.EXPORTS, added.name, added)
    try:
        shown = rain_report().export(added.name).splitlines()
        [written] = exports.save(rain_report(), tmp_path / "rain.txt", added.name)
    finally:
        sys.modules.pop(f"factcheck.exports.{added.name}", None)
    assert len(shown) == len(rain_report())
    assert shown[0] == "the article: The dam will hold."
    assert "The Hill Courier < two officials: the gates had jammed" in shown
    assert written.read_text(encoding="utf-8").splitlines() == shown


def test_an_outlet_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my-outlets.toml").write_text(blocks("add-an-outlet.md", "toml")[0], encoding="utf-8")
    names: dict[str, Any] = {}
    exec(blocks("add-an-outlet.md", "python")[0], names)
    [claim] = names["report"]
    assert [source.name for source in names["report"].chain(claim)] == ["The Oban Gazette", "Ana Ruiz"]


def test_a_construction_is_a_word_in_the_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [words], [tried] = blocks("add-a-construction.md", "toml"), blocks("add-a-construction.md", "python")
    pack = (files("factcheck.languages") / "en.toml").read_text(encoding="utf-8")
    # Tables stand behind what is none.
    Path("my-en.toml").write_text(f"{pack}\n{words}", encoding="utf-8")
    [document] = load("en").parse(["The coach Ann Lee is unshakeable that the goal was good."])
    # By the rules alone, which know what the packs say and nothing else.
    [before] = report_on(document, load("en").pack)
    [after] = report_on(document, load("en", pack="my-en.toml").pack)
    assert before.attribution is None
    assert after.text == "the goal was good"
    names: dict[str, Any] = {}
    exec(tried, names)
    assert names["claim"].attribution.source.text == "The coach Ann Lee"
