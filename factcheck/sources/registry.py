"""Which newspaper, broadcaster or agency a name stands for, if it stands for one at all.

The outlets are data (``languages/outlets.toml``, plus files of the user's own). A name that can only be an
outlet is linked where it is found; a name that is also a common word, a person, or shared by several outlets
is linked only when something settles it. What cannot be settled stays unlinked: a wrong link is worse than
none.

>>> registry = load_registry()
>>> registry.link("l'Agence France-Presse").outlet.name
'Agence France-Presse'
>>> registry.link("Wahington Post", language="en").outlet.link
'wikidata:Q166032'
>>> registry.link("le monde", cited=True) is None and registry.link("le Monde") is None
True
>>> registry.link("le Monde", cited=True).why
'cited as a source'
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

from attrs import frozen
from rapidfuzz import process
from rapidfuzz.distance import OSA

from factcheck.errors import DataError
from factcheck.folding import fold
from factcheck.sources.outlet_context import AFTER, BEFORE, Place, cores
from factcheck.sources.outlet_data import Outlet, OutletData, OutletKind, Standing, read_outlets
from factcheck.sources.outlet_names import (
    ARTICLES,
    Word,
    form_key,
    is_acronym,
    join_keys,
    split_article,
    words_of,
)
from factcheck.sources.outlet_slips import is_slip

__all__ = ["Link", "Outlet", "OutletKind", "Registry", "load_registry"]

# "Le journal" is said of a weekly, "le site" of a daily, but never "la radio" of a magazine.
_COVERS = {
    OutletKind.NEWSPAPER: {OutletKind.NEWSPAPER, OutletKind.MAGAZINE, OutletKind.SITE},
    OutletKind.MAGAZINE: {OutletKind.MAGAZINE, OutletKind.NEWSPAPER},
    OutletKind.BROADCASTER: {OutletKind.BROADCASTER},
    OutletKind.AGENCY: {OutletKind.AGENCY},
    OutletKind.SITE: set(OutletKind) - {OutletKind.AGENCY},
}
# How many letters a name needs before slips in it are forgiven: the shorter it is, the likelier another name.
_SHORTEST, _ONE_SLIP, _TWO_SLIPS = 9, 12, 14
_SURE = "a name of this outlet only"
_BRACKETED = re.compile(r" *\([^()]*\) *$")  # "l'Agence France-Presse (AFP)"


@frozen
class Link:
    """The outlet that a mention stands for, and why. ``score`` is 1, or less for a misspelt form."""

    outlet: Outlet
    why: str
    score: float = 1.0


@frozen
class _Form:
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


@frozen(eq=False)
class Registry:
    """All outlets known, ready to link mentions; build one with `load_registry`.

    >>> len(load_registry()) > 320
    True
    """

    data: OutletData

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """All outlets, in the order of the files."""
        return self.data.outlets

    def __len__(self) -> int:
        return len(self.outlets)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self.outlets)

    def outlet(self, name: str) -> Outlet:
        """The outlet with exactly this name; raises KeyError if there is none."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Outlet]:
        return {outlet.name: outlet for outlet in self.outlets}

    @cached_property
    def _forms(self) -> dict[str, tuple[_Form, ...]]:
        table: dict[str, list[_Form]] = defaultdict(list)
        for outlet in self.outlets:
            for text, standing in outlet.forms():
                article, _ = split_article(words_of(fold(text)))
                table[form_key(text)].append(_Form(text, article, outlet, standing))
        return {key: tuple(forms) for key, forms in table.items()}

    @cached_property
    def _sure_keys(self) -> list[str]:
        sure = (key for key, forms in self._forms.items() if forms[-1].standing is Standing.SURE)
        return [key for key in sure if len(key) >= _SHORTEST]

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """How many words the forms have that begin with a word, the longest first."""
        found: dict[str, set[int]] = defaultdict(set)
        for key in self._forms:
            words = key.split()
            found[words[0]].add(len(words))
        return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}

    def link(
        self,
        mention: str,
        *,
        context: str = "",
        known: Sequence[Outlet] = (),
        cited: bool = False,
        addressed: bool = False,
        language: str = "fr",
    ) -> Link | None:
        """The outlet that ``mention`` stands for, or None when it is none of ours or cannot be settled.

        ``context`` is the text around the mention (its sentence is enough), ``known`` the outlets that the
        document has already named in full, ``cited`` says that the mention was seen as the source or the
        addressee of a cue, ``addressed`` that it was the addressee (nobody tells a man who is called
        *le Parisien*). ``language`` chooses the words that announce an outlet.

        >>> registry = load_registry()
        >>> registry.link("the Post", language="en", cited=True) is None
        True
        >>> registry.link("the Post", known=[registry.outlet("The Washington Post")]).outlet.name
        'The Washington Post'
        """
        mention, text = fold(mention), fold(context)
        at = text.find(mention)
        # A mention that stands nowhere in the context gets no more than hints from it.
        text, around = (text, text) if at >= 0 else (mention, f"{mention} {text}")
        for wording in dict.fromkeys((mention, _BRACKETED.sub("", mention))):
            words = words_of(wording, max(at, 0))
            if link := self._link(words, text, around, known, cited, language, addressed):
                return link
        return None

    def is_sure(self, name: str) -> bool:
        """Whether a name, taken by itself, can only be that of an outlet.

        >>> load_registry().is_sure("The Washington Post"), load_registry().is_sure("Le Monde")
        (True, False)
        """
        _, head = split_article(words_of(fold(name)))
        forms = self._forms.get(join_keys(head), ())
        return any(form.standing is Standing.SURE and form.written(head) for form in forms)

    def may_be(self, name: str) -> bool:
        """Whether a name, taken by itself, is written like one that some outlet goes by.

        >>> load_registry().may_be("Le Monde"), load_registry().may_be("Paul Durand")
        (True, False)
        """
        _, head = split_article(words_of(fold(name)))
        return any(form.written(head) for form in self._forms.get(join_keys(head), ()))

    def find(self, text: str, *, language: str = "fr") -> tuple[tuple[int, int, Outlet], ...]:
        """Every outlet named in the text, as ``(start, end, outlet)`` in code points of the text as given.

        >>> text = "Selon l’AFP et le New York Times, le monde change."
        >>> [(text[start:end], outlet.country) for start, end, outlet in load_registry().find(text)]
        [('AFP', 'FR'), ('New York Times', 'US')]
        """
        folded = fold(text)
        spots = list(self._spots(words_of(folded)))
        # Names that need no context come first, since they settle the short forms of the same outlets.
        alone = [self._at(words, folded, (), language) for words in spots]
        known = tuple(dict.fromkeys(link.outlet for link in alone if link and link.why == _SURE))
        return tuple(
            (words[0].start, words[-1].end, link.outlet)
            for words in spots
            if (link := self._at(words, folded, known, language))
        )

    def _at(self, words: Sequence[Word], text: str, known: Collection[Outlet], language: str) -> Link | None:
        around = text[max(0, words[0].start - BEFORE) : words[-1].end + AFTER]
        return self._link(words, text, around, known, False, language)

    def _spots(self, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
        """The longest runs of words that some outlet goes by, from the left, with the article of its name."""
        low = 0
        while low < len(words):
            lengths = self._lengths.get(words[low].key, ())
            length = next((n for n in lengths if join_keys(words[low : low + n]) in self._forms), 0)
            if length:
                articles = {form.article for form in self._forms[join_keys(words[low : low + length])]}
                own = low > 0 and words[low - 1].key in articles
                yield words[low - own : low + length]
            low += length or 1

    def _link(
        self,
        words: Sequence[Word],
        text: str,
        around: str,
        known: Collection[Outlet],
        cited: bool,
        language: str,
        addressed: bool = False,
    ) -> Link | None:
        press = self.data.press_words(language)
        for core, described in cores(words, press):
            _, head = split_article(core)
            forms, score = self._lookup(join_keys(head)), 1.0
            if not forms and all(word.capital for word in head if len(word.key) > 3):
                forms, score = self._misspelt(join_keys(head), known, described is not None)
            forms = _by_outlet(form for form in forms if form.written(head))
            if forms and forms[0].standing is Standing.SURE:
                why = _SURE if score == 1 else f"spelt like {forms[0].text}"
                return Link(forms[0].outlet, why, score)
            if forms:
                return self._settle(forms, Place(text, core, press, described), around, known, cited, addressed)
        return None

    def _lookup(self, key: str) -> Sequence[_Form]:
        if key in self._forms:
            return self._forms[key]
        # "NBC Information" is "NBC News": translators render the generic word of a name.
        same = " ".join(self.data.synonyms.get(word, word) for word in key.split())
        return self._forms.get(same, ())

    def _misspelt(self, key: str, known: Collection[Outlet], announced: bool) -> tuple[Sequence[_Form], float]:
        """The forms that ``key`` is a slip of the pen for, if they all belong to one outlet."""
        if len(key) < _SHORTEST:
            return (), 0.0
        slips = 2 if len(key) >= _TWO_SLIPS else 1
        near = process.extract(key, self._sure_keys, scorer=OSA.distance, score_cutoff=slips, limit=4)
        likely = [(self._forms[form], distance) for form, distance, _ in near if is_slip(key, form)]
        if len({forms[-1].outlet for forms, _ in likely}) != 1:
            return (), 0.0
        forms, distance = likely[0]
        if len(key) < _ONE_SLIP and not announced and forms[-1].outlet not in known:
            return (), 0.0
        return forms, 1 - distance / len(key)

    def _settle(
        self,
        forms: Sequence[_Form],
        place: Place,
        around: str,
        known: Collection[Outlet],
        cited: bool,
        addressed: bool,
    ) -> Link | None:
        """Choose between the outlets that go by an unsure form, or leave it."""
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
        # What also speaks when it is no outlet (Marianne, people) is not settled by speaking.
        if cited and (addressed or not any(form.text in self.data.speakers for form in forms)):
            return _only(forms, spoken, "cited as a source")
        if place.bare_opening:
            return None
        hinted = [form for form in forms if _heard(form.outlet.hints, spoken)]
        return _only(hinted, spoken, "settled by the words around it")


def _by_outlet(forms: Iterable[_Form]) -> list[_Form]:
    """One form for each outlet; a sure one first, since it leaves nothing to choose."""
    ordered = sorted(forms, key=lambda form: form.standing is not Standing.SURE)
    return list({form.outlet: form for form in reversed(ordered)}.values())[::-1]


def _fitting(forms: Sequence[_Form], place: Place, known: Collection[Outlet]) -> list[_Form]:
    """The forms that the article allows: "la Libération" is an event, bare "Monde" is no newspaper."""

    def fits(form: _Form, article: str) -> bool:
        if not form.article:
            return not article or is_acronym(form.text)
        if not article:
            return place.kind is not None or form.outlet in known
        return form.article in ARTICLES[article]

    fitting = [form for form in forms if fits(form, place.article)]
    # "L'Express" before "The Express", which "l'Express" may also be.
    exact = [form for form in fitting if place.article and form.article == ARTICLES[place.article][0]]
    return exact or fitting


def _only(forms: Sequence[_Form], spoken: str, why: str) -> Link | None:
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


@lru_cache(maxsize=1)
def _ours() -> OutletData:
    ours = resources.files("factcheck") / "languages" / "outlets.toml"
    return read_outlets(ours.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def load_registry(*paths: Path | str) -> Registry:
    """The outlets that come with factcheck, and those of the files given, which win over ours.

    A file has the shape of ``factcheck/languages/outlets.toml``. Raises DataError naming the file, the line
    and the entry at fault. The result is cached.
    """
    data = _ours()
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"cannot read the outlet file {path}: {error}") from error
        data = data.under(read_outlets(text, str(path)))
    return Registry(data)
