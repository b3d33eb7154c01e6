"""What a phrase tells of the one meant: the noun, the roles, a description, and what narrows it down."""

from functools import cached_property
from itertools import takewhile

from attrs import frozen

from factcheck.mentions.kinds import forms, noun_in
from factcheck.mentions.owning import Named
from factcheck.mentions.runs import genitive
from factcheck.mentions.words import words
from factcheck.syntax.tokens import Token

# How far behind a name a relative clause may say what its bearer is.
_REACH = 9


@frozen(eq=False, slots=False)
class Told(Named):
    """A noun phrase with what it says about the one meant."""

    @cached_property
    def noun(self) -> Token | None:
        """The common noun that heads the phrase, None when a name does."""
        tokens = self.sentence.tokens
        if self.run is not None and self.run.first <= self.head.index <= self.run.last:
            title = tokens[self.begin : self.run.first]
            before = [t for t in title if t.upos == "NOUN"]
            # "climatologist Joana Prates": an adjective, says the tagger.
            people = [t for t in title[-1:] if noun_in(t, self.pack.source_nouns.person)]
            return next(iter(before or people), None)
        if self.head.upos in ("PROPN", "PRON") and self.run is None:
            # A name in a complement may have been taken for the head: "Scientology officials".
            nouns = [t for t in tokens[self.begin : self.segments[0][1] + 1] if t.upos == "NOUN"]
            return nouns[-1] if nouns and self.head.upos == "PROPN" and nouns[-1].index > self.head.index else self.head
        if not self._is_source(self.head):
            # The tagger takes "haut" for the noun of "un haut responsable".
            ahead = takewhile(lambda t: t.upos not in ("ADP", "PUNCT"), tokens[self.begin : self.high + 1])
            return next((t for t in ahead if self._is_source(t)), self.head)
        return self.head

    @cached_property
    def roles(self) -> frozenset[str]:
        """The nouns that say what the one meant is."""
        tables = self.pack.source_nouns.by_type.values()
        tokens = self.sentence.tokens
        found = [self.noun] if self.noun is not None else []
        found += self.titles
        named = range(self.run.first, self.run.last + 1) if self.run else ()
        for first, last in self.segments:
            nouns = [t for t in tokens[first : last + 1] if t.upos == "NOUN" and t.index not in named]
            if nouns and not self._governed(nouns[0].index, first):
                # "museum director": the last noun of a compound says what it is.
                found.append(self._compound(nouns[0], last))
            found += [t for t in nouns[1:] if tokens[t.index - 1].upos == "CCONJ"]
        found += self._predicated()
        lemmas = {form for token in found for form in forms(token)}
        return frozenset(lemma for lemma in lemmas if any(lemma in table for table in tables))

    def _governed(self, index: int, first: int) -> bool:
        return any(t.upos == "ADP" for t in self.sentence.tokens[first:index])

    def _compound(self, noun: Token, last: int) -> Token:
        tokens = self.sentence.tokens
        place = noun.index
        for token in tokens[place + 1 : last + 1]:
            if token.upos == "NOUN":
                place = token.index
            elif token.upos not in ("PART", "ADJ") or (token.upos == "ADJ" and tokens[token.index - 1].upos == "NOUN"):
                # *the union's own director*: behind a genitive stands what somebody is.
                break
        return tokens[place]

    def _predicated(self) -> list[Token]:
        """*X, qui était commandant*, *X, who chairs …*: what a relative clause behind a name says its
        bearer is.
        """
        if self.run is None:
            return []
        behind = self.sentence.tokens[self.high + 1 : self.high + 1 + _REACH]
        place = 1 if behind and behind[0].text == "," else 0
        if len(behind) <= place or behind[place].lower not in self.pack.pronouns.relative:
            return []
        copula = next((n for n, t in enumerate(behind) if t.upos == "AUX"), None)
        if copula is None:
            return []
        nouns = [t for t in behind[copula:] if t.upos in ("NOUN", "PROPN")]
        return [t for t in nouns[:1] if noun_in(t, self.pack.source_nouns.person)]

    @cached_property
    def description(self) -> str | None:
        """What the phrase says the bearer of the name is: the words around it, or behind it in a relative
        clause.
        """
        if self.run is None:
            return None
        first = self._title_end(self.run)
        before = self._text(self.begin, first - 1) if first > self.begin else ""
        after = [self._text(a, b) for a, b in self.segments if a > self.run.last]
        found = max([before.strip(" ,\"'"), ", ".join(after)], key=len)
        told = found or next((t.lower for t in self._predicated()), "")
        return told if any(c.isalpha() for c in told) else None

    @cached_property
    def complement(self) -> frozenset[str]:
        """The folded words that narrow the noun down, as far as the first comma."""
        if self.noun is None:
            return frozenset()
        last = self.segments[0][1]
        names = range(self.run.first, self.run.last + 1) if self.run else ()
        tokens = [
            t
            for t in self.sentence.tokens[self.begin : last + 1]
            if t.index != self.noun.index and t.index not in names and t.upos in ("NOUN", "PROPN", "ADJ", "NUM", "X")
        ]
        return frozenset(part for token in tokens for part in words(token.lemma if token.upos == "ADJ" else token.text))

    @cached_property
    def narrow(self) -> bool:
        """A noun or name in a complement says which one it is: *le parti des Verts*."""
        if self.noun is None:
            return False
        if any(
            genitive(self.sentence.tokens, t.index, self.pack)
            for t in self.sentence.tokens[self.begin : self.noun.index]
        ):
            # "the Church's website"
            return True
        behind = self.sentence.tokens[self.noun.index + 1 : self.segments[0][1] + 1]
        place = next((n for n, t in enumerate(behind) if t.upos != "ADJ"), len(behind))
        return place < len(behind) and behind[place].upos == "ADP"

    @cached_property
    def body(self) -> str | None:
        """Whose people they are: *White House* of an official, *la défense*, *policière* of a source."""
        if self.noun is None or self.run is not None:
            return None
        tokens = self.sentence.tokens
        places = self.pack.places.demonyms
        ahead = tokens[self.begin : self.noun.index]
        first = next((t.index for t in ahead if t.dep == "compound" or t.lower in places), None)
        if first is not None:
            while first > self.begin and tokens[first].upos == "PROPN" and tokens[first - 1].text[0].isupper():
                first -= 1
            return self._text(first, self.noun.index - 1)
        behind = self.noun.index + 1
        nameless = self.pack.anonymity.anonymous | {form + "s" for form in self.pack.anonymity.anonymous}
        while behind <= self.segments[0][1] and (tokens[behind].lower in nameless or tokens[behind].upos == "PUNCT"):
            behind += 1
        if behind < self.segments[0][1] and tokens[behind].lower in self.pack.genitive_marks | self.pack.noun_links:
            behind += 1
        return self._text(behind, self.segments[0][1]).strip(" \"'«»“”,-") or None

    @cached_property
    def core(self) -> str:
        """The phrase without its articles, what follows the first comma, and a day at its end."""
        last = self.segments[0][1]
        while last > self.head.index and self.sentence.tokens[last].lower in self.pack.places.calendar:
            last -= 1
        return self._text(self.begin, max(last, self.head.index)).strip(" \"'«»“”,-")
