"""``factcheck serve``: a page and an HTTP interface, from a process that stays warm."""

import ipaddress
import sys

import click

from factcheck.cli.exits import EPILOG, Exit, complain, fail, interface_option
from factcheck.cli.options import reading_options
from factcheck.common.optional import require
from factcheck.errors import FactcheckError
from factcheck.pipeline import Setup
from factcheck.serve.settings import Settings

_DEFAULTS = Settings()


@click.command(epilog=EPILOG)
@click.option("--host", default=_DEFAULTS.host, show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=_DEFAULTS.port, show_default=True)
@click.option("-j", "--processes", type=click.IntRange(1), default=1, show_default=True, metavar="N")
@click.option("--max-body", type=click.IntRange(1), default=_DEFAULTS.body, show_default=True, metavar="BYTES")
@click.option("--max-characters", type=click.IntRange(1), default=_DEFAULTS.characters, show_default=True, metavar="N")
@click.option("--max-waiting", type=click.IntRange(1), default=_DEFAULTS.waiting, show_default=True, metavar="N")
@click.option("--max-seconds", type=click.FloatRange(0, min_open=True), default=_DEFAULTS.seconds, show_default=True)
@click.option("--allow-origin", "origins", multiple=True, metavar="URL", help="Web origin that may call it (CORS).")
@reading_options
@interface_option
def command(
    host: str,
    port: int,
    processes: int,
    max_body: int,
    max_characters: int,
    max_waiting: int,
    max_seconds: float,
    origins: tuple[str, ...],
    setup: Setup,
) -> None:
    """Serve a page to paste texts into, and an HTTP interface, until stopped with Ctrl-C.

    Nothing is stored, and no text is logged. Only this machine can reach it unless --host says otherwise; then
    put a proxy with TLS and a login in front, for it has neither.

    --processes is how many workers read texts; each loads the models, and is replaced when it dies. What is
    over a limit is refused: a body or stream line of more than --max-body bytes, a text of more than
    --max-characters, more than --max-waiting texts that wait, or longer than --max-seconds.

    \b
    Examples:
      factcheck serve
      factcheck serve --port 9000 --processes 4
      curl -H 'Content-Type: text/plain' --data-binary @article.txt localhost:8000/v1/attribute
    """
    try:
        for package in ("fastapi", "uvicorn", "jinja2", "python_multipart"):
            require(package, "serve", "factcheck serve")
    except FactcheckError as error:
        fail(error)
    if not _loopback(host):
        complain(f"listening on {host}: anyone who can reach this machine can use it, without a login")
    from factcheck.serve.running import run

    settings = Settings(host, port, processes, max_body, max_characters, max_waiting, max_seconds, origins, setup)
    sys.exit(Exit.OK if run(settings) else Exit.INPUT)


def _loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
