"""Text in at one end, a report out at the other: every stage in order, each a function over immutable values."""

import re
from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from factcheck.common.forking import once, one_thread_if_forked
from factcheck.common.reading import whole, whole_characters
from factcheck.errors import DataError, LanguageError, TextError
from factcheck.languages import Pack, load_pack, read_pack, supported
from factcheck.provenance.joining import joined
from factcheck.report import Report
from factcheck.syntax import Parser, Progress, import_stanza, load_parser
from factcheck.syntax.fast.loading import nothing_collected
from factcheck.syntax.tokens import Document
from factcheck.text.detection import Part
from factcheck.text.detection import parts as detected
from factcheck.text.inputs import is_address

if TYPE_CHECKING:
    from factcheck.attribution.reader import Reader
    from factcheck.outlets.registry import Registry

#: The longest text that is read, in code points; longer ones raise TextError.
MAX_LENGTH = 10_000_000

# A language and what may follow it: *en*, *EN-gb*, *fr_FR*, *zh-Hant-TW*.
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_SUFFIX = r"\.(?:txt|text|md|x?html?|pdf|docx?|odt|rtf|epub|jsonl?|xml|csv)"
_ROOT = r"(?:(?:~|\.\.?|[a-z]:)?[\\/])"
_PATH = re.compile(
    # One word that ends like a file, one that begins at a root or a drive, or a whole path whose names hold spaces.
    rf"\S+{_SUFFIX}|(?:~|\.\.?|[a-z]:)[\\/]\S+|/[\w.-]+/\S+|{_ROOT}[^\n]*{_SUFFIX}",
    re.IGNORECASE,
)
# Nothing longer is taken for an address or a path.
_LONGEST_PATH = 4096

AnyPath = str | PathLike[str]


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
    reader: "Reader" = field(repr=False)

    def __call__(self, text: str, *, outlet: str | None = None, progress: Progress | None = None) -> Report:
        """The report of one text. See :func:`attribute_claims` for ``outlet`` and ``progress``."""
        return next(iter(self.batch([text], outlet=outlet, progress=progress)))

    def batch(
        self, texts: Sequence[str], *, outlet: str | None = None, progress: Progress | None = None
    ) -> list[Report]:
        """The reports of several texts, parsed together: faster than one by one, and the same reports."""
        check_outlet(outlet)
        documents = self.parse([admitted(text) for text in texts], progress)
        return [self.report(document, outlet) for document in documents]

    def report(self, document: Document, outlet: str | None = None) -> Report:
        """The report of a document that ``parse`` has made."""
        return report_on(document, self.pack, outlet, self.reader)


@frozen
class Setup:
    """What a language is loaded with; the defaults are what the package ships. See :func:`load`."""

    models: str = "compact"
    outlets: tuple[str, ...] = ()
    pack: str | None = None
    model: str | None = None
    min_confidence: float | None = None

    @classmethod
    def of(
        cls,
        models: AnyPath = "compact",
        outlets: AnyPath | Iterable[AnyPath] = (),
        pack: AnyPath | None = None,
        model: AnyPath | None = None,
        min_confidence: float | None = None,
    ) -> "Setup":
        """The setup with these models, files of outlets, language pack, reader and least confidence."""
        files = [outlets] if isinstance(outlets, str | PathLike) else outlets
        pack, model = (None if path is None else str(path) for path in (pack, model))
        return cls(str(models), tuple(map(str, files)), pack, model, min_confidence)


#: What the package ships, and nothing else.
SHIPPED = Setup()


def attribute_claims(
    text: str,
    language: str | None = None,
    *,
    outlet: str | None = None,
    outlets: AnyPath | Iterable[AnyPath] = (),
    progress: Progress | None = None,
) -> Report:
    """Read a news text and say, claim by claim, who says so.

    Args:
        text: the article, as plain text.
        language: a code (``"fr"``, ``"en"``, ``"en-GB"``); detected when None, paragraph by paragraph: a text in two
            languages is read in both.
        outlet: the name of the outlet that the article appeared in: what its own reporters were told is first-hand.
        outlets: a file, or several, with outlets of your own; see :func:`load`.
        progress: called during the slow part of a long text with the number of characters parsed, and of all.

    Raises:
        TextError: the text is no string, is too long, or is an address or a path instead of a text.
        LanguageError: there is no pack for the language.
        DataError: a file of outlets has a fault.

    >>> report = attribute_claims("Le maire Paul Durand a déclaré que la gare fermera lundi.")
    >>> claim, = report
    >>> claim.text, claim.attribution.source.text, claim.flags
    ('la gare fermera lundi', 'Le maire Paul Durand', ())
    """
    text = admitted(text)
    parts = parts_of(text, language)
    if not parts:
        return Report(text, "und", (), ())
    reports = [
        load(part.language, outlets=outlets)(text[part.start : part.end], outlet=outlet, progress=progress)
        for part in parts
    ]
    return joined(text, parts, reports)


def parts_of(text: str, language: str | None = None) -> tuple[Part, ...]:
    """A text by its languages: one part if one is given, and nearly always; none if it holds no letter.

    Raises LanguageError for a text in a language without a pack.
    """
    if language is not None:
        return (Part(0, len(text), language_code(language)),)
    # Whoever asks will most likely want the text read.
    return detected(text, supported(), meanwhile=import_stanza)


def language_code(language: object) -> str:
    """The code of a language as packs are named, from any usual way to write it. Raises LanguageError for a non-string.

    >>> language_code("en-GB"), language_code("EN"), language_code("fr_FR")
    ('en', 'en', 'fr')
    """
    if not isinstance(language, str):
        raise LanguageError(f"a language must be a str such as 'en', not {type(language).__name__}")
    match = _LANGUAGE.fullmatch(language)
    return match[1].lower() if match else language


def load(
    language: str,
    models: AnyPath = "compact",
    *,
    outlets: AnyPath | Iterable[AnyPath] = (),
    pack: AnyPath | None = None,
    model: AnyPath | None = None,
    min_confidence: float | None = None,
) -> Attributor:
    """A reusable pipeline for one language; loaded once per process.

    Args:
        language: a code such as ``"fr"``; ``"fr_FR"`` and ``"FR"`` are the same.
        models: ``"compact"`` (shipped), ``"official"`` (Stanza's own) or a folder.
        outlets: a TOML file, or several, with newspapers, broadcasters and agencies of your own, which win over those
            that the package knows; the how-to page on outlets has its shape.
        pack: the TOML file of a language pack of your own; by default the one that the package ships.
        model: a folder with a reader of your own, as ``factcheck train`` writes it; by default the one that the package
            ships.
        min_confidence: attributions that are less likely right are left out, from 0 to 1; the page on attribution has
            what each value costs and brings. By default the value at which most is right.

    Raises:
        LanguageError: there is no pack for the language, or the pack given is for another one.
        ModelError: a model is missing or damaged, or ``min_confidence`` is not between 0 and 1.
        DataError: a file of outlets or a pack does not follow its schema.

    >>> load("en-GB") is load("en", "compact")
    True
    """
    return load_as(language, Setup.of(models, outlets, pack, model, min_confidence))


def load_as(language: str, setup: Setup) -> Attributor:
    """What :func:`load` does, with a setup that can be sent to another process."""
    # Read each time, so that a file that was mended is loaded again.
    toml = None if setup.pack is None else _read(setup.pack)
    registry = _registries()(*setup.outlets) if setup.outlets else None
    return _loaded(language_code(language), setup, toml, registry)


def _read(pack: str) -> str:
    try:
        with open(pack, "rb") as file:
            return whole(file).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read the language pack {pack}: {error}") from error


@once
def _registries() -> "Callable[..., Registry]":
    # Late: it brings whatever finds sources.
    from factcheck.outlets.registry import load_registry

    return load_registry


@once
def _loaded(language: str, setup: Setup, toml: str | None, registry: "Registry | None") -> Attributor:
    # Late: it imports torch, and nobody needs it before the first text.
    from factcheck.attribution.reader import MIN_CONFIDENCE, load_reader

    pack = evolve(_pack(language, setup.pack, toml), outlets=registry)
    parser = _parser(language, setup.models, setup.pack, toml)
    least = MIN_CONFIDENCE if setup.min_confidence is None else setup.min_confidence
    return Attributor(language, pack, parser, load_reader(setup.model, least))


@once
def _parser(language: str, models: str, pack: str | None, toml: str | None) -> Parser:
    return load_parser(language, models, _pack(language, pack, toml))


def _pack(language: str, name: str | None, toml: str | None) -> Pack:
    if name is None or toml is None:
        return load_pack(language)
    pack = read_pack(toml, name)
    if pack.code != language:
        raise LanguageError(f"{name} is a pack for {pack.code!r}, not for {language!r}")
    return pack


def admitted(text: object) -> str:
    """The text that every report and offset is about: as given, but with U+FFFD for each surrogate.

    A surrogate is half of a character, left over where bytes were decoded or a text was cut wrongly. Two of them in a
    row would become one character when a report is written as JSON and read back, and no encoding can write one at
    all. The text keeps its length, so that offsets hold in the text as given too. Raises TextError for what cannot be
    analysed: anything but a string, one that is too long, and the address or path of a text.

    >>> admitted("It \\ud83d\\ude00 rains.")
    'It �� rains.'
    """
    if not isinstance(text, str):
        hints = {bytes | bytearray: "decode it first", PathLike: "read the file first, with factcheck.text.inputs.read"}
        hint = "".join(f"; {todo}" for kind, todo in hints.items() if isinstance(text, kind))
        raise TextError(f"a text must be a str, not {type(text).__name__}{hint}")
    if len(text) > MAX_LENGTH:
        raise TextError(f"the text has {len(text):,} characters, the limit is {MAX_LENGTH:,}; cut it into articles")
    if len(text) <= _LONGEST_PATH:
        alone = text.strip()
        if is_address(alone):
            raise TextError(f"{alone} is an address, not a text; nothing is fetched: save the page first")
        if _PATH.fullmatch(alone):
            raise TextError(
                f"{alone} is a path, not a text; read it first, for instance with factcheck.text.inputs.read"
            )
    return whole_characters(text)


def check_outlet(outlet: object) -> None:
    """Raise TextError unless ``outlet`` is None or a string."""
    if outlet is not None and not isinstance(outlet, str):
        raise TextError(f"an outlet must be a str, the name of a newspaper or site, not {type(outlet).__name__}")


def report_on(document: Document, pack: Pack, outlet: str | None = None, reader: "Reader | None" = None) -> Report:
    """The report of a parsed document: every stage after the syntax. Without a reader, by the finders alone."""
    one_thread_if_forked()
    with nothing_collected():
        return _stages()(document, pack, outlet, reader)


@once
def _stages() -> "Callable[[Document, Pack, str | None, Reader | None], Report]":
    # Late: the stages are two thirds of what there is to import, and nobody needs them before the first text.
    from factcheck.provenance import stages

    return stages.report_on
