"""Parses kept on disk, so that a change of rules is measured in seconds and not in minutes.

A kept parse is used only for the same text, the same models and the same code of the syntax stage.
"""

import copyreg
import hashlib
import os
import pickle
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

import factcheck

BATCH = 16
# What a parse depends on, beside the text.
SYNTAX = (
    "syntax/chunks.py",
    "syntax/fast/parsing.py",
    "syntax/fast/words.py",
    "syntax/parsing.py",
    "syntax/repair.py",
    "syntax/tagging.py",
    "syntax/tokens.py",
    "text/alignment.py",
    "text/folding.py",
    "text/paragraphs.py",
    "text/plain.py",
)


def _view(values: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))


@frozen
class KeptParser:
    """A parser that looks into a folder first, and loads Stanza only for what it does not find there."""

    language: str
    folder: Path
    key: str = field(init=False)

    @key.default
    def _key(self) -> str:
        return _fingerprint(self.language)

    def __call__(self, texts: Sequence[str], progress: object = None, /) -> list[Any]:
        """The documents of these texts, in order."""
        paths = [self._path(text) for text in texts]
        missing = [n for n, path in enumerate(paths) if not path.exists()]
        if missing:
            self.folder.mkdir(parents=True, exist_ok=True)
            # In batches, so that what is done is kept when a run is stopped.
            for begin in range(0, len(missing), BATCH):
                batch = missing[begin : begin + BATCH]
                for n, document in zip(batch, _parser(self.language)([texts[n] for n in batch]), strict=True):
                    _keep(paths[n], document)
        return [pickle.loads(path.read_bytes()) for path in paths]

    def _path(self, text: str) -> Path:
        digest = hashlib.sha256(f"{self.key}\0{text}".encode(errors="surrogatepass")).hexdigest()
        return self.folder / f"{self.language}-{digest[:24]}.pickle"


def reports(texts: Sequence[str], language: str, folder: Path) -> Iterator[dict[str, Any]]:
    """The library's reports over kept parses."""
    from factcheck.attribution.reader import load_reader
    from factcheck.languages import load_pack
    from factcheck.pipeline import Attributor

    attributor = Attributor(language, load_pack(language), KeptParser(language, folder), load_reader())
    return (attributor(text).to_dict() for text in texts)


def fill(texts: Sequence[str], language: str, folder: Path) -> None:
    """Parse what is not kept yet, together: a batch is much faster than text by text."""
    KeptParser(language, folder)(texts)


def _keep(path: Path, document: Any) -> None:
    """Whole or not at all: another run may be reading."""
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(document))
    part.replace(path)


@cache
def _parser(language: str) -> Any:
    from factcheck.syntax import load_parser

    return load_parser(language)


def _fingerprint(language: str) -> str:
    package = Path(factcheck.__file__).parent
    models = sorted((package / "models" / language).glob("*"))
    sources = [(package / name).read_bytes() for name in SYNTAX]
    stamps = [f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in models]
    return hashlib.sha256(b"\0".join([*sources, *(stamp.encode() for stamp in stamps)])).hexdigest()
