"""``python -m benchmarks``: one command for each question."""

import json
import sys
from pathlib import Path

import click
from rich.console import Console

from benchmarks import quality as quality_run
from benchmarks import seed as seed_run
from benchmarks.gold import SETS, MissingDataError, read_jsonl, shared_folder
from benchmarks.listing import LABELS
from benchmarks.systems import SYSTEMS, AbsentError, System, of_command, with_kept_parses

CHECK_FAILED = 1
CANNOT_RUN = 2

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="The shared folder (else FACTCHECK_SHARED, else ../shared).",
)
system_option = click.option(
    "--system", type=click.Choice(list(SYSTEMS)), default="factcheck", show_default=True
)


PARSES_HELP = "Keep the parses in this folder and use them again: rules are then measured in seconds."
COMMAND_HELP = "Measure a command that reads {input} and writes Citron-style JSON to {output} instead."


class Group(click.Group):
    """A group whose commands end in one line when what they need is not there."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (MissingDataError, AbsentError) as error:
            click.echo(f"benchmarks: {error}", err=True)
            sys.exit(CANNOT_RUN)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """How good and how fast factcheck is, next to others.

    Exit status 1: a check failed; 2: nothing could be run.
    """


@main.command()
@data_option
@system_option
@click.option("--sets", default=",".join(SETS), show_default=True, help="Which sets, separated by commas.")
@click.option("--sample", type=click.IntRange(1), help="So many articles of each set (always the same ones).")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write everything to this file.")
@click.option("--errors", is_flag=True, help="List every error, one a line.")
@click.option("--errors-to", type=click.Path(path_type=Path), help="Write the list of errors to this file.")
@click.option(
    "--labels", default="", help=f"Only errors of these labels, separated by commas: {', '.join(LABELS)}."
)
@click.option(
    "--against", type=click.Path(exists=True, path_type=Path), help="Compare with an older --json file."
)
@click.option("--save", type=click.Path(path_type=Path), help="Write the reports, one JSON object a line.")
@click.option(
    "--predictions", type=click.Path(exists=True, path_type=Path), help="Measure reports saved before."
)
@click.option("--parses", "keep_parses", type=click.Path(path_type=Path), help=PARSES_HELP)
@click.option("--command", metavar="NAME=COMMAND", help=COMMAND_HELP)
@click.option("--seed", "with_seed", is_flag=True, help="Check the first article too.")
def quality(
    data: Path | None,
    system: str,
    sets: str,
    sample: int | None,
    json_path: Path | None,
    errors: bool,
    errors_to: Path | None,
    labels: str,
    against: Path | None,
    save: Path | None,
    predictions: Path | None,
    with_seed: bool,
    keep_parses: Path | None,
    command: str | None,
) -> None:
    """The measures of the specification over the annotated sets."""
    unknown = [name for name in sets.split(",") if name not in SETS]
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)} (there are {', '.join(SETS)})", param_hint="--sets")
    console = Console()
    shared = shared_folder(data)
    stored = {row["id"]: row for row in read_jsonl(predictions)} if predictions else None
    chosen = _system(system, keep_parses, command)
    result, reports = quality_run.run(
        chosen, [SETS[name] for name in sets.split(",")], shared, sample, stored
    )
    wanted = tuple(label.strip().upper() for label in labels.split(",") if label.strip())
    if errors or errors_to:
        lines = list(quality_run.error_lines(result, wanted))
        if errors_to:
            errors_to.parent.mkdir(parents=True, exist_ok=True)
            errors_to.write_text("\n".join(lines) + "\n", encoding="utf-8")
        if errors:
            click.echo("\n".join(lines))
    quality_run.show(console, result)
    if against:
        quality_run.show_changes(console, quality_run.read_json(against), result, errors)
    if json_path:
        quality_run.write_json(json_path, result)
    if save:
        rows = (json.dumps({"id": id, **report}, ensure_ascii=False) for id, report in reports.items())
        save.parent.mkdir(parents=True, exist_ok=True)
        save.write_text("\n".join(rows) + "\n", encoding="utf-8")
    if with_seed and not seed_run.run(console, shared, chosen):
        sys.exit(CHECK_FAILED)


@main.command()
@data_option
@system_option
@click.option("--parses", "keep_parses", type=click.Path(path_type=Path), help=PARSES_HELP)
def seed(data: Path | None, system: str, keep_parses: Path | None) -> None:
    """Check that the article the project starts from comes out as specified; exit 1 if not."""
    if not seed_run.run(Console(), shared_folder(data), _system(system, keep_parses)):
        sys.exit(CHECK_FAILED)


def _system(name: str, keep_parses: Path | None, command: str | None = None) -> System:
    if command:
        return of_command(command)
    return with_kept_parses(keep_parses) if keep_parses and name == "factcheck" else SYSTEMS[name]


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
