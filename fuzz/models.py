"""Damaged news through the real models: every report sound, and the same alone as among others.

python -m fuzz.models [cases] [first seed]
"""

import random
import sys
import time
from pathlib import Path

import factcheck
from factcheck.pipeline import Attributor
from fuzz.cases import DAMAGE, LANGUAGES
from tests.synthetic import strange_text
from tests.test_properties import assert_sound

_EXAMPLES = Path(__file__).parent.parent / "examples"
# Texts are parsed together, which is what takes the time.
_BATCH = 16


def damaged(chance: random.Random, article: str) -> str:
    """A stretch of an article with some of it cut, doubled, moved or replaced."""
    start = chance.randrange(len(article) - 100)
    text = article[start : start + chance.randint(40, 300)]
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 3, 20)))
        piece = chance.choice(
            ("", text[start:end] * 2, strange_text(chance, 6), chance.choice(DAMAGE), text[:20], *"«»“”\"'’:,.?\n—")
        )
        text = text[:start] + piece + text[end:]
    return text


def batch(attributor: Attributor, texts: list[str], alone: int) -> None:
    """Raise AssertionError unless all reports are sound, and one of them the same when its text is read alone."""
    reports = attributor.batch(texts)
    for text, report in zip(texts, reports, strict=True):
        assert len(report.text) == len(text)
        assert_sound(report)
    assert attributor(texts[alone]) == reports[alone]


def main(cases: int = 20_000, first: int = 0) -> int:
    """Run the cases and name the seed of every batch that fails; how many do."""
    articles = {code: (_EXAMPLES / f"article-{code}.txt").read_text(encoding="utf-8") for code in LANGUAGES}
    faults = 0
    for number, seed in enumerate(range(first, first + -(-cases // _BATCH)), 1):
        chance = random.Random(seed)
        language = chance.choice(LANGUAGES)
        texts = [damaged(chance, articles[language]) for _ in range(_BATCH)]
        try:
            batch(factcheck.load(language), texts, chance.randrange(_BATCH))
        except Exception as error:
            faults += 1
            print(f"seed {seed}: {type(error).__name__}: {error}"[:200], flush=True)
        if number % 10 == 0:
            print(f"{number * _BATCH:,} cases, {faults} faults, {time.process_time():.0f} s", flush=True)
    return faults


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
