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

from factcheck.syntax.weights import MANIFEST
from training.evaluate import load_pipeline, raw_text, score
from training.pack import pack
from training.stages import Workshop

log = logging.getLogger("training")
_NAMES = {"fr": "French", "en": "English"}
_FROM_TOKENS = {"upos": "UPOS", "feats": "features", "lemmas": "lemmas", "uas": "UAS", "las": "LAS", "clas": "CLAS"}
_FROM_TEXT = {"tokens": "tokens", "words": "words", "sentences": "sentences", "raw_las": "LAS"}


def finish(workshop: Workshop, target: Path, beside: Path) -> None:
    """Pack the finished models into *target*, measure them as packed, and describe them there.

    Older models in *beside*, where there are any, are measured too.
    """
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
    if beside.is_dir():
        details |= {"figures_before": measure(workshop, beside)[0]}
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
        "`factcheck.text.folding.fold` has folded. Written by `python -m training`; do not edit.",
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
        *_table("From gold tokens, with predicted tags (F1, universal relations)", _FROM_TOKENS, manifest),
        *_table("From raw text (F1)", _FROM_TEXT, manifest),
    ]
    return "\n".join(lines)


def _table(title: str, columns: Mapping[str, str], manifest: Mapping[str, Any]) -> list[str]:
    """The scores of each test set: these models', and those of the models before where they were measured."""
    rows = [
        f"| {name} | {models} | " + " | ".join(f"{scores[name][key]:.2f}" for key in columns) + " |"
        for name in manifest["figures"]
        for models, scores in (("starting", manifest.get("figures_before", {})), ("these", manifest["figures"]))
        if name in scores
    ]
    head = f"| test set | models | {' | '.join(columns.values())} |"
    return [f"{title}:", "", head, "|---|---|" + "---|" * len(columns), *rows, ""]
