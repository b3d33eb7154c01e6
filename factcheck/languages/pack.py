"""What the library knows of one language, as a value: words by what they do, and cue verbs with what they take."""

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from factcheck.languages.tables import (
    Anaphora,
    Anonymity,
    Captions,
    Determiners,
    Hearsay,
    Impersonal,
    Interviews,
    Places,
    Pronouns,
    Relays,
    SourceNouns,
    Titles,
    WordPhrases,
    Words,
)
from factcheck.languages.vocabulary import Needs, Takes, VerbClass
from factcheck.outlets.registry import Registry, load_registry

#: What a file calls a field, where Python keeps that word for itself.
KEY = "key"


@frozen
class Verb:
    """One sense of a cue verb, as the docs page ``add-a-language`` explains it.

    ``takes`` holds what its content may be; ``after`` holds the words of a phrase that follow the verb (*faire
    savoir*), ``needs`` says what its subject must be, ``unless`` holds the words behind the verb that show another
    sense (*claimed eleven lives*), ``denies`` is true when the source rejects the content, ``mental`` when it is
    thought and not said, ``litotes`` when it is said only under a negation (*ne cache pas que P*), ``clitic`` is a
    pronoun right before it (*y voir*).
    """

    lemma: str
    verb_class: VerbClass
    takes: frozenset[Takes]
    after: tuple[str, ...] = ()
    reflexive: bool = False
    denies: bool = False
    mental: bool = False
    litotes: bool = False
    needs: Needs | None = None
    unless: Words = frozenset()
    clitic: str = ""


@frozen
class VerbRow:
    """A table of cue verbs as it is written: one class of verbs, and what holds for each of them."""

    verb_class: VerbClass = field(metadata={KEY: "class"})
    takes: frozenset[Takes]
    words: Words
    unless: Words = frozenset()
    needs: Needs | None = None
    mental: bool = False
    litotes: bool = False
    denies: bool = False


@frozen
class Pack:
    """The data of one language, ready for look-up. Sets hold lower-case words."""

    code: str
    name: str
    complementizers: Words
    question_words: Words
    infinitive_marks: Words
    agent_marks: Words
    addressee_marks: Words
    subject_clitics: Words
    negations: Words
    first_person: Words
    sentence_openers: Words
    genitive_marks: Words
    relative_prepositions: Words
    coined: Words
    distributive: Words
    noun_marks: Words
    acts: Words
    rumours: Words
    spreading: Words
    telling: Words
    occasions: Words
    occasion_marks: Words
    junctures: Words
    time_clauses: Words
    causes: Words
    sayings: Words
    whether: Words
    copulas: Words
    perfect_auxiliaries: Words
    tail_openers: Words
    works: Words
    declining: Words
    unsaying: Words
    merely: Words
    leaning: Words
    never_parted: Words
    abbreviations: Words
    impersonal_pronouns: Words
    not_sources: Words
    mute: Words
    unreal: Words
    open: Words
    time_words: Words
    contrasts: Words
    concessions: Words
    comparisons: Words
    contractions: Mapping[str, str]
    addressed: Words
    never_passive: Words
    absolute_marks: Words
    light_verbs: Words
    aspectual: Words
    hearings: Words
    doubting: Words
    small_clause_links: Words
    object_clitics: Words
    reflexives: Words
    relative_pronouns: Words
    noun_links: Words
    verbs: Mapping[str, tuple[Verb, ...]]
    forms: Mapping[str, Words]
    prepositions: WordPhrases
    consensus: WordPhrases
    nouns: Words
    impersonal: Impersonal
    relays: Relays
    source_nouns: SourceNouns
    anonymity: Anonymity
    pronouns: Pronouns
    titles: Titles
    determiners: Determiners
    anaphora: Anaphora
    places: Places
    captions: Captions
    interviews: Interviews
    hearsay: Hearsay
    #: The outlets that may be cited where they are not just those that the package knows.
    outlets: Registry | None = None

    @cached_property
    def registry(self) -> Registry:
        """The outlets that may be cited."""
        return load_registry() if self.outlets is None else self.outlets

    @cached_property
    def quoting(self) -> Words:
        """The forms of the verbs that a quotation may stand with."""
        verbs = {lemma for lemma, senses in self.verbs.items() if any(Takes.QUOTE in verb.takes for verb in senses)}
        return frozenset(form for form, lemmas in self.forms.items() if lemmas & verbs)

    @cached_property
    def contracted(self) -> Mapping[str, tuple[str, ...]]:
        """The words as written (*du*) by the two that they stand for (*de le*)."""
        return {
            apart: tuple(word for word, other in self.contractions.items() if other == apart)
            for apart in self.contractions.values()
        }

    def lemmas(self, lemma: str, form: str) -> Words:
        """The cue verbs that a word may be a form of: by the tagger's lemma, else by its form."""
        return frozenset((lemma,)) if lemma in self.verbs else self.forms.get(form.lower(), frozenset())
