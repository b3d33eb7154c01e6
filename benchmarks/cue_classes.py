"""Cues sorted into a few classes by their shape and place, so that figures and errors can be read by class.

The gold has no syntax, so this is a reading of the surface: good enough to see where errors gather.
"""

import re
from collections.abc import Callable, Iterable

from attrs import frozen

from benchmarks.measures import Attributed

# Words that open a phrase naming a source; a cue made of one of them is prepositional.
PREPOSITIONS = {
    *("selon", "suivant", "d'après", "après", "pour", "chez", "dixit", "à", "de", "par", "dans"),
    *("according", "per", "for", "in", "to", "as", "by", "with", "from", "of", "at", "on"),
}
PARTICIPLE = re.compile(r"\w+(?:ant|ing)$")
DETERMINED = re.compile(
    r"(?:\b(?:le|la|les|un|une|des|son|sa|ses|leur|leurs|cette?|ces|the|an?|his|her|their|its|this|that|these)\s+"
    r"|\b[ld]')$",
    re.I,
)
SUBJECT_INSIDE = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|je|nous)$", re.I)


@frozen
class Seen:
    """What a class may be told by: the cue's folded words, the text before it, and who comes first."""

    words: str
    before: str
    cue: int
    source: int | None
    content: int

    def after_content(self) -> bool:
        """Whether the content began before the cue."""
        return self.content < self.cue

    def inverted(self) -> bool:
        """Whether the source follows the cue (or hangs on it by a hyphen: *dit-il*)."""
        return bool(SUBJECT_INSIDE.search(self.words)) or (self.source is not None and self.source > self.cue)


# The first test that holds names the class.
CLASSES: tuple[tuple[str, Callable[[Seen], bool]], ...] = (
    ("none", lambda seen: not seen.words),
    ("mark", lambda seen: not any(letter.isalnum() for letter in seen.words)),
    ("preposition", lambda seen: seen.words.split()[0] in PREPOSITIONS),
    (
        "participle",
        lambda seen: len(seen.words.split()) < 3 and bool(PARTICIPLE.search(seen.words.split()[0])),
    ),
    ("noun", lambda seen: " " not in seen.words and bool(DETERMINED.search(seen.before))),
    ("verb, P said S", lambda seen: seen.after_content() and seen.inverted()),
    ("verb, P S said", lambda seen: seen.after_content()),
    ("verb, said S P", lambda seen: seen.inverted()),
    ("verb, said P", lambda seen: seen.source is None),
    ("verb, S said P", lambda seen: True),
)
NAMES = tuple(name for name, _ in CLASSES)


def cue_class(text: str, item: Attributed) -> str:
    """The class of an attribution's cue.

    >>> from benchmarks.gold import Article, GoldAttribution
    >>> from benchmarks.measures import of_gold
    >>> gold = GoldAttribution(content=((0, 8),), cue=((10, 14),), source=((15, 18),))
    >>> cue_class("It rains, said Ann.", of_gold(Article("a", "en", "It rains, said Ann.", (gold,)))[0])
    'verb, P said S'
    """
    start = _first(item.cue)
    seen = Seen(
        words=" ".join(text[a:b] for a, b in item.cue).strip().lower().replace("’", "'"),
        before=text[max(0, (start or 0) - 30) : start or 0].replace("’", "'"),
        cue=start or 0,
        source=_first(item.source),
        content=_first(item.content) or 0,
    )
    return next(name for name, holds in CLASSES if holds(seen))


def _first(spans: Iterable[tuple[int, int]]) -> int | None:
    return min((start for start, _ in spans), default=None)
