"""``factcheck attribute``: analyse files and show, save or judge what came out."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from webbrowser import open as launch

import click
from attrs import evolve, frozen
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from factcheck.cli.account import print_account, print_explanations
from factcheck.cli.exits import EPILOG, Exit, asked_interface, complain, fail, interface, interface_option
from factcheck.cli.gates import Gate, GateType
from factcheck.cli.options import reading_options
from factcheck.cli.output import Output, apart, stem
from factcheck.corpus.many import Request, attribute_batch, outcomes
from factcheck.errors import FactcheckError
from factcheck.exports import EXPORTS
from factcheck.exports.about import About
from factcheck.exports.faults import told
from factcheck.languages.messages import interface_languages, words
from factcheck.pipeline import Setup
from factcheck.provenance.summary import summarize
from factcheck.report import Report
from factcheck.syntax import Progress
from factcheck.text.inputs import STDIN, Article, find, read

_GATE_HELP = "End with code 1 when a text meets this, such as 'unsourced>50%'. May be repeated."
# A text with fewer characters is parsed before a bar could be read.
_LONG = 50_000


@click.command(epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@click.option("-l", "--language", metavar="CODE", help="Language of the texts: fr, en. [default: from the text]")
@click.option("--outlet", metavar="NAME", help="Who publishes the texts. [default: what an HTML page says]")
@reading_options
@click.option("--pack", type=click.Path(), metavar="FILE", help="Language pack of your own, for the --language given.")
@click.option("--explain", is_flag=True, help="Say for each claim what was decided, how surely, and what came second.")
@click.option("--json", "json_", is_flag=True, help="Write JSON, one report a line.")
@click.option("--html", is_flag=True, help="Write a page to read in a browser.")
@click.option("--to", type=click.Choice(list(EXPORTS)), help="Write another format.")
@click.option("--open", "open_", is_flag=True, help="Make the page of one text, and open it in the browser.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File or folder to write to.")
@click.option("--fail-on", "gates", type=GateType(), multiple=True, metavar="GATE", help=_GATE_HELP)
@click.option("-j", "--processes", type=click.IntRange(1), default=1, metavar="N", help="How many work at many files.")
@click.option("-q", "--quiet", is_flag=True, help="Show no account: only errors and what --fail-on finds.")
@interface_option
@click.option("--color/--no-color", default=None, help="Force colours on or off. [default: on in a terminal]")
def command(
    files: tuple[str, ...],
    language: str | None,
    outlet: str | None,
    setup: Setup,
    pack: str | None,
    explain: bool,
    json_: bool,
    html: bool,
    to: str | None,
    open_: bool,
    output: Path | None,
    gates: tuple[Gate, ...],
    processes: int,
    quiet: bool,
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
      factcheck attribute --open article.txt
      factcheck attribute --html -o article.html article.txt
      factcheck attribute --json news/ > reports.jsonl
      factcheck attribute -q --fail-on 'unsourced>50%' draft.txt
    """
    if pack and not language:
        raise click.UsageError("--pack needs --language, since the language cannot be detected without its pack")
    names, failed = _found(files)
    many = len(files) > 1 or names != files
    if open_ and many:
        raise click.UsageError("--open shows one text; give one file")
    if open_ and output is None:
        output = Path(mkdtemp(prefix="factcheck-")) / f"{stem(names[0])}.html"
    try:
        to = _format(json_, html or open_, to, output)
        sink = Output.open(to, output, several=many, interface=asked_interface())
    except FactcheckError as error:
        fail(error)
    speak = words(interface())
    console = Console(force_terminal=color, no_color=color is False, highlight=False)
    met = False
    called = dict(zip(names, apart(names), strict=True))
    common = Request("", language, outlet, evolve(setup, pack=pack))
    try:
        for number, (article, report) in enumerate(_reports(names, common, processes)):
            if report is None:
                failed = True
                continue
            if sink:
                failed |= not _write(sink, article, report, called[article.name])
                if open_ and not failed and (page := sink.file(called[article.name])):
                    launch(page.resolve().as_uri())
            elif not quiet:
                if number:
                    console.print()
                print_account(report, console, name=_title(article), interface=interface())
                if explain:
                    print_explanations(report, console, interface=interface())
            met |= _judge(article, report, gates, speak)
    except FactcheckError as error:
        # No fault of one text, or it would be complained of with its name: models, outlets or a pack.
        fail(error)
    sys.exit(Exit.INPUT if failed else Exit.GATE if met else Exit.OK)


def _found(files: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The files behind the arguments, and whether there was one without any, of which a word is said."""
    names: dict[str, None] = {}
    failed = False
    for file in files:
        try:
            names.update(dict.fromkeys(find([file])))
        except FactcheckError as error:
            complain(error)
            failed = True
    if not names:
        sys.exit(Exit.INPUT)
    return tuple(names), failed


def _format(json_: bool, html: bool, to: str | None, output: Path | None) -> str | None:
    """The one format that was asked for, JSON where only a file to write was named."""
    asked = [name for name, given in (("json", json_), ("html", html), (to, to)) if given]
    if len(asked) > 1:
        raise click.UsageError("--json, --html and --to exclude one another; give one of them")
    return next(iter(asked), "json" if output else None)


@frozen
class _Job:
    """An article to analyse; ``request`` is None where it could not be read."""

    article: Article
    request: Request | None = None


def _reports(names: tuple[str, ...], common: Request, processes: int) -> Iterator[tuple[Article, Report | None]]:
    """Each article with its report; None, after a word on standard error, where there could be none."""
    jobs = (_job(name, common) for name in names)
    alone = len(names) == 1
    with _progress(not alone) as show:
        work = partial(_analyse, progress=show) if alone else _analyse
        with closing(outcomes(jobs, work, _length, processes=1 if alone else processes)) as found:
            for number, (job, outcome) in enumerate(found, 1):
                if not alone:
                    show(number, len(names))
                if isinstance(outcome, FactcheckError):
                    complain(f"{job.article.name}: {outcome}")
                elif isinstance(outcome, Exception):
                    raise outcome
                yield job.article, outcome if isinstance(outcome, Report) else None


def _job(name: str, common: Request) -> _Job:
    try:
        article = read(name)
    except FactcheckError as error:
        complain(error)
        return _Job(Article("", name))
    language = common.language or _supported(article)
    return _Job(article, evolve(common, text=article.text, language=language, outlet=common.outlet or article.outlet))


def _analyse(jobs: Sequence[_Job], progress: Progress | None = None) -> list[Report | Exception | None]:
    """What a worker does with a batch; a function of the module, to be sent to other processes."""
    found = iter(attribute_batch([job.request for job in jobs if job.request], progress))
    return [next(found) if job.request else None for job in jobs]


def _length(job: _Job) -> int:
    return len(job.article.text)


def _supported(article: Article) -> str | None:
    """The language that a page declares, if it is one of ours; any other is detected in the text."""
    return article.language if article.language in interface_languages() else None


@contextmanager
def _progress(many: bool) -> Iterator[Progress]:
    """A bar for many files or a long text where somebody watches, and nothing at all elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", visible=False)

        def show(done: int, total: int) -> None:
            words = told(f"{done} of {total} files", interface()) if many else ""
            bar.update(task, completed=done, total=total, description=words, visible=many or total > _LONG)

        yield show


def _write(sink: Output, article: Article, report: Report, name: str) -> bool:
    about = About(article.title, article.url, article.outlet, article.date, article.name)
    try:
        if sink.lines:
            # What convert and other readers need to say which article it is; the same for one file as for many.
            line = json.dumps(about.known() | report.to_dict(), ensure_ascii=False)
            sink.write_line(line, name)
        else:
            sink.write(report, about, name)
    except FactcheckError as error:
        complain(error)
        return False
    return True


def _title(article: Article) -> str:
    name = told("standard input", interface()) if article.name == STDIN else article.name
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
