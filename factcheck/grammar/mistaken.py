"""Verbs that the tagger takes for nouns: they stand where only a verb can."""

from factcheck.grammar.absolute import is_absolute
from factcheck.grammar.subjects import is_inverted_clitic
from factcheck.languages import Pack
from factcheck.syntax.forms import is_finite
from factcheck.syntax.tokens import Sentence, Token

NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET"))


def verbal_place(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """A word mistaken for a noun that stands where only a verb can: after an auxiliary, or before a clitic."""
    tokens = sentence.tokens
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    before = tokens[token.index - 1] if token.index else None
    if after is not None and is_inverted_clitic(after, pack):
        return True
    if (
        after is not None
        and before is not None
        and before.upos in ("PUNCT", "PROPN")
        and _opens_complement(tokens, after, pack)
    ):
        return True
    if (
        is_absolute(sentence, token, pack)
        or _is_missing_verb(sentence, token, pack)
        or _is_inverted(sentence, token, pack)
    ):
        return True
    if before is not None and (before.upos == "AUX" or is_inverted_clitic(before, pack)):
        return True
    if _ends_headline(sentence, token):
        return True
    return (
        before is not None
        and before.text in ('"', ",", "?", "!")
        and after is not None
        # *« P », souffle, sous couvert d'anonymat, un cadre*
        and (after.upos in ("DET", "PROPN") or (after.text == "," and _is_behind_mark(tokens, token)))
        and token.text.islower()
    )


def _is_behind_mark(tokens: tuple[Token, ...], token: Token) -> bool:
    """A closing quotation mark, with or without a comma, stands before a word."""
    before = [t.text for t in tokens[max(0, token.index - 2) : token.index]]
    return before[-1:] == ['"'] or before == ['"', ","]


def _ends_headline(sentence: Sentence, token: Token) -> bool:
    """The last word, after a comma and a noun, of a line that has its verb already: *Jobs will go, union warns*."""
    tokens = sentence.tokens
    rest = [t for t in tokens[token.index + 1 :] if t.upos != "PUNCT"]
    comma = next((t.index for t in reversed(tokens[: token.index]) if t.upos not in NOMINAL), None)
    if rest or comma is None or tokens[comma].text != "," or comma == token.index - 1:
        return False
    return any(is_finite(t) for t in tokens[:comma])


def _is_missing_verb(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """A noun where its clause has no verb: *the team report that P*; *P, the team reports in Nature.*"""
    tokens = sentence.tokens
    if token.index < 2 or token.index + 1 >= len(tokens) or token.lower not in pack.forms:
        return False
    comma = next((t.index for t in reversed(tokens[: token.index]) if t.text == ","), -1)
    clause = tokens[comma + 1 : token.index]
    compared = bool(clause) and clause[0].lower in pack.comparisons
    clause = clause[1:] if compared and len(clause) > 1 else clause
    speaker = any(t.upos == "PROPN" or _is_source(t, pack) for t in clause)
    many = any(t.features.get("Number") == "Plur" for t in clause if _is_source(t, pack))
    opens = bool(clause) and (clause[0].upos in ("DET", "PROPN", "ADJ", "NUM") or clause[0].text[0].isupper())
    if not speaker or not opens or any(is_finite(t) for t in clause):
        return False
    after = tokens[token.index + 1]
    if compared and after.text == ",":
        # *As the authors note, P*
        return True
    if after.lower in pack.complementizers:
        return clause[0].upos != "NUM" and not any(is_finite(t) for t in tokens[: token.index])
    verbless = not any(is_finite(t) for t in tokens)
    if _opens_complement(tokens, after, pack) and not _has_verb(tokens, token):
        # *In his memoirs, the general claims to have P.*; *Two men claim to have P, and Q*.
        return True
    if after.text == ":" and not any(is_finite(t) for t in tokens[: token.index]):
        # *Le mécanicien précise : P*
        return True
    behind = after.upos == "DET" or after.lower in pack.addressee_marks or _is_partitive(tokens, after)
    behind = behind or _opens_phrase(token, after, pack)
    if verbless and tokens[-1].text == "." and comma < 0 and behind:
        # *L'agence déconseille aux habitants de P.*: nothing else of the sentence can be its verb.
        return True
    said = comma > 0 and any(is_finite(t) for t in tokens[:comma])
    # *P, the paper reports, | citing officials*
    goes_on = after.text == "," and tokens[min(token.index + 2, len(tokens) - 1)].verb_form in (
        "Part",
        "Ger",
    )
    ends = after.text in (".", "!") or after.upos == "ADP" or goes_on
    return said and (many or token.lower != token.lemma) and ends


def _has_verb(tokens: tuple[Token, ...], token: Token) -> bool:
    """A finite verb stands before a word, or behind it with nothing between that opens another clause."""
    finite = next((t for t in tokens if is_finite(t)), None)
    if finite is None or finite.index < token.index:
        return finite is not None
    return not any(t.upos == "CCONJ" and tokens[t.index - 1].text == "," for t in tokens[token.index : finite.index])


def _opens_phrase(token: Token, after: Token, pack: Pack) -> bool:
    """The word behind is the first that goes with a verb of such a form: *pointe | du doigt*."""
    senses = (s for lemma in pack.lemmas(token.lemma, token.text) for s in pack.verbs[lemma])
    return any(s.after and s.after[0] in (after.lower, after.lemma) for s in senses)


def _is_partitive(tokens: tuple[Token, ...], token: Token) -> bool:
    """*pointe des dérives*: an article of the plural that the tokenizer took for a contraction."""
    behind = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    return behind is not None and behind.start == token.start and behind.features.get("Number") == "Plur"


def _is_source(token: Token, pack: Pack) -> bool:
    """A noun for somebody or something that may speak, by its lemma or its form."""
    own = {token.lemma.lower(), token.lower}
    return any(own & table for table in pack.source_nouns.by_type.values())


def _is_inverted(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """The form of a verb between a clause with its comma and somebody who ends the sentence: *P, reckons critic X.*"""
    tokens = sentence.tokens
    stop = next((t.index for t in tokens[token.index + 1 :] if t.upos == "PUNCT"), len(tokens))
    rest = tokens[token.index + 1 : stop]
    if token.lower not in pack.forms or token.lower in pack.verbs or not rest or rest[0].upos not in NOMINAL:
        return False
    somebody = rest[-1].upos == "PROPN" or bool({rest[-1].lemma.lower(), rest[-1].lower} & pack.source_nouns.person)
    nominal = all(t.upos in NOMINAL for t in rest)
    ends = stop == len(tokens) or tokens[stop].text in (".", ",", "!")
    tied = token.index > 0 and tokens[token.index - 1].text == ","
    return tied and nominal and ends and somebody and any(is_finite(t) for t in tokens[: token.index])


def _opens_complement(tokens: tuple[Token, ...], token: Token, pack: Pack) -> bool:
    """A complementiser, or the mark of an infinitive with its infinitive."""
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    marked = token.lower in pack.infinitive_marks and after is not None and after.verb_form == "Inf"
    return token.lower in pack.complementizers or marked
