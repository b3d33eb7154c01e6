"""Claims altered in one place, so that they say something else: another figure, name, day, or the contrary."""

import re
from collections.abc import Iterator

from attrs import frozen

from factcheck.provenance.reading import languages
from factcheck.provenance.vectors import word_table

_NUMBER = re.compile(r"(?<![\w.,:])\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?!\d)|(?<![\w.,:])\d+(?:[.,]\d+)?(?![\w:])")
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )(?:d['’]|l['’])?([A-ZÀ-Ý][a-zà-ÿ]+(?: [A-ZÀ-Ý][a-zà-ÿ]+)*)")
_OTHERS = ("Varlow", "Brandesk", "Ostermere", "Calvec", "Plouarnel", "Dunrossie", "Lindqvist", "Montreval")
_TURNED = {
    "en": (re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could)\b(?! not|n['’]t)"), r"\1 not"),
    "fr": (re.compile(r"(?<!n['’])(?<!ne )\b(a|ont|est|sont|sera|avait|était|va|doit|peut)\b(?! pas)"), r"ne \1 pas"),
}
_FILLERS = re.compile(r"\b(?:also|already|just|only|today|aussi|déjà|encore|désormais)\b ?", re.IGNORECASE)


@frozen
class Altered:
    """A claim altered in one place: what sort of change, the words that went, and the new wording."""

    kind: str
    gone: str
    text: str


def altered(text: str, language: str, turn: int) -> Iterator[Altered]:
    """Other claims that differ from this one in one place; ``turn`` chooses among what to put there.

    >>> [each.text for each in altered("Some 40 men left Corrimore in June.", "en", 0)]
    ['Some 81 men left Corrimore in June.', 'Some 40 men left Varlow in June.', 'Some 40 men left Corrimore in July.']
    """
    if found := _NUMBER.search(text):
        yield Altered("figure", found[0], text[: found.start()] + _other_number(found[0]) + text[found.end() :])
    if (found := _NAME.search(text)) and found[1].lower() not in word_table():
        name = _OTHERS[turn % len(_OTHERS)]
        yield Altered("name", found[1], text[: found.start(1)] + name + text[found.end(1) :])
    for days in (languages()[language].weekdays, languages()[language].months):
        spelt = list(dict.fromkeys(name for name in days if len(name) > 3))
        if found := re.search(rf"\b({'|'.join(spelt)})\b", text, re.IGNORECASE):
            other = spelt[(spelt.index(found[0].lower()) + 1 + turn % 5) % len(spelt)]
            other = other.capitalize() if found[0][0].isupper() else other
            yield Altered("date", found[0], text[: found.start()] + other + text[found.end() :])
    pattern, turned = _TURNED[language]
    if found := pattern.search(text):
        yield Altered("negation", found[0], text[: found.start()] + found.expand(turned) + text[found.end() :])


def _other_number(figure: str) -> str:
    """Another number of the same form."""
    digits = re.sub(r"\D", "", figure)
    if digits == figure:
        return str(2 * int(figure) + 1)
    first = str((int(figure[0]) + 3) % 9 + 1)
    return first + figure[1:]


def reworded(text: str) -> Iterator[str]:
    """The same claim, as it is and with a word fewer that tells nothing."""
    yield text
    shorter = _FILLERS.sub("", text)
    if shorter != text:
        yield shorter
