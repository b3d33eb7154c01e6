"""From what Stanza's trainers leave to what we ship: half the size, no dead weight, and a manifest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from factcheck.syntax.weights import MANIFEST, PROCESSORS, VECTORS, Weights

#: What a loaded model needs; optimisers, schedules and score histories stay behind.
_KEPT = {
    "model",
    "vocab",
    "config",
    "model_type",
    "emb",
    "lexicon",
    "external_dict",
    "dict",
    "dicts",
    "dicts_version",
    "contextual",
}
_CELL = re.compile(r"\.cells\.([01])\.(weight|bias)_(ih|hh)$")


def pack_file(source: Path, target: Path) -> None:
    """Write one model smaller: numbers in half precision (they load back as float32), nothing but the model.

    Recurrent dropout makes Stanza build its LSTM from Python cells, which is many times slower and of no use
    once trained: the same weights are renamed to those of a native LSTM, with the same results.
    """
    state = torch.load(source, map_location="cpu", weights_only=True)
    state = {key: value for key, value in state.items() if key in _KEPT}
    config = state.get("config")
    if config is not None:
        # File names of the machine that trained are of no use to anybody.
        for key, value in config.items():
            if isinstance(value, str) and (key.endswith(("_file", "_dir", "_name")) or "/" in value):
                config[key] = None
    if config is not None and config.get("rec_dropout"):
        state["model"] = {_native_name(name): value for name, value in state["model"].items()}
        config["rec_dropout"] = 0
    torch.save(_halved(state), target)


def _native_name(name: str) -> str:
    def native(found: re.Match[str]) -> str:
        reverse = "_reverse" if found[1] == "1" else ""
        return f".{found[2]}_{found[3]}_l0{reverse}"

    return _CELL.sub(native, name)


def _halved(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.half() if value.is_floating_point() else value
    if isinstance(value, dict):
        return type(value)((key, _halved(entry)) for key, entry in value.items())
    return value


def pack(source: Path, target: Path, language: str, details: Mapping[str, Any]) -> Path:
    """Pack the models of folder *source* into *target*, with a manifest of checksums, sizes and *details*."""
    target.mkdir(parents=True, exist_ok=True)
    names = [f"{processor}.pt" for processor in PROCESSORS]
    if (source / VECTORS).exists():
        names.append(VECTORS)
    else:
        (target / VECTORS).unlink(missing_ok=True)
    files = {}
    for name in names:
        pack_file(source / name, target / name)
        data = (target / name).read_bytes()
        files[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    manifest = {"format": 1, "language": language, **details, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (target / MANIFEST).write_text(text, encoding="utf-8")
    return target / MANIFEST


def as_official(weights: Weights, folder: Path) -> Path:
    """Lay compact models out in *folder* as Stanza's downloads are, to test what reads those."""
    language, package = weights.language, "compact"
    index: dict[str, Any] = {"lang_name": language, "default_processors": {}, "packages": {"default": {}}}
    for name, path in weights.files.items():
        kind = "pretrain" if name == "vectors" else name
        place = folder / language / kind / f"{package}.pt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
        index[kind] = {package: {"md5": hashlib.md5(path.read_bytes()).hexdigest()}}
        if kind != "pretrain":
            index["packages"]["default"][kind] = index["default_processors"][kind] = package
    for kind in ("pos", "depparse"):
        if "pretrain" in index:
            index[kind][package]["dependencies"] = [{"model": "pretrain", "package": package}]
    (folder / "resources.json").write_text(json.dumps({language: index}), encoding="utf-8")
    return folder
