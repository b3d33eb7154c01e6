"""The same tokens and lemmas from Stanza, with less around its networks, on the terms of ``parsing``.

Stanza computes the features of each character of a text by itself, fills paragraphs up to the length of the longest
and reads the filling too, and encodes every word letter by letter for a lemmatizer that only looks it up. Here each
distinct character is described once, only letters are read, and a lemma is looked up once.
"""

import re
from collections.abc import Callable
from typing import Any

from factcheck.syntax.fast import knows
from factcheck.syntax.fast.parsing import batches

#: What :func:`read_sooner` stands in for or relies on, as in ``parsing.SOURCES``.
SOURCES = {
    "tokenization.data.TokenizationDataset.__init__": "89d76e361c93942a",
    "tokenization.data.TokenizationDataset.para_to_sentences": "fdacbb54ae5853d8",
    "tokenization.data.filter_consecutive_whitespaces": "74cb5c13689a8c1e",
    "tokenization.data.SortedDataset.__getitem__": "82ef12c2ce1e8277",
    "tokenization.data.SortedDataset.collate": "a5c403df5d8cdc3e",
    "tokenization.data.TokenizationDataset.advance_old_batch": "068d4c866e8f81e3",
    "tokenization.model.Tokenizer.forward": "eac4de20f96211b3",
    "tokenization.trainer.Trainer.predict": "c608a2a53b3abe47",
    "tokenization.utils.predict": "a557491bd0947c7e",
    "tokenization.utils.update_pred_regex": "56950e588786790e",
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
#: How many letters of a paragraph Stanza reads at once, and how many we read of all paragraphs together.
_WINDOW = 1_000
_BATCH = 16_000


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
    extras = (
        "pretokenized",
        "no_ssplit",
        "speaker_delim",
        "use_dictionary",
        "skip_newline",
        "postprocessor",
        "conv_res",
        "charlm_forward_file",
    )
    return (
        not any(config.get(extra) for extra in extras)
        and not hasattr(tokenizer, "_variant")
        and set(config["feat_funcs"]) <= {*_OWN, *_PLACED}
        and bool(config["hierarchical"] and config["use_mwt"] and config["hier_invtemp"] > 0)
    )


def _tokenizing(processor: Any) -> Callable[[Any], Any]:
    """Stands in for the tokenizer's ``process``: the tokens that Stanza gives each paragraph by itself."""
    import torch
    from stanza.models.common.doc import Document
    from stanza.models.tokenization.data import NEWLINE_WHITESPACE_RE, WHITESPACE_RE
    from stanza.models.tokenization.utils import decode_predictions, update_pred_regex
    from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT, TokenizeProcessor

    longest = processor.config.get("max_seqlen", TokenizeProcessor.MAX_SEQ_LENGTH_DEFAULT)
    window = max(_WINDOW, longest)
    describe = _description(processor)
    model, vocab = processor.trainer.model, _Normalized(processor.vocab)

    def process(document: Any) -> Any:
        text = document.text if isinstance(document, Document) else document
        chunks = (chunk.rstrip() for chunk in NEWLINE_WHITESPACE_RE.split(text))
        paragraphs = [_SPACES.sub(" ", WHITESPACE_RE.sub(" ", chunk)) for chunk in chunks if chunk]
        # A paragraph that is read at once has a place of padding at its end, in Stanza.
        described = [describe(letters, padded=len(letters) < window) for letters in paragraphs]
        model.eval()
        with torch.no_grad():
            ends = _ends(model, described, window)
        for letters, found in zip(paragraphs, ends, strict=True):
            # The last letter of a paragraph ends a sentence, whatever it is.
            last = len(letters) - 1
            found[last] = 4 if found[last] > 2 else 2
            update_pred_regex(letters, found)
        *_, sentences = decode_predictions(vocab, None, text, paragraphs, ends, False, False, False)
        for sentence in sentences:
            for token in sentence:
                if len(token["text"]) > longest:
                    token["text"] = TOKEN_TOO_LONG_REPLACEMENT
        return Document(sentences, text)

    return process


def _description(processor: Any) -> Callable[..., Any]:
    """A function from a paragraph to a row of numbers for each letter: its id, and its features."""
    import numpy as np
    from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS

    wanted = processor.config["feat_funcs"]
    own = [PER_CHAR_FEAT_FUNCS[name] for name in wanted if name in _OWN]
    placed = [name for name in _PLACED if name in wanted]
    known = _Letters(lambda letter: (processor.vocab.unit2id(letter), *(feature(letter) for feature in own)))

    def describe(paragraph: str, *, padded: bool) -> Any:
        size = len(paragraph)
        rows = np.zeros((size + padded, 1 + len(own) + len(placed)), dtype=np.float32)
        if size:
            rows[:size, : 1 + len(own)] = [known[letter] for letter in paragraph]
            for column, name in enumerate(placed, 1 + len(own)):
                rows[size - 1 if name == "end_of_para" else 0, column] = 1
        return rows

    return describe


def _ends(model: Any, paragraphs: list[Any], window: int) -> list[Any]:
    """What ends at each letter of each paragraph: nothing (0), a token (1), a sentence (2), or with it a multiword
    token (3, 4). Of a long paragraph, a window is read; the next one begins after the last sentence that ends in it.
    """
    import numpy as np

    found: list[list[Any]] = [[] for _ in paragraphs]
    waiting = [(number, 0) for number in range(len(paragraphs))]
    while waiting:
        following = []
        windows = [paragraphs[number][start : start + window] for number, start in waiting]
        for (number, start), ends in zip(waiting, _read(model, windows), strict=True):
            left = len(paragraphs[number]) - start
            if left > window and (sentences := np.flatnonzero((ends == 2) | (ends == 4))).size:
                ends = ends[: sentences[-1] + 1]
            found[number].append(ends)
            if len(ends) < left:
                following.append((number, start + len(ends)))
        waiting = following
    return [np.concatenate(parts) for parts in found]


def _read(model: Any, windows: list[Any]) -> list[Any]:
    """The classes of the letters of each window."""
    found: list[Any] = [None] * len(windows)
    for batch in batches(range(len(windows)), lambda number: len(windows[number]), _BATCH):
        for number, classes in zip(batch, _classes(model, [windows[number] for number in batch]), strict=True):
            found[number] = classes
    return found


def _classes(model: Any, windows: list[Any]) -> list[Any]:
    """Stands in for ``Tokenizer.forward``, without letters of padding; windows come longest first."""
    import torch
    from torch.nn import functional
    from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence

    device = model.embeddings.weight.device
    packed = pack_sequence([torch.from_numpy(window) for window in windows]).to(device)

    def through(network: Any, data: Any) -> Any:
        return network(packed._replace(data=data))[0].data

    letters = packed.data
    states = through(model.rnn, torch.cat([model.embeddings(letters[:, 0].long()), letters[:, 1:]], 1))
    scores = [head(states) for head in (model.tok_clf, model.sent_clf, model.mwt_clf)]
    doubt = torch.sigmoid(-scores[0] * model.args["hier_invtemp"])
    states = through(model.rnn2, states * (1 - doubt))
    heads = (model.tok_clf2, model.sent_clf2, model.mwt_clf2)
    scores = [score + head(states) for score, head in zip(scores, heads, strict=True)]
    (token, sentence, multiword), (no_token, no_sentence, no_multiword) = (
        [functional.logsigmoid(sign * score) for score in scores] for sign in (1, -1)
    )
    classes = [
        no_token,
        token + no_sentence + no_multiword,
        token + sentence + no_multiword,
        token + no_sentence + multiword,
        token + sentence + multiword,
    ]
    best, lengths = pad_packed_sequence(packed._replace(data=torch.cat(classes, 1).argmax(1)), batch_first=True)
    return [row[:length].numpy() for row, length in zip(best.cpu(), lengths.tolist(), strict=True)]


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
        words = [(word, (word.text, word.upos)) for sentence in document.sentences for word in sentence.words]
        distinct = list(dict.fromkeys(pair for _, pair in words))
        lemmas = dict(zip(distinct, trainer.predict_dict(distinct), strict=True))
        for word, pair in words:
            word.lemma = lemmas[pair] or "_"
        return document

    return process
