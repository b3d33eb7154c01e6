"""Word vectors: a small skip-gram over raw text and the treebanks' own words, in Stanza's container."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.common.vocab import VOCAB_PREFIX

#: A narrow window makes vectors of words that stand in the same places, which is what a tagger wants.
WINDOW = 2


def train_vectors(lines: Iterable[list[str]], out: Path, *, size: int, epochs: int, vocabulary: int, seed: int) -> None:
    """Train vectors of *size* numbers for the *vocabulary* most frequent words and save them at *out*.

    Needs gensim (the ``training`` extra). One thread, so that a seed gives the same vectors again.
    """
    from gensim.models import Word2Vec

    sentences = list(lines)
    model = Word2Vec(
        sentences,
        vector_size=size,
        window=WINDOW,
        sg=1,
        negative=8,
        sample=1e-4,
        alpha=0.03,
        min_count=3,
        max_final_vocab=vocabulary,
        epochs=epochs,
        seed=seed,
        workers=1,
    )
    words = list(model.wv.index_to_key)
    emb = torch.zeros(len(VOCAB_PREFIX) + len(words), size)
    emb[len(VOCAB_PREFIX) :] = torch.from_numpy(model.wv.vectors.copy())
    # Unit length on average: the tagger's other inputs are of that order.
    emb /= emb[len(VOCAB_PREFIX) :].norm(dim=1).mean()
    pretrain = Pretrain(filename=str(out), save_to_file=False)
    pretrain._vocab, pretrain._emb = PretrainedWordVocab(words), emb
    partial = out.with_suffix(".partial")
    pretrain.save(str(partial))
    partial.replace(out)
