"""The measures of the specification, counted article by article.

Everything is over letters and digits, so that no tokeniser and no convention about punctuation is involved.
Counts are kept apart for each article: adding them up gives the figures, resampling them gives intervals.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import field, frozen
from rapidfuzz import fuzz

from benchmarks.gold import Article, GoldAttribution, Spans

SAME_CONTENT = 0.5
SAME_NAME = 85
MATCHED_FLAGS = ("anonymous_source", "vague_source", "second_hand", "denied")
UNIVERSAL = ("content_chars", "content", "content_exact", "attribution")
# Shares of matched attributions, misnamed ones among them: there, lower is better.
ACCURACIES = ("source", "cue", "name", "type", "misnamed")

# What guidelines disagree on keeping at the head of a content; other languages are treated as French.
COMPLEMENTISERS = {"en": re.compile(r"\s*(?:that )?", re.I), "fr": re.compile(r"\s*(?:que |qu['’])?", re.I)}

Letters = frozenset[int]
JsonReport = Mapping[str, Any]
EMPTY: JsonReport = {"claims": [], "sources": []}


def letters(text: str, spans: Iterable[Sequence[int]]) -> Letters:
    """The indices of the letters and digits that lie in the spans.

    >>> sorted(letters("a, b", [(0, 4)]))
    [0, 3]
    """
    return frozenset(
        index for start, end in spans for index in range(max(start, 0), min(end, len(text))) if text[index].isalnum()
    )


def without_complementiser(text: str, spans: Spans, language: str) -> Spans:
    """The spans less a *that* or *que* at their head.

    >>> without_complementiser("said that it rains", ((5, 18),), "en")
    ((10, 18),)
    """
    if not spans:
        return spans
    (start, end), *rest = spans
    head = COMPLEMENTISERS.get(language, COMPLEMENTISERS["fr"]).match(text, start, end)
    return ((head.end() if head else start, end), *rest)


def comparable_name(name: str | None) -> str:
    """A name as it is compared: without case, accents or punctuation.

    >>> comparable_name("Élysée – Paris")
    'elysee paris'
    """
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z0-9]+", plain.lower()))


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are taken for the same.

    >>> same_name("Poutine", "Vladimir Poutine"), same_name("NASA", None)
    (True, False)
    """
    if not other:
        return False
    return fuzz.token_set_ratio(comparable_name(one), comparable_name(other)) >= SAME_NAME


def is_misnamed(gold: str | None, ours: str | None, type: str | None) -> bool:
    """Whether ours is the proper name of a person who is not the one that the gold names.

    >>> is_misnamed("the mayor", "Ada Brook", "person"), is_misnamed("Ada Brook", "the mayor", "person")
    (True, False)
    """
    proper = any(word[:1].isupper() for word in (ours or "").split())
    return type == "person" and proper and not same_name(gold, ours)


@frozen
class Attributed:
    """An attribution, of the gold or of a report, with the letters that it covers."""

    content: Spans
    source: Spans
    cue: Spans
    kind: str | None
    name: str | None
    type: str | None
    flags: frozenset[str] | None
    relays: tuple[str, ...]
    confidence: float
    content_letters: Letters = field(repr=False)
    source_letters: Letters = field(repr=False)
    cue_letters: Letters = field(repr=False)

    def overlap(self, other: "Attributed") -> float:
        """Intersection over union of the two contents."""
        return _overlap(self.content_letters, other.content_letters)

    def meets_source(self, other: "Attributed") -> bool:
        """Whether the two source mentions have a letter in common."""
        return not self.source_letters.isdisjoint(other.source_letters)

    def meets_cue(self, other: "Attributed") -> bool:
        """Whether the two cues have a letter in common."""
        return not self.cue_letters.isdisjoint(other.cue_letters)


def _overlap(one: Letters, other: Letters) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def of_gold(article: Article) -> tuple[Attributed, ...]:
    """The attributions that the annotators saw."""
    return tuple(_of_gold(article, item) for item in article.attributions)


def _of_gold(article: Article, item: GoldAttribution) -> Attributed:
    content = without_complementiser(article.text, item.content, article.language)
    return Attributed(
        content=content,
        source=item.source,
        cue=item.cue,
        kind=item.kind or kind_of(article.text, content),
        name=item.name,
        type=item.type,
        flags=item.flags,
        relays=(item.relay,) if item.relay else (),
        confidence=1.0,
        content_letters=letters(article.text, content),
        source_letters=letters(article.text, item.source),
        cue_letters=letters(article.text, item.cue),
    )


def of_report(article: Article, report: JsonReport) -> tuple[Attributed, ...]:
    """The attributed claims of a report."""
    sources = {source["id"]: source for source in report.get("sources", ())}
    return tuple(_of_claim(article, claim, sources) for claim in report["claims"] if claim.get("attribution"))


def _of_claim(article: Article, claim: JsonReport, sources: Mapping[str, Any]) -> Attributed:
    given = claim["attribution"]
    chain = [sources[id] for id in given.get("chain", ()) if id in sources]
    origin = chain[-1] if chain else {"name": None, "type": None}
    spans = tuple((start, end) for start, end in claim["spans"])
    content = without_complementiser(article.text, spans, article.language)
    source, cue = _span(given.get("source")), _span(given.get("cue"))
    return Attributed(
        content=content,
        source=source,
        cue=cue,
        kind=claim.get("kind"),
        name=origin["name"],
        type=origin["type"],
        flags=frozenset(claim.get("flags", ())),
        relays=tuple(relay["name"] for relay in chain[:-1]),
        confidence=claim.get("confidence", 1.0),
        content_letters=letters(article.text, content),
        source_letters=letters(article.text, source),
        cue_letters=letters(article.text, cue),
    )


def _span(mention: Mapping[str, Any] | None) -> Spans:
    return ((mention["start"], mention["end"]),) if mention else ()


QUOTES = re.compile('["«“„‟][^"»”]*["»”]?')


def kind_of(text: str, spans: Spans) -> str:
    """The kind of a content whose annotators did not say: how much of it stands in double quotation marks.

    >>> kind_of('He said "no" to it', ((8, 12),)), kind_of('He said "no" to it', ((8, 18),))
    ('direct', 'mixed')
    """
    whole = letters(text, spans)
    quoted = letters(text, [found.span() for start, end in spans for found in QUOTES.finditer(text, start, end)])
    if whole and quoted >= whole:
        return "direct"
    return "mixed" if quoted else "indirect"


@frozen
class Pair:
    """A gold attribution and ours, matched by their contents."""

    gold: int
    ours: int
    overlap: float


def match(gold: Sequence[Attributed], ours: Sequence[Attributed]) -> list[Pair]:
    """Pairs of contents that overlap by half or more, one to one: best overlap first, then common sources."""
    found = [
        (Pair(i, j, overlap), one.meets_source(other))
        for i, one in enumerate(gold)
        for j, other in enumerate(ours)
        if (overlap := one.overlap(other)) >= SAME_CONTENT
    ]
    found.sort(key=lambda candidate: (-candidate[0].overlap, not candidate[1]))
    taken_gold, taken_ours, pairs = set[int](), set[int](), []
    for pair, _ in found:
        if pair.gold not in taken_gold and pair.ours not in taken_ours:
            taken_gold.add(pair.gold)
            taken_ours.add(pair.ours)
            pairs.append(pair)
    return pairs


def right_source(gold: Attributed, ours: Attributed) -> bool:
    """Whether the source mentions overlap, or neither has one."""
    return ours.meets_source(gold) if gold.source_letters else not ours.source_letters


@frozen
class Counts:
    """True positives, false positives and false negatives of each measure; rights and cases of accuracies."""

    tallies: Mapping[str, tuple[int, int, int]]
    accuracies: Mapping[str, tuple[int, int]]
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            _added(self.tallies, other.tallies, (0, 0, 0)),
            _added(self.accuracies, other.accuracies, (0, 0)),
            self.gold + other.gold,
        )

    def figures(self) -> dict[str, Any]:
        """The figures as percentages, in the shape of the reference scorer."""
        figures: dict[str, Any] = {name: _prf(*tally) for name, tally in self.tallies.items()}
        figures["accuracy"] = {
            name: round(100 * right / cases, 1) if cases else None
            for name in ACCURACIES
            for right, cases in [self.accuracies.get(name, (0, 0))]
        }
        figures["gold"] = self.gold
        return figures


def _added(one: Mapping[str, Any], other: Mapping[str, Any], zero: tuple[int, ...]) -> dict[str, Any]:
    return {
        name: tuple(a + b for a, b in zip(one.get(name, zero), other.get(name, zero), strict=True))
        for name in {**one, **other}
    }


def _prf(tp: int, fp: int, fn: int) -> dict[str, float]:
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return {"p": round(100 * precision, 1), "r": round(100 * recall, 1), "f": round(100 * f1, 1)}


@frozen
class Comparison:
    """An article, what the annotators saw in it, what a report says of it, and how the two pair up."""

    article: Article
    report: JsonReport
    gold: tuple[Attributed, ...]
    ours: tuple[Attributed, ...]
    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, article: Article, report: JsonReport | None) -> "Comparison":
        """Compare an article with a report on it; no report counts as an empty one."""
        report = report or EMPTY
        gold, ours = of_gold(article), of_report(article, report)
        return cls(article, report, gold, ours, tuple(match(gold, ours)))

    def matched(self) -> Iterable[tuple[Attributed, Attributed]]:
        """The matched attributions themselves."""
        return ((self.gold[pair.gold], self.ours[pair.ours]) for pair in self.pairs)

    def missed(self) -> list[int]:
        """Indices of the gold attributions that have no match."""
        found = {pair.gold for pair in self.pairs}
        return [index for index in range(len(self.gold)) if index not in found]

    def spurious(self) -> list[int]:
        """Indices of our attributions that have no match."""
        found = {pair.ours for pair in self.pairs}
        return [index for index in range(len(self.ours)) if index not in found and index not in self.open]

    @cached_property
    def open(self) -> frozenset[int]:
        """Indices of ours without a match that only one of two annotators saw, too: neither right nor wrong."""
        text, language = self.article.text, self.article.language
        seen = [letters(text, without_complementiser(text, spans, language)) for spans in self.article.maybe]
        found = {pair.ours for pair in self.pairs}
        return frozenset(
            index
            for index, item in enumerate(self.ours)
            if index not in found and any(_overlap(item.content_letters, one) >= SAME_CONTENT for one in seen)
        )

    @cached_property
    def asserting(self) -> frozenset[int]:
        """The letters of our claims, and of cues and sources: a sentence without any of them asserts nothing."""
        mentions = (
            (one["start"], one["end"])
            for claim in self.report["claims"]
            for one in ((claim.get("attribution") or {}).get(part) for part in ("cue", "source"))
            if one
        )
        spans = [*mentions, *(tuple(span) for claim in self.report["claims"] for span in claim["spans"])]
        return frozenset(letters(self.article.text, spans))

    def sentences(self) -> list[tuple[int, bool, bool]]:
        """For each sentence with letters: its index, and whether ours is unsourced and hearsay there."""
        text = self.article.text
        claims = [(set(claim.get("flags", ())), letters(text, claim["spans"])) for claim in self.report["claims"]]
        unsourced = frozenset[int]().union(*(found for flags, found in claims if "unsourced" in flags))
        hearsay = frozenset[int]().union(*(found for flags, found in claims if "hearsay" in flags))
        return [
            (index, 2 * len(unsourced & inside) >= len(inside), not hearsay.isdisjoint(inside))
            for index, sentence in enumerate(self.article.sentences)
            if (inside := letters(text, [(sentence.start, sentence.end)]))
        ]

    def counts(self) -> Counts:
        """What this article adds to each measure."""
        tallies = {**self._attributions(), **self._flags(), **self._sentences()}
        return Counts(tallies, self._accuracies(), len(self.gold))

    def _attributions(self) -> dict[str, tuple[int, int, int]]:
        in_gold = frozenset[int]().union(*(item.content_letters for item in self.gold))
        in_ours = frozenset[int]().union(*(item.content_letters for item in self.ours))
        exact = sum(one.content_letters == other.content_letters for one, other in self.matched())
        right = sum(right_source(one, other) for one, other in self.matched())
        found = {"content": len(self.pairs), "content_exact": exact, "attribution": right}
        return {
            "content_chars": (len(in_gold & in_ours), len(in_ours - in_gold), len(in_gold - in_ours)),
            **{name: (n, len(self.ours) - n - len(self.open), len(self.gold) - n) for name, n in found.items()},
        }

    def _flags(self) -> dict[str, tuple[int, int, int]]:
        found = Counter[tuple[str, int]]()
        seen = set[str]()
        for pair in self.pairs:
            gold, unsure = self.gold[pair.gold].flags, self.article.attributions[pair.gold].unsure
            if gold is not None:
                ours = (self.ours[pair.ours].flags or frozenset()) - unsure
                seen.update(MATCHED_FLAGS)
                found.update(_outcome(flag, flag in gold, flag in ours) for flag in MATCHED_FLAGS)
        for index in self.missed():
            flags = self.gold[index].flags or frozenset()
            seen |= flags
            found.update(_outcome(flag, True, False) for flag in flags)
        return {f"flag:{flag}": (found[flag, 0], found[flag, 1], found[flag, 2]) for flag in sorted(seen)}

    def _sentences(self) -> dict[str, tuple[int, int, int]]:
        found = Counter[tuple[str, int]]()
        seen = set[str]()
        for index, unsourced, hearsay in self.sentences():
            gold = self.article.sentences[index]
            seen.add("hearsay_sentences")
            found[_outcome("hearsay_sentences", gold.hearsay, hearsay)] += 1
            seen.add("non_assertions")
            inside = letters(self.article.text, [(gold.start, gold.end)])
            found[_outcome("non_assertions", gold.status == "none", inside.isdisjoint(self.asserting))] += 1
            if gold.status in ("sourced", "unsourced"):
                seen.add("unsourced_sentences")
                found[_outcome("unsourced_sentences", gold.status == "unsourced", unsourced)] += 1
        return {name: (found[name, 0], found[name, 1], found[name, 2]) for name in sorted(seen)}

    def _accuracies(self) -> dict[str, tuple[int, int]]:
        cases: dict[str, list[bool]] = {name: [] for name in ACCURACIES}
        for gold, ours in self.matched():
            cases["source"].append(right_source(gold, ours))
            if gold.cue_letters:
                cases["cue"].append(gold.meets_cue(ours))
            if gold.name:
                cases["name"].append(same_name(gold.name, ours.name))
                cases["misnamed"].append(is_misnamed(gold.name, ours.name, ours.type))
            if gold.type and gold.type != "unknown":
                cases["type"].append(gold.type == ours.type)
        return {name: (sum(right), len(right)) for name, right in cases.items()}


def _outcome(name: str, gold: bool, ours: bool) -> tuple[str, int]:
    """Where a case is counted: 0 a true positive, 1 a false positive, 2 a false negative, 3 nowhere."""
    return name, {(True, True): 0, (False, True): 1, (True, False): 2, (False, False): 3}[gold, ours]


def total(counts: Iterable[Counts]) -> Counts:
    """The counts of many articles together."""
    return sum(counts, Counts({}, {}))


def compare(articles: Iterable[Article], reports: Mapping[str, JsonReport]) -> list[Comparison]:
    """Compare each article with the report that bears its id."""
    return [Comparison.of(article, reports.get(article.id)) for article in articles]


def score(articles: Iterable[Article], reports: Mapping[str, JsonReport]) -> dict[str, Any]:
    """All figures over some articles.

    >>> score([], {})
    {'accuracy': {'source': None, 'cue': None, 'name': None, 'type': None, 'misnamed': None}, 'gold': 0}
    """
    return total(comparison.counts() for comparison in compare(articles, reports)).figures()
