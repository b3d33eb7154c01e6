"""The processes that have the models: started with the server, and again when one dies."""

import logging
from collections.abc import Sequence

from attrs import frozen

from factcheck.common.workers import Worker, WorkerError
from factcheck.corpus.many import Outcome, Request
from factcheck.report import Report
from factcheck.serve.batching import Work
from factcheck.serve.problems import ours

_log = logging.getLogger("uvicorn.error")


class Process:
    """A process that reads texts: call it with a batch. When it dies, another is started in its place.

    Args:
        work: what it does with a batch; a function that can be pickled.
        alone: whether it may use every core, since no other reads beside it.
        loading: what one that takes the place of another reads first, so that it has loaded all that it needs.
    """

    def __init__(self, work: Work, *, alone: bool, loading: Sequence[Request]) -> None:
        self._work, self._alone, self._loading = _Careful(work), alone, loading
        self._worker = self._started()
        self._is_loading = False

    def __call__(self, requests: Sequence[Request]) -> list[Outcome] | WorkerError:
        """The outcomes, or a WorkerError when the process died over them. Raises what the work itself raises."""
        try:
            if self._is_loading:
                self._is_loading = False
                self._worker.take()
            return self._worker.ask(requests)
        finally:
            if not self._worker.alive:
                self._worker = self._started()
                self._worker.give((0, self._loading))
                self._is_loading = True

    def stop(self) -> None:
        """End the process at once."""
        self._worker.stop()

    def _started(self) -> Worker[Sequence[Request], list[Outcome]]:
        worker = Worker[Sequence[Request], list[Outcome]](self._work, alone=self._alone)
        _log.info("Started worker process [%d]", worker.pid)
        return worker


@frozen
class _Careful:
    """Work whose outcomes can be passed between processes: an error that is not ours stays in the log over there."""

    work: Work

    def __call__(self, requests: Sequence[Request]) -> list[Outcome]:
        return [found if isinstance(found, Report) else ours(found) for found in self.work(requests)]
