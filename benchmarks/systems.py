"""The systems that can be measured: ours, a plain baseline, and whatever peers are installed.

A system is a name and a function from texts to reports of our shape.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.peers import baseline, citron, sayswho_quotes, textacy_quotes

Reports = Iterator[dict[str, Any]]


class AbsentError(Exception):
    """The system is not installed here."""


@frozen
class System:
    """Something that says who says what."""

    name: str
    run: Callable[[list[str], str], Reports]
    about: str


def _factcheck(texts: list[str], language: str) -> Reports:
    from factcheck import attribute_many

    return (report.to_dict() for report in attribute_many(texts, language=language))


SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System("factcheck", _factcheck, "this library"),
        System("baseline", baseline.reports, "quotation marks and the nearest capitalised name"),
        System("textacy", textacy_quotes.reports, "textacy's direct quotations over our syntax"),
        System("sayswho", sayswho_quotes.reports, "sayswho's quote finder over our syntax"),
    )
}


def with_kept_parses(folder: Path) -> System:
    """The library over parses kept in a folder: the same reports, much sooner the second time."""

    def run(texts: list[str], language: str) -> Reports:
        from benchmarks import parses

        parses.fill(texts, language, folder)
        return parses.reports(texts, language, folder)

    return System("factcheck", run, "this library, over kept parses")


def of_command(given: str) -> System:
    """A system from ``NAME=COMMAND``.

    >>> of_command("citron=citron-extract --input-file {input} --output-file {output}").name
    'citron'
    """
    name, _, template = given.partition("=")
    return System(name, citron.command(template), template)


def reports(system: System, texts: Iterable[str], language: str) -> Reports:
    """Run a system; raises AbsentError when it, or something it needs, is not installed."""
    try:
        yield from system.run(list(texts), language)
    except ImportError as error:
        raise AbsentError(f"{system.name} cannot run here: {error}") from error
