"""The application: what each address answers."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect

import factcheck
from factcheck.corpus import many
from factcheck.exports import export
from factcheck.exports.json import schema
from factcheck.languages import supported
from factcheck.report import Report
from factcheck.serve import problems
from factcheck.serve.batching import Batcher, Work
from factcheck.serve.crew import Process
from factcheck.serve.form import form_page
from factcheck.serve.problems import SlowError, ours
from factcheck.serve.reading import Asked, Body, RequestError, asked, of_line
from factcheck.serve.settings import Settings
from factcheck.serve.streaming import Duplex, answers, lines

# Read once before the first request, so that all that is loaded late is there: languages, and how they are told.
_WARMING = ("“It rains,” said Ada Brook of Reuters.", "« Il pleut », a dit Ada Brook de Reuters.")
_PROBLEM = {"description": "What was wrong, and what to do.", "content": {"application/problem+json": {}}}
_PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((413, 415, 422, 429, 503), _PROBLEM)


def create(settings: Settings, work: Work = many.attribute_batch, *, apart: bool = False) -> FastAPI:
    """The application.

    Args:
        settings: what it refuses, and whose pages may call it.
        work: what makes a batch of requests into outcomes.
        apart: whether texts are read by processes of their own, ``settings.processes`` of them, so that one that dies
            takes no request with it (``work`` must be a function that can be pickled); or else in a thread.
    """
    warming = [many.Request(text, setup=settings.setup) for text in _WARMING]
    warming += [many.Request(_WARMING[0], code, setup=settings.setup) for code in supported()]
    crew: list[Process] = []
    batcher: Batcher

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        nonlocal batcher
        _end_with_the_parent()
        if apart:
            alone = settings.processes == 1
            crew.extend(Process(work, alone=alone, loading=warming) for _ in range(settings.processes))
        batcher = Batcher(crew or [work], settings.waiting)
        try:
            for outcome in await batcher.warm(warming):
                if isinstance(outcome, Exception):
                    raise outcome
            task = asyncio.create_task(batcher.run())
            yield
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        finally:
            batcher.close()
            for process in crew:
                process.stop()

    app = FastAPI(
        title="factcheck",
        summary="Who says so? Claim-by-claim source attribution of news texts.",
        version=factcheck.__version__,
        lifespan=lifespan,
        # Their pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
        )
    problems.install(app, settings)

    async def attributed(wanted: Asked) -> Report:
        answer = batcher.take(wanted.request)
        try:
            async with asyncio.timeout(settings.seconds):
                return _report(await answer)
        except TimeoutError:
            raise SlowError(
                f"not read within {settings.seconds:g} seconds; send it again later, or shorten it"
            ) from None

    async def answer_to_line(line: bytes | None) -> dict[str, object]:
        if line is None:
            raise RequestError(f"the line has more than {settings.body:,} bytes; cut its text into articles")
        wanted = of_line(line, settings)
        # However long it takes: whoever sends a stream waits for the whole.
        report = _report(await (await batcher.take_in_turn(wanted.request)))
        return await run_in_threadpool(told, report, wanted)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    async def form(request: Request) -> HTMLResponse:
        return form_page(request.query_params.get("interface"), request.headers.get("accept-language", ""), settings)

    @app.post(
        "/v1/attribute",
        summary="The report of a text",
        responses={200: {"content": {"application/json": {"schema": _answer_schema()}}}, **_PROBLEMS},
        openapi_extra=_REQUEST,
    )
    async def attribute(request: Request) -> JSONResponse:
        wanted = await asked(request, settings)
        report = await attributed(wanted)
        return JSONResponse(await run_in_threadpool(told, report, wanted))

    @app.post(
        "/v1/attribute/batch",
        summary="The report of each line of a stream, in order",
        response_class=Duplex,
        responses={200: {"content": {"application/x-ndjson": {}}}},
        openapi_extra={"requestBody": {"required": True, "content": {"application/x-ndjson": {}}}},
    )
    async def attribute_batch(request: Request) -> Duplex:
        async def stream() -> AsyncIterator[bytes]:
            with suppress(ClientDisconnect):
                async for line in answers(lines(request.stream(), settings.body), answer_to_line):
                    yield line

        return Duplex(stream(), media_type="application/x-ndjson")

    @app.post(
        "/v1/page",
        summary="The report of a text as a page to read",
        response_class=HTMLResponse,
        responses={**_PROBLEMS},
        openapi_extra=_REQUEST,
    )
    async def report_page(request: Request) -> HTMLResponse:
        wanted = await asked(request, settings)
        report = await attributed(wanted)
        return HTMLResponse(await run_in_threadpool(exported, report, "html", wanted))

    @app.get("/health", summary="Whether texts are read")
    async def health() -> dict[str, str | int | tuple[str, ...]]:
        return {
            "status": "ok",
            "version": factcheck.__version__,
            "languages": supported(),
            "waiting": batcher.waiting,
        }

    return app


def told(report: Report, wanted: Asked) -> dict[str, object]:
    """A report as an answer holds it, with the exports that were asked for."""
    answer: dict[str, object] = report.to_dict()
    if wanted.exports:
        answer["exports"] = {name: exported(report, name, wanted) for name in wanted.exports}
    return answer


def exported(report: Report, name: str, wanted: Asked) -> str:
    """A report in one of the formats that are text. Raises FactcheckError."""
    try:
        return str(export(report, name, wanted.about, wanted.interface))
    except Exception as error:
        raise ours(error) from None


def _report(outcome: many.Outcome) -> Report:
    if isinstance(outcome, Report):
        return outcome
    raise ours(outcome)


def _answer_schema() -> dict[str, Any]:
    """The schema of a report; the answer may hold exports beside it."""
    exports = {"type": "object", "additionalProperties": {"type": "string"}, "description": "By format, if asked for."}
    return {**schema(), "properties": {**schema()["properties"], "exports": exports}}


_FIELDS = Body.model_json_schema()
_STRING = {"schema": {"type": "string"}}
_REQUEST: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _FIELDS},
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {**_FIELDS["properties"], "file": {"type": "string"}}}
            },
            "text/plain": _STRING,
            "text/html": _STRING,
        },
    },
    "parameters": [
        {"name": name, "in": "query", "required": False, "schema": found}
        for name, found in _FIELDS["properties"].items()
        if name != "text"
    ],
}


def _end_with_the_parent() -> None:
    """End when the supervisor is gone, however it went: nobody could stop this process any more."""
    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            wait([parent.sentinel])
            os.kill(os.getpid(), signal.SIGTERM)

        Thread(target=watch, daemon=True).start()
