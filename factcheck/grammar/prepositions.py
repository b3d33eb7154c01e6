"""Find the prepositions of a sentence that may cite somebody."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from factcheck.grammar.values import Clause, Cue
from factcheck.languages import Pack, Words
from factcheck.syntax.tokens import Token


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
    whole = False
    for number, word in enumerate(phrase):
        if whole:
            whole = False
            continue
        # *de l'avis unanime de*, *aux dires mêmes de*: an adjective may stand behind the noun.
        if number and place < len(tokens) and tokens[place].lower != word and tokens[place - 1].upos == "NOUN":
            place += tokens[place].upos in ("ADJ", "ADV")
        if place >= len(tokens):
            return None
        token = tokens[place]
        written = [t for t in tokens[place : place + 2] if t.start == token.start]
        # *si l'on en croit*: *l'on* may be one word for the tokenizer.
        whole = word.endswith("'") and token.lower == word + "".join(phrase[number + 1 : number + 2])
        if token.lower == word or whole:
            place += 1
        elif len(written) > 1 and f"{word} = {written[0].lower} {written[1].lower}" in pack.contractions:
            place += 2
        elif number == len(phrase) - 1 and len(written) > 1 and token.lower == word.rstrip("'"):
            place += 1
        else:
            return None
    return place - 1
