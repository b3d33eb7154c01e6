"""The stages of a language's training, each through Stanza's own code; one that is done is not done again."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from factcheck.syntax.weights import PROCESSORS, VECTORS
from training.corpus import Sentence, add_noise, read_conllu, running_words, write_conllu
from training.evaluate import raw_text
from training.harmony import in_harmony
from training.lexicon import extend, frequent_words
from training.recipe import Corpus, Recipe, Stage
from training.retag import agreement, retag
from training.schedule import falling_rate, steps_done

log = logging.getLogger("training")


@frozen
class Workshop:
    """A recipe, where its treebanks and raw texts are, and the folder that everything is written to.

    ``models`` gets one file per finished stage; what is half done stays in ``work``.
    """

    recipe: Recipe
    ud: Path
    raw: Path
    out: Path

    @property
    def models(self) -> Path:
        """The folder of finished models."""
        return self.out / "models"

    @property
    def journal(self) -> Path:
        """The file that everything is logged to."""
        return self.out / "training.log"

    @property
    def work(self) -> Path:
        """The folder of corpora, checkpoints and models in the making."""
        return self.out / "work"

    def treebank(self, name: str) -> list[Sentence]:
        """The sentences of a treebank, folded."""
        return list(read_conllu(self.ud / f"{name}.conllu", keep_xpos=self.recipe.alike))

    def training_sentences(self, copies: Callable[[Corpus], int] = lambda corpus: 1) -> list[Sentence]:
        """All sentences that may be trained on, those of a corpus as often as *copies* says."""
        banks = [self.treebank(corpus.file) for corpus in self.recipe.train]
        if not self.recipe.alike:
            banks = in_harmony(banks)
        pairs = zip(self.recipe.train, banks, strict=True)
        return [sentence for corpus, bank in pairs for sentence in bank * copies(corpus)]

    def run(self, names: Iterable[str]) -> None:
        """The stages that make the files *names*, in that order, each saying how long it took."""
        self.models.mkdir(parents=True, exist_ok=True)
        self.work.mkdir(parents=True, exist_ok=True)
        stages = {
            VECTORS: self.vectors,
            "tokenize.pt": self.tokenizer,
            "mwt.pt": self.mwt,
            "lemma.pt": self.lemmatizer,
            "pos.pt": self.tagger,
            "depparse.pt": self.parser,
        }
        for name in names:
            if (self.models / name).exists():
                log.info("%s is done already", name)
                continue
            started = time.monotonic()
            log.info("%s: starting", name)
            stages[name]()
            # Trainers write their best so far to the work folder; only what is finished moves on.
            shutil.copy(self.work / name, self.models / f".{name}")
            (self.models / f".{name}").replace(self.models / name)
            log.info("%s: done in %.1f minutes", name, (time.monotonic() - started) / 60)

    def vectors(self) -> None:
        """Word vectors, from the raw texts and the treebanks' own words."""
        from training.vectors import train_vectors

        recipe = self.recipe

        def lines() -> Iterator[list[str]]:
            for sentence in self.training_sentences():
                yield [word.form.lower() for word in sentence.words]
            for corpus in recipe.raw:
                found = [self.raw / f"{corpus.file}{suffix}" for suffix in (".txt.xz", ".txt")]
                yield from running_words(next((p for p in found if p.exists()), found[0]), recipe.language)

        train_vectors(
            lines(),
            self.work / VECTORS,
            size=recipe.vector_size,
            epochs=recipe.vector_epochs,
            vocabulary=recipe.vocabulary,
            seed=recipe.seed,
        )

    def tokenizer(self) -> None:
        """Tokens, sentences and multiword tokens, from running text with some of it in capitals."""
        from stanza.models import tokenizer
        from stanza.models.tokenization.trainer import Trainer
        from stanza.utils.datasets import prepare_tokenizer_data

        options: list[str] = []
        recipe = self.recipe
        running = self.training_sentences(lambda corpus: corpus.tokenizer_copies)
        train = add_noise(running, recipe.language, recipe.seed, recipe.tokenizer_noise)
        parts = {"train": train, "dev": self.treebank(self.recipe.dev)}
        for part, sentences in parts.items():
            conllu = self.work / f"tokenize.{part}.conllu"
            write_conllu(conllu, sentences)
            text, labels, words = (conllu.with_suffix(suffix) for suffix in (".txt", ".labels", ".json"))
            text.write_text(raw_text(sentences) + "\n\n", encoding="utf-8")
            prepare_tokenizer_data.main([str(text), str(conllu), "-o", str(labels), "-m", str(words)])
            prefix = "--dev_" if part == "dev" else "--"
            options += [f"{prefix}txt_file", str(text), f"{prefix}label_file", str(labels)]
        options += ["--dev_conll_gold", str(self.work / "tokenize.dev.conllu")]
        options += ["--mwt_json_file", str(self.work / "tokenize.dev.json")]
        with self.stepping(Trainer, self.recipe.tokenizer, "tokenize") as steps:
            options += ["--steps", str(steps), "--lr0", str(self.recipe.tokenizer.rate)]
            options += ["--eval_steps", str(self.recipe.evaluate_every)]
            tokenizer.main(self.options("tokenize", self.recipe.tokenizer.options) + options)

    def mwt(self) -> None:
        """The words that a token such as *du* or *don't* stands for: a dictionary."""
        from stanza.models import mwt_expander
        from stanza.utils.datasets.contract_mwt import contract_mwt

        train, gold = (
            self.written("mwt.train", self.noisy()),
            self.written("mwt.gold", self.treebank(self.recipe.dev)),
        )
        contracted = self.work / "mwt.dev.conllu"
        contract_mwt(str(gold), str(contracted))
        files = ["--train_file", str(train), "--eval_file", str(contracted), "--gold_file", str(gold)]
        mwt_expander.main([*self.options("mwt", {}), *files, "--dict_only"])

    def lemmatizer(self) -> None:
        """Lemmas: a dictionary, with guessed entries for the frequent words of the raw text."""
        from stanza.models import lemmatizer

        sentences = self.training_sentences()
        sentences += list(extend(sentences, frequent_words(self.models / VECTORS)))
        train = self.written("lemma.train", sentences)
        dev = self.written("lemma.dev", self.treebank(self.recipe.dev))
        files = ["--train_file", str(train), "--eval_file", str(dev)]
        options = self.options("lemma", {})
        # The only trainer that takes the language from the shorthand.
        lemmatizer.main([*options[:2], *options[4:], *files, "--dict_only"])

    def tagger(self) -> None:
        """Tags and features, with the word vectors."""
        from stanza.models import tagger
        from stanza.models.pos.trainer import Trainer

        train = self.written("pos.train", self.noisy(lambda corpus: corpus.tagger_copies))
        dev = self.written("pos.dev", self.treebank(self.recipe.dev))
        options = ["--train_file", str(train), "--eval_file", str(dev), "--fix_eval_interval"]
        options += ["--wordvec_pretrain_file", str(self.models / VECTORS)]
        options += ["--lr", str(self.recipe.tagger.rate), "--eval_interval", str(self.recipe.evaluate_every)]
        with self.stepping(Trainer, self.recipe.tagger, "pos") as steps:
            options += [
                "--max_steps",
                str(steps),
                "--max_steps_before_stop",
                str(10 * self.recipe.tagger.steps),
            ]
            tagger.main(self.options("pos", self.recipe.tagger.options) + options)

    def parser(self) -> None:
        """Trees, learnt with the tags and lemmas that the finished stages predict."""
        from stanza.models import parser
        from stanza.models.depparse.trainer import Trainer

        recipe = self.recipe
        train, dev = (self.work / f"depparse.{part}.conllu" for part in ("train", "dev"))
        if not (train.exists() and dev.exists()):
            pipeline = load_tagging(self.models, recipe.language)
            for path, sentences, doubt in (
                (train, self.noisy(), recipe.doubt),
                (dev, self.treebank(recipe.dev), 0.0),
            ):
                tagged = retag(pipeline, sentences, doubt=doubt, seed=recipe.seed)
                log.info("%s: %.1f %% of the tags are right", path.name, 100 * agreement(sentences, tagged))
                write_conllu(path, tagged)
        stage = recipe.parser
        options = ["--train_file", str(train), "--eval_file", str(dev), "--no_second_optim"]
        options += ["--wordvec_pretrain_file", str(self.models / VECTORS)]
        options += [
            "--no_plateau",
            "--optim",
            "adam",
            "--beta2",
            "0.95",
            "--weight_decay",
            "0",
            "--no_ufeats",
        ]
        options += ["--lr", str(stage.rate), "--eval_interval", str(recipe.evaluate_every)]
        options += ["--max_steps", str(stage.steps), "--max_steps_before_stop", str(10 * stage.steps)]
        options += ["--checkpoint_save_name", str(self.work / "depparse.checkpoint.pt")]
        with falling_rate(Trainer, stage.steps, stage.rate, half=True):
            parser.main(self.options("depparse", stage.options) + options)

    def noisy(self, copies: Callable[[Corpus], int] = lambda corpus: 1) -> list[Sentence]:
        """The training sentences (see there for *copies*), and noisy copies of some."""
        recipe = self.recipe
        return add_noise(self.training_sentences(copies), recipe.language, recipe.seed, recipe.noise)

    def written(self, name: str, sentences: list[Sentence]) -> Path:
        """Write sentences to the work folder, for a trainer that wants a file."""
        path = self.work / f"{name}.conllu"
        write_conllu(path, sentences)
        return path

    def options(self, name: str, settings: Mapping[str, Any]) -> list[str]:
        """Command-line options that all of Stanza's trainers share, and the settings of this one."""
        language = self.recipe.language
        options = ["--shorthand", f"{language}_compact", "--lang", language, "--mode", "train"]
        options += [
            "--seed",
            str(self.recipe.seed),
            "--save_dir",
            str(self.work),
            "--save_name",
            f"{name}.pt",
        ]
        for option, value in settings.items():
            options += [f"--{option}", str(value)]
        return options

    @contextmanager
    def stepping(self, trainer: Any, stage: Stage, name: str) -> Iterator[int]:
        """A context in which *trainer* goes on from its checkpoint; it yields how many steps are left."""
        checkpoint = self.work / f"{name}.checkpoint.pt"
        with falling_rate(trainer, stage.steps, stage.rate, checkpoint, self.recipe.evaluate_every):
            yield max(self.recipe.evaluate_every, stage.steps - steps_done(checkpoint))


def load_tagging(folder: Path, language: str) -> Any:
    """A pipeline that tags and lemmatises, over a folder where the parser is still missing."""
    from factcheck.syntax import stanza_pipeline
    from factcheck.syntax.weights import Weights

    names = [name for name in PROCESSORS if name != "depparse"]
    files = {name: folder / f"{name}.pt" for name in names}
    if (folder / VECTORS).exists():
        files["vectors"] = folder / VECTORS
    return stanza_pipeline(Weights(language, str(folder), folder, files), processors=names)
