"""Where people already work: spaCy and assistants."""

import asyncio
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.served import PATIENCE, ROOT
from factcheck import LanguageError, attribute_claims
from factcheck.exports.json import schema

ENGLISH = "Mayor Ana Ruiz said the bridge will close on Monday. The valley was reportedly evacuated."
FRENCH = "Le maire Paul Durand a déclaré que la gare fermera lundi. La vallée aurait été évacuée."


class TestSpacy:
    @pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("fr", FRENCH), ("xx", FRENCH)])
    def test_a_document_has_the_claims_and_sources_of_the_report(self, lang: str, text: str) -> None:
        spacy = pytest.importorskip("spacy")
        pytest.importorskip("factcheck.integrations.spacy_pipe")
        nlp = spacy.blank(lang)
        nlp.add_pipe("factcheck")
        doc, report = nlp(text), attribute_claims(text)
        assert doc._.claims == report.claims
        assert doc._.sources == report.sources
        assert [span.text for span in doc.spans["claims"]] == [claim.text for claim in report]
        # It can be saved and read back.
        again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert again._.claims == report.claims

    def test_many_documents_at_a_time_are_the_same(self) -> None:
        spacy = pytest.importorskip("spacy")
        pytest.importorskip("factcheck.integrations.spacy_pipe")
        nlp = spacy.blank("xx")
        nlp.add_pipe("factcheck", config={"outlet": "Hill Courier"})
        texts = [ENGLISH, FRENCH, "", "Ada Brook told the Hill Courier that it rains."] * 2
        found = [doc._.claims for doc in nlp.pipe(texts, batch_size=3)]
        assert found == [attribute_claims(text, outlet="Hill Courier").claims for text in texts]

    def test_what_cannot_be_read_raises_our_error(self) -> None:
        spacy = pytest.importorskip("spacy")
        pytest.importorskip("factcheck.integrations.spacy_pipe")
        nlp = spacy.blank("en")
        nlp.add_pipe("factcheck", config={"language": "de"})
        with pytest.raises(LanguageError):
            nlp(ENGLISH)

    @pytest.mark.slow
    def test_spacy_finds_it_by_itself_where_the_package_is_installed(self, tmp_path: Path) -> None:
        pytest.importorskip("spacy")
        points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
        ((name, place),) = points["spacy_factories"].items()
        info = tmp_path / "ours-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[spacy_factories]\n{name} = {place}\n", encoding="utf-8")
        program = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('factcheck'); print(nlp.pipe_names)"
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": f"{tmp_path}:{ROOT}"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.stdout.strip() == "['factcheck']", done.stderr


class TestMcp:
    @staticmethod
    def call(server: Any, **arguments: str) -> Any:
        """What the one tool answers, asked by the protocol's own client."""
        mcp = pytest.importorskip("mcp")

        async def talk() -> Any:
            async with mcp.Client(server) as client:
                (tool,) = (await client.list_tools()).tools
                assert tool.annotations.read_only_hint
                return await client.call_tool(tool.name, arguments)

        return asyncio.run(talk())

    @pytest.mark.parametrize("text", [ENGLISH, FRENCH])
    def test_the_tool_answers_with_the_report(self, text: str) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        pytest.importorskip("mcp")
        from factcheck.integrations.mcp import server

        told = self.call(server(), text=text).structured_content
        jsonschema.validate(told, schema())
        assert told == attribute_claims(text).to_dict()

    def test_the_outlet_is_no_relay(self) -> None:
        pytest.importorskip("mcp")
        from factcheck.integrations.mcp import server

        said = "Mayor Ana Ruiz told the Hill Courier that the bridge will close."
        told = self.call(server(), text=said, outlet="Hill Courier").structured_content
        assert told["claims"][0]["flags"] == []

    def test_what_cannot_be_read_is_said_to_the_assistant(self) -> None:
        pytest.importorskip("mcp")
        from factcheck.integrations.mcp import server

        told = self.call(server(), text=ENGLISH, language="de")
        assert told.is_error
        assert "'de'" in told.content[0].text

    @pytest.mark.slow
    def test_the_command_speaks_over_standard_input_and_output(self) -> None:
        mcp = pytest.importorskip("mcp")
        command = mcp.StdioServerParameters(
            command=sys.executable, args=["-m", "factcheck", "mcp"], env={"PYTHONPATH": str(ROOT)}
        )
        told = self.call(mcp.stdio_client(command), text=ENGLISH).structured_content
        assert told["sources"][0]["name"] == "Ana Ruiz"
