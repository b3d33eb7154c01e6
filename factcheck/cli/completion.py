"""``factcheck completion``: what makes a shell complete commands, options and files."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    For the running shell, and for good in its start-up file:
      bash  eval "$(factcheck completion bash)"
      zsh   eval "$(factcheck completion zsh)"
      fish  factcheck completion fish | source
    """
    kind = get_completion_class(shell)
    root = click.get_current_context().find_root().command
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(root, {}, "factcheck", "_FACTCHECK_COMPLETE").source())
