"""What somebody at a terminal, or a script, gets from the command line."""

import ast
import io
import json
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import factcheck
from factcheck.cli import attribute as attribute_command
from factcheck.cli import cli
from factcheck.cli.account import clean, print_account
from factcheck.cli.gates import parse_gate
from factcheck.cli.output import apart
from factcheck.corpus.many import Request
from factcheck.errors import LanguageError, ModelError
from factcheck.exports.faults import told
from factcheck.languages.messages import interface_languages, words
from factcheck.pipeline import Setup
from factcheck.provenance.summary import Standing, Summary
from factcheck.report import Flag, Kind, Report
from factcheck.serve.settings import Settings
from factcheck.text.detection import detect
from tests.reports import RAIN, empty_report, kerbrac_report, rain_report


@pytest.fixture
def rain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text file, and a pipeline that knows what it says."""

    def attribute(request: Request) -> Report | Exception:
        if request.language not in (None, "en", "fr"):
            return LanguageError(f"no language pack for {request.language!r}")
        return rain_report() if request.text == RAIN else empty_report()

    monkeypatch.setattr(
        attribute_command, "attribute_batch", lambda requests, progress=None: list(map(attribute, requests))
    )
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "rain.txt"
    path.write_text(RAIN, encoding="utf-8")
    return path


PACKAGE = Path(factcheck.__file__).parent


# The calls whose words a user may read, besides errors of ours.
TELLING = {"_nothing", "Fault", "_fault", "_broken_tag", "wrong", "_not", "guard", "fail", "complain", "say"}
# What somebody who writes a program gets, in English as Python's own.
PROGRAMMERS = {"TypeError", "ValueError", "AssertionError", "NotImplementedError", "ToolError"}


def messages_in(module: Path) -> Iterator[str]:
    """What a module tells its user in a line, an X for each part that changes."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Yield) and module.name == "vetting.py":
            told: list[ast.expr | None] = [node.value]
        elif isinstance(node, ast.Call) and tells(ast.unparse(node.func).rpartition(".")[2], module):
            told = [*node.args]
        else:
            continue
        for part in told:
            yield from sentences(part)


def tells(name: str, module: Path) -> bool:
    """Whether what is called so has words for a user."""
    if name == "ValueError" and module.name in ("gates.py", "reading.py"):
        return True
    return name in TELLING or (name.endswith("Error") and name not in PROGRAMMERS)


def sentences(node: ast.expr | None) -> Iterator[str]:
    """The words of an expression: of a choice, those of both sides."""
    if isinstance(node, ast.IfExp):
        yield from (*sentences(node.body), *sentences(node.orelse))
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    message = "".join(
        part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "X" for part in parts
    )
    # A place and what the system says of it has no words of ours.
    if re.search("[a-z]", message):
        yield message


def run(*arguments: str | Path, input: str | None = None, columns: int = 100) -> Result:
    """The command line, run in this process with a terminal of some width that takes no colours."""
    return CliRunner().invoke(cli, [str(each) for each in arguments], input=input, env={"COLUMNS": str(columns)})


class TestTheAccount:
    def test_names_the_text_its_language_and_what_was_found(self, rain: Path) -> None:
        heading = run("attribute", "rain.txt").stdout.splitlines()[0]
        assert heading.strip() == "rain.txt · English · 5 claims, 4 sources"

    def test_puts_the_chain_beside_the_claim_and_the_flags_as_words_below(self, rain: Path) -> None:
        lines = run("attribute", "rain.txt").stdout.splitlines()
        row = next(index for index, line in enumerate(lines) if "the gates had jammed" in line)
        assert "The Hill Courier ← two officials (reported)" in lines[row]
        assert "second-hand, anonymous source" in lines[row + 1]

    @pytest.mark.parametrize(("interface", "label"), [("en", "nobody cited"), ("fr", "personne n’est cité")])
    def test_tells_for_how_much_nobody_is_cited(self, rain: Path, interface: str, label: str) -> None:
        lines = run("attribute", "--interface", interface, "rain.txt").stdout.splitlines()
        assert any(label in line and line.rstrip().endswith("%") for line in lines)

    @pytest.mark.parametrize("report", [rain_report(), kerbrac_report()], ids=["rain", "kerbrac"])
    @pytest.mark.parametrize("interface", interface_languages())
    def test_a_word_has_one_figure_whether_as_a_standing_or_as_a_flag(self, report: Report, interface: str) -> None:
        speak, summary = words(interface), report.summary()
        flags = {speak[f"flag.{flag}"]: share for flag, share in summary.flags.items()}
        standings = {speak[f"standing.{key}"]: share for key, share in summary.standings.items()}
        assert len(flags) == len(Flag)
        assert len(standings) == len(Standing)
        assert {word: flags[word] for word in flags.keys() & standings} == {
            word: standings[word] for word in flags.keys() & standings
        }

    def test_holds_no_escape_codes_without_a_terminal(self, rain: Path) -> None:
        assert "\x1b" not in run("attribute", "rain.txt").stdout

    def test_is_coloured_on_request(self, rain: Path) -> None:
        assert "\x1b[" in run("attribute", "--color", "rain.txt").stdout

    @pytest.mark.parametrize("columns", [30, 60, 76, 200])
    def test_fits_the_terminal(self, rain: Path, columns: int) -> None:
        result = run("attribute", "rain.txt", columns=columns)
        assert result.exit_code == 0
        assert max(map(len, result.stdout.splitlines())) <= columns

    def test_speaks_french(self, rain: Path) -> None:
        assert "de seconde main, source anonyme" in run("attribute", "--interface", "fr", "rain.txt").stdout

    def test_says_when_all_hangs_on_one_source(self) -> None:
        report = rain_report()
        one = evolve(report, claims=(report.claims[1], evolve(report.claims[1], id="c9")))
        console = Console(width=100, record=True, file=io.StringIO())
        print_account(one, console, name="rain.txt", interface="en")
        assert "Everything attributed in this text comes from Ada Brook" in console.export_text()

    def test_of_a_text_without_claims_is_its_heading(self, rain: Path) -> None:
        result = run("attribute", "-", input="Why?")
        assert result.stdout.strip() == "standard input · English · 0 claims, 0 sources"

    def test_never_passes_a_control_character_on_to_the_terminal(self) -> None:
        assert not set(clean("a\x1b]0;owned\x07\x9b31m\u202e\ud800b")) & set("\x1b\x07\x9b\u202e\ud800")


class TestWriting:
    def test_json_is_the_contract_with_the_file(self, rain: Path) -> None:
        expected = {"file": "rain.txt", **rain_report().to_dict()}
        assert json.loads(run("attribute", "--json", "rain.txt").stdout) == expected

    @pytest.mark.parametrize("files", [["rain.txt"], ["."], ["*.txt"], ["rain.txt", "rain.txt"]])
    @pytest.mark.parametrize("output", [[], ["-o", "out.json"], ["-o", "out"]])
    def test_json_has_one_shape_however_a_file_is_named(self, rain: Path, files: list[str], output: list[str]) -> None:
        result = run("attribute", "--json", *files, *output)
        assert result.exit_code == 0
        written = [Path("out.json"), Path("out"), Path("out/rain.json")]
        found = next((path.read_text() for path in written if path.is_file()), result.stdout)
        assert found == run("attribute", "--json", "rain.txt").stdout

    def test_json_of_several_files_is_one_named_report_a_line(self, rain: Path) -> None:
        Path("why.txt").write_text("Why?")
        lines = [json.loads(line) for line in run("attribute", "--json", "rain.txt", "why.txt").stdout.splitlines()]
        assert [line["file"] for line in lines] == ["rain.txt", "why.txt"]
        assert [Report.from_dict(line) for line in lines] == [rain_report(), empty_report()]

    def test_several_files_go_into_a_folder(self, rain: Path) -> None:
        Path("why.txt").write_text("Why?")
        assert run("attribute", "--to", "markdown", "-o", "out", "rain.txt", "why.txt").exit_code == 0
        assert sorted(path.name for path in Path("out").iterdir()) == ["rain.md", "why.md"]

    @pytest.mark.parametrize(
        "formats", [["--json", "--html"], ["--html", "--json"], ["--to", "csv", "--json"], ["--html", "--to", "brat"]]
    )
    def test_two_formats_at_once_are_wrong_use(self, rain: Path, formats: list[str]) -> None:
        result = run("attribute", *formats, "rain.txt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "give one of them" in result.stderr

    def test_several_files_cannot_become_one_page(self, rain: Path) -> None:
        Path("why.txt").write_text("Why?")
        result = run("attribute", "--html", "-o", "all.html", "rain.txt", "why.txt")
        assert result.exit_code == 3
        assert "give a folder" in result.stderr

    def test_a_saved_report_converts_without_analysis(self, rain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("attribute", "--json", "-o", "rain.json", "rain.txt")
        monkeypatch.delattr(attribute_command, "attribute_batch")
        result = run("convert", "rain.json", "--to", "jsonl")
        assert Report.from_dict(json.loads(result.stdout)) == rain_report()

    def test_saved_lines_convert_to_a_file_each(self, rain: Path) -> None:
        Path("why.txt").write_text("Why?")
        run("attribute", "--json", "-o", "all.jsonl", "rain.txt", "why.txt")
        assert run("convert", "all.jsonl", "--to", "brat", "-o", "out").exit_code == 0
        assert sorted(path.name for path in Path("out").iterdir()) == [
            "annotation.conf",
            "rain.ann",
            "rain.txt",
            "why.ann",
            "why.txt",
        ]

    def test_files_of_one_name_from_two_folders_do_not_replace_each_other(self, rain: Path) -> None:
        for folder in ("a", "b"):
            Path(folder).mkdir()
            Path(folder, "rain.txt").write_text(RAIN)
        run("attribute", "--json", "-o", "all.jsonl", "a/rain.txt", "b/rain.txt")
        assert run("convert", "all.jsonl", "--to", "csv", "-o", "out").exit_code == 0
        made = {path.as_posix(): path.read_text() for path in Path("out").rglob("*.csv")}
        assert sorted(made) == ["out/a/rain.csv", "out/b/rain.csv"]
        assert all(name.removeprefix("out/").replace("csv", "txt") in text for name, text in made.items())

    @pytest.mark.parametrize("to", ["html", "json"])
    def test_files_of_one_name_keep_their_folders(self, rain: Path, to: str) -> None:
        for name in ("2025/rain.txt", "2026/rain.txt", "2026/rain.md", "2026/may/Rain.txt"):
            Path("news", name).parent.mkdir(parents=True, exist_ok=True)
            Path("news", name).write_text(RAIN)
        for way in (["news/"], ["news/2025", "news/2026/"], ["news/**/*.txt", "news/2026/rain.md"]):
            assert run("attribute", f"--{to}", "-o", "out/", *way).exit_code == 0
            made = {path.relative_to("out").as_posix() for path in Path("out").rglob("*.*")}
            assert made == {f"{name}.{to}" for name in ("2025/rain", "2026/rain", "2026/rain-2", "2026/may/Rain")}
            shutil.rmtree("out")

    @pytest.mark.parametrize("name", ["../../rain.txt", "/rain.txt", "/", ".", "..", "a\0b", "\ud800", "-", ""])
    def test_a_report_cannot_name_a_file_outside_of_the_folder(self, rain: Path, name: str) -> None:
        lines = [json.dumps({"file": name, **rain_report().to_dict()}), json.dumps(rain_report().to_dict())]
        Path("all.jsonl").write_text("\n".join(lines))
        before = set(rain.parent.parent.rglob("*"))
        assert run("convert", "all.jsonl", "--to", "csv", "-o", "out").exit_code == 0
        new = [path for path in set(rain.parent.parent.rglob("*")) - before if path.is_file()]
        assert len(new) == 2
        assert all(path.is_relative_to(Path("out").resolve()) for path in new)

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(["a/x.txt", "b/x.md", "b/X.txt", "b/x-2.txt", "../x", "/", "-", "x", "x.y.z"])))
    def test_no_file_replaces_another(self, names: list[str]) -> None:
        found = apart(names)
        assert len({name.casefold() for name in found}) == len(names)
        assert all(Path(name).name and not {"..", "/"} & set(Path(name).parts) for name in found)

    def test_many_of_one_name_take_no_longer_each(self) -> None:
        began = time.process_time()
        assert apart(["all.jsonl"] * 50_000)[-1] == "all-50000"
        # Half a second; a search from the first for each would take minutes.
        assert time.process_time() - began < 20

    def test_what_a_page_says_of_its_article_survives_saving_and_converting(self, rain: Path) -> None:
        known = {"article:published_time": "2026-11-30", "og:site_name": "Hill"}
        head = "".join(f'<meta property="{key}" content="{value}">' for key, value in known.items())
        line = "It rained on the whole valley all through the night."
        body = "".join(f"<p>{part} {line}</p>" for part in RAIN.split("\n\n"))
        Path("page.html").write_text(
            f"<html lang=en><title>Rain</title>{head}<body><article><h1>Rain</h1>{body}</article></body></html>"
        )
        Path("page.json").write_text(run("attribute", "--json", "page.html").stdout)
        made = run("convert", "page.json", "--to", "schema-org").stdout
        article = json.loads(made)["@graph"][0]
        said = article["headline"], article["datePublished"], article["publisher"]["name"]
        assert said == ("Rain", "2026-11-30", "Hill")

    @pytest.mark.parametrize("output", [[], ["-o", "mine.html"], ["-o", "."]])
    def test_open_shows_the_page(self, rain: Path, monkeypatch: pytest.MonkeyPatch, output: list[str]) -> None:
        opened: list[str] = []
        monkeypatch.setattr(attribute_command, "launch", opened.append)
        assert run("attribute", "--open", *output, "rain.txt").exit_code == 0
        (address,) = opened
        assert "<!doctype html>" in Path(unquote(urlsplit(address).path)).read_text()

    def test_open_shows_one_text(self, rain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(attribute_command, "launch", lambda address: pytest.fail(address))
        assert run("attribute", "--open", "rain.txt", "rain.txt", ".").exit_code == 2
        assert run("attribute", "--open", "--json", "rain.txt").exit_code == 2


class TestTheLanguageOfTheInterface:
    def test_faults_are_told_in_it(self, rain: Path) -> None:
        french = run("attribute", "--interface", "fr", "missing.txt")
        assert french.stderr == "factcheck: missing.txt\N{NO-BREAK SPACE}: fichier ou dossier introuvable\n"
        assert run("attribute", "missing.txt").stderr == "factcheck: missing.txt: no such file or folder\n"

    def test_has_every_message_of_every_module(self) -> None:
        messages = {message: path.name for path in PACKAGE.rglob("*.py") for message in messages_in(path)}
        assert len(messages) > 120
        assert {message: name for message, name in messages.items() if told(message, "fr") == message} == {}

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["attribute", "--zzz", "rain.txt"], "n’existe pas."),
            (["attribute"], "Erreur : il manque l’argument 'FILE...|-'."),
            (["attribute", "--json", "--html", "rain.txt"], "Erreur : --json, --html et --to s’excluent"),
            (
                ["attribute", "--fail-on", "unsourced>50", "rain.txt"],
                "Erreur : valeur non valide pour '--fail-on' : aucun texte ne peut atteindre unsourced>50 : "
                "une part va de 0 à 1, ou de 0% à 100%",
            ),
            (["no-such-command"], "Erreur : la commande 'no-such-command' n’existe pas."),
            (["models", "info", "de"], "factcheck: pas de modèles compacts pour 'de'"),
            (["check", "missing.txt"], "factcheck: missing.txt : fichier ou dossier introuvable"),
        ],
    )
    def test_is_that_of_wrong_use_too(
        self, rain: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
    ) -> None:
        english = run(*arguments)
        french = run(*arguments, "--interface", "fr")
        monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
        by_default = run(*arguments)
        assert french.exit_code == by_default.exit_code == english.exit_code > 0
        assert message not in english.stderr.replace("\N{NO-BREAK SPACE}", " ")
        for result in (by_default, french):
            assert message in result.stderr.replace("\N{NO-BREAK SPACE}", " ")
            assert "Usage" not in result.stderr

    @pytest.mark.parametrize(("interface", "doubt"), [("en", "too little text"), ("fr", "texte trop court")])
    def test_is_that_of_a_doubt_about_a_text(
        self, rain: Path, monkeypatch: pytest.MonkeyPatch, interface: str, doubt: str
    ) -> None:
        def attribute(requests: list[Request], progress: object = None) -> list[Report]:
            return [empty_report() for request in requests if detect(request.text, ("en", "fr"))]

        monkeypatch.setattr(attribute_command, "attribute_batch", attribute)
        said = run("attribute", "--interface", interface, "-", input="Hm.").stderr
        assert said.startswith(f"factcheck: {doubt}")
        assert said.count("\n") == 1

    @pytest.mark.parametrize("format", ["html", "markdown"])
    def test_is_that_of_the_page_if_it_is_asked_for(self, rain: Path, format: str) -> None:
        """By default a page speaks the language of its article, whatever that of its maker."""
        run("attribute", "-o", "rain.json", "rain.txt")
        for options in ([], ["--interface", "en"], ["--interface", "fr"]):
            speak = words(options[-1] if options else "en")
            for command in (["attribute", "rain.txt"], ["convert", "rain.json"]):
                shown = run(*command, "--to", format, *options).stdout.partition("<script")[0]
                assert speak["summary"] in shown
                assert speak["flag.hearsay"] in shown

    @pytest.mark.parametrize("language", [code for code in interface_languages() if code != "en"])
    def test_leaves_no_part_of_a_message_out(self, language: str) -> None:
        table = tomllib.loads((PACKAGE / "exports" / "faults.toml").read_text(encoding="utf-8"))[language]
        for message, form in table.items():
            assert set(re.findall(r"{\w+}", form)) == set(re.findall(r"{\w+}", message)), message


class TestGates:
    @pytest.mark.parametrize(
        ("gate", "code"),
        [
            ("unsourced>0.1", 1),
            ("unsourced>99%", 0),
            ("claims<5", 0),
            ("claims<=5", 1),
            ("sources>=4", 1),
            ("named<0.9", 1),
            ("origins<3", 0),
            ("origins<=3", 1),
        ],
    )
    def test_end_with_code_1_when_met(self, rain: Path, gate: str, code: int) -> None:
        result = run("attribute", "-q", "--fail-on", gate, "rain.txt")
        assert (result.exit_code, result.stdout) == (code, "")
        assert bool(result.stderr) == bool(code)

    def test_say_which_file_and_figure(self, rain: Path) -> None:
        result = run("attribute", "-q", "--fail-on", "claims>4", "rain.txt")
        assert result.stderr == "factcheck: rain.txt: claims 5, more than the 4 allowed\n"

    @pytest.mark.parametrize(
        ("interface", "gate", "verdict"),
        [
            ("en", "unsourced>50%", "unsourced 50.3%, more than the 50% allowed"),
            ("en", "unsourced>0.2", "unsourced 50%, more than the 20% allowed"),
            ("en", "unsourced<=60%", "unsourced 50%; it must be more than 60%"),
            ("en", "named<50%", "named source 49.7%, below the 50% required"),
            ("fr", "unsourced>50%", "sans source : 50,3 %, au-dessus du maximum de 50 %"),
            ("fr", "claims>=1", "affirmations : 2 ; il faut moins de 1"),
        ],
    )
    def test_say_their_verdict_in_words(self, interface: str, gate: str, verdict: str) -> None:
        found = Summary(
            claims=2,
            letters=1000,
            standings={key: {"named": 0.497, "nobody_cited": 0.503}.get(key, 0.0) for key in Standing},
            flags={flag: 0.503 if flag is Flag.UNSOURCED else 0.0 for flag in Flag},
            kinds=dict.fromkeys(Kind, 1),
            sources=(),
        )
        limit = parse_gate(gate)
        assert limit.met_by(found)
        assert " ".join(limit.verdict(found, words(interface)).split()) == verdict

    @pytest.mark.parametrize("gate", ["unsourced>50", "hearsay>150%", "denied>100%", "named<0", "claims<0", "named>=0"])
    def test_that_nothing_or_everything_would_meet_are_wrong_use(self, rain: Path, gate: str) -> None:
        result = run("attribute", "--fail-on", gate, "rain.txt")
        assert (result.exit_code, result.stdout) == (2, "")
        assert gate in result.stderr

    def test_of_a_number_take_no_per_cent(self, rain: Path) -> None:
        result = run("attribute", "--fail-on", "claims>50%", "rain.txt")
        assert result.exit_code == 2
        assert "not a share" in result.stderr

    @pytest.mark.parametrize("gate", ["unsourced", "nonsense>1", "unsourced=>0.5", "unsourced>many"])
    def test_that_are_not_understood_are_wrong_use(self, rain: Path, gate: str) -> None:
        result = run("attribute", "--fail-on", gate, "rain.txt")
        assert result.exit_code == 2
        assert "write a gate like unsourced>0.5" in " ".join(result.stderr.split())


class TestWhatGoesWrong:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["nowhere.txt"], "factcheck: nowhere.txt: no such file or folder\n"),
            (["*.html"], "factcheck: *.html: no file matches this pattern\n"),
            (
                ["https://example.org/a?b"],
                "factcheck: https://example.org/a?b: this is an address, and nothing is fetched: save the page first\n",
            ),
            (["--language", "tlh", "rain.txt"], "factcheck: rain.txt: no language pack for 'tlh'\n"),
        ],
    )
    def test_is_one_line_and_code_3(self, rain: Path, arguments: list[str], message: str) -> None:
        result = run("attribute", *arguments)
        assert (result.exit_code, result.stderr) == (3, message)

    def test_in_one_file_does_not_keep_the_others_back(self, rain: Path) -> None:
        Path("empty.txt").write_text("")
        result = run("attribute", "empty.txt", "rain.txt")
        assert result.exit_code == 3
        assert result.stderr == "factcheck: empty.txt: no text in it\n"
        assert "Ada Brook" in result.stdout

    @pytest.mark.parametrize("bad", ["missing.txt", "*.html", "https://example.org"])
    @pytest.mark.parametrize("place", [0, 1])
    def test_with_one_argument_does_not_keep_the_others_back(self, rain: Path, bad: str, place: int) -> None:
        files = ["rain.txt"]
        files.insert(place, bad)
        result = run("attribute", "--json", *files)
        assert result.exit_code == 3
        assert result.stderr.startswith(f"factcheck: {bad}: ")
        assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == ["rain.txt"]

    def test_with_a_model_is_one_line_and_code_3(self, rain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(requests: object, progress: object = None) -> object:
            raise ModelError("the model is damaged")

        monkeypatch.setattr(attribute_command, "attribute_batch", broken)
        result = run("attribute", "rain.txt")
        assert (result.exit_code, result.stderr) == (3, "factcheck: the model is damaged\n")

    def test_between_two_files_leaves_both_in_their_order(self, rain: Path) -> None:
        Path("empty.txt").write_text("")
        Path("why.txt").write_text("Why?")
        result = run("attribute", "--json", "empty.txt", "rain.txt", "empty.txt", "why.txt")
        assert result.exit_code == 3
        assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == ["rain.txt", "why.txt"]

    def test_in_a_saved_report_names_the_file(self, rain: Path) -> None:
        Path("bad.json").write_text('{"text": 1}')
        result = run("convert", "bad.json", "--to", "markdown")
        assert result.exit_code == 3
        assert result.stderr.startswith("factcheck: bad.json: not a factcheck report")

    def test_with_an_unknown_command_is_wrong_use(self) -> None:
        assert run("nonsense").exit_code == 2


class TestHelp:
    @pytest.mark.parametrize("arguments", [["--help"], ["attribute", "-h"], ["convert", "--help"]])
    def test_says_the_exit_codes(self, arguments: list[str]) -> None:
        assert "Exit codes:" in run(*arguments).stdout

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion_script_for(self, shell: str) -> None:
        assert "_FACTCHECK_COMPLETE" in run("completion", shell).stdout


def python(code: str) -> Any:
    """What a fresh interpreter prints for some code, read as JSON."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class TestOwnResources:
    def test_reach_the_analysis(self, rain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Request] = []

        def attribute(requests: list[Request], progress: object = None) -> list[Report]:
            seen.extend(requests)
            return [rain_report() for _ in requests]

        monkeypatch.setattr(attribute_command, "attribute_batch", attribute)
        own = ["--outlets", "mine.toml", "--outlets", "more.toml", "--models", "folder", "--pack", "xx.toml"]
        assert run("attribute", "-l", "xx", *own, "rain.txt").exit_code == 0
        assert [request.setup for request in seen] == [Setup("folder", ("mine.toml", "more.toml"), "xx.toml")]

    @pytest.mark.parametrize("arguments", [["trace", "."], ["mark", "rain.txt"], ["serve"], ["mcp"]], ids=" ".join)
    def test_reach_whatever_else_reads(self, rain: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
        seen: list[Setup] = []

        def attribute(requests: list[Request]) -> list[Report]:
            seen.extend(request.setup for request in requests)
            return [rain_report() for _ in requests]

        class Server:
            def run(self, transport: str) -> None:
                assert transport == "stdio"

        def server(setup: Setup) -> Server:
            seen.append(setup)
            return Server()

        def serve(settings: Settings) -> bool:
            seen.append(settings.setup)
            return True

        for module in ("trace", "mark"):
            monkeypatch.setattr(f"factcheck.cli.{module}.attribute_batch", attribute)
        monkeypatch.setattr("factcheck.serve.running.run", serve)
        monkeypatch.setattr("factcheck.integrations.mcp.server", server)
        own = ["--outlets", "mine.toml", "--models", "folder", "--model", "reader", "--min-confidence", "0.5"]
        assert run(*arguments, *own).exit_code == 0
        assert seen == [Setup("folder", ("mine.toml",), model="reader", min_confidence=0.5)]

    def test_a_pack_needs_its_language(self, rain: Path) -> None:
        assert run("attribute", "--pack", "xx.toml", "rain.txt").exit_code == 2


# The command line over a standard input that says when it is waited for.
WAITING = """
import sys
class Input:
    buffer = property(lambda self: self)
    def read(self, size):
        print("waiting", file=sys.stderr, flush=True)
        return sys.__stdin__.buffer.read(size)
sys.stdin = Input()
from factcheck.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    "arguments", [["attribute", "-"], ["attribute", "--json", "-"], ["convert", "-", "--to", "csv"]]
)
def test_ctrl_c_ends_a_command_with_130(arguments: list[str]) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", WAITING, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stderr is not None
    assert running.stderr.readline() == "waiting\n"
    running.send_signal(signal.SIGINT)
    _, complaint = running.communicate(timeout=60)
    assert (running.returncode, complaint) == (130, "factcheck: stopped\n")


def test_the_help_is_there_without_the_heavy_packages() -> None:
    loaded = python(
        "import json, sys\nfrom factcheck.cli import cli\n"
        "for arguments in (['--help'], ['attribute', '--help'], ['convert', '--help']):\n"
        "    import contextlib, io\n"
        "    with contextlib.redirect_stdout(io.StringIO()):\n"
        "        cli(arguments, standalone_mode=False)\n"
        "print(json.dumps([name for name in ('torch', 'stanza', 'pandas', 'jinja2') if name in sys.modules]))"
    )
    assert loaded == []


def test_without_its_packages_the_command_says_what_to_install() -> None:
    code = "import sys\nsys.modules['click'] = None\nfrom factcheck.__main__ import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stderr == (
        "factcheck: the command line needs click; install with: pip install 'factcheck-attribution[cli]'\n"
    )


class TestModels:
    def test_list_has_a_line_for_each_shipped_language(self) -> None:
        lines = [line.split()[:2] for line in run("models", "list").stdout.splitlines()]
        assert ["en", "compact"] in lines
        assert ["fr", "compact"] in lines

    def test_info_is_json(self) -> None:
        assert json.loads(run("models", "info", "fr").stdout)["language"] == "fr"

    def test_an_unknown_language_is_one_line_and_code_3(self) -> None:
        result = run("models", "info", "tlh")
        assert result.exit_code == 3
        assert result.stderr.startswith("factcheck: no compact models of 'tlh'")

    def test_the_shipped_models_need_no_download(self) -> None:
        assert Path(run("models", "download", "fr").stdout.strip()).is_dir()
