"""Mistakes of the tokenizer that a reader of news would never make, mended before anything is tagged.

A sentence never breaks off in mid-line, after a title or an initial, or before the mark that closes a
quotation; an inverted pronoun and a genitive are words of their own (*répond-elle*, *minister's*); no sentence is
endless.
"""

import re
from itertools import pairwise
from typing import Any

#: A sentence ends with one of these, or with its paragraph; any other end is the tokenizer's mistake.
_STOPS = frozenset(".!?…:;\"'»”)]")
#: What ends with a full stop and goes on; single capitals do too.
_FRENCH = ("m.", "mm.", "mme.", "mmes.", "mlle.", "mgr.", "me.", "dr.", "pr.", "st.", "ste.")
_ENGLISH = ("mr.", "mrs.", "ms.", "prof.", "gen.", "sen.", "rep.", "gov.")
_TITLES = frozenset(_FRENCH + _ENGLISH)
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?")
_INVERTED = re.compile(r"([^\W\d_]{2,}(?:-[^\W\d_]+)*?)(-t-(?:il|elle|on)s?|-(?:ils?|elles?|on|je|tu|nous|vous))")
_CLITIC = re.compile(r"([^\W\d_][\w.-]*)('s|n't|'re|'ve|'ll|'d|'m)", re.IGNORECASE)
#: What is two words although the tokenizer left it whole, by language: verb or noun, and what leans on it.
_APART = {"fr": _INVERTED, "en": _CLITIC}
#: More words than any sentence has; trees take memory with their square.
_LONGEST = 400

Entry = dict[str, Any]


def mend(document: Any, language: str) -> Any:
    """The tokenized Stanza *document*, or a new one where its sentences or tokens had to be mended."""
    sentences = document.sentences
    pattern = _APART.get(language)
    leaning = pattern is not None and any(
        len(token.words) == 1 and pattern.fullmatch(token.text) for sentence in sentences for token in sentence.tokens
    )
    joined = any(_goes_on(left.tokens, right.tokens) for left, right in pairwise(sentences))
    replaced = any(token.text == "<UNK>" for sentence in sentences for token in sentence.tokens)
    endless = any(len(sentence.words) > _LONGEST for sentence in sentences)
    if not (leaning or joined or endless or replaced):
        return document
    return _rebuilt(document, pattern if leaning else None)


def _rebuilt(document: Any, pattern: re.Pattern[str] | None) -> Any:
    from stanza.models.common.doc import Document

    rebuilt: list[list[list[Entry]]] = []
    last: Any = None
    for sentence in document.sentences:
        tokens = [_entries(token, document.text) for token in sentence.tokens]
        if pattern is not None:
            tokens = [piece for token in tokens for piece in _split(token, pattern)]
        if last is not None and _goes_on(last.tokens, sentence.tokens) and _room(rebuilt[-1], tokens):
            rebuilt[-1] += tokens
        else:
            rebuilt.append(tokens)
        last = sentence
    cut = [tokens[start : start + _LONGEST] for tokens in rebuilt for start in range(0, len(tokens), _LONGEST)]
    return Document([_numbered(tokens) for tokens in cut], document.text)


def _goes_on(left: Any, right: Any) -> bool:
    """Whether the sentence of the tokens *left* does not end before the tokens *right*."""
    end = left[-1].text
    if end[-1] not in _STOPS:
        return True
    opening = right[0].text
    if opening in (",", ")", "]") or (opening == '"' and (len(right) == 1 or right[1].text in (",", ".", ")"))):
        return True
    # The full stop of a title may be a token of its own.
    whole = left[-2].text + end if end == "." and len(left) > 1 and left[-2].end_char == left[-1].start_char else end
    if whole.lower() in _TITLES:
        return bool(opening[0].isupper())
    # An initial goes on with a name, unless it ends one (*Malcolm X.*): then the line is longer than it.
    return bool(len(left) <= 2 and _INITIAL.fullmatch(whole) and opening[0].isupper())


def _room(before: list[list[Entry]], tokens: list[list[Entry]]) -> bool:
    return len(before) + len(tokens) <= _LONGEST


def _entries(token: Any, text: str) -> list[Entry]:
    """A token as dictionaries: itself, or its range and its words."""
    span = {"start_char": token.start_char, "end_char": token.end_char}
    # Stanza writes an endless token, an address mostly, as "<UNK>".
    form = text[token.start_char : token.end_char] if token.text == "<UNK>" else token.text
    if len(token.words) == 1:
        return [{"text": form, **span}]
    return [{"text": form, **span}, *({"text": word.text} for word in token.words)]


def _split(token: list[Entry], pattern: re.Pattern[str]) -> list[list[Entry]]:
    """Two words apart: *répond-elle* is *répond* and *-elle*, *minister's* is *minister* and *'s*."""
    whole = token[0]
    found = pattern.fullmatch(whole["text"]) if len(token) == 1 else None
    if not found or len(whole["text"]) != whole["end_char"] - whole["start_char"]:
        return [token]
    middle = whole["start_char"] + found.end(1)
    return [
        [{"text": found[1], "start_char": whole["start_char"], "end_char": middle}],
        [{"text": found[2], "start_char": middle, "end_char": whole["end_char"]}],
    ]


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
