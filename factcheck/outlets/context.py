"""What stands around a name, as far as it tells whether the name is that of an outlet."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from attrs import frozen

from factcheck.outlets.data import OutletKind, PressWords
from factcheck.outlets.names import ARTICLES, Word, words_of

BEFORE, AFTER = 90, 40  # how far around a name we look, in characters
_LEAD = 8  # how far into a mention its press word may stand, and the name after it, in words

_PREPOSITIONS = {"de", "du", "des", "d", "of"}
# Between "journal" and a name these mean that the name is somebody else: "le journal que lit Marianne".
_BREAKS = _PREPOSITIONS | {
    *("a", "au", "aux", "que", "qui", "dont", "et", "ou", "par", "pour", "sur", "dans", "avec", "est"),
    *("to", "for", "by", "in", "on", "with", "that", "which", "who", "and", "or", "but", "is", "as"),
}
# Noun phrases inside the announcement: "agence de presse d'État", "chaîne d'information en continu".
_COMPLEMENTS = {
    *("presse", "information", "informations", "info", "infos", "actualites", "etat", "continu", "ligne"),
}
# Between "entretien" and a name: "un entretien accordé au …", "an op-ed published in the …".
_CONNECTIVES = _PREPOSITIONS | {
    *("le", "la", "les", "l", "a", "au", "aux", "avec", "dans", "pour", "chez"),
    *("accorde", "accordee", "donne", "donnee", "paru", "parue", "publie", "publiee"),
    *("the", "with", "in", "for", "at", "from", "to", "by", "given", "published", "printed"),
}
_DATES = {
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"),
}
_NEXT = re.compile(r"(-?)( *)(?=\w)")
_APPOSED = re.compile(r"\s*[,(]?\s*(?:(?:le|la|un|une|the|a|an)\s+|l')?")
_WALL = re.compile(r"[.!?;:\n]\s")

Cores = Iterator[tuple[Sequence[Word], OutletKind | None]]


def cores(words: Sequence[Word], press: PressWords) -> Cores:
    """The mention itself, then what is left of it without *le quotidien …* or *… newspaper*, and that kind.

    >>> press = PressWords({"quotidien": OutletKind.NEWSPAPER})
    >>> [core[0].text for core, kind in cores(words_of("le quotidien espagnol El País"), press)]
    ['le', 'El']
    """
    if not words:
        return
    yield words, None
    if len(words) > 1 and words[-1].text == "s":  # the English genitive
        words = words[:-1]
        yield words, None
    while len(words) > 1 and words[-1].key in press.kinds and not words[-1].capital:
        kind, words = press.kinds[words[-1].key], words[:-1]
        yield words, kind
        # "the nationalist Global Times tabloid"
        low = next((i for i, word in enumerate(words) if word.capital), 0)
        if low > 1 and _describing(words[:low]):
            yield words[low:], kind
    noun = next((i for i, word in enumerate(words[:_LEAD]) if _announces(word, press)), None)
    if noun is None or any(word.key in _BREAKS for word in words[:noun]):
        return
    for low in range(noun + 1, min(len(words), noun + _LEAD)):
        if words[low].capital and _describing(words[noun + 1 : low]):
            yield words[low:], press.kinds[words[noun].key]


def _announces(word: Word, press: PressWords) -> bool:
    """Whether a word says that the name next to it is an outlet; "Daily" or "Radio" is part of one."""
    kind = press.kinds.get(word.key)
    return kind is not None and (not word.capital or kind is OutletKind.AGENCY)


def _describing(words: Sequence[Word]) -> bool:
    """Whether these words only describe what stands before them: what follows is then the same thing."""
    if words and (words[-1].key in _BREAKS or words[-1].key in {"d", "en"}):
        return False
    inner = [word for word in words if word.key not in _COMPLEMENTS | {"de", "d", "en", "le", "la", "the"}]
    return len(inner) <= 3 and not any(word.capital or word.key in _BREAKS for word in inner)


@frozen(eq=False)
class Place:
    """Where a name stands in a folded text, and what that says of it.

    ``described`` is the kind that the mention itself announces (*le quotidien Le Monde*), if it does.
    """

    text: str
    words: Sequence[Word]
    press: PressWords
    described: OutletKind | None = None

    @cached_property
    def _before(self) -> list[Word]:
        """The words before the name in its sentence, or as many of them as we look at."""
        start = self.words[0].start
        low = max(0, start - BEFORE)
        cuts = list(_WALL.finditer(self.text, low, start))
        low = cuts[-1].end() if cuts else low
        return words_of(self.text[low:start], low)

    @cached_property
    def _after(self) -> str:
        end = self.words[-1].end
        return self.text[end : end + AFTER]

    @cached_property
    def article(self) -> str:
        """The article of the name, or the one just before it where the caller left it out."""
        if len(self.words) > 1 and self.words[0].key in ARTICLES:
            return self.words[0].key
        return self._before[-1].key if self._before and self._before[-1].key in ARTICLES else ""

    @cached_property
    def _left(self) -> list[Word]:
        """The words before the name and its article."""
        outside = self.article and not (len(self.words) > 1 and self.words[0].key in ARTICLES)
        return self._before[:-1] if outside else self._before

    @cached_property
    def bare_opening(self) -> bool:
        """Whether it is a single word at the head of a sentence, which owes its capital to its place."""
        return not self.article and not self._before and len(self.words) == 1 and bool(self._after)

    @cached_property
    def continues(self) -> bool:
        """Whether the name goes on to either side: *The Sun King*, *la Coupe du Monde*, *Marianne Dupont*."""
        return self._goes_on_right() or self._goes_on_left()

    def _goes_on_right(self) -> bool:
        gap = _NEXT.match(self._after)
        if not gap:
            return False
        first, *then = words_of(self._after[gap.end() :])
        if first.key in _DATES:
            return False
        if first.key in _PREPOSITIONS and then:
            return not (then[0].text[0].isdigit() or then[0].key in _DATES)
        return gap.group(1) == "-" or first.text[0].isupper()

    def _goes_on_left(self) -> bool:
        if not self._left or (self.article and self.article not in {"du", "des"}):
            return False
        last = self._left[-1]
        if last.key in _PREPOSITIONS and len(self._left) > 1:
            last = self._left[-2]
        # A capital at the head of the sentence proves nothing, nor does a comma join two names.
        opening = last is self._left[0]
        joined = not re.search(r"[^\w\s'-]", self.text[last.end : self.words[0].start])
        return last.text[0].isupper() and joined and not opening

    @cached_property
    def kind(self) -> OutletKind | None:
        """The kind that a press word next to the name gives it, on either side."""
        return self.described or self._announced() or self._apposed()

    def _announced(self) -> OutletKind | None:
        for i in range(len(self._left) - 1, max(-1, len(self._left) - 6), -1):
            if _announces(self._left[i], self.press) and _describing(self._left[i + 1 :]):
                return self.press.kinds[self._left[i].key]
        return None

    def _apposed(self) -> OutletKind | None:
        lead = _APPOSED.match(self._after)
        following = words_of(self._after[lead.end() :] if lead else self._after)
        if following and not following[0].capital:
            return self.press.kinds.get(following[0].key)
        return None

    @cached_property
    def newsroom(self) -> bool:
        """Whether a noun of the newsroom leads up to it: *un entretien au …*, *a column in the …*."""
        for word in reversed(self._left):
            if word.key in self.press.newsroom:
                return True
            if word.key not in _CONNECTIVES:
                return False
        return False
