"""The way back from a plain text to the text as given: every character knows where it comes from."""

from array import array
from collections.abc import Iterable
from itertools import repeat

from attrs import field, frozen

#: A stretch of a text: code points, half-open.
Span = tuple[int, int]
#: The type code of an array of offsets.
_OFFSETS = "I"

#: A stretch of a text, half-open, and what stands there instead. The stretch is not empty.
Edit = tuple[int, int, str]


@frozen(eq=False)
class Plain:
    """A plain text and, for each of its characters, the stretch of the given text that it stands for.

    ``starts`` and ``ends`` are half-open code points into ``given``; both are None where the two texts are the same.
    Offsets never run backwards, and no stretch is empty: whatever is not empty in the plain text is not empty there.

    >>> plain = Plain.of("caf&eacute; noir").edited([(3, 11, "é")])
    >>> plain.text, plain.span(0, 4), plain.span(5, 9)
    ('café noir', (0, 11), (12, 16))
    """

    given: str = field(repr=False)
    text: str
    starts: "array[int] | None" = field(default=None, repr=False)
    ends: "array[int] | None" = field(default=None, repr=False)

    @classmethod
    def of(cls, text: str) -> "Plain":
        """The text as it is."""
        return cls(text, text)

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the plain text that is not empty stands in the given one: half-open code points."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def edited(self, edits: Iterable[Edit]) -> "Plain":
        """The text with some stretches replaced. The edits are in order and do not overlap."""
        edits = tuple(edits)
        if not edits:
            return self
        size = len(self.text)
        old_starts = self.starts if self.starts is not None else array(_OFFSETS, range(size))
        old_ends = self.ends if self.ends is not None else array(_OFFSETS, range(1, size + 1))
        text: list[str] = []
        starts, ends = array(_OFFSETS), array(_OFFSETS)
        done = 0
        for start, end, new in edits:
            text += (self.text[done:start], new)
            starts += old_starts[done:start]
            ends += old_ends[done:start]
            if len(new) == end - start:
                starts += old_starts[start:end]
                ends += old_ends[start:end]
            elif new:
                starts.extend(repeat(old_starts[start], len(new)))
                ends.extend(repeat(old_ends[end - 1], len(new)))
            done = end
        text.append(self.text[done:])
        starts += old_starts[done:]
        ends += old_ends[done:]
        return Plain(self.given, "".join(text), starts, ends)
