"""What can go wrong, as few exceptions of our own: each message names the fault and what to do about it."""


class FactcheckError(Exception):
    """Base of every error that this library raises on purpose.

    >>> issubclass(LanguageError, FactcheckError)
    True
    """


class TextError(FactcheckError):
    """The input is not a text that can be analysed: no string, too long, or the address or path of one."""


class LanguageError(FactcheckError):
    """The language is unknown, unsupported, or could not be detected from the text."""


class LanguageWarning(UserWarning):
    """A text is too short to be sure of its language, and was read in the most probable one."""


class ModelError(FactcheckError):
    """A model file is missing, damaged, or not one of ours."""


class MissingPackageError(FactcheckError):
    """An optional package is not installed; the message says what to install."""


class DataError(FactcheckError):
    """A data file (language pack, outlet registry, report) does not follow its schema."""
