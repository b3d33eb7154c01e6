"""Participles that share one auxiliary and one subject: *a salué P, réclamé Q et promis R*."""

from factcheck.languages import Pack
from factcheck.syntax.forms import is_finite, is_past_participle
from factcheck.syntax.tokens import Sentence, Token

# How far before a participle the one that has the auxiliary may stand, in tokens.
_REACH = 60


def leader(sentence: Sentence, token: Token, pack: Pack) -> Token | None:
    """The participle with the auxiliary that this one shares, or None where it has its own or describes a noun.

    The tree says so, or the surface: after a comma or a coordinator, and with an object, a clause or an infinitive
    at once behind, which a participle that describes a noun does not have.
    """
    if not _is_bare(sentence, token) or not _is_coordinated(sentence, token):
        return None
    above = _by_tree(sentence, token, pack)
    if above is not None:
        return above if not _is_passive(sentence, token, pack) else None
    if not _opens_complement(sentence, token, pack):
        return None
    for other in reversed(sentence.tokens[max(0, token.index - _REACH) : token.index]):
        if _leads(sentence, other, pack):
            return other
        if is_finite(other) and other.upos == "VERB":
            return None
        if other.upos == "SCONJ" or other.features.get("PronType") == "Rel":
            return None
    return None


def series_start(sentence: Sentence, token: Token) -> int:
    """Where the words that tie a participle to the one before it begin: *, réclamé*, *et, surtout, réclamé*."""
    place = token.index
    while place and sentence.tokens[place - 1].upos in ("ADV", "CCONJ", "PUNCT", "PRON"):
        place -= 1
        if sentence.tokens[place].upos == "CCONJ":
            break
    return place


def _is_bare(sentence: Sentence, token: Token) -> bool:
    past = is_past_participle(token)
    return token.upos == "VERB" and past and not sentence.children(token, "aux", "cop")


def _is_coordinated(sentence: Sentence, token: Token) -> bool:
    before = [t for t in sentence.tokens[max(0, token.index - 3) : token.index] if t.upos not in ("ADV", "PRON")]
    return bool(before) and (before[-1].upos == "CCONJ" or before[-1].text == ",")


def _leads(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """A participle with an auxiliary of its own that makes no passive."""
    if token.upos != "VERB" or token.verb_form != "Part":
        return False
    # *a, pour sa part, condamné*: the tree may hang the participle from its auxiliary.
    above = sentence.head(token)
    auxiliaries = (*sentence.children(token, "aux"), *((above,) if above is not None and token.dep == "xcomp" else ()))
    perfect = any(a.lemma in pack.perfect_auxiliaries and a.index < token.index for a in auxiliaries)
    return perfect and not sentence.children(token, "aux:pass")


def _by_tree(sentence: Sentence, token: Token, pack: Pack) -> Token | None:
    while token.dep == "conj" and (above := sentence.head(token)) is not None and above.index < token.index:
        if _leads(sentence, above, pack):
            return above
        token = above
    return None


def _is_passive(sentence: Sentence, token: Token, pack: Pack) -> bool:
    behind = sentence.tokens[token.index + 1 : token.index + 2]
    return any(t.lower in pack.agent_marks for t in behind)


def _opens_complement(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """What stands at once behind the participle is an object, a clause or an infinitive."""
    tokens = sentence.tokens
    after = next((t for t in tokens[token.index + 1 : token.index + 4] if t.upos != "ADV"), None)
    if after is None:
        return False
    behind = tokens[after.index + 1 : after.index + 3]
    if after.upos in ("DET", "NUM"):
        return not any({t.lemma.lower(), t.lower} & pack.time_words for t in behind)
    infinitive = any(t.verb_form == "Inf" for t in behind)
    return after.lower in pack.complementizers or (after.lower in pack.infinitive_marks and infinitive)
