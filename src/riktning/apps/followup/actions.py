"""What may be done in follow-up. Every action is atomic, names its actor and leaves a trace."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import transaction

from riktning.apps.followup.assessment_file import AssessmentError, AssessmentRow, read_assessments
from riktning.apps.followup.models import Assessment, ReportIssue, Status
from riktning.apps.observations.models import Run
from riktning.apps.organisation.audit import audit
from riktning.apps.plans.linking import Lines
from riktning.apps.plans.models import Area, PlanIndicator, Revision
from riktning.apps.plans.places import folded


@transaction.atomic
def record_assessment(
    *,
    of: Area | PlanIndicator,
    status: Status,
    as_of: date,
    role: str,
    comment: str = "",
    unit_id: str = "",
    actor: str,
) -> Assessment:
    """Record what someone in a role says of an area or an indicator line.

    Red and yellow need a comment. The same statement again is not recorded twice.
    """
    if status in {Status.RED, Status.YELLOW} and not comment.strip():
        raise AssessmentError(
            f"{status.value} needs a comment", where=str(of), remedy="say in a sentence why"
        )
    if not role.strip():
        raise AssessmentError("a status needs the role of who gives it", where=str(of))
    assessment, new = Assessment.objects.get_or_create(
        area=of if isinstance(of, Area) else None,
        plan_indicator=of if isinstance(of, PlanIndicator) else None,
        unit_id=unit_id,
        as_of=as_of,
        status=status.value,
        comment=comment.strip(),
        role=role.strip(),
    )
    if new:
        audit(
            actor=actor,
            action="record assessment",
            subject=f"{type(of).__name__.lower()} {of.pk}",
            status=status.value,
            unit=unit_id,
            as_of=as_of.isoformat(),
        )
    return assessment


@transaction.atomic
def import_assessments(*, revision: Revision, file: Path, actor: str) -> int:
    """Record every row of a CSV file, or none; answer how many rows there were."""
    rows = read_assessments(file)
    lines = Lines(revision)
    areas = {folded(area.name): area for area in revision.areas.all()}
    for row in rows:
        record_assessment(
            of=_subject(row, lines, areas),
            status=Status(row.status),
            as_of=row.as_of,
            role=row.role,
            comment=row.comment,
            unit_id=row.unit_id,
            actor=actor,
        )
    return len(rows)


def _subject(row: AssessmentRow, lines: Lines, areas: dict[str, Area]) -> Area | PlanIndicator:
    if not row.indicator and folded(row.area) in areas:
        return areas[folded(row.area)]
    return lines.find(row.area, row.indicator, where=row.where)


@transaction.atomic
def record_report(
    *, run: Run, revision: Revision, as_of: date, files: Sequence[Path], actor: str, title: str = ""
) -> ReportIssue:
    """Record a written report with its title and the size and fingerprint of each file."""
    named: dict[str, str | int] = {"title": title} if title else {}
    described = [named | _described(path) for path in files]
    issue = ReportIssue.objects.create(
        run=run, revision=revision, as_of=as_of, synthetic=run.synthetic, files=described
    )
    audit(
        actor=actor,
        action="write report",
        subject=f"report {issue.pk}",
        run=run.run_id,
        revision=str(revision),
        files=described,
    )
    return issue


def _described(path: Path) -> dict[str, str | int]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AssessmentError(
            f"the report file cannot be read ({error.strerror})", where=str(path)
        ) from error
    return {
        "name": path.name,
        "path": str(path.resolve()),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
