"""``riktning scenario publish``: drawn scenarios to the pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riktning.cli.scenario_compare import Baseline, Links, PlanCode, wanted_goals

if TYPE_CHECKING:
    from collections.abc import Sequence


def publish(
    folders: Annotated[
        list[Path],
        typer.Argument(help="Folders that riktning scenario run --draws N wrote, or a --to file."),
    ],
    baseline: Baseline = None,
    plan: PlanCode = None,
    links: Links = None,
    to: Annotated[
        Path | None,
        typer.Option(help="Write what would be published to a file (.json.gz) instead."),
    ] = None,
    actor: Annotated[str, typer.Option(help="Role or account that publishes.")] = "command line",
) -> None:
    """Publish drawn scenarios, compared with each other; they take the place of those shown.

    The targets are those of --plan or --links, else of the example plan.
    """
    contents = _contents(folders, baseline, plan, links)
    names = ", ".join(each["id"] for each in contents)
    if to is not None:
        _write(to, contents)
        typer.echo(f"Wrote {names} to {to} – simulated from synthetic data, not real results")
        return
    from riktning.cli.store import open_store

    open_store()
    from riktning.apps.scenarios.actions import publish_scenarios

    _, new = publish_scenarios(contents=contents, actor=actor)
    done = "Published" if new else "Unchanged, already published:"
    typer.echo(f"{done} {names} – simulated from synthetic data, not real results")


def _contents(
    folders: "Sequence[Path]", baseline: str | None, plan: str | None, links: Path | None
) -> list[dict[str, Any]]:
    from riktning.cli.scenario_files import is_carried, read_contents
    from riktning.core.errors import ScenarioError
    from riktning.simulation.scenarios.publishing import contents_of
    from riktning.simulation.scenarios.spreads import spreads

    carried = [path for path in folders if is_carried(path)]
    if not carried:
        return contents_of(spreads(folders, baseline), wanted_goals(plan, links))
    if len(folders) > 1 or baseline or plan or links:
        raise ScenarioError(
            "a file that was written by --to says already what is compared with what",
            where=str(carried[0]),
            remedy="give it alone",
        )
    return read_contents(carried[0])


def _write(path: Path, contents: "Sequence[dict[str, Any]]") -> None:
    from riktning.cli.scenario_files import write_contents

    write_contents(path, contents)
