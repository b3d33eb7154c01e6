"""The way of a corpus through: what is done already, what is left, who does it, and where it is written.

The folder written to holds the shards; ``journal.jsonl``, a line for each shard with its counts and errors;
and ``manifest.json``, how the corpus is made and, once it is complete, the counts of the whole. None of
them tells of times, machines or interruptions, so that the same corpus makes the same bytes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import Factory, asdict, define, field, frozen

from factcheck.common.optional import require
from factcheck.common.reading import FAULTS, Given, guard, parse_json, read_json
from factcheck.common.workers import WorkerError
from factcheck.corpus.entries import Columns, entries
from factcheck.corpus.many import BATCH_SIZE, outcomes
from factcheck.corpus.shards import FORMATS, shard_name, sweep, sync_folder, write, write_text
from factcheck.corpus.task import Numbered, Task, row_of
from factcheck.errors import FactcheckError

MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
# How many errors the manifest lists; the journal has them all.
_LISTED = 100

Rows = Generator[dict[str, Any], None, None]


class CorpusError(FactcheckError):
    """The job cannot go on: it is not the one that was begun, or somebody else is at it."""


@frozen
class Job:
    """What is to be done, and how.

    ``source`` is a folder or file, ``target`` the folder to write to, ``format`` a key of ``FORMATS``.
    Nothing of the result depends on ``batch_size`` (documents parsed together), ``processes`` and
    ``engine`` (``local`` or ``ray``).
    """

    source: Path
    target: Path
    format: str = "jsonl"
    shard_size: int = 1000
    columns: Columns = field(factory=Columns)
    task: Task = field(factory=Task)
    batch_size: int = BATCH_SIZE
    processes: int = 1
    engine: str = "local"

    def settings(self) -> dict[str, Any]:
        """All that the bytes of the result depend on, besides the documents."""
        from factcheck import __version__

        return {
            "factcheck": __version__,
            "format": self.format,
            "shard_size": self.shard_size,
            "columns": asdict(self.columns),
            "language": self.task.language,
            "outlet": self.task.outlet,
            # By what they say: a file may change between two runs.
            "outlets": [hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in self.task.setup.outlets],
            "models": self.task.setup.models,
            "model": self.task.setup.model,
            "min_confidence": self.task.setup.min_confidence,
        }


@frozen
class Shard:
    """What the journal says of a shard; ``digest`` is one of the ids and the checksums of its documents."""

    name: str
    documents: int
    claims: int
    errors: tuple[tuple[int, str, str], ...]
    digest: str


@define
class Counts:
    """How a job stands: ``documents`` done (``resumed`` of them before this run), ``errors`` and
    ``claims``."""

    documents: int = 0
    resumed: int = 0
    claims: int = 0
    errors: int = 0
    kinds: Counter[str] = Factory(Counter)
    listed: list[tuple[int, str, str]] = field(factory=list)

    def add(self, shard: Shard) -> None:
        """Count a shard in."""
        self.documents += shard.documents
        self.claims += shard.claims
        self.errors += len(shard.errors)
        self.kinds.update(error.partition(":")[0] for _, _, error in shard.errors)
        self.listed += shard.errors[: _LISTED - len(self.listed)]


def run(job: Job, progress: Callable[[int], object] | None = None) -> Counts:
    """Do a job, or what is left of it.

    Args:
        job: what is to be done; all but batches, processes and engine as when it was begun.
        progress: called with the number of documents that are done, after each.

    Returns:
        The counts of the whole corpus. Documents that could not be analysed are rows with an error, and
        counted.

    Raises:
        CorpusError: the folder holds another job, the documents have changed, or another process is at work.
        DataError: there is nothing to read.
        OSError: it cannot be written (a full disk); run it again when it can.
    """
    _check(job)
    job.target.mkdir(parents=True, exist_ok=True)
    locks = require("filelock", "corpus", "a corpus")
    try:
        with locks.FileLock(job.target / ".lock", timeout=0):
            return _run(job, progress or (lambda done: None))
    except locks.Timeout as error:
        raise CorpusError(f"{job.target}: another process is at work on it") from error


def _check(job: Job) -> None:
    if job.format not in FORMATS:
        raise CorpusError(f"no format is called {job.format!r}; there are: {', '.join(FORMATS)}")
    if job.format == "parquet":
        require("pyarrow.parquet", "corpus", "writing Parquet")
    source, target = job.source.resolve(), job.target.resolve()
    if source == target or source in target.parents:
        raise CorpusError(f"{job.target} is inside of {job.source}: it would be read as part of the corpus")


def _run(job: Job, progress: Callable[[int], object]) -> Counts:
    _begin(job)
    sweep(job.target, (MANIFEST, JOURNAL))
    journal = _journal(job)
    resumed = done = sum(shard.documents for shard in journal.values())
    progress(done)
    with closing(ENGINES[job.engine](Left(job, journal))) as rows:
        for number, of_shard in groupby(rows, lambda row: int(row["index"]) // job.shard_size):
            tally = Tally(shard_name(number, job.format))
            write(job.target, number, job.format, _tallied(of_shard, tally, done, progress), job.shard_size)
            _log(job, tally.shard())
            done += tally.documents
    return _finish(job, resumed)


def _tallied(
    rows: Iterable[dict[str, Any]], tally: "Tally", done: int, progress: Callable[[int], object]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        tally.add(row)
        progress(done + tally.documents)
        yield row


def _begin(job: Job) -> None:
    path = job.target / MANIFEST
    settings = job.settings()
    if path.exists():
        begun = _settings(path)
        other = [key for key in settings if begun.get(key) != settings[key]]
        if other:
            was, now = ({key: values.get(key) for key in other} for values in (begun, settings))
            raise CorpusError(
                f"{job.target} was begun with {was}, not {now}; finish it with the same, or use a new folder"
            )
    elif any(job.target.glob("part-*")):
        raise CorpusError(f"{job.target} holds shards but no {MANIFEST}; use a new folder")
    else:
        _write_manifest(job, {"complete": False})


def _settings(manifest: Path) -> Mapping[str, object]:
    advice = "; if it belongs to a corpus, remove it and its shards and begin again"
    with guard(str(manifest), CorpusError, advice):
        return Given(read_json(manifest)).at("settings").table()


def _finish(job: Job, resumed: int) -> Counts:
    counts = Counts(resumed=resumed)
    for shard in _journal(job).values():
        counts.add(shard)
    errors = [dict(zip(("index", "id", "error"), error, strict=True)) for error in counts.listed]
    _write_manifest(
        job,
        {
            "complete": True,
            "documents": counts.documents,
            "claims": counts.claims,
            "errors": counts.errors,
            "errors_by_type": dict(sorted(counts.kinds.items())),
            "first_errors": errors,
        },
    )
    return counts


def _write_manifest(job: Job, state: Mapping[str, Any]) -> None:
    text = json.dumps({"settings": job.settings(), **state}, indent=2)
    write_text(job.target / MANIFEST, text + "\n")


@define
class Tally:
    """Counts the rows of one shard as they go by."""

    name: str
    documents: int = 0
    claims: int = 0
    errors: list[tuple[int, str, str]] = field(factory=list)
    digest: Any = Factory(hashlib.sha256)

    def add(self, row: Mapping[str, Any]) -> None:
        """Count a row in."""
        self.documents += 1
        self.claims += len(row.get("claims") or ())
        self.see(row["id"], row["sha256"])
        if row["error"] is not None:
            self.errors.append((row["index"], row["id"], row["error"]))

    def see(self, id: str, checksum: str) -> None:
        """Take a document into the digest."""
        self.digest.update(f"{id}\n{checksum}\n".encode())

    def shard(self) -> Shard:
        """What was counted."""
        return Shard(self.name, self.documents, self.claims, tuple(self.errors), self.digest.hexdigest())


def _line(shard: Shard) -> str:
    return json.dumps(asdict(shard)) + "\n"


def _log(job: Job, shard: Shard) -> None:
    # What is lost of it in a crash is counted again from the shards.
    with (job.target / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(_line(shard))


def _journal(job: Job) -> dict[int, Shard]:
    """The shards that are there, by number; the journal is brought in line with them."""
    known = {shard.name: shard for shard in _logged(job.target / JOURNAL)}
    found: dict[int, Shard] = {}
    for path in sorted(job.target.glob(f"part-*{FORMATS[job.format].suffix}")):
        shard = known.get(path.name) or _counted(job, path)
        if shard is not None:
            found[int(path.name[len("part-") :].partition(".")[0])] = shard
        else:
            path.unlink()
    write_text(job.target / JOURNAL, "".join(_line(found[number]) for number in sorted(found)))
    sync_folder(job.target)
    return {number: found[number] for number in sorted(found)}


def _logged(path: Path) -> Iterator[Shard]:
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            data = parse_json(line)
            yield Shard(**{**data, "errors": tuple(tuple(error) for error in data["errors"])})
        except FAULTS:
            # Torn by a crash: that shard is counted again.
            continue


def _counted(job: Job, path: Path) -> Shard | None:
    """A shard that the journal does not know, counted; None when it cannot be read and must be done again."""
    tally = Tally(path.name)
    try:
        for row in FORMATS[job.format].rows(path):
            tally.add(row)
    except FAULTS:
        return None
    return tally.shard()


@frozen
class Left:
    """The documents of the shards that are not there, each with its number; can be gone through many times.

    Going through raises CorpusError where the documents of the other shards are not the ones that these hold.
    """

    job: Job
    journal: Mapping[int, Shard]

    def __iter__(self) -> Iterator[Numbered]:
        job = self.job
        unseen = dict(self.journal)
        seen = Tally("")
        for index, entry in enumerate(entries(job.source, job.columns)):
            number, place = divmod(index, job.shard_size)
            shard = self.journal.get(number)
            if shard is None:
                yield index, entry
                continue
            if place == 0:
                seen = Tally(shard.name)
            seen.documents += 1
            seen.see(entry.id, entry.digest())
            if seen.documents == shard.documents and seen.digest.hexdigest() == shard.digest:
                del unseen[number]
            elif seen.documents >= shard.documents:
                raise _changed(job, shard.name)
        if unseen:
            raise _changed(job, next(iter(unseen.values())).name)


def _changed(job: Job, shard: str) -> CorpusError:
    return CorpusError(
        f"{job.source} no longer gives the documents of {shard} in {job.target}; use a new folder for it"
    )


def _local(left: Left) -> Rows:
    """The rows of documents from processes of this machine."""
    job = left.job
    made = outcomes(left, job.task, _length, batch_size=job.batch_size, processes=job.processes)
    with closing(made):
        for (index, entry), row in made:
            yield row_of(index, entry.id, entry.digest(), row).to_dict() if isinstance(row, WorkerError) else row


def _length(numbered: Numbered) -> int:
    return len(numbered[1].text)


def _ray(left: Left) -> Rows:
    # Only who asks for Ray needs it.
    from factcheck.corpus.on_ray import rows

    yield from rows(left, left.job.task, left.job.batch_size, left.job.processes)


ENGINES: dict[str, Callable[[Left], Rows]] = {"local": _local, "ray": _ray}
