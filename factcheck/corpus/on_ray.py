"""The same job on a Ray cluster: Ray Data streams documents to actors that each hold the models.

One task reads the corpus, as many actors as asked for analyse it, and this process writes the shards, so
that a run on Ray, on one machine or on both in turn gives the same bytes. Ray replaces an actor that dies
and does its documents again.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import asdict

from factcheck.common.optional import require
from factcheck.corpus.arrow import batched
from factcheck.corpus.entries import Entry
from factcheck.corpus.task import Numbered, Task

# Documents in a block on their way to the actors: what is done again when an actor dies.
_BLOCK = 64


def rows(documents: Iterable[Numbered], task: Task, batch_size: int, actors: int) -> Iterator[dict[str, Any]]:
    """The rows of documents, in their order, from the actors of the cluster that this process belongs to.

    Args:
        documents: what is to be done, which must lie where every machine of the cluster can read it.
        task: what is done with them.
        batch_size: how many documents are parsed together.
        actors: how many work at once; each takes one core.

    Raises:
        MissingPackageError: Ray is not installed.
    """
    data = require("ray.data", "ray", "--engine ray")
    context = data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    # Ray would join small blocks until they have 128 MB, which is one task for a whole archive.
    source = data.read_datasource(_source(documents), override_num_blocks=1).repartition(
        target_num_rows_per_block=_BLOCK
    )
    made = source.map_batches(
        Analyse,
        fn_constructor_args=(task, batch_size),
        batch_size=_BLOCK,
        batch_format="pyarrow",
        compute=data.ActorPoolStrategy(size=actors),
        num_cpus=1,
    )
    for batch in made.iter_batches(batch_size=_BLOCK, batch_format="pyarrow"):
        for row in batch.column("row").to_pylist():
            yield json.loads(row)


class Analyse:
    """What an actor does; the models are loaded with its first batch and stay."""

    def __init__(self, task: Task, batch_size: int) -> None:
        self._task = task
        self._batch_size = batch_size

    def __call__(self, table: Any) -> Any:
        """The rows of a table of entries."""
        numbered = [(index, Entry(**fields)) for index, fields in map(json.loads, table.column("row").to_pylist())]
        return packed(row for part in batched(numbered, self._batch_size) for row in self._task(part))


def packed(values: Iterable[Any]) -> Any:
    """Values as an Arrow table with one column of JSON, in which any text can be sent."""
    pa = require("pyarrow", "ray", "--engine ray")
    return pa.table({"row": pa.array(map(json.dumps, values), pa.string())})


def blocks(numbered: Iterable[Numbered]) -> Iterator[Any]:
    """Documents in tables of ``_BLOCK`` rows.

    >>> [block.num_rows for block in blocks([(0, Entry("a")), (1, Entry("b"))])]
    [2]
    """
    for part in batched(numbered, _BLOCK):
        yield packed((index, asdict(entry)) for index, entry in part)


def _source(documents: Iterable[Numbered]) -> Any:
    """A source for Ray Data: one task that streams the documents, whatever their number."""
    from ray.data import Datasource, ReadTask
    from ray.data.block import BlockMetadata

    class Corpus(Datasource):
        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, parallelism: int, *args: Any, **options: Any) -> list[Any]:
            return [ReadTask(lambda: blocks(documents), BlockMetadata(None, None, None))]

    source: Any = Corpus
    return source()
