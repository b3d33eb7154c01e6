"""Registry linking: are the names of outlets linked to the right outlet, and the traps to none?

``python -m benchmarks.registry_linking`` prints precision and recall over ``data/registry_forms.toml``,
surface forms in context that we wrote before the matcher was tuned, then every form that came out wrong.
"""

import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from factcheck.sources.registry import Registry, load_registry

FORMS = Path(__file__).parent / "data" / "registry_forms.toml"


@frozen
class Case:
    """A mention in its context, and the outlet that it stands for ("" for none)."""

    text: str
    mention: str
    answer: str
    cited: bool = False
    known: tuple[str, ...] = ()
    language: str = "fr"


@frozen
class Outcome:
    """A case and the name of the outlet that the registry gave ("" for none)."""

    case: Case
    given: str


@frozen
class Score:
    """Precision over the links given, recall over the links wanted, and how many traps held."""

    forms: int
    wanted: int
    given: int
    right: int
    traps: int
    held: int

    @property
    def precision(self) -> float:
        """Of the links given, the share that is right."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Of the links wanted, the share that was given."""
        return self.right / self.wanted if self.wanted else 1.0


def read_cases(path: Path = FORMS) -> tuple[Case, ...]:
    """The surface forms, in the order of the file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Case(**{**entry, "known": tuple(entry.get("known", ()))}) for entry in data["forms"])


def link_all(cases: Iterable[Case], registry: Registry) -> tuple[Outcome, ...]:
    """What the registry makes of every case."""
    return tuple(Outcome(case, _linked(case, registry)) for case in cases)


def _linked(case: Case, registry: Registry) -> str:
    link = registry.link(
        case.mention,
        context=case.text,
        known=[registry.outlet(name) for name in case.known],
        cited=case.cited,
        language=case.language,
    )
    return link.outlet.name if link else ""


def score(outcomes: Iterable[Outcome]) -> Score:
    """Count the outcomes.

    >>> cases = [Case("NBC said so.", "NBC", "NBC"), Case("A sun.", "A sun", "")]
    >>> score([Outcome(cases[0], "NBC"), Outcome(cases[1], "The Sun")]).precision
    0.5
    """
    outcomes = list(outcomes)
    traps = [outcome for outcome in outcomes if not outcome.case.answer]
    return Score(
        forms=len(outcomes),
        wanted=len(outcomes) - len(traps),
        given=sum(1 for outcome in outcomes if outcome.given),
        right=sum(1 for outcome in outcomes if outcome.given and outcome.given == outcome.case.answer),
        traps=len(traps),
        held=sum(1 for outcome in traps if not outcome.given),
    )


def main() -> int:
    """Print the measures; the exit status is 1 below a precision of 98 %."""
    registry = load_registry()
    cases = read_cases()
    link_all(cases[:1], registry)  # builds the indexes, which is not what is timed
    start = time.perf_counter()
    outcomes = link_all(cases, registry)
    seconds = time.perf_counter() - start
    result = score(outcomes)
    linked = sum(1 for outlet in registry if outlet.wikidata)
    print(f"outlets    {len(registry)}, {linked} with a Wikidata id")
    print(f"forms      {result.forms}, of which {result.traps} traps")
    print(f"precision  {result.precision:.1%} ({result.right} of {result.given} links)")
    print(f"recall     {result.recall:.1%} ({result.right} of {result.wanted})")
    print(f"traps held {result.held} of {result.traps}")
    print(f"speed      {1e6 * seconds / result.forms:.0f} µs a mention")
    for outcome in outcomes:
        if outcome.given != outcome.case.answer:
            case = outcome.case
            print(f"  wrong: {case.mention!r} in {case.text!r}: {outcome.given!r}, not {case.answer!r}")
    return 0 if result.precision >= 0.98 else 1


if __name__ == "__main__":
    sys.exit(main())
