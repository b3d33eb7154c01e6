"""Models: found, checked, described, fetched; and what is said when they are not there."""

import hashlib
import json
import shutil
import socket
import time
from pathlib import Path

import pytest

from factcheck.errors import LanguageError, ModelError
from factcheck.syntax import weights
from factcheck.syntax.weights import MANIFEST, PROCESSORS, available, download, info, resolve

LIMIT = 20_000_000


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped English models, free to be damaged."""
    folder = tmp_path / "en"
    shutil.copytree(resolve("en").folder, folder)
    return folder


@pytest.mark.parametrize("language", ["fr", "en"])
def test_shipped_models_are_whole_and_small(language: str) -> None:
    found = resolve(language)
    assert set(PROCESSORS) <= set(found.files)
    assert info(language).bytes <= LIMIT
    manifest = info(language).details
    for name, path in found.files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == manifest["files"][f"{name}.pt"]["sha256"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_shipped_files_hold_nothing_but_the_model(language: str) -> None:
    import torch

    for path in resolve(language).files.values():
        state = torch.load(path, map_location="cpu", weights_only=True)
        assert not {"optimizer_state_dict", "scheduler_state_dict", "dev_score_history"} & set(state)
        for value in (state.get("config") or {}).values():
            assert not (isinstance(value, str) and "/" in value), "a path of the machine that trained"


def test_a_truncated_file_is_refused(copied: Path) -> None:
    data = (copied / "pos.pt").read_bytes()
    (copied / "pos.pt").write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match=r"pos\.pt is truncated"):
        resolve("en", copied)


def test_a_tampered_file_is_refused(copied: Path) -> None:
    data = bytearray((copied / "depparse.pt").read_bytes())
    data[len(data) // 2] ^= 1
    (copied / "depparse.pt").write_bytes(data)
    with pytest.raises(ModelError, match=r"depparse\.pt is altered"):
        resolve("en", copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "lemma.pt").unlink()
    with pytest.raises(ModelError, match=r"lemma\.pt is missing"):
        resolve("en", copied)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"language": "en"}'])
def test_a_damaged_manifest_is_our_error(copied: Path, content: str) -> None:
    (copied / MANIFEST).write_text(content)
    with pytest.raises(ModelError, match=r"manifest\.json.*install the package again"):
        resolve("en", copied)


def test_a_pickle_that_runs_code_is_not_run(copied: Path, tmp_path: Path) -> None:
    import pickle

    from factcheck.syntax import stanza_pipeline

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return exec, (f"open({str(tmp_path / 'sprung')!r}, 'w')",)

    (copied / MANIFEST).unlink()
    (copied / "pos.pt").write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ModelError, match="torch cannot read it as weights"):
        stanza_pipeline(resolve("en", copied))
    assert not (tmp_path / "sprung").exists()


def test_an_unknown_language_says_what_to_type() -> None:
    with pytest.raises(LanguageError, match="factcheck models download xx --official"):
        resolve("xx")


def test_a_folder_that_is_not_there_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no models at"):
        resolve("fr", tmp_path / "nowhere")


def test_a_folder_of_languages_is_as_good_as_one_of_files(copied: Path) -> None:
    assert resolve("en", copied.parent).files == resolve("en", copied).files


def test_missing_official_models_say_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    with pytest.raises(ModelError, match="factcheck models download fr --official"):
        resolve("fr", "official")


def test_available_lists_what_ships() -> None:
    assert [model.language for model in available() if model.name == "compact"] == ["en", "fr"]


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """A folder laid out as Stanza's own, with the compact French models under its names."""
    from training.pack import as_official

    return as_official(resolve("fr"), tmp_path / "stanza_resources")


def test_the_official_layout_is_found_and_loads(official: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.syntax import load_parser

    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(official))
    assert resolve("fr", "official").official
    assert info("fr", "official").bytes > 1_000_000
    assert [model.name for model in available() if model.language == "fr"] == ["compact", "official"]
    text = "Le maire a déclaré que la rue serait fermée."
    trees = [
        [(token.text, token.upos, token.head, token.relation) for token in sentence.tokens]
        for models in ("official", str(official), "compact")
        for sentence in load_parser("fr", models)([text])[0].sentences
    ]
    assert trees[0] == trees[1] == trees[2]


def test_an_incomplete_official_folder_is_refused(official: Path) -> None:
    shutil.rmtree(official / "fr" / "depparse")
    with pytest.raises(ModelError, match="official depparse model"):
        resolve("fr", official)
    (official / "resources.json").write_text("{")
    with pytest.raises(ModelError, match="cannot be read"):
        resolve("fr", official)
    (official / "resources.json").write_text(json.dumps({"de": {}}))
    with pytest.raises(ModelError, match="no models of 'fr'"):
        resolve("fr", official)


def test_compact_models_need_no_download() -> None:
    assert download("fr") == resolve("fr").folder


def test_no_network_fails_soon_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    started = time.monotonic()
    with pytest.raises(ModelError, match="no network"):
        download("fr", official=True, folder=tmp_path / "models")
    assert time.monotonic() - started < 20
    assert list(tmp_path.iterdir()) == []


def test_a_download_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(language: str, model_dir: str, **_: object) -> None:
        (Path(model_dir) / language).mkdir()
        (Path(model_dir) / language / "half.pt").write_bytes(b"half")
        raise OSError("the line went dead")

    monkeypatch.setattr(weights, "_check_network", lambda language: None)
    monkeypatch.setattr("stanza.download", breaks)
    with pytest.raises(ModelError, match="the line went dead"):
        download("fr", official=True, folder=tmp_path / "models")
    assert list(tmp_path.iterdir()) == []


def test_a_download_puts_everything_in_its_place(
    official: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copies(language: str, model_dir: str, **_: object) -> None:
        shutil.copytree(official, model_dir, dirs_exist_ok=True)

    monkeypatch.setattr(weights, "_check_network", lambda language: None)
    monkeypatch.setattr("stanza.download", copies)
    target = tmp_path / "models"
    assert download("fr", official=True, folder=target) == target
    assert resolve("fr", target).official
    assert [path.name for path in tmp_path.glob(".factcheck-*")] == []
