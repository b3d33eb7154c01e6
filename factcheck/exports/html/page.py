"""The page of a report, from its template, style and script."""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from factcheck.exports.about import About
from factcheck.exports.html.pieces import article, printable
from factcheck.exports.words import interface_languages, words, words_for
from factcheck.optional import require
from factcheck.report import Claim, Flag, Report, Source, SourceType
from factcheck.summary import standing, summarize


def page(report: Report, about: About, interface: str | None = None) -> str:
    """The report as one HTML page.

    Args:
        report: what to show.
        about: the article's title, address and outlet, as far as they are known.
        interface: language of the page's own words, which its reader can switch; by default the report's.

    Raises:
        LanguageError: the interface does not speak that language.
        MissingPackageError: jinja2 is not installed.

    >>> "Wer" in page(Report("Rain.", "en", (), ()), About(title="Wer?"), interface="fr")
    True
    """
    speak = words(interface) if interface else words_for(report.language)
    number = {claim.id: index for index, claim in enumerate(report, 1)}
    style, script = _read("page.css"), _read("page.js")
    made: str = _template().render(
        report=report,
        about=about,
        w=speak,
        interface=next(code for code in interface_languages() if words(code) is speak),
        words_json=_json({code: dict(words(code)) for code in interface_languages()}),
        paragraphs=article(report),
        number=number,
        summary=summarize(report),
        style=style,
        script=script,
        policy=_policy(style, script),
        flags=list(Flag),
        types=[kind for kind in SourceType if any(source.type is kind for source in report.sources)],
        standing=standing,
        facets=lambda claim: facets(report, claim),
        link=link,
    )
    return printable(made)


def facets(report: Report, claim: Claim) -> str:
    """What the filters look at, as words: the ids and types of its sources and its flags.

    >>> from factcheck.report import Kind
    >>> facets(Report("", "en", (), ()), Claim("c1", "", (), Kind.NARRATOR, flags=(Flag.UNSOURCED,)))
    'flag-unsourced'
    """
    chain = report.chain(claim)
    found = [f"source-{index}" for index, source in enumerate(report.sources) if source in chain]
    found += [f"type-{source.type}" for source in chain]
    found += [f"flag-{flag}" for flag in claim.flags]
    return " ".join(dict.fromkeys(found))


def link(source: Source) -> str | None:
    """The address behind a source's identifier, for the identifiers that have one.

    >>> link(Source("s1", "Radio", SourceType.OUTLET, link="wikidata:Q42"))
    'https://www.wikidata.org/wiki/Q42'
    """
    scheme, _, name = (source.link or "").partition(":")
    known = scheme == "wikidata" and name[:1] == "Q" and name[1:].isascii() and name[1:].isdigit()
    return f"https://www.wikidata.org/wiki/{name}" if known else None


@cache
def _read(name: str) -> str:
    return (files("factcheck.exports.html") / name).read_text(encoding="utf-8")


@cache
def _template() -> Any:
    jinja2 = require("jinja2", "html", "making a page")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read("page.html.jinja"))


def _json(value: object) -> str:
    """JSON that can stand in a script element: it holds no ``<``, so nothing in it can close one."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _policy(style: str, script: str) -> str:
    """A content security policy under which this style and this script run, and nothing else whatever."""
    allowed = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    for kind, text in (("style-src", style), ("script-src", script)):
        allowed[kind] = f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    return "; ".join(f"{kind} {value}" for kind, value in allowed.items())
