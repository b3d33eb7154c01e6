"""Across articles: are claims that say alike brought together, and is it told on whose word a story rests?

Every bundle is traced by a model that was learnt from the other bundles: once with the claims that the annotators
marked, once with the library's own, so that the errors of the two can be told apart.

``pairs`` are claims of two articles in one statement; both on a fact that the annotators list; ``traps`` are
the share of them on two different facts, ``strays`` the share of the claims in those statements that are on no fact of
the list (not all are wrong: the list is not complete). ``origins`` is the share of facts that come from somebody whose
statement names that origin, by the words of all its origins together, as the reference scorer has it; ``origins, any``
asks for the words of one of them. The annotators' lines are prose (*same single official, same briefing*): what their
own claims on a fact name is ``origins, at best`` and ``origins, any, at best``, which no trace can be better than by
more than luck. ``single`` and ``disputed`` are the statement's flags against the annotators' list. Most facts of the
bundles have one origin, so that whoever counts fewer origins does better by ``single``: ``single, all flagged`` is what
a trace would reach that flags every fact, and ``single, of several`` the share of the facts with several origins that
are flagged;
``copies`` are articles built here from those of the bundle, by leaving sentences out and putting others before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from attrs import astuple, frozen
from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.bundles import Bundle, Fact, Told, bundles, touches
from benchmarks.measures import letters
from factcheck.corpus.many import attribute_many
from factcheck.provenance.copies import shared_text
from factcheck.provenance.pairs import PairModel
from factcheck.provenance.tracing import COPY, trace_with
from factcheck.provenance.values import Statement, StatementFlag, Trace
from factcheck.report import Report
from training.pairs import Examples, examples, fit

CLAIMS = ("annotators' claims", "the library's claims")
# As the reference scorer has it: the words of an origin are those of the annotators' line.
_ONE_ORIGIN = 70
_MANY = 3
F1 = ("pairs", "pairs within", "pairs across", "single", "single, all flagged", "disputed")
_ALTERED = ("figure", "name", "date", "negation", "reworded", "elsewhere")
_ORIGINS = ("origins", "origins, any", "origins, at best", "origins, any, at best")
SHARES = ("traps", "strays", "single, of several", *_ORIGINS, *(f"altered: {kind}" for kind in _ALTERED))
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@frozen
class Counts:
    """What was found and how much of it is right; what there is to find and how much of it was reached."""

    right: int = 0
    found: int = 0
    reached: int = 0
    wanted: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def figures(self) -> dict[str, float | int]:
        """Precision, recall and F1 in percent.

        >>> Counts(right=1, found=2, reached=1, wanted=1).figures()
        {'precision': 50.0, 'recall': 100.0, 'f1': 66.7, 'wanted': 1}
        """
        precision = self.right / self.found if self.found else 1.0
        recall = self.reached / self.wanted if self.wanted else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {"precision": precision, "recall": recall, "f1": f1}
        return {**{name: round(100 * share, 1) for name, share in shares.items()}, "wanted": self.wanted}


def run(shared: Path) -> dict[str, Any]:
    """All figures, by whose claims they are and by language."""
    known = bundles(shared)
    reports = {
        CLAIMS[0]: [[article.report for article in bundle.articles] for bundle in known],
        CLAIMS[1]: [own_reports(bundle) for bundle in known],
    }
    taught = [examples(bundle, reports[CLAIMS[0]][place]) for place, bundle in enumerate(known)]
    result: dict[str, Any] = {"benchmark": "trace", "made": machine.describe(), "bundles": len(known), "figures": {}}
    for claims, given in reports.items():
        by_language: dict[str, list[Mapping[str, Counts]]] = {}
        for place, bundle in enumerate(known):
            model = fit([lesson for other, lesson in enumerate(taught) if other != place])
            traced = trace_with(given[place], [article.document for article in bundle.articles], model)
            counts = {**judge(bundle, traced), **_near_identical(taught[place], model)}
            by_language.setdefault(bundle.language, []).append(counts)
        every = [counts for found in by_language.values() for counts in found]
        result["figures"][claims] = {
            name: {measure: counts.figures() for measure, counts in _sum(found).items()}
            for name, found in {**by_language, "all": every}.items()
        }
    result["copies"] = copies(known).figures()
    return result


def own_reports(bundle: Bundle) -> list[Report]:
    """What the library itself makes of the articles of a bundle."""
    made = []
    for article in bundle.articles:
        (report,) = attribute_many([article.text], article.language)
        assert isinstance(report, Report)
        made.append(report)
    return made


def _near_identical(lesson: Examples, model: PairModel) -> dict[str, Counts]:
    """Of claims that were altered in one place, the share that is still taken for the same, by what was altered."""
    counts: dict[str, Counts] = defaultdict(Counts)
    taken = model.judge(lesson.rows)[0] > 0
    for kind, same in zip(lesson.kinds, taken, strict=True):
        if kind != "real":
            counts[f"altered: {kind}"] += Counts(right=bool(same), found=1)
    return counts


def _sum(found: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    total: dict[str, Counts] = {}
    for counts in found:
        for name, count in counts.items():
            total[name] = total.get(name, Counts()) + count
    return total


def judge(bundle: Bundle, traced: Trace) -> dict[str, Counts]:
    """The counts of one bundle, by measure."""
    articles = {article.document.id: article for article in bundle.articles}
    facts = {
        (id, key): letters(article.text, spans)
        for id, article in articles.items()
        for key, spans in article.facts.items()
    }
    held: list[list[tuple[str, frozenset[str]]]] = []
    for statement in traced:
        on = []
        for claim in statement.claims:
            inside = letters(articles[claim.document].text, claim.spans)
            keys = frozenset(k for (id, k), spot in facts.items() if id == claim.document and touches(inside, spot))
            on.append((claim.document, keys))
        held.append(on)
    return {
        **_pairs(bundle, held),
        **_statements(bundle, traced, held),
    }


def _pairs(bundle: Bundle, held: Sequence[Sequence[tuple[str, frozenset[str]]]]) -> dict[str, Counts]:
    language = {article.document.id: article.language for article in bundle.articles}
    counts: dict[str, Counts] = defaultdict(Counts)

    def add(one: str, other: str, count: Counts) -> None:
        for name in ("pairs", "pairs within" if language[one] == language[other] else "pairs across"):
            counts[name] += count

    for on in held:
        for (one, keys), (other, others) in combinations([(id, keys) for id, keys in on if keys], 2):
            if one != other:
                add(one, other, Counts(right=bool(keys & others), found=1))
    together = [{(id, key) for id, keys in on for key in keys} for on in held]
    for key in bundle.facts:
        where = [article.document.id for article in bundle.articles if key in article.facts]
        for one, other in combinations(where, 2):
            reached = any((one, key) in spots and (other, key) in spots for spots in together)
            add(one, other, Counts(reached=reached, wanted=1))
    about = [on for on in held if any(keys for _, keys in on)]
    strays = Counts(right=sum(not keys for on in about for _, keys in on), found=sum(map(len, about)))
    pairs = counts["pairs"]
    return {**counts, "traps": Counts(right=pairs.found - pairs.right, found=pairs.found), "strays": strays}


def _statements(
    bundle: Bundle, traced: Trace, held: Sequence[Sequence[tuple[str, frozenset[str]]]]
) -> dict[str, Counts]:
    """Origins and flags of the statement that holds most of each fact."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for key, fact in bundle.facts.items():
        where = [article for article in bundle.articles if key in article.facts]
        best = max(range(len(held)), key=lambda n: sum(key in keys for _, keys in held[n]), default=None)
        statement = None
        if best is not None and sum(key in keys for _, keys in held[best]) > 1:
            statement = traced.statements[best]
        if fact.has_origin and statement:
            found = [traced.origin(id).name for id in statement.origins]
            for name, names in (("", found), (", at best", list(_marked(where, key)))):
                counts[f"origins{name}"] += Counts(right=_names(fact, " ; ".join(names)), found=1)
                counts[f"origins, any{name}"] += Counts(right=any(_names(fact, one) for one in names), found=1)
        if len(where) >= _MANY:
            counts["single"] += _flag(statement, StatementFlag.SINGLE_ORIGIN, fact.single)
            counts["single, all flagged"] += Counts(fact.single, 1, fact.single, fact.single)
            if fact.has_origin and not fact.single:
                flagged = statement is not None and StatementFlag.SINGLE_ORIGIN in statement.flags
                counts["single, of several"] += Counts(right=flagged, found=1)
        if len(where) > 1:
            denied = any(key in article.disputes for article in bundle.articles)
            counts["disputed"] += _flag(statement, StatementFlag.DISPUTED, denied)
    return counts


def _names(fact: Fact, names: str) -> bool:
    """Whether these are the words of the annotators' line on who a fact is from."""
    return fuzz.token_set_ratio(fact.origin.lower(), names.lower()) >= _ONE_ORIGIN


def _marked(where: Iterable[Told], key: str) -> Iterable[str]:
    """The origins of the annotators' own claims on a fact."""
    names: dict[str, None] = {}
    for article in where:
        spot = letters(article.text, article.facts[key])
        for claim in article.report:
            chain = article.report.chain(claim)
            if chain and touches(letters(article.text, claim.spans), spot):
                names[chain[-1].name] = None
    return names


def _flag(statement: Statement | None, flag: StatementFlag, wanted: bool) -> Counts:
    found = statement is not None and flag in statement.flags
    return Counts(right=found and wanted, found=found, reached=found and wanted, wanted=wanted)


def copies(known: Sequence[Bundle]) -> Counts:
    """Articles that repeat another's text, built from those of the bundles, among all the others."""
    counts = Counts()
    for bundle in known:
        texts = [article.text for article in bundle.articles]
        built = [_copy(text, texts[place - 1]) for place, text in enumerate(texts)]
        wanted = {(len(texts) + place, place) for place in range(len(texts))}
        found = {(later, earlier) for later, earlier, share in shared_text(texts + built) if share >= COPY}
        # What one article of the bundle really has from another is no error here.
        found = {(later, earlier) for later, earlier in found if later >= len(texts) > earlier}
        natural = {(later, earlier) for later, earlier, _ in shared_text(texts)}
        echoes = {(len(texts) + later, earlier) for later, earlier in natural}
        echoes |= {(len(texts) + earlier, later) for later, earlier in natural}
        found -= echoes - wanted
        right = len(found & wanted)
        counts += Counts(right, len(found), right, len(wanted))
    return counts


def _copy(text: str, other: str) -> str:
    """Three sentences in four of a text, behind the first sentence of another."""
    sentences = _SENTENCE.split(text)
    kept = [sentence for place, sentence in enumerate(sentences) if place % 4 != 2]
    return " ".join([_SENTENCE.split(other)[0], *kept])


def show(console: Console, result: Mapping[str, Any]) -> None:
    """The figures as tables."""
    for claims, by_language in result["figures"].items():
        table = Table(title=f"trace, {claims}: F1 in percent (precision / recall)")
        table.add_column("measure")
        for name in by_language:
            table.add_column(name, justify="right")
        for measure in (*F1, *SHARES):
            table.add_row(measure, *(_cell(measure, figures.get(measure)) for figures in by_language.values()))
        console.print(table)
    found = result["copies"]
    console.print(f"copies, built: F1 {found['f1']} (precision {found['precision']}, recall {found['recall']})")


def _cell(measure: str, figures: Mapping[str, float] | None) -> str:
    if figures is None:
        return "–"
    if measure in SHARES:
        return f"{figures['precision']}"
    return f"{figures['f1']} ({figures['precision']} / {figures['recall']}, {figures['wanted']})"
