"""Every snippet of the documentation runs: commands and programs here, sessions as doctests; data parses."""

import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import fields
from click.testing import CliRunner

from benchmarks import architecture
from factcheck.cli import cli
from factcheck.exports.json import schema
from factcheck.languages import Pack, load_pack, supported

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PARSERS: dict[str, Callable[[str], Any]] = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}


def snippets(*languages: str) -> list[tuple[Path, str, str]]:
    """The fenced blocks in some languages, with their pages."""
    found = ((page, match) for page in PAGES for match in FENCE.finditer(page.read_text("utf-8")))
    return [(page, match[1], match[2]) for page, match in found if match[1] in languages]


def commands() -> Iterator[tuple[str, str]]:
    """Each ``$ factcheck …`` line of a console block, with its page."""
    for page, _, body in snippets("console"):
        for line in body.splitlines():
            if line.startswith("$ factcheck "):
                yield page.name, line.removeprefix("$ factcheck ")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the documentation speaks of."""
    folder = tmp_path_factory.mktemp("desk")
    articles = [ROOT / "examples" / f"article-{language}.txt" for language in ("fr", "en")]
    for name in ("news", "drafts", "examples"):
        (folder / name).mkdir()
        for article in articles:
            shutil.copy(article, folder / name)
    for name in ("article.txt", "draft.txt"):
        shutil.copy(articles[0], folder / name)
    reports = CliRunner().invoke(cli, ["attribute", "--json", str(articles[0]), str(articles[1])]).stdout
    (folder / "reports.jsonl").write_text(reports, encoding="utf-8")
    (folder / "report.json").write_text(reports.splitlines()[0], encoding="utf-8")
    mine = 'outlets = [{ name = "The Oban Gazette", country = "GB", kind = "newspaper" }]'
    (folder / "mine.toml").write_text(mine, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("page", "line"), [pytest.param(*each, id="-".join(each)) for each in dict.fromkeys(commands())]
)
def test_the_command_runs(page: str, line: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    words = shlex.split(line)
    target = words[words.index(">") + 1] if ">" in words else None
    result = CliRunner().invoke(cli, words[: words.index(">")] if target else words)
    # A gate that is met ends with 1, as the pages say.
    assert result.exit_code in ({0, 1} if "--fail-on" in words else {0}), result.output
    if target:
        Path(target).write_bytes(result.stdout_bytes)


def test_the_notebook_runs_from_top_to_bottom() -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(ROOT / "docs" / "notebook.ipynb", 4)
    # What it shows is made with the pages, by a setting of mkdocs.yml, and so is never older than they are.
    assert [cell for cell in notebook.cells if cell.get("outputs")] == []
    assert re.search(r"mkdocs-jupyter:\n(?: +.*\n)*? +execute: true", (ROOT / "mkdocs.yml").read_text("utf-8"))
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT / "docs")}}).execute()
    shown = [output["data"] for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    assert sum("text/html" in data and "<iframe" in data["text/html"] for data in shown) == 1


def test_the_account_in_the_readme_is_the_one_that_is_printed() -> None:
    body = next(body for page, _, body in snippets("console") if "$ echo" in body and page.name == "README.md")
    first, *shown = body.splitlines()
    said = shlex.split(first)[2]
    result = CliRunner().invoke(cli, ["attribute", "--interface", "en", "-"], input=said, env={"COLUMNS": "80"})
    assert [line.rstrip() for line in result.stdout.rstrip().splitlines()] == shown


def test_a_session_is_fenced_as_one_so_that_its_prompts_are_not_copied() -> None:
    pages = {page: FENCE.findall(page.read_text("utf-8")) for page in PAGES}
    sessions = [(page.name, language) for page, found in pages.items() for language, body in found if ">>> " in body]
    assert len(sessions) > 30
    assert [session for session in sessions if session[1] != "pycon"] == []
    style = (ROOT / "docs" / "copy.css").read_text("utf-8")
    # What the button copies is the visible text of the block, while it carries this mark.
    assert re.search(r"\[data-md-copying\] :is\(\.gp, \.go, .*\) \{\s*display: none", style)


def test_the_first_figures_are_those_of_the_sets_that_nobody_reads() -> None:
    begin, end = "<!-- figures: begin -->", "<!-- figures: end -->"
    pages = [(ROOT / name).read_text("utf-8") for name in ("README.md", "docs/benchmarks.md")]
    shown, again = (page.partition(begin)[2].partition(end)[0] for page in pages)
    assert shown == again
    rows = [[cell.strip() for cell in line.split("|")[2:4]] for line in shown.strip().splitlines()[2:]]
    lines = (ROOT / "docs" / "reader.md").read_text("utf-8").splitlines()
    cells = {line.split("|")[1].strip(): line.split("|")[2:] for line in lines if line.startswith("| ")}
    columns = [name.strip() for name in cells["set"]]
    news, own = ("news-fr-4", "news-en-4"), ("own-fr-3", "own-en-3")
    attribution = "attribution (precision / recall)"
    told = [(news, attribution), (own, attribution), (news, "name"), (news, "misnamed"), (news, "unsourced")]
    expected = [[cells[name][columns.index(column)].split()[0] for name in names] for names, column in told]
    assert rows == expected


@pytest.mark.parametrize(("page", "language", "body"), snippets(*PARSERS))
def test_the_data_can_be_read(page: Path, language: str, body: str) -> None:
    PARSERS[language](body)


def test_the_report_in_the_documentation_follows_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    shown = next(body for page, _, body in snippets("json") if page.name == "formats.md")
    jsonschema.validate(json.loads(shown), schema())


@pytest.mark.parametrize(("page", "body"), [(page, body) for page, _, body in snippets("python") if ">>>" not in body])
def test_the_program_runs(page: Path, body: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    for other, _, data in snippets("toml"):
        # The page shows the file that its program reads.
        if other == page:
            Path("my-outlets.toml").write_text(data, encoding="utf-8")
            break
    exec(compile(body, page.name, "exec"), {})


def test_the_readme_has_two_set_up_commands() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^\$ (python3\.11 .*)$", page, re.MULTILINE) == [
        "python3.11 make.py demo",
        "python3.11 make.py test",
    ]


def test_every_table_of_a_language_pack_is_explained() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-language.md").read_text("utf-8")
    pack = (ROOT / "factcheck" / "languages" / "en.toml").read_text("utf-8")
    # Forms are made from the verbs; outlets are named when a pack is loaded.
    told = {"forms", "outlets"}
    keys = {field.name for field in fields(Pack)} - told
    # On the page, or by a comment over it (or over the lines that it goes with) in the pack.
    commented = r"^#.*\n(?:\w+ = .*\n){{0,4}}(?:{} = |\[+{}\])"
    missing = [
        key for key in keys if f"`{key}`" not in page and not re.search(commented.format(key, key), pack, re.MULTILINE)
    ]
    assert sorted(missing) == [], "give each a row in the table of docs/how-to/add-a-language.md"


def test_what_the_verbs_of_a_pack_take_is_explained() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-language.md").read_text("utf-8")
    senses = [sense for code in supported() for known in load_pack(code).verbs.values() for sense in known]
    said = {word for sense in senses for word in sense.takes} | {sense.needs for sense in senses if sense.needs}
    assert said
    assert sorted(word for word in said if f"`{word}`" not in page) == []


def test_the_picture_of_the_rooms_is_that_of_the_code() -> None:
    """When this fails, ``python -m benchmarks.architecture`` draws it anew."""
    assert architecture.PICTURE.read_text(encoding="utf-8") == architecture.picture()


def test_every_module_has_its_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [ROOT / "factcheck" / room for room in ("outlets", "mentions", "grammar", "entities", "provenance")]
    names = {path.name for room in rooms for path in room.glob("*.py")}
    told = set(re.findall(r"`(\w+\.py)`", page))
    assert sorted(names - told - {"__init__.py"}) == []
    everywhere = {path.name for path in (ROOT / "factcheck").rglob("*.py")}
    assert sorted(told - everywhere) == []
