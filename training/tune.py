"""``python -m training.tune LANG --start FOLDER``: teach a finished parser a little more, in minutes.

The parser of FOLDER (files as ``python -m training`` leaves them in ``models``) sees each training sentence about
once, with the tags that FOLDER's own tagger predicts, at a learning rate that falls to zero. It keeps its
vocabulary and its size. The result is written beside the others, as ``depparse.pt`` in ``--out``.
"""

from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from factcheck.weights import VECTORS
from training.corpus import Sentence, write_conllu
from training.recipe import RECIPES
from training.retag import retag
from training.stages import Workshop, load_tagging

log = logging.getLogger("training")
#: The highest learning rate: a quarter of that from scratch.
RATE = 1e-3
_WORDS_A_STEP = 1500
#: What the size of a parser depends on, as its file records it.
_SIZES = (
    "word_emb_dim",
    "char_emb_dim",
    "tag_emb_dim",
    "hidden_dim",
    "char_hidden_dim",
    "deep_biaff_hidden_dim",
    "transformed_dim",
    "num_layers",
)


def tune(workshop: Workshop, start: Path, steps: int) -> Path:
    """Train the parser in *start* for *steps* more steps, and return its new file in the workshop's models."""
    import torch
    from stanza.models import parser
    from stanza.models.depparse.trainer import Trainer
    from stanza.models.pos.vocab import MultiVocab

    from training.schedule import falling_rate

    recipe = workshop.recipe
    workshop.work.mkdir(parents=True, exist_ok=True)
    workshop.models.mkdir(parents=True, exist_ok=True)
    source = start / "depparse.pt"
    state = torch.load(source, map_location="cpu", weights_only=True)
    vocab, config = MultiVocab.load_state_dict(state["vocab"]), state["config"]
    pipeline = load_tagging(start, recipe.language)
    chosen = enough(workshop.noisy(), set(vocab["deprel"]), steps * _WORDS_A_STEP, recipe.seed)
    train, dev = workshop.work / "tune.train.conllu", workshop.work / "tune.dev.conllu"
    write_conllu(train, retag(pipeline, chosen, doubt=recipe.doubt, seed=recipe.seed))
    write_conllu(dev, retag(pipeline, workshop.treebank(recipe.dev), doubt=0.0, seed=recipe.seed))
    options = ["--train_file", str(train), "--eval_file", str(dev), "--continue_from", str(source)]
    options += ["--no_checkpoint", "--no_second_optim", "--no_plateau", "--optim", "adam"]
    options += ["--wordvec_pretrain_file", str(start / VECTORS)] if config.get("pretrain") else ["--no_pretrain"]
    options += ["--beta2", "0.95", "--weight_decay", "0", "--lr", str(RATE), "--batch_size", str(_WORDS_A_STEP)]
    options += ["--max_steps", str(steps), "--eval_interval", str(steps), "--max_steps_before_stop", "1000000"]
    if not config.get("use_ufeats", True):
        options.append("--no_ufeats")
    settings = {name: config[name] for name in _SIZES} | {"dropout": 0.4, "word_dropout": 0.25}
    with falling_rate(Trainer, steps, RATE), keeping(vocab):
        parser.main(workshop.options("depparse", settings) + options)
    target = workshop.models / "depparse.pt"
    (workshop.work / "depparse.pt").replace(target)
    return target


def enough(sentences: list[Sentence], relations: Collection[str], words: int, seed: int) -> list[Sentence]:
    """So many words of the sentences, drawn by *seed*, of those whose relations the parser has names for."""
    able = [sentence for sentence in sentences if all(row.deprel in relations for row in sentence.words)]
    random.Random(seed).shuffle(able)
    chosen = []
    for sentence in able:
        if words <= 0:
            break
        chosen.append(sentence)
        words -= len(sentence.words)
    return chosen


@contextmanager
def keeping(vocab: Any) -> Iterator[None]:
    """Within this context Stanza's parser reads its data with this vocabulary, not one of the data's own."""
    from stanza.models import parser

    stock = parser.DataLoader

    def loader(*args: Any, **options: Any) -> Any:
        return stock(*args, **{**options, "vocab": vocab})

    parser.DataLoader = loader
    try:
        yield
    finally:
        parser.DataLoader = stock


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and tune one parser."""
    from training.__main__ import add_places, logging_to, places

    parser = argparse.ArgumentParser(prog="python -m training.tune", description=__doc__)
    add_places(parser)
    parser.add_argument("--start", type=Path, required=True, help="folder of the models to go on from")
    parser.add_argument("--steps", type=int, default=150, help="steps of 1,500 words (default: 150)")
    options = parser.parse_args(arguments)
    ud, raw, out = places(options)
    workshop = Workshop(recipe=RECIPES[options.language], ud=ud, raw=raw, out=out)
    out.mkdir(parents=True, exist_ok=True)
    with logging_to(out / "training.log"):
        log.info("%s", tune(workshop, options.start, options.steps))


if __name__ == "__main__":
    main()
