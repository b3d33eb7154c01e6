"""Text in at one end, a report out at the other: every stage in order, each a function over immutable values."""

from collections.abc import Sequence
from functools import cache

from attrs import field, frozen

from factcheck.detection import detect
from factcheck.errors import TextError
from factcheck.fastload import nothing_collected
from factcheck.folding import whole_characters
from factcheck.languages import Pack, load_pack, supported
from factcheck.report import Report
from factcheck.syntax import Parser, import_stanza, load_parser
from factcheck.tokens import Document

#: The longest text that is read, in code points; longer ones raise TextError.
MAX_LENGTH = 10_000_000


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
        documents = self.parse([admitted(text) for text in texts])
        return [report_on(document, self.pack, outlet) for document in documents]


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
    text = admitted(text)
    code = language or language_of(text)
    if code is None:
        return Report(text, "und", (), ())
    return load(code)(text, outlet=outlet)


def language_of(text: str) -> str | None:
    """The code of the language of a text; None if it holds no letter. Raises LanguageError for one without a pack."""
    # Whoever asks will most likely want the text read.
    return detect(text, supported(), meanwhile=import_stanza)


@cache
def load(language: str, models: str = "compact") -> Attributor:
    """A reusable pipeline for one language; loaded once per process.

    ``models`` is ``"compact"`` (shipped), ``"official"`` (Stanza's own) or the path of a folder. Raises LanguageError
    for a language without a pack and ModelError for models that are missing or damaged.
    """
    pack = load_pack(language)
    return Attributor(language, pack, load_parser(language, models))


def admitted(text: object) -> str:
    """The text that every report and offset is about: as given, but with U+FFFD for each surrogate.

    A surrogate is half of a character, left over where bytes were decoded or a text was cut wrongly. Two of them in a
    row would become one character when a report is written as JSON and read back, and no encoding can write one at
    all. The text keeps its length, so that offsets hold in the text as given too. Raises TextError for what cannot be
    analysed: anything but a string, or one that is too long.

    >>> admitted("It \\ud83d\\ude00 rains.")
    'It �� rains.'
    """
    if not isinstance(text, str):
        raise TextError(f"a text must be a str, not {type(text).__name__}; decode bytes first")
    if len(text) > MAX_LENGTH:
        raise TextError(f"the text has {len(text):,} characters, the limit is {MAX_LENGTH:,}; cut it into articles")
    return whole_characters(text)


def report_on(document: Document, pack: Pack, outlet: str | None = None) -> Report:
    """The report of a parsed document: every stage after the syntax."""
    # Late: the stages are two thirds of what there is to import, and nobody needs them before the first text.
    from factcheck import stages

    with nothing_collected():
        return stages.report_on(document, pack, outlet)
