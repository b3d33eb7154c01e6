"""Which of the outlets that go by one form is meant where it stands, or that this cannot be settled."""

from collections.abc import Collection, Iterable, Sequence

from attrs import frozen

from factcheck.outlets.context import Place
from factcheck.outlets.data import Outlet, OutletKind, Standing
from factcheck.outlets.names import ARTICLES, Word, is_acronym, join_keys, split_article, words_of
from factcheck.text.folding import fold

# "Le journal" is said of a weekly, "le site" of a daily, but never "la radio" of a magazine.
_COVERS = {
    OutletKind.NEWSPAPER: {OutletKind.NEWSPAPER, OutletKind.MAGAZINE, OutletKind.SITE},
    OutletKind.MAGAZINE: {OutletKind.MAGAZINE, OutletKind.NEWSPAPER},
    OutletKind.BROADCASTER: {OutletKind.BROADCASTER},
    OutletKind.AGENCY: {OutletKind.AGENCY},
    OutletKind.SITE: set(OutletKind) - {OutletKind.AGENCY},
}


@frozen
class Link:
    """The outlet that a mention stands for, and why. ``score`` is 1, or less for a misspelt form."""

    outlet: Outlet
    why: str
    score: float = 1.0


@frozen
class Form:
    """A name that an outlet goes by, with the article that belongs to it."""

    text: str
    article: str
    outlet: Outlet
    standing: Standing

    def written(self, head: Sequence[Word]) -> bool:
        """Whether the words are written as a name where the form is: "20 Minutes", but not "20 minutes"."""
        if is_acronym(self.text):
            return all(word.text.isupper() for word in head)
        _, named = split_article(words_of(fold(self.text)))
        if len(head) != len(named):
            return all(word.capital for word in head)
        if self.standing is Standing.SURE:
            head, named = head[:1], named[:1]
        return all(word.capital or not ours.text[0].isupper() for word, ours in zip(head, named, strict=True))


def settle(
    forms: Sequence[Form],
    place: Place,
    around: str,
    known: Collection[Outlet],
    cited: bool,
    speakers: Collection[str],
) -> Link | None:
    """Choose between the outlets that go by an unsure form, or leave it.

    ``speakers`` are the forms that also speak when they are no outlet (*Marianne*, *people*): being cited settles
    nothing for them.
    """
    forms = _fitting(forms, place, known)
    if not forms or place.continues or around.isupper():
        return None
    spoken = f" {join_keys(words_of(around))} "
    named = [form for form in forms if form.outlet in known]
    if named and (cited or not place.bare_opening):
        return _only(named, spoken, "named in full elsewhere")
    if place.kind:
        fitting = [form for form in forms if form.outlet.kind in _COVERS[place.kind]]
        return _only(fitting, spoken, "announced as an outlet")
    if place.newsroom:
        return _only(forms, spoken, "announced as an outlet")
    if cited and not any(form.text in speakers for form in forms):
        return _only(forms, spoken, "cited as a source")
    if place.bare_opening:
        return None
    hinted = [form for form in forms if _heard(form.outlet.hints, spoken)]
    return _only(hinted, spoken, "settled by the words around it")


def one_for_each(forms: Iterable[Form]) -> list[Form]:
    """One form for each outlet; a sure one first, since it leaves nothing to choose."""
    ordered = sorted(forms, key=lambda form: form.standing is not Standing.SURE)
    return list({form.outlet: form for form in reversed(ordered)}.values())[::-1]


def _fitting(forms: Sequence[Form], place: Place, known: Collection[Outlet]) -> list[Form]:
    """The forms that the article allows: "la Libération" is an event, bare "Monde" is no newspaper."""

    def fits(form: Form, article: str) -> bool:
        if not form.article:
            return not article or is_acronym(form.text)
        if not article:
            return place.kind is not None or form.outlet in known
        return form.article in ARTICLES[article]

    fitting = [form for form in forms if fits(form, place.article)]
    # "L'Express" before "The Express", which "l'Express" may also be.
    exact = [form for form in fitting if place.article and form.article == ARTICLES[place.article][0]]
    return exact or fitting


def _only(forms: Sequence[Form], spoken: str, why: str) -> Link | None:
    """The outlet whose hints or places are there, else the one form that does not have to be chosen."""
    pointed = [form for form in forms if _heard(form.outlet.hints + form.outlet.places, spoken)]
    usual = [form for form in forms if form.standing is Standing.AMBIGUOUS]
    for group in (pointed, usual):
        if group:
            return Link(group[0].outlet, why) if len(group) == 1 else None
    # Named in full already, so that it is chosen.
    return Link(forms[0].outlet, why) if len(forms) == 1 and why == "named in full elsewhere" else None


def _heard(hints: Iterable[str], spoken: str) -> bool:
    return any(f" {join_keys(words_of(fold(hint)))} " in spoken for hint in hints)
