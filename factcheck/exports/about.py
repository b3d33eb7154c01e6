"""What an export may say of the article beyond its text."""

from hashlib import sha256

from attrs import frozen


@frozen
class About:
    """The article's title, its address on the web and the outlet that carries it, as far as they are known.

    >>> About(title="Rain").url is None
    True
    """

    title: str | None = None
    url: str | None = None
    outlet: str | None = None

    def identifier(self, text: str) -> str:
        """The address, or else a name made from the text itself, so that the same text has the same name.

        >>> About(url="https://example.org/rain").identifier("Rain.")
        'https://example.org/rain'
        """
        return self.url or f"urn:sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
