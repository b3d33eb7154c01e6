"""What marks an assertion as not vouched for: *il serait mort*, *semble-t-il*, *reportedly*, *is said to*.

French has one form for four meanings. A conditional reports (*le train aurait déraillé*) unless it
depends on a hypothesis (*si …, il gagnerait*), is a modal or a courtesy (*il pourrait*, *je voudrais*),
looks ahead from the past (*on savait qu'il viendrait*), or speaks of what is only proposed (*un projet
qui créerait*).
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.mentions.context import Context
from factcheck.syntax.forms import is_finite_verb
from factcheck.syntax.tokens import Sentence, Token

if TYPE_CHECKING:
    # The finders, on which claims build, ask for phrases of hearsay.
    from factcheck.grammar.claims import Assertion

# Relations by which a token belongs to the verb (or the predicate) that it helps.
_HELPS = ("aux", "cop")
_LINKS = ("conj", "parataxis")
_SUBJECTS = ("nsubj", "csubj", "expl")
# How far behind "si" the verb of its clause may stand, in words.
_REACH = 14


def hearsay_marker(ctx: Context, assertion: "Assertion") -> str | None:
    """The words that mark an assertion as not vouched for, or None."""
    words = ctx.pack.hearsay
    for start, end in assertion.spans:
        if (found := hearsay_phrase(ctx, start, end)) is not None:
            return found
    sentence = ctx.document.sentences[assertion.sentence]
    for token in assertion.tokens:
        if ctx.quotation(token.start) is not None:
            continue
        if token.lower in words.adjectives and _attributive(sentence, token):
            return token.text
        if reports(ctx, sentence, token):
            return token.text
        if _said_to(ctx, sentence, token):
            return token.text
    return None


def _attributive(sentence: Sentence, token: Token) -> bool:
    """The adjective stands beside the noun that the sentence is about: *le voleur présumé a fui*; not *il a supposé*.

    What is only mentioned is no assertion: *l'affaire des emplois présumés fictifs*, *over an alleged abuse of power*.
    """
    before = sentence.tokens[token.index - 1] if token.index else None
    noun = sentence.head(token) if token.dep in ("amod", "acl", "compound") else before
    return noun is not None and noun.upos in ("NOUN", "PROPN") and noun.dep == "nsubj"


def hearsay_phrase(ctx: Context, start: int, end: int, adverbs: bool = True) -> str | None:
    """The first phrase (or adverb) of hearsay between two offsets that no quotation holds, or None."""
    words = ctx.pack.hearsay
    pattern = _pattern(words.phrases + words.adverbs if adverbs else words.phrases)
    for found in pattern.finditer(ctx.document.folded, start, end):
        if ctx.quotation(found.start()) is None:
            return ctx.document.text[found.start() : found.end()]
    return None


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")
    # A last *e* may be elided before a vowel: *il paraît qu'elle*.
    forms = (re.escape(phrase.removesuffix("e")) + "[e']" * phrase.endswith("e") for phrase in phrases)
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + r")(?:(?<=')|(?!\w))", re.I)


def _said_to(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """*is said to*, *are widely believed to*: a passive of saying with an infinitive."""
    words = ctx.pack.hearsay
    if token.lower not in words.participles:
        return False
    before = [t for t in sentence.tokens[max(0, token.index - 3) : token.index] if t.upos != "ADV"]
    after = sentence.tokens[token.index + 1 : token.index + 2]
    passive = bool(before) and before[-1].upos == "AUX" and before[-1].lemma in ctx.pack.copulas
    return passive and bool(after) and after[0].lower in ctx.pack.infinitive_marks


def is_conditional(ctx: Context, token: Token) -> bool:
    """The word is in the conditional, by the tagger or, for words that it does not know, by the ending."""
    words = ctx.pack.hearsay
    if not words.conditional:
        return False
    if token.features.get("Mood") == "Cnd":
        return True
    if token.lower in words.forms:
        return True
    if token.upos != "VERB" or token.lower.removesuffix("ent").removesuffix("t") in words.imperfects:
        return False
    return any(token.lower.endswith(e) and len(token.text) > len(e) + 1 for e in words.endings)


def reports(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """The token is a conditional that reports, not one of the other kinds."""
    if not is_conditional(ctx, token) or token.features.get("Person") in ("1", "2"):
        return False
    verb = _verb(sentence, token)
    words = ctx.pack.hearsay
    # "aurait dû" is a modal, "serait dû à" is none.
    modal = verb if token.lemma in ctx.pack.perfect_auxiliaries else token
    if modal.lemma in words.not_reportive:
        return False
    if _modal_behind(ctx, sentence, token):
        return False
    return not (
        _hypothetical(ctx, sentence, token)
        or _asked(ctx, sentence, token)
        or _judged(ctx, sentence, token, verb)
        or _ahead(ctx, sentence, token, verb)
        or _proposed(ctx, sentence, token, verb)
        or _general_subject(ctx, sentence, verb)
    )


def _verb(sentence: Sentence, token: Token) -> Token:
    head = token
    while head.dep in _HELPS and (above := sentence.head(head)) is not None:
        head = above
    return head


def _modal_behind(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """*aurait pu*, *aurait dû*: what did not happen, whatever the tree makes of it."""
    behind = [t for t in sentence.tokens[token.index + 1 : token.index + 4] if t.upos not in ("ADV", "PRON")]
    perfect = token.lemma in ctx.pack.perfect_auxiliaries
    return perfect and bool(behind) and behind[0].lower in ctx.pack.hearsay.modal_participles


def _is_if(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """*si*, or *s'* before *il*; elsewhere *s'* is a pronoun: *il s'agirait*."""
    if token.lower not in ctx.pack.hearsay.hypothesis:
        return False
    behind = next(iter(sentence.tokens[token.index + 1 : token.index + 2]), None)
    return not token.text.endswith("'") or (
        behind is not None and behind.lower.removesuffix("s") in ctx.pack.hearsay.expletives
    )


def _hypothetical(ctx: Context, sentence: Sentence, conditional: Token) -> bool:
    """A condition in the sentence: *si* with an imperfect, or a phrase that makes one; not beyond a semicolon."""
    words = ctx.pack.hearsay
    opener = next((t for t in sentence.tokens if t.upos != "PUNCT"), None)
    if opener is not None and opener.lower in words.hypothesis_openers:
        return True
    phrases = _pattern(tuple(words.hypothesis_phrases))
    if phrases.search(ctx.document.folded, sentence.start, sentence.end):
        return True
    parted = [t.index for t in sentence.tokens if t.text == ";"]
    for token in sentence.tokens:
        if not _is_if(ctx, sentence, token) or token.upos not in ("SCONJ", "PART", "CCONJ", "ADV"):
            continue
        if any(min(token.index, conditional.index) < place < max(token.index, conditional.index) for place in parted):
            continue
        behind = sentence.tokens[token.index + 1 : token.index + 1 + _REACH]
        finite = [t for t in behind if is_finite_verb(t)]
        if not finite or finite[0].features.get("Tense") in ("Imp", "Past"):
            return True
    return False


def _asked(ctx: Context, sentence: Sentence, token: Token) -> bool:
    """An indirect question looks ahead: *a refusé de dire s'il serait candidat*, *n'a pas dit qui paierait*."""
    for opener in sentence.tokens[max(0, token.index - _REACH) : token.index]:
        before = sentence.tokens[opener.index - 1] if opener.index else None
        asks = opener.lower in ctx.pack.question_words and before is not None and before.upos in ("VERB", "ADV")
        if asks or _is_if(ctx, sentence, opener):
            behind = sentence.tokens[opener.index + 1 : token.index + 1]
            verbs = [t for t in behind if is_finite_verb(t)]
            return bool(verbs) and verbs[0] is token
    return False


def _judged(ctx: Context, sentence: Sentence, token: Token, verb: Token) -> bool:
    """The writer's own opinion: *il serait utile de rappeler que*."""
    behind = sentence.tokens[token.index + 1 : token.index + 5]
    opinions = ctx.pack.hearsay.opinions
    opinion = any(t.lower in opinions or t.lemma.lower() in opinions for t in behind)
    subjects = sentence.children(verb, *_SUBJECTS)
    nobody = any(t.lower in ctx.pack.hearsay.expletives for t in subjects)
    return opinion and (nobody or not subjects)


def _ahead(ctx: Context, sentence: Sentence, token: Token, verb: Token) -> bool:
    """The future seen from the past: the clause depends on a verb in a past tense."""
    later = _pattern(tuple(ctx.pack.hearsay.later))
    compound = token.upos == "AUX" and token is not verb
    if not compound and later.search(ctx.document.folded, sentence.start, sentence.end):
        return True
    clause = _clause_head(sentence, verb)
    if clause.dep not in ("ccomp", "csubj", "acl") or not _complementized(ctx, sentence, clause):
        return False
    above = sentence.head(clause)
    return above is not None and any(_is_past(t) for t in (above, *sentence.children(above, "aux", "cop")))


def _is_past(token: Token) -> bool:
    return token.features.get("Tense") in ("Imp", "Past")


def _clause_head(sentence: Sentence, verb: Token) -> Token:
    while verb.dep in _LINKS and (above := sentence.head(verb)) is not None and not sentence.children(verb, "mark"):
        verb = above
    return verb


def _complementized(ctx: Context, sentence: Sentence, clause: Token) -> bool:
    marks = ctx.pack.complementizers | ctx.pack.question_words
    return any(child.lower in marks for child in sentence.children(clause, "mark"))


def _proposed(ctx: Context, sentence: Sentence, token: Token, verb: Token) -> bool:
    """*une loi qui interdirait*: a relative clause in the present tells what is proposed; *qui aurait
    tué* reports.
    """
    clause = _clause_head(sentence, verb)
    relative = clause.dep == "acl" and any(
        t.features.get("PronType") == "Rel"
        for n in sentence.subtree(clause)
        if (t := sentence.tokens[n]).upos == "PRON"
    )
    compound = token.upos == "AUX" and token is not verb
    return relative and not compound


def _general_subject(ctx: Context, sentence: Sentence, verb: Token) -> bool:
    """*cela permettrait*, *une telle mesure coûterait*, *on dirait*: what is only imagined."""
    subjects = sentence.children(verb, *_SUBJECTS)
    imagined = ctx.pack.hearsay.imagined
    return any(
        t.lower.lstrip("-").removeprefix("t-") in imagined
        or any(child.lower in imagined for child in sentence.children(t, "det", "amod"))
        for t in subjects
    )
