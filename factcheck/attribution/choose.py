"""The best set of candidates without conflicts."""

from collections.abc import Sequence

from attrs import evolve, frozen

from factcheck.attribution.candidates import Candidate, touch
from factcheck.attribution.score import letters
from factcheck.grammar.nesting import overlapping

#: Contents that share more than this of the smaller one are of one attribution, unless one nests in the other.
SHARED = 0.3


@frozen(eq=False)
class Scored:
    """A candidate with the probabilities that it is right, and right to the letter."""

    candidate: Candidate
    right: float
    exact: float

    @property
    def weight(self) -> float:
        """What decides between candidates of one attribution."""
        return self.right + self.exact


def choose(text: str, scored: Sequence[Scored], threshold: float) -> list[Scored]:
    """The candidates that are at least as likely right as ``threshold``, the weightiest first, none against another.

    A content of several stretches may lose some of them to an attribution that is surer of these, and keep the rest.
    """
    near = overlapping([one.candidate.found for one in scored])
    chosen: dict[int, tuple[frozenset[int], Scored]] = {}
    for place in sorted(range(len(scored)), key=lambda n: (-scored[n].weight, scored[n].candidate.found.content)):
        if scored[place].right < threshold:
            continue
        beside = [chosen[n] for n in near[place] if n in chosen]
        one = _without_taken(text, scored[place], beside)
        own = letters(text, one.candidate.found.content)
        if own and not any(_against(own, one.candidate, theirs, other.candidate) for theirs, other in beside):
            chosen[place] = own, one
    return sorted((one for _, one in chosen.values()), key=lambda s: s.candidate.found.content)


def _without_taken(text: str, one: Scored, chosen: Sequence[tuple[frozenset[int], Scored]]) -> Scored:
    """A candidate without those of its stretches that another one, of another cue, has for its own."""
    found = one.candidate.found
    if len(found.content) < 2:
        return one
    others = [theirs for theirs, other in chosen if not _same_cue(one.candidate, other.candidate)]
    kept = tuple(s for s in found.content if not any(letters(text, [s]) <= theirs for theirs in others))
    if len(kept) in (0, len(found.content)):
        return one
    return evolve(one, candidate=evolve(one.candidate, found=evolve(found, content=kept)))


def _against(own: frozenset[int], one: Candidate, theirs: frozenset[int], other: Candidate) -> bool:
    """Two candidates cannot both be: they have one cue, or one content, or cross."""
    shared = len(own & theirs)
    if not shared:
        return False
    if _same_cue(one, other):
        return True
    small, large = sorted((len(own), len(theirs)))
    if shared <= SHARED * small:
        # They only touch; the last stage parts them.
        return False
    if shared < small:
        return True
    inner, outer = (one, theirs) if len(own) < len(theirs) else (other, own)
    # What nests is told inside: its cue is a part of what is around it, and does not make all of it.
    cue = inner.found.cue
    return cue is None or small == large or not any(n in outer for n in range(*cue.span))


def _same_cue(one: Candidate, other: Candidate) -> bool:
    a, b = one.found.cue, other.found.cue
    return a is not None and b is not None and touch(a.span, b.span)
