"""Follow-up as plain values: what people have said, and what needs attention."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from riktning.apps.followup.attention import (
    AreaSituation,
    Attention,
    LineSituation,
    Measured,
    attention,
)
from riktning.apps.followup.models import Assessment, ReportIssue
from riktning.apps.followup.picture import Picture, Standing, picture
from riktning.apps.observations import queries as observed
from riktning.apps.observations.figures import IndicatorInfo, Judged, VerdictInfo
from riktning.apps.observations.models import Run
from riktning.apps.plans.following import goals_unfollowed
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import area_trees
from riktning.apps.plans.tree import AreaTree, IndicatorLine, MeasureItem
from riktning.catalogue.model import Words


@dataclass(frozen=True, slots=True)
class Said:
    """The latest human status of something."""

    status: str
    comment: str
    role: str
    as_of: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Statuses:
    """The latest human status by the id of the area and of the indicator line."""

    areas: Mapping[int, Said]
    lines: Mapping[int, Said]


def latest_statuses(revision: Revision, unit_id: str = "") -> Statuses:
    """What was last said of every area and line, for the region or one unit. One query."""
    return statuses_of({revision: unit_id})


def statuses_of(plans: Mapping[Revision, str]) -> Statuses:
    """What was last said of every area and line of each revision, for its unit ("" the region).

    One query.
    """
    wanted = Q(pk__in=())
    for revision, unit_id in plans.items():
        inside = Q(area__revision=revision) | Q(plan_indicator__area__revision=revision)
        wanted |= inside & Q(unit_id=unit_id)
    said = Assessment.objects.filter(wanted).order_by("as_of", "recorded_at", "id")
    areas: dict[int, Said] = {}
    lines: dict[int, Said] = {}
    for row in said:
        plain = Said(row.status, row.comment, row.role, row.as_of, row.recorded_at)
        if row.area_id is not None:
            areas[row.area_id] = plain
        elif row.plan_indicator_id is not None:
            lines[row.plan_indicator_id] = plain
    return Statuses(areas, lines)


def reports() -> list[ReportIssue]:
    """Every written report, newest first, with its run and revision. One query."""
    return list(ReportIssue.objects.select_related("run", "revision__plan"))


def what_needs_attention(
    run: Run | None,
    revision: Revision,
    trees: tuple[AreaTree, ...] | None = None,
    statuses: Statuses | None = None,
    known: Judged | None = None,
) -> tuple[Attention, ...]:
    """What needs attention in a revision by the figures of a run.

    Eight queries, four with trees, three with what people say as well, and one with what is known
    of the region's measures too.
    """
    areas = area_trees(revision) if trees is None else trees
    statuses = latest_statuses(revision) if statuses is None else statuses
    if known is None:
        known = observed.judged(run) if run else Judged("", {}, {})
    unfollowed = goals_unfollowed(revision, areas, timezone.localdate())
    situations = [
        replace(
            _situation(area, statuses, known.infos, known.verdicts),
            unfollowed=unfollowed.get(area.slug, ()),
        )
        for area in areas
    ]
    return attention(situations, [(key, info.name) for key, info in known.infos.items()])


def area_picture(known: Judged, area: AreaTree) -> Picture:
    """How an area's measures stand at a unit. No query."""
    return judged_picture(known, set(area.indicator_ids))


def judged_picture(known: Judged, wanted: Collection[str]) -> Picture:
    """How these measures stand at a unit. No query."""
    return picture(
        Standing(name, known.infos[name].name, known.unit_id, verdict.direction)
        for name, verdict in known.verdicts.items()
        if name in wanted
    )


def _situation(
    area: AreaTree,
    statuses: Statuses,
    infos: Mapping[str, IndicatorInfo],
    verdicts: Mapping[str, VerdictInfo],
) -> AreaSituation:
    said = statuses.areas.get(area.id)
    return AreaSituation(
        slug=area.slug,
        name=area.name,
        status=said.status if said else None,
        has_goals=any(sub_area.goals for sub_area in area.sub_areas),
        lines=tuple(_line(line, statuses, infos, verdicts) for line in area.indicators),
    )


def _line(
    line: IndicatorLine,
    statuses: Statuses,
    infos: Mapping[str, IndicatorInfo],
    verdicts: Mapping[str, VerdictInfo],
) -> LineSituation:
    said = statuses.lines.get(line.id)
    measures = tuple(_measured(measure, infos, verdicts) for measure in line.measures)
    return LineSituation(line.text, said.status if said else None, measures)


def _measured(
    measure: MeasureItem,
    infos: Mapping[str, IndicatorInfo],
    verdicts: Mapping[str, VerdictInfo],
) -> Measured:
    indicator_id = measure.indicator_id
    info, verdict = infos.get(indicator_id), verdicts.get(indicator_id)
    return Measured(
        indicator_id=indicator_id,
        name=info.name if info else Words(indicator_id, indicator_id),
        direction=verdict.direction.state if verdict else None,
        pace=verdict.pace.state if verdict and verdict.pace else None,
        has_target=bool(measure.targets),
        certain=verdict.pace.certain if verdict and verdict.pace else True,
    )
