"""Two runs side by side: figures that moved, and item by item what got better and worse."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen


@frozen
class Change:
    """Errors of one set that are gone, that are new, and figures before and after."""

    set: str
    figures: tuple[tuple[str, float, float], ...]
    better: tuple[Mapping[str, str], ...]
    worse: tuple[Mapping[str, str], ...]


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What changed in each set that both runs hold, over the articles that both ran."""
    return [_change(name, old["sets"][name], new["sets"][name]) for name in new["sets"] if name in old["sets"]]


def _change(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    both = set(old["articles"]) & set(new["articles"])
    before, after = ({_key(item): item for item in run["errors"] if _article(item) in both} for run in (old, new))
    figures = dict(flat(old["figures"]))
    # Figures over different articles are not compared; errors are, over the articles in both.
    same = old["articles"] == new["articles"]
    moved = tuple(
        (measure, figures[measure], value)
        for measure, value in flat(new["figures"])
        if same and measure in figures and figures[measure] != value
    )
    return Change(
        name,
        moved,
        tuple(item for key, item in before.items() if key not in after),
        tuple(item for key, item in after.items() if key not in before),
    )


def _key(item: Mapping[str, str]) -> tuple[str, str]:
    return item["label"], item["key"]


def _article(item: Mapping[str, str]) -> str:
    return item["key"].rsplit("#", 1)[0]


def flat(figures: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """F1 and accuracies as one flat list.

    >>> content = {"p": 1.0, "r": 1.0, "f": 1.0}
    >>> list(flat({"content": content, "accuracy": {"cue": None, "source": 9.0}, "gold": 3}))
    [('content', 1.0), ('source', 9.0)]
    """
    for name, value in figures.items():
        if name == "accuracy":
            yield from ((inner, accuracy) for inner, accuracy in value.items() if accuracy is not None)
        elif isinstance(value, Mapping):
            yield name, value["f"]
