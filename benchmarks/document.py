"""The last full run, written into the documentation between two marks. No sentence of a corpus is in it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.tables import PARTS, part_grids

BEGIN, END = "<!-- last run: begin -->", "<!-- last run: end -->"


def update(path: Path, result: Mapping[str, Any]) -> None:
    """Put the tables of a run between the marks of a page. Raises ValueError when it has none."""
    path.write_text(between_marks(path.read_text(encoding="utf-8"), section(result)), encoding="utf-8")


def between_marks(page: str, section: str) -> str:
    """The page with a new section between its marks.

    >>> print(between_marks(f"a\\n{BEGIN}\\nold\\n{END}\\nb", "new"))
    a
    <!-- last run: begin -->
    new
    <!-- last run: end -->
    b
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{section}\n{END}{after}"


def section(result: Mapping[str, Any]) -> str:
    """The tables of a run in Markdown, each part below when and on which commit it was made."""
    blocks = [f"```json\n{json.dumps(result['made'], indent=1, ensure_ascii=False)}\n```"]
    for part in PARTS:
        if part in result:
            made = result[part]["made"]
            blocks.append(f"### {part.capitalize()}\n\n{made['date']}, commit {made.get('commit')}")
            blocks += [grid.markdown() for grid in part_grids(part, result)]
    return "\n\n".join(blocks)
