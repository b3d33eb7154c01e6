"""``factcheck serve``: a warm process with an HTTP interface and a page to paste a text into.

Nothing is stored, and no text is written to a log. The packages are the extra ``serve``.
"""

from factcheck.serve.settings import Settings

__all__ = ["Settings"]
