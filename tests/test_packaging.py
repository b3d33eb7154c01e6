"""What it is called where it is installed from, what its extras bring, and under which licences it is."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import factcheck
import make
from factcheck.common.optional import DISTRIBUTION

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
TOLD = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.ipynb")]
CODE = sorted((ROOT / "factcheck").rglob("*.py"))


def test_the_distribution_has_one_name() -> None:
    assert PROJECT["name"] == DISTRIBUTION
    assert PROJECT["version"] == factcheck.__version__


def test_nobody_is_told_to_install_the_other_project_of_that_name() -> None:
    told = [(path, line) for path in [*TOLD, *CODE] for line in path.read_text(encoding="utf-8").splitlines()]
    other = re.compile(r"pip install .*\bfactcheck\b(?![-_]attribution)|factcheck\[\w")
    wrong = [(path.name, line) for path, line in told if other.search(line) and "somebody else" not in line]
    assert wrong == []
    assert sum("factcheck-attribution[" in line for _, line in told) > 3


def extras_named() -> set[str]:
    """The extras that the code tells people to install."""
    named = {"require": 1, "installing": 0}
    nodes = (node for path in CODE for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    calls = [
        (node.func.id, node.args) for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    given = [args[named[name]] for name, args in calls if name in named]
    return {str(argument.value) for argument in given if isinstance(argument, ast.Constant)}


def test_every_extra_that_an_error_names_is_there() -> None:
    assert {"cli", "html", "pandas"} <= extras_named() <= set(PROJECT["optional-dependencies"])


def test_every_extra_is_explained() -> None:
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert [extra for extra in PROJECT["optional-dependencies"] if f"`{extra}`" not in page] == []


def test_after_the_demo_the_command_reads_what_the_readme_shows() -> None:
    (_, wanted) = make.requirements("demo")
    assert {"cli", "html"} <= set(wanted.removeprefix(".[").removesuffix("]").split(","))
    assert make.ENTERED in (ROOT / "README.md").read_text(encoding="utf-8")


EXTRAS = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
TOOLS = [line for lines in PYPROJECT["dependency-groups"].values() for line in lines]
# What each room may import: the package what its users install, the others what their makers do.
ROOMS = {
    "factcheck": EXTRAS,
    "benchmarks": [*EXTRAS, *TOOLS],
    "tests": [*EXTRAS, *TOOLS],
    "training": (ROOT / "training" / "requirements.txt").read_text(encoding="utf-8").splitlines(),
}
OURS = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}


def imported(paths: Iterable[Path]) -> set[str]:
    """The packages of others that some files import, at their top or within a function, or ask for as optional ones."""
    modules: set[str] = set()
    for node in (node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
        match node:
            case ast.Import():
                modules.update(alias.name for alias in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                modules.add(module)
            case ast.Call(func=ast.Name("require"), args=[ast.Constant(str(module)), *_]):
                modules.add(module)
    return {module.partition(".")[0] for module in modules} - sys.stdlib_module_names - OURS


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_imported_is_declared(room: str) -> None:
    lines = [*PROJECT["dependencies"], *ROOMS[room]]
    declared = {canonical(match[0]) for line in lines if (match := re.match(r"[\w.-]+", line))}
    made_of = packages_distributions()
    found = imported(sorted((ROOT / room).rglob("*.py")))
    assert {"numpy", "torch"} <= found
    assert {name for name in found if not declared & {canonical(each) for each in made_of.get(name, [name])}} == set()


MODELS = ROOT / "factcheck" / "models"
# What is written about the models, and the code that finds them.
UNLEARNT = {"NOTICE.md", "README.md", "__init__.py", "manifest.json"}


def noticed() -> dict[str, str]:
    """The patterns of files that the notice of the models has an entry for, and the licences of each."""
    lines = (MODELS / "NOTICE.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    licences: dict[str, str] = {}
    for files, _, licence in rows:
        for pattern in re.findall(r"`([^`]+)`", files):
            licences[pattern] = f"{licences.get(pattern, '')} {licence}"
    return licences


def learnt() -> list[str]:
    files = (path for path in MODELS.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path.relative_to(MODELS).as_posix() for path in files if path.name not in UNLEARNT)


def test_every_learnt_file_has_its_notice() -> None:
    patterns = noticed()
    assert {"fr/vectors.pt", "reader/network.safetensors", "words.npz"} <= set(learnt())
    assert [file for file in learnt() if not any(fnmatch(file, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatch(file, pattern) for file in learnt())] == []


def test_the_metadata_names_every_licence_and_the_wheel_holds_its_text() -> None:
    named = set(PROJECT["license"].split(" AND "))
    notice = (MODELS / "NOTICE.md").read_text(encoding="utf-8")
    tables = " ".join(line.rpartition("|")[0].rpartition("|")[2] for line in notice.splitlines() if line[:1] == "|")
    told = set(re.findall(r"[A-Za-z]+-[\w.-]*\d|LGPLLR|MIT", tables))
    # A work in the public domain asks for nothing.
    assert named == told - {"CC0-1.0"}
    texts = {path.stem for pattern in PROJECT["license-files"] for path in ROOT.glob(pattern)}
    assert named - texts == {"Apache-2.0"}
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert {path.stem for path in (ROOT / "LICENSES").iterdir()} <= named
