"""The page of a report, from its template, style and script."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from factcheck import __version__
from factcheck.common.optional import require
from factcheck.exports.about import About
from factcheck.exports.html.pieces import article, first_line, printable
from factcheck.exports.lede import lede
from factcheck.languages.messages import counted, day, interface_languages, percent, spoken, words
from factcheck.provenance.sourcing import reasons
from factcheck.provenance.summary import Standing, standing, summarize
from factcheck.report import Claim, Flag, Mention, Report, Source, SourceType


def page(report: Report, about: About, interface: str | None = None) -> str:
    """The report as one HTML page.

    Args:
        report: what to show.
        about: the article's title, address, outlet and date, as far as they are known.
        interface: language of the page's own words, which its reader can switch; by default the report's.

    Raises:
        LanguageError: the interface does not speak that language.
        MissingPackageError: jinja2 is not installed.

    >>> "Wer" in page(Report("Rain.", "en", (), ()), About(title="Wer?"), interface="fr")
    True
    """
    interface = spoken(report.language) if interface is None else interface
    speak = words(interface)
    number = {claim.id: index for index, claim in enumerate(report, 1)}
    summary = summarize(report)
    style, script = asset("page.css"), asset("page.js")
    made: str = template(asset("page.html.jinja")).render(
        report=report,
        about=about,
        w=speak,
        interface=interface,
        words_json=_json({code: dict(words(code)) for code in interface_languages()}),
        title=about.title or first_line(report.text) or speak["text"],
        address=address(about.url),
        lede=_in_each(lambda speak: lede(summary, speak)),
        made_with=_in_each(lambda speak: speak["made_with"].format(version=__version__)),
        count=lambda noun, many: _in_each(lambda speak: counted(speak, noun, many)),
        percent=lambda share: _in_each(lambda speak: percent(speak, share)),
        day=lambda date: _in_each(lambda speak: day(speak, date)),
        why=lambda claim, flag: {code: reasons(report, claim, code)[flag] for code in interface_languages()},
        paragraphs=article(report, about.title),
        number=number,
        summary=summary,
        flagged=sum(bool(claim.flags) for claim in report),
        once=_said_once(report, number),
        style=style,
        script=script,
        policy=policy((style,), (script,)),
        flags={flag: sum(flag in claim.flags for claim in report) for flag in Flag},
        types=[kind for kind in SourceType if any(source.type is kind for source in report.sources)],
        tone=tone,
        facets=facets(report),
        place={source.id: place for place, source in enumerate(report.sources)},
        link=link,
        spans=lambda claim: " ".join(f"{start}-{end}" for start, end in claim.spans),
        mark=_mark,
        version=__version__,
    )
    return printable(made)


def _in_each(tell: Callable[[Mapping[str, str]], str]) -> Mapping[str, str]:
    """What the page says in words that hold figures, names or reasons, in each language of the interface."""
    return {code: tell(words(code)) for code in interface_languages()}


def tone(claim: Claim) -> str:
    """The colour of a claim: that of its standing; what a named source denies is not shown as well sourced.

    >>> from factcheck.report import Kind
    >>> tone(Claim("c1", "", (), Kind.NARRATOR, flags=(Flag.UNSOURCED,)))
    'nobody_cited'
    """
    found = standing(claim)
    return "denied" if found is Standing.NAMED and Flag.DENIED in claim.flags else str(found)


def address(url: str | None) -> str | None:
    """What to show of an address that may be linked to: its host; None for anything but a web address.

    >>> address("https://www.example.org/rain"), address("javascript:alert(1)")
    ('www.example.org', None)
    """
    try:
        parts = urlsplit(url or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _said_once(report: Report, number: Mapping[str, int]) -> dict[Flag, list[tuple[Claim, list[int]]]]:
    """Each reason once, with a claim that has it and the numbers of all that do: what is printed."""
    found: dict[Flag, dict[str, tuple[Claim, list[int]]]] = {}
    for claim in report:
        told = reasons(report, claim, report.language)
        for flag in claim.flags:
            found.setdefault(flag, {}).setdefault(told[flag], (claim, []))[1].append(number[claim.id])
    return {flag: list(found[flag].values()) for flag in Flag if flag in found}


def _mark(name: str, mention: Mention | None) -> Any:
    """Where a mention stands, as an attribute of the note."""
    return require("markupsafe", "html", "making a page").Markup(
        f' data-{name}="{mention.start}-{mention.end}"' if mention else ""
    )


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
