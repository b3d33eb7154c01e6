"""The one door to Stanza: folded text in, our own immutable sentences out. torch is imported on first use."""

import contextlib
import os
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from factcheck.folding import fold
from factcheck.paragraphs import paragraphs
from factcheck.tokens import Document, Sentence, Token

Parser = Callable[[Sequence[str]], list[Document]]


def load_parser(language: str, models: str = "compact") -> Parser:
    """A function from texts to documents with tokens, lemmas, tags and trees, one per text, in order.

    ``models`` is ``"compact"`` (what the package ships), ``"official"`` (Stanza's own, downloaded before) or a
    folder. The function may be called from several threads. Raises ModelError when a model is missing or damaged.
    """
    pipeline = _pipeline(language, models)
    lock = threading.Lock()

    def parse(texts: Sequence[str]) -> list[Document]:
        folded = [fold(text) for text in texts]
        spans = [paragraphs(text) for text in texts]
        pieces = [_clean(text[start:end]) for text, own in zip(folded, spans, strict=True) for start, end in own]
        with lock:
            parsed = iter(_run(pipeline, pieces))
        return [
            Document(
                text=text,
                folded=plain,
                language=language,
                sentences=tuple(
                    _sentence(sentence, start, number)
                    for number, (start, _) in enumerate(own)
                    for sentence in next(parsed).sentences
                ),
            )
            for text, plain, own in zip(texts, folded, spans, strict=True)
        ]

    return parse


def _pipeline(language: str, models: str) -> Any:
    import stanza

    shared = Path(__file__).parent.parent.parent / "shared" / "models" / language
    paths: dict[str, Any] = {
        f"{name}_model_path": str(shared / f"{name}.pt") for name in ("tokenize", "mwt", "pos", "lemma", "depparse")
    }
    paths["pos_pretrain_path"] = str(shared / "vectors.pt") if (shared / "vectors.pt").exists() else None
    for name in ("depparse_pretrain", "pos_forward_charlm", "pos_backward_charlm", "depparse_forward_charlm", "depparse_backward_charlm"):
        paths[f"{name}_path"] = None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "resources.json").write_text(
            '{"%s": {"lang_name": "%s", "default_processors": {}, "packages": {}}}' % (language, language)
        )
        with open(os.devnull, "w") as null, contextlib.redirect_stderr(null):
            return stanza.Pipeline(
                language, processors="tokenize,mwt,pos,lemma,depparse", package=None, download_method=None,
                dir=folder, allow_unknown_language=True, use_gpu=False, logging_level="ERROR", **paths,
            )


def _run(pipeline: Any, pieces: list[str]) -> list[Any]:
    """The pieces, each a paragraph, as Stanza documents: sentences mended between the tokenizer and the rest."""
    if not pieces:
        return []
    documents = pipeline.bulk_process(pieces, processors="tokenize,mwt")
    return list(pipeline.process([_mended(document) for document in documents], processors="pos,lemma,depparse"))


# A sentence ends with one of these, or with its paragraph; any other end is the tokenizer's mistake.
_STOPS = frozenset(".!?…:;\"'»”)]")


def _mended(document: Any) -> Any:
    """The document with every sentence that breaks off in mid-line joined to the next one."""
    from stanza.models.common.doc import Document as StanzaDocument

    joined: list[list[dict[str, Any]]] = []
    for sentence in document.to_dict():
        if joined and joined[-1][-1]["text"][-1] not in _STOPS:
            shift = max(_ids(joined[-1][-1]))
            joined[-1].extend({**word, "id": tuple(n + shift for n in _ids(word))} for word in sentence)
        else:
            joined.append([{**word, "id": _ids(word)} for word in sentence])
    return StanzaDocument(joined, document.text) if len(joined) < len(document.sentences) else document


def _ids(word: dict[str, Any]) -> tuple[int, ...]:
    return (word["id"],) if isinstance(word["id"], int) else tuple(word["id"])


def _clean(text: str) -> str:
    """Control characters, surrogates and the like become spaces, one for one: no model has seen them."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)


def _sentence(parsed: Any, offset: int, paragraph: int) -> Sentence:
    tokens = tuple(
        Token(
            index=word.id - 1,
            text=word.text,
            start=offset + token.start_char,
            end=offset + token.end_char,
            lemma=word.lemma or word.text,
            upos=word.upos,
            features=_features(word.feats),
            head=word.head - 1,
            relation=word.deprel,
        )
        for token in parsed.tokens
        for word in token.words
    )
    return Sentence(tokens[0].start, tokens[-1].end, tokens, paragraph)


def _features(feats: str | None) -> MappingProxyType[str, str]:
    pairs = (pair.partition("=") for pair in (feats or "").split("|") if pair)
    return MappingProxyType({name: value for name, _, value in pairs})
