"""Text in at one end, a report out at the other: every stage in order, each a function over immutable values."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from attrs import field, frozen

from factcheck.attributions import find_attributions
from factcheck.attributions.context import Context
from factcheck.attributions.values import Found
from factcheck.claims import Assertion, find_assertions
from factcheck.detection import detect
from factcheck.errors import TextError
from factcheck.languages import Pack, load_pack, supported
from factcheck.paragraphs import paragraphs
from factcheck.quotations import find_quotations
from factcheck.report import Attribution, Claim, Kind, Mention, Report
from factcheck.sources import Resolved, resolve
from factcheck.sourcing import attributed_flags, narrator_flags
from factcheck.syntax import Parser, load_parser
from factcheck.tokens import Document, Span

#: The longest text that is read, in code points; longer ones raise TextError.
MAX_LENGTH = 10_000_000
#: How many texts ``attribute_many`` parses together.
BATCH_SIZE = 16


@frozen
class Attributor:
    """A loaded language: call it with a text to get a report. Safe to share between threads.

    >>> attributor = load("en")
    >>> report = attributor("Mayor Ana Ruiz said the bridge will close on Monday.")
    >>> [claim.text for claim in report]
    ['the bridge will close on Monday']
    """

    language: str
    pack: Pack = field(repr=False)
    parse: Parser = field(repr=False)

    def __call__(self, text: str, *, outlet: str | None = None) -> Report:
        """The report of one text. ``outlet`` is the name of the article's own outlet, if it is known."""
        return next(iter(self.batch([text], outlet=outlet)))

    def batch(self, texts: Sequence[str], *, outlet: str | None = None) -> list[Report]:
        """The reports of several texts, parsed together: faster than one by one, and the same reports."""
        for text in texts:
            check_text(text)
        return [report_on(document, self.pack, outlet) for document in self.parse(texts)]


def attribute_claims(text: str, language: str | None = None, *, outlet: str | None = None) -> Report:
    """Read a news text and say, claim by claim, who says so.

    ``language`` is a code (``"fr"``, ``"en"``); it is told from the text when None. ``outlet`` names the outlet that
    the article appeared in: what its own reporters were told is then first-hand.
    Raises TextError for anything but a string (or one that is too long) and LanguageError for a language that
    there is no pack for.

    >>> report = attribute_claims("Le maire Paul Durand a déclaré que la gare fermera lundi.")
    >>> claim, = report
    >>> claim.text, claim.attribution.source.text, claim.flags
    ('la gare fermera lundi', 'Le maire Paul Durand', ())
    """
    check_text(text)
    code = language or detect(text, supported())
    if code is None:
        return Report(text, "und", (), ())
    return load(code)(text, outlet=outlet)


def attribute_many(
    texts: Iterable[str], language: str | None = None, *, batch_size: int = BATCH_SIZE, outlet: str | None = None
) -> Iterator[Report]:
    """The reports of many texts, lazily and in the order given; ``batch_size`` texts are parsed together.

    >>> [report.language for report in attribute_many(["Il pleut sur la ville.", "It rains on the town."])]
    ['fr', 'en']
    """
    waiting = iter(texts)
    while batch := list(islice(waiting, batch_size)):
        yield from _batch(batch, language, outlet)


def _batch(texts: Sequence[str], language: str | None, outlet: str | None) -> list[Report]:
    for text in texts:
        check_text(text)
    codes = [language or detect(text, supported()) for text in texts]
    reports: dict[int, Report] = {}
    for code in dict.fromkeys(codes):
        places = [n for n, other in enumerate(codes) if other == code]
        if code is None:
            reports.update((n, Report(texts[n], "und", (), ())) for n in places)
        else:
            reports.update(zip(places, load(code).batch([texts[n] for n in places], outlet=outlet), strict=True))
    return [reports[n] for n in range(len(texts))]


@cache
def load(language: str, models: str = "compact") -> Attributor:
    """A reusable pipeline for one language; loaded once per process.

    ``models`` is ``"compact"`` (shipped), ``"official"`` (Stanza's own) or the path of a folder. Raises LanguageError
    for a language without a pack and ModelError for models that are missing or damaged.
    """
    pack = load_pack(language)
    return Attributor(language, pack, load_parser(language, models))


def check_text(text: object) -> None:
    """Raise TextError unless ``text`` is a string that can be analysed."""
    if not isinstance(text, str):
        raise TextError(f"a text must be a str, not {type(text).__name__}; decode bytes first")
    if len(text) > MAX_LENGTH:
        raise TextError(f"the text has {len(text):,} characters, the limit is {MAX_LENGTH:,}; cut it into articles")


def report_on(document: Document, pack: Pack, outlet: str | None = None) -> Report:
    """The report of a parsed document: every stage after the syntax."""
    quotations = find_quotations(document.text, paragraphs(document.text))
    found = find_attributions(document, quotations, pack)
    ctx = Context(document, quotations, pack)
    resolved = resolve(ctx, found, outlet)
    assertions = find_assertions(ctx, found)
    return Report(document.text, document.language, tuple(_claims(ctx, found, resolved, assertions)), resolved.sources)


def _claims(
    ctx: Context, found: Sequence[Found], resolved: Resolved, assertions: Sequence[Assertion]
) -> Iterator[Claim]:
    sources = {source.id: source for source in resolved.sources}
    unnumbered = [
        _attributed(ctx, a, chain, attributed_flags(a, [sources[id] for id in chain]))
        for a, chain in zip(found, resolved.chains, strict=True)
    ]
    unnumbered += [_narrated(ctx, assertion) for assertion in assertions]
    unnumbered.sort(key=lambda claim: (claim.spans[0][0], -claim.spans[-1][1]))
    from attrs import evolve

    return (evolve(claim, id=f"c{n}") for n, claim in enumerate(unnumbered, 1))


def _attributed(ctx: Context, a: Found, chain: tuple[str, ...], why: object) -> Claim:
    text = ctx.document.text
    cue = Mention(text[a.cue.start : a.cue.end], a.cue.start, a.cue.end) if a.cue else None
    source = Mention(text[a.source.start : a.source.end], a.source.start, a.source.end) if a.source else None
    return Claim(
        "", _text(text, a.content), a.content, kind_of(ctx, a.content), Attribution(cue, source, chain),
        tuple(why), confidence=0.5, why=dict(why),  # type: ignore
    )


def _narrated(ctx: Context, assertion: Assertion) -> Claim:
    why = narrator_flags(ctx, assertion)
    return Claim("", _text(ctx.document.text, assertion.spans), assertion.spans, Kind.NARRATOR, None, tuple(why), 0.5, dict(why))


def _text(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def kind_of(ctx: Context, spans: Sequence[Span]) -> Kind:
    """Direct when every letter stands in quotation marks, indirect when none does, mixed between."""
    text = ctx.document.text
    quoted = [ctx.quotation(i) is not None for start, end in spans for i in range(start, end) if text[i].isalnum()]
    return Kind.DIRECT if all(quoted) else Kind.MIXED if any(quoted) else Kind.INDIRECT
