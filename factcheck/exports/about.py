"""What an export may say of the article beyond its text."""

from hashlib import sha256

from attrs import frozen


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

    def identifier(self, text: str) -> str:
        """The address, or else a name made from the text itself, so that the same text has the same name.

        >>> About(url="https://example.org/rain").identifier("Rain.")
        'https://example.org/rain'
        """
        return self.url or f"urn:sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
