"""Find the prepositions of a sentence that may cite somebody."""

from itertools import pairwise

from factcheck.grammar.values import Cue, CueForm
from factcheck.languages import Pack
from factcheck.mentions.values import Clause
from factcheck.syntax.tokens import Token


def preposition_cues(clause: Clause, pack: Pack) -> list[Cue]:
    """The prepositions of a sentence that may cite somebody."""
    found: list[Cue] = []
    taken: set[int] = set()
    tokens = clause.tokens
    openings, contracted = _openings(tokens, pack)
    tables = (
        (CueForm.CONSENSUS, pack.consensus),
        (CueForm.PREPOSITION, pack.prepositions),
    )
    for form, phrases in tables:
        for phrase in phrases:
            elided = contracted if len(phrase) == 1 and phrase[0].endswith("'") else ()
            for start in sorted({*openings.get(phrase[0], ()), *elided}):
                last = None if start in taken else _phrase_end(tokens, start, phrase, pack)
                if last is not None:
                    taken.update(range(start, last + 1))
                    found.append(Cue(clause.index, start, start, last, tokens[start].start, tokens[last].end, form))
    return sorted(found, key=lambda cue: cue.first)


def _openings(tokens: tuple[Token, ...], pack: Pack) -> tuple[dict[str, list[int]], list[int]]:
    """Where a phrase may begin: the places of each word, taken apart and as written; and those of the contractions."""
    places: dict[str, list[int]] = {}
    for token in tokens:
        places.setdefault(token.lower, []).append(token.index)
    contracted = [left.index for left, right in pairwise(tokens) if left.start == right.start]
    for index in contracted:
        for word in pack.contracted.get(f"{tokens[index].lower} {tokens[index + 1].lower}", ()):
            places.setdefault(word, []).append(index)
    return places, contracted


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
        elif len(written) > 1 and pack.contractions.get(word) == f"{written[0].lower} {written[1].lower}":
            place += 2
        elif number == len(phrase) - 1 and len(written) > 1 and token.lower == word.rstrip("'"):
            place += 1
        else:
            return None
    return place - 1
