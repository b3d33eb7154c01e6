"""A phrase read to the end: gender and number, the acronym beside it, and the type that it speaks for."""

from functools import cached_property

from attrs import frozen

from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.kinds import kind_of_name, kind_of_noun, noun_in
from factcheck.mentions.telling import Told
from factcheck.mentions.words import given_gender, is_acronym, stands_for, words
from factcheck.report import SourceType


@frozen(eq=False, slots=False)
class Phrase(Told):
    """A noun phrase with everything that a reference needs."""

    @cached_property
    def agreement(self) -> tuple[str, str]:
        """Gender and number, "" for what nothing tells."""
        if self.several:
            return "", "Plur"
        tokens = self.sentence.tokens
        source = self.noun or self.head
        number = source.features.get("Number", "")
        gender = source.features.get("Gender", "")
        articles = [t for t in tokens[self.low : self.begin] if t.upos == "DET" and "Gender" in t.features]
        if self._is_one(self.low) or self._is_one(min(self.low + 1, self.high)):
            number = "Sing"
        if self.name is not None and len(words(self.name)) > 1 and (known := given_gender(self.name)):
            return known, "Sing"
        if self.noun is not None:
            if not articles and self.noun.lower.endswith(tuple(self.pack.anaphora.epicene_endings)):
                # "l'universitaire": neither noun nor article tells.
                gender = ""
            return (articles[0].features["Gender"] if articles else gender), number
        for title in self.titles:
            for titles, value in ((self.pack.titles.feminine, "Fem"), (self.pack.titles.masculine, "Masc")):
                if title.lower in titles:
                    return value, "Sing"
        return (given_gender(self.name or "") or ""), "Sing"

    @cached_property
    def acronym(self) -> str | None:
        """The acronym in brackets behind a name, or the name that the brackets spell an acronym out with."""
        tokens = self.sentence.tokens
        place = (self.run.last if self.run else self.segments[0][1]) + 1
        if place + 2 >= len(tokens) or tokens[place].text != "(":
            return None
        close = next((n for n in range(place + 1, min(place + 12, len(tokens))) if tokens[n].text == ")"), None)
        if close is None:
            return None
        told = self._text(place + 1, close - 1)
        full = self.name or self.core
        short, long = (told, full) if is_acronym(told) else (full, told)
        if not is_acronym(short) or not words(short) or not words(long):
            # "HRW (?)": marks spell nothing out.
            return None
        near = stands_for(short, long) or words(short)[0][0] == words(long)[0][0]
        return told if near else None

    @cached_property
    def kind(self) -> SourceType | None:
        """The type that the phrase speaks for."""
        plural = self.agreement[1] == "Plur"
        if self.name is not None and self.run is not None:
            if any(t.lower in self.pack.titles.honorifics for t in self.titles):
                return SourceType.PERSON
            article = (
                self.run.first > self.low and self.run.first == self.begin and self.determiner is Determiner.DEFINITE
            )
            with_article = self._text(self.begin - 1, self.run.last) if article else self.name
            capital = article and self.begin > 1 and self._text(self.begin - 1, self.begin - 1)[:1].isupper()
            if capital and self.pack.registry.may_be(with_article):
                # *in The Economist*: the article belongs to the name.
                return SourceType.OUTLET
            kind = kind_of_name(self.name, self.roles, article, self.pack, with_article)
            if self.several:
                return SourceType.ORGANIZATION if kind is SourceType.ORGANIZATION else SourceType.GROUP
            if kind is None and self._relative_person():
                return SourceType.PERSON
            if kind is None and self._of_body():
                return SourceType.ORGANIZATION
            if kind is None and self.noun is not None and len(words(self.name)) > 1:
                # "the lighthouse keeper, Edda Jonsdottir": who does something is somebody.
                told = kind_of_noun(self._compound(self.noun, self.high), False, self.pack)
                return SourceType.PERSON if told is SourceType.PERSON else None
            return self._agency(kind)
        return self._agency(kind_of_noun(self.noun or self.head, plural, self.pack))

    def _agency(self, kind: SourceType | None) -> SourceType | None:
        """*agence*, *agency*: a news agency when the press is named, else a body."""
        both = self.roles & self.pack.source_nouns.outlet & self.pack.source_nouns.organization
        named = self.complement | frozenset(words(self.name or ""))
        return (
            SourceType.ORGANIZATION
            if kind is SourceType.OUTLET and both and not named & self.pack.titles.press
            else kind
        )

    def _of_body(self) -> bool:
        """*membres de X*, *spokesman for X*: X is a body."""
        governor = self.sentence.head(self.head)
        governed = self.head.dep == "nmod" and bool(self.sentence.children(self.head, "case"))
        return governed and governor is not None and noun_in(governor, self.pack.anaphora.of_bodies)

    def _relative_person(self) -> bool:
        behind = [t for t in self.sentence.tokens[self.high + 1 : self.high + 3] if t.text != ","]
        return bool(behind) and behind[0].lower in self.pack.pronouns.human
