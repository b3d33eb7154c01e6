"""The one door to Stanza: folded text in, our own immutable sentences out. torch is imported on first use."""

import contextlib
import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from typing import Any, Protocol

from factcheck.common.forking import Lock, once, one_thread_if_forked
from factcheck.errors import ModelError
from factcheck.languages import Pack, load_pack
from factcheck.syntax.chunks import Piece, pieces, portions
from factcheck.syntax.fast.loading import nothing_collected, only_reading
from factcheck.syntax.fast.parsing import speed_up
from factcheck.syntax.fast.words import read_sooner
from factcheck.syntax.repair import mend
from factcheck.syntax.tagging import Lemma, features_of, mend_by_neighbours, mend_by_trees
from factcheck.syntax.tokens import Document, Sentence, Token
from factcheck.syntax.vetting import vet
from factcheck.syntax.weights import PROCESSORS, Weights, resolve
from factcheck.text.blocks import body
from factcheck.text.folding import fold
from factcheck.text.plain import plain_text

#: What is told how far a parse is: characters done, and of how many.
Progress = Callable[[int, int], object]


class Parser(Protocol):
    """Texts to documents with tokens, lemmas, tags and trees, one per text, in order."""

    def __call__(self, texts: Sequence[str], progress: Progress | None = None, /) -> list[Document]:
        """The documents; ``progress`` is called now and then where there is much to parse."""


def load_parser(language: str, models: str = "compact", pack: Pack | None = None) -> Parser:
    """A parser over the models of a language. It may be called from several threads.

    ``models`` is ``"compact"`` (what the package ships), ``"official"`` (Stanza's own, downloaded before) or
    a folder; ``pack`` the language pack by which mistakes are mended, by default the one that the package ships.
    Raises ModelError when a model is missing or damaged.
    """
    words = pack or load_pack(language)
    weights = resolve(language, models)
    with nothing_collected():
        pipeline = stanza_pipeline(weights)
        speed_up(pipeline)
        read_sooner(pipeline)
    lock = Lock()

    def parse(texts: Sequence[str], progress: Progress | None = None, /) -> list[Document]:
        plains = [plain_text(text) for text in texts]
        folded = [fold(plain.text) for plain in plains]
        owned = [pieces(simple, body(plain.text)) for plain, simple in zip(plains, folded, strict=True)]
        sentences: list[tuple[Sentence, ...]] = []
        size, done = sum(len(piece.text) for own in owned for piece in own), 0
        if progress is not None:
            progress(0, size)
        for portion in portions([piece for own in owned for piece in own]):
            with lock, nothing_collected():
                one_thread_if_forked()
                parsed = _run(pipeline, words, [_clean(piece.text) for piece in portion])
                sentences += (
                    tuple(_sentence(sentence, piece) for sentence in document.sentences)
                    for piece, document in zip(portion, parsed, strict=True)
                )
            if progress is not None:
                done += sum(len(piece.text) for piece in portion)
                progress(done, size)
        found = iter(sentences)
        return [
            Document(plain.text, simple, language, tuple(chain.from_iterable(islice(found, len(own)))), plain)
            for plain, simple, own in zip(plains, folded, owned, strict=True)
        ]

    return parse


@once
def import_stanza() -> None:
    """Import it, and so torch: a second that :func:`load_parser` need not take then."""
    with nothing_collected():
        import stanza  # noqa: F401


def stanza_pipeline(weights: Weights, processors: Sequence[str] = PROCESSORS) -> Any:
    """A pipeline of Stanza over models that :func:`factcheck.syntax.weights.resolve` found; no network is used.

    *processors* names the stages to load, all of them by default. Raises ModelError when Stanza cannot read
    the models.
    """
    import stanza
    import torch

    options: dict[str, Any] = {"dir": str(weights.folder)}
    if not weights.official and not weights.ours:
        vet(weights)
    with contextlib.ExitStack() as stack:
        if not weights.official:
            # Stanza wants an index beside the models; ours lives while they load, outside the package.
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            index = {weights.language: {"lang_name": weights.language, "default_processors": {}, "packages": {}}}
            (Path(folder) / "resources.json").write_text(json.dumps(index), encoding="utf-8")
            options = {"dir": folder, "package": None, "allow_unknown_language": True, **_paths(weights)}
            stack.enter_context(only_reading())
        # Stanza warns on the standard error of what it was not asked for.
        stack.enter_context(contextlib.redirect_stderr(stack.enter_context(open(os.devnull, "w"))))
        try:
            pipeline = stanza.Pipeline(
                weights.language,
                processors=",".join(processors),
                download_method=None,
                use_gpu=torch.cuda.is_available(),
                logging_level="ERROR",
                **options,
            )
        except Exception as error:  # Stanza and torch each raise their own on a file that is not a model.
            raise ModelError(f"Stanza cannot load the models in {weights.folder}: {error}") from error
    for name in {"pos", "depparse"}.intersection(processors):
        # Shipped weights are half the size on disk; word vectors would stay so in memory.
        pipeline.processors[name].trainer.model.float()
    return pipeline


def _paths(weights: Weights) -> dict[str, str | None]:
    """Where each file is, in the words of Stanza's options; None keeps it from looking anywhere else."""
    paths: dict[str, str | None] = {
        f"{name}_model_path": str(path) for name, path in weights.files.items() if name in PROCESSORS
    }
    vectors = weights.files.get("vectors")
    for name in ("pos", "depparse"):
        paths[f"{name}_pretrain_path"] = str(vectors) if vectors else None
        paths[f"{name}_forward_charlm_path"] = paths[f"{name}_backward_charlm_path"] = None
    return paths


def _run(pipeline: Any, pack: Pack, pieces: list[str]) -> list[Any]:
    """The pieces, each a paragraph, as Stanza documents; what each stage gets wrong is mended before the next."""
    import torch

    with torch.inference_mode():
        documents = pipeline.bulk_process(pieces, processors="tokenize,mwt")
        mended = [mend(document, pack) for document in documents]
        tagged = list(pipeline.process(mended, processors="pos"))
        lemma = _lemma(pipeline)
        for document in tagged:
            mend_by_neighbours(document, pack, lemma)
        parsed = list(pipeline.process(tagged, processors="lemma,depparse"))
        for document in parsed:
            mend_by_trees(document, lemma)
        return parsed


def _lemma(pipeline: Any) -> Lemma:
    """What the lemmatizer's dictionary says of a form and a part of speech; the form, where there is none."""
    trainer = pipeline.processors["lemma"].trainer

    def lemma(form: str, upos: str) -> str:
        return str(trainer.predict_dict([(form, upos)])[0]) if trainer is not None else form

    return lemma


def _clean(text: str) -> str:
    """Control characters, surrogates and the like become spaces, one for one: no model has seen them."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)


def _sentence(parsed: Any, piece: Piece) -> Sentence:
    tokens = tuple(
        _token(word, piece.start + start, piece.start + end)
        for token in parsed.tokens
        for word, start, end in _placed(token)
    )
    return Sentence(tokens[0].start, tokens[-1].end, tokens, piece.number)


def _placed(token: Any) -> Iterable[tuple[Any, int, int]]:
    """The words of a token and their offsets: each its own where they spell it (*do* + *n't*), else the whole's."""
    words, start, end = token.words, token.start_char, token.end_char
    spelled = "".join(word.text for word in words)
    if len(words) == 1 or len(spelled) != end - start or spelled.lower() != token.text.lower():
        return [(word, start, end) for word in words]
    places = pairwise(accumulate((len(word.text) for word in words), initial=start))
    return [(word, *place) for word, place in zip(words, places, strict=True)]


def _token(word: Any, start: int, end: int) -> Token:
    return Token(
        index=word.id - 1,
        text=word.text,
        start=start,
        end=end,
        lemma=word.lemma or word.text,
        upos=word.upos,
        features=_features(word.feats),
        head=word.head - 1,
        relation=word.deprel,
    )


@cache
def _features(feats: str | None) -> Mapping[str, str]:
    """The features of a word by name; many words have the same."""
    return features_of(feats or "")
