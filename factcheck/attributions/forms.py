"""Which form of a verb a token is, by its features."""

from factcheck.tokens import Token


def is_finite(token: Token) -> bool:
    """A person or a tense of its own, whatever part of speech the tagger gives it."""
    return token.features.get("VerbForm") == "Fin"


def is_finite_verb(token: Token) -> bool:
    """A verb or an auxiliary with a person or a tense of its own."""
    return token.upos in ("VERB", "AUX") and is_finite(token)


def is_past_participle(token: Token) -> bool:
    """*publié*, *reported*."""
    return token.features.get("VerbForm") == "Part" and token.features.get("Tense") == "Past"


def is_present_participle(token: Token) -> bool:
    """*affirmant*, *saying*: a gerund for some treebanks, a participle for others."""
    return token.features.get("VerbForm") in ("Ger", "Part") and token.features.get("Tense") != "Past"


def is_participle(token: Token) -> bool:
    """A participle or a gerund of any tense."""
    return token.features.get("VerbForm") in ("Ger", "Part")
