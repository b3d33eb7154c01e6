"""In whose words a mention stands: the contents of attributions around an offset."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from attrs import frozen

from factcheck.grammar.values import Found
from factcheck.mentions.references import Reference
from factcheck.mentions.values import SourceMention

# How many contents before an offset are looked at.
_LOOK = 200


@frozen(eq=False)
class Contents:
    """The contents of all attributions by where they begin, to find those around an offset."""

    found: Sequence[Found]

    @cached_property
    def _spans(self) -> list[tuple[int, int, int]]:
        return sorted((start, end, n) for n, a in enumerate(self.found) for start, end in a.content)

    @cached_property
    def _reach(self) -> list[int]:
        """How far the contents reach that begin no later than each."""
        return list(accumulate((end for _, end, _ in self._spans), max))

    def around(self, offset: int) -> Iterator[Found]:
        """The attributions whose content holds an offset, the nearest beginning first, as far back as is
        likely.
        """
        last = bisect_right(self._spans, (offset, len(self.found), len(self.found))) - 1
        for place in range(last, max(-1, last - _LOOK), -1):
            if self._reach[place] <= offset:
                return
            start, end, n = self._spans[place]
            if start <= offset < end:
                yield self.found[n]


def apart_from_speakers(contents: Contents, references: Mapping[SourceMention, Reference]) -> dict[int, Reference]:
    """For mentions in what somebody says, the one who says it; for those who speak to an outlet, that outlet."""
    result = {}
    for a in contents.found:
        if a.source is not None:
            around = (o.source for o in contents.around(a.source.start) if o is not a and o.source is not None)
            if (speaker := next(around, None)) is not None and speaker != a.source:
                result[a.source.start] = references[speaker]
            elif a.relays and a.relays[0] != a.source:
                # *Interrogée par CNN, elle …*
                result.setdefault(a.source.start, references[a.relays[0]])
    return result
