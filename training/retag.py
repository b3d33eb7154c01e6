"""Trees with the tags that a parser will really be given: predicted, and as often wrong as on new text."""

from __future__ import annotations

from typing import Any

import torch
from attrs import evolve
from stanza.utils.conll import CoNLL

from training.corpus import Row, Sentence


def retag(pipeline: Any, sentences: list[Sentence], *, doubt: float, seed: int) -> list[Sentence]:
    """The sentences with predicted UPOS, XPOS, features and lemmas, by the stages of a Stanza pipeline.

    A tagger is nearly always right on what it was trained on, and a parser trained on such tags trusts them
    too much. So the tagger works here with its dropout on, times *doubt*: it errs about as it does elsewhere.
    """
    torch.manual_seed(seed)
    tagger = pipeline.processors["pos"].trainer.model
    document = CoNLL.conll2doc(input_str="".join(map(str, sentences)))
    for sentence in document.sentences:
        for word in sentence.words:
            word.upos = word.xpos = word.feats = word.lemma = None
    rates: dict[Any, tuple[str, float]] = {}
    for module in tagger.modules():
        for name in ("p", "dropprob"):
            if isinstance(getattr(module, name, None), float):
                rates[module] = name, getattr(module, name)
                setattr(module, name, getattr(module, name) * doubt)
    # Stanza switches to evaluation before it predicts.
    tagger.eval = tagger.train
    try:
        with torch.no_grad():
            document = pipeline.processors["pos"].process(document)
    finally:
        del tagger.eval
        tagger.eval()
        for module, (name, rate) in rates.items():
            setattr(module, name, rate)
    document = pipeline.processors["lemma"].process(document)
    return [
        evolve(sentence, rows=tuple(_merged(sentence.rows, parsed.words)))
        for sentence, parsed in zip(sentences, document.sentences, strict=True)
    ]


def _merged(rows: tuple[Row, ...], words: list[Any]) -> list[Row]:
    predicted = iter(words)
    merged = []
    for row in rows:
        if row.is_word:
            word = next(predicted)
            row = evolve(
                row,
                lemma=word.lemma or row.form,
                upos=word.upos,
                xpos=word.xpos or "_",
                feats=word.feats or "_",
            )
        merged.append(row)
    return merged


def agreement(left: list[Sentence], right: list[Sentence]) -> float:
    """The share of words with the same UPOS on both sides, between 0 and 1."""
    pairs = [(a.upos, b.upos) for x, y in zip(left, right, strict=True) for a, b in zip(x.words, y.words, strict=True)]
    return sum(a == b for a, b in pairs) / max(1, len(pairs))
