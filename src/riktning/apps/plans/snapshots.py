"""A revision as plain values for what compares plans."""

from collections.abc import Sequence

from riktning.apps.plans.identity import said_by
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    PlanIndicator,
    Revision,
    SubArea,
    Target,
)
from riktning.apps.plans.places import Row, Rows, rows_of_each
from riktning.apps.plans.remembering import keep, recall
from riktning.apps.plans.scheduling import months_of
from riktning.core.periods import Month
from riktning.documents.plans.snapshot import Aim, RevisionText, Said


def snapshot(revision: Revision) -> RevisionText:
    """Every item with what the revision says of it. Eight queries."""
    return snapshots([revision])[0]


def snapshots(revisions: Sequence[Revision], *, targets: bool = True) -> list[RevisionText]:
    """Some revisions, of one plan or several, perhaps without their targets.

    Eight queries at most, seven without targets, however many they are.
    """
    known = {r.pk: found for r in revisions if (found := recall(r, ("items", targets)))}
    left = [revision for revision in revisions if revision.pk not in known]
    read = rows_of_each(left, targets=targets) if left else []
    for revision, rows in zip(left, read, strict=True):
        known[revision.pk] = _items(rows)
        keep(revision, ("items", targets), known[revision.pk])
    return [_snapshot(revision, known[revision.pk]) for revision in revisions]


def _items(rows: Rows) -> tuple[Said, ...]:
    measures: dict[int, list[str]] = {}
    for measure in rows.measures:
        measures.setdefault(measure.plan_indicator_id, []).append(measure.indicator_id)
    items = tuple(
        _said(row, kind.value, measures) for kind, found in rows.with_items for row in found
    )
    return _by_area(items, rows)


def _snapshot(revision: Revision, items: tuple[Said, ...]) -> RevisionText:
    return RevisionText(
        plan=revision.plan.code,
        name=revision.plan.name,
        number=revision.number,
        state=revision.state,
        decision=decision_words(revision),
        items=items,
        kind=revision.plan.kind,
        unit_id=revision.plan.unit_id,
    )


def decision_words(revision: Revision) -> str:
    """``2024-11-27, nämnden, § 225, SSN 2024-1``: what is known of the decision."""
    day = revision.decided_on.isoformat() if revision.decided_on else ""
    parts = (day, revision.decided_by, revision.decision_paragraph, revision.diary_number)
    return ", ".join(part for part in parts if part)


def _by_area(items: tuple[Said, ...], rows: Rows) -> tuple[Said, ...]:
    """Area by area, and within an area as the document goes."""
    place = {area.item_id: order for order, area in enumerate(rows.areas)}
    return tuple(sorted(items, key=lambda s: place[s.parents[0] if s.parents else s.item]))


def _said(row: Row, kind: str, measures: dict[int, list[str]]) -> Said:
    parents = _parents(row)
    period = row.period if isinstance(row, Goal | Activity) else None
    return Said(
        item=row.item_id,
        number=row.item.number,
        kind=kind,
        text=said_by(row),
        parents=tuple(parent.item_id for parent in parents),
        where=tuple(said_by(parent) for parent in parents),
        period=period.heading if period else "",
        period_item=period.item_id if period else None,
        measures=tuple(measures.get(row.pk, ())) if isinstance(row, PlanIndicator) else (),
        aim=_aim(row) if isinstance(row, Target) else None,
        months=months_of(row) if isinstance(row, Activity) else None,
    )


def _aim(target: Target) -> Aim:
    return Aim(
        target.measure.indicator_id, target.unit_id or "", target.value, Month.of(target.due_month)
    )


def _parents(row: Row) -> tuple[Area | SubArea | PlanIndicator, ...]:
    match row:
        case Area():
            return ()
        case Goal():
            return (row.sub_area.area, row.sub_area)
        case Activity():
            return (row.area, row.sub_area) if row.sub_area else (row.area,)
        case Target():
            line = row.measure.plan_indicator
            return (line.area, line)
        case AreaPeriod() | SubArea() | PlanIndicator():
            return (row.area,)
