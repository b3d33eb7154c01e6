"""Articles from where they lie: text and HTML files, folders, patterns, standard input, any usual encoding.

The text of an HTML page is what trafilatura takes for the article; offsets in a report refer to that text,
which the report carries. Title, outlet and language come from the page's metadata.
"""

import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from glob import glob, has_magic
from os.path import exists, isfile
from pathlib import Path

from attrs import frozen

from factcheck.common.optional import require
from factcheck.common.reading import MAX_BYTES, whole
from factcheck.errors import TextError

STDIN = "-"
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
_HTML_OPENINGS = ("<!doctype html", "<html", "<?xml")
# What French and English texts are really found in besides UTF-8: a wider choice makes the guess worse.
_OLD_ENCODINGS = ["cp1252", "iso8859_15", "mac_roman"]
_MARKED_ENCODINGS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_NOT_TEXT = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
}


@frozen
class Article:
    """A text to analyse and what is known of it.

    ``name`` says where it was found (a path, or ``-``); ``outlet`` is the paper or site that carries it,
    ``date`` when it appeared (ISO 8601).
    """

    text: str
    name: str = STDIN
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    date: str | None = None


def find(names: Iterable[str]) -> tuple[str, ...]:
    """The files behind paths, folders (searched to the bottom for text and HTML files) and patterns.

    Args:
        names: paths, folders, patterns such as ``news/**/*.html``, or ``-`` for standard input.

    Returns:
        Each file once, in the order given, those of a folder or pattern sorted.

    Raises:
        TextError: a path does not exist, or a folder or pattern has nothing to read.

    >>> find(["-"])
    ('-',)
    """
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_expand(name)))
    return tuple(found)


def _expand(name: str) -> list[str]:
    if is_address(name):
        return _nothing(name, "this is an address, and nothing is fetched: save the page first")
    path = Path(name)
    if name == STDIN or path.is_file():
        return [name]
    if path.is_dir():
        known = _HTML_SUFFIXES | _TEXT_SUFFIXES
        named = (file for file in path.rglob("*") if file.suffix.lower() in known)
        # A pipe or a device may have such a name too, and would be waited for.
        inside = (str(file) for file in named if isfile(file) or not exists(file))
        return sorted(inside) or _nothing(name, "no .txt or .html file in this folder")
    if has_magic(name):
        matches = sorted(match for match in glob(name, recursive=True) if Path(match).is_file())
        return matches or _nothing(name, "no file matches this pattern")
    return [name] if path.exists() else _nothing(name, "no such file or folder")


def _nothing(name: str, fault: str) -> list[str]:
    raise TextError(f"{name}: {fault}")


def is_address(text: str) -> bool:
    """Whether a text is the address of a page.

    >>> is_address("https://example.org/rain"), is_address("www.example.org"), is_address("It rains.")
    (True, True, False)
    """
    return _ADDRESS.fullmatch(text.strip()) is not None


def read(name: str) -> Article:
    """One file, or standard input, as an article.

    Args:
        name: a path, or ``-`` for standard input.

    Raises:
        TextError: the file cannot be read or holds no text.
        MissingPackageError: it is HTML and trafilatura is not installed.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "old.txt")
    ...     _ = path.write_bytes("Le préfet l’a décidé.".encode("cp1252"))
    ...     read(str(path)).text
    'Le préfet l’a décidé.'
    """
    return from_bytes(_bytes(name, MAX_BYTES), name)


def saved(name: str) -> str:
    """What a file of saved reports, or standard input, holds. Raises TextError when it cannot be read as UTF-8."""
    try:
        return _bytes(name, 10 * MAX_BYTES).decode()
    except UnicodeDecodeError as error:
        raise TextError(f"{name}: {error}") from error


def _bytes(name: str, most: int) -> bytes:
    try:
        with nullcontext(sys.stdin.buffer) if name == STDIN else open(name, "rb") as file:
            return whole(file, most)
    except OSError as error:
        raise TextError(f"{name}: {error.strerror or error}") from error


def from_bytes(data: bytes, name: str = STDIN) -> Article:
    """What a file holds, text or HTML, as an article.

    Args:
        data: what the file holds.
        name: its name; the suffix says whether it is HTML, or else how it begins.

    Raises:
        TextError: it holds no text.
        MissingPackageError: it is HTML and trafilatura is not installed.

    >>> from_bytes(b"It rained.", "rain.txt").text
    'It rained.'
    """
    text = decode(data, name)
    if _is_html(name, text):
        # The bytes, not the text: a page may name its encoding itself.
        return from_html(data, name)
    if not text.strip():
        raise TextError(f"{name}: no text in it")
    return Article(text, name)


def read_all(names: Iterable[str]) -> Iterator[Article]:
    """The articles behind names, each read when its turn comes; see ``find`` and ``read``."""
    return map(read, find(names))


def _is_html(name: str, text: str) -> bool:
    return Path(name).suffix.lower() in _HTML_SUFFIXES or text.lstrip()[:40].lower().startswith(_HTML_OPENINGS)


def decode(data: bytes, name: str = STDIN) -> str:
    """The text in some bytes: by their mark, as UTF-8, or else by a guess among those of Western Europe.

    Args:
        data: what the file holds.
        name: what to call it in an error.

    Raises:
        TextError: it is no text.

    >>> decode("déjà".encode("utf-16"))
    'déjà'
    """
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            raise TextError(f"{name}: this is {what}, not text; save it as plain text or HTML first")
    marked = next((code for mark, code in _MARKED_ENCODINGS.items() if data.startswith(mark)), None)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        text = _guess(data, name)
    if "\0" in text:
        raise TextError(f"{name}: this is a binary file, not text")
    return text


def _guess(data: bytes, name: str) -> str:
    detector = require("charset_normalizer", "cli", "reading a file that is not UTF-8")
    best = detector.from_bytes(data, cp_isolation=_OLD_ENCODINGS).best()
    if best is None:
        raise TextError(f"{name}: encoding not recognised; save it as UTF-8")
    return str(best)


def from_html(page: str | bytes, name: str = STDIN) -> Article:
    """The article in an HTML page, with the title, outlet and language of its metadata.

    Args:
        page: the page; bytes are better than text, since the page may name its encoding.
        name: what to call it in an error.

    Raises:
        TextError: no article was found in the page.
        MissingPackageError: trafilatura is not installed.

    >>> page = "<html lang=en><title>Rain</title><article><p>" + "It rained on the whole valley. " * 9
    >>> from_html(page).title
    'Rain'
    """
    trafilatura = require("trafilatura", "html", "reading HTML")
    # It logs every page that it gives up on, which Python would print; our error says it.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True
    )
    if found is None or not (found.text or "").strip():
        raise TextError(f"{name}: no article found in this HTML page; save its text as a .txt file")
    return Article(
        found.text,
        name,
        title=found.title or None,
        outlet=found.sitename or None,
        language=_html_language(page),
        url=found.url or None,
        date=found.date or None,
    )


def _html_language(page: str | bytes) -> str | None:
    """The language that the page itself declares (trafilatura only guesses one)."""
    html = require("lxml.html", "html", "reading HTML")
    declared = html.fromstring(page).xpath("string(/html/@lang)")
    return declared.partition("-")[0].lower() or None
