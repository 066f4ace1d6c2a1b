"""`riktning plan`: read a plan document, write the template, store a draft, link measures."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from riktning.cli import plan_knit, plan_life, plan_lint, plan_picture
from riktning.cli.plan_links import read_links
from riktning.cli.plan_tree import show_plan, show_questions
from riktning.cli.store import open_store
from riktning.core.errors import RiktningError
from riktning.documents.draft import DraftPlan

app = typer.Typer(
    help="Plan documents: read, write the template, store, link.", no_args_is_help=True
)

_File = Annotated[Path, typer.Argument(help="Word, PDF, Excel or extracted text.")]
_Code = Annotated[str, typer.Option("--plan", help="The plan's short code.")]
_Actor = Annotated[str, typer.Option(help="Role or account that does this.")]
KINDS = ("strategy", "implementation", "operational", "county_wide", "local")
_Kind = Annotated[
    str, typer.Option(help=f"{', '.join(KINDS)}; operational reads streams and milestones.")
]
for command, name in (
    (plan_life.draft, "draft"),
    (plan_life.match, "match"),
    (plan_life.decide, "decide"),
    (plan_life.put_in_force, "put-in-force"),
    (plan_life.diff, "diff"),
    (plan_knit.items, "items"),
    (plan_knit.own, "own"),
    (plan_knit.serve_goal, "serves"),
    (plan_knit.yearly, "yearly"),
    (plan_knit.export, "export"),
    (plan_lint.lint, "lint"),
    (plan_picture.picture, "picture"),
):
    app.command(name)(command)


@app.command()
def read(
    file: _File,
    as_json: Annotated[bool, typer.Option("--json", help="Print the draft as JSON.")] = False,
    kind: _Kind = "implementation",
) -> None:
    """Read a plan document and show the draft and its questions; stores nothing."""
    draft = _read(file, kind)
    if as_json:
        text = json.dumps(draft.as_dict(), ensure_ascii=False, indent=2)
        sys.stdout.buffer.write(f"{text}\n".encode())
        sys.stdout.buffer.flush()
        return
    show_plan(draft, file.name)
    show_questions(draft.questions)


def _read(file: Path, kind: str = "implementation") -> DraftPlan:
    """A long PDF takes a while: say so, to standard error."""
    from riktning.cli.progress import progress
    from riktning.documents.reading import read_operational, read_plan

    if kind not in KINDS:
        raise RiktningError(f"{kind!r} is no kind of plan", remedy=f"choose {', '.join(KINDS)}")
    with progress(f"Reading {file.name} …"):
        return read_operational(file) if kind == "operational" else read_plan(file)


@app.command()
def template(
    out: Annotated[Path, typer.Argument(help="The Excel file to write (.xlsx).")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
) -> None:
    """Write the Excel template a plan can be filled in."""
    from riktning.documents.template import write_template

    if out.suffix.lower() != ".xlsx":
        raise RiktningError(
            "the template is an Excel workbook", where=str(out), remedy="let the name end in .xlsx"
        )
    if out.exists() and not force:
        raise RiktningError(
            "there is already a file of that name, perhaps filled in",
            where=str(out),
            remedy="choose another name, or replace it with --force",
        )
    typer.echo(f"Wrote {write_template(out)}")


@app.command("import")
def import_plan(
    file: _File,
    plan: _Code,
    name: Annotated[str | None, typer.Option(help="The plan's name, for a new plan.")] = None,
    kind: _Kind = "implementation",
    unit: Annotated[str, typer.Option(help="The administration of a local plan.")] = "",
    actor: _Actor = "command line",
) -> None:
    """Store a plan document as a new revision in state draft, after showing the questions."""
    draft = _read(file, kind)
    show_questions(draft.questions)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    open_store()
    from riktning.apps.plans.actions import create_draft_revision
    from riktning.apps.plans.models import PlanKind
    from riktning.apps.plans.queries import latest_revision

    before = latest_revision(plan)
    revision = create_draft_revision(
        plan_code=plan,
        plan_name=name,
        draft=draft,
        source_name=file.name,
        source_sha256=digest,
        kind=PlanKind(kind),
        unit_id=unit,
        actor=actor,
    )
    if before is not None and revision.number <= before.number:
        typer.echo(f"unchanged: this document is already revision {revision.number}")
        return
    typer.echo(
        f"Plan {plan}, revision {revision.number} ({revision.state}): "
        f"{_counted(len(draft.areas), 'area', 'areas')}, "
        f"{_counted(sum(len(a.activities) for a in draft.areas), 'activity', 'activities')}, "
        f"{_counted(sum(len(a.indicators) for a in draft.areas), 'indicator', 'indicators')}, "
        f"{_counted(len(draft.questions), 'question', 'questions')}"
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


@app.command()
def link(
    file: Annotated[
        Path, typer.Argument(help="CSV: area, indicator, measure, unit_id, target, due.")
    ],
    plan: _Code,
    actor: _Actor = "command line",
) -> None:
    """Say which catalogue measures follow which indicator lines, and what they shall reach."""
    rows = read_links(file)
    open_store()
    from riktning.apps.plans.actions import MeasureLink, link_measures
    from riktning.apps.plans.queries import latest_revision

    revision = latest_revision(plan)
    if revision is None:
        raise RiktningError(
            f"there is no plan {plan!r}",
            remedy=f"store one: riktning plan import FILE --plan {plan}",
        )
    links = [
        MeasureLink(
            area=row.area,
            indicator=row.indicator,
            indicator_id=row.indicator_id,
            unit_id=row.unit_id,
            value=row.value,
            due=row.due,
            row=row.row,
        )
        for row in rows
    ]
    count = link_measures(revision=revision, links=links, actor=actor)
    typer.echo(
        f"Plan {plan}, revision {revision.number}: {_counted(count, 'measure', 'measures')} linked"
    )
