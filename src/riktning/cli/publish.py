"""`riktning publish`: a run of aggregates into the store that the pages read."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.store import open_store


def publish(
    run: Annotated[Path, typer.Argument(help="Folder written by `riktning compute`.")],
    actor: Annotated[str, typer.Option(help="Role or account that publishes.")] = "command line",
) -> None:
    """Publish a run: all of it or nothing. Publishing it again changes nothing."""
    from rich.console import Console

    open_store()
    from riktning.apps.observations.actions import publish_run
    from riktning.apps.observations.queries import summary

    console = Console(stderr=True)
    with console.status("Publishing the run …"):
        published = publish_run(run_folder=run, actor=actor)
        counts = summary(published)
    label = " – synthetic data, not real results" if published.synthetic else ""
    typer.echo(f"Published {published.label} ({published.run_id}){label}")
    typer.echo(f"  indicators    {counts.computed} with figures, {counts.without} without")
    typer.echo(f"  observations  {counts.observations} ({counts.hidden} hidden)")
    typer.echo(f"  verdicts      {counts.verdicts}")
    if not counts.verdicts:
        typer.echo(f"  not judged yet: riktning judge {run}, then publish again")
