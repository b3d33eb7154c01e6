"""Which form of a verb a token is, by its features."""

from factcheck.syntax.tokens import Sentence, Token


def is_finite(token: Token) -> bool:
    """A person or a tense of its own, whatever part of speech the tagger gives it."""
    return token.verb_form == "Fin"


def is_finite_verb(token: Token) -> bool:
    """A verb or an auxiliary with a person or a tense of its own."""
    return token.upos in ("VERB", "AUX") and is_finite(token)


def is_past_participle(token: Token) -> bool:
    """*publié*, *reported*."""
    return token.verb_form == "Part" and token.features.get("Tense") == "Past"


def is_present_participle(token: Token) -> bool:
    """*affirmant*, *saying*: a gerund for some treebanks, a participle for others."""
    return token.verb_form in ("Ger", "Part") and token.features.get("Tense") != "Past"


def is_participle(token: Token) -> bool:
    """A participle or a gerund of any tense."""
    return token.verb_form in ("Ger", "Part")


def is_tied_past(sentence: Sentence, token: Token) -> bool:
    """*criticised P, and | called on Q*: what looks like a participle is tied to a verb in the past tense."""
    first = sentence.head(token)
    if token.dep != "conj" or first is None or not is_past_participle(token) or not is_finite_verb(first):
        return False
    tie = any(c.index < token.index for c in sentence.children(token, "cc"))
    return tie and first.features.get("Tense") == "Past" and not sentence.children(token, "nsubj", "aux", "obl:agent")


def is_negated(sentence: Sentence, verb: Token) -> bool:
    """A negation belongs to a verb, or to its subject: *never said*, *n'a pas dit*, *no judge said*.

    Told by the features of Universal Dependencies alone, whatever the language.
    """
    own = sentence.children(verb)
    of_subject = (t for subject in sentence.children(verb, "nsubj", "csubj") for t in sentence.children(subject))
    return any(t.features.get("Polarity") == "Neg" or t.features.get("PronType") == "Neg" for t in (*own, *of_subject))
