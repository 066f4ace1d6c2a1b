"""``riktning scenario compare``: what scenarios lead to, side by side."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.language import Language, check_language

if TYPE_CHECKING:
    from riktning.simulation.scenarios.goals import Goal

Baseline = Annotated[str | None, typer.Option(help="The scenario that others are compared with.")]
PlanCode = Annotated[
    str | None, typer.Option(help="Code of the plan whose targets are looked for.")
]
Links = Annotated[
    Path | None, typer.Option(help="CSV file with the targets, as riktning plan link reads it.")
]


def compare(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders that riktning scenario run wrote.")
    ],
    baseline: Baseline = None,
    plan: PlanCode = None,
    links: Links = None,
    year: Annotated[
        int | None, typer.Option(help="The year the table is of; the last if not given.")
    ] = None,
    language: Language = "sv",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print every year as JSON instead of a table.")
    ] = False,
) -> None:
    """Compare scenarios with the same luck: outcomes, targets of the plan, what levers contribute.

    The targets are those of --plan or --links, else of the example plan.
    """
    from riktning.cli.scenario_spreads import show_spreads
    from riktning.cli.scenario_tables import show
    from riktning.simulation.scenarios.answers import answer, answers_as_json, reached_as_json
    from riktning.simulation.scenarios.goals import reached_drawn
    from riktning.simulation.scenarios.spread_json import spreads_as_json
    from riktning.simulation.scenarios.spreads import has_draws, spreads

    check_language(language)
    if has_draws(folders):
        found = spreads(folders, baseline)
        _refuse_other_year(year, found.years)
        goals = wanted_goals(plan, links)
        reached = [one for each in found.drawn for one in reached_drawn(goals, each, found.years)]
        if as_json:
            told = spreads_as_json(found) | {"targets": [reached_as_json(each) for each in reached]}
            typer.echo(json.dumps(told, ensure_ascii=False, allow_nan=False))
            return
        show_spreads(found, found.years[-1] if year is None else year, language, reached)
        return
    answers = answer(folders, baseline, wanted_goals(plan, links))
    if as_json:
        typer.echo(json.dumps(answers_as_json(answers), ensure_ascii=False, allow_nan=False))
        return
    _refuse_other_year(year, answers.years)
    show(answers, answers.years[-1] if year is None else year, language)


def _refuse_other_year(year: int | None, years: range) -> None:
    from riktning.core.errors import ScenarioError

    if year is not None and year not in years:
        raise ScenarioError(
            f"{year} is not a year of the scenarios",
            where="--year",
            remedy=f"choose {years[0]} to {years[-1]}",
        )


def wanted_goals(plan: str | None, links: Path | None) -> "Sequence[Goal]":
    """Targets for the whole region."""
    from riktning.cli.examples import examples_folder
    from riktning.core.errors import RiktningError

    if plan is not None and links is not None:
        raise RiktningError(
            "both a plan and a file of links are given", where="--links", remedy="choose one"
        )
    if plan is not None:
        return _of_plan(plan)
    return _of_file(examples_folder() / "plan" / "links.csv" if links is None else links)


def _of_file(path: Path) -> "Sequence[Goal]":
    from riktning.cli.plan_links import read_links
    from riktning.simulation.scenarios.goals import Goal

    return [
        Goal(row.indicator_id, row.value, row.due)
        for row in read_links(path)
        if row.value is not None and row.due is not None and row.unit_id is None
    ]


def _of_plan(code: str) -> "Sequence[Goal]":
    from riktning.cli.store import open_store
    from riktning.core.errors import RiktningError
    from riktning.simulation.scenarios.goals import Goal

    open_store()
    from riktning.apps.plans import queries

    revision = queries.latest_revision(code)
    if revision is None:
        raise RiktningError(
            f"there is no plan with the code {code!r}",
            remedy="import one with riktning plan import FILE --plan CODE",
        )
    return [
        Goal(planned.indicator_id, planned.target.value, planned.target.due)
        for planned in queries.planned_targets(revision)
        if planned.unit_id is None
    ]
