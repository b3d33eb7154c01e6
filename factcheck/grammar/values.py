"""What the attribution stage passes on: cues, the mentions of who speaks, and attributions not yet resolved."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen

from factcheck.languages import Verb
from factcheck.languages.vocabulary import Takes
from factcheck.mentions.values import SourceMention
from factcheck.report import Flag, SourceType
from factcheck.syntax.tokens import Span


class Construction(StrEnum):
    """How a text puts an attribution: what the network read, or which of grammar's patterns found it."""

    READ = "read"
    CLAUSE = "clause"
    QUOTE = "quote"
    ASIDE = "aside"
    COLON = "colon"
    INFINITIVE = "infinitive"
    SMALL_CLAUSE = "small_clause"
    NOUN = "noun"
    THROUGH_NOUN = "through_noun"
    PREPOSITION = "preposition"
    NOMINAL = "nominal"
    LABEL = "label"
    DENIAL = "denial"


class CueForm(StrEnum):
    """What sort of word a cue is; ``past`` is a bare past participle, ``consensus`` a phrase that names nobody."""

    READ = "read"
    VERB = "verb"
    PAST = "past"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    NOUN = "noun"
    PREPOSITION = "preposition"
    CONSENSUS = "consensus"


@frozen
class Cue:
    """The words that signal an attribution. ``first`` and ``last`` are token indices in the sentence, inclusive."""

    sentence: int
    head: int
    first: int
    last: int
    start: int
    end: int
    form: CueForm
    senses: tuple[Verb, ...] = ()
    takes: frozenset[Takes] = frozenset()

    @property
    def span(self) -> Span:
        """The offsets of the cue."""
        return self.start, self.end


@frozen
class Rival:
    """Another reading of the same words that was not chosen, with the probability that it is the right one."""

    content: tuple[Span, ...]
    source: Span | None
    right: float


@frozen
class Judgement:
    """What the reader holds of an attribution, as probabilities: that it is right, its flags, the type of its origin.

    ``flags`` are by the four flags that an attribution may have, ``types`` by every type of source.
    """

    right: float
    flags: Mapping[Flag, float]
    types: Mapping[SourceType, float]
    rivals: tuple[Rival, ...] = ()


@frozen
class Found:
    """An attribution as the text puts it: nobody is resolved yet.

    ``relays`` are the mentions of those who pass the content on, nearest teller first; ``how`` is the construction
    that it was found by; ``frame`` is the stretch of the cue's own clause, which is no part of any
    content of the same speaker; ``impersonal`` says that nobody in particular holds it, ``denied`` that the source
    rejects it; ``running`` is true when the speaker is the one of the attribution before. ``judgement`` is what the
    reader holds of it, None where it was not asked.
    """

    content: tuple[Span, ...]
    how: Construction
    cue: Cue | None = None
    source: SourceMention | None = None
    relays: tuple[SourceMention, ...] = ()
    frame: tuple[Span, ...] = ()
    impersonal: bool = False
    denied: bool = False
    running: bool = False
    notes: frozenset[str] = field(default=frozenset())
    judgement: Judgement | None = field(default=None, eq=False)


@frozen
class Content:
    """The spans of a content, the frame of its cue, the pattern's name, and a source if the pattern shows one."""

    spans: tuple[Span, ...]
    how: Construction
    frame: tuple[Span, ...] = ()
    source: SourceMention | None = None
