"""Find the cues of a sentence: verbs, participles and prepositions that bring in what somebody says."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from factcheck.attributions.absolute import is_absolute
from factcheck.attributions.context import Context
from factcheck.attributions.series import leader
from factcheck.attributions.values import Clause, Cue
from factcheck.languages import Pack, Verb, Words
from factcheck.tokens import Sentence, Token

_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET"))
_INSIDE_GROUP = frozenset(("AUX", "ADV", "PART", "PRON"))


def is_inverted_clitic(token: Token, pack: Pack) -> bool:
    """*-t-il*, *-elle*: a subject pronoun tied to the verb before it."""
    return token.text.startswith("-") and token.lower.lstrip("-").removeprefix("t-") in pack.subject_clitics


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
        if token.upos not in ("VERB", "AUX") and not _verbal_place(clause.sentence, token, pack):
            continue
        itself = _reflexive(clause.sentence, token)
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

_QUOTING = frozenset(("quote",))


def unknown_cues(ctx: Context, clause: Clause) -> list[Cue]:
    """Verbs that no pack lists, right after a quotation: *« P », réagit X* makes any verb one of speech."""
    found = []
    for token in clause.tokens:
        if token.upos != "VERB" or ctx.pack.lemmas(token.lemma, token.text) or ctx.quotation(token.start):
            continue
        cue = _cue(clause, token, (Verb(token.lemma, "unknown", _QUOTING),), ctx.pack)
        quotation = ctx.quotation_until(cue.start)
        # A quotation that other words of its sentence lead up to is no speech: *the “miracle diet” left …*.
        lead = [t for t in clause.tokens if quotation is not None and t.start < quotation.start and t.upos != "PUNCT"]
        if cue.form == "verb" and quotation is not None and quotation.end > clause.sentence.start and not lead:
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


def _verbal_place(sentence: Sentence, token: Token, pack: Pack) -> bool:
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
    comma = next((t.index for t in reversed(tokens[: token.index]) if t.upos not in _NOMINAL), None)
    if rest or comma is None or tokens[comma].text != "," or comma == token.index - 1:
        return False
    return any(t.features.get("VerbForm") == "Fin" for t in tokens[:comma])


def _is_missing_verb(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """A noun where its clause has no verb: *the team report that P*; *P, the team reports in Nature.*"""
    tokens = sentence.tokens
    if token.index < 2 or token.index + 1 >= len(tokens) or token.lower not in pack.forms:
        return False
    comma = next((t.index for t in reversed(tokens[: token.index]) if t.text == ","), -1)
    clause = tokens[comma + 1 : token.index]
    nouns = frozenset().union(*pack.source_nouns.values())
    compared = bool(clause) and clause[0].lower in pack.comparisons
    clause = clause[1:] if compared and len(clause) > 1 else clause
    speaker = any(t.upos == "PROPN" or {t.lemma.lower(), t.lower} & nouns for t in clause)
    many = any(t.features.get("Number") == "Plur" for t in clause if {t.lemma.lower(), t.lower} & nouns)
    if not speaker or clause[0].upos not in ("DET", "PROPN", "ADJ") or any(_is_finite(t) for t in clause):
        return False
    after = tokens[token.index + 1]
    if compared and after.text == ",":
        # *As the authors note, P*
        return True
    if after.lower in pack.complementizers:
        return not any(_is_finite(t) for t in tokens[: token.index])
    if _opens_complement(tokens, after, pack) and not any(_is_finite(t) for t in tokens):
        # *In his memoirs, the general claims to have P.*
        return True
    said = comma > 0 and any(_is_finite(t) for t in tokens[:comma])
    return said and (many or token.lower != token.lemma) and (after.text in (".", "!") or after.upos == "ADP")


def _is_inverted(sentence: Sentence, token: Token, pack: Pack) -> bool:
    """The form of a verb between a clause with its comma and somebody who ends the sentence: *P, reckons critic X.*"""
    tokens = sentence.tokens
    stop = next((t.index for t in tokens[token.index + 1 :] if t.upos == "PUNCT"), len(tokens))
    rest = tokens[token.index + 1 : stop]
    if token.lower not in pack.forms or token.lower in pack.verbs or not rest or rest[0].upos not in _NOMINAL:
        return False
    somebody = rest[-1].upos == "PROPN" or bool({rest[-1].lemma.lower(), rest[-1].lower} & pack.source_nouns["person"])
    nominal = all(t.upos in _NOMINAL for t in rest)
    ends = stop == len(tokens) or tokens[stop].text in (".", ",", "!")
    tied = token.index > 0 and tokens[token.index - 1].text == ","
    return tied and nominal and ends and somebody and any(_is_finite(t) for t in tokens[: token.index])


def _is_finite(token: Token) -> bool:
    return token.features.get("VerbForm") == "Fin"


def _opens_complement(tokens: tuple[Token, ...], token: Token, pack: Pack) -> bool:
    """A complementiser, or the mark of an infinitive with its infinitive."""
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    marked = token.lower in pack.infinitive_marks and after is not None and after.features.get("VerbForm") == "Inf"
    return token.lower in pack.complementizers or marked


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
    nominal = all(t.upos in _NOMINAL or t.features.get("Poss") == "Yes" for t in tokens)
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


def _reflexive(sentence: Sentence, token: Token) -> bool:
    place = token.index - 1
    while place >= 0 and sentence.tokens[place].upos in _INSIDE_GROUP:
        if _is_reflexive(sentence.tokens[place]):
            return not _stresses(sentence, sentence.tokens[place])
        place -= 1
    return False


def _stresses(sentence: Sentence, pronoun: Token) -> bool:
    """*The firm itself said*: the pronoun goes with the noun right before it, and not with the verb."""
    before = sentence.head(pronoun)
    return before is not None and before.upos in ("NOUN", "PROPN") and before.index == pronoun.index - 1


def _is_reflexive(token: Token) -> bool:
    return token.upos == "PRON" and (token.features.get("Reflex") == "Yes" or token.lower in ("se", "s'"))


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
    while first < token.index and tokens[first].upos != "AUX" and not _is_reflexive(tokens[first]):
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
        "participle" if is_absolute(clause.sentence, token, pack) else _form(clause.sentence, token, first, pack),
        senses,
        takes,
    )


def _distant_auxiliary(tokens: tuple[Token, ...], token: Token, pack: Pack) -> int:
    """The auxiliary of a participle that adverbials stand before: *a, de son côté, déclaré*."""
    if token.features.get("VerbForm") != "Part":
        return token.index
    for place in range(token.index - 1, max(-1, token.index - 8), -1):
        other = tokens[place]
        if other.lemma in pack.perfect_auxiliaries and other.features.get("VerbForm") == "Fin":
            return place
        if other.upos in ("VERB", "AUX", "SCONJ", "CCONJ", "PROPN"):
            break
    return token.index


def _is_main(sentence: Sentence, token: Token) -> bool:
    """The main verb with a subject before it is finite, whatever the tagger says."""
    subject = any(c.index < token.index for c in sentence.children(token, "nsubj"))
    return token.dep == "root" and subject and not sentence.children(token, "obl:agent")


def _form(sentence: Sentence, token: Token, first: int, pack: Pack) -> str:
    form = token.features.get("VerbForm")
    has_aux = first < token.index or bool(sentence.children(token, "aux", "cop"))
    if form == "Part" and token.features.get("Tense") == "Past" and not has_aux:
        # *a salué P, réclamé Q*: it shares an auxiliary.
        shares = leader(sentence, token, pack) is not None
        return "verb" if shares or _is_main(sentence, token) else "past"
    if (form == "Part" and token.features.get("Tense") == "Pres") or (form == "Ger"):
        return "verb" if has_aux else "participle"
    if form == "Inf" and not has_aux:
        return "infinitive"
    return "verb"


def preposition_cues(clause: Clause, pack: Pack) -> list[Cue]:
    """The prepositions of a sentence that may cite somebody; ``opinion`` ones (*pour X*) need more care,
    and ``judgement`` ones (*for X*) even more.
    """
    found: list[Cue] = []
    taken: set[int] = set()
    tokens = clause.tokens
    openings, contracted = _openings(tokens, pack)
    tables = (
        ("consensus", pack.consensus),
        ("preposition", pack.prepositions),
        ("opinion", pack.opinion_prepositions),
        ("judgement", pack.judgement_prepositions),
    )
    for form, phrases in tables:
        for phrase in phrases:
            elided = contracted if len(phrase) == 1 and phrase[0].endswith("'") else ()
            for start in sorted({*openings.get(phrase[0], ()), *elided}):
                last = None if start in taken else _phrase_end(tokens, start, phrase, pack)
                if last is not None:
                    taken.update(range(start, last + 1))
                    found.append(Cue(clause.index, start, start, last, tokens[start].start, tokens[last].end, form))
    for start, token in enumerate(tokens):
        last = _view_end(tokens, start, pack) if token.lower in pack.view_marks and start not in taken else None
        if last is not None:
            found.append(Cue(clause.index, last, start, start, token.start, token.end, "view"))
        last = _heard_end(tokens, start, pack) if token.lower in pack.view_marks and start not in taken else None
        if last is not None:
            found.append(Cue(clause.index, last, start, last, token.start, tokens[last].end, "heard"))
    return sorted(found, key=lambda cue: cue.first)


def _heard_end(tokens: tuple[Token, ...], start: int, pack: Pack) -> int | None:
    """The last token of *à l'en croire*, *à l'entendre*, if one begins here: a pronoun stands for who is heard."""
    words = tokens[start + 1 : start + 4]
    if len(words) < 2 or words[0].upos not in ("PRON", "DET") or words[0].lower not in pack.object_clitics:
        return None
    place = 2 if len(words) > 2 and words[1].lower in pack.object_clitics else 1
    return words[place].index if words[place].lower in pack.heard else None


def _openings(tokens: tuple[Token, ...], pack: Pack) -> tuple[dict[str, list[int]], list[int]]:
    """Where a phrase may begin: the places of each word, taken apart and as written; and those of the contractions."""
    places: dict[str, list[int]] = {}
    for token in tokens:
        places.setdefault(token.lower, []).append(token.index)
    contracted = [left.index for left, right in pairwise(tokens) if left.start == right.start]
    for index in contracted:
        for word in _contractions(pack.contractions).get(f"{tokens[index].lower} {tokens[index + 1].lower}", ()):
            places.setdefault(word, []).append(index)
    return places, contracted


@lru_cache(maxsize=16)
def _contractions(pairs: Words) -> Mapping[str, list[str]]:
    """The words as written (*du*) by the two that they stand for (*de le*)."""
    found: dict[str, list[str]] = {}
    for word, _, apart in (pair.partition(" = ") for pair in sorted(pairs)):
        found.setdefault(apart, []).append(word)
    return found


def _view_end(tokens: tuple[Token, ...], start: int, pack: Pack) -> int | None:
    """The last token of *in X's view*, if one begins here."""
    for place in range(start + 2, min(len(tokens), start + 12)):
        if tokens[place].lower in pack.views:
            own = tokens[start + 1].features.get("Poss") == "Yes"
            owned = own and all(t.upos == "ADJ" for t in tokens[start + 2 : place])
            owned = owned or any(t.lower in ("'s", "'") for t in tokens[place - 2 : place])
            return place if owned or start + 2 == place else None
        if tokens[place].upos in ("VERB", "AUX", "PUNCT", "ADP"):
            return None
    return None


def _phrase_end(tokens: tuple[Token, ...], start: int, phrase: tuple[str, ...], pack: Pack) -> int | None:
    """The last token of a phrase that begins at a token: by the words as written, contractions not taken apart."""
    place = start
    for number, word in enumerate(phrase):
        # *de l'avis unanime de*, *aux dires mêmes de*: an adjective may stand behind the noun.
        if number and place < len(tokens) and tokens[place].lower != word and tokens[place - 1].upos == "NOUN":
            place += tokens[place].upos in ("ADJ", "ADV")
        if place >= len(tokens):
            return None
        token = tokens[place]
        written = [t for t in tokens[place : place + 2] if t.start == token.start]
        if token.lower == word:
            place += 1
        elif len(written) > 1 and f"{word} = {written[0].lower} {written[1].lower}" in pack.contractions:
            place += 2
        elif number == len(phrase) - 1 and len(written) > 1 and token.lower == word.rstrip("'"):
            place += 1
        else:
            return None
    return place - 1
