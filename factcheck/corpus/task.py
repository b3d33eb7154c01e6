"""What is done with some documents, wherever: it can be sent to any process and to any machine."""

from collections.abc import Callable
from typing import Any

from attrs import frozen

from factcheck.common.reading import whole_characters
from factcheck.corpus.entries import Entry, described
from factcheck.corpus.many import Outcome, Request, attribute_batch
from factcheck.corpus.rows import Row
from factcheck.pipeline import SHIPPED, Setup
from factcheck.report import Report

#: A document and its number in the corpus.
Numbered = tuple[int, Entry]
#: What analyses a batch of requests.
Work = Callable[[list[Request]], list[Outcome]]


@frozen
class Task:
    """What a worker does with some documents: it can be sent to any process."""

    language: str | None = None
    outlet: str | None = None
    work: Work | None = None
    setup: Setup = SHIPPED

    def __call__(self, numbered: list[Numbered]) -> list[dict[str, Any]]:
        """The row of each document, as ``Row.to_dict`` gives it."""
        digests = [entry.digest() for _, entry in numbered]
        loaded = [(index, entry.loaded()) for index, entry in numbered]
        requests = [self._request(entry) for _, entry in loaded if entry.error is None]
        made = iter((self.work or attribute_batch)(requests) if requests else ())
        return [
            row_of(index, entry.id, digest, entry.error if entry.error is not None else next(made)).to_dict()
            for (index, entry), digest in zip(loaded, digests, strict=True)
        ]

    def _request(self, entry: Entry) -> Request:
        return Request(entry.text, entry.language or self.language, entry.outlet or self.outlet, self.setup)


def row_of(index: int, id: str, digest: str, outcome: Outcome | str) -> Row:
    """What a corpus holds of a document, by its outcome or the error that kept it from being read."""
    if isinstance(outcome, Report):
        return Row(index, id, outcome, sha256=digest)
    error = outcome if isinstance(outcome, str) else described(outcome)
    return Row(index, id, error=whole_characters(error), sha256=digest)
