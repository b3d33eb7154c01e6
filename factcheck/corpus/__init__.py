"""An archive in, shards of reports out; stopped at any point, it goes on where it was.

``job`` is the way through: ``entries`` (what there is to read) ▸ workers (this machine's, or Ray's) ▸
``shards`` (what is written, atomically). A shard is a function of its documents alone, so what is there
need not be redone.
"""

from factcheck.corpus.job import Counts, Job, run
from factcheck.corpus.rows import Row
from factcheck.corpus.shards import read

__all__ = ["Counts", "Job", "Row", "read", "run"]
