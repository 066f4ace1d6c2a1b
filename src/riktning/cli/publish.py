"""`riktning publish`: a run of aggregates into the store that the pages read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.store import open_store

if TYPE_CHECKING:
    from riktning.apps.observations.models import Run


def publish(
    run: Annotated[Path, typer.Argument(help="Folder written by `riktning compute`.")],
    actor: Annotated[str, typer.Option(help="Role or account that publishes.")] = "command line",
) -> None:
    """Publish a run: all of it or nothing. Publishing it again changes nothing."""
    from riktning.cli.progress import progress

    open_store()
    from riktning.apps.observations.actions import publish_run
    from riktning.apps.observations.queries import current_run, summary

    with progress("Publishing the run …"):
        before = current_run()
        published = publish_run(run_folder=run, actor=actor)
        counts = summary(published)
    label = " – synthetic data, not real results" if published.synthetic else ""
    done = "Unchanged, already published:" if _same(before, published) else "Published"
    typer.echo(f"{done} {published.label} ({published.run_id}){label}")
    typer.echo(f"  indicators    {counts.computed} with figures, {counts.without} without")
    typer.echo(f"  observations  {counts.observations} ({counts.hidden} hidden)")
    repeated = (published.family or {}).get("repeated", 0)
    alike = f" ({repeated} with the same figures as another unit's)" if repeated else ""
    typer.echo(f"  verdicts      {counts.verdicts}{alike}")
    if not counts.verdicts:
        typer.echo(f"  not judged yet: riktning judge {run}, then publish again")


def _same(before: "Run | None", after: "Run") -> bool:
    """Whether the run was already shown, with the same verdicts and under the same name."""
    return before is not None and (before.pk, before.verdicts_sha256, before.label) == (
        after.pk,
        after.verdicts_sha256,
        after.label,
    )
