"""The article that the project starts from must come out exactly as the specification's table says.

The text itself is read from the shared folder. Each row below stands for the passage from its own
beginning to the beginning of the next row; every claim in a passage must agree with its row.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen
from rich.console import Console

from benchmarks.gold import data_file
from benchmarks.measures import letters, same_name
from benchmarks.systems import SYSTEMS, System, reports

# Typographic variants, one for one, so that a beginning is found however its marks are drawn.
PLAIN = str.maketrans({"’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "})
# Of an attributed passage, the rest is the cue and the source.
LEAST_COVERED = 0.4


@frozen
class Origin:
    """A way in which a passage may be told: whose words, of what types, and under which flags."""

    name: str | None
    types: frozenset[str]
    flags: frozenset[str]


@frozen
class Row:
    """A row of the table. Any one of ``origins`` will do; ``relay`` is None when there must be none."""

    begins: str
    origins: tuple[Origin, ...]
    relay: str | None = None


def _said(name: str, type: str, flags: str = "") -> Origin:
    return Origin(name, frozenset(type.split()), frozenset(flags.split()))


NARRATED = Origin(None, frozenset(), frozenset({"unsourced"}))
RUMOURED = Origin(None, frozenset(), frozenset({"unsourced", "hearsay"}))
OFFICIALS = "responsables anonymes des États-Unis et de leurs alliés"
BLINKEN = "Antony Blinken"

TABLE = (
    Row("Le dirigeant nord-coréen Kim Jong Un envisage", (NARRATED,)),
    Row("Cette décision montre simplement", (_said(BLINKEN, "person", "second_hand"),), "NBC"),
    Row("Kim aurait prévu", (RUMOURED,)),
    Row(
        "Un haut diplomate américain a déclaré",
        (_said("haut diplomate américain", "person", "anonymous_source"),),
    ),
    Row(
        "Le secrétaire d'État américain Antony Blinken a déclaré jeudi",
        (_said(BLINKEN, "person", "second_hand"),),
        "NBC",
    ),
    Row(
        "Le New York Times, citant plusieurs responsables",
        (_said(OFFICIALS, "group", "second_hand anonymous_source"),),
        "The New York Times",
    ),
    Row(
        "En échange, Kim recherche",
        (
            _said(OFFICIALS, "group", "second_hand"),
            # The officials stay unnamed wherever they are the origin.
            _said(OFFICIALS, "group", "second_hand anonymous_source"),
            _said("rapport", "document", "second_hand"),
        ),
        "The New York Times",
    ),
    Row('"Cela va susciter', (_said("Hertling", "person"),)),
    Row("La guerre de Moscou", (NARRATED,)),
    Row("En juin, l'Ukraine a lancé", (NARRATED,)),
    Row('"Les Russes ont eu', (_said(BLINKEN, "person"),)),
)


def problems(text: str, report: Mapping[str, Any]) -> Iterator[str]:
    """What does not come out as the table says, one sentence a problem."""
    folded = text.translate(PLAIN)
    starts = [folded.find(row.begins.translate(PLAIN)) for row in TABLE]
    for row, start, end in zip(TABLE, starts, [*starts[1:], len(text)], strict=True):
        if start < 0:
            yield f"{row.begins} …: not in the text"
        else:
            yield from (f"{row.begins} …: {told}" for told in _passage(text, report, row, start, end))


def _passage(text: str, report: Mapping[str, Any], row: Row, start: int, end: int) -> Iterator[str]:
    inside = letters(text, [(start, end)])
    claims = [
        claim for claim in report["claims"] if 2 * len(inside & (found := letters(text, claim["spans"]))) > len(found)
    ]
    covered = inside & letters(text, [span for claim in claims for span in claim["spans"]])
    if len(covered) < LEAST_COVERED * len(inside):
        yield f"only {len(covered)} of {len(inside)} letters are in a claim"
    for claim in claims:
        told = list(_claim(claim, report["sources"], row))
        yield from (f"{problem} in «{claim['text'][:50]}…»" for problem in told)


def _claim(claim: Mapping[str, Any], sources: Iterable[Mapping[str, Any]], row: Row) -> Iterator[str]:
    by_id = {source["id"]: source for source in sources}
    chain = [by_id[id] for id in (claim["attribution"] or {}).get("chain", ())]
    origin = chain[-1] if chain else None
    flags = frozenset(claim["flags"])
    if not any(_agrees(claim, origin, flags, wanted) for wanted in row.origins):
        got = f"{origin['name']} ({origin['type']})" if origin else "none"
        want = " or ".join(_told(wanted) for wanted in row.origins)
        yield f"origin {got}, flags {_flags(flags)}; wanted {want}"
    relays = [source["name"] for source in chain[:-1]]
    wanted_relays = [row.relay] if row.relay else []
    if len(relays) != len(wanted_relays) or not all(map(same_name, wanted_relays, relays)):
        yield f"relay {', '.join(relays) or 'none'}; wanted {row.relay or 'none'}"


def _agrees(claim: Mapping[str, Any], origin: Mapping[str, Any] | None, flags: frozenset[str], wanted: Origin) -> bool:
    if wanted.name is None:
        return claim["attribution"] is None and flags == wanted.flags
    return (
        origin is not None
        and same_name(wanted.name, origin["name"])
        and origin["type"] in wanted.types
        and flags == wanted.flags
    )


def _told(origin: Origin) -> str:
    return f"{origin.name or 'none'} ({'/'.join(sorted(origin.types)) or '-'}), flags {_flags(origin.flags)}"


def _flags(flags: frozenset[str]) -> str:
    return ", ".join(sorted(flags)) or "none"


def run(console: Console, shared: Path, system: System = SYSTEMS["factcheck"]) -> bool:
    """Check the article, say what is wrong, and tell whether all is right."""
    text = data_file(shared, "seed-fr.txt").read_text(encoding="utf-8")
    found = list(problems(text, next(iter(reports(system, [text], "fr")))))
    for problem in found:
        console.print(problem, markup=False, highlight=False, soft_wrap=True)
    console.print("seed: all rows as specified" if not found else f"seed: {len(found)} problems")
    return not found
