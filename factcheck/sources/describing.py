"""From a stretch of tokens to a reference: which words name the one meant, which say what they are."""

from functools import cached_property
from itertools import takewhile

from attrs import frozen

from factcheck.attributions.context import Context
from factcheck.languages import Pack
from factcheck.report import SourceType
from factcheck.sources.kinds import forms, kind_of_name, kind_of_noun, noun_in
from factcheck.sources.references import Reference, Sort
from factcheck.sources.runs import Run, genitive, runs
from factcheck.sources.words import given_gender, is_acronym, stands_for, words
from factcheck.tokens import Sentence, Token

_BREAKS = frozenset((",", "(", ")", ";", ":", "-", "–", "—"))
_HUMAN = frozenset(("who",))
# How far behind a name a relative clause may say what its bearer is.
_ARTICLES = ("quantifier", "indefinite", "possessive", "demonstrative", "definite")
_REACH = 9
_LONGEST_TITLE = 4


def describe(ctx: Context, index: int, start: int, end: int, head: int | None = None) -> Reference:
    """The reference that the text from ``start`` to ``end`` in sentence ``index`` makes; ``head`` is a token index."""
    sentence = ctx.document.sentences[index]
    inside = [t for t in sentence.tokens if t.start < end and start < t.end] or [sentence.tokens[0]]
    phrase = Phrase(ctx.document.folded, ctx.pack, sentence, inside[0].index, inside[-1].index, head)
    top = phrase.head
    quoted = ctx.quotation(start) is not None and ctx.quotation(max(start, end - 1)) is not None
    gender, number = phrase.agreement
    name = phrase.name
    common = {
        "sentence": index,
        "token": top.index,
        "start": start,
        "end": end,
        "gender": gender,
        "number": number,
        "subject": top.dep in ("nsubj", "csubj"),
        "quoted": quoted,
    }
    word = pronoun(ctx, start, end)
    if word is not None:
        sort = Sort.FIRST if word in ctx.pack.pronouns["first"] else Sort.PRONOUN
        given = ctx.pack.pronouns["third"].get(word, ",").partition(",")
        common |= {"gender": given[0] or gender, "number": given[2] or number}
        return Reference(sort=sort, phrase=word, noun=word, **common)
    return Reference(
        sort=Sort.NAME if name else Sort.NOUN,
        phrase=phrase.core,
        name=name,
        noun=phrase.noun.lemma.lower() if phrase.noun else "",
        roles=phrase.roles,
        description=phrase.description,
        complement=phrase.complement,
        narrow=phrase.narrow,
        determiner=phrase.determiner,
        kind=phrase.kind,
        acronym=phrase.acronym,
        words=words(name or ""),
        **common,
    )


def pronoun(ctx: Context, start: int, end: int) -> str | None:
    """The pronoun that a mention is, None when it is none: *il*, *she*, *ce dernier* (as *dernier*)."""
    parts = [part for part in ctx.document.folded[start:end].lower().split() if part]
    known = ctx.pack.pronouns["third"]
    if not parts or len(parts) > 2:
        return None
    word = parts[-1].strip("-,").removeprefix("t-")
    if len(parts) == 2 and parts[0] not in (
        *ctx.pack.determiners["demonstrative"],
        *ctx.pack.determiners["definite"],
    ):
        return None
    if word not in known and len(parts) == 1:
        # "he's" in one token.
        word = word.partition("'")[0] if word.partition("'")[0] in known else word
    return word if word in known or (len(parts) == 1 and word in ctx.pack.pronouns["first"]) else None


@frozen(eq=False)
class Phrase:
    """The tokens ``low`` to ``high`` of a sentence, inclusive, read as a noun phrase; ``source`` is the folded text."""

    source: str
    pack: Pack
    sentence: Sentence
    low: int
    high: int
    given: int | None = None

    @cached_property
    def head(self) -> Token:
        """The token that heads the phrase."""
        tokens = self.sentence.tokens
        nominal = [t for t in tokens[self.low : self.high + 1] if t.upos in ("NOUN", "PROPN", "PRON")]
        if self.given is not None and self.low <= self.given <= self.high and not self._is_one(self.given):
            ahead = list(takewhile(lambda t: t.upos not in ("ADP", "PUNCT"), tokens[self.begin : self.given]))
            complement = (
                self.begin + len(ahead) < self.given and tokens[self.begin + len(ahead)].upos == "ADP"
            )
            # The parser has taken a complement for the head: "un haut responsable de Tripoli".
            better = (
                [t for t in ahead if t.upos in ("NOUN", "PROPN") or self._is_source(t)] if complement else []
            )
            return better[0] if better else tokens[self.given]
        after = [t for t in nominal if t.index >= self.begin]
        return (after or nominal or [tokens[self.low]])[0]

    def _is_one(self, index: int) -> bool:
        """*l'un des …*, *one of the …*: the noun behind it says who."""
        tokens = self.sentence.tokens
        if tokens[index].lower not in self.pack.determiners["one"] or index >= self.high:
            return False
        return tokens[index + 1].upos == "ADP"

    @cached_property
    def begin(self) -> int:
        """The first token after articles, quantifiers and *l'un de*."""
        tables = self.pack.determiners
        place = self.low
        while place < self.high:
            token = self.sentence.tokens[place]
            one = self._is_one(place)
            if one:
                place += 2
                continue
            opening = token.upos == "PUNCT" or any(token.lower in tables[key] for key in _ARTICLES)
            if not opening and not (token.upos == "DET"):
                break
            place += 1
        return place

    @cached_property
    def determiner(self) -> str:
        """The key of the determiner's table: of the first one that is there."""
        # The preposition in "du maire" is no article.
        for token in (t for t in self.sentence.tokens[self.low : self.begin] if t.upos != "ADP"):
            for key in _ARTICLES:
                if token.lower in self.pack.determiners[key]:
                    return key
        return ""

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """The stretches between commas and brackets, as token indices, inclusive."""
        found: list[tuple[int, int]] = []
        first = self.begin
        for index in range(self.begin, self.high + 2):
            if index > self.high or self.sentence.tokens[index].text in _BREAKS:
                if index > first:
                    found.append((first, index - 1))
                first = index + 1
        return tuple(found) or ((self.low, self.high),)

    @cached_property
    def own(self) -> tuple[Run, ...]:
        """The names in the phrase that name the one meant, not somebody in a complement."""
        found = runs(self.sentence.tokens, self.low, self.high, self.pack)
        return tuple(
            run for given in found if (run := self._owned(given)) is not None and not self._only_titles(run)
        )

    def _owned(self, run: Run) -> Run | None:
        tokens = self.sentence.tokens
        after = tokens[run.last + 1] if run.last + 1 <= self.high else None
        if genitive(tokens, run.last, self.pack) and run.last < self.high or self._bracketed(run):
            return None
        if after is not None and after.text[0].islower() and self._noun_behind(after):
            return None
        before = run.first - 1
        while before > self.low and tokens[before].upos == "DET":
            before -= 1
        if before < self.low or before < self.begin - 1:
            return run
        previous = tokens[before]
        governed = previous.upos == "ADP" and before >= self.begin
        if not governed and not self._of_another(before):
            return run
        # "le président du PS Martin Dupont": the given name begins the name proper.
        for index in range(run.first + 1, run.last):
            if tokens[index].lower in self.pack.titles["honorifics"]:
                return Run(index, run.last)
            if given_gender(tokens[index].text) is not None and given_gender(tokens[run.first].text) is None:
                return Run(index, run.last)
        return None

    def _noun_behind(self, token: Token) -> bool:
        """A common noun that the name before it qualifies: *Scientology officials*, *Interior Ministry spokesman*."""
        bodies = self.pack.anaphora["organization"] | self.pack.anaphora["outlet"]
        if noun_in(token, bodies):
            # "the Labour party", "the Guardian newspaper": the noun only says what the name is.
            return False
        return token.upos == "NOUN" or noun_in(token, self.pack.source_nouns["person"])

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
        if not any(noun_in(noun, table) for table in self.pack.source_nouns.values()):
            return False
        place = before - 1
        determined = False
        while place > self.begin and tokens[place].upos in ("DET", "ADJ"):
            determined = determined or tokens[place].upos == "DET"
            place -= 1
        return determined and tokens[place].upos == "ADP" and place > self.begin

    def _title_end(self, run: Run) -> int:
        """The index after the last title at the head of a run."""
        tokens = self.sentence.tokens
        # "Association of Retired Teachers": behind a preposition no title is the bearer's.
        end = next((n for n in range(run.first, run.last + 1) if tokens[n].upos == "ADP"), run.last + 1)
        places = [
            index
            for index in range(run.first, end)
            if tokens[index].lower in self.pack.titles["honorifics"]
            or noun_in(tokens[index], self.pack.source_nouns["person"])
        ]
        places = [p for p in places if p < run.last or run.first == run.last]
        return places[-1] + 1 if places else run.first

    def _only_titles(self, run: Run) -> bool:
        """*Prime Minister*, *Home Secretary*: what is capitalised is the office."""
        tokens = self.sentence.tokens
        office = (
            noun_in(tokens[run.last], self.pack.source_nouns["person"])
            and given_gender(tokens[run.first].text) is None
        )
        return self._title_end(run) > run.last or (office and run.last - run.first < _LONGEST_TITLE)

    @cached_property
    def run(self) -> Run | None:
        """The name of the one meant: with the head in it, else the first; several joined by *and* are one."""
        if not self.own:
            return None
        chosen = next((r for r in self.own if r.first <= self.head.index <= r.last), self.own[0])
        if len(self.own) > 1 and self.determiner in ("indefinite", "quantifier"):
            # "One Rohingya, Muhammad Amin": the apposition names, the head says what.
            people = [r for r in self.own if given_gender(self.sentence.tokens[r.first].text) is not None]
            chosen = people[0] if people else chosen
        place = self.own.index(chosen)
        last = place
        while last + 1 < len(self.own) and self._listed(self.own[last], self.own[last + 1]):
            last += 1
        if last > place and self._coordinated(chosen, self.own[last]):
            return Run(chosen.first, self.own[last].last)
        tokens = self.sentence.tokens
        body = noun_in(tokens[chosen.first], self.pack.source_nouns["organization"])
        if body and chosen.first <= self.head.index <= chosen.last:
            end = next((b for a, b in self.segments if a <= chosen.last <= b), chosen.last)
            return Run(chosen.first, end)
        return chosen

    def _listed(self, one: Run, other: Run) -> bool:
        between = self.sentence.tokens[one.last + 1 : other.first]
        return bool(between) and all(t.upos in ("CCONJ", "DET") or t.text == "," for t in between)

    def _coordinated(self, one: Run, other: Run) -> bool:
        return any(t.upos == "CCONJ" for t in self.sentence.tokens[one.last + 1 : other.first])

    @cached_property
    def several(self) -> bool:
        """The name is several names."""
        return self.run is not None and sum(self.run.first <= r.first <= self.run.last for r in self.own) > 1

    @cached_property
    def name(self) -> str | None:
        """The proper name, without titles."""
        if self.run is None:
            return None
        first = self.run.first if self.several else self._title_end(self.run)
        name = self._text(first, self.run.last).strip(" \"'-")
        for mark in self.pack.titles["genitives"]:
            name = name.removesuffix(mark)
        return name or None

    @cached_property
    def noun(self) -> Token | None:
        """The common noun that heads the phrase, None when a name does."""
        tokens = self.sentence.tokens
        if self.run is not None and self.run.first <= self.head.index <= self.run.last:
            before = [t for t in tokens[self.begin : self.run.first] if t.upos == "NOUN"]
            return before[0] if before else None
        if self.head.upos in ("PROPN", "PRON") and self.run is None:
            # A name in a complement may have been taken for the head: "Scientology officials".
            nouns = [t for t in tokens[self.begin : self.segments[0][1] + 1] if t.upos == "NOUN"]
            return (
                nouns[-1]
                if nouns and self.head.upos == "PROPN" and nouns[-1].index > self.head.index
                else self.head
            )
        if not self._is_source(self.head):
            # The tagger takes "haut" for the noun of "un haut responsable".
            ahead = takewhile(lambda t: t.upos not in ("ADP", "PUNCT"), tokens[self.begin : self.high + 1])
            return next((t for t in ahead if self._is_source(t)), self.head)
        return self.head

    def _is_source(self, token: Token) -> bool:
        return any(noun_in(token, table) for table in self.pack.source_nouns.values())

    @cached_property
    def titles(self) -> tuple[Token, ...]:
        """The titles at the head of the name."""
        if self.run is None or self.several:
            return ()
        return self.sentence.tokens[self.run.first : self._title_end(self.run)]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The nouns that say what the one meant is."""
        kinds = self.pack.source_nouns
        known = frozenset().union(*kinds.values())
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
        return frozenset(lemma for lemma in lemmas if lemma in known)

    def _governed(self, index: int, first: int) -> bool:
        return any(t.upos == "ADP" for t in self.sentence.tokens[first:index])

    def _compound(self, noun: Token, last: int) -> Token:
        place = noun.index
        while place + 1 <= last and self.sentence.tokens[place + 1].upos == "NOUN":
            place += 1
        return self.sentence.tokens[place]

    def _predicated(self) -> list[Token]:
        """*X, qui était commandant*, *X, who chairs …*: what a relative clause behind a name says its bearer is."""
        if self.run is None:
            return []
        behind = self.sentence.tokens[self.high + 1 : self.high + 1 + _REACH]
        place = 1 if behind and behind[0].text == "," else 0
        if len(behind) <= place or behind[place].lower not in self.pack.pronouns["relative"]:
            return []
        copula = next((n for n, t in enumerate(behind) if t.upos == "AUX"), None)
        if copula is None:
            return []
        nouns = [t for t in behind[copula:] if t.upos in ("NOUN", "PROPN")]
        return [t for t in nouns[:1] if noun_in(t, self.pack.source_nouns["person"])]

    @cached_property
    def description(self) -> str | None:
        """What the phrase says the bearer of the name is: the words around it, or behind it in a relative clause."""
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
            if t.index != self.noun.index
            and t.index not in names
            and t.upos in ("NOUN", "PROPN", "ADJ", "NUM", "X")
        ]
        return frozenset(
            part for token in tokens for part in words(token.lemma if token.upos == "ADJ" else token.text)
        )

    @cached_property
    def narrow(self) -> bool:
        """A noun or name in a complement says which one it is: *le parti des Verts*."""
        if self.noun is None:
            return False
        behind = self.sentence.tokens[self.noun.index + 1 : self.segments[0][1] + 1]
        place = next((n for n, t in enumerate(behind) if t.upos != "ADJ"), len(behind))
        return place < len(behind) and behind[place].upos == "ADP"

    @cached_property
    def core(self) -> str:
        """The phrase without its articles and what follows the first comma."""
        last = self.segments[0][1]
        return self._text(self.begin, max(last, self.head.index)).strip(" \"'«»“”,")

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
            return (articles[0].features["Gender"] if articles and self.name else gender), number
        for title in self.titles:
            for key, value in (("feminine", "Fem"), ("masculine", "Masc")):
                if title.lower in self.pack.titles[key]:
                    return value, "Sing"
        return (given_gender(self.name or "") or ""), "Sing"

    @cached_property
    def acronym(self) -> str | None:
        """The acronym in brackets behind a name, or the name that the brackets spell an acronym out with."""
        tokens = self.sentence.tokens
        place = (self.run.last if self.run else self.segments[0][1]) + 1
        if place + 2 >= len(tokens) or tokens[place].text != "(":
            return None
        close = next(
            (n for n in range(place + 1, min(place + 12, len(tokens))) if tokens[n].text == ")"), None
        )
        if close is None:
            return None
        told = self._text(place + 1, close - 1)
        full = self.name or self.core
        short, long = (told, full) if is_acronym(told) else (full, told)
        near = is_acronym(short) and (stands_for(short, long) or words(short)[0][0] == words(long)[0][0])
        return told if near and words(long) else None

    @cached_property
    def kind(self) -> SourceType | None:
        """The type that the phrase speaks for."""
        plural = self.agreement[1] == "Plur"
        if self.name is not None and self.run is not None:
            if any(t.lower in self.pack.titles["honorifics"] for t in self.titles):
                return SourceType.PERSON
            article = (
                self.run.first > self.low and self.run.first == self.begin and self.determiner == "definite"
            )
            kind = kind_of_name(self.name, self.roles, article, self.pack)
            if self.several:
                return SourceType.ORGANIZATION if kind is SourceType.ORGANIZATION else SourceType.GROUP
            if kind is None and self._relative_person():
                return SourceType.PERSON
            if kind is None and self._of_body():
                return SourceType.ORGANIZATION
            return self._agency(kind)
        return self._agency(kind_of_noun(self.noun or self.head, plural, self.pack))

    def _agency(self, kind: SourceType | None) -> SourceType | None:
        """*agence*, *agency*: a news agency when the press is named, else a body."""
        both = self.roles & self.pack.source_nouns["outlet"] & self.pack.source_nouns["organization"]
        named = self.complement | frozenset(words(self.name or ""))
        return SourceType.ORGANIZATION if kind is SourceType.OUTLET and both and not named & self.pack.titles["press"] else kind

    def _of_body(self) -> bool:
        """*membres de X*, *spokesman for X*: X is a body."""
        governor = self.sentence.head(self.head)
        governed = self.head.dep == "nmod" and bool(self.sentence.children(self.head, "case"))
        return governed and governor is not None and noun_in(governor, self.pack.anaphora["of_bodies"])

    def _relative_person(self) -> bool:
        behind = [t for t in self.sentence.tokens[self.high + 1 : self.high + 3] if t.text != ","]
        # English keeps a pronoun for persons; French "qui" says nothing.
        return (
            bool(behind) and behind[0].lower in self.pack.pronouns["relative"] and behind[0].lower in _HUMAN
        )

    def _text(self, first: int, last: int) -> str:
        """The words from one token to another as the text has them; half a contraction is the word it stands for."""
        tokens = self.sentence.tokens
        while first <= last and first and tokens[first - 1].end > tokens[first].start:
            # "des leaders" cut after "de": begin with the next word.
            first += 1
        if first > last:
            return ""
        return " ".join(self.source[tokens[first].start : tokens[last].end].split())
