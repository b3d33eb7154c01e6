"""Sentences, tokens and their trees: what the syntax stage hands on, with nothing of Stanza's left in it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from factcheck.text.alignment import Plain
from factcheck.text.alignment import Span as Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one.

    >>> merged([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(result[-1][1], end)
        else:
            result.append((start, end))
    return result


@frozen(eq=False)
class Token:
    """A syntactic word. The words of a contraction that they do not spell (*du* = *de* + *le*) share its offsets.

    ``index`` and ``head`` count within the sentence from 0; the root's head is -1. ``relation`` is the
    universal relation with its subtype (``nsubj:pass``), ``dep`` the relation without it, ``lower`` the form in
    lower case, ``verb_form`` that feature, or nothing; all are asked for all the time.
    """

    index: int
    text: str
    start: int
    end: int
    lemma: str
    upos: str
    features: Mapping[str, str] = field(factory=dict)
    head: int = -1
    relation: str = "root"
    dep: str = field(init=False, repr=False)
    lower: str = field(init=False, repr=False)
    verb_form: str = field(init=False, repr=False)

    @dep.default
    def _without_subtype(self) -> str:
        return self.relation.partition(":")[0]

    @lower.default
    def _in_lower_case(self) -> str:
        return self.text.lower()

    @verb_form.default
    def _of_its_features(self) -> str:
        return self.features.get("VerbForm", "")


@frozen(eq=False)
class Sentence:
    """A sentence as a tree of tokens. ``start`` and ``end`` are code points in the document's text.

    ``paragraph`` counts the paragraphs of the document from 0.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int = 0

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                below[token.head].append(token)
        return tuple(tuple(group) for group in below)

    def children(self, token: Token, *relations: str) -> tuple[Token, ...]:
        """The dependents of a token, in order; only those with one of the relations, if any are given.

        A relation without a subtype matches every subtype.
        """
        below = self._children[token.index]
        if not relations:
            return below
        return tuple(child for child in below if child.dep in relations or child.relation in relations)

    def head(self, token: Token) -> Token | None:
        """The token's head, or None at the root."""
        return self.tokens[token.head] if token.head >= 0 else None

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        seen = {token.index}
        while token.head >= 0 and token.head not in seen:
            token = self.tokens[token.head]
            seen.add(token.index)
            yield token

    def subtree(self, token: Token, without: frozenset[int] = frozenset()) -> frozenset[int]:
        """The indices of a token and all below it, leaving out the subtrees of the tokens in ``without``."""
        found: set[int] = set()
        waiting = [token.index]
        while waiting:
            index = waiting.pop()
            if index in found or (index in without and index != token.index):
                continue
            found.add(index)
            waiting.extend(child.index for child in self._children[index])
        return frozenset(found)

    @cached_property
    def root(self) -> Token:
        """The root of the tree (the first token if there is no root)."""
        return next((token for token in self.tokens if token.head < 0), self.tokens[0])


@frozen(eq=False)
class Document:
    """A text with its sentences, in order: what every later stage reads.

    Every offset is one into ``text``, the plain text; ``plain`` has the way back to the text as given (None: they are
    the same). ``folded`` is ``text`` with plain quotation marks, apostrophes, dashes and spaces, at the same offsets.
    """

    text: str
    folded: str
    language: str
    sentences: tuple[Sentence, ...]
    plain: Plain | None = None
