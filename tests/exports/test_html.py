"""What a reader can do with the page, in a real browser: click, hover, type, filter, switch, print."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from attrs import evolve

from factcheck.provenance.segments import segments
from factcheck.report import Claim, Flag, Kind, Report
from tests.reports import empty_report, kerbrac_report, rain_report, script_report

playwright_api = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
from playwright.sync_api import Browser, Locator, Page, expect  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    with playwright_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


class Reader:
    """Somebody who opens pages; every message of the browser's console is kept."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.messages: list[str] = []

    def open(
        self, report: Report, *, width: int = 1400, height: int = 900, dark: bool = False, script: bool = True
    ) -> Page:
        path = self.folder / "page.html"
        path.write_text(report.to_html(), encoding="utf-8")
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        page = context.new_page()
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.goto(path.as_uri())
        return page


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    """A reader whose pages are closed afterwards."""
    opened = Reader(browser, tmp_path)
    yield opened
    for context in browser.contexts:
        context.close()


def words_of(page: Page, claim: int) -> Locator:
    """The first words of a claim in the article."""
    return page.locator(f".claim[data-claim='{claim}']").first


class TestTheCard:
    def test_shows_source_chain_and_reason_when_a_claim_is_clicked(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        expect(page.locator("#card")).to_be_hidden()
        words_of(page, 3).click()
        card = page.locator("#card")
        expect(card.locator("blockquote")).to_have_text("the gates had jammed")
        expect(card.locator(".node")).to_have_text(["article", "The Hill Courier", "two officials"])
        expect(card).to_contain_text("It is anonymous_source because this is a test.")
        expect(card).to_contain_text("reported")

    def test_joins_the_parts_of_an_interrupted_quotation(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.locator("#view-all").check(force=True)
        page.locator(".claim[data-claim='2']").last.click()
        expect(page.locator("#card-quote")).to_have_text(rain_report().claims[1].text)
        expect(page.locator(".claim.on")).to_have_count(2)

    def test_marks_cue_and_source_in_the_text(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        words_of(page, 3).click()
        expect(page.locator(".text .as-source")).to_have_text("two officials")
        expect(page.locator(".text .as-cue")).to_have_text("reported")

    def test_comes_and_goes_with_the_pointer(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        words_of(page, 1).hover()
        expect(page.locator("#card")).to_be_visible()
        page.mouse.move(5, 5)
        expect(page.locator("#card")).to_be_hidden()

    def test_stays_when_it_was_clicked_until_a_click_elsewhere(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        words_of(page, 1).click()
        page.mouse.move(5, 5)
        expect(page.locator("#card")).to_be_visible()
        page.locator("h1").click()
        expect(page.locator("#card")).to_be_hidden()

    def test_is_never_out_of_sight(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report(), width=1000, height=500)
        for claim in (1, 4, 13):
            words_of(page, claim).click()
            box = page.locator("#card").bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 1000
            page.keyboard.press("Escape")


class TestTheKeyboard:
    def test_opens_walks_through_and_closes_the_card(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.locator("#ref-1").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#card")).to_be_focused()
        page.keyboard.press("ArrowRight")
        # The second carries no flag, and the page opens with those that do.
        expect(page.locator("#card-number")).to_have_text("3 / 5")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#card-number")).to_have_text("5 / 5")
        page.keyboard.press("Escape")
        expect(page.locator("#card")).to_be_hidden()
        expect(page.locator("#ref-5")).to_be_focused()

    def test_reaches_every_claim_and_control(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.locator("#view-all").check(force=True)
        reached: set[str] = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            active = "document.activeElement"
            reached.add(str(page.evaluate(f"{active}.id || {active}.dataset.filter || {active}.className")))
        claims = {f"ref-{number}" for number in range(1, 6)}
        controls = {"skip", "language", "theme", "print", "flag-denied", "type-outlet", "source-0"}
        assert claims | controls <= reached


class TestTheViews:
    def test_the_page_opens_with_what_is_flagged(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        expect(page.locator("#view-flagged")).to_be_checked()
        expect(page.locator("#shown")).to_have_text("4")
        expect(page.locator("#note-2")).to_be_hidden()
        expect(page.locator("#ref-2")).to_be_hidden()
        words_of(page, 2).click()
        expect(page.locator("#card")).to_be_hidden()
        page.get_by_text("All 5").click()
        expect(page.locator("#note-2")).to_be_visible()
        expect(page.locator("#shown")).to_have_text("5")

    def test_works_without_script(self, reader: Reader) -> None:
        page = reader.open(rain_report(), script=False)
        expect(page.locator("#note-2")).to_be_hidden()
        page.get_by_text("All 5").click()
        expect(page.locator("#note-2")).to_be_visible()

    def test_a_text_without_a_flag_shows_everything(self, reader: Reader) -> None:
        report = rain_report()
        page = reader.open(evolve(report, claims=(evolve(report.claims[1], flags=(), why={}),)))
        expect(page.locator("#view-all")).to_be_checked()
        expect(page.locator(".note")).to_be_visible()


class TestTheFilters:
    def test_by_flag_leave_only_the_claims_that_carry_it(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.get_by_role("button", name="hearsay").click()
        expect(page.locator("#shown")).to_have_text("1")
        expect(page.locator(".note:visible")).to_have_attribute("data-claim", "5")
        expect(page.locator(".claim:not(.off)")).to_have_text("The valley was reportedly evacuated.")

    def test_of_one_group_add_up_and_of_two_groups_narrow(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.locator("[data-filter='type-person']").click()
        expect(page.locator("#shown")).to_have_text("2")
        page.locator("[data-filter='type-outlet']").click()
        expect(page.locator("#shown")).to_have_text("3")
        page.locator("[data-filter='flag-denied']").click()
        expect(page.locator("#shown")).to_have_text("1")

    def test_scroll_to_the_first_hit(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report(), width=390, height=700)
        page.locator("[data-filter='flag-denied']").click()
        expect(words_of(page, 6)).to_be_in_viewport()
        page.locator("[data-filter='flag-denied']").click()
        page.get_by_role("button", name="Radio Ponant").click()
        expect(words_of(page, 2)).to_be_in_viewport()

    def test_by_source_include_what_it_passes_on(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.get_by_role("button", name="The Hill Courier").click()
        expect(page.locator(".note:visible")).to_have_attribute("data-claim", "3")

    def test_say_that_they_are_pressed_and_can_be_reset(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        denied = page.locator("[data-filter='flag-denied']")
        denied.click()
        expect(denied).to_have_attribute("aria-pressed", "true")
        page.locator("#reset").click()
        expect(denied).to_have_attribute("aria-pressed", "false")
        expect(page.locator("#view-all")).to_be_checked()
        expect(page.locator("#shown")).to_have_text("5")
        expect(page.locator("#reset")).to_be_hidden()


class TestTheSwitches:
    def test_between_french_and_english_change_every_word_of_ours(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report())
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator(".brand")).to_contain_text("Qui le dit ?")
        page.locator("#language").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator(".brand")).to_contain_text("Who says so?")
        expect(page.locator("#theme")).to_have_attribute("aria-label", "Light or dark")
        words_of(page, 3).click()
        expect(page.locator("#card")).to_contain_text("hearsay")
        expect(page.locator("#card")).not_to_contain_text("ouï-dire", use_inner_text=True)

    def test_every_reason_is_in_the_language_of_the_page(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report())
        words_of(page, 3).click()
        expect(page.locator("#card dd .in:visible").first).to_have_text(
            "L’article l’affirme de sa propre voix, sans citer personne."
        )
        page.locator("#language").click()
        words_of(page, 3).click()
        expect(page.locator("#card dd .in:visible").first).to_have_text(
            "The article says it in its own voice and cites nobody."
        )

    def test_between_light_and_dark_start_from_the_systems_choice(self, reader: Reader) -> None:
        page = reader.open(rain_report(), dark=True)
        paper = "getComputedStyle(document.body).backgroundColor"
        dark = page.evaluate(paper)
        page.locator("#theme").click()
        light = page.evaluate(paper)
        page.locator("#theme").click()
        assert dark == "rgb(22, 24, 28)"
        assert light == "rgb(251, 250, 246)"
        assert page.evaluate(paper) == dark


class TestScreensAndPaper:
    @pytest.mark.parametrize("width", [320, 390, 768, 1024, 1400, 2200])
    def test_nothing_runs_out_of_the_window(self, reader: Reader, width: int) -> None:
        page = reader.open(kerbrac_report(), width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_a_phone_shows_the_article_first_and_the_card_at_its_foot(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report(), width=390, height=800)
        text, panel = page.locator(".text").first.bounding_box(), page.locator("#panel").bounding_box()
        assert text
        assert panel
        assert text["y"] < panel["y"]
        words_of(page, 1).click()
        card = page.locator("#card").bounding_box()
        assert card
        assert round(card["y"] + card["height"]) == 800

    def test_a_phone_never_covers_the_words_that_were_touched(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report(), width=390, height=800)
        for claim in (2, 5, 9):
            words_of(page, claim).click()
            words, card = words_of(page, claim).bounding_box(), page.locator("#card").bounding_box()
            assert words
            assert card
            assert words["y"] + words["height"] <= card["y"]
            page.keyboard.press("Escape")

    def test_paper_has_each_reason_once_and_no_controls(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report())
        page.emulate_media(media="print")
        for hidden in (".tools", ".filters", ".view"):
            expect(page.locator(hidden)).to_be_hidden()
        said = page.locator(".reasons dd .in:visible").all_text_contents()
        assert said
        assert len(said) == len(set(said))
        printed = page.locator("body").inner_text()
        assert [printed.count(reason) for reason in said] == [1] * len(said)

    def test_a_phone_shows_the_notes_when_asked(self, reader: Reader) -> None:
        page = reader.open(rain_report(), width=390, height=800)
        expect(page.locator("#note-1")).to_be_hidden()
        page.locator(".more").first.click()
        expect(page.locator("#note-1")).to_be_visible()
        expect(page.locator(".more").first).to_have_attribute("aria-expanded", "true")

    def test_without_script_the_reasons_are_in_the_margin(self, reader: Reader) -> None:
        page = reader.open(rain_report(), script=False)
        page.locator("#note-3 summary").click()
        expect(page.locator("#note-3")).to_contain_text("It is second_hand because this is a test.")
        expect(page.locator(".script").first).to_be_hidden()


class TestWhatItSays:
    def test_names_lead_to_their_source(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        page.locator("#note-3").get_by_role("link", name="two officials").click()
        expect(page.locator(".sources li:target .name")).to_have_text("two officials")

    def test_what_is_denied_does_not_look_well_sourced(self, reader: Reader) -> None:
        page = reader.open(rain_report())
        colour = "element => getComputedStyle(element).getPropertyValue('--s')"
        denied = page.locator("#note-4").evaluate(colour)
        assert denied != page.locator("#note-2").evaluate(colour)

    @pytest.mark.parametrize(
        ("report", "said"),
        [
            (kerbrac_report(), "de ce que ce texte affirme repose sur des personnes qu’il ne nomme pas."),
            (rain_report(), "of what this text claims rests on people it does not name."),
            (empty_report(), "This text makes no claim."),
        ],
        ids=["fr", "en", "empty"],
    )
    def test_opens_with_what_matters(self, reader: Reader, report: Report, said: str) -> None:
        page = reader.open(report)
        expect(page.locator(".lede .in:visible")).to_contain_text(said)

    def test_has_the_figures_of_the_bar_in_its_first_sentence(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report())
        share = page.locator(".legend .s-unnamed b .in:visible").text_content()
        assert share
        expect(page.locator(".lede .in:visible")).to_contain_text(share)

    def test_says_where_the_article_is_from(self) -> None:
        known = {"title": "Rain", "outlet": "Hill Radio", "date": "2026-11-30", "url": "https://www.example.org/rain"}
        made = rain_report().to_html(**known)
        assert '<time datetime="2026-11-30">' in made
        assert "November 30, 2026" in made
        assert 'href="https://www.example.org/rain"' in made
        assert '<meta property="og:title" content="Rain · Who says so?">' in made
        assert "factcheck 0." in made

    def test_an_address_that_is_none_is_no_link(self) -> None:
        assert "javascript:" not in rain_report().to_html(url="javascript:alert(1)")

    def test_a_first_line_that_is_a_title_is_the_heading(self, reader: Reader) -> None:
        text = "Mayor says dam is safe\n\nThe dam will hold."
        claims = (
            Claim("c1", "dam is safe", ((11, 22),), Kind.NARRATOR, flags=(Flag.UNSOURCED,)),
            Claim("c2", "The dam will hold.", ((24, 42),), Kind.NARRATOR, flags=(Flag.UNSOURCED,)),
        )
        page = reader.open(Report(text, "en", claims, ()))
        assert page.title() == "Mayor says dam is safe · Who says so?"
        expect(page.locator("h1 .claim")).to_have_text("dam is safe")
        expect(page.locator(".rows .claim")).to_have_text("The dam will hold.")


class TestSafety:
    def test_letters_cannot_be_turned_around(self, reader: Reader) -> None:
        report = rain_report()
        turned = evolve(report.sources[0], name="Ada \u202ekoorB\u202c")
        page = reader.open(evolve(report, sources=(turned, *report.sources[1:])))
        assert "\u202e" not in page.content()
        expect(page.locator("#source-0 bdi")).to_have_text("Ada ⟨U+202E⟩koorB⟨U+202C⟩")

    def test_claims_over_each_other_cost_no_more_than_beside_each_other(self) -> None:
        def nested(many: int) -> Report:
            text = "a " * many + "b. " + "c " * many
            claims = tuple(
                Claim(f"c{n}", "", ((2 * n, len(text) - 2 * n),), Kind.NARRATOR, flags=(Flag.UNSOURCED,))
                for n in range(many)
            )
            return Report(text, "en", claims, ())

        few, many = len(nested(300).to_html()), len(nested(3000).to_html())
        assert many < 10.5 * few
        start = perf_counter()
        list(segments(nested(3000)))
        assert perf_counter() - start < 2

    def test_an_article_made_of_script_tags_stays_text(self, reader: Reader) -> None:
        page = reader.open(script_report())
        title = page.title()
        assert title.startswith("<script>")
        assert page.title() == title
        assert page.locator("img").count() == 0
        assert page.locator("script").count() == 2
        shown = page.locator(".claim").first.text_content()
        assert shown == script_report().claims[0].text
        words_of(page, 1).click()
        expect(page.locator("#card-quote")).to_have_text(script_report().claims[0].text)
        assert page.title() == title
        assert page.locator("img").count() == 0

    def test_a_script_in_the_title_stays_text(self) -> None:
        made = rain_report().to_html(title="</title><script>", outlet="<b>")
        assert "<title>&lt;/title&gt;&lt;script&gt; · Who says so?</title>" in made
        assert "<bdi>&lt;b&gt;</bdi>" in made

    def test_nothing_is_fetched_and_the_policy_lets_nothing_be(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report())
        words_of(page, 2).click()
        assert page.evaluate("performance.getEntriesByType('resource').length") == 0
        blocked = "fetch('https://example.org').then(() => 'sent', () => 'blocked')"
        assert page.evaluate(blocked) == "blocked"

    def test_the_browser_has_nothing_to_complain_of(self, reader: Reader) -> None:
        page = reader.open(kerbrac_report())
        page.locator("#language").click()
        words_of(page, 1).click()
        assert reader.messages == []


class TestNotebooks:
    def test_show_a_report_as_the_page_in_a_frame(self, reader: Reader) -> None:
        page = reader.open(empty_report())
        page.set_content(f"<h1>A notebook</h1>{rain_report()._repr_html_()}")
        frame = page.frame_locator("iframe")
        frame.locator(".claim[data-claim='3']").click()
        expect(frame.locator("#card-quote")).to_have_text("the gates had jammed")

    def test_show_a_claim_and_a_source_as_small_cards(self, reader: Reader) -> None:
        page = reader.open(empty_report())
        report = script_report()
        page.set_content(report.claims[0]._repr_html_() + report.sources[0]._repr_html_())
        assert page.locator("b").all_text_contents() == [report.claims[0].text, report.sources[0].name]
        assert page.locator("script, img").count() == 0


class TestAccessibility:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("width", [390, 1400])
    def test_axe_finds_no_fault(self, reader: Reader, width: int, dark: bool) -> None:
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
        page = reader.open(kerbrac_report(), width=width, dark=dark)
        for state in ("as opened", "with the card", "filtered"):
            if state == "with the card":
                words_of(page, 4).click()
            if state == "filtered":
                page.keyboard.press("Escape")
                page.locator("[data-filter='flag-hearsay']").click()
            found = axe.Axe().run(page).response["violations"]
            assert [(fault["id"], fault["impact"], fault["help"]) for fault in found] == [], state


@pytest.mark.parametrize("report", [empty_report(), Report("", "en", (), ()), Report("\x00\ud800", "fr", (), ())])
def test_a_page_of_nothing_is_still_a_page(reader: Reader, report: Report) -> None:
    page = reader.open(report)
    expect(page.locator("h1")).to_be_visible()
    assert reader.messages == []
