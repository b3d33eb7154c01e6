"""Articles of any length and in any number, put together from sentences that we wrote."""

import random
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SENTENCES_A_PARAGRAPH = (2, 3, 3, 4)
SLOTS = ("first", "last", "role", "body", "outlet", "place", "thing", "event")


def article(language: str, characters: int, number: int = 0) -> str:
    """An article of at least so many characters; the same number gives the same article.

    >>> text = article("en", 1000, 3)
    >>> text == article("en", 1000, 3), 1000 <= len(text) < 1500
    (True, True)
    """
    chance = random.Random(f"{language}{number}")
    made: list[str] = []
    length = 0
    while length < characters:
        paragraph = " ".join(_sentence(language, chance) for _ in range(chance.choice(SENTENCES_A_PARAGRAPH)))
        made.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(made)


def articles(language: str, characters: int, count: int) -> Iterator[str]:
    """So many different articles, made as they are asked for."""
    return (article(language, characters, number) for number in range(count))


def _sentence(language: str, chance: random.Random) -> str:
    pieces = _pieces(language)
    filled: str = chance.choice(pieces["sentences"]).format(**{slot: chance.choice(pieces[slot]) for slot in SLOTS})
    return filled[0].upper() + filled[1:]


@cache
def _pieces(language: str) -> Mapping[str, Any]:
    found = tomllib.loads(Path(__file__).with_name("synthesis.toml").read_text(encoding="utf-8"))
    return dict(found[language])
