"""The reader: the network, its tokenizer and its score, loaded once; a document in, attributions out."""

from collections.abc import Mapping, Sequence
from hashlib import file_digest
from os import PathLike
from pathlib import Path

import numpy as np
import torch
from attrs import evolve, frozen
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from factcheck.attribution.candidates import Candidate, found_of, spans_of
from factcheck.attribution.choose import Scored, choose
from factcheck.attribution.decode import Reads, has_bf16, read
from factcheck.attribution.flags import FlagScore, load_flags
from factcheck.attribution.network import Network
from factcheck.attribution.score import Verdict, features, load_trees
from factcheck.attribution.storage import load_network
from factcheck.common.forking import once
from factcheck.common.reading import FAULTS, read_json
from factcheck.common.trees import Trees
from factcheck.encoder.pieces import cut
from factcheck.errors import ModelError
from factcheck.grammar.values import Found
from factcheck.mentions.context import Context

SHIPPED = Path(__file__).parent.parent / "models" / "reader"
MANIFEST = "reader.json"
NETWORK, TOKENIZER, SCORE, FLAG_SCORE = "network.safetensors", "tokenizer.json", "score.npz", "flags.npz"
FILES = (NETWORK, TOKENIZER, SCORE, FLAG_SCORE)
#: Anchors less probable than this are no candidates.
LEAST_ANCHOR = 0.08
#: What is at least so probable is reported, unless the user says otherwise.
MIN_CONFIDENCE = 0.4


@frozen(eq=False)
class Result:
    """The attributions chosen in a document, in order, with their scores; and all that was read."""

    chosen: tuple[Scored, ...]
    scored: tuple[Scored, ...]
    reads: Reads


@frozen(eq=False)
class Weighed:
    """The candidates of a document with the features that the score is about, ``[candidates, features]``."""

    reads: Reads
    candidates: tuple[Candidate, ...]
    rows: NDArray[np.float64]


def weigh(network: Network, tokenizer: Tokenizer, ctx: Context, proposed: Sequence[Found]) -> Weighed:
    """What the network reads in a document, and what finders propose, as candidates."""
    pieces = cut(ctx.document, ctx.quotations, tokenizer)
    reads = read(network, pieces, LEAST_ANCHOR, [spans_of(found) for found in proposed])
    theirs = [Candidate(found, held, False) for found, held in zip(proposed, reads.judged, strict=True)]
    own = ((found_of(ctx, reading), reading.evidence) for reading in reads.readings)
    candidates = (*theirs, *(Candidate(found, held, True) for found, held in own if found is not None))
    return Weighed(reads, candidates, features(ctx, reads, candidates))


@frozen(eq=False)
class Reader:
    """A loaded reader. It reads every language that it was trained on, and may be shared between threads."""

    folder: Path
    network: Network
    tokenizer: Tokenizer
    trees: Mapping[Verdict, Trees]
    flags: FlagScore
    min_confidence: float = MIN_CONFIDENCE

    def __call__(self, ctx: Context, proposed: Sequence[Found]) -> Result:
        """The attributions of a document: the best set of what the network reads and what finders propose."""
        return self.decided(ctx, weigh(self.network, self.tokenizer, ctx, proposed))

    def decided(self, ctx: Context, weighed: Weighed) -> Result:
        """The best set of candidates that have been weighed."""
        right, exact = (self.trees[verdict].probabilities(weighed.rows) for verdict in (Verdict.RIGHT, Verdict.EXACT))
        both = zip(weighed.candidates, right.tolist(), exact.tolist(), strict=True)
        scored = tuple(Scored(one, a, b) for one, a, b in both)
        return Result(tuple(choose(ctx.document.text, scored, self.min_confidence)), scored, weighed.reads)


def load_reader(folder: str | PathLike[str] | None = None, min_confidence: float = MIN_CONFIDENCE) -> Reader:
    """The reader in a folder, or the one that the package ships.

    Raises ModelError for a file that is missing or altered, and for a confidence outside 0 to 1.
    """
    if not 0 <= min_confidence <= 1:
        raise ModelError(f"min_confidence must be between 0 and 1, not {min_confidence}")
    return evolve(_loaded(Path(folder) if folder is not None else SHIPPED), min_confidence=float(min_confidence))


@once
def _loaded(folder: Path) -> Reader:
    check(folder)
    try:
        return Reader(
            folder,
            _quickened(load_network(folder / NETWORK)),
            Tokenizer.from_file(str(folder / TOKENIZER)),
            load_trees(folder / SCORE),
            load_flags(folder / FLAG_SCORE),
        )
    except Exception as error:  # safetensors, tokenizers and numpy each raise their own on a file that is not theirs.
        raise ModelError(f"the reader in {folder} cannot be read ({error}): install the package again") from error


def _quickened(network: Network) -> Network:
    """The network with the matrices of its layers as the processor multiplies them fastest: none is cast anew."""
    if has_bf16():
        for layer in network.encoder.layers.modules():
            if isinstance(layer, nn.Linear):
                layer.to(torch.bfloat16)
    return network


def check(folder: Path) -> None:
    """Compare every file with what the manifest promises. Raises ModelError for the first that differs."""
    try:
        files = read_json(folder / MANIFEST)["files"]
        for name in FILES:
            with (folder / name).open("rb") as file:
                if file_digest(file, "sha256").hexdigest() != files[name]["sha256"]:
                    raise ModelError(f"{folder / name} is altered (its checksum differs): install the package again")
    except FAULTS as error:
        raise ModelError(
            f"no reader in {folder} ({type(error).__name__}: {error}): install the package again"
        ) from error
