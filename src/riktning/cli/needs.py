"""`riktning needs`: the frame that joint needs stand in, from a file."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.store import open_store

app = typer.Typer(help="Joint development needs.", no_args_is_help=True)


@app.callback()
def needs() -> None:
    """Joint development needs."""


@app.command()
def load(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="YAML with perspectives, criteria and bodies.")
    ],
) -> None:
    """Make perspectives, prioritised areas, criteria and bodies what the file says."""
    open_store()
    from riktning.apps.governance.loading import read_yaml
    from riktning.apps.needs.frame import load_frame
    from riktning.apps.organisation.rights import COMMAND_LINE

    done = load_frame(data=read_yaml(file), actor=COMMAND_LINE)
    typer.echo(
        f"{done.perspectives} perspectives, {done.areas} areas, {done.criteria} criteria and "
        f"{done.bodies} bodies are as the file says."
    )
