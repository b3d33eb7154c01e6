"""The map of a trace in a real browser, and the command that writes it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck import Document, Trace, trace
from factcheck.cli import cli
from factcheck.exports.trace.page import FILTERS, page
from factcheck.exports.trace.words import words
from factcheck.provenance.values import StatementFlag
from tests.provenance.test_trace import OFFICIALS, TIMES, article

playwright_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from playwright.sync_api import Browser, Page, expect  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
BRIDGE = "The Orrin bridge has been closed since November 2019 <b>&</b>."
SPRINKLERS = "The Halvey works had turned the sprinklers off on Monday."
REPORTS = [
    article((BRIDGE, ()), (SPRINKLERS, (TIMES, OFFICIALS))),
    article((BRIDGE, ()), (SPRINKLERS, ())),
    article((SPRINKLERS, (("Halvey", TIMES[1]),)), denied=True),
]
DOCUMENTS = [
    Document("a", "Corrimore Echo", "2026-05-14"),
    Document("b", "Dunlea Mercury", "2026-05-15"),
    Document("c", None, "2026-05-16"),
]


def traced() -> Trace:
    return trace(REPORTS, documents=DOCUMENTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright_api.sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield running
        running.close()


def opened(
    browser: Browser, folder: Path, interface: str = "en", width: int = 1300, dark: bool = False, script: bool = True
) -> tuple[Page, list[str]]:
    """The page, and what its console says."""
    path = folder / "map.html"
    path.write_text(page(traced(), interface), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    shown = context.new_page()
    messages: list[str] = []
    shown.on("console", lambda message: messages.append(message.text))
    shown.on("pageerror", lambda error: messages.append(str(error)))
    shown.goto(path.as_uri())
    return shown, messages


def test_a_statement_opens(browser: Browser, tmp_path: Path) -> None:
    """A click on a statement shows its wordings and who had it from whom; nothing complains."""
    shown, messages = opened(browser, tmp_path)
    expect(shown.locator("tr.statement")).to_have_count(2)
    expect(shown.locator(".detail:visible")).to_have_count(0)
    shown.get_by_role("link", name="sprinklers").first.click()
    detail = shown.locator(".detail:visible")
    expect(detail.locator(".wordings li")).to_have_count(3)
    expect(detail.locator("svg.way")).to_contain_text("The New York Times")
    assert "<b>&</b>" in shown.locator("tr.statement").nth(1).inner_text()
    assert messages == []


def test_filters(browser: Browser, tmp_path: Path) -> None:
    shown, _ = opened(browser, tmp_path)
    shown.get_by_role("button", name="anonymous").click()
    expect(shown.locator("tr.statement:visible")).to_have_count(1)
    expect(shown.locator("#shown")).to_have_text("1")
    shown.get_by_role("button", name="anonymous").click()
    expect(shown.locator("tr.statement:visible")).to_have_count(2)


def test_without_a_script_everything_is_there(browser: Browser, tmp_path: Path) -> None:
    shown, _ = opened(browser, tmp_path, script=False)
    expect(shown.locator(".detail:visible")).to_have_count(2)


def test_french(browser: Browser, tmp_path: Path) -> None:
    shown, _ = opened(browser, tmp_path, interface="fr")
    expect(shown.locator("h1")).to_have_text("Sur la parole de qui ?")
    expect(shown.locator("html")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize(("width", "dark", "interface"), [(1300, False, "en"), (1300, True, "fr"), (390, False, "fr")])
def test_axe_finds_no_fault(browser: Browser, tmp_path: Path, width: int, dark: bool, interface: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    shown, _ = opened(browser, tmp_path, interface, width, dark)
    shown.get_by_role("link", name="sprinklers").first.click()
    found = axe.Axe().run(shown).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    # On a phone the table scrolls in its own box, and the page does not scroll sideways.
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_interface_has_the_same_words_in_each_language() -> None:
    assert words("en").keys() == words("fr").keys()
    for flag in StatementFlag:
        assert {f"statement.{flag}", f"statement.{flag}.why"} <= words("en").keys()
    assert set(FILTERS) <= set(StatementFlag)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """The reports as a file, one a line, with what is known of their articles."""
    path = tmp_path / "reports.jsonl"
    rows = (
        {"id": document.id, "outlet": document.outlet, "date": document.date, **report.to_dict()}
        for document, report in zip(DOCUMENTS, REPORTS, strict=True)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_account(lines: Path) -> None:
    result = CliRunner().invoke(cli, ["trace", "--interface", "en", str(lines)])
    assert result.exit_code == 0, result.output
    assert "3 of 3 articles, one origin: responsables américains anonymes, through The New York Times" in " ".join(
        result.output.split()
    )


def test_formats_and_page(lines: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["trace", "--json", str(lines)])
    assert [article["document"] for article in json.loads(result.output)["articles"]] == ["a", "b", "c"]
    path = tmp_path / "map.html"
    assert CliRunner().invoke(cli, ["trace", "--html", str(path), str(lines)]).exit_code == 0
    assert "Corrimore Echo" in path.read_text(encoding="utf-8")


def test_outlets_of_ones_own(tmp_path: Path) -> None:
    """A paper that the registry does not know is told by a file; a file with a fault is named before any article."""
    outlets = tmp_path / "mine.toml"
    outlets.write_text('[[outlets]]\nname = "Brindlemoor"\ncountry = "GB"\nkind = "newspaper"\n', encoding="utf-8")
    text = "The bridge will be closed from Monday, Brindlemoor reported."
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    folder = [str(path) for path in tmp_path.glob("*.txt")]
    result = CliRunner().invoke(cli, ["trace", "--json", "--outlets", str(outlets), *folder])
    origins = [origin for statement in json.loads(result.output)["statements"] for origin in statement["origins"]]
    assert [(origin["name"], origin["type"]) for origin in origins] == [("Brindlemoor", "outlet")]
    outlets.write_text("[[outlets]]\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["trace", "--outlets", str(outlets), *folder])
    assert result.exit_code != 0
    assert str(outlets) in result.output


def test_a_line_that_is_no_report_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["trace", str(path)])
    assert result.exit_code == 3
    assert f"{path}, line 1" in " ".join(result.stderr.split())
