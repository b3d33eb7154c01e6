"""Where the models are: found, checked, described, and fetched, without importing torch.

``"compact"`` is what the package ships, checked against its manifest before anything is loaded;
``"official"`` is what Stanza's own download left on this machine; anything else is a folder.
See ``docs/models.md``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from factcheck.common.reading import Given, guard, read_json
from factcheck.errors import LanguageError, ModelError

#: The stages of a Stanza pipeline, in order; each is a file ``NAME.pt`` of a compact folder.
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
#: The tagger's word vectors; a folder may do without.
VECTORS = "vectors.pt"
MANIFEST = "manifest.json"

_SHIPPED = Path(__file__).parent.parent / "models"
#: How long the hub may take to answer, in seconds, before we say that there is no network.
_PATIENCE = 5.0


@frozen
class Weights:
    """Models that exist and passed their checks.

    ``folder`` holds them. ``files`` maps a stage (and ``vectors``) to its file; it is empty for models
    laid out as Stanza's own, where ``folder`` is Stanza's resources folder.
    """

    language: str
    name: str
    folder: Path
    files: Mapping[str, Path] = field(factory=dict, hash=False)

    @property
    def official(self) -> bool:
        """Whether Stanza finds the files by itself, in its own layout."""
        return not self.files

    @property
    def ours(self) -> bool:
        """Whether they are what the package ships: checked against its manifest, and known to be sound."""
        return self.folder.parent == _SHIPPED


@frozen
class ModelInfo:
    """What is known of a set of models: the language, what it is called, its size and where it came from.

    ``bytes`` is its size on disk; ``details`` is its manifest (training data, licences, figures), or empty.
    """

    language: str
    name: str
    folder: Path
    bytes: int
    details: Mapping[str, Any] = field(factory=dict, hash=False)


def resolve(language: str, models: str | os.PathLike[str] = "compact") -> Weights:
    """Find the models of a language and check them.

    *models* is ``"compact"``, ``"official"`` or a folder: one with the files of a language (or with a
    subfolder named after it), or one laid out as Stanza's resources. Raises ModelError, saying what to do,
    when a file is missing, truncated or altered.

    >>> resolve("fr").files["pos"].name
    'pos.pt'
    """
    if models == "compact":
        return _compact(language)
    if models == "official":
        return _official(language, stanza_folder(), "official")
    folder = Path(models).expanduser()
    if not folder.is_dir():
        raise ModelError(f"no models at {folder}: give 'compact', 'official' or a folder that exists")
    if (folder / "resources.json").exists():
        return _official(language, folder, str(folder))
    own = folder / language if (folder / language).is_dir() else folder
    return Weights(language, str(folder), own, _files(own))


def available() -> list[ModelInfo]:
    """Every set of models on this machine: the shipped ones, then the official ones already downloaded.

    >>> [model.language for model in available() if model.name == "compact"]
    ['en', 'fr']
    """
    found = [info(language) for language in _shipped_languages()]
    for language in _shipped_languages():
        try:
            found.append(info(language, "official"))
        except ModelError:
            continue
    return found


def info(language: str, models: str | os.PathLike[str] = "compact") -> ModelInfo:
    """Describe one set of models. Takes what :func:`resolve` takes, and raises what it raises.

    >>> info("en").details["language"]
    'en'
    """
    weights = resolve(language, models)
    if weights.official:
        folder = weights.folder / language
        return ModelInfo(language, weights.name, folder, sum(f.stat().st_size for f in folder.rglob("*.pt")))
    manifest = weights.folder / MANIFEST
    details = _manifest(weights.folder) if manifest.exists() else {}
    size = sum(path.stat().st_size for path in weights.files.values())
    return ModelInfo(language, weights.name, weights.folder, size, MappingProxyType(details))


def download(language: str, *, official: bool = False, folder: str | os.PathLike[str] | None = None) -> Path:
    """Make the models of a language available offline, and say where they are.

    The compact models ship with the package, so that only *official* ones are fetched, into *folder*
    (Stanza's own by default). They are written beside it first: a download that fails leaves nothing behind.
    Raises ModelError within seconds when the hub does not answer.
    """
    if not official:
        return resolve(language).folder
    target = Path(folder).expanduser() if folder is not None else stanza_folder()
    _check_network(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".factcheck-", dir=target.parent) as name:
        partial = Path(name)
        _fetch(language, partial)
        _official(language, partial, "official")
        for path in sorted(partial.rglob("*.pt")):
            place = target / path.relative_to(partial)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        # Last, since its presence is what says that the rest is there.
        shutil.copy(partial / "resources.json", target / ".resources.json")
        (target / ".resources.json").replace(target / "resources.json")
    return target


def stanza_folder() -> Path:
    """Where Stanza keeps its models: ``$STANZA_RESOURCES_DIR``, or its folder in the user's cache."""
    named = os.environ.get("STANZA_RESOURCES_DIR")
    if named:
        return Path(named)
    from stanza.resources.common import DEFAULT_MODEL_DIR

    return Path(DEFAULT_MODEL_DIR)


def _fetch(language: str, folder: Path) -> None:
    """Have Stanza download its default models of a language; any failure becomes ours."""
    import stanza

    try:
        stanza.download(
            language,
            model_dir=str(folder),
            processors=",".join(PROCESSORS),
            verbose=False,
            logging_level="ERROR",
        )
    except Exception as error:  # Stanza, its hub client and the network each raise their own.
        raise ModelError(f"the official models of {language!r} could not be downloaded: {error}") from error


def _check_network(language: str) -> None:
    """Ask the server of Stanza's index for it, briefly: Stanza itself would wait without limit."""
    import requests
    from stanza.resources.common import DEFAULT_RESOURCES_URL, DEFAULT_RESOURCES_VERSION

    url = f"{DEFAULT_RESOURCES_URL}/resources_{DEFAULT_RESOURCES_VERSION}.json"
    try:
        requests.head(url, timeout=_PATIENCE, allow_redirects=True).raise_for_status()
    except (requests.RequestException, OSError) as error:
        raise ModelError(
            "no network: the index of Stanza's models did not answer. The compact models need none; for the "
            f"official ones type 'factcheck models download {language} --official' where there is one, "
            f"and copy the folder {stanza_folder()} from there"
        ) from error


def _shipped_languages() -> list[str]:
    return sorted(path.parent.name for path in _SHIPPED.glob(f"*/{MANIFEST}"))


def _compact(language: str) -> Weights:
    folder = _SHIPPED / language
    if not (folder / MANIFEST).exists():
        known = ", ".join(_shipped_languages()) or "none"
        raise LanguageError(
            f"no compact models of {language!r} (there are: {known}); with Stanza's own, type "
            f"'factcheck models download {language} --official'"
        )
    return Weights(language, "compact", folder, _files(folder))


def _files(folder: Path) -> dict[str, Path]:
    """The files of a compact folder, each as its manifest (where there is one) says that it should be."""
    names = [f"{processor}.pt" for processor in PROCESSORS]
    manifest = _manifest(folder)["files"] if (folder / MANIFEST).exists() else {}
    if VECTORS in manifest or (folder / VECTORS).exists():
        names.append(VECTORS)
    for name in names:
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path} is missing: install the package again, or give a folder with {name}")
        if name in manifest:
            stat = path.stat()
            _check(path, manifest[name]["bytes"], manifest[name]["sha256"], stat.st_size, stat.st_mtime_ns)
    return {name.removesuffix(".pt"): folder / name for name in names}


@cache
def _check(path: Path, size: int, digest: str, found_size: int, changed: int) -> None:
    """Compare a file with what its manifest promised; done again only when size or time of change moved."""
    if found_size != size:
        raise ModelError(f"{path} is truncated or altered ({found_size} bytes, not {size}): install the package again")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ModelError(f"{path} is altered (its checksum differs): install the package again")


def _manifest(folder: Path) -> dict[str, Any]:
    with guard(str(folder / MANIFEST), ModelError, ": install the package again"):
        manifest = Given(read_json(folder / MANIFEST))
        for name in manifest.at("files").table():
            file = manifest.at("files").at(name)
            file.at("bytes").whole(), file.at("sha256").text()
        return dict(manifest.table())


def _official(language: str, folder: Path, name: str) -> Weights:
    """Models in Stanza's layout, as far as can be told without it: an index, and the language's folder."""
    hint = f"type 'factcheck models download {language} --official'"
    if not (folder / "resources.json").exists():
        raise ModelError(f"no official models in {folder}: {hint}")
    with guard(str(folder / "resources.json"), ModelError, f": {hint}"):
        index = Given(read_json(folder / "resources.json")).table()
    if language not in index:
        raise ModelError(f"Stanza has no models of {language!r} in {folder}: {hint}")
    for processor in ("tokenize", "pos", "depparse"):
        if not any((folder / language / processor).glob("*.pt")):
            raise ModelError(f"the official {processor} model of {language!r} is not in {folder}: {hint}")
    return Weights(language, name, folder)
