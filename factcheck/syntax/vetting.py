"""Models that somebody hands in, looked at before Stanza builds anything from them.

torch reads a file without running it, but what it says is then believed: an option can name a transformer to fetch, a
size can ask for all memory, and weights that are no numbers give trees that are none.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from factcheck.errors import ModelError
from factcheck.syntax.weights import Weights

#: The largest file, and the largest sum of the weights in one, in bytes.
MAX_BYTES = 1_000_000_000
#: The widest and the deepest part of a network, far above what the parts of a pipeline need.
MAX_WIDTH, MAX_LAYERS = 1024, 8
#: The largest number of an option of any other kind, such as a number of steps.
MAX_NUMBER = 100_000_000

# Which of Stanza's programs makes a file; the options that it knows are those that a file may have.
_MAKERS = {
    "tokenize": "tokenizer",
    "mwt": "mwt_expander",
    "pos": "tagger",
    "lemma": "lemmatizer",
    "depparse": "parser",
}
# What a program adds to the options that it is called with.
_ADDED = frozenset(("feat_dim", "lang", "num_dict_feat", "pos_vocab_size", "tag_columns", "vocab_size"))
_ELSEWHERE = ("bert_model",)


def vet(weights: Weights) -> None:
    """Raise ModelError unless the files of a folder hold sound numbers, in sizes and with options that are usual."""
    for name, path in weights.files.items():
        problem = next(_problems(name, path), None)
        if problem:
            raise ModelError(f"{path} is not a usable model: {problem}")


def _problems(name: str, path: Path) -> Iterator[str]:
    import torch

    if path.stat().st_size > MAX_BYTES:
        yield f"it has more than {MAX_BYTES:,} bytes"
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises its own of many kinds on a file that is not a model.
        yield f"torch cannot read it as weights ({type(error).__name__})"
        return
    if not isinstance(state, dict):
        yield "it holds no table"
        return
    yield from _of_weights(state)
    if name in _MAKERS:
        yield from _of_options(state.get("config"), _known(name))
        if state.get("contextual"):
            yield "it holds a classifier of lemmas, which may name a transformer"


def _of_weights(state: Mapping[object, object]) -> Iterator[str]:
    import torch

    tensors: list[torch.Tensor] = []
    waiting: list[object] = [state]
    while waiting:
        value = waiting.pop()
        if isinstance(value, torch.Tensor):
            tensors.append(value)
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, list | tuple | set):
            waiting += value
    # Before any of them is looked at: a few bytes on disk can stand for a tensor of any size.
    if sum(tensor.numel() * tensor.element_size() for tensor in tensors) > MAX_BYTES:
        yield f"its weights take more than {MAX_BYTES:,} bytes"
    elif not all(torch.isfinite(tensor).all() for tensor in tensors if tensor.is_floating_point()):
        yield "some of its weights are not numbers"


def _of_options(options: Any, known: frozenset[str]) -> Iterator[str]:
    if not isinstance(options, dict) or not all(isinstance(key, str) for key in options):
        yield "it has no options"
        return
    if unknown := sorted(set(options) - known):
        yield f"this Stanza does not know its option {unknown[0]!r}"
    if named := [key for key in _ELSEWHERE if options.get(key)]:
        yield f"its option {named[0]!r} names a model that would be fetched from elsewhere"
    for key, value in options.items():
        if not isinstance(value, int | float):
            continue
        most = MAX_WIDTH if "dim" in key else MAX_LAYERS if "layers" in key else MAX_NUMBER
        if abs(value) > most or not math.isfinite(value):
            yield f"its option {key!r} is absurd; it may be {most:,} at most"


@cache
def _known(name: str) -> frozenset[str]:
    parser = import_module(f"stanza.models.{_MAKERS[name]}").build_argparse()
    return _ADDED.union(action.dest for action in parser._actions)
