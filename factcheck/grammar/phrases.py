"""Mentions as phrases of the tree: a head and what belongs to its name, title and apposition."""

from factcheck.languages import Pack
from factcheck.mentions.values import SourceMention
from factcheck.syntax.tokens import Sentence, Token

# What hangs below a noun and is no part of the mention of a source.
_LEFT_OUT = frozenset(
    (
        "acl",
        "parataxis",
        "punct",
        "case",
        "cc",
        "mark",
        "discourse",
        "advcl",
        "ccomp",
        "dep",
        "orphan",
        "vocative",
        "cop",
        "nsubj",
        "aux",
        "obj",
        "advmod",
        "obl",
        "csubj",
        "xcomp",
        "expl",
    )
)

# What a title is made of.
_TITLE = frozenset(("NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM", "PART"))


def _is_adjective(sentence: Sentence, token: Token) -> bool:
    """An adjective behind its noun that is no clause, though the tree calls it one: *people close to X*."""
    return token.dep == "acl" and token.upos == "ADJ" and not sentence.children(token, "nsubj", "cop", "mark")


def phrase(sentence: Sentence, head: Token, index: int, low: int, high: int, pack: Pack | None = None) -> SourceMention:
    """The mention headed by a token: its phrase without relative clauses, kept inside tokens ``low`` to ``high``.

    The phrase is one stretch of tokens around the head; appositions stay in, a preposition before it stays out.
    """
    inside = {head.index}
    waiting = [head]
    while waiting:
        token = waiting.pop()
        for child in sentence.children(token):
            outer = token is head
            if child.upos == "VERB" and child.features.get("Tense") == "Pres":
                # *The Guardian, citing X*: a participle begins something else.
                continue
            if outer and head.upos in ("ADV", "DET", "NUM", "PRON") and child.dep in ("obl", "nmod"):
                inside.add(child.index)
                waiting.append(child)
                continue
            if (
                child.dep in _LEFT_OUT
                and not _is_adjective(sentence, child)
                and not (child.dep == "case" and not outer)
                and not (child.dep in ("cc", "punct", "advmod", "obl") and not outer)
            ):
                continue
            inside.add(child.index)
            waiting.append(child)
    head_first = min(inside)
    if (
        low < head_first
        and head.upos == "PROPN"
        and (title := title_before(sentence, head_first, low, pack)) is not None
    ):
        inside.update(range(title, head_first))
    coordinated = {c.index for t in inside for c in sentence.children(sentence.tokens[t], "cc", "punct", "case", "det")}
    first = last = head.index
    while first - 1 >= low and (first - 1 in inside or _joins(sentence, first - 1, -1, inside, coordinated)):
        first -= 1
    while last + 1 <= high and (last + 1 in inside or _joins(sentence, last + 1, 1, inside, coordinated)):
        last += 1
    while first < head.index and _only_leads(sentence.tokens[first]):
        first += 1
    while last > head.index and sentence.tokens[last].upos in ("PUNCT", "CCONJ", "ADP", "DET"):
        last -= 1
    if last < high and _is_bracket_open(sentence.tokens[first : last + 1]) and sentence.tokens[last + 1].text == ")":
        # *le sénateur Paul Vial (LR)*
        last += 1
    return SourceMention(index, head.index, sentence.tokens[first].start, sentence.tokens[last].end)


def _is_bracket_open(tokens: tuple[Token, ...]) -> bool:
    return sum((t.text == "(") - (t.text == ")") for t in tokens) > 0


def _only_leads(token: Token) -> bool:
    """A mark, a particle, or a relative pronoun before a mention: *X, dont | la mairie dit que P*."""
    return token.upos in ("PUNCT", "CCONJ", "ADP") or token.features.get("PronType") == "Rel"


def title_before(sentence: Sentence, first: int, low: int, pack: Pack | None) -> int | None:
    """Where a title before a name begins, which the tree does not hang from it.

    Set off by a comma (*La présidente du club, | Ange Leccia*), or another subject of the same verb for the tree
    (*the novelist | Ann Pryce said*).
    """
    tokens = sentence.tokens
    if pack is None or first - 1 < low:
        return None
    comma = tokens[first - 1].text == ","
    stop = first - 1 if comma else first
    place = stop - 1
    while place >= low and (tokens[place].upos in _TITLE or tokens[place].text == ")" or _goes_on(tokens, place)):
        if tokens[place].text == ")":
            # *The secretary general of CEI (Italian Episcopal Conference), Nunzio Galantino*
            place = next((n for n in range(place, low - 1, -1) if tokens[n].text == "("), low)
        place -= 1
    place += 1
    nouns = pack.source_nouns.person
    behind = next((t for t in tokens[first:] if t.upos != "PROPN"), None)
    if comma and behind is not None and behind.text == ",":
        # *The start-up, Velloni, claims*; but *the museum, Mr Bush said, is open*.
        nouns = nouns | pack.source_nouns.organization | pack.source_nouns.outlet
    endings = tuple(pack.anaphora.person_endings)
    role = next(
        (
            t
            for t in _heads(tokens[place:stop])
            if {t.lemma.lower(), t.lower} & nouns or t.lemma.lower().endswith(endings)
        ),
        None,
    )
    if role is None:
        return None
    name = tokens[first]
    definite = tokens[place].upos == "DET" or any(t.upos == "PART" or _is_possessive(t) for t in tokens[place:stop])
    twice = role.dep == name.dep == "nsubj" and role.head == name.head and min(sentence.subtree(role)) == place
    return place if (comma and definite) or twice else None


def _heads(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The nouns before the first complement, one of which heads a phrase: *a village chief of the north*."""
    first = next((n for n, t in enumerate(tokens) if t.upos == "NOUN"), len(tokens))
    stop = next((n for n, t in enumerate(tokens) if n > first and t.upos == "ADP"), len(tokens))
    return tuple(t for t in tokens[:stop] if t.upos == "NOUN")


def _goes_on(tokens: tuple[Token, ...], place: int) -> bool:
    return is_hyphen(tokens, place) or _is_possessive(tokens[place])


def is_hyphen(tokens: tuple[Token, ...], place: int) -> bool:
    """A hyphen inside a word that the tokenizer took apart."""
    return tokens[place].text == "-" and place > 0 and tokens[place - 1].end == tokens[place].start


def _is_possessive(token: Token) -> bool:
    return token.features.get("Poss") == "Yes"


def _joins(sentence: Sentence, index: int, step: int, inside: set[int], joiners: set[int]) -> bool:
    """A comma, *and* or preposition between two parts of the phrase."""
    return (
        index in joiners
        and 0 <= index + step < len(sentence.tokens)
        and any(index + step * n in inside for n in (1, 2))
    )
