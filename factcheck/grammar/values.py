"""What the attribution stage passes on: cues, the mentions of who speaks, and attributions not yet resolved."""

from collections.abc import Mapping

from attrs import field, frozen

from factcheck.languages import Verb
from factcheck.report import Flag, SourceType
from factcheck.syntax.tokens import Sentence, Span, Token


@frozen
class Holder:
    """A mention of somebody who may hold a content: where it stands, and the token that heads it.

    ``sentence`` and ``token`` are indices; ``start`` and ``end`` code points, half-open.
    """

    sentence: int
    token: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The offsets of the mention."""
        return self.start, self.end


@frozen
class Cue:
    """The words that signal an attribution. ``first`` and ``last`` are token indices in the sentence, inclusive.

    ``form`` says what sort of cue it is: verb, past (a bare past participle), participle, infinitive, noun, or the
    table of prepositions that it is from (preposition, consensus).
    """

    sentence: int
    head: int
    first: int
    last: int
    start: int
    end: int
    form: str
    senses: tuple[Verb, ...] = ()
    takes: frozenset[str] = frozenset()

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

    ``relays`` are the mentions of those who pass the content on, nearest teller first; ``how`` names the pattern that
    found it (clause, quote, aside, …); ``frame`` is the stretch of the cue's own clause, which is no part of any
    content of the same speaker; ``impersonal`` says that nobody in particular holds it, ``denied`` that the source
    rejects it; ``running`` is true when the speaker is the one of the attribution before. ``judgement`` is what the
    reader holds of it, None where it was not asked.
    """

    content: tuple[Span, ...]
    how: str
    cue: Cue | None = None
    source: Holder | None = None
    relays: tuple[Holder, ...] = ()
    frame: tuple[Span, ...] = ()
    impersonal: bool = False
    denied: bool = False
    running: bool = False
    notes: frozenset[str] = field(default=frozenset())
    judgement: Judgement | None = field(default=None, eq=False)


@frozen
class Clause:
    """A sentence of the document together with its place, for the stages that look at one sentence at a time."""

    index: int
    sentence: Sentence

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def noun_cue(self, noun: Token, last: Token | None = None) -> Cue:
        """A noun of the sentence as a cue, with the words up to another token that go with it."""
        last = noun if last is None else last
        return Cue(self.index, noun.index, noun.index, last.index, noun.start, last.end, "noun")


@frozen
class Content:
    """The spans of a content, the frame of its cue, the pattern's name, and a source if the pattern shows one."""

    spans: tuple[Span, ...]
    how: str
    frame: tuple[Span, ...] = ()
    source: Holder | None = None
