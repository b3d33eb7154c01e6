"""The picture of the page in the documentation, made again: ``python docs/screenshot.py``, with Chromium installed."""

import shutil
import tempfile
from pathlib import Path

import factcheck

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Write ``docs/page.png``: the page of the English example article."""
    from playwright.sync_api import sync_playwright

    text = (ROOT / "examples" / "article-en.txt").read_text(encoding="utf-8")
    page = factcheck.attribute_claims(text, "en").to_html(title="The last ferry", outlet="The Harbor Gazette")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 720}, color_scheme="light")
        tab.goto(path.as_uri())
        tab.screenshot(path=ROOT / "docs" / "page.png")
        browser.close()


if __name__ == "__main__":
    main()
