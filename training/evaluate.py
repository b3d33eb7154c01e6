"""The figures of a set of models on a treebank: tags and trees from gold tokens, tokens from raw text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from attrs import asdict, frozen
from stanza.models.common.utils import ud_scores
from stanza.utils.conll import CoNLL

from training.corpus import Sentence


@frozen
class Scores:
    """F1 scores in percent. The first six are on gold tokens with predicted tags, the rest on raw text.

    Relations are the universal ones (*obl:agent* counts as *obl*), as in the CoNLL 2018 shared task.
    """

    upos: float
    feats: float
    lemmas: float
    uas: float
    las: float
    clas: float
    tokens: float
    words: float
    sentences: float
    raw_las: float

    def to_dict(self) -> dict[str, float]:
        """The scores by name, rounded to two decimals."""
        return {name: round(value, 2) for name, value in asdict(self).items()}


def raw_text(sentences: Iterable[Sentence]) -> str:
    """The running text of a treebank: sentences after a space, and a blank line where a paragraph starts."""
    pieces: list[str] = []
    for sentence in sentences:
        if pieces:
            pieces.append("\n\n" if sentence.starts_paragraph or sentence.starts_document else " ")
        pieces.append(sentence.text)
    return "".join(pieces)


def score(pipeline: Any, sentences: list[Sentence]) -> Scores:
    """Score a loaded Stanza pipeline on gold *sentences*."""
    gold_text = "".join(map(str, sentences))
    document = CoNLL.conll2doc(input_str=gold_text)
    blank = deepcopy(document)
    for sentence in blank.sentences:
        for word in sentence.words:
            word.upos = word.xpos = word.feats = word.lemma = word.head = word.deprel = None
    for name in ("pos", "lemma", "depparse"):
        blank = pipeline.processors[name].process(blank)
    tagged = _evaluate(gold_text, blank)
    text = raw_text(sentences)
    document = pipeline(text)
    for token in document.iter_tokens():
        # Stanza writes a token that is too long (an address of 300 letters) as "<UNK>".
        if token.text == "<UNK>":
            token.text = token.words[0].text = text[token.start_char : token.end_char]
    raw = _evaluate(gold_text, document)
    return Scores(
        *(100 * tagged[key].f1 for key in ("UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")),
        *(100 * raw[key].f1 for key in ("Tokens", "Words", "Sentences", "LAS")),
    )


def _evaluate(gold: str, document: Any) -> Any:
    return ud_scores(io.StringIO(gold), io.StringIO(f"{document:C}\n\n"))


def load_pipeline(folder: Path, language: str) -> Any:
    """A stock Stanza pipeline over a folder of models, compact or as the trainers leave them."""
    from factcheck.syntax import stanza_pipeline
    from factcheck.syntax.weights import resolve

    return stanza_pipeline(resolve(language, folder))
