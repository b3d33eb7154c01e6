"""The HTTP interface: what each address answers, what is refused and how, and that nothing is mixed up or lost."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

import httpx
import jsonschema
import pytest
from rich.console import Console
from starlette.testclient import TestClient

import factcheck
from benchmarks import serve
from benchmarks.served import PATIENCE, ROOT, Server, serving
from factcheck.corpus.many import Outcome, Request
from factcheck.serve.app import create
from factcheck.serve.batching import Batcher, BusyError
from factcheck.serve.reading import FORMATS
from factcheck.serve.settings import Settings
from factcheck.serve.streaming import answers, lines
from tests.serving import echo

LIMITS = Settings(body=2000, characters=1000, waiting=4, seconds=0.3)
TEXT = "Mayor Ana Ruiz said the bridge will close on Monday."
TEXTE = "Le maire Paul Durand a déclaré que la gare fermera lundi."
PLAIN = {"Content-Type": "text/plain"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """An application whose texts are echoed, within narrow limits."""
    with TestClient(create(LIMITS, echo), raise_server_exceptions=False) as running:
        yield running


@pytest.fixture(scope="module")
def real() -> Iterator[TestClient]:
    """An application with the models."""
    with TestClient(create(Settings())) as running:
        yield running


class TestTheContract:
    @pytest.mark.parametrize(("text", "language", "name"), [(TEXT, "en", "Ana Ruiz"), (TEXTE, "fr", "Paul Durand")])
    def test_an_answer_is_the_report_of_the_library(
        self, real: TestClient, text: str, language: str, name: str
    ) -> None:
        told = real.post("/v1/attribute", json={"text": text}).json()
        assert told == factcheck.attribute_claims(text).to_dict()
        assert told["language"] == language
        assert [source["name"] for source in told["sources"]] == [name]

    def test_the_page_is_that_of_the_library(self, real: TestClient) -> None:
        response = real.post("/v1/page", json={"text": TEXT})
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert response.text == factcheck.attribute_claims(TEXT).to_html()

    def test_the_outlet_of_the_article_is_no_relay(self, real: TestClient) -> None:
        said = "Mayor Ana Ruiz told the Hill Courier that the bridge will close."
        flags = [
            real.post("/v1/attribute", json={"text": said, "outlet": outlet}).json()["claims"][0]["flags"]
            for outlet in (None, "Hill Courier")
        ]
        assert flags == [["second_hand"], []]

    def test_what_cannot_be_read_in_a_language_is_said(self, real: TestClient) -> None:
        response = real.post("/v1/attribute", json={"text": TEXT, "language": "de"})
        assert (response.status_code, response.json()["error"]) == (422, "LanguageError")

    def test_the_description_names_every_address_and_its_schema_is_that_of_reports(self, client: TestClient) -> None:
        told = client.get("/openapi.json").json()
        assert set(told["paths"]) == {"/v1/attribute", "/v1/attribute/batch", "/v1/page", "/health"}
        answer = told["paths"]["/v1/attribute"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
        report = client.post("/v1/attribute", json={"text": TEXT, "exports": ["markdown"]}).json()
        jsonschema.validate(report, answer)
        report["claims"][0]["flags"] = ["no such flag"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(report, answer)

    def test_health(self, client: TestClient) -> None:
        told = client.get("/health").json()
        assert told == {"status": "ok", "version": factcheck.__version__, "languages": ["en", "fr"], "waiting": 0}


class TestTheWaysIn:
    @pytest.mark.parametrize("text", ["“Déjà” 🙂 <b>", "two\r\nlines\n", " "])
    def test_json_and_plain_text_come_back_exactly(self, client: TestClient, text: str) -> None:
        assert client.post("/v1/attribute", json={"text": text}).json()["text"] == text
        assert client.post("/v1/attribute", content=text.encode(), headers=PLAIN).json()["text"] == text

    def test_plain_text_of_an_old_encoding(self, client: TestClient) -> None:
        told = client.post("/v1/attribute?language=fr", content="Le préfet l’a décidé.".encode("cp1252"), headers=PLAIN)
        assert (told.json()["text"], told.json()["language"]) == ("Le préfet l’a décidé.", "fr")

    def test_html_is_read_for_its_article(self, client: TestClient) -> None:
        page = "<html lang=fr><title>Pluie</title><nav>Menu</nav><article><p>" + "Il pleut sur la vallée. " * 9
        sent = client.post("/v1/attribute", content=page.encode(), headers={"Content-Type": "text/html"})
        told = sent.json()
        assert told["language"] == "fr"
        assert told["text"].startswith("Il pleut sur la vallée.")

    def test_a_form_is_read_as_it_was_typed(self, client: TestClient) -> None:
        told = client.post("/v1/attribute", data={"text": "One.\r\nTwo.", "language": "", "exports": ["jsonl"]}).json()
        assert told["text"] == "One.\nTwo."
        assert json.loads(told["exports"]["jsonl"])["text"] == "One.\nTwo."

    def test_a_file_of_a_form_goes_before_its_text(self, client: TestClient) -> None:
        sent = client.post("/v1/attribute", data={"text": "typed"}, files={"file": ("rain.txt", b"It rains.")})
        assert sent.json()["text"] == "It rains."

    def test_every_format_that_is_text_can_come_with_the_answer(self, client: TestClient) -> None:
        exports = client.post("/v1/attribute", json={"text": TEXT, "exports": FORMATS}).json()["exports"]
        assert set(exports) == set(FORMATS)
        assert exports["markdown"] == factcheck.Report.from_dict(json.loads(exports["json"])).export("markdown")


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("body", "kind", "status", "error"),
        [
            (b'{"text": "' + b"x" * 2000 + b'"}', "application/json", 413, "BodyError"),
            (b"x" * 2001, "text/plain", 413, "BodyError"),
            (b"text=" + b"x" * 2000, "application/x-www-form-urlencoded", 413, "BodyError"),
            (b"x" * 1001, "text/plain", 422, "TextError"),
            (b"%PDF-1.7", "text/plain", 422, "TextError"),
            (b"text=+", "application/x-www-form-urlencoded", 422, "TextError"),
            (b"{", "application/json", 422, "RequestError"),
            (b"[]", "application/json", 422, "RequestError"),
            (b'{"text": 7}', "application/json", 422, "RequestError"),
            (b'{"text": "x", "txet": ""}', "application/json", 422, "RequestError"),
            (b'{"text": "\\ud800"}', "application/json", 422, "RequestError"),
            (b"[" * 1900, "application/json", 422, "RequestError"),
            (b'{"text": "x", "exports": ["parquet"]}', "application/json", 422, "ExportError"),
            (b'{"text": "x", "interface": "de"}', "application/json", 422, "LanguageError"),
            (b"x", "application/pdf", 415, "HTTPError"),
            (b"bad", "text/plain", 422, "TextError"),
            (b"sleep 0.5", "text/plain", 503, "SlowError"),
            (b"burst secret", "text/plain", 500, "FaultError"),
        ],
    )
    @pytest.mark.parametrize("address", ["/v1/attribute", "/v1/page"])
    def test_is_refused_with_its_status_and_a_problem(
        self, client: TestClient, address: str, body: bytes, kind: str, status: int, error: str
    ) -> None:
        response = client.post(address, content=body, headers={"Content-Type": kind})
        told = response.json()
        assert (response.status_code, told["status"], told["error"]) == (status, status, error)
        assert response.headers["content-type"] == "application/problem+json"
        assert told["title"]
        assert 5 < len(told["detail"]) < 300
        assert "secret" not in response.text
        assert ("retry-after" in response.headers) == (status == 503)
        # And the next one is read.
        time.sleep(0.3 if status == 503 else 0)
        assert client.post(address, json={"text": "x"}).status_code == 200

    @pytest.mark.parametrize(
        ("query", "headers", "detail"),
        [
            ("?interface=fr", {}, "aucun texte ; collez un article ou choisissez un fichier"),
            ("?interface=en", {"Accept-Language": "fr"}, "no text in it; paste an article or choose a file"),
            ("", {"Accept-Language": "fr-CA,en;q=0.5"}, "aucun texte ; collez un article ou choisissez un fichier"),
            ("", {"Accept-Language": "de"}, "no text in it; paste an article or choose a file"),
        ],
    )
    def test_people_are_told_in_their_language(
        self, client: TestClient, query: str, headers: dict[str, str], detail: str
    ) -> None:
        told = client.post(f"/v1/attribute{query}", data={"text": " "}, headers=headers).json()
        assert told["detail"].replace("\N{NO-BREAK SPACE}", " ") == detail
        assert told["error"] == "TextError"

    def test_a_browser_without_a_script_gets_the_form_again(self, client: TestClient) -> None:
        browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        response = client.post("/v1/page?interface=fr", data={"text": "bad"}, headers=browser)
        assert (response.status_code, response.headers["content-type"]) == (422, "text/html; charset=utf-8")
        assert 'role="alert" id="fault">a bad text</p>' in response.text
        assert 'lang="fr"' in response.text
        assert 'action="../v1/page?interface=fr"' in response.text
        assert "form-action" in response.headers["content-security-policy"]

    def test_other_addresses_and_methods(self, client: TestClient) -> None:
        assert client.get("/v1/attribute").json()["status"] == 405
        assert client.get("/no-such").json()["status"] == 404

    def test_a_page_elsewhere_may_call_only_if_told(self, client: TestClient) -> None:
        origin = {"Origin": "https://cms.example"}
        assert "access-control-allow-origin" not in client.get("/health", headers=origin).headers
        with TestClient(create(Settings(origins=("https://cms.example",)), echo)) as open_to_one:
            allowed = open_to_one.get("/health", headers=origin).headers
            assert allowed["access-control-allow-origin"] == "https://cms.example"
            other = open_to_one.get("/health", headers={"Origin": "https://other.example"}).headers
            assert "access-control-allow-origin" not in other


class TestTheStream:
    def test_answers_in_order_whatever_is_between(self, client: TestClient) -> None:
        texts = [f"text {number}" for number in range(50)]
        given = [json.dumps({"text": text}) for text in texts]
        given[7:7] = ["", "nonsense", json.dumps({"text": "bad"}), json.dumps({"text": "burst secret"})]
        given[30:30] = [json.dumps({"text": "x" * 3000})]
        response = client.post("/v1/attribute/batch", content="\n".join(given))
        told = [json.loads(line) for line in response.text.splitlines()]
        failed = [(line["index"], line["error"]) for line in told if "error" in line]
        assert failed == [(7, "RequestError"), (8, "TextError"), (9, "FaultError"), (29, "RequestError")]
        assert [line["text"] for line in told if "text" in line] == texts
        assert "secret" not in response.text

    def test_an_answer_comes_while_the_rest_is_still_to_be_sent(self) -> None:
        async def talk() -> list[bytes]:
            given: asyncio.Queue[bytes] = asyncio.Queue()

            async def sent() -> AsyncIterator[bytes | None]:
                while line := await given.get():
                    yield line

            async def answer(line: bytes | None) -> dict[str, object]:
                return {"line": (line or b"").decode()}

            heard = []
            told = answers(sent(), answer)
            for word in (b"one", b"two", b"three"):
                given.put_nowait(word)
                heard.append(await asyncio.wait_for(anext(told), 5))
            given.put_nowait(b"")
            assert await anext(told, None) is None
            return heard

        assert asyncio.run(talk()) == [b'{"line": "one"}\n', b'{"line": "two"}\n', b'{"line": "three"}\n']

    @pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
    def test_lines_are_the_same_however_they_are_cut(self, size: int) -> None:
        data = b"one\n\ntwo\r\n" + b"x" * 11 + b"\nthree\n" + b"y" * 12

        async def cut() -> list[bytes | None]:
            async def chunks() -> AsyncIterator[bytes]:
                for start in range(0, len(data), size):
                    yield data[start : start + size]

            return [line async for line in lines(chunks(), 10)]

        assert asyncio.run(cut()) == [b"one", b"two\r", None, b"three", None]


class TestTheBatches:
    def test_what_waits_together_is_read_together_and_told_apart(self) -> None:
        sizes: list[int] = []

        def work(requests: Sequence[Request]) -> list[Outcome]:
            sizes.append(len(requests))
            return echo(requests)

        async def ask() -> list[Outcome]:
            batcher = Batcher([work], 100)
            waiting = [batcher.take(Request(f"text {number}")) for number in range(40)]
            task = asyncio.create_task(batcher.run())
            found = await asyncio.gather(*waiting)
            task.cancel()
            batcher.close()
            return list(found)

        found = asyncio.run(ask())
        assert [report.text for report in found if isinstance(report, factcheck.Report)] == [
            f"text {number}" for number in range(40)
        ]
        assert sizes == [16, 16, 8]

    def test_what_nobody_waits_for_any_more_is_not_read(self) -> None:
        read: list[str] = []

        def work(requests: Sequence[Request]) -> list[Outcome]:
            read.extend(request.text for request in requests)
            return echo(requests)

        async def ask() -> None:
            batcher = Batcher([work], 100)
            batcher.take(Request("given up")).cancel()
            wanted = batcher.take(Request("wanted"))
            task = asyncio.create_task(batcher.run())
            await wanted
            task.cancel()
            batcher.close()

        asyncio.run(ask())
        assert read == ["wanted"]

    def test_more_than_may_wait_is_refused(self) -> None:
        async def ask() -> None:
            batcher = Batcher([echo], 2)
            batcher.take(Request("one"))
            batcher.take(Request("two"))
            with pytest.raises(BusyError, match="2 texts are waiting"):
                batcher.take(Request("three"))
            batcher.close()

        asyncio.run(ask())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two worker processes that echo."""
    with serving(
        tmp_path_factory.mktemp("serve") / "log", settings="processes=2, waiting=32", work="tests.serving.echo"
    ) as running:
        yield running


class Heard:
    """What many clients at once heard: per text the status, the text that came back, or the break of the connection."""

    def __init__(
        self, address: str, texts: Sequence[str], clients: int, half_way: Callable[[], object] = lambda: None
    ) -> None:
        self.outcomes: Counter[str] = Counter()
        self.mixed_up: list[str] = []
        self._half, self._half_way = len(texts) // 2, half_way
        asyncio.run(self._all(address, texts, clients))

    async def _all(self, address: str, texts: Sequence[str], clients: int) -> None:
        waiting = iter(texts)
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=httpx.Limits(), trust_env=False) as client:
            await asyncio.gather(*(self._one(client, waiting) for _ in range(clients)))

    async def _one(self, client: httpx.AsyncClient, waiting: Iterator[str]) -> None:
        for text in waiting:
            if sum(self.outcomes.values()) == self._half:
                self._half_way()
            try:
                response = await client.post("/v1/attribute", json={"text": text})
            except httpx.TransportError:
                self.outcomes["cut"] += 1
                continue
            self.outcomes[str(response.status_code)] += 1
            if response.is_success and response.json()["text"] != text:
                self.mixed_up.append(text)


@pytest.mark.slow
class TestTheProcesses:
    def test_every_answer_has_the_headers_of_a_careful_server(self, server: Server) -> None:
        for path in ("/", "/health", "/no-such"):
            headers = httpx.get(server.address + path, trust_env=False).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert headers["cache-control"] == "no-store"
            assert headers["referrer-policy"] == "no-referrer"
            assert "server" not in headers
            assert "access-control-allow-origin" not in headers

    def test_32_clients_lose_nothing_and_mix_up_nothing(self, server: Server) -> None:
        heard = Heard(server.address, [f"text {number}" for number in range(500)], 32)
        assert heard.outcomes == {"200": 500}
        assert heard.mixed_up == []

    def test_a_full_queue_is_said(self, server: Server) -> None:
        heard = Heard(server.address, ["sleep 0.05"] * 200, 200)
        # Of 32 places, besides what the two processes read.
        assert set(heard.outcomes) == {"200", "429"}
        assert heard.outcomes["200"] >= 32
        assert sum(heard.outcomes.values()) == 200

    def test_a_worker_that_is_killed_under_load_costs_no_request(self, server: Server) -> None:
        before = server.workers()
        victim = before[-1]
        texts = [f"sleep 0.10{number:03}" for number in range(96)]
        heard = Heard(server.address, texts, 32, half_way=lambda: os.kill(victim, signal.SIGKILL))
        # Answered, all but a text that was being read alone: that one is refused, for it may have been its fault.
        assert set(heard.outcomes) <= {"200", "503"}
        assert heard.outcomes["503"] <= 1
        assert sum(heard.outcomes.values()) == 96
        assert heard.mixed_up == []
        assert len(server.workers()) == len(before) + 1, "the dead worker was not replaced"
        assert httpx.get(f"{server.address}/health", trust_env=False).is_success

    def test_a_text_that_kills_its_worker_is_refused_and_ends_no_other(self, server: Server) -> None:
        texts = [f"sleep 0.05{number}" for number in range(20)] + ["die"] + [f"text {number}" for number in range(20)]
        heard = Heard(server.address, texts, 30)
        assert heard.outcomes == {"200": 40, "503": 1}
        assert heard.mixed_up == []
        refused = httpx.post(f"{server.address}/v1/attribute", json={"text": "die"}, timeout=60, trust_env=False)
        assert (refused.status_code, refused.json()["error"]) == (503, "LostError")
        assert refused.headers["retry-after"]
        given = "\n".join(json.dumps({"text": text}) for text in ("one", "die", "two"))
        sent = httpx.post(f"{server.address}/v1/attribute/batch", content=given, timeout=60, trust_env=False)
        told = [json.loads(line) for line in sent.text.splitlines()]
        assert [line.get("text") or line["error"] for line in told] == ["one", "LostError", "two"]

    def test_no_text_is_in_the_log(self, server: Server) -> None:
        for text in ("bad secret", "burst secret", "secret"):
            httpx.post(f"{server.address}/v1/attribute", json={"text": text}, trust_env=False)
            httpx.post(f"{server.address}/v1/page", data={"text": text}, trust_env=False)
            httpx.post(f"{server.address}/v1/attribute/batch", content=json.dumps({"text": text}), trust_env=False)
        httpx.post(f"{server.address}/v1/attribute", content=b'{"text": secret', trust_env=False)
        log = server.log.read_text("utf-8")
        assert "ValueError" in log
        assert "secret" not in log

    def test_a_stream_is_answered_by_a_process(self, server: Server) -> None:
        given = "\n".join(json.dumps({"text": f"text {number}"}) for number in range(200))
        sent = httpx.post(f"{server.address}/v1/attribute/batch", content=given, timeout=60, trust_env=False)
        assert [json.loads(line)["text"] for line in sent.text.splitlines()] == [f"text {n}" for n in range(200)]

    def test_what_is_under_way_is_answered_when_it_is_told_to_stop(self, tmp_path: Path) -> None:
        with serving(tmp_path / "log", work="tests.serving.echo") as running:
            stopping = threading.Timer(0.5, running.process.terminate)
            stopping.start()
            answer = httpx.post(f"{running.address}/v1/attribute", json={"text": "sleep 1.5"}, trust_env=False)
            assert answer.json()["text"] == "sleep 1.5"
            assert running.process.wait(PATIENCE) == 0
            with pytest.raises(httpx.ConnectError):
                httpx.get(f"{running.address}/health", trust_env=False)

    def test_no_worker_outlives_its_supervisor(self, tmp_path: Path) -> None:
        with serving(tmp_path / "log", work="tests.serving.echo") as running:
            running.process.kill()
            running.process.wait(PATIENCE)
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                try:
                    httpx.get(f"{running.address}/health", trust_env=False)
                except httpx.ConnectError:
                    return
                time.sleep(0.1)
            pytest.fail("a worker still answers")


@pytest.mark.slow
def test_a_port_that_is_taken_is_said(tmp_path: Path, server: Server) -> None:
    port = server.address.rpartition(":")[2]
    command = [sys.executable, "-m", "factcheck", "serve", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, check=False)
    assert done.returncode == 3
    assert re.search("address already in use", done.stderr, re.IGNORECASE)


@pytest.mark.slow
def test_the_benchmark_answers_every_request() -> None:
    result = serve.run(count=4, rounds=1, load=8)
    assert set(result["throughput_to_loop"]) == {"loop", "1", "8", "32"}
    assert (result["load"]["refused"], result["load"]["mixed_up"]) == (0, 0)
    assert result["ready"] > 0
    serve.show(Console(quiet=True), result)
