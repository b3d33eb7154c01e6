"""What a request asks for: its text and all that may come with it, from JSON, plain text, HTML or a form."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from attrs import frozen
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from factcheck.corpus import many
from factcheck.errors import FactcheckError, TextError
from factcheck.exports import EXPORTS, ExportError
from factcheck.exports.about import About
from factcheck.languages import supported
from factcheck.languages.messages import words
from factcheck.serve.settings import Settings
from factcheck.text.inputs import Article, decode, from_bytes

#: The formats that an answer can hold: those that are text.
FORMATS = tuple(export.name for export in EXPORTS.values() if not export.binary)
_HTML = "page.html"


class RequestError(FactcheckError):
    """A request does not have the documented form."""


class BodyError(FactcheckError):
    """A request is larger than the server takes."""


class Body(BaseModel):
    """A text to take apart, and what is known of it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "Ada Brook said it rains."}]})

    text: str = Field(description="The text, exactly as the offsets of the answer will count it.")
    language: str | None = Field(None, description=f"{' or '.join(supported())}; detected from the text when null.")
    outlet: str | None = Field(None, description="Who publishes the text, if known.")
    exports: tuple[str, ...] = Field((), description=f"Formats to add to the answer: {', '.join(FORMATS)}.")
    interface: str | None = Field(None, description="Language of the words of an HTML export.")


@frozen
class Asked:
    """A request that can be met."""

    request: many.Request
    about: About
    exports: tuple[str, ...] = ()
    interface: str | None = None


async def asked(request: Request, settings: Settings) -> Asked:
    """Read a request.

    Raises:
        FactcheckError: it is not of the documented form, holds no text, or one that is too long.
        HTTPException: its content type is not one of ours.
    """
    request = _limited(request, settings.body)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _READERS:
        raise HTTPException(415, f"send the text as one of: {', '.join(_READERS)}")
    return await _READERS[kind](request, settings)


def of_line(line: bytes, settings: Settings) -> Asked:
    """Read one line of a stream: the same JSON as that of a single text. Raises FactcheckError as ``asked`` does."""
    return _checked(_json(line), settings)


def _limited(request: Request, most: int) -> Request:
    """The same request, which raises BodyError once it has more bytes than that."""
    size = 0

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > most:
            raise BodyError(f"the request has more than {most:,} bytes, the limit here; cut the text into articles")
        return message

    return Request(request.scope, receive)


async def _of_json(request: Request, settings: Settings) -> Asked:
    return _checked(_json(await request.body()), settings)


async def _of_text(request: Request, settings: Settings) -> Asked:
    return _checked(_of_query(request, decode(await request.body(), "the text")), settings)


async def _of_html(request: Request, settings: Settings) -> Asked:
    article = await run_in_threadpool(from_bytes, await request.body(), _HTML)
    return _checked(_of_query(request, article.text), settings, article)


async def _of_form(request: Request, settings: Settings) -> Asked:
    async with request.form(max_files=1, max_fields=20, max_part_size=settings.body) as form:
        file = form.get("file")
        given = {key: value for key, value in form.items() if isinstance(value, str) and value}
        article = None
        if isinstance(file, UploadFile) and file.filename:
            article = await run_in_threadpool(from_bytes, await file.read(), file.filename)
        # A browser sends each line end of a form as two characters.
        text = article.text if article else given.get("text", "").replace("\r\n", "\n")
        if not text.strip():
            raise TextError("no text in it; paste an article or choose a file")
        exports = [name for name in form.getlist("exports") if isinstance(name, str)]
        return _checked(
            _validated({**request.query_params, **given, "text": text, "exports": exports}), settings, article
        )


_READERS: Mapping[str, Callable[[Request, Settings], Awaitable[Asked]]] = {
    "application/json": _of_json,
    "text/plain": _of_text,
    "text/html": _of_html,
    "multipart/form-data": _of_form,
    "application/x-www-form-urlencoded": _of_form,
}


def _json(data: bytes) -> Body:
    return _valid(lambda: Body.model_validate_json(data))


def _validated(values: Mapping[str, Any]) -> Body:
    return _valid(lambda: Body.model_validate(values))


def _valid(read: Callable[[], Body]) -> Body:
    try:
        return read()
    except ValidationError as error:
        # Without what was given: it may be long, and the one who asks has it.
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or "the body"
        raise RequestError(f"{place}: {first['msg']}") from None


def _of_query(request: Request, text: str) -> Body:
    query = request.query_params
    return _validated({**query, "text": text, "exports": query.getlist("exports")})


def _checked(body: Body, settings: Settings, article: Article | None = None) -> Asked:
    long, limit = len(body.text), settings.characters
    if long > limit:
        raise TextError(f"the text has {long:,} characters, the limit here is {limit:,}; cut it into articles")
    for name in body.exports:
        if name not in FORMATS:
            raise ExportError(f"no export is called {name!r}; there are: {', '.join(FORMATS)}")
    if body.interface:
        words(body.interface)  # Raises LanguageError.
    declared = article.language if article and article.language in supported() else None
    outlet = body.outlet or (article.outlet if article else None)
    about = About(title=article.title, url=article.url, outlet=outlet) if article else About(outlet=outlet)
    asked_for = many.Request(body.text, body.language or declared, outlet, settings.setup)
    return Asked(asked_for, about, body.exports, body.interface)
