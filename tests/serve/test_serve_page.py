"""The form in a real browser: by typing and clicking, by keyboard, on a phone, in both languages, without a script."""

import json
import tomllib
from collections.abc import Iterator

import pytest

from benchmarks.served import ROOT, Server, serving
from tests.exports.test_html import CHROMIUM, FLAGS

playwright_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from playwright.sync_api import Browser, BrowserContext, Page, expect  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]
FOLDER = ROOT / "factcheck" / "serve"
ENGLISH = "Mayor Ana Ruiz said the bridge will close on Monday. The valley was reportedly evacuated."
FRENCH = "Le maire Paul Durand a déclaré que la gare fermera lundi. La vallée aurait été évacuée."
# A text that tries to leave the page.
HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\"> said Ada."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the models."""
    with serving(tmp_path_factory.mktemp("serve") / "log") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    with playwright_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


class Visitor:
    """Somebody with a browser; what its console says, and every address it asks for, is kept."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser, self.server = browser, server
        self.messages: list[str] = []
        self.asked: set[str] = set()
        self.contexts: list[BrowserContext] = []

    def visit(self, locale: str = "en-GB", width: int = 1200, height: int = 900, script: bool = True) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            java_script_enabled=script,
            has_touch=width < 500,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.on("request", lambda request: self.asked.add(request.url.removeprefix(self.server.address)))
        page.goto(self.server.address)
        return page


@pytest.fixture
def visitor(chromium: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor who saw no complaint of the browser and asked for nothing elsewhere."""
    somebody = Visitor(chromium, server)
    yield somebody
    for context in somebody.contexts:
        context.close()
    assert somebody.messages == []
    assert {address.partition("?")[0] for address in somebody.asked if not address.startswith("data:")} <= {
        "/",
        "/v1/attribute",
        "/v1/page",
        "about:srcdoc",
    }


def ask(page: Page, text: str) -> None:
    """Type a text, press the button, and wait for the report."""
    page.locator("#text").fill(text)
    page.locator("#go").click()
    expect(page.locator("#report")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(
    ("locale", "text", "name", "heading", "flag"),
    [
        ("en-GB", ENGLISH, "Ana Ruiz", "Who says so?", "hearsay"),
        ("fr-FR", FRENCH, "Paul Durand", "Qui le dit ?", "ouï-dire"),
    ],
)
@pytest.mark.parametrize("width", [1200, 390])
def test_a_text_that_is_pasted_is_answered_in_place(
    visitor: Visitor, locale: str, text: str, name: str, heading: str, flag: str, width: int
) -> None:
    page = visitor.visit(locale, width=width)
    expect(page.locator("h1").first).to_have_text(heading)
    ask(page, text)
    report = page.frame_locator("#page")
    expect(report.locator(".note").first).to_contain_text(name)
    expect(report.locator(".note").last).to_contain_text(flag)
    # The report's own script runs in its frame; what is flagged can be clicked from the start.
    report.locator(".claim").last.click()
    expect(report.locator("#card")).to_be_visible()
    assert page.url == f"{visitor.server.address}/"
    # Nothing runs out of a narrow window.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_report_can_be_copied_in_three_forms(visitor: Visitor) -> None:
    page = visitor.visit()
    ask(page, ENGLISH)

    def copied(label: str) -> str:
        page.get_by_role("button", name=label).click()
        expect(page.locator("#copied")).to_contain_text(label)
        return str(page.evaluate("navigator.clipboard.readText()"))

    told = json.loads(copied("JSON"))
    assert told["text"] == ENGLISH
    assert set(told) == {"text", "language", "claims", "sources"}
    assert copied("HTML").startswith("<!doctype html>")
    assert "Ana Ruiz" in copied("Markdown")


def test_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.visit()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(ENGLISH)
    for expected in ("file", "language", "outlet", "go"):
        page.keyboard.press("Tab")
        expect(page.locator(f"#{expected}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#report")).to_be_focused(timeout=60_000)
    page.keyboard.press("Tab")
    expect(page.locator("#again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(ENGLISH)


def test_the_language_is_switched_without_losing_the_text(visitor: Visitor) -> None:
    page = visitor.visit("fr-FR")
    page.locator("#text").fill(FRENCH)
    page.locator("#language-switch").click()
    expect(page.locator("h1").first).to_have_text("Who says so?")
    expect(page.locator("#text")).to_have_value(FRENCH)
    page.locator("#go").click()
    expect(page.frame_locator("#page").locator(".tag.flag").last).to_have_text("hearsay", timeout=60_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rain.txt", FRENCH.encode("cp1252")),
        ("rain.html", f"<html lang=fr><article><p>{FRENCH}</p><p>{'Il pleut sur la ville. ' * 9}".encode()),
    ],
)
def test_a_file_is_read(visitor: Visitor, name: str, content: bytes) -> None:
    page = visitor.visit("fr-FR")
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.locator("#go").click()
    expect(page.frame_locator("#page").locator(".note").first).to_contain_text("Paul Durand", timeout=60_000)


def test_a_file_that_is_dropped_is_read(visitor: Visitor) -> None:
    page = visitor.visit()
    transfer = page.evaluate_handle(
        "text => { const t = new DataTransfer(); t.items.add(new File([text], 'rain.txt')); return t; }", ENGLISH
    )
    page.dispatch_event("#text", "drop", {"dataTransfer": transfer})
    expect(page.locator("#go")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.frame_locator("#page").locator(".note").first).to_contain_text("Ana Ruiz", timeout=60_000)


@pytest.mark.parametrize(("locale", "words"), [("en-GB", "Paste an article"), ("fr-FR", "Collez d’abord un article")])
def test_what_is_wrong_is_said_on_the_page(visitor: Visitor, locale: str, words: str) -> None:
    page = visitor.visit(locale)
    page.locator("#go").click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator("#text")).to_be_focused()


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en-GB", "x.pdf: this is a PDF file"), ("fr-FR", "x.pdf\N{NO-BREAK SPACE}: c’est un fichier PDF")],
)
def test_a_refusal_of_the_server_is_shown_in_the_language_of_the_page(
    visitor: Visitor, locale: str, words: str
) -> None:
    page = visitor.visit({"en-GB": "fr-FR", "fr-FR": "en-GB"}[locale])
    page.locator("#language-switch").click()
    page.locator("#file").set_input_files({"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.locator("#go").click()
    expect(page.get_by_role("alert")).to_contain_text(words)
    # The browser itself notes the status of the answer.
    assert [message for message in visitor.messages if "422" not in message] == []
    visitor.messages.clear()


def test_a_text_stays_a_text(visitor: Visitor) -> None:
    page = visitor.visit()
    ask(page, HOSTILE)
    expect(page.frame_locator("#page").locator(".text").first).to_contain_text("<img src=x")
    assert page.title() == "Who says so?"
    # The report is entitled by the first words of the text, as words.
    assert page.frames[-1].title() != "taken"


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_without_a_script_it_is_a_plain_form(visitor: Visitor, locale: str) -> None:
    page = visitor.visit(locale, script=False)
    expect(page.locator("#theme")).to_be_hidden()
    page.locator("#text").fill(FRENCH)
    page.locator("#go").click()
    expect(page.locator(".note").first).to_contain_text("Paul Durand")
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])


def test_without_a_script_the_language_is_a_link(visitor: Visitor) -> None:
    page = visitor.visit("en-GB", script=False)
    page.locator("#language-switch").click()
    expect(page.locator("h1").first).to_have_text("Qui le dit ?")


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds wrong with a page."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    return [(each["id"], each["impact"]) for each in axe.Axe().run(page).response["violations"]]


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(visitor: Visitor, locale: str, dark: bool) -> None:
    page = visitor.visit(locale)
    if dark:
        page.locator("#theme").click()
    assert violations(page) == []
    ask(page, FRENCH)
    # Of the report's own page in its frame, tests/exports/test_html.py has the same test.
    assert violations(page) == []


def test_every_word_is_there_in_each_language() -> None:
    words = tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))
    keys = {language: set(table) for language, table in words.items()}
    assert keys["en"] == keys["fr"]
    sources = "".join((FOLDER / f"form.{kind}").read_text("utf-8") for kind in ("js", "html.jinja"))
    unused = [key for key in keys["en"] if f"'{key}'" not in sources and f'"{key}"' not in sources]
    assert unused == []
