"""The systems that can be measured: ours, a plain baseline, and whatever peers are installed.

A system is a name and a function from texts to reports in our own shape; it says itself what it lacks.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import frozen

from benchmarks import baseline

Reports = Iterator[dict[str, Any]]


class AbsentError(Exception):
    """The system is not installed here."""


@frozen
class System:
    """Something that says who says what. ``run`` raises AbsentError when it cannot work here."""

    name: str
    run: Callable[[list[str], str], Reports]
    about: str
    languages: frozenset[str] = frozenset({"fr", "en"})


def _factcheck(texts: list[str], language: str) -> Reports:
    try:
        from factcheck import attribute_many
    except ImportError as error:
        raise AbsentError(f"factcheck cannot be imported: {error}") from error
    return (report.to_dict() for report in attribute_many(texts, language=language))


SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System("factcheck", _factcheck, "this library"),
        System("baseline", baseline.reports, "quotation marks and the nearest capitalised name"),
    )
}


def reports(system: System, texts: Iterable[str], language: str) -> Reports:
    """Run a system; raises AbsentError when it is not installed or does not know the language."""
    if language not in system.languages:
        raise AbsentError(f"{system.name} does not know {language}")
    return system.run(list(texts), language)
