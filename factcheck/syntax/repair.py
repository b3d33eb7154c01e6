"""Mistakes of the tokenizer that a reader of news would never make, mended before anything is tagged.

A sentence never breaks off in mid-line, after a title or an initial, or before the mark that closes a
quotation, and ends where a quotation opens behind its full stop; an inverted pronoun, a genitive and a mark are words
of their own (*répond-elle*, *minister's*, *Québec;*), and some words are never two (*Its*); no sentence is endless.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from factcheck.languages import Pack
from factcheck.languages.tables import Words

#: A sentence ends with one of these, or with its paragraph; any other end is the tokenizer's mistake.
_STOPS = frozenset(".!?…:;\"'»”)]")
_CLOSING = frozenset("\"'»”’")
#: A mark that nobody put a space before, where the models have only seen it after one (French).
_MARKED = re.compile(r"(.*\w)([,;:])", re.DOTALL)
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?")
_FULL = frozenset((".", "!", "?", "…", "..."))
#: More words than any sentence has; trees take memory with their square.
_LONGEST = 400

Entry = dict[str, Any]


def mend(document: Any, pack: Pack) -> Any:
    """The tokenized Stanza *document*, or a new one where its sentences or tokens had to be mended."""
    sentences = document.sentences
    pattern = _apart(pack.leaning)
    leaning = any(
        len(token.words) == 1 and (pattern.fullmatch(token.text) or _MARKED.fullmatch(token.text))
        for sentence in sentences
        for token in sentence.tokens
    )
    joined = any(_goes_on(left.tokens, right.tokens, pack.abbreviations) for left, right in pairwise(sentences))
    replaced = any(token.text == "<UNK>" for sentence in sentences for token in sentence.tokens)
    parted = any(_is_parted(token, pack.never_parted) for sentence in sentences for token in sentence.tokens)
    endless = any(len(sentence.words) > _LONGEST for sentence in sentences)
    missed = _missed_ends(sentences, pack.abbreviations)
    if not (leaning or joined or endless or replaced or parted or missed):
        return document
    return _rebuilt(document, pattern if leaning else None, pack, missed)


@cache
def _apart(leaning: Words) -> re.Pattern[str]:
    """Two words although the tokenizer left them whole: a verb or a noun, and what leans on it."""
    endings = "|".join(map(re.escape, sorted(leaning, key=len, reverse=True))) or r"(?!)"
    return re.compile(rf"([^\W\d_][\w.-]*?)({endings})", re.IGNORECASE)


def _missed_ends(sentences: Any, abbreviations: Words) -> frozenset[int]:
    """Where a full stop ends before a quotation that opens with a capital, in mid-sentence: *It rained. "We left."*

    And where a quotation closes behind its own full stop: *« Nous partons. » Le préfet répond que non.*
    """
    found, opened = set(), False
    for sentence in sentences:
        tokens = sentence.tokens
        for number, token in enumerate(tokens):
            if token.text == '"':
                opened = not opened
                if not opened and _ends_within(tokens, number):
                    found.add(token.end_char)
            elif not opened and token.text in _FULL and number and number + 2 < len(tokens):
                mark, word = tokens[number + 1 : number + 3]
                if (tokens[number - 1].text + token.text).lower() in abbreviations:
                    continue
                if mark.text == '"' and mark.start_char > token.end_char and word.text[0].isupper():
                    found.add(token.end_char)
    return frozenset(found)


def _ends_within(tokens: Any, mark: int) -> bool:
    """A full stop stands before the closing mark, and a capital behind it."""
    return bool(1 < mark < len(tokens) - 2 and tokens[mark - 1].text == "." and tokens[mark + 1].text[0].isupper())


def _rebuilt(document: Any, pattern: re.Pattern[str] | None, pack: Pack, missed: frozenset[int]) -> Any:
    from stanza.models.common.doc import Document

    rebuilt: list[list[list[Entry]]] = []
    last: Any = None
    for sentence in document.sentences:
        tokens = [_entries(token, document.text, pack.never_parted) for token in sentence.tokens]
        if pattern is not None:
            tokens = [piece for token in tokens for piece in _split(token, pattern)]
        if (
            last is not None
            and _goes_on(last.tokens, sentence.tokens, pack.abbreviations)
            and _room(rebuilt[-1], tokens)
        ):
            rebuilt[-1] += tokens
        else:
            rebuilt.append(tokens)
        last = sentence
    cut = [part for tokens in rebuilt for part in _cut(tokens, missed)]
    return Document([_numbered(tokens) for tokens in cut], document.text)


def _cut(tokens: list[list[Entry]], missed: frozenset[int]) -> Iterator[list[list[Entry]]]:
    """The tokens of a sentence, or of several: it ends where its end was missed, and where it has grown too long."""
    start = 0
    for end, token in enumerate(tokens, 1):
        if end == len(tokens) or end - start == _LONGEST or token[0]["end_char"] in missed:
            yield tokens[start:end]
            start = end


def _goes_on(left: Any, right: Any, abbreviations: Words) -> bool:
    """Whether the sentence of the tokens *left* does not end before the tokens *right*."""
    end = left[-1].text
    if end[-1] not in _STOPS:
        return True
    opening = right[0].text
    if opening in (",", ")", "]") or (opening == '"' and (len(right) == 1 or right[1].text in (",", ".", ")"))):
        return True
    if opening[0].islower() and _exclaims(left):
        # *Who did it? asked the judge.*
        return True
    # The full stop of a title may be a token of its own.
    whole = left[-2].text + end if end == "." and len(left) > 1 and left[-2].end_char == left[-1].start_char else end
    if whole.lower() in abbreviations:
        return bool(opening[0].isupper())
    # An initial goes on with a name, unless it ends one (*Malcolm X.*): then the line is longer than it.
    return bool(len(left) <= 2 and _INITIAL.fullmatch(whole) and opening[0].isupper())


def _exclaims(tokens: Any) -> bool:
    """A question mark or an exclamation mark ends the tokens, a closing quotation mark behind it or not."""
    last = [token.text for token in tokens[-2:]]
    return last[-1][-1] in "?!" or (last[-1] in _CLOSING and len(last) > 1 and last[0][-1] in "?!")


def _room(before: list[list[Entry]], tokens: list[list[Entry]]) -> bool:
    return len(before) + len(tokens) <= _LONGEST


def _is_parted(token: Any, never_parted: Words) -> bool:
    return len(token.words) > 1 and token.text.lower() in never_parted


def _entries(token: Any, text: str, never_parted: Words) -> list[Entry]:
    """A token as dictionaries: itself, or its range and its words."""
    span = {"start_char": token.start_char, "end_char": token.end_char}
    # Stanza writes an endless token, an address mostly, as "<UNK>".
    form = text[token.start_char : token.end_char] if token.text == "<UNK>" else token.text
    if len(token.words) == 1 or _is_parted(token, never_parted):
        return [{"text": form, **span}]
    return [{"text": form, **span}, *({"text": word.text} for word in token.words)]


def _split(token: list[Entry], pattern: re.Pattern[str]) -> list[list[Entry]]:
    """Words apart: *répond-elle* is *répond* and *-elle*, *minister's* is *minister* and *'s*."""
    whole = token[0]
    text, start, end = whole["text"], whole["start_char"], whole["end_char"]
    found = pattern.fullmatch(text) or _MARKED.fullmatch(text) if len(token) == 1 else None
    if not found or len(text) != end - start:
        return [token]
    middle = start + found.end(1)
    first = {"text": found[1], "start_char": start, "end_char": middle}
    return [*_split([first], pattern), [{"text": found[2], "start_char": middle, "end_char": end}]]


def _numbered(tokens: list[list[Entry]]) -> list[Entry]:
    """The entries of a sentence with their numbers, as Stanza wants them."""
    entries: list[Entry] = []
    number = 0
    for token in tokens:
        words = token[1:] or token
        if len(token) > 1:
            entries.append({**token[0], "id": (number + 1, number + len(words))})
        for word in words:
            number += 1
            entries.append({**word, "id": (number,)})
    return entries
