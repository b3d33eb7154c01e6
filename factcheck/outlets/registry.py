"""Which newspaper, broadcaster or agency a name stands for, if it stands for one at all.

The outlets are data (``outlets/outlets.toml``, plus files of the user's own). A name that can only be an
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
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

from attrs import frozen
from rapidfuzz import process
from rapidfuzz.distance import OSA

from factcheck.common.reading import whole
from factcheck.errors import DataError
from factcheck.outlets.choice import Form, Link, one_for_each, settle
from factcheck.outlets.context import AFTER, BEFORE, Place, cores
from factcheck.outlets.data import Outlet, OutletData, OutletKind, Standing, read_outlets
from factcheck.outlets.names import (
    Word,
    form_key,
    join_keys,
    split_article,
    words_of,
)
from factcheck.outlets.slips import is_slip
from factcheck.text.folding import fold

__all__ = ["Link", "Outlet", "OutletKind", "Registry", "load_registry"]

# How many letters a name needs before slips in it are forgiven: the shorter it is, the likelier another name.
_SHORTEST, _ONE_SLIP, _TWO_SLIPS = 9, 12, 14
_SURE = "a name of this outlet only"
_BRACKETED = re.compile(r" *\([^()]*\) *$")  # "l'Agence France-Presse (AFP)"


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
    def _forms(self) -> dict[str, tuple[Form, ...]]:
        table: dict[str, list[Form]] = defaultdict(list)
        for outlet in self.outlets:
            for text, standing in outlet.forms():
                article, _ = split_article(words_of(fold(text)))
                table[form_key(text)].append(Form(text, article, outlet, standing))
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
            forms = one_for_each(form for form in forms if form.written(head))
            if forms and forms[0].standing is Standing.SURE:
                why = _SURE if score == 1 else f"spelt like {forms[0].text}"
                return Link(forms[0].outlet, why, score)
            if forms:
                place = Place(text, core, press, described)
                # Nobody tells a man who is called *le Parisien*.
                return settle(forms, place, around, known, cited, () if addressed else self.data.speakers)
        return None

    def _lookup(self, key: str) -> Sequence[Form]:
        if key in self._forms:
            return self._forms[key]
        # "NBC Information" is "NBC News": translators render the generic word of a name.
        same = " ".join(self.data.synonyms.get(word, word) for word in key.split())
        return self._forms.get(same, ())

    def _misspelt(self, key: str, known: Collection[Outlet], announced: bool) -> tuple[Sequence[Form], float]:
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


@lru_cache(maxsize=1)
def _ours() -> OutletData:
    ours = resources.files("factcheck") / "outlets" / "outlets.toml"
    return read_outlets(ours.read_text(encoding="utf-8"))


def load_registry(*paths: Path | str) -> Registry:
    """The outlets that come with factcheck, and those of the files given, which win over ours.

    A file has the shape of ``factcheck/outlets/outlets.toml``. Raises DataError naming the file, the line
    and the entry at fault. The same files give the same registry, as long as they say the same.
    """
    return _registry(tuple((str(path), _read(path)) for path in paths))


def _read(path: Path | str) -> str:
    try:
        with open(path, "rb") as file:
            return whole(file).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read the outlet file {path}: {error}") from error


@lru_cache(maxsize=8)
def _registry(files: tuple[tuple[str, str], ...]) -> Registry:
    data = _ours()
    for name, text in files:
        data = data.under(read_outlets(text, name))
    return Registry(data)
