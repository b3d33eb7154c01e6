"""The files that others run: the image, the action, the hook, and the commands on the page about serving."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.served import PATIENCE, ROOT, serving
from factcheck.serve.settings import Settings

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PAGE = (ROOT / "docs" / "how-to" / "repository.md").read_text("utf-8")
DRAFT = "The dam will hold. The valley was reportedly evacuated."


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with their arguments; continued lines joined, comments left out."""
    joined = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = (line for line in joined.splitlines() if line and not line.startswith("#"))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def last(name: str) -> str:
    """What the last instruction of a name says."""
    return next(rest for word, rest in reversed(instructions()) if word == name)


def yaml_in(text: str, opening: str) -> Any:
    """The block of a page that begins so."""
    return yaml.safe_load(
        next(body for body in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if body.startswith(opening))
    )


class TestTheImage:
    def test_is_run_by_nobody_of_rights_and_looked_after(self) -> None:
        stages = [word for word, _ in instructions()]
        assert stages.count("FROM") == 2, "what builds must not be in what runs"
        assert last("USER").split(":")[0] not in ("root", "0")
        assert last("FROM").split(":")[1] != "latest"
        assert json.loads(last("CMD"))[:2] == ["factcheck", "serve"]
        assert "/health" in last("HEALTHCHECK")
        assert PROJECT["requires-python"] == ">=3.11"

    def test_its_extras_are_ours_and_torch_is_the_constrained_one(self) -> None:
        extras = next(re.findall(r'"\.\[([\w,]+)\]"', rest)[0] for word, rest in instructions() if '".[' in rest)
        assert set(extras.split(",")) <= set(PROJECT["optional-dependencies"])
        assert all("--constraint constraints.txt" in rest for word, rest in instructions() if "pip install" in rest)

    @pytest.mark.slow
    def test_what_it_copies_serves_and_is_found_healthy(self, tmp_path: Path) -> None:
        allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"}
        for word, rest in instructions():
            if word != "COPY" or rest.startswith("--from"):
                continue
            *sources, target = rest.split()
            for source in sources:
                assert source in allowed, f"{source} is kept from the build by .dockerignore"
                copy, into = (ROOT / source), tmp_path / target
                if copy.is_dir():
                    shutil.copytree(copy, into)
                else:
                    into.mkdir(exist_ok=True)
                    shutil.copy(copy, into)
        # Whatever the metadata of the package names is there for its build.
        assert all((tmp_path / name).is_file() for name in ("pyproject.toml", PROJECT["readme"]))
        for pattern in PROJECT["license-files"]:
            assert list(tmp_path.glob(pattern)), f"{pattern} is not in the image"
        with serving(tmp_path / "log", root=tmp_path) as server:
            port = server.address.rpartition(":")[2]
            check = json.loads(last("HEALTHCHECK").partition("CMD ")[2].replace(":8000/", f":{port}/"))
            subprocess.run([sys.executable, *check[1:]], check=True, timeout=PATIENCE)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with drafts, and the command on its path."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one draft.txt").write_text(DRAFT, encoding="utf-8")
    command = tmp_path / "factcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcheck "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def run(desk: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a command says, with the folder first on its path."""
    path = f"{desk}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        command, cwd=desk, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


class TestTheAction:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

    def test_the_workflow_on_the_page_uses_its_inputs(self) -> None:
        workflow = yaml_in(PAGE, "name: Sourcing")
        given = workflow["jobs"]["sourcing"]["steps"][1]["with"]
        required = {name for name, one in self.action["inputs"].items() if one.get("required")}
        assert required <= set(given) <= set(self.action["inputs"])

    def test_no_input_can_become_a_command(self) -> None:
        for step in self.action["runs"]["steps"]:
            assert "${{" not in step.get("run", "")

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("files", "gates", "code"),
        [
            ("drafts/\n", "hearsay>30%\nsources<1\n", 1),
            ("drafts/one draft.txt", "hearsay>90%", 0),
            ("$(touch x)", "a", 2),
        ],
    )
    def test_its_last_step_applies_the_gates(self, desk: Path, files: str, gates: str, code: int) -> None:
        step = self.action["runs"]["steps"][-1]
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        done = run(desk, *shell, FILES=files, GATES=gates, OUTLET="", LANGUAGE_CODE="en")
        assert done.returncode == code, done.stderr
        assert not (desk / "x").exists()


class TestTheHook:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    def test_installs_what_the_command_line_and_html_need(self) -> None:
        extras = PROJECT["optional-dependencies"]
        assert sorted(self.hook["additional_dependencies"]) == sorted({*extras["cli"], *extras["html"]})

    @pytest.mark.slow
    def test_fails_on_what_meets_a_gate(self, desk: Path) -> None:
        configured = yaml_in(PAGE, "repos:")["repos"][0]["hooks"][0]
        assert configured["id"] == self.hook["id"]
        for args, code in ((configured["args"], 1), (["--fail-on", "hearsay>90%"], 0)):
            done = run(desk, *self.hook["entry"].split(), *args, "drafts/one draft.txt")
            assert done.returncode == code, done.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_the_commands_on_the_page_about_serving(desk: Path) -> None:
    shutil.copy(ROOT / "examples" / "article-fr.txt", desk / "article.txt")
    (desk / "texts.jsonl").write_text(
        json.dumps({"text": DRAFT}) + "\n" + json.dumps({"text": DRAFT}), encoding="utf-8"
    )
    page = (ROOT / "docs" / "how-to" / "serve.md").read_text("utf-8")
    commands = re.findall(r"^curl .*$", page, re.MULTILINE)
    with serving(desk / "log") as server:
        said = [
            run(
                desk,
                "bash",
                "-c",
                command.replace("http://127.0.0.1:8000", server.address).replace("curl ", "curl -f "),
            )
            for command in commands
        ]
    assert [done.returncode for done in said] == [0] * 5, [done.stderr for done in said]
    assert json.loads(said[0].stdout)["status"] == "ok"
    assert [json.loads(done.stdout)["language"] for done in said[1:3]] == ["en", "fr"]
    assert (desk / "report.html").read_text("utf-8").startswith("<!doctype html>")
    assert len(said[4].stdout.splitlines()) == 2
    assert Settings().port == 8000
