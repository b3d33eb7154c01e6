"""Our syntax as a spaCy document, so that a peer's rules run over the same models as ours."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

if TYPE_CHECKING:
    from factcheck.syntax.tokens import Document, Sentence, Token


def spacy_doc(document: "Document", vocabulary: Any) -> Any:
    """The document with its original characters, tags, lemmas and trees.

    The words of a contraction that share their place are one token, with the tag of the word that heads the rest, and
    so is a genitive of the plural (*the members'*), whose apostrophe peers would take for a quotation mark; line breaks
    are tokens of their own, one each, since peers look for them.
    """
    rows: list[_Row] = []
    at = 0
    for sentence in document.sentences:
        places: dict[int, int] = {}
        chiefs: list[tuple[int, Token]] = []
        for number, group in enumerate(_groups(sentence)):
            rows = _with_gap(rows, document.text[at : group[0].start])
            places.update((token.index, len(rows)) for token in group)
            chiefs.append((len(rows), _chief(group)))
            at = group[-1].end
            word = document.text[group[0].start : at]
            rows.append(_Row(word, chiefs[-1][1].upos, chiefs[-1][1].lemma, "ROOT", len(rows), number == 0))
        for place, chief in chiefs:
            if chief.head >= 0:
                rows[place] = evolve(rows[place], relation=chief.relation, head=places[chief.head])
    return import_module("spacy.tokens").Doc(
        vocabulary,
        [row.word for row in rows],
        [row.space for row in rows],
        pos=[row.tag for row in rows],
        lemmas=[row.lemma for row in rows],
        deps=[row.relation for row in rows],
        heads=[row.head for row in rows],
        sent_starts=[row.first for row in rows],
    )


@frozen
class _Row:
    word: str
    tag: str
    lemma: str
    relation: str
    head: int
    first: bool
    space: bool = False


def _with_gap(rows: list[_Row], between: str) -> list[_Row]:
    """The rows, and what lies before the next word: a space, or line breaks (on the last word)."""
    if rows and between.startswith(" "):
        rows = [*rows[:-1], evolve(rows[-1], space=True)]
    last = max(len(rows) - 1, 0)
    return rows + [_Row("\n", "SPACE", "\n", "", last, False)] * between.count("\n")


def offsets(document: "Document", doc: Any) -> list[tuple[int, int]]:
    """Where each token of the spaCy document stands in the text."""
    spans, at = [], 0
    for token in doc:
        start = document.text.index(token.text, at)
        at = start + len(token.text)
        spans.append((start, at))
    return spans


def _groups(sentence: "Sentence") -> Iterator[list["Token"]]:
    group: list[Token] = []
    for token in sentence.tokens:
        apostrophe = token.text == "'" and token.upos == "PART" and bool(group) and token.start == group[-1].end
        if group and (token.start, token.end) != (group[0].start, group[0].end) and not apostrophe:
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _chief(group: list["Token"]) -> "Token":
    inside = {token.index for token in group}
    return next((token for token in group if token.head not in inside), group[0])
