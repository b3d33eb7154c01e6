"""What SECURITY.md promises: data cannot run code, pages are safe to open, nothing is fetched unasked."""

import gzip
import json
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import factcheck
from factcheck import Claim, Kind, ModelError, Report
from factcheck.attribution.reader import load_reader
from factcheck.attribution.storage import load_network
from factcheck.exports.about import About
from factcheck.exports.html.page import page
from factcheck.syntax import load_parser, weights
from factcheck.syntax.vetting import vet
from factcheck.syntax.weights import Weights

ROOT = Path(__file__).parent.parent
SHIPPED = Path(factcheck.__file__).parent / "models" / "en"
READER = SHIPPED.parent / "reader"


class Touch:
    """A value that makes a file when it is unpickled: what a hostile model would do worse."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.path,)


def _touch(path: Path) -> bytes:
    return pickle.dumps({"model": Touch(path), "config": Touch(path)})


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(path.name for path in SHIPPED.glob("*.pt")))
@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("unsigned", [False, True])
def test_a_model_cannot_run_code(name: str, zipped: bool, unsigned: bool, tmp_path: Path) -> None:
    folder = tmp_path / "en"
    shutil.copytree(SHIPPED, folder)
    mark = tmp_path / "ran"
    if zipped:
        import torch

        torch.save({"model": Touch(mark)}, folder / name)
    else:
        (folder / name).write_bytes(_touch(mark))
    if unsigned:
        # As one who makes a hostile model from scratch would have it: no manifest to betray the change.
        (folder / "manifest.json").unlink()
    with pytest.raises(ModelError):
        factcheck.load("en", str(folder))
    assert not mark.exists()


def test_a_pickle_inside_of_weights_is_not_run(tmp_path: Path) -> None:
    import torch

    folder = shutil.copytree(SHIPPED, tmp_path / "en")
    (folder / "manifest.json").unlink()
    state = torch.load(folder / "lemma.pt", weights_only=True)
    # As Stanza 1.14 had its dictionaries, and ran whatever came with them.
    torch.save({**state, "dicts": gzip.compress(_touch(tmp_path / "ran")), "dicts_version": 2}, folder / "lemma.pt")
    with pytest.raises(ModelError):
        factcheck.load("en", str(folder))
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
def test_a_model_in_the_layout_of_stanza_cannot_run_code(tmp_path: Path) -> None:
    from training.pack import as_official

    mark = tmp_path / "ran"
    folder = as_official(weights.resolve("en"), tmp_path / "official")
    paths = sorted(folder.rglob("*.pt"))
    assert {path.parent.name for path in paths} >= {"tokenize", "mwt", "pos", "lemma", "depparse", "pretrain"}
    for path in paths:
        whole = path.read_bytes()
        path.write_bytes(_touch(mark))
        with pytest.raises(ModelError):
            load_parser("en", str(folder))
        path.write_bytes(whole)
    assert not mark.exists()


Change = Callable[[dict[str, Any]], None]


def option(key: str, value: object) -> Change:
    return lambda state: state["config"].update({key: value})


def weight(change: Callable[[Any], Any]) -> Change:
    def changed(state: dict[str, Any]) -> None:
        name = next(name for name, tensor in state["model"].items() if tensor.is_floating_point())
        state["model"][name] = change(state["model"][name])

    return changed


ABSURD: dict[str, Change] = {
    "not a number": weight(lambda tensor: tensor * float("nan")),
    "infinite": weight(lambda tensor: tensor + float("inf")),
    "a terabyte from a byte": weight(lambda tensor: tensor.flatten()[:1].expand(10**6, 10**6)),
    "wide": option("hidden_dim", 10**6),
    "wider than a float": option("hidden_dim", 10**400),
    "deep": option("num_layers", 10**4),
    "an unknown option": option("run", "anything"),
    "a transformer to fetch": option("bert_model", "somebody/model"),
    "steps": option("max_steps", float("nan")),
    "no options": lambda state: state.update(config=None),
    "options in a list": lambda state: state.update(config=[1]),
    "nothing": dict.clear,
}


@pytest.mark.parametrize("change", ABSURD.values(), ids=ABSURD)
def test_an_absurd_model_is_refused_before_it_is_built(change: Change, tmp_path: Path) -> None:
    import torch

    state = torch.load(SHIPPED / "pos.pt", weights_only=True)
    vet(Weights("en", "whole", tmp_path, {"pos": SHIPPED / "pos.pt"}))
    change(state)
    torch.save(state, tmp_path / "pos.pt")
    with pytest.raises(ModelError, match=r"pos\.pt is not a usable model"):
        vet(Weights("en", "absurd", tmp_path, {"pos": tmp_path / "pos.pt"}))


@pytest.mark.parametrize("name", sorted(path.name for path in READER.iterdir()))
def test_a_reader_cannot_run_code(name: str, tmp_path: Path) -> None:
    from factcheck.attribution.reader import MANIFEST
    from factcheck.attribution.training.teach import write_manifest

    folder = shutil.copytree(READER, tmp_path / "reader")
    (folder / name).write_bytes(_touch(tmp_path / "ran"))
    if name != MANIFEST:
        # As its maker would have it: nothing betrays the change.
        write_manifest(folder)
    with pytest.raises(ModelError):
        load_reader(folder)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"layers": 10**9}, "fewer than it says"),
        ({"vocabulary": 10**12}, "fewer than it says"),
        ({"width": -1}, "fewer than it says"),
        ({"run": 1}, "run"),
        ({}, "no numbers"),
    ],
)
def test_an_absurd_reader_is_refused_before_it_is_built(sizes: dict[str, int], said: str, tmp_path: Path) -> None:
    from safetensors import safe_open
    from safetensors.torch import load_file, save_file

    path = READER / "network.safetensors"
    with safe_open(path, "pt") as file:
        about = file.metadata()
    state = load_file(path)
    if sizes:
        about["shape"] = json.dumps({**json.loads(about["shape"]), **sizes})
    else:
        name = next(name for name, weight in state.items() if weight.is_floating_point())
        state[name] = state[name] * float("nan")
    save_file(state, tmp_path / "network.safetensors", metadata=about)
    with pytest.raises((ValueError, TypeError), match=said):
        load_network(tmp_path / "network.safetensors")


def test_the_lowest_versions_are_those_that_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = project["optional-dependencies"]
    declared = [*project["dependencies"], *(line for name in groups if name != "docs" for line in groups[name])]
    floors = {
        re.sub(r"\[.*\]", "", name).lower(): version
        for name, version in (re.match(r"([^>]+)>=([\d.]+)", line).groups() for line in declared)  # type: ignore[union-attr]
    }
    lines = (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert pinned.keys() == floors.keys()
    assert {name for name in floors if not f"{pinned[name]}.".startswith(f"{floors[name]}.")} == set()


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_a_page_is_safe_to_open() -> None:
    claim = Claim("c1", HOSTILE, ((0, len(HOSTILE)),), Kind.NARRATOR)
    source = factcheck.Source("s1", HOSTILE, factcheck.SourceType.PERSON, link="javascript:alert(1)")
    report = Report(HOSTILE, "en", (claim,), (source,))
    html = page(report, About(title=HOSTILE, url="javascript:alert(1)", outlet=HOSTILE), None)
    for wrong in ("<script>alert", "<img src=x", 'href="javascript:', "href='javascript:"):
        assert wrong not in html
    # A page that tried all the same could neither load nor send anything.
    assert "default-src 'none'" in unescape(html)


_OFFLINE = """
import socket
def refused(*_, **__):
    raise AssertionError("the network was used")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
import factcheck
print(len(factcheck.attribute_claims("Mayor Ana Ruiz said that the bridge will close.")))
"""


@pytest.mark.slow
def test_nothing_is_fetched_unasked() -> None:
    done = subprocess.run([sys.executable, "-c", _OFFLINE], capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "1", done.stderr
