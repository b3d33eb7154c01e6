"""What each language is made from, and with which settings: the only file to edit for another treebank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen


@frozen
class Corpus:
    """A source and its licence, as the model card names it. ``file`` has no suffix.

    The tokenizer reads it ``tokenizer_copies`` times, and the tagger ``tagger_copies`` times, so that a small
    treebank is not drowned by others.
    """

    file: str
    name: str
    licence: str
    tokenizer_copies: int = 1
    tagger_copies: int = 1


@frozen
class Stage:
    """One of Stanza's trainers: how many steps, the highest learning rate, and its other options."""

    steps: int
    rate: float
    options: Mapping[str, Any]


@frozen
class Recipe:
    """All that the models of one language depend on. Nothing of ``tests`` is ever trained on.

    ``noise`` is the share of sentences that are copied in other capitals, or without accents; the tokenizer
    gets ``tokenizer_noise``. Treebanks that are not ``alike`` in their features and own tags are brought to the ways
    of the first. ``doubt`` scales the tagger's dropout when it tags the trees that the parser learns from.
    """

    language: str
    train: tuple[Corpus, ...]
    dev: str
    tests: tuple[str, ...]
    raw: tuple[Corpus, ...]
    alike: bool
    tokenizer: Stage
    tagger: Stage
    parser: Stage
    noise: float = 0.12
    tokenizer_noise: float = 0.08
    doubt: float = 0.35
    vector_size: int = 64
    vector_epochs: int = 8
    vocabulary: int = 37_000
    seed: int = 1234
    evaluate_every: int = 500

    def shortened(self, steps: int) -> Recipe:
        """The same recipe with a few steps a stage, to try the whole way out."""
        return evolve(
            self,
            tokenizer=evolve(self.tokenizer, steps=steps),
            tagger=evolve(self.tagger, steps=steps),
            parser=evolve(self.parser, steps=steps),
            vector_epochs=1,
            evaluate_every=steps,
        )


_TOKENIZER: Mapping[str, Any] = {
    "hidden_dim": 96,
    "max_seqlen": 300,
    "batch_size": 32,
    "dropout": 0.25,
    "unit_dropout": 0.1,
    # Stanza's own typing errors: of little use for news, and they blur where a sentence ends.
    "punct_move_back_prob": 0,
    "last_char_move_prob": 0,
    "comma_typo_prob": 0,
    "comma_glue_prob": 0,
    "augment_mid_punct_prob": 0,
    "split_mwt_prob": 0,
    "drop_initial_punct_prob": 0,
}
_TAGGER: Mapping[str, Any] = {
    "hidden_dim": 160,
    "char_hidden_dim": 80,
    "deep_biaff_hidden_dim": 96,
    "composite_deep_biaff_hidden_dim": 32,
    "word_emb_dim": 64,
    "char_emb_dim": 48,
    "transformed_dim": 96,
    "tag_emb_dim": 16,
    "word_cutoff": 3,
    "dropout": 0.33,
    "word_dropout": 0.2,
    # Recurrent dropout makes Stanza's LSTM a Python loop.
    "rec_dropout": 0,
}
_PARSER: Mapping[str, Any] = {
    "hidden_dim": 200,
    "char_hidden_dim": 72,
    # Relations are scored with a cube of this: 96 takes a third of the time that 160 does.
    "deep_biaff_hidden_dim": 120,
    "word_emb_dim": 64,
    "char_emb_dim": 40,
    "transformed_dim": 96,
    "tag_emb_dim": 32,
    "batch_size": 1500,
    "word_cutoff": 3,
    "num_layers": 2,
    "dropout": 0.4,
    "word_dropout": 0.25,
    "rec_dropout": 0,
}

RECIPES = {
    "fr": Recipe(
        language="fr",
        train=(
            Corpus("sequoia-train", "UD French Sequoia", "LGPL-LR"),
            Corpus("gsd-dev", "UD French GSD (its development part)", "CC BY-SA 4.0", 2, 2),
            Corpus("pud", "UD French PUD", "CC BY-SA 3.0"),
            Corpus("fqb", "UD French FQB", "LGPL-LR"),
        ),
        dev="sequoia-dev",
        tests=("gsd-test", "sequoia-test"),
        raw=(
            Corpus("fr-debates", "debates of the French National Assembly", "public domain / open licence"),
            Corpus("fr-books", "French books, mostly of Project Gutenberg", "public domain, CC0"),
        ),
        alike=False,
        tokenizer=Stage(5000, 2e-3, _TOKENIZER),
        # Once more than elsewhere, since GSD is read twice: about as many words as without that.
        tagger=Stage(4500, 4e-3, {**_TAGGER, "batch_size": 40, "word_cutoff": 4}),
        parser=Stage(5500, 4e-3, _PARSER),
        noise=0.15,
        # What keeps the package under 20 MB.
        vocabulary=31_600,
    ),
    "en": Recipe(
        language="en",
        train=(
            Corpus("ewt-train", "UD English EWT", "CC BY-SA 4.0"),
            Corpus("gum-open", "UD English GUM (open genres)", "annotations CC BY 4.0, texts CC BY / CC BY-SA"),
        ),
        dev="ewt-dev",
        tests=("ewt-test",),
        raw=(Corpus("en-open", "US presidential addresses and written MASC", "public domain / open licence"),),
        alike=True,
        tokenizer=Stage(3000, 2e-3, _TOKENIZER),
        tagger=Stage(4000, 4e-3, {**_TAGGER, "batch_size": 48}),
        parser=Stage(6000, 4e-3, _PARSER),
        vector_epochs=20,
    ),
}
