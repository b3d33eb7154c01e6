"""Packages that only some uses need: imported when first used, and named with their extra when missing."""

from importlib import import_module
from types import ModuleType

from factcheck.errors import MissingPackageError

#: What the package is called where packages are installed from; what is imported, and typed, is ``factcheck``.
DISTRIBUTION = "factcheck-attribution"


def installing(extra: str) -> str:
    """The command that installs this package with one of its extras.

    >>> installing("html")
    "pip install 'factcheck-attribution[html]'"
    """
    return f"pip install '{DISTRIBUTION}[{extra}]'"


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
    factcheck.errors.MissingPackageError: this needs no_such_package; pip install 'factcheck-attribution[html]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        raise MissingPackageError(f"{use} needs {package}; {installing(extra)}") from error
