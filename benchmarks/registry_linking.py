"""Registry linking: are the names of outlets linked to the right outlet, and the traps to none?

``python -m benchmarks.registry_linking`` prints precision and recall over ``data/registry_forms.toml``,
surface forms in context that we made up, and every form that came out wrong. The first group was written
before the matcher was run and seen while it was mended, the second after that.
"""

import sys
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from factcheck.outlets.registry import Registry, load_registry

FORMS = Path(__file__).parent / "data" / "registry_forms.toml"
LEAST_PRECISION = 0.98


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


def read_cases(group: str = "forms", path: Path = FORMS) -> tuple[Case, ...]:
    """The surface forms of one group of the file ("forms" or "fresh"), in its order."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Case(**{**entry, "known": tuple(entry.get("known", ()))}) for entry in data[group])


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
    """Print the measures of both groups; the exit status is 1 where precision is below 98 %."""
    registry = load_registry()
    linked = sum(1 for outlet in registry if outlet.wikidata)
    print(f"{len(registry)} outlets, {linked} with a Wikidata id")
    return max(_print_group(group, registry) for group in ("forms", "fresh"))


def _print_group(group: str, registry: Registry) -> int:
    cases = read_cases(group)
    link_all(cases, registry)  # builds the indexes, which is not what is timed
    start = time.perf_counter()
    outcomes = link_all(cases, registry)
    seconds = time.perf_counter() - start
    result = score(outcomes)
    print(f"{group}: {result.forms} forms in context, of which {result.traps} traps")
    print(f"  precision  {result.precision:.1%} ({result.right} of {result.given} links)")
    print(f"  recall     {result.recall:.1%} ({result.right} of {result.wanted})")
    print(f"  traps held {result.held} of {result.traps}")
    print(f"  speed      {1e6 * seconds / result.forms:.0f} µs a mention")
    for outcome in outcomes:
        if outcome.given != outcome.case.answer:
            case = outcome.case
            print(f"  wrong: {case.mention!r} in {case.text!r}: {outcome.given!r}, not {case.answer!r}")
    return 0 if result.precision >= LEAST_PRECISION else 1


if __name__ == "__main__":
    sys.exit(main())
