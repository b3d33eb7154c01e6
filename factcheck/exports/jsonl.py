"""JSON Lines: one report a line, for many articles in one file."""

from collections.abc import Iterable, Iterator

from factcheck.common.reading import guard, parse_json
from factcheck.exports.about import About
from factcheck.report import Report


def render(report: Report, about: About) -> str:
    """The report on one line.

    >>> render(Report("Rain.", "en", (), ()), About()).count("\\n")
    1
    """
    return report.to_json() + "\n"


def read(lines: Iterable[str]) -> Iterator[Report]:
    """The reports in the lines of a file; empty lines are skipped.

    Raises:
        DataError: a line is no report of ours; the message names the line.

    >>> [report.text for report in read(['{"text": "Rain.", "language": "en", "claims": [], "sources": []}'])]
    ['Rain.']
    """
    return (report for report, _ in read_with_about(lines))


def read_with_about(lines: Iterable[str]) -> Iterator[tuple[Report, About]]:
    """The same, each report with what its line says of the article (its file, title, outlet, date and address).

    >>> line = '{"file": "rain.txt", "text": "Rain.", "language": "en", "claims": [], "sources": []}'
    >>> [about.file for report, about in read_with_about([line])]
    ['rain.txt']
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        with guard(f"line {number}"):
            data = parse_json(line)
            yield Report.from_dict(data), About.of(data)
