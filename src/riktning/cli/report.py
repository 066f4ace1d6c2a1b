"""`riktning report`: a report from a template or as it was written, in the formats asked for."""

import itertools
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
    from riktning.documents.manuscript.model import Manuscript

YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class About:
    """What a report from a template is about; ``area`` and ``unit`` are empty for all of it."""

    template: str = YEARLY
    language: str = "sv"
    area: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A manuscript, and the run and the revision that it is about."""

    manuscript: "Manuscript"
    run: "Run"
    revision: "Revision"


def report(
    out: Annotated[Path, typer.Option(help="Folder to write the report into.")],
    template: Annotated[
        str,
        typer.Argument(help="yearly, tertial, area, administration, board or public."),
    ] = YEARLY,
    plan: Annotated[
        str | None, typer.Option(help="Code of the plan; the only one, or the one in force.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="By the newest run with data up to this day, 2025-12-31.")
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="Formats, with commas between: docx, pdf, html, odt, pptx, xlsx, md, zip.",
        ),
    ] = "docx,pdf",
    area: Annotated[str, typer.Option(help="Area of an area report, as its address.")] = "",
    unit: Annotated[str, typer.Option(help="Unit id of an administration's report.")] = "",
    language: Annotated[str, typer.Option(help="Language of the report: sv or en.")] = "sv",
    written: Annotated[
        int | None,
        typer.Option("--report", help="Number of a report that was written on the pages."),
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(help="Your own Word or slide template, whose look is taken.")
    ] = None,
    actor: Annotated[str, typer.Option(help="Role or account that writes.")] = "command line",
) -> None:
    """Write a report: from a template, with the evidence that stands there by itself."""
    from riktning.documents.manuscript.write import check_formats

    formats = list(
        dict.fromkeys(name for part in format_.split(",") if (name := part.strip().lower()))
    )
    if not formats:
        raise RiktningError(
            "no format is named", where="--format", remedy="write docx, pdf or docx,pdf"
        )
    check_formats(formats)
    day = _day(as_of)
    open_store()
    about = About(template, language, area, unit)
    found = _written(written) if written is not None else _made(about, plan, day)
    with _progress(found.manuscript, formats) as done:
        files = produce(found, out, formats, actor=actor, reference=reference, done=done)
    if found.manuscript.synthetic:
        typer.echo("Synthetic data – not real results")
    revision = found.revision
    typer.echo(f"Plan {revision.plan.code}, revision {revision.number} ({revision.state})")
    for path in files:
        typer.echo(f"Wrote {path}")


def _written(number: int) -> Found:
    """A report from the pages: as it was approved, byte for byte, or as it stands."""
    from riktning.apps.reports.assembling import manuscript_of_report
    from riktning.apps.reports.queries import find_report
    from riktning.documents.manuscript.json import manuscript_from_json

    report = find_report(number)
    if report is None:
        raise RiktningError(
            f"there is no report {number}", where="--report", remedy="see /rapporter/ for them"
        )
    frozen = getattr(report, "frozen", None)
    if frozen is not None:
        return Found(manuscript_from_json(frozen.manuscript), report.run, report.revision)
    typer.echo(f"Warning: report {number} is a draft; it is not approved", err=True)
    return Found(manuscript_of_report(report), report.run, report.revision)


def _made(about: About, plan: str | None, day: date | None) -> Found:
    """A report from a template, on the revision and the run that are shown."""
    run, revision = choose_run(day), choose_revision(plan)
    for warning in warnings(revision):
        typer.echo(f"Warning: {warning}", err=True)
    return Found(gather(run, revision, about), run, revision)


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


def gather(run: "Run", revision: "Revision", about: About) -> "Manuscript":
    """The report that the evidence makes by itself, as of the run's date and issued today."""
    from riktning.apps.reports.assembling import from_template
    from riktning.apps.reports.evidence.material import Material
    from riktning.apps.reports.templates import template
    from riktning.documents.report.languages import wording_of

    wording_of(about.language)
    kind = template(about.template)
    _check_area(kind.key, kind.scope.value == "area", about.area, revision)
    _check_unit(kind.key, kind.scope.value == "unit", about.unit, run)
    area, unit = about.area, about.unit
    day, language = run.as_of, about.language
    return from_template(
        kind, Material(run, revision, day, language, unit, area, plain=kind.public)
    )


def _check_area(key: str, wanted: bool, area: str, revision: "Revision") -> None:
    """RiktningError when an area is missing, unknown, or given to a report of all of them."""
    known = list(revision.areas.order_by("order").values_list("slug", flat=True))
    listed = f"choose among {', '.join(known)}" if known else "the plan has no areas"
    if wanted and not area:
        raise RiktningError(f"the {key} report is about an area", where="--area", remedy=listed)
    if area and not wanted:
        raise RiktningError(
            f"the {key} report is about all areas", where="--area", remedy="leave it out"
        )
    if area and area not in known:
        raise RiktningError(f"the plan has no area {area!r}", where="--area", remedy=listed)


def _check_unit(key: str, wanted: bool, unit: str, run: "Run") -> None:
    """The same for a unit."""
    from riktning.apps.followup.rounds.opening import administrations
    from riktning.apps.organisation.queries import units_on

    listed = f"choose among {', '.join(administrations(run.as_of))}"
    if wanted and not unit:
        raise RiktningError(
            f"the {key} report is about an administration", where="--unit", remedy=listed
        )
    if unit and not wanted:
        raise RiktningError(
            f"the {key} report is about the region", where="--unit", remedy="leave it out"
        )
    if unit and unit not in units_on(run.as_of):
        raise RiktningError(f"there is no unit {unit!r}", where="--unit", remedy=listed)


def produce(
    found: Found,
    out: Path,
    formats: Sequence[str],
    *,
    actor: str,
    reference: Path | None = None,
    done: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Write the files and record them in the store; answer their paths."""
    from django.conf import settings

    from riktning.apps.followup.actions import record_report
    from riktning.documents.manuscript.write import write_manuscript

    cache = Path(settings.RIKTNING_HOME) / "cache" / "charts"
    written = write_manuscript(
        found.manuscript, out, formats, reference=reference, cache=cache, done=done
    )
    record_report(
        run=found.run,
        revision=found.revision,
        as_of=found.run.as_of,
        files=written,
        actor=actor,
        title=found.manuscript.title,
    )
    return written


@contextmanager
def _progress(manuscript: "Manuscript", formats: Sequence[str]) -> "Iterator[Callable[[], None]]":
    from riktning.cli.progress import progress
    from riktning.documents.manuscript.write import steps

    total, count = steps(manuscript, formats), itertools.count(1)
    with progress("Charts and documents") as report:
        yield lambda: report(next(count), total, "Charts and documents")
