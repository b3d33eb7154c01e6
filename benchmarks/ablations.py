"""What each part is good for: the same measure with one part switched off, or with gold trees for our own.

Parts are switched off by putting a stand-in in their place for the time of a run;
nothing in the library knows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.gold import Article, GoldSet
from benchmarks.measures import JsonReport, compare, score, total
from benchmarks.quality import sample

MEASURES = ("content", "attribution", "unsourced_sentences", "name", "type", "flag:second_hand")
WHOLE = "nothing left out"


def _nothing(*_: Any) -> tuple[()]:
    return ()


def _as_found(_: Any, found: Any) -> Any:
    return found


def _nobody_resolved(ctx: Any, found: Sequence[Any], *_: Any) -> Any:
    """Every mention stands for itself, under the words that it is made of."""
    resolving = import_module("factcheck.entities.resolving")
    report = import_module("factcheck.report")
    text, sources, behind = ctx.document.text, dict[str, Any](), list[tuple[str, ...]]()
    for one in found:
        holders = [holder for holder in (*one.relays, one.source) if holder is not None]
        for holder in holders:
            words = text[holder.start : holder.end]
            mention = report.Mention(words, holder.start, holder.end)
            sources.setdefault(
                f"s{holder.start}",
                report.Source(f"s{holder.start}", words, report.SourceType.UNKNOWN, False, (mention,)),
            )
        behind.append(tuple(dict.fromkeys(f"s{holder.start}" for holder in holders)))
    return resolving.Resolved(tuple(sources.values()), tuple(behind))


# What is left out, the name that stands for it where it is called, and what stands in for it.
PARTS: Mapping[str, tuple[str, str, Callable[..., Any]]] = {
    "quotation marks": ("factcheck.provenance.stages", "find_quotations", _nothing),
    "verbs as cues": ("factcheck.grammar.proposals", "verb_cues", _nothing),
    "prepositions as cues": ("factcheck.grammar.proposals", "preposition_cues", _nothing),
    "nouns as cues": ("factcheck.grammar.proposals", "from_nouns", _nothing),
    "quotations without a cue": ("factcheck.grammar.proposals", "finish_quotations", _as_found),
    "nested speech": ("factcheck.grammar.proposals", "nest", _as_found),
    "relays": ("factcheck.grammar.proposals", "add_relays", _as_found),
    "entities": ("factcheck.provenance.stages", "resolve", _nobody_resolved),
}


def run(sets: Iterable[GoldSet], shared: Path, folder: Path, wanted: int | None = None) -> dict[str, Any]:
    """Every part left out in turn, over parses that are kept in a folder; and gold trees against ours."""
    results = {}
    for gold in sets:
        articles = sample(gold.articles(shared), wanted)
        results[gold.name] = _without_each(articles, gold.language, folder)
    return {
        "benchmark": "ablations",
        "made": machine.describe(),
        "measures": list(MEASURES),
        "sets": results,
        "trees": trees(shared, folder),
    }


def _without_each(articles: Sequence[Article], language: str, folder: Path) -> dict[str, list[float | None]]:
    from benchmarks import parses

    texts = [article.text for article in articles]
    parses.fill(texts, language, folder)
    found: dict[str, list[float | None]] = {}
    for label in (WHOLE, *PARTS):
        with _left_out(label) as possible:
            if possible:
                made = parses.reports(texts, language, folder)
                figures = score(articles, {a.id: r for a, r in zip(articles, made, strict=True)})
                found[label] = [_figure(figures, measure) for measure in MEASURES]
    return found


def _figure(figures: Mapping[str, Any], measure: str) -> float | None:
    found = figures.get(measure)
    value: float | None = found["f"] if found else figures["accuracy"].get(measure)
    return value


@contextmanager
def _left_out(label: str) -> Iterator[bool]:
    """Leave a part out for a while; false when the library has no such part any more."""
    with ExitStack() as stack:
        if label != WHOLE:
            module, name, stand_in = PARTS[label]
            if not hasattr(import_module(module), name):
                yield False
                return
            stack.enter_context(patch.object(import_module(module), name, stand_in))
        yield True


TREEBANKS = {"en": ("data/ud/en/gum-open.conllu", "news"), "fr": ("data/ud/fr/gsd-test.conllu", "")}


def trees(shared: Path, folder: Path) -> dict[str, Any]:
    """How far what we find over our own trees agrees with what we find over a treebank's gold trees."""
    from benchmarks.parses import KeptParser
    from benchmarks.treebank import read
    from factcheck.languages import load_pack
    from factcheck.pipeline import report_on

    results = {}
    for language, (name, genre) in TREEBANKS.items():
        if not (shared / name).is_file():
            continue
        pack, parse = load_pack(language), KeptParser(language, folder)
        documents = [gold.document for gold in read(shared / name, language) if gold.genre == genre]
        pairs = []
        for number, document in enumerate(documents):
            (parsed,) = parse([document.text])
            over_gold, over_ours = (report_on(one, pack).to_dict() for one in (document, parsed))
            pairs.append((_as_gold(str(number), language, over_gold), over_ours))
        counts = total(one.counts() for article, ours in pairs for one in compare([article], {article.id: ours}))
        figures = counts.figures()
        results[language] = {
            "treebank": Path(name).stem,
            "attributions": figures["gold"],
            **{measure: figures[measure]["f"] for measure in ("content", "attribution")},
        }
    return results


def _as_gold(id: str, language: str, report: JsonReport) -> Article:
    """A report taken for the truth."""
    from benchmarks.gold import GoldAttribution

    def span(mention: Mapping[str, Any] | None) -> tuple[tuple[int, int], ...]:
        return ((mention["start"], mention["end"]),) if mention else ()

    return Article(
        id,
        language,
        report["text"],
        tuple(
            GoldAttribution(
                tuple((start, end) for start, end in claim["spans"]),
                span(claim["attribution"]["source"]),
                span(claim["attribution"]["cue"]),
                claim["kind"],
            )
            for claim in report["claims"]
            if claim["attribution"]
        ),
    )


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The tables of a run."""
    for name, found in result["sets"].items():
        table = Table(title=f"{name}: F1 (accuracy of name and type) without …", title_justify="left")
        for column in ("left out", *result["measures"]):
            table.add_column(column, justify="left" if column == "left out" else "right")
        for label, values in found.items():
            table.add_row(label, *("" if value is None else f"{value:.1f}" for value in values))
        console.print(table)
    for language, found in result["trees"].items():
        console.print(
            f"{language}: over our own trees of {found['treebank']}, content F1 {found['content']} and "
            f"attribution F1 {found['attribution']} against the {found['attributions']} over gold trees"
        )
