"""What asserts something and what does not: questions, imperatives, captions, lines without a verb, headlines."""

import re
from enum import StrEnum
from functools import lru_cache

from factcheck.languages.tables import Words
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import is_finite_verb
from factcheck.syntax.tokens import Sentence, Token

# What stands before the verb of an imperative, as a word or as a phrase of its own.
_LIGHT = frozenset(("ADV", "PART", "PRON", "PUNCT", "INTJ", "CCONJ", "AUX"))
_FRONTED = frozenset(("advcl", "advmod", "cc", "discourse", "obl", "punct", "vocative"))
_OPENS_PHRASE = frozenset(("ADP", "PART", "DET", "PROPN"))
# A credit is no longer than this.
_LONGEST_CREDIT = 40


class Form(StrEnum):
    """What a clause is by its form. Only a statement says that something is the case."""

    STATEMENT = "statement"
    QUESTION = "question"
    IMPERATIVE = "imperative"
    CAPTION = "caption"
    VERBLESS = "verbless"


def form_of(ctx: Context, clause: Clause, tokens: list[Token]) -> Form:
    """The form of these tokens of a sentence."""
    sentence = clause.sentence
    text = ctx.document.text
    if text[sentence.start : sentence.end].rstrip().endswith("?"):
        return Form.QUESTION
    if _is_imperative(ctx, sentence, tokens):
        return Form.IMPERATIVE
    if _is_caption(ctx, clause):
        return Form.CAPTION
    return Form.STATEMENT if _states(ctx, clause, tokens) else Form.VERBLESS


def _states(ctx: Context, clause: Clause, tokens: list[Token]) -> bool:
    """A finite verb stands there, or what must be one; or in a headline a participle."""
    sentence = clause.sentence
    text = ctx.document.text
    if any(is_finite_verb(t) for t in tokens):
        return True
    if text[tokens[-1].start : tokens[-1].end] in (".", "!"):
        # The tagger may miss the form of a verb, but hardly that it has a subject.
        subject = any(t.upos == "VERB" and sentence.children(t, "nsubj") for t in tokens)
        return subject or _may_be_verb(sentence) or any(_disagrees(sentence, t) for t in tokens)
    return _is_headline(ctx, clause) and any(_predicates(ctx, sentence, t) for t in tokens)


def _may_be_verb(sentence: Sentence) -> bool:
    """A plural at the root, a word of its phrase before it and a new phrase behind: *the thief lives in*."""
    root = sentence.root
    if root.upos != "NOUN" or root.features.get("Number") != "Plur" or not 1 < root.index < len(sentence.tokens) - 2:
        return False
    before, behind = sentence.tokens[root.index - 1], sentence.tokens[root.index + 1]
    return before.head == root.index and before.dep in ("amod", "compound") and behind.upos in _OPENS_PHRASE


def _disagrees(sentence: Sentence, token: Token) -> bool:
    """An adjective behind a noun that it does not agree with is a verb: *le musée des Marines ferme*."""
    noun = sentence.head(token) if token.upos == "ADJ" and token.dep == "amod" else None
    if noun is None or noun.upos != "NOUN" or noun.index > token.index:
        return False
    pairs = ((token.features.get(name), noun.features.get(name)) for name in ("Gender", "Number"))
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _is_imperative(ctx: Context, sentence: Sentence, tokens: list[Token]) -> bool:
    """A verb at the head of the sentence that nobody is the subject of, unless a pronoun behind it is (*-vous*)."""
    root = sentence.root
    if root not in tokens:
        return False
    if root.upos == "NOUN" and root.index == 0 and not sentence.children(root, "det", "nsubj", "cop"):
        # *Book early, bring a coat*: what the tagger takes for a noun goes on in the imperative.
        return any(t.features.get("Mood") == "Imp" for t in sentence.children(root, "conj", "parataxis"))
    if root.upos not in ("VERB", "AUX"):
        return False
    if root.features.get("Mood") == "Imp":
        return True
    subjects = sentence.children(root, "nsubj", "csubj", "expl")
    behind = all(t.index == root.index + 1 and t.text.startswith("-") for t in subjects)
    before = [t for t in sentence.tokens[: root.index] if t.head == root.index]
    light = all((t.upos in _LIGHT or t.dep in _FRONTED) and t not in subjects for t in before)
    if not light:
        return False
    addressed = is_finite_verb(root) and root.features.get("Person") in ("1", "2") and behind
    return addressed or (not subjects and _is_base(sentence, root))


def _is_base(sentence: Sentence, verb: Token) -> bool:
    """A verb as the dictionary has it that nothing helps: *To see more, go to the site*, *Mélanger la farine*."""
    helped = sentence.children(verb, "aux", "aux:pass", "cop", "mark")
    return verb.upos == "VERB" and not helped and "Tense" not in verb.features and verb.lower == verb.lemma.lower()


def _is_caption(ctx: Context, clause: Clause) -> bool:
    """The paragraph ends with a credit (*(photo: X)*, *© X*), or a line without a verb names a picture."""
    _, last = ctx.paragraph(clause.index)
    end = ctx.document.sentences[last].end
    credits = ctx.pack.captions.credits
    if _credit(credits).search(ctx.document.text, max(clause.sentence.start, end - _LONGEST_CREDIT), end):
        return True
    pictures = ctx.pack.captions.pictures
    return not any(map(is_finite_verb, clause.tokens)) and any(t.lower in pictures for t in clause.tokens)


@lru_cache(maxsize=16)
def _credit(words: Words) -> re.Pattern[str]:
    """A credit at the end of a paragraph: in brackets, or as a sentence of its own."""
    names = "|".join(sorted(map(re.escape, words)))
    bracketed = rf"[(\[][^()\[\]]*\b(?:{names})\b[^()\[\]]*[)\]]\.?"
    return re.compile(rf"(?:{bracketed}|[.;|]\s*(?:{names})\s*:[^:]*|©[^©]*)$", re.I)


def _is_headline(ctx: Context, clause: Clause) -> bool:
    """The first line of the text, and no full stop."""
    sentences = ctx.document.sentences
    alone = len(sentences) == 1 or sentences[1].paragraph != sentences[0].paragraph
    return clause.index == 0 and alone and ctx.quotation(clause.sentence.start) is None


def _predicates(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """A past participle behind its noun that does the work of a verb: *deux soldats tués*, *man arrested*."""
    past = token.verb_form == "Part" and token.features.get("Tense") != "Pres"
    if token.upos != "VERB" or not past or token.lower in ctx.pack.hearsay.adjectives:
        return False
    noun = sentence.head(token) if token.dep in ("acl", "conj") else next(iter(sentence.children(token, "nsubj")), None)
    if noun is None and token.dep != "root":
        return False
    if token.dep == "amod" or (noun is not None and noun.index > token.index):
        return False
    # *un texte contesté* only describes; *un homme tué à Dole* tells.
    indefinite = noun is not None and any(
        d.features.get("Definite") == "Ind" and d.features.get("Number") == "Sing"
        for d in sentence.children(noun, "det")
    )
    return not indefinite or token.index + 1 < len(sentence.tokens)
