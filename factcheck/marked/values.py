"""What a marked text holds, and what may be wrong with its marking."""

from attrs import frozen

from factcheck.report import Flag, SourceType
from factcheck.syntax.tokens import Span

#: The flags that are marked; the others follow from where a tag stands.
MARKED_FLAGS = (Flag.ANONYMOUS_SOURCE, Flag.VAGUE_SOURCE, Flag.SECOND_HAND, Flag.DENIED)


@frozen
class MarkedAttribution:
    """An attribution as it is marked. Offsets are code points into the text of the ``MarkedText``, half-open.

    ``name`` is that of the origin, None where nobody in particular is cited; ``relay_name`` is whom the article has it
    through, ``relay`` where it is mentioned.
    """

    number: int
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: Span | None = None
    relay: Span | None = None
    name: str | None = None
    type: SourceType = SourceType.UNKNOWN
    flags: frozenset[Flag] = frozenset()
    relay_name: str | None = None


@frozen
class MarkedText:
    """A text without its tags, and what they said. ``hearsay`` and ``nothing`` are stretches of no attribution:
    what the article does not vouch for, and what asserts nothing.
    """

    id: str
    text: str
    attributions: tuple[MarkedAttribution, ...] = ()
    hearsay: tuple[Span, ...] = ()
    nothing: tuple[Span, ...] = ()


@frozen
class Fault:
    """Something wrong with the marking: the line of the file (from 1), the text it is in, and what is wrong.

    >>> print(Fault(4, "rain", "<c1> is never closed"))
    line 4 (rain): <c1> is never closed
    """

    line: int
    id: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}{f' ({self.id})' if self.id else ''}: {self.message}"


@frozen
class Marking:
    """What a file holds: its texts, as far as they could be read, and the faults, by line."""

    texts: tuple[MarkedText, ...]
    faults: tuple[Fault, ...]
