"""What is looked at: a sentence in its place, and a mention of somebody who may be a source."""

from attrs import frozen

from factcheck.syntax.tokens import Sentence, Span, Token


@frozen
class SourceMention:
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
class Clause:
    """A sentence of the document together with its place, for the stages that look at one sentence at a time."""

    index: int
    sentence: Sentence

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens
