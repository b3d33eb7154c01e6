"""Markdown: the article with a note behind each claim, and tables; for wikis, issues and mails."""

import re
from collections.abc import Mapping, Sequence

from factcheck.exports.about import About
from factcheck.exports.showing import visible
from factcheck.languages.messages import percent, spoken, words
from factcheck.provenance.segments import segments
from factcheck.provenance.sourcing import reasons
from factcheck.provenance.summary import summarize
from factcheck.report import Claim, Flag, Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
# What would begin a list, a quotation or a heading if it stood first on its line.
_LINE_START = re.compile(r"(?m)^([ \t]*)(\d+(?=[.)])|[-+=:])")
_LINE_END = re.compile(r"\s*\n\s*")


def render(report: Report, about: About, interface: str | None = None) -> str:
    """The report as GitHub-flavoured Markdown with footnotes; our own words in its language, or in the one given.

    >>> print(render(Report("5 * 5 is 25.", "en", (), ()), About(title="Sums")).splitlines()[2])
    5 \\* 5 is 25.
    """
    interface = interface or spoken(report.language)
    speak = words(interface)
    number = {claim.id: index for index, claim in enumerate(report, 1)}
    article = []
    for part in segments(report):
        piece = report.text[part.start : part.end]
        marks = "".join(f"[^{number[claim.id]}]" for claim in part.ends)
        article.append(_escape(piece) + marks)
    title = [f"# {escape_line(about.title)}"] if about.title else [f"# {speak['title']}"]
    notes = [
        f"[^{number[claim.id]}]: {_note(report, claim, speak, reasons(report, claim, interface))}" for claim in report
    ]
    parts = [
        *title,
        _LINE_START.sub(_escape_start, "".join(article)).strip(),
        *_tables(report, speak),
        "\n".join(notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _escape_start(match: re.Match[str]) -> str:
    indent, mark = match[1], match[2]
    # Deep indents would make code; a number keeps its digits and loses the list by its escaped dot.
    return f"{indent[:3]}{mark}\\" if mark.isdigit() else f"{indent[:3]}\\{mark}"


def _escape(text: str) -> str:
    return _LINE_END.sub("\n\n", _SPECIAL.sub(r"\\\1", visible(text)))


def escape_line(text: str) -> str:
    """A text on one line, without anything that Markdown would read.

    >>> escape_line("5 * 5\\nis 25")
    '5 \\\\* 5 is 25'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))


def _note(report: Report, claim: Claim, speak: Mapping[str, str], why: Mapping[Flag, str]) -> str:
    names = [escape_line(source.name) for source in report.chain(claim)]
    if names:
        names[-1] = f"**{names[-1]}**"
    nobody = speak["nobody_named" if claim.attribution else "no_source"]
    said = f"{' ← '.join(names) or nobody} ({speak[f'kind.{claim.kind}']})"
    flagged = (f"*{speak[f'flag.{flag}']}*: {escape_line(why[flag])}" for flag in claim.flags)
    return " · ".join([said, *flagged])


def _tables(report: Report, speak: Mapping[str, str]) -> list[str]:
    if not report.claims:
        return []
    summary = summarize(report)
    shares = [(speak[f"standing.{key}"], percent(speak, share)) for key, share in summary.standings.items()]
    tables = [f"## {speak['summary']}", _table((speak["summary"], speak["summary_note"]), shares)]
    if summary.single_source:
        name = escape_line(report.source(summary.single_source).name)
        tables.append(f"{speak['single_source']} **{name}**")
    if report.sources:
        counted = ((report.source(count.id), count) for count in summary.sources)
        rows = [
            (escape_line(source.name), speak[f"type.{source.type}"], str(count.origin), str(count.relay))
            for source, count in counted
        ]
        head = (speak["source"], speak["type"], speak["said"], speak["relayed"])
        tables += [f"## {speak['sources'].capitalize()}", _table(head, rows)]
    return tables


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
