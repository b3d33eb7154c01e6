"""What goes wrong, as ``application/problem+json`` (RFC 9457) in the words of our own errors."""

import logging
import traceback
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException

from factcheck.errors import FactcheckError, MissingPackageError, ModelError
from factcheck.exports.faults import told
from factcheck.languages.messages import interface_languages
from factcheck.serve.batching import BusyError, LostError
from factcheck.serve.form import form_page, preferred
from factcheck.serve.reading import BodyError
from factcheck.serve.settings import Settings

_log = logging.getLogger("uvicorn.error")


class SlowError(FactcheckError):
    """A text was not read within the time that the server grants."""


class FaultError(FactcheckError):
    """A fault of ours, whose own words are not passed on: they may quote the text."""


# Any other of our errors is a fault of the request.
_STATUS: Mapping[type[FactcheckError], HTTPStatus] = {
    BodyError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BusyError: HTTPStatus.TOO_MANY_REQUESTS,
    SlowError: HTTPStatus.SERVICE_UNAVAILABLE,
    LostError: HTTPStatus.SERVICE_UNAVAILABLE,
    FaultError: HTTPStatus.INTERNAL_SERVER_ERROR,
    ModelError: HTTPStatus.INTERNAL_SERVER_ERROR,
    MissingPackageError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
# A client that is refused for these may well ask again, after so many seconds.
_RETRY = {HTTPStatus.TOO_MANY_REQUESTS: "5", HTTPStatus.SERVICE_UNAVAILABLE: "5"}


def ours(error: Exception) -> FactcheckError:
    """The error itself if it is one of ours; or else a FaultError, and a line in the log with the place, no words.

    >>> from factcheck.errors import TextError
    >>> ours(TextError("no text in it"))
    TextError('no text in it')
    """
    if isinstance(error, FactcheckError):
        return error
    name = type(error).__name__
    _log.error("%s\n%s", name, "".join(traceback.format_tb(error.__traceback__)))
    return FaultError(f"this text could not be read ({name}): a fault of factcheck, please report it")


def problem(request: Request, settings: Settings, status: int, error: str, detail: str) -> HTMLResponse | JSONResponse:
    """The answer to a request that fails: a problem; the form again for a browser that has sent it without a script.

    Args:
        request: its ``interface``, or else its ``Accept-Language``, is the language that people are told in.
        settings: what the form says of its limits.
        status: of the HTTP response.
        error: the name of the error, for programs.
        detail: what was wrong and what to do, for people.
    """
    asked, accepted = request.query_params.get("interface"), request.headers.get("accept-language", "")
    detail = told(detail, preferred(asked, accepted, interface_languages()))
    retry = _RETRY.get(HTTPStatus(status))
    if request.method == "POST" and "text/html" in request.headers.get("accept", ""):
        return form_page(asked, accepted, settings, fault=detail, root="../", status=status)
    return JSONResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "error": error,
        },
        status,
        headers={"Retry-After": retry} if retry else None,
        media_type="application/problem+json",
    )


def install(app: FastAPI, settings: Settings) -> None:
    """Have an application answer with problems."""

    @app.exception_handler(FactcheckError)
    async def of_ours(request: Request, error: FactcheckError) -> HTMLResponse | JSONResponse:
        status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), None)
        return problem(request, settings, status or HTTPStatus.UNPROCESSABLE_ENTITY, type(error).__name__, str(error))

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> HTMLResponse | JSONResponse:
        return problem(request, settings, error.status_code, "HTTPError", str(error.detail))
