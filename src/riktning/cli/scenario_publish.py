"""``riktning scenario publish``: drawn scenarios to the pages."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.scenario_compare import Baseline, Links, PlanCode, wanted_goals


def publish(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders that riktning scenario run --draws N wrote.")
    ],
    baseline: Baseline = None,
    plan: PlanCode = None,
    links: Links = None,
    actor: Annotated[str, typer.Option(help="Role or account that publishes.")] = "command line",
) -> None:
    """Publish drawn scenarios, compared with each other; they take the place of those shown.

    The targets are those of --plan or --links, else of the example plan.
    """
    from riktning.cli.store import open_store
    from riktning.simulation.scenarios.publishing import contents_of
    from riktning.simulation.scenarios.spreads import spreads

    found = spreads(folders, baseline)
    contents = contents_of(found, wanted_goals(plan, links))
    open_store()
    from riktning.apps.scenarios.actions import publish_scenarios

    _, new = publish_scenarios(contents=contents, actor=actor)
    names = ", ".join(each["id"] for each in contents)
    done = "Published" if new else "Unchanged, already published:"
    typer.echo(f"{done} {names} – simulated from synthetic data, not real results")
