"""What an export may say of the article beyond its text."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Self

from attrs import asdict, fields, frozen

from factcheck.common.reading import whole_characters


@frozen
class About:
    """What is known of the article: its title, address, outlet, date (ISO 8601), and the file it was read from.

    >>> About(title="Rain").url is None
    True
    """

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    date: str | None = None
    file: str | None = None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """What saved data says of its article; keys that it lacks, and values that are no text, are not known.

        >>> About.of({"title": "Rain", "language": "en", "date": None})
        About(title='Rain', url=None, outlet=None, date=None, file=None)
        """
        keys = (field.name for field in fields(cls))
        return cls(**{key: whole_characters(value) for key in keys if isinstance(value := data.get(key), str)})

    def known(self) -> dict[str, str]:
        """What is known, as ``of`` reads it back.

        >>> About(title="Rain", file="rain.html").known()
        {'title': 'Rain', 'file': 'rain.html'}
        """
        return asdict(self, filter=lambda _, value: value is not None)

    def identifier(self, text: str) -> str:
        """The address, or else a name made from the text itself, so that the same text has the same name.

        >>> About(url="https://example.org/rain").identifier("Rain.")
        'https://example.org/rain'
        """
        return self.url or f"urn:sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
