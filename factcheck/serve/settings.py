"""What a server may be told; the command's options and the library's defaults are these."""

from attrs import frozen

from factcheck.pipeline import SHIPPED, Setup


@frozen
class Settings:
    """Where a server listens, with how many processes, and what it refuses.

    Args:
        host: the address to listen at; the default is reached from this machine only.
        port: the port; 0 takes any that is free.
        processes: how many worker processes read texts; each loads the models.
        body: the largest body of a request, in bytes; of a stream, the longest line.
        characters: the longest text, in code points.
        waiting: how many texts may wait before more are refused.
        seconds: how long a text may wait and be read before its request is given up.
        origins: web origins whose pages may call the interface (CORS), such as ``https://cms.example``.
        setup: what texts are read with: models, a reader or outlets of your own.

    >>> Settings().host
    '127.0.0.1'
    """

    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 1
    body: int = 2_000_000
    characters: int = 100_000
    waiting: int = 128
    seconds: float = 60
    origins: tuple[str, ...] = ()
    setup: Setup = SHIPPED
