"""Find the verbs of a sentence that may bring in what somebody says, finite or not."""

from factcheck.grammar.absolute import is_absolute
from factcheck.grammar.mistaken import NOMINAL, verbal_place
from factcheck.grammar.series import leader
from factcheck.grammar.subjects import is_inverted_clitic, is_reflexive
from factcheck.grammar.values import Cue, CueForm
from factcheck.languages import Pack, Verb
from factcheck.languages.vocabulary import Takes, VerbClass
from factcheck.mentions.context import Context
from factcheck.mentions.values import Clause
from factcheck.syntax.forms import is_finite, is_tied_past
from factcheck.syntax.tokens import Sentence, Token

_INSIDE_GROUP = frozenset(("AUX", "ADV", "PART", "PRON"))


def verb_cues(clause: Clause, pack: Pack) -> list[Cue]:
    """The verbs of a sentence that may be cues, in order, each with the senses that fit its surroundings."""
    found: list[Cue] = []
    for token in clause.tokens:
        lemmas = pack.lemmas(token.lemma, token.text)
        if (
            not lemmas
            or token.upos not in ("VERB", "AUX", "NOUN", "ADJ", "ADP", "PROPN")
            or is_owned(clause.tokens, token)
            or _is_compound(clause.tokens, token)
        ):
            continue
        if token.upos not in ("VERB", "AUX") and not verbal_place(clause.sentence, token, pack):
            continue
        itself = _reflexive(clause.sentence, token, pack)
        known = (s for lemma in sorted(lemmas) for s in pack.verbs[lemma] if s.reflexive is itself)
        senses = tuple(s for s in known if _fits(clause.tokens, token, s, pack))
        # A phrase (faire savoir) says more than its verb alone.
        longer = tuple(s for s in senses if s.after)
        reflexive = tuple(s for s in senses if s.reflexive)
        senses = longer or reflexive or senses
        if senses and not (found and found[-1].first <= token.index <= found[-1].last):
            found.append(_cue(clause, token, senses, pack))
    return found


# How far behind a verb a word shows that it is meant in another sense.
_UNLESS_REACH = 14
# A word of so many letters has no forms that begin with it.
_SHORT = 4

_QUOTING = frozenset((Takes.QUOTE,))


def unknown_cues(ctx: Context, clause: Clause) -> list[Cue]:
    """Verbs that no pack lists, right after a quotation: *« P », réagit X* makes any verb one of speech."""
    found = []
    for token in clause.tokens:
        if token.upos != "VERB" or ctx.pack.lemmas(token.lemma, token.text) or ctx.quotation(token.start):
            continue
        cue = _cue(clause, token, (Verb(token.lemma, VerbClass.UNKNOWN, _QUOTING),), ctx.pack)
        quotation = ctx.quotation_until(cue.start)
        # A quotation that other words of its sentence lead up to is no speech: *the “miracle diet” left …*.
        lead = [t for t in clause.tokens if quotation is not None and t.start < quotation.start and t.upos != "PUNCT"]
        if cue.form is CueForm.VERB and quotation is not None and quotation.end > clause.sentence.start and not lead:
            found.append(cue)
    return found


def is_owned(tokens: tuple[Token, ...], token: Token) -> bool:
    """A word after a genitive is a noun, whatever the tagger says: *the mayor's claim*."""
    if not token.index:
        return False
    before = tokens[token.index - 1]
    return (before.lower in ("'s", "s'") and before.upos == "PART") or (
        before.lower.endswith("'s") and before.upos in ("PROPN", "NOUN")
    )


def _is_compound(tokens: tuple[Token, ...], token: Token) -> bool:
    """The end of a word with a hyphen that the tokenizer took apart: *so-called*."""
    before = tokens[token.index - 1] if token.index else None
    return before is not None and before.end == token.start and len(before.text) > 1 and before.text.endswith("-")


def _may_part(between: tuple[Token, ...], sense: Verb, pack: Pack) -> bool:
    """What stands between a verb and the word that goes with it does not part them: *spoke on Monday of*.

    The object of a longer phrase (*met le maire en cause*) may, and whom a verb addresses (*warned us of*).
    """
    if any(t.upos in ("VERB", "AUX", "PUNCT", "SCONJ") for t in between):
        return False
    if len(sense.after) > 1 or sense.lemma in pack.addressed:
        return True
    if between and between[0].lower in pack.addressee_marks and _is_phrase(between[1:]):
        return True
    if any(t.upos == "ADP" for t in between) and not any({t.lemma.lower(), t.lower} & pack.time_words for t in between):
        return False
    named = (t for t in between if t.upos in ("DET", "NOUN", "PROPN", "PRON", "NUM"))
    return all({t.lemma.lower(), t.lower} & pack.time_words or t.upos == "DET" for t in named)


def _is_phrase(tokens: tuple[Token, ...]) -> bool:
    """Words of one noun phrase, down to its noun."""
    nominal = all(t.upos in NOMINAL or t.features.get("Poss") == "Yes" for t in tokens)
    return nominal and bool(tokens) and tokens[-1].upos in ("NOUN", "PROPN")


def _fits(tokens: tuple[Token, ...], token: Token, sense: Verb, pack: Pack) -> bool:
    if sense.clitic and not any(t.lower == sense.clitic for t in tokens[max(0, token.index - 3) : token.index]):
        return False
    behind = tokens[token.index + 1 : token.index + 1 + _UNLESS_REACH] if sense.unless else ()
    if any({t.lemma.lower(), t.lower, t.lower.removesuffix("s")} & sense.unless for t in behind):
        return False
    last = _phrase_last(tokens, token, sense, pack)
    # *insisted on Thursday*: when it was said is no part of a phrase.
    dated = sense.after and last is not None and last > token.index and _is_timely(tokens, last + 1, pack)
    return last is not None and not dated


def _is_timely(tokens: tuple[Token, ...], place: int, pack: Pack) -> bool:
    """A word of time stands at a token."""
    return place < len(tokens) and bool({tokens[place].lower, tokens[place].lemma.lower()} & pack.time_words)


def _form_in(tokens: tuple[Token, ...], word: str) -> Token | None:
    """The first of these that is a word of a phrase, or an inflected form; a short one as it stands: no *partie*."""
    long = len(word) > _SHORT
    # Asked for every sense of every verb: a loop is three times as fast as a generator here.
    for token in tokens:
        if word == token.lower or word == token.lemma or (long and token.lower.startswith(word)):
            return token
    return None


def _phrase_last(tokens: tuple[Token, ...], token: Token, sense: Verb, pack: Pack) -> int | None:
    """The last token of a verb with the words that go with it (*a fait part dimanche de*), None where one lacks."""
    last = token.index
    for word in sense.after:
        # *apologised to his supporters for*
        addressed = tokens[last + 1 : last + 2] and tokens[last + 1].lower in pack.addressee_marks
        window = tokens[last + 1 : last + (9 if addressed else 5)]
        match = _form_in(window, word)
        if match is None or not _may_part(tokens[last + 1 : match.index], sense, pack):
            return None
        last = match.index
    return last


def _reflexive(sentence: Sentence, token: Token, pack: Pack) -> bool:
    place = token.index - 1
    while place >= 0 and sentence.tokens[place].upos in _INSIDE_GROUP:
        if is_reflexive(sentence.tokens[place], pack):
            return not _stresses(sentence, sentence.tokens[place])
        place -= 1
    return False


def _stresses(sentence: Sentence, pronoun: Token) -> bool:
    """*The firm itself said*: the pronoun goes with the noun right before it, and not with the verb."""
    before = sentence.head(pronoun)
    return before is not None and before.upos in ("NOUN", "PROPN") and before.index == pronoun.index - 1


def _cue(clause: Clause, token: Token, senses: tuple[Verb, ...], pack: Pack) -> Cue:
    tokens = clause.tokens
    first = token.index
    while (
        first
        and tokens[first - 1].upos in _INSIDE_GROUP
        and (
            tokens[first - 1].upos in ("AUX", "ADV", "PART")
            or is_inverted_clitic(tokens[first - 1], pack)
            or (tokens[first - 1].upos == "PRON" and tokens[first - 1].lower in pack.object_clitics)
        )
    ):
        first -= 1
    while first < token.index and tokens[first].upos != "AUX" and not is_reflexive(tokens[first], pack):
        first += 1
    if first == token.index:
        first = _distant_auxiliary(tokens, token, pack)
    last = max((_phrase_last(tokens, token, s, pack) or token.index for s in senses), default=token.index)
    if last + 1 < len(tokens) and is_inverted_clitic(tokens[last + 1], pack):
        last += 1
    takes = frozenset().union(*(s.takes for s in senses))
    return Cue(
        clause.index,
        token.index,
        first,
        last,
        tokens[first].start,
        tokens[last].end,
        CueForm.PARTICIPLE if is_absolute(clause.sentence, token, pack) else _form(clause.sentence, token, first, pack),
        senses,
        takes,
    )


def _distant_auxiliary(tokens: tuple[Token, ...], token: Token, pack: Pack) -> int:
    """The auxiliary of a participle that adverbials stand before: *a, de son côté, déclaré*."""
    if token.verb_form != "Part":
        return token.index
    for place in range(token.index - 1, max(-1, token.index - 8), -1):
        other = tokens[place]
        if other.lemma in pack.perfect_auxiliaries and is_finite(other):
            return place
        if other.upos in ("VERB", "AUX", "SCONJ", "CCONJ", "PROPN"):
            break
    return token.index


def _is_main(sentence: Sentence, token: Token) -> bool:
    """The main verb with a subject before it is finite, whatever the tagger says."""
    subject = any(c.index < token.index for c in sentence.children(token, "nsubj"))
    return token.dep == "root" and subject and not sentence.children(token, "obl:agent")


def _is_inverted(sentence: Sentence, token: Token) -> bool:
    """*“P”, added KCNA.*: the main verb, between what is said and somebody who ends the sentence."""
    rest = [t for t in sentence.tokens[token.index + 1 :] if t.upos != "PUNCT"]
    before = sentence.tokens[token.index - 1].text if token.index else ""
    named = bool(rest) and all(t.upos in ("DET", "PROPN", "NOUN", "ADJ") for t in rest)
    return token.dep == "root" and before in (",", '"') and named


def _form(sentence: Sentence, token: Token, first: int, pack: Pack) -> CueForm:
    form = token.verb_form
    has_aux = first < token.index or bool(sentence.children(token, "aux", "cop"))
    if form == "Part" and token.features.get("Tense") == "Past" and not has_aux:
        # *a salué P, réclamé Q*: it shares an auxiliary.
        shares = leader(sentence, token, pack) is not None
        finite = shares or _is_main(sentence, token) or is_tied_past(sentence, token) or _is_inverted(sentence, token)
        return CueForm.VERB if finite else CueForm.PAST
    if (form == "Part" and token.features.get("Tense") == "Pres") or (form == "Ger"):
        return CueForm.VERB if has_aux else CueForm.PARTICIPLE
    if form == "Inf" and not has_aux:
        return CueForm.INFINITIVE
    return CueForm.VERB
