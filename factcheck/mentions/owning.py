"""Which of the names in a phrase name the one meant, and which belong to a complement or a modifier."""

from functools import cached_property

from attrs import frozen

from factcheck.languages.vocabulary import Determiner
from factcheck.mentions.kinds import noun_in
from factcheck.mentions.runs import Run, genitive, runs
from factcheck.mentions.shapes import Shape
from factcheck.mentions.words import given_gender, is_acronym
from factcheck.syntax.tokens import Token

_LONGEST_TITLE = 4
# Marks that a name may stand behind: *le critique du « Journal », Amos Pruitt*.
_OPENING = frozenset(('"', "«", "“", "'", "‘"))


@frozen(eq=False, slots=False)
class Named(Shape):
    """A noun phrase with the proper name of the one meant, if it has one."""

    @cached_property
    def own(self) -> tuple[Run, ...]:
        """The names in the phrase that name the one meant, not somebody in a complement."""
        found = runs(self.sentence.tokens, self.low, self.high, self.pack)
        return tuple(run for given in found if (run := self._owned(given)) is not None and not self._only_titles(run))

    def _owned(self, run: Run) -> Run | None:
        tokens = self.sentence.tokens
        after = tokens[run.last + 1] if run.last + 1 <= self.high else None
        if (genitive(tokens, run.last, self.pack) and run.last < self.high) or self._bracketed(run):
            return None
        if after is not None and after.text[0].islower() and (self._is_demonym(run) or self._noun_behind(after)):
            return None
        before = run.first - 1
        while before > self.low and (tokens[before].upos == "DET" or tokens[before].text in _OPENING):
            before -= 1
        if before < self.low or before < self.begin - 1:
            return run
        previous = tokens[before]
        governed = previous.upos == "ADP" and before >= self.begin
        if not governed and not self._of_another(before):
            return run
        # "le président du PS Martin Dupont": the given name begins the name proper.
        for index in range(run.first + 1, run.last):
            if tokens[index].lower in self.pack.titles.honorifics:
                return Run(index, run.last)
            if given_gender(tokens[index].text) is not None and given_gender(tokens[run.first].text) is None:
                return Run(index, run.last)
        return None

    def _is_demonym(self, run: Run) -> bool:
        """*the Swedish carmaker*: the capital only says where the carmaker is from."""
        return run.first == run.last and self.sentence.tokens[run.first].lower in self.pack.places.demonyms

    def _noun_behind(self, token: Token) -> bool:
        """A common noun that the name before it qualifies: *Scientology officials*, *Interior Ministry
        spokesman*.
        """
        bodies = self.pack.anaphora.organization | self.pack.anaphora.outlet
        if noun_in(token, bodies):
            # "the Labour party", "the Guardian newspaper": the noun only says what the name is.
            return False
        return token.upos == "NOUN" or noun_in(token, self.pack.source_nouns.person)

    def _bracketed(self, run: Run) -> bool:
        before = [t.text for t in self.sentence.tokens[self.low : run.first]]
        return before.count("(") > before.count(")")

    def _of_another(self, before: int) -> bool:
        """*le porte-parole du président X*: X is the president."""
        tokens = self.sentence.tokens
        while before > self.begin and tokens[before].upos == "ADJ":
            before -= 1
        noun = tokens[before]
        if noun.upos != "NOUN" or noun.index == self.head.index or noun.index == self.begin:
            return False
        if not self._is_source(noun) and given_gender(tokens[before + 1].text) is not None:
            return False
        place = before - 1
        determined = False
        while place > self.begin and tokens[place].upos not in ("ADP", "VERB", "CCONJ") and tokens[place].text != ",":
            determined = determined or tokens[place].upos == "DET"
            place -= 1
        return determined and tokens[place].upos == "ADP" and place > self.begin

    def _title_end(self, run: Run) -> int:
        """The index after the last title at the head of a run."""
        tokens = self.sentence.tokens
        if self._with_article(run):
            return run.first
        # "Association of Retired Teachers": behind a preposition no title is the bearer's.
        end = next((n for n in range(run.first, run.last + 1) if tokens[n].upos == "ADP"), run.last + 1)
        places = [
            index
            for index in range(run.first, end)
            if tokens[index].lower in self.pack.titles.honorifics
            or (tokens[index].upos != "VERB" and noun_in(tokens[index], self.pack.source_nouns.person))
        ]
        if is_acronym(tokens[run.first].text) and noun_in(tokens[run.first], self.pack.anaphora.organization):
            # "ONG Human Rights Watch": in capitals, but what it is and no name.
            places.append(run.first)
        places = [p for p in places if p < run.last or run.first == run.last]
        return max(places) + 1 if places else run.first

    def _only_titles(self, run: Run) -> bool:
        """*Prime Minister*, *Home Secretary*: what is capitalised is the office."""
        if self._with_article(run):
            return False
        tokens = self.sentence.tokens
        office = (
            noun_in(tokens[run.last], self.pack.source_nouns.person) and given_gender(tokens[run.first].text) is None
        )
        return self._title_end(run) > run.last or (office and run.last - run.first < _LONGEST_TITLE)

    def _with_article(self, run: Run) -> bool:
        """*as reported in The Economist*: a capital inside the sentence makes the article part of an outlet's name."""
        article = run.first - 1
        if article < 1 or self.sentence.tokens[article].upos != "DET":
            return False
        return self._text(article, article)[:1].isupper() and self.pack.registry.may_be(self._text(article, run.last))

    @cached_property
    def run(self) -> Run | None:
        """The name of the one meant: with the head in it, else the first; several joined by *and* are one."""
        if not self.own:
            return None
        chosen = next((r for r in self.own if r.first <= self.head.index <= r.last), self.own[0])
        if len(self.own) == 1 and self._is_compatriot(chosen):
            return None
        if len(self.own) > 1 and self.determiner in (Determiner.INDEFINITE, Determiner.QUANTIFIER):
            # "One Rohingya, Muhammad Amin": the apposition names, the head says what.
            people = [r for r in self.own if given_gender(self.sentence.tokens[r.first].text) is not None]
            chosen = people[0] if people else chosen
        if not chosen.first <= self.head.index <= chosen.last and noun_in(self.head, self.pack.source_nouns.person):
            # "le consultant RMC, Jérôme Rothen": of a person's noun the bearer's name comes last, in full.
            full = [r for r in self.own if r.last > r.first and given_gender(self._first_name(r)) is not None]
            chosen = full[-1] if full else chosen
        place = self.own.index(chosen)
        last = place
        while last + 1 < len(self.own) and self._listed(self.own[last], self.own[last + 1]):
            last += 1
        if last > place and self._coordinated(chosen, self.own[last]):
            return Run(chosen.first, self.own[last].last)
        tokens = self.sentence.tokens
        body = noun_in(tokens[chosen.first], self.pack.source_nouns.organization)
        if body and chosen.first <= self.head.index <= chosen.last:
            end = next((b for a, b in self.segments if a <= chosen.last <= b), chosen.last)
            return Run(chosen.first, end)
        return chosen

    def _first_name(self, run: Run) -> str:
        """The first word of a name behind its titles."""
        return self.sentence.tokens[min(self._title_end(run), run.last)].text

    def _listed(self, one: Run, other: Run) -> bool:
        between = self.sentence.tokens[one.last + 1 : other.first]
        return bool(between) and all(t.upos in ("CCONJ", "DET") or t.text == "," for t in between)

    def _coordinated(self, one: Run, other: Run) -> bool:
        return any(t.upos == "CCONJ" for t in self.sentence.tokens[one.last + 1 : other.first])

    @cached_property
    def several(self) -> bool:
        """The name is several names."""
        if self.run is None or sum(self.run.first <= r.first <= self.run.last for r in self.own) < 2:
            return False
        # "The Globe and Mail" is one paper.
        return not self.pack.registry.is_sure(self._text(self.run.first, self.run.last))

    def _is_compatriot(self, run: Run) -> bool:
        """*The Norwegian*, *le Belge*: a noun for somebody, no name."""
        word = self.sentence.tokens[run.first].lower
        places = self.pack.places
        alone = run.first == run.last == self.high and run.first == self.begin
        if alone and self._governs_outlet():
            return False
        if alone and word.endswith("s") and word.removesuffix("s") in places.demonyms:
            # "Ukrainians say", "81 % des Espagnols": several of them.
            return True
        alone = alone and self.determiner is Determiner.DEFINITE
        return alone and word in places.demonyms and not word.endswith(tuple(places.collective_endings))

    def _governs_outlet(self) -> bool:
        """*selon des informations du Parisien*: behind a saying the man from Paris is the paper."""
        token = self.sentence.tokens[self.begin]
        behind = self.sentence.tokens[max(0, self.begin - 3) : self.begin]
        said = any(t.lower in self.pack.anaphora.sayings for t in behind)
        return said and self.pack.registry.may_be(self._text(max(0, self.begin - 1), token.index))

    @cached_property
    def name(self) -> str | None:
        """The proper name, without titles."""
        if self.run is None:
            return None
        first = self.run.first if self.several else self._title_end(self.run)
        name = self._text(first, self.run.last).strip(" \"'-")
        for mark in self.pack.titles.genitives:
            name = name.removesuffix(mark)
        return name or None

    @cached_property
    def titles(self) -> tuple[Token, ...]:
        """The titles at the head of the name."""
        if self.run is None or self.several:
            return ()
        return self.sentence.tokens[self.run.first : self._title_end(self.run)]
