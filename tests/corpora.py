"""A corpus, and work on it that needs no models: what the tests and the kill script share."""

import json
import random
import time
from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from factcheck import Claim, Kind, Report, TextError
from factcheck.corpus.many import Outcome, Request
from factcheck.pipeline import admitted


def stub(requests: Iterable[Request]) -> list[Outcome]:
    """A report with a claim for each line, after a moment; every text with *bad* in it is refused."""
    made: list[Outcome] = []
    for request in requests:
        time.sleep(0.0005)
        if "bad" in request.text:
            made.append(TextError(f"{len(request.text)} characters and one of them bad"))
            continue
        request = evolve(request, text=admitted(request.text))
        claims: list[Claim] = []
        start = 0
        for number, line in enumerate(request.text.split("\n"), 1):
            span = (start, start + len(line))
            claims.append(Claim(f"c{number}", line, (span,), Kind.NARRATOR))
            start = span[1] + 1
        made.append(Report(request.text, request.language or "en", tuple(claims), ()))
    return made


def write_corpus(folder: Path, documents: int, seed: int = 0) -> None:
    """Lines, tables and files, some of them damaged."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    texts = [
        "\n".join(f"Mayor Ruiz said that bus {chance.randrange(999)} is late." for _ in range(1 + n % 4))
        + (" bad" if n % 97 == 0 else "")
        for n in range(documents)
    ]
    third = documents // 3
    with (folder / "a.jsonl").open("w") as file:
        for n, text in enumerate(texts[:third]):
            file.write("{broken\n" if n % 89 == 88 else json.dumps({"id": f"line {n}", "text": text}) + "\n")
    with (folder / "b.csv").open("w") as file:
        file.write("id,text\n")
        file.writelines(f'row {n},"{text}"\n' for n, text in enumerate(texts[third : 2 * third]))
    for n, text in enumerate(texts[2 * third :]):
        place = folder / f"files{n % 3}"
        place.mkdir(exist_ok=True)
        (place / f"{n:05}.txt").write_text("" if n % 83 == 82 else text)


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a finished corpus, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}
