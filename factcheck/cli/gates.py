"""Gates such as ``unsourced>50%``: a limit on a figure of the summary, for a newsroom's own checks."""

import math
import operator
import re
from collections.abc import Mapping

import click
from attrs import frozen

from factcheck.provenance.summary import Standing, Summary
from factcheck.report import Flag

_COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_COUNTS = ("claims", "sources", "origins")
# Each figure with the key of the words that the interface has for it.
_FIGURES = {
    **{str(flag): f"flag.{flag}" for flag in Flag},
    str(Standing.NAMED): f"standing.{Standing.NAMED}",
    **{count: count for count in _COUNTS},
}
_FORM = re.compile(r"\s*([a-z_]+)\s*(>=|<=|>|<)\s*(\d+(?:\.\d+)?)\s*(%?)\s*")
# How many decimals a verdict shows at most to tell the figure from its limit.
_DECIMALS = 3


@frozen
class Gate:
    """A limit that fails a text when it is met.

    ``figure`` is a flag (its share of claim text, from 0 to 1), ``named``, ``claims``, ``sources`` or ``origins``.
    """

    figure: str
    comparison: str
    limit: float

    def met_by(self, summary: Summary) -> bool:
        """Whether the text fails."""
        return self._met(figure(summary, self.figure))

    def verdict(self, summary: Summary, speak: Mapping[str, str]) -> str:
        """Why a text that meets the gate fails, in the words of an interface language.

        >>> from factcheck.languages.messages import words
        >>> from factcheck.report import Claim, Kind, Report
        >>> claim = Claim("c1", "It rains.", ((0, 9),), Kind.NARRATOR, flags=(Flag.UNSOURCED,))
        >>> summary = Report("It rains.", "en", (claim,), ()).summary()
        >>> Gate("unsourced", ">", 0.5).verdict(summary, words("en"))
        'unsourced 100%, more than the 50% allowed'
        """
        found = figure(summary, self.figure)
        # Rounded 50.3% would be no more than the 50% allowed.
        enough = (places for places in range(_DECIMALS) if self._met(self._rounded(found, places)))
        places = next(enough, _DECIMALS)
        return speak[f"gate.{self.comparison}"].format(
            figure=speak[_FIGURES[self.figure]],
            found=self._written(self._rounded(found, places), speak),
            limit=self._written(self.limit, speak),
        )

    def _met(self, value: float) -> bool:
        return bool(_COMPARISONS[self.comparison](value, self.limit))

    def _rounded(self, value: float, places: int) -> float:
        return value if self.figure in _COUNTS else round(value, places + 2)

    def _written(self, value: float, speak: Mapping[str, str]) -> str:
        form = "{}" if self.figure in _COUNTS else speak["percent"]
        number = value if self.figure in _COUNTS else value * 100
        return form.format(f"{number:.10g}".replace(".", speak["decimal_mark"]))


def parse_gate(text: str) -> Gate:
    """A gate as it is written. Raises ValueError when it has another form, or no text or every text would meet it.

    >>> parse_gate("unsourced > 50%")
    Gate(figure='unsourced', comparison='>', limit=0.5)
    >>> parse_gate("unsourced > 50")
    Traceback (most recent call last):
        ...
    ValueError: no text can meet unsourced > 50: a share is from 0 to 1, or from 0% to 100%
    """
    match = _FORM.fullmatch(text)
    if match is None or match[1] not in _FIGURES:
        known = ", ".join(_FIGURES)
        raise ValueError(f"write a gate like unsourced>0.5, with one of: {known}; not {text!r}")
    name, comparison, number, percent = match.groups()
    counted = name in _COUNTS
    if counted and percent:
        raise ValueError(f"{name} is a number, not a share: write it without % in {text!r}")
    gate = Gate(name, comparison, float(number) / (100 if percent else 1))
    least, most = gate._met(0), gate._met(math.inf if counted else 1)
    if least == most:
        bounds = "a number is 0 or more" if counted else "a share is from 0 to 1, or from 0% to 100%"
        verdict = "every text would meet" if least else "no text can meet"
        raise ValueError(f"{verdict} {text.strip()}: {bounds}")
    return gate


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
