"""The account of a report in a terminal: claims beside their sources, who is cited, how much is sourced."""

import re
from collections.abc import Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from factcheck.languages.messages import counted, words
from factcheck.provenance.summary import Standing, Summary, standing, summarize
from factcheck.report import Claim, Report

Words = Mapping[str, str]

# A claim and its source stand side by side from this many columns on, below each other otherwise.
WIDE = 76
_BAR = 24
_STYLES = {
    Standing.NAMED: "green",
    Standing.NAMED_SECOND_HAND: "blue",
    Standing.UNNAMED: "yellow",
    Standing.HEARSAY: "red",
    Standing.NOBODY_CITED: "magenta",
}
# Control characters could command the terminal, and lone surrogates cannot be written at all.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def print_account(report: Report, console: Console, *, name: str, interface: str) -> None:
    """Write the account of one report.

    Args:
        report: the report.
        console: where to; its width decides the layout.
        name: what the text is called, for the heading.
        interface: the language of the words around it, ``en`` or ``fr``.
    """
    speak = words(interface)
    summary = summarize(report)
    side_by_side = console.width >= WIDE
    console.print(_heading(report, name, speak))
    console.print()
    layout = _claims_beside(report, speak) if side_by_side else _claims_stacked(report, speak)
    console.print(layout)
    if side_by_side and report.claims:
        console.print()
    if report.sources:
        console.print(_section(speak["sources"].capitalize(), _sources(report, summary, speak)))
    if summary.single_source:
        name = clean(report.source(summary.single_source).name)
        console.print(Text.assemble(f"{speak['single_source']} ", (name, "bold"), "\n"))
    if report.claims:
        title = f"{speak['summary']} ({speak['summary_note']})"
        console.print(_section(title, _shares(summary, speak, _BAR if side_by_side else _BAR // 3)))


def print_explanations(report: Report, console: Console, *, interface: str) -> None:
    """Write what was decided about each claim, and what came second."""
    for claim in report:
        for number, line in enumerate(claim.explain(interface).splitlines()):
            console.print(Text(f"  {clean(line)}" if number else clean(line), style="" if number else "bold"))


def clean(text: str) -> str:
    """A text that is safe to print: white space folded, control characters shown as a mark.

    >>> clean("Rain\\x1b[31m on\\nSunday")
    'Rain\N{REPLACEMENT CHARACTER}[31m on Sunday'
    """
    return " ".join(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text).split())


def _heading(report: Report, name: str, speak: Words) -> Text:
    language = speak.get(f"language.{report.language}", report.language)
    counts = f"{counted(speak, 'claims', len(report))}, {counted(speak, 'sources', len(report.sources))}"
    return Text.assemble((clean(name), "bold"), f" · {language} · {counts}")


def _claims_beside(report: Report, speak: Words) -> RenderableType:
    table = Table.grid(padding=(0, 2, 1, 0), expand=True)
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(ratio=5)
    table.add_column(ratio=4)
    for number, claim in enumerate(report, 1):
        table.add_row(str(number), Text(clean(claim.text)), _sourcing(report, claim, speak))
    return table


def _claims_stacked(report: Report, speak: Words) -> RenderableType:
    parts: list[RenderableType] = []
    for number, claim in enumerate(report, 1):
        parts.append(Text.assemble((f"{number}. ", "dim"), clean(claim.text)))
        parts.append(Padding(_sourcing(report, claim, speak), (0, 0, 1, 3)))
    return Group(*parts)


def _sourcing(report: Report, claim: Claim, speak: Words) -> Text:
    """The chain, with how the claim is put, and under it the flags as words."""
    style = _STYLES[standing(claim)]
    chain = report.chain(claim)
    flags = ", ".join(speak[f"flag.{flag}"] for flag in claim.flags)
    if not chain and not claim.attribution:
        return Text(flags or speak["no_source"], style)
    found = Text()
    for source in chain[:-1]:
        found.append(clean(source.name)).append(" ← ", "dim")
    found.append(clean(chain[-1].name) if chain else speak["nobody_named"], f"bold {style}")
    found.append(f" ({speak[f'kind.{claim.kind}']})", "dim")
    return found.append(f"\n{flags}", style) if flags else found


def _section(title: str, body: RenderableType) -> RenderableType:
    return Group(Text(title, "bold"), Padding(body, (0, 0, 1, 2)))


def _sources(report: Report, summary: Summary, speak: Words) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(ratio=1, overflow="fold")
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    for count in summary.sources:
        source = report.source(count.id)
        cited = [counted(speak, "claims", count.origin)] if count.origin else []
        cited += [counted(speak, "relayed", count.relay)] if count.relay else []
        table.add_row(Text(clean(source.name)), speak[f"type.{source.type}"], ", ".join(cited))
    return table


def _shares(summary: Summary, speak: Words, width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for key, share in summary.standings.items():
        filled = round(share * width)
        bar = Text.assemble(("█" * filled, _STYLES[key]), ("░" * (width - filled), "dim"))
        table.add_row(speak[f"standing.{key}"], bar, speak["percent"].format(f"{share * 100:.0f}"))
    return table
