"""What it is called where it is installed from, and what its extras bring."""

import ast
import re
import tomllib
from pathlib import Path

import factcheck
import make
from factcheck.optional import DISTRIBUTION

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
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
