"""Mistakes of the tokenizer that a reader of news would never make, mended before anything is tagged.

A sentence never breaks off in mid-line, after a title or an initial, or before the mark that closes a
quotation; an inverted pronoun and a genitive are words of their own (*répond-elle*, *minister's*), and some words are
never two (*Its*); no sentence is endless.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from factcheck.languages import Pack, Words, load_pack

#: A sentence ends with one of these, or with its paragraph; any other end is the tokenizer's mistake.
_STOPS = frozenset(".!?…:;\"'»”)]")
_CLOSING = frozenset("\"'»”’")
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.?")
#: More words than any sentence has; trees take memory with their square.
_LONGEST = 400

Entry = dict[str, Any]


def mend(document: Any, language: str) -> Any:
    """The tokenized Stanza *document*, or a new one where its sentences or tokens had to be mended."""
    sentences = document.sentences
    pack = load_pack(language)
    pattern = _apart(pack.leaning)
    leaning = any(
        len(token.words) == 1 and pattern.fullmatch(token.text) for sentence in sentences for token in sentence.tokens
    )
    joined = any(_goes_on(left.tokens, right.tokens, pack.abbreviations) for left, right in pairwise(sentences))
    replaced = any(token.text == "<UNK>" for sentence in sentences for token in sentence.tokens)
    parted = any(_is_parted(token, pack.never_parted) for sentence in sentences for token in sentence.tokens)
    endless = any(len(sentence.words) > _LONGEST for sentence in sentences)
    if not (leaning or joined or endless or replaced or parted):
        return document
    return _rebuilt(document, pattern if leaning else None, pack)


@cache
def _apart(leaning: Words) -> re.Pattern[str]:
    """Two words although the tokenizer left them whole: a verb or a noun, and what leans on it."""
    endings = "|".join(map(re.escape, sorted(leaning, key=len, reverse=True))) or r"(?!)"
    return re.compile(rf"([^\W\d_][\w.-]*?)({endings})", re.IGNORECASE)


def _rebuilt(document: Any, pattern: re.Pattern[str] | None, pack: Pack) -> Any:
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
    cut = [tokens[start : start + _LONGEST] for tokens in rebuilt for start in range(0, len(tokens), _LONGEST)]
    return Document([_numbered(tokens) for tokens in cut], document.text)


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
