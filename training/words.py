"""Make the bilingual word vectors of ``trace``: ``python -m training.words ENCODER --words FILE --texts FILE``.

ENCODER is a folder with a multilingual transformer (``multilingual-e5-small``, MIT licence) and its ``tokenizer.json``;
the file of words has a language, a word and the logarithm of its frequency to the base of ten a line, parted by tabs
(``wordfreq``'s lists, 30,000 words of each language, were used), the file of texts a sentence a line. Needs
transformers.

A word's vector is the average of its states in the last layer over the sentences that hold it; a word that is rare
there takes what a linear map, learnt from the frequent ones, makes of its vector without any text around. The first
direction, which all words share, is left out, and 128 directions are kept, as whole numbers of one byte.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from tokenizers import Tokenizer

from factcheck.provenance.vectors import Floats

OUT = Path(__file__).parent.parent / "factcheck" / "models" / "words.npz"
SIZE, SHARED = 128, 1
LANGUAGES = ("fr", "en")
#: From how many occurrences on a word helps to learn the map; how many count as much as the mapped vector.
_FREQUENT, _PRIOR = 8, 4.0
_SMOOTHING, _ROUGH = 1e-4, 30.0
_BATCH = 64
_WORD = re.compile(r"[^\W\d_]+")


class Encoder:
    """A transformer and its tokenizer, read from a folder."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel

        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._model: Any = AutoModel.from_pretrained(folder).eval()

    def states(self, texts: Sequence[str]) -> Iterator[tuple[str, Any, Floats]]:
        """Each text with its pieces and the state of every piece in the last layer, shortest first."""
        encoded = sorted(((text, self._tokenizer.encode(text)) for text in texts), key=lambda pair: len(pair[1].ids))
        for start in range(0, len(encoded), _BATCH):
            batch = encoded[start : start + _BATCH]
            longest = max(len(pieces.ids) for _, pieces in batch)
            ids = torch.tensor([pieces.ids + [1] * (longest - len(pieces.ids)) for _, pieces in batch])
            mask = torch.tensor([[n < len(pieces.ids) for n in range(longest)] for _, pieces in batch]).long()
            with torch.inference_mode():
                states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state.numpy()
            for row, (text, pieces) in enumerate(batch):
                yield text, pieces, states[row, : len(pieces.ids)]


def in_texts(encoder: Encoder, sentences: Sequence[str]) -> dict[str, tuple[Floats, int]]:
    """Each word's average state over the sentences that hold it, and how many times it was seen."""
    sums: dict[str, list[Any]] = defaultdict(lambda: [0.0, 0])
    for text, pieces, states in encoder.states(sentences):
        for found in _WORD.finditer(text):
            inside = [n for n, (start, end) in enumerate(pieces.offsets) if start < found.end() and end > found.start()]
            if inside:
                held = sums[found[0].lower()]
                held[0], held[1] = held[0] + states[inside].mean(axis=0), held[1] + 1
    return {word: (total / count, count) for word, (total, count) in sums.items()}


def vectors(words: Sequence[str], alone: Floats, seen: dict[str, tuple[Floats, int]]) -> Floats:
    """A vector for each word, from its states in texts and what the map makes of it alone."""
    frequent = [(n, seen[word]) for n, word in enumerate(words) if word in seen and seen[word][1] >= _FREQUENT]
    rows = np.array([n for n, _ in frequent])
    targets = np.array([mean for _, (mean, _) in frequent])
    weights = np.sqrt(np.minimum([count for _, (_, count) in frequent], 50))[:, None]
    centre, centre_seen = alone[rows].mean(axis=0), targets.mean(axis=0)
    a, b = (alone[rows] - centre) * weights, (targets - centre_seen) * weights
    mapped = (alone - centre) @ np.linalg.solve(a.T @ a + _ROUGH * np.eye(a.shape[1]), a.T @ b)
    for n, word in enumerate(words):
        if word in seen:
            mean, count = seen[word]
            trust = count / (count + _PRIOR)
            mapped[n] = trust * (mean - centre_seen) + (1 - trust) * mapped[n]
    chosen = np.random.default_rng(0).permutation(len(mapped))[:20_000]
    directions = np.linalg.svd(mapped[chosen], full_matrices=False)[2]
    kept: Floats = mapped @ directions[SHARED : SHARED + SIZE].T
    kept /= np.abs(kept).max(axis=1, keepdims=True) + 1e-9
    return kept


@click.command()
@click.argument("encoder", type=click.Path(path_type=Path))
@click.option("--words", "words_path", type=click.Path(path_type=Path), required=True)
@click.option("--texts", "texts_path", type=click.Path(path_type=Path), required=True)
def main(encoder: Path, words_path: Path, texts_path: Path) -> None:
    """Write the table of word vectors."""
    frequencies: dict[str, dict[str, float]] = defaultdict(dict)
    for line in words_path.read_text(encoding="utf-8").splitlines():
        language, word, logarithm = line.split("\t")
        frequencies[word][language] = float(logarithm)
    words = sorted(frequencies)
    reader = Encoder(encoder)
    states = {text: found.mean(axis=0) for text, _, found in reader.states(words)}
    alone = np.array([states[word] for word in words], np.float32)
    seen = in_texts(reader, texts_path.read_text(encoding="utf-8").splitlines())
    weights: dict[str, Any] = {}
    for language in LANGUAGES:
        share = 10.0 ** np.array([frequencies[word].get(language, -9.0) for word in words])
        weights[f"weight_{language}"] = np.round(255 * np.sqrt(_SMOOTHING / (_SMOOTHING + share))).astype(np.uint8)
    np.savez_compressed(
        OUT,
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        vectors=np.round(127 * vectors(words, alone, seen)).astype(np.int8),
        **weights,
    )
    click.echo(f"{len(words)} words written to {OUT.name}")


if __name__ == "__main__":
    main()
