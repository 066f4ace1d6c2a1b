"""`riktning round`: open a round, see how far it has come, and fill in many answers in Excel."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riktning.cli.plan_life import Json, Number, day_of, find, print_json
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

if TYPE_CHECKING:
    from riktning.apps.followup.rounds.models import Report, Round, RoundKind

app = typer.Typer(help="Reporting rounds.", no_args_is_help=True)

Key = Annotated[int, typer.Argument(metavar="ROUND", help="The round's number, from `status`.")]
UnitId = Annotated[str, typer.Argument(metavar="UNIT", help="The administration's unit_id.")]
Day = Annotated[str | None, typer.Option(help="As 2025-05-01; default by the period's end.")]
Language = Annotated[str, typer.Option(help="sv or en.")]


@app.command(name="open")
def open_(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The plan's short code.")],
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="t1, t2, t3, h1, h2 or year.")],
    year: Annotated[int, typer.Argument(metavar="YEAR", help="Such as 2025.")],
    revision: Number = None,
    opens: Day = None,
    submit_by: Day = None,
    approve_by: Day = None,
    accept_by: Day = None,
) -> None:
    """Open a round: every administration is asked of its own plan and what it has taken up."""
    open_store()
    from dataclasses import replace

    from riktning.apps.followup.rounds.opening import open_round, usual_deadlines
    from riktning.apps.organisation.rights import COMMAND_LINE
    from riktning.apps.plans.queries import shown_revision

    kind = _kind(period)
    chosen = shown_revision(plan) if revision is None else None
    found = chosen or find(plan, revision)
    usual = usual_deadlines(kind, year, day_of(opens) if opens else None)
    given = {"submit": submit_by, "approve": approve_by, "accept": accept_by}
    deadlines = replace(usual, **{name: day_of(text) for name, text in given.items() if text})
    made = open_round(revision=found, kind=kind, year=year, deadlines=deadlines, actor=COMMAND_LINE)
    reports = made.reports.count()
    typer.echo(f"Round {made.pk} is open: {reports} administrations are asked.")
    typer.echo(
        f"Submit by {made.submit_by}, approve by {made.approve_by}, accept by {made.accept_by}."
    )


@app.command()
def move(
    key: Key,
    submit_by: Day = None,
    approve_by: Day = None,
    accept_by: Day = None,
) -> None:
    """Give the steps of a round other last days; reminders follow the new ones."""
    open_store()
    from riktning.apps.followup.rounds.opening import Deadlines, move_deadlines
    from riktning.apps.organisation.rights import COMMAND_LINE

    found = _round(key)
    given = (
        (submit_by, found.submit_by), (approve_by, found.approve_by), (accept_by, found.accept_by)
    )  # fmt: skip
    days = [day_of(text) if text else before for text, before in given]
    made = move_deadlines(
        round_=found, deadlines=Deadlines(found.opens_on, *days), actor=COMMAND_LINE
    )
    typer.echo(
        f"Submit by {made.submit_by}, approve by {made.approve_by}, accept by {made.accept_by}."
    )


@app.command()
def status(
    key: Annotated[int | None, typer.Argument(metavar="[ROUND]", help="One round.")] = None,
    as_json: Json = False,
) -> None:
    """Every round, or one of them: where each report stands, and whether it came in time."""
    open_store()
    rows = _units(_round(key)) if key is not None else _rounds()
    if as_json:
        print_json(rows)
    elif not rows:
        typer.echo("No round is open; open one with `riktning round open PLAN t1 2025`.")
    else:
        _table(rows)


@app.command()
def template(
    key: Key,
    unit: UnitId,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Excel file (.xlsx) to write.")],
    language: Language = "sv",
) -> None:
    """Write a report as an Excel file to fill in, with drop-downs and what was said last time."""
    open_store()
    from django.utils.translation import override

    from riktning.apps.followup.rounds.queries import answers_before
    from riktning.apps.followup.rounds.workbook_out import write_report

    report = _report(key, unit)
    with override(language):
        content = write_report(report, answers_before(report)[1])
    write_whole(out, content)
    typer.echo(f"Wrote {out}: {report.answers.count()} questions.")


@app.command()
def read(
    key: Key,
    unit: UnitId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The filled-in Excel file.")],
) -> None:
    """Read a filled-in report: every row is stored, or none and each fault is told."""
    open_store()
    from django.utils.translation import override

    from riktning.apps.followup.rounds.workbook_in import read_report
    from riktning.apps.organisation.rights import COMMAND_LINE

    with override("en"):
        stored = read_report(report=_report(key, unit), path=file, actor=COMMAND_LINE)
    merged = [each.answer.order for each in stored.values() if each.told]
    typer.echo(f"Read {len(stored)} answers.")
    if merged:
        numbers = ", ".join(map(str, merged))
        typer.echo(f"Somebody else had changed the same answer; read through question {numbers}.")


@app.command()
def values(
    key: Key,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="CSV file to write.")],
) -> None:
    """Write the accepted figures that were counted by hand, as the care data's table `reported`."""
    open_store()
    from riktning.apps.followup.rounds.values import as_csv

    text = as_csv(_round(key))
    write_whole(out, text.encode())
    typer.echo(f"Wrote {out}: {text.count(chr(10)) - 1} figures.")


def write_whole(path: Path, content: bytes) -> None:
    """Beside the target first, then in its place: whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise RiktningError(
            f"the file cannot be written ({error.strerror})",
            where=str(path),
            remedy="name a file in a folder you may write to",
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _kind(text: str) -> "RoundKind":
    from riktning.apps.followup.rounds.models import RoundKind

    if text.casefold() not in RoundKind.values:
        raise RiktningError(
            f"{text!r} is no period of a round", remedy=f"choose {', '.join(RoundKind.values)}"
        )
    return RoundKind(text.casefold())


def _round(key: int) -> "Round":
    from riktning.apps.followup.rounds.queries import find_round

    found = find_round(key)
    if found is None:
        raise RiktningError(
            f"there is no round {key}", remedy="`riktning round status` lists the numbers"
        )
    return found


def _report(key: int, unit: str) -> "Report":
    from riktning.apps.followup.rounds.queries import find_report

    made = _round(key)
    found = find_report(key, unit)
    if found is None:
        asked = ", ".join(made.reports.values_list("unit_id", flat=True))
        raise RiktningError(f"round {key} does not ask {unit!r}", remedy=f"choose among {asked}")
    return found


def _rounds() -> list[dict[str, Any]]:
    from riktning.apps.followup.rounds.queries import all_rounds

    return [
        {
            "round": row.round.pk,
            "plan": str(row.round.revision),
            "period": f"{row.round.year} {row.round.kind}",
            "submit_by": row.round.submit_by.isoformat(),
            "handed_in": f"{row.handed_in} of {row.total}",
        }
        for row in all_rounds()
    ]


def _units(found: "Round") -> list[dict[str, Any]]:
    from riktning.apps.followup.rounds.queries import progress

    return [
        {
            "unit": unit.report.unit_id,
            "name": unit.name,
            "state": unit.report.state,
            "answered": f"{unit.answered} of {unit.answers}",
            "submitted": unit.submitted.isoformat() if unit.submitted else "",
            "days_late": max(unit.days_late, 0),
        }
        for unit in progress(found).units
    ]


def _table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in rows[0]:
        table.add_column(name.replace("_", " "))
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console(highlight=False).print(table)
