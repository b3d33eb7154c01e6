"""Kill a corpus job (-9, workers and all) at random moments, let it go on, and compare the bytes.

python -m fuzz.kill [moments] [documents]
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.test_corpus import kill_and_resume


def main(moments: int = 20, documents: int = 2000) -> None:
    """Run it for each format and say how many kills met a running job; any loss is an AssertionError."""
    for format in ("jsonl", "parquet"):
        with TemporaryDirectory() as folder:
            options = ["--to", format, "--shard-size", "100", "-j", "2"]
            met = kill_and_resume(Path(folder), documents, moments, options, seed=1)
            print(f"{format}: {documents} documents, {moments} kills ({met} of a running job): same bytes")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
