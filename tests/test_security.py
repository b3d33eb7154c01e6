"""What SECURITY.md promises: data cannot run code, pages are safe to open, nothing is fetched unasked."""

import pickle
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

import factcheck
from factcheck import Claim, Kind, ModelError, Report
from factcheck.exports.about import About
from factcheck.exports.html.page import page

SHIPPED = Path(factcheck.__file__).parent / "models" / "en"


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
