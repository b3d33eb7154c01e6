"""The picture of the rooms, made from the imports of the code: ``python -m benchmarks.architecture`` draws it anew.

A line leads from a room to each that it imports from, but for those that it reaches through another; a dashed one is an
exception from the layers, listed in ``pyproject.toml``.
"""

import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import grimp
import networkx
from attrs import frozen

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
PACKAGE = "factcheck"

_WIDTH, _ROW, _BOX, _HEIGHT = 960, 62, 132, 34
_STYLE = (
    "text{font:14px sans-serif;text-anchor:middle;fill:#123}.box{fill:#e0f2f1;stroke:#00796b}"
    ".way{fill:none;stroke:#546e7a;stroke-width:1.2}.far{stroke:#cfd8dc}.exception{stroke:#c62828;stroke-dasharray:5 4}"
)


@frozen
class Way:
    """An import between two rooms; ``exception`` is true where it leads upwards."""

    above: str
    below: str
    exception: bool = False


def layers() -> list[list[str]]:
    """The rooms, from the top down, as the contract of the imports has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(contract for contract in settings["contracts"] if contract["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def ways(level: Mapping[str, int]) -> list[Way]:
    """Who imports from whom, in order; what follows from two other ways is left out."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    pairs = {
        (importer.split(".")[1], imported.split(".")[1])
        for importer in graph.modules - {PACKAGE}
        for imported in graph.find_modules_directly_imported_by(importer) - {PACKAGE}
    }
    down = networkx.DiGraph(pair for pair in pairs if level[pair[0]] < level[pair[1]])
    up = (Way(*pair, exception=True) for pair in pairs if level[pair[0]] > level[pair[1]])
    found = [*(Way(*pair) for pair in networkx.transitive_reduction(down).edges), *up]
    return sorted(found, key=lambda way: (way.exception, level[way.above], way.above, way.below))


def picture() -> str:
    """The picture, as SVG."""
    rows = layers()
    level = {room: number for number, row in enumerate(rows) for room in row}
    centres = {
        room: (_WIDTH * (place + 1) // (len(row) + 1), _ROW * number + _HEIGHT)
        for number, row in enumerate(rows)
        for place, room in enumerate(row)
    }
    height = _ROW * len(rows) + _HEIGHT // 2
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
            "<title>The rooms of factcheck, each above those that it imports from</title>",
            f"<style>{_STYLE}</style>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            *(_line(centres, way, level[way.below] - level[way.above]) for way in ways(level)),
            *(line for room, centre in centres.items() for line in _box(room, *centre)),
            "</svg>\n",
        )
    )


def _line(centres: Mapping[str, tuple[int, int]], way: Way, rows: int) -> str:
    (x, y), (to_x, to_y) = centres[way.above], centres[way.below]
    down = 1 if rows > 0 else -1
    y, to_y = y + down * _HEIGHT // 2, to_y - down * _HEIGHT // 2
    # A way past other rooms swings to the side, the further it leads, the wider.
    swing = 0 if abs(rows) == 1 else (90 + 18 * min(abs(rows), 11)) * (1 if way.exception or to_x > x else -1)
    kind = " exception" if way.exception else " far" if rows > 2 else ""
    bend = down * _ROW // 2
    return (
        f'<path class="way{kind}" d="M{x} {y}C{x + swing} {y + bend} {to_x + swing} {to_y - bend} {to_x} {to_y}">'
        f"<title>{escape(way.above)} → {escape(way.below)}</title></path>"
    )


def _box(room: str, x: int, y: int) -> Iterator[str]:
    left, top = x - _BOX // 2, y - _HEIGHT // 2
    yield f'<rect class="box" x="{left}" y="{top}" width="{_BOX}" height="{_HEIGHT}" rx="6"/>'
    yield f'<text x="{x}" y="{y + 5}">{escape(room)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
