"""The command line, ``factcheck`` or ``python -m factcheck``; its packages are the extra ``cli``."""

import sys
from importlib.util import find_spec

from factcheck.common.optional import installing


def main() -> None:
    """Run the command line; say what to install when its packages are missing."""
    missing = [package for package in ("click", "rich") if find_spec(package) is None]
    if missing:
        # Plain text: nothing that could print it better is there.
        needed = " and ".join(missing)
        sys.exit(f"factcheck: the command line needs {needed}; install with: {installing('cli')}")
    try:
        from factcheck.cli import main as run

        run()
    except KeyboardInterrupt:
        # Before there was a command to end.
        sys.exit(130)


if __name__ == "__main__":
    main()
