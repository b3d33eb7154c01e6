"""The form to paste a text into: one page, from its template, style and script, with nothing from elsewhere."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fastapi.responses import HTMLResponse

from factcheck.exports.html.page import asset, policy, template
from factcheck.languages import supported
from factcheck.serve.settings import Settings

_COPIES = {"html": "HTML", "json": "JSON", "markdown": "Markdown"}
_NAMES = {"en": "English", "fr": "Français"}


def form_page(
    interface: str | None, accepted: str, settings: Settings, *, fault: str = "", root: str = "", status: int = 200
) -> HTMLResponse:
    """The form.

    Args:
        interface: the language that was asked for, if it is one of ours.
        accepted: what the browser says of its reader's languages (``Accept-Language``).
        settings: how long a text may be.
        fault: what was wrong with what was sent.
        root: the way to the page of the form from where this is shown.
        status: of the HTTP response.

    >>> "Qui le dit" in bytes(form_page("fr", "", Settings()).body).decode()
    True
    """
    texts = _words()
    language = preferred(interface, accepted, tuple(texts))
    # The report is shown in a frame that has this page's policy besides its own.
    style = asset("page.css") + _read("form.css")
    script = _read("form.js")
    made: str = template(_read("form.html.jinja")).render(
        interface=language,
        other=next(code for code in texts if code != language),
        w=texts[language],
        words_json=json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c"),
        languages={code: _NAMES.get(code, code) for code in supported()},
        copies=_COPIES,
        settings=settings,
        fault=fault,
        root=root,
        style=style,
        script=script,
    )
    allowed = policy(
        (style, asset("page.css")),
        (script, asset("page.js")),
        {"connect-src": "'self'", "form-action": "'self'", "img-src": "data:", "frame-ancestors": "'none'"},
    )
    return HTMLResponse(made, status, headers={"Content-Security-Policy": allowed})


def preferred(asked: str | None, accepted: str, known: tuple[str, ...]) -> str:
    """The language that was asked for, or the first of a browser's, that is known; or the first that is known.

    >>> preferred(None, "de-CH,fr;q=0.8,en;q=0.5", ("en", "fr"))
    'fr'
    """
    if asked in known:
        return asked
    given = (part.partition(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((code for code in given if code in known), known[0])


@cache
def _read(name: str) -> str:
    return (files("factcheck.serve") / name).read_text(encoding="utf-8")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_read("words.toml"))
