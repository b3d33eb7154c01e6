"""What a finished corpus holds of each document."""

from typing import Any

from attrs import frozen

from factcheck.common.reading import Given
from factcheck.report import Report


@frozen
class Row:
    """A document of a finished corpus: its number, its id, and its report, or the error in its place.

    ``sha256`` is a checksum of the document as it was read: of the file, or of what its row holds.
    """

    index: int
    id: str
    report: Report | None = None
    error: str | None = None
    sha256: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The row as plain JSON values: ``index``, ``id``, ``sha256``, ``error``, and the report's own keys if there
        is one.

        >>> Row(0, "a.txt", error="TextError: no text").to_dict()
        {'index': 0, 'id': 'a.txt', 'sha256': '', 'error': 'TextError: no text'}
        """
        report = self.report.to_dict() if self.report is not None else {}
        return {"index": self.index, "id": self.id, "sha256": self.sha256, "error": self.error, **report}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Row":
        """Read back what ``to_dict`` gave. Raises DataError when the data does not have that shape."""
        given = Given(data)
        error = given.at("error").optional(Given.text)
        report = Report.from_dict(data) if error is None else None
        return cls(given.at("index").whole(), given.at("id").text(), report, error, given.at("sha256").text())
