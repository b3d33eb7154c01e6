"""``factcheck attribute``: analyse files and show, save or judge what came out."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import click
from attrs import frozen
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from factcheck.cli.account import print_account
from factcheck.cli.exits import EPILOG, Exit, complain, fail
from factcheck.cli.gates import Gate, GateType
from factcheck.cli.output import Output, interface_language, stem
from factcheck.errors import FactcheckError
from factcheck.exports import EXPORTS
from factcheck.exports.about import About
from factcheck.exports.words import interface_languages, words
from factcheck.inputs import STDIN, Article, find, read
from factcheck.many import Request, attribute_batch, outcomes
from factcheck.report import Report
from factcheck.summary import summarize

_GATE_HELP = "End with code 1 when a text meets this, such as 'unsourced>50%'. May be repeated."


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("-l", "--language", metavar="CODE", help="Language of the texts: fr, en. [default: from the text]")
@click.option("--outlet", metavar="NAME", help="Who publishes the texts. [default: what an HTML page says]")
@click.option("--json", "to", flag_value="json", help="Write JSON; for several files, one report a line.")
@click.option("--html", "to", flag_value="html", help="Write a page to read in a browser.")
@click.option("--to", type=click.Choice(list(EXPORTS)), help="Write another format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write to.")
@click.option("--fail-on", "gates", type=GateType(), multiple=True, metavar="GATE", help=_GATE_HELP)
@click.option("-j", "--processes", type=click.IntRange(1), default=1, metavar="N", help="How many work at many files.")
@click.option("-q", "--quiet", is_flag=True, help="Show no account: only errors and what --fail-on finds.")
@click.option("--interface", type=click.Choice(list(interface_languages())), help="Language of our own words.")
@click.option("--color/--no-color", default=None, help="Force colours on or off. [default: on in a terminal]")
def command(
    files: tuple[str, ...],
    language: str | None,
    outlet: str | None,
    to: str | None,
    output: Path | None,
    gates: tuple[Gate, ...],
    processes: int,
    quiet: bool,
    interface: str | None,
    color: bool | None,
) -> None:
    """Take articles apart: each claim, who says so, through whom, and what is unsourced, second-hand,
    anonymous or hearsay.

    FILE is a text or HTML file, a folder, a pattern such as 'news/**/*.html' (in quotation marks), or - for
    standard input.

    A gate compares the share of claim text that carries a flag (unsourced, second_hand, hearsay,
    anonymous_source, vague_source, denied) or has a named source at first hand (named), or the number of
    claims, of sources, or of independent origins, with >, >=, < and <=; shares are from 0 to 1, or written 50%.

    \b
    Examples:
      factcheck attribute article.txt
      factcheck attribute --html -o article.html article.txt
      factcheck attribute --json news/ > reports.jsonl
      factcheck attribute -q --fail-on 'unsourced>50%' draft.txt
    """
    try:
        names = find(files)
        sink = Output.open(to or ("json" if output else None), output, several=len(names) > 1)
    except FactcheckError as error:
        fail(error)
    interface = interface or interface_language()
    speak = words(interface)
    console = Console(force_terminal=color, no_color=color is False, highlight=False)
    failed = met = False
    for number, (article, report) in enumerate(_reports(names, language, outlet, processes)):
        if report is None:
            failed = True
            continue
        if sink:
            failed |= not _write(sink, article, report)
        elif not quiet:
            if number:
                console.print()
            print_account(report, console, name=_title(article), interface=interface)
        met |= _judge(article, report, gates, speak)
    sys.exit(Exit.INPUT if failed else Exit.GATE if met else Exit.OK)


@frozen
class _Job:
    """An article to analyse; ``request`` is None where it could not be read."""

    article: Article
    request: Request | None = None


def _reports(
    names: tuple[str, ...], language: str | None, outlet: str | None, processes: int
) -> Iterator[tuple[Article, Report | None]]:
    """Each article with its report; None, after a word on standard error, where there could be none."""
    jobs = (_job(name, language, outlet) for name in names)
    with (
        _progress(len(names)) as advance,
        closing(outcomes(jobs, _analyse, _length, processes=processes)) as found,
    ):
        for job, outcome in found:
            advance()
            if isinstance(outcome, FactcheckError):
                complain(f"{job.article.name}: {outcome}")
            elif isinstance(outcome, Exception):
                raise outcome
            yield job.article, outcome if isinstance(outcome, Report) else None


def _job(name: str, language: str | None, outlet: str | None) -> _Job:
    try:
        article = read(name)
    except FactcheckError as error:
        complain(error)
        return _Job(Article("", name))
    request = Request(article.text, language or _supported(article), outlet or article.outlet)
    return _Job(article, request)


def _analyse(jobs: Sequence[_Job]) -> list[Report | Exception | None]:
    """What a worker does with a batch; a function of the module, to be sent to other processes."""
    found = iter(attribute_batch([job.request for job in jobs if job.request]))
    return [next(found) if job.request else None for job in jobs]


def _length(job: _Job) -> int:
    return len(job.article.text)


def _supported(article: Article) -> str | None:
    """The language that a page declares, if it is one of ours; any other is told from the text."""
    return article.language if article.language in interface_languages() else None


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar for many files where somebody watches, and nothing at all elsewhere."""
    if total == 1 or not sys.stderr.isatty():
        yield lambda: None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


def _write(sink: Output, article: Article, report: Report) -> bool:
    about = About(title=article.title, url=article.url, outlet=article.outlet)
    try:
        if sink.lines:
            # One extra key, so that a line can be told from the next.
            sink.write_line(json.dumps({"file": article.name, **report.to_dict()}, ensure_ascii=False))
        else:
            sink.write(report, about, stem(article.name))
    except FactcheckError as error:
        complain(error)
        return False
    return True


def _title(article: Article) -> str:
    name = "standard input" if article.name == STDIN else article.name
    return f"{article.title} ({name})" if article.title else name


def _judge(article: Article, report: Report, gates: tuple[Gate, ...], speak: Mapping[str, str]) -> bool:
    """Whether any gate is met; each that is gets its line on standard error."""
    if not gates:
        return False
    summary = summarize(report)
    met = [gate for gate in gates if gate.met_by(summary)]
    for gate in met:
        complain(f"{article.name}: {gate.verdict(summary, speak)}")
    return bool(met)
