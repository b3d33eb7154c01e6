"""Many texts: lazily, in order, in batches, over processes, and without one bad text stopping the rest."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Literal, TypeVar, overload

from attrs import evolve, field, frozen

from factcheck.common.workers import WorkerError, ordered
from factcheck.errors import LanguageError, TextError
from factcheck.pipeline import (
    SHIPPED,
    AnyPath,
    Setup,
    admitted,
    check_outlet,
    load_as,
    parts_of,
)
from factcheck.provenance.joining import joined
from factcheck.report import Report
from factcheck.syntax import Progress
from factcheck.text.detection import Part

#: How many texts are parsed together.
BATCH_SIZE = 16
#: A batch is closed early when its texts have this many characters: memory goes with the largest batch.
BATCH_CHARACTERS = 400_000

T = TypeVar("T")
Item = TypeVar("Item")
Result = TypeVar("Result")
Outcome = Report | Exception


@frozen
class Failure:
    """What stands in the place of a report when a text could not be analysed.

    ``index`` counts the texts from 0; ``error`` is what was raised, a ``FactcheckError`` for anything that is
    wrong with the text (not a string, too long, in a language without a pack).

    >>> from factcheck import TextError
    >>> Failure(3, TextError("no text")).to_dict()
    {'index': 3, 'error': 'TextError', 'message': 'no text'}
    """

    index: int
    error: Exception

    def to_dict(self) -> dict[str, int | str]:
        """The failure as plain JSON values."""
        return {"index": self.index, "error": type(self.error).__name__, "message": str(self.error)}


@frozen
class Request:
    """A text to analyse.

    ``language`` is detected when None, ``outlet`` is who published it, if known, ``setup`` what to load.
    """

    text: str = field(repr=False)
    language: str | None = None
    outlet: str | None = None
    setup: Setup = SHIPPED


@overload
def attribute_many(
    texts: Iterable[str],
    language: str | None = None,
    *,
    batch_size: int = BATCH_SIZE,
    processes: int = 1,
    on_error: Literal["raise"] = "raise",
    progress: Callable[[int], object] | None = None,
    outlet: str | None = None,
    outlets: AnyPath | Iterable[AnyPath] = (),
) -> Iterator[Report]: ...


@overload
def attribute_many(
    texts: Iterable[str],
    language: str | None = None,
    *,
    batch_size: int = BATCH_SIZE,
    processes: int = 1,
    on_error: Literal["record"],
    progress: Callable[[int], object] | None = None,
    outlet: str | None = None,
    outlets: AnyPath | Iterable[AnyPath] = (),
) -> Iterator[Report | Failure]: ...


@overload
def attribute_many(
    texts: Iterable[str],
    language: str | None = None,
    *,
    batch_size: int = BATCH_SIZE,
    processes: int = 1,
    on_error: Callable[[Failure], T],
    progress: Callable[[int], object] | None = None,
    outlet: str | None = None,
    outlets: AnyPath | Iterable[AnyPath] = (),
) -> Iterator[Report | T]: ...


def attribute_many(
    texts: Iterable[str],
    language: str | None = None,
    *,
    batch_size: int = BATCH_SIZE,
    processes: int = 1,
    on_error: Literal["raise", "record"] | Callable[[Failure], T] = "raise",
    progress: Callable[[int], object] | None = None,
    outlet: str | None = None,
    outlets: AnyPath | Iterable[AnyPath] = (),
) -> Iterator[Report | Failure | T]:
    """The reports of many texts, lazily and in the order given.

    Only a few batches are in memory at any time, so a generator of any length will do. The reports are the
    same whatever the batches, the processes and the order of the texts. Closing the iterator, or Ctrl-C, ends
    the worker processes at once.

    Args:
        texts: the texts; an error that this iterable itself raises is passed on.
        language: a code for all of them; detected from each text when None.
        batch_size: how many texts are parsed together, at most.
        processes: how many processes work at it; each loads the models once. With more than one, a script
            must call this under ``if __name__ == "__main__":``.
        on_error: ``"raise"`` passes the error of a bad text on, ``"record"`` gives a ``Failure`` in the place
            of its report and goes on; a function is called with the ``Failure``, what it returns is given.
        progress: called after each text with the number of texts done.
        outlet: the name of the outlet that published them, if it is one.
        outlets: a file, or several, with outlets of your own; see :func:`factcheck.load`.

    Raises:
        TextError: ``texts`` is one string, or nothing that can be gone through.
        ValueError: ``batch_size`` or ``processes`` is less than 1, or ``on_error`` is none of the above.
        FactcheckError: with ``"raise"``, at the first bad text.
        ModelError: a model is missing or damaged, whatever ``on_error`` says: every text would meet it.
        WorkerError: no worker process could be started.

    >>> [report.language for report in attribute_many(["Il pleut sur la ville.", "It rains on the town."])]
    ['fr', 'en']
    >>> report, failure = attribute_many(["Il pleut sur la ville.", 7], on_error="record")
    >>> failure
    Failure(index=1, error=TextError('a text must be a str, not int'))
    """
    handle = _HANDLERS.get(on_error) if isinstance(on_error, str) else on_error
    if handle is None:
        raise ValueError(f"on_error must be 'raise', 'record' or a function, not {on_error!r}")
    if batch_size < 1 or processes < 1:
        raise ValueError("batch_size and processes must be at least 1")
    if isinstance(texts, str | bytes) or not isinstance(texts, Iterable):
        one = "; give a list, or call attribute_claims" if isinstance(texts, str | bytes) else ""
        raise TextError(f"texts must be several texts, not one {type(texts).__name__}{one}")
    setup = Setup.of(outlets=outlets)
    requests = (Request(text, language, outlet, setup) for text in texts)
    found = outcomes(requests, attribute_batch, length, batch_size=batch_size, processes=processes)
    return _handled(found, handle, progress)


def _raise(failure: Failure) -> Failure:
    raise failure.error


def _record(failure: Failure) -> Failure:
    return failure


_HANDLERS: dict[str, Callable[[Failure], Failure]] = {"raise": _raise, "record": _record}


def _handled(
    found: Generator[tuple[Request, Outcome], None, None],
    handle: Callable[[Failure], T],
    progress: Callable[[int], object] | None,
) -> Iterator[Report | T]:
    with closing(found):
        for index, (_, outcome) in enumerate(found):
            result = handle(Failure(index, outcome)) if isinstance(outcome, Exception) else outcome
            if progress is not None:
                progress(index + 1)
            yield result


def length(request: Request) -> int:
    """How many characters a request has; none if its text is no text."""
    return len(request.text) if isinstance(request.text, str) else 0


def outcomes(
    items: Iterable[Item],
    work: Callable[[list[Item]], list[Result]],
    length: Callable[[Item], int],
    *,
    batch_size: int = BATCH_SIZE,
    processes: int = 1,
) -> Generator[tuple[Item, Result | WorkerError], None, None]:
    """Each item with what became of it, lazily and in order; see :func:`attribute_many`.

    Args:
        items: taken as they are needed.
        work: what makes a batch of items into as many results; a function that can be pickled.
        length: how much of ``BATCH_CHARACTERS`` an item takes.
        batch_size: how many items a batch has at most.
        processes: how many processes work at it. An item that brings its worker down has a ``WorkerError``.
    """
    with closing(ordered(work, batches(items, batch_size, length), processes)) as done:
        for batch, result in done:
            if not isinstance(result, WorkerError):
                yield from zip(batch, result, strict=True)
            elif len(batch) == 1:
                yield batch[0], result
            else:
                # One of them brought the worker down: each alone, only that one is lost.
                yield from outcomes(batch, work, length, batch_size=1, processes=2)


def batches(items: Iterable[Item], batch_size: int, length: Callable[[Item], int]) -> Iterator[list[Item]]:
    """The items in lists of at most ``batch_size``, fewer where they are long.

    >>> list(batches(["a", "b", "c"], 2, len))
    [['a', 'b'], ['c']]
    """
    batch: list[Item] = []
    size = 0
    for item in items:
        own = length(item)
        if batch and size + own > BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += own
        if len(batch) == batch_size:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def attribute_batch(requests: Sequence[Request], progress: Progress | None = None) -> list[Outcome]:
    """A report or an exception for each request; the parts of all that are in one language are parsed together."""
    results: dict[int, Outcome] = {}
    texts: dict[int, tuple[str, tuple[Part, ...]]] = {}
    alike: dict[tuple[str, Setup], list[tuple[int, Request]]] = {}
    for place, request in enumerate(requests):
        try:
            text = admitted(request.text)
            check_outlet(request.outlet)
            texts[place] = text, parts_of(text, request.language)
        except Exception as error:
            results[place] = error
            continue
        for part in texts[place][1]:
            own = evolve(request, text=text[part.start : part.end])
            alike.setdefault((part.language, request.setup), []).append((place, own))
    made: dict[int, dict[str, list[Outcome]]] = {}
    for (code, setup), placed in alike.items():
        outcomes = _in_language(code, setup, [request for _, request in placed], progress)
        for (place, _), outcome in zip(placed, outcomes, strict=True):
            made.setdefault(place, {}).setdefault(code, []).append(outcome)
    for place, (text, parts) in texts.items():
        results[place] = _joined(text, parts, made.get(place, {}))
    return [results[place] for place in range(len(requests))]


def _joined(text: str, parts: Sequence[Part], made: Mapping[str, list[Outcome]]) -> Outcome:
    """The report of a text from those of its parts, or the first error; those of one language are in order."""
    waiting = {code: iter(outcomes) for code, outcomes in made.items()}
    reports: list[Report] = []
    for part in parts:
        outcome = next(waiting[part.language])
        if isinstance(outcome, Exception):
            return outcome
        reports.append(outcome)
    return joined(text, parts, reports) if reports else Report(text, "und", (), ())


def _in_language(
    code: str, setup: Setup, requests: Sequence[Request], progress: Progress | None = None
) -> list[Outcome]:
    try:
        attributor = load_as(code, setup)
    except LanguageError as error:
        return [error] * len(requests)
    # Not caught: a missing model or a damaged pack is no fault of a text, and every text would meet it.
    try:
        documents = attributor.parse([request.text for request in requests], progress)
    except Exception as error:
        if len(requests) == 1:
            return [error]
        return [outcome for request in requests for outcome in _in_language(code, setup, [request])]
    results: list[Outcome] = []
    for document, request in zip(documents, requests, strict=True):
        try:
            results.append(attributor.report(document, request.outlet))
        except Exception as error:
            results.append(error)
    return results
