"""The end of a training: pack, evaluate what was packed, and write the manifest and the model card."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from factcheck.weights import MANIFEST
from training.evaluate import load_pipeline, raw_text, score
from training.pack import pack
from training.stages import Workshop

log = logging.getLogger("training")
_NAMES = {"fr": "French", "en": "English"}


def finish(workshop: Workshop, target: Path) -> None:
    """Pack the finished models into *target*, measure them as packed, and describe them there."""
    recipe = workshop.recipe
    details: dict[str, Any] = {
        "made": datetime.now(UTC).date().isoformat(),
        "stanza": version("stanza"),
        "torch": version("torch"),
        "trained_on": [{"name": corpus.name, "licence": corpus.licence} for corpus in recipe.train],
        "tuned_on": recipe.dev,
        "vectors_from": [{"name": corpus.name, "licence": corpus.licence} for corpus in recipe.raw],
    }
    pack(workshop.models, target, recipe.language, details)
    figures, speed = measure(workshop, target)
    details |= {"figures": figures, "words_per_second": speed}
    manifest = pack(workshop.models, target, recipe.language, details)
    card = model_card(json.loads(manifest.read_text(encoding="utf-8")))
    (target / "README.md").write_text(card, encoding="utf-8")
    log.info("%s\n%s", target / MANIFEST, card)


def measure(workshop: Workshop, folder: Path) -> tuple[dict[str, dict[str, float]], int]:
    """The scores of the models in *folder* on each test set, and their words a second of processor time."""
    pipeline = load_pipeline(folder, workshop.recipe.language)
    with torch.inference_mode():
        figures = {name: score(pipeline, workshop.treebank(name)).to_dict() for name in workshop.recipe.tests}
        sentences = workshop.treebank(workshop.recipe.dev)
        text = raw_text(sentences)
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        started = time.process_time()
        pipeline(text)
        seconds = time.process_time() - started
        torch.set_num_threads(threads)
    return figures, round(sum(len(sentence.words) for sentence in sentences) / seconds)


def model_card(manifest: Mapping[str, Any]) -> str:
    """The model card of a manifest, as Markdown."""
    size = sum(file["bytes"] for file in manifest["files"].values()) / 1e6
    language = _NAMES.get(manifest["language"], manifest["language"])
    lines = [
        f"# Compact Stanza models: {language}",
        "",
        f"Tokens, sentences, multiword tokens, tags, features, lemmas and trees of {language} text that",
        "`factcheck.folding.fold` has folded. Written by `python -m training`; do not edit.",
        "",
        f"{manifest['made']}, with Stanza {manifest['stanza']}, torch {manifest['torch']}; {size:.1f} MB;",
        f"{manifest['words_per_second']} words a second of processor time with stock Stanza, one thread.",
        "",
        "| data | licence | used for |",
        "|---|---|---|",
        *(f"| {corpus['name']} | {corpus['licence']} | all stages |" for corpus in manifest["trained_on"]),
        *(f"| {corpus['name']} | {corpus['licence']} | word vectors |" for corpus in manifest["vectors_from"]),
        "",
        f"Tuned on {manifest['tuned_on']}. Never trained on the test sets below.",
        "",
        "From gold tokens, with predicted tags (F1, universal relations):",
        "",
        "| test set | UPOS | features | lemmas | UAS | LAS | CLAS |",
        "|---|---|---|---|---|---|---|",
    ]
    keys: tuple[str, ...] = ("upos", "feats", "lemmas", "uas", "las", "clas")
    lines += [_line(name, scores, keys) for name, scores in manifest["figures"].items()]
    lines += [
        "",
        "From raw text (F1):",
        "",
        "| test set | tokens | words | sentences | LAS |",
        "|---|---|---|---|---|",
    ]
    keys = ("tokens", "words", "sentences", "raw_las")
    lines += [_line(name, scores, keys) for name, scores in manifest["figures"].items()]
    return "\n".join(lines) + "\n"


def _line(name: str, scores: Mapping[str, float], keys: tuple[str, ...]) -> str:
    return f"| {name} | " + " | ".join(f"{scores[key]:.2f}" for key in keys) + " |"
