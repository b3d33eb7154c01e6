"""Gates such as ``unsourced>0.5``: a limit on a figure of the summary, for a newsroom's own checks."""

import operator
import re

import click
from attrs import frozen

from factcheck.report import Flag
from factcheck.summary import Standing, Summary

_COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_FIGURES = (*Flag, Standing.NAMED, "claims", "sources", "origins")
_FORM = re.compile(r"\s*([a-z_]+)\s*(>=|<=|>|<)\s*(\d+(?:\.\d+)?)(%?)\s*")


@frozen
class Gate:
    """A limit that fails a text when it is met.

    ``figure`` is a flag (its share of the letters of all claims), ``named``, ``claims``, ``sources`` or
    ``origins``.
    """

    figure: str
    comparison: str
    limit: float

    def met_by(self, summary: Summary) -> bool:
        """Whether the text fails."""
        return bool(_COMPARISONS[self.comparison](figure(summary, self.figure), self.limit))


def parse_gate(text: str) -> Gate:
    """A gate as it is written. Raises ValueError when it has another form.

    >>> parse_gate("unsourced > 50%")
    Gate(figure='unsourced', comparison='>', limit=0.5)
    """
    match = _FORM.fullmatch(text)
    if match is None or match[1] not in _FIGURES:
        known = ", ".join(_FIGURES)
        raise ValueError(f"write a gate like unsourced>0.5, with one of: {known}; not {text!r}")
    limit = float(match[3]) / (100 if match[4] else 1)
    return Gate(match[1], match[2], limit)


def figure(summary: Summary, name: str) -> float:
    """One figure of a summary by its name in a gate."""
    counts = {"claims": summary.claims, "sources": len(summary.sources), "origins": summary.origins}
    if name in counts:
        return counts[name]
    return summary.flags[Flag(name)] if name in set(Flag) else summary.standings[Standing(name)]


class GateType(click.ParamType[Gate]):
    """The option type for click."""

    name = "gate"

    def convert(self, value: str | Gate, param: click.Parameter | None, ctx: click.Context | None) -> Gate:
        """The gate, or click's usage error."""
        if isinstance(value, Gate):
            return value
        try:
            return parse_gate(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
