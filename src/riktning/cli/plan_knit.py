"""`riktning plan` for what stands around revisions: items, who owns them, what serves what."""

from pathlib import Path
from typing import Annotated

import typer

from riktning.cli.plan_life import (
    Actor,
    Code,
    Json,
    Number,
    day_of,
    find,
    find_item,
    print_json,
)
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

_Item = Annotated[int, typer.Argument(metavar="ITEM", help="The item's number.")]
_From = Annotated[str | None, typer.Option("--from", help="First day; default today.")]


def items(plan: Code, revision: Number = None, as_json: Json = False) -> None:
    """List the items of a revision with their numbers."""
    open_store()
    from riktning.apps.plans.snapshots import snapshot

    said = snapshot(find(plan, revision)).items
    if as_json:
        print_json(
            [
                {"item": s.number, "kind": s.kind, "text": s.text, "where": list(s.where),
                 "period": s.period}
                for s in said
            ]
        )  # fmt: skip
        return
    for s in said:
        period = f" ({s.period})" if s.period else ""
        typer.echo(f"{s.number:>5}  {s.kind:<10} {s.text}{period}")


def own(
    plan: Code,
    item: _Item,
    role: Annotated[str, typer.Argument(help="A role, never a person's name.")],
    lead: Annotated[bool, typer.Option("--lead", help="The role leads instead of owns.")] = False,
    first: _From = None,
    unit: Annotated[str, typer.Option(help="The unit the role is of.")] = "",
    actor: Actor = "command line",
) -> None:
    """Say which role owns or leads an item from a day on; who did before ends the day before."""
    open_store()
    from riktning.apps.plans.models import Part
    from riktning.apps.plans.responsibility import name_responsible

    part = Part.LEAD if lead else Part.OWNER
    made = name_responsible(
        item=find_item(plan, item), part=part, role=role, unit_id=unit, from_date=day_of(first),
        actor=actor,
    )  # fmt: skip
    typer.echo(f"{plan} {item}: {part.value} from {made.from_date} is {made.role}")
    typer.echo(f"  {_text_of(plan, item)}")


def _text_of(plan: str, item: int) -> str:
    """What the item says in the newest revision that it is in."""
    from riktning.apps.plans.models import Revision
    from riktning.apps.plans.snapshots import snapshot

    for revision in Revision.objects.filter(plan__code=plan).order_by("-number"):
        for said in snapshot(revision).items:
            if said.number == item:
                return f"{said.kind}: {said.text}"
    return "in no revision"


def serve_goal(
    plan: Code,
    item: _Item,
    other: Annotated[str, typer.Argument(metavar="PLAN:ITEM", help="What it serves.")],
    first: _From = None,
    end: Annotated[
        bool, typer.Option("--end", help="It serves it no longer after the day.")
    ] = False,
    actor: Actor = "command line",
) -> None:
    """Say that an item serves an item of another plan: a milestone an effect goal."""
    code, _sign, number = other.partition(":")
    if not number.isdigit():
        raise RiktningError(f"{other!r} is no item of a plan", remedy="write it as PLAN:12")
    open_store()
    from riktning.apps.plans.serving import link_items, unlink_items

    source, target, day = find_item(plan, item), find_item(code, int(number)), day_of(first)
    if end:
        unlink_items(source=source, target=target, last_day=day, actor=actor)
    else:
        link_items(source=source, target=target, from_date=day, actor=actor)
    typer.echo(
        f"{source} {'served' if end else 'serves'} {target}, {'to' if end else 'from'} {day}"
    )


def export(
    plan: Code,
    out: Annotated[Path, typer.Argument(help="The Excel file to write (.xlsx).")],
    revision: Number = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
) -> None:
    """Write a revision into the Excel template: revise it there, and import it again."""
    if out.suffix.lower() != ".xlsx":
        raise RiktningError("the template is an Excel workbook", where=str(out))
    if out.exists() and not force:
        raise RiktningError(
            "there is already a file of that name",
            where=str(out),
            remedy="choose another name, or replace it with --force",
        )
    open_store()
    from riktning.apps.plans.exporting import as_draft
    from riktning.documents.template import write_template

    typer.echo(f"Wrote {write_template(out, as_draft(find(plan, revision)))}")


def yearly(
    plan: Code,
    month: Annotated[int, typer.Argument(help="1 to 12.")],
    text: Annotated[str, typer.Argument(help="What is done.")],
    role: Annotated[str, typer.Option(help="The role that does it.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take it off the wheel.")] = False,
    actor: Actor = "command line",
) -> None:
    """Put something that is done every year on the plan's annual wheel."""
    open_store()
    from riktning.apps.plans.yearly import add_yearly_task, remove_yearly_task

    of = find(plan, None).plan
    if remove:
        remove_yearly_task(plan=of, month=month, text=text, actor=actor)
    else:
        add_yearly_task(plan=of, month=month, text=text, role=role, actor=actor)
    typer.echo(f"{plan}, month {month}: {'removed' if remove else 'added'} {text}")
