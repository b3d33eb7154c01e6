"""Any system that runs as a command and writes Citron-style JSON: ``quotes`` with cue, sources and contents.

The command holds ``{input}`` (a file with the text) and ``{output}`` (the file to write); one run a text.
"""

import json
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.peers import quotes

Runner = Callable[[list[str], str], Iterator[dict[str, Any]]]


def read(text: str, language: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """A Citron-style document as a report of our shape.

    >>> quote = {"cue": {"start": 5, "end": 9}, "sources": [{"start": 10, "end": 13}]}
    >>> quote |= {"contents": [{"start": 0, "end": 3}], "confidence": 0.9}
    >>> read("Yes, said Ann.", "en", {"quotes": [quote]})["sources"][0]["name"]
    'Ann'
    """
    return quotes.report(text, language, (_quote(item) for item in document["quotes"]))


def command(template: str) -> Runner:
    """A runner for a command line with ``{input}`` and ``{output}`` (and ``{language}``) in it."""

    def run(texts: list[str], language: str) -> Iterator[dict[str, Any]]:
        for text in texts:
            with tempfile.TemporaryDirectory() as folder:
                source, target = Path(folder, "text.txt"), Path(folder, "quotes.json")
                source.write_text(text, encoding="utf-8")
                places = {"input": str(source), "output": str(target), "language": language}
                words = [word.format(**places) for word in shlex.split(template)]
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
                yield read(text, language, json.loads(target.read_text(encoding="utf-8")))

    return run


def _quote(item: Mapping[str, Any]) -> quotes.Quote:
    sources = [*(item.get("sources") or ()), None]
    people = [*(item.get("coreferences") or ()), None]
    return quotes.Quote(
        contents=tuple((content["start"], content["end"]) for content in item["contents"]),
        cue=_span(item.get("cue")),
        source=_span(sources[0]),
        name=people[0]["text"] if people[0] else None,
        confidence=item.get("confidence", 1.0),
    )


def _span(item: Mapping[str, Any] | None) -> tuple[int, int] | None:
    return (item["start"], item["end"]) if item else None
