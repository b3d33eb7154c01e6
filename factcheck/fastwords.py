"""The same tokens and lemmas from Stanza, with less Python around its networks, on the terms of ``fastparse``.

Stanza computes the features of each character of a text by itself, and encodes every word letter by letter for a
lemmatizer that only looks it up. Here each distinct character is described once, and a lemma is looked up.
"""

import re
from collections.abc import Callable
from typing import Any

from factcheck.fastparse import knows

#: What :func:`read_sooner` stands in for or relies on, as in ``fastparse.SOURCES``.
SOURCES = {
    "tokenization.data.TokenizationDataset.__init__": "89d76e361c93942a",
    "tokenization.data.TokenizationDataset.para_to_sentences": "fdacbb54ae5853d8",
    "tokenization.data.filter_consecutive_whitespaces": "74cb5c13689a8c1e",
    "tokenization.data.SortedDataset.__getitem__": "82ef12c2ce1e8277",
    "tokenization.data.SortedDataset.collate": "a5c403df5d8cdc3e",
    "tokenization.utils.predict": "a557491bd0947c7e",
    "tokenization.utils.output_predictions": "402cb8cf13dc94db",
    "tokenization.utils.decode_predictions": "57e3b869bb721f44",
    "tokenization.vocab.Vocab.normalize_token": "45a763649a5257bb",
    "lemma.trainer.Trainer.predict_dict": "153e111fbdfd2829",
    "pipeline.tokenize_processor.TokenizeProcessor.process": "ec97178c577f6bb1",
    "pipeline.tokenize_processor.TokenizeProcessor.bulk_process": "5280827ef697b1bd",
    "pipeline.lemma_processor.LemmaProcessor.process": "f32cd5b86dc1f867",
}
#: The features of a character by itself, and those of its place; Stanza appends the latter in this order.
_OWN = ("space_before", "capitalized", "numeric")
_PLACED = ("end_of_para", "start_of_para")
_SPACES = re.compile(" {2,}")


def read_sooner(pipeline: Any) -> bool:
    """Put the quick methods into a loaded Stanza pipeline; say whether that was done.

    It is not when this Stanza's code is not the one known here. A processor whose model or options are of another
    make stays as it is.
    """
    if not knows(SOURCES):
        return False
    tokenizer, lemmatizer = pipeline.processors["tokenize"], pipeline.processors["lemma"]
    if _is_plain(tokenizer):
        tokenizer.process = _tokenizing(tokenizer)
    if lemmatizer.config.get("dict_only") and not lemmatizer.use_identity:
        lemmatizer.process = _looking_up(lemmatizer.trainer)
    return True


def _is_plain(tokenizer: Any) -> bool:
    """Whether a tokenizer reads characters and the features known here, and nothing else."""
    config = tokenizer.config
    extras = ("pretokenized", "no_ssplit", "speaker_delim", "use_dictionary", "skip_newline", "postprocessor")
    return (
        not any(config.get(extra) for extra in extras)
        and not hasattr(tokenizer, "_variant")
        and set(config["feat_funcs"]) <= {*_OWN, *_PLACED}
    )


def _tokenizing(processor: Any) -> Callable[[Any], Any]:
    """Stands in for the tokenizer's ``process``: the same tokens, each distinct character described once."""
    import numpy as np
    import torch
    from stanza.models.common.doc import Document
    from stanza.models.tokenization.data import (
        NEWLINE_WHITESPACE_RE,
        PER_CHAR_FEAT_FUNCS,
        WHITESPACE_RE,
        TokenizationDataset,
    )
    from stanza.models.tokenization.utils import output_predictions
    from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT, TokenizeProcessor

    wanted = processor.config["feat_funcs"]
    own = [PER_CHAR_FEAT_FUNCS[name] for name in wanted if name in _OWN]
    placed = [name for name in _PLACED if name in wanted]
    longest = processor.config.get("max_seqlen", TokenizeProcessor.MAX_SEQ_LENGTH_DEFAULT)
    letters = _Letters(lambda letter: (processor.vocab.unit2id(letter), *(feature(letter) for feature in own)))

    class Paragraphs(TokenizationDataset):  # type: ignore[misc, unused-ignore]
        """The paragraphs of a text as strings, each a sample."""

        def __init__(self, text: str) -> None:
            self.args, self.vocab, self.eval, self.dictionary = processor.config, processor.vocab, True, None
            chunks = (chunk.rstrip() for chunk in NEWLINE_WHITESPACE_RE.split(text))
            self.data = [_SPACES.sub(" ", WHITESPACE_RE.sub(" ", chunk)) for chunk in chunks if chunk]

        def para_to_sentences(self, para: str) -> list[tuple[Any, Any, Any, list[str]]]:
            described = np.array([letters[letter] for letter in para])
            features = np.zeros((len(para), len(own) + len(placed)), dtype=np.float32)
            features[:, : len(own)] = described[:, 1:]
            for column, name in enumerate(placed, len(own)):
                features[-1 if name == "end_of_para" else 0, column] = 1
            return [(described[:, 0], np.zeros(len(para), dtype=np.int32), features, list(para))]

    def process(document: Any) -> Any:
        text = document.text if isinstance(document, Document) else document
        with torch.no_grad():
            *_, sentences = output_predictions(
                None, processor.trainer, Paragraphs(text), _Normalized(processor.vocab), None, longest, orig_text=text
            )
        for sentence in sentences:
            for token in sentence:
                if len(token["text"]) > longest:
                    token["text"] = TOKEN_TOO_LONG_REPLACEMENT
        return Document(sentences, text)

    return process


class _Letters(dict[str, tuple[int, ...]]):
    """What is to be known of each distinct character, told once."""

    def __init__(self, describe: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._describe = describe

    def __missing__(self, letter: str) -> tuple[int, ...]:
        self[letter] = described = self._describe(letter)
        return described


class _Normalized:
    """As much of the tokenizer's vocabulary as decoding needs, when nobody wants unknown characters counted."""

    def __init__(self, vocab: Any) -> None:
        self.normalize_token = vocab.normalize_token

    @staticmethod
    def unit2id(unit: str) -> str:
        return unit


def _looking_up(trainer: Any) -> Callable[[Any], Any]:
    """Stands in for the lemmatizer's ``process`` where the model is a dictionary."""

    def process(document: Any) -> Any:
        words = [word for sentence in document.sentences for word in sentence.words]
        lemmas = trainer.predict_dict([(word.text, word.upos) for word in words])
        for word, lemma in zip(words, lemmas, strict=True):
            word.lemma = lemma or "_"
        return document

    return process
