"""Packages that only some uses need: imported when first used, and named with their extra when missing."""

from importlib import import_module
from types import ModuleType

from factcheck.errors import FactcheckError


class MissingPackageError(FactcheckError):
    """An optional package is not installed; the message says what to install."""


def require(module: str, extra: str, use: str) -> ModuleType:
    """Import an optional module.

    Args:
        module: what to import.
        extra: the extra of this package that brings it.
        use: what it is needed for, to complete *… needs …*.

    Raises:
        MissingPackageError: it is not installed.

    >>> require("no_such_package", "html", "this")
    Traceback (most recent call last):
        ...
    factcheck.optional.MissingPackageError: this needs no_such_package; pip install 'factcheck[html]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        message = f"{use} needs {package}; pip install 'factcheck[{extra}]'"
        raise MissingPackageError(message) from error
