"""`riktning report`: the yearly follow-up from what is published, as Word and PDF."""

import itertools
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riktning.cli.store import open_store
from riktning.core.errors import RiktningError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from riktning.apps.observations.models import Run
    from riktning.apps.plans.models import Revision
    from riktning.documents.report import ReportContent


def report(
    out: Annotated[Path, typer.Option(help="Folder to write the report into.")],
    plan: Annotated[
        str | None, typer.Option(help="Code of the plan; the only one, or the one in force.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="By the newest run with data up to this day, 2025-12-31.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="Formats, with commas between: docx, pdf.")
    ] = "docx,pdf",
    language: Annotated[str, typer.Option(help="Language of the report: sv or en.")] = "sv",
    actor: Annotated[str, typer.Option(help="Role or account that writes.")] = "command line",
) -> None:
    """Write the yearly follow-up: summary, what the indicators say per area, appendix."""
    from riktning.documents.report.languages import wording_of
    from riktning.documents.report.write import check_formats

    formats = list(
        dict.fromkeys(name for part in format_.split(",") if (name := part.strip().lower()))
    )
    if not formats:
        raise RiktningError(
            "no format is named", where="--format", remedy="write docx, pdf or docx,pdf"
        )
    check_formats(formats)
    wording_of(language)
    day = _day(as_of)
    open_store()
    run, revision = choose_run(day), choose_revision(plan)
    for warning in warnings(revision):
        typer.echo(f"Warning: {warning}", err=True)
    content = gather(run, revision, language)
    with _progress(content, formats) as done:
        written = produce(content, run, revision, out, formats, actor=actor, done=done)
    if run.synthetic:
        typer.echo("Synthetic data – not real results")
    typer.echo(f"Plan {revision.plan.code}, revision {revision.number} ({revision.state})")
    for path in written:
        typer.echo(f"Wrote {path}")


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise RiktningError(
            f"{text!r} is not a date", where="--as-of", remedy="write it as 2025-12-31"
        ) from error


def choose_run(day: date | None) -> "Run":
    """The run that is shown, or the newest whose data end no later than the day."""
    from riktning.apps.observations.models import Run
    from riktning.apps.observations.queries import current_run

    if day is None:
        run = current_run()
    else:
        run = Run.objects.filter(as_of__lte=day).order_by("-as_of", "-created_at").first()
    if run is None:
        until = f" with data up to {day}" if day else ""
        raise RiktningError(
            f"no run{until} is published", remedy="publish one with riktning publish RUN"
        )
    return run


def choose_revision(plan: str | None) -> "Revision":
    """The revision in force of the plan, then decided, then the newest draft with measures."""
    from riktning.apps.plans.queries import shown_revision

    revision = shown_revision(plan)
    if revision is None:
        what = f"there is no plan with the code {plan!r}" if plan else "there is no plan"
        raise RiktningError(what, remedy="import one with riktning plan import FILE --plan CODE")
    return _with_measures(revision) if revision.state == "draft" else revision


def _with_measures(draft: "Revision") -> "Revision":
    """The plan's newest draft that has linked measures; the draft itself when none has."""
    drafts = draft.plan.revisions.filter(state="draft", areas__indicators__measures__isnull=False)
    return drafts.order_by("-number").first() or draft


def warnings(revision: "Revision") -> list[str]:
    """What the reader of a report on this revision should know before reading it."""
    from riktning.apps.plans.queries import indicator_areas

    named = f"revision {revision.number} of plan {revision.plan.code}"
    found = []
    if revision.state == "draft":
        found.append(f"{named} is a draft; none is decided or in force")
    if not indicator_areas(revision):
        code = revision.plan.code
        remedy = f"link some with riktning plan link FILE --plan {code}"
        found.append(f"no measure is linked to {named}; {remedy}")
    return found


def gather(run: "Run", revision: "Revision", language: str) -> "ReportContent":
    """The content of the report, as of the run's date and issued today."""
    from django.utils import timezone

    from riktning.apps.followup.report_content import gather_report

    return gather_report(
        run=run,
        revision=revision,
        as_of=run.as_of,
        issued=timezone.localdate(),
        language=language,
    )


def produce(
    content: "ReportContent",
    run: "Run",
    revision: "Revision",
    out: Path,
    formats: Sequence[str],
    *,
    actor: str,
    done: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Write the files and record them in the store; answer their paths."""
    from riktning.apps.followup.actions import record_report
    from riktning.documents.report import write_report

    written = [report.path for report in write_report(content, out, formats=formats, done=done)]
    record_report(run=run, revision=revision, as_of=content.as_of, files=written, actor=actor)
    return written


@contextmanager
def _progress(content: "ReportContent", formats: Sequence[str]) -> "Iterator[Callable[[], None]]":
    from riktning.cli.progress import progress
    from riktning.documents.report.write import steps

    total, count = steps(content, formats), itertools.count(1)
    with progress("Charts and documents") as report:
        yield lambda: report(next(count), total, "Charts and documents")
