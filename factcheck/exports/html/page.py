"""The page of a report, from its template, style and script."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
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
    style, script = asset("page.css"), asset("page.js")
    made: str = template(asset("page.html.jinja")).render(
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
        policy=policy((style,), (script,)),
        flags=list(Flag),
        types=[kind for kind in SourceType if any(source.type is kind for source in report.sources)],
        standing=standing,
        facets=facets(report),
        place={source.id: place for place, source in enumerate(report.sources)},
        link=link,
    )
    return printable(made)


def facets(report: Report) -> dict[str, str]:
    """What the filters look at, by the claim's id: the places and types of its sources and its flags, as words.

    >>> from factcheck.report import Kind
    >>> facets(Report("", "en", (Claim("c1", "", (), Kind.NARRATOR, flags=(Flag.UNSOURCED,)),), ()))
    {'c1': 'flag-unsourced'}
    """
    # Places, not ids: an id in a report from elsewhere may hold anything.
    places = {source.id: place for place, source in enumerate(report.sources)}
    return {claim.id: " ".join(_facets(claim, report.chain(claim), places)) for claim in report}


def _facets(claim: Claim, chain: tuple[Source, ...], places: Mapping[str, int]) -> Iterator[str]:
    for source in chain:
        yield f"source-{places[source.id]}"
        yield f"type-{source.type}"
    for flag in claim.flags:
        yield f"flag-{flag}"


def link(source: Source) -> str | None:
    """The address behind a source's identifier, for the identifiers that have one.

    >>> link(Source("s1", "Radio", SourceType.OUTLET, link="wikidata:Q42"))
    'https://www.wikidata.org/wiki/Q42'
    """
    scheme, _, name = (source.link or "").partition(":")
    known = scheme == "wikidata" and name[:1] == "Q" and name[1:].isascii() and name[1:].isdigit()
    return f"https://www.wikidata.org/wiki/{name}" if known else None


@cache
def asset(name: str) -> str:
    """A file that the page is made of: its template, its style or its script."""
    return (files("factcheck.exports.html") / name).read_text(encoding="utf-8")


@cache
def template(source: str) -> Any:
    """A template, in which every value is escaped and every name must be known. Raises MissingPackageError."""
    jinja2 = require("jinja2", "html", "making a page")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source)


def _json(value: object) -> str:
    """JSON that can stand in a script element: it holds no ``<``, so nothing in it can close one."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def policy(styles: Sequence[str], scripts: Sequence[str], others: Mapping[str, str] = MappingProxyType({})) -> str:
    """A content security policy under which these styles and scripts run, and nothing else whatever.

    Args:
        styles: what stands in the page's style elements.
        scripts: what stands in its script elements.
        others: more directives, which replace the ones that every page of ours has.

    >>> policy((), (), {"form-action": "'self'"})
    "default-src 'none'; base-uri 'none'; form-action 'self'; style-src 'none'; script-src 'none'"
    """
    allowed = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", **others}
    for kind, texts in (("style-src", styles), ("script-src", scripts)):
        sums = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
        allowed[kind] = " ".join(f"'sha256-{digest}'" for digest in sums) or "'none'"
    return "; ".join(f"{kind} {value}" for kind, value in allowed.items())
