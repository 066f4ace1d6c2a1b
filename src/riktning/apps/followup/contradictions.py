"""Where people and data say different things: in the plan, and in what administrations report."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from riktning.apps.followup.attention import (
    AreaSituation,
    Attention,
    AttentionKind,
    LineSituation,
    Measured,
    attention,
)
from riktning.apps.followup.queries import statuses_of
from riktning.apps.followup.rounds.calendar import months_of
from riktning.apps.followup.rounds.evidence import measured_then, says_otherwise
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.rounds.reading import readable
from riktning.apps.observations.figures import IndicatorInfo, Judged
from riktning.apps.organisation.rights import Actor
from riktning.apps.plans.models import Measure, Revision
from riktning.catalogue.model import Words


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer whose status said otherwise than the data when it was set."""

    answer: Answer
    measures: tuple[Measured, ...]


def in_plan(revision: Revision, known: Judged) -> tuple[Attention, ...]:
    """What is said of areas and lines of the plan against the region's verdicts. Two queries."""
    return in_plans({revision: ""}, known)


def in_plans(plans: Mapping[Revision, str], known: Judged) -> tuple[Attention, ...]:
    """What is said of areas and lines of plans, each for a unit ("" the region), against verdicts.

    Two queries, one where nothing is said.
    """
    statuses = statuses_of(plans)
    if not statuses.areas and not statuses.lines:
        return ()
    rows = (
        Measure.objects.filter(plan_indicator__area__revision__in=list(plans))
        .order_by("plan_indicator__area__order", "plan_indicator__order", "pk")
        .values_list(
            "plan_indicator__area", "plan_indicator__area__slug", "plan_indicator__area__name",
            "plan_indicator", "plan_indicator__text", "indicator_id",
        )
    )  # fmt: skip
    areas: dict[tuple[int, str, str], dict[tuple[int, str], list[Measured]]] = {}
    for key, slug, name, line, text, indicator_id in rows:
        lines = areas.setdefault((key, slug, name), {})
        lines.setdefault((line, text), []).append(_measured(indicator_id, known))
    situations = [
        AreaSituation(
            slug,
            name,
            statuses.areas[key].status if key in statuses.areas else None,
            has_goals=False,
            lines=tuple(
                LineSituation(
                    text,
                    statuses.lines[line].status if line in statuses.lines else None,
                    tuple(measures),
                )
                for (line, text), measures in lines.items()
            ),
        )
        for (key, slug, name), lines in areas.items()
    ]
    found = attention(situations, ())
    return tuple(item for item in found if item.kind is AttentionKind.CONTRADICTION)


def _measured(indicator_id: str, known: Judged) -> Measured:
    info, verdict = known.infos.get(indicator_id), known.verdicts.get(indicator_id)
    pace = verdict.pace if verdict else None
    return Measured(
        indicator_id,
        info.name if info else Words(indicator_id, indicator_id),
        verdict.direction.state if verdict else None,
        pace.state if pace else None,
        has_target=pace is not None,
        certain=pace.certain if pace else True,
    )


def in_answers(
    actor: Actor, infos: Mapping[str, IndicatorInfo], units: Collection[str] = (), area: str = ""
) -> tuple[Contradiction, ...]:
    """Answers of each administration's last round that say otherwise than the data said then.

    Only what the actor may read, of these administrations and this area (any, when none is named).
    One query.
    """
    rows = (
        Answer.objects.filter(readable(actor))
        .exclude(seen={})
        .exclude(status="")
        .select_related("report__round")
        .order_by("report__unit_id", "order")
    )
    if units:
        rows = rows.filter(report__unit_id__in=units)
    if area:
        rows = rows.filter(area=area)
    last: dict[str, tuple[int, int]] = {}
    every = list(rows)
    for row in every:
        last[row.report.unit_id] = max(last.get(row.report.unit_id, (0, 0)), _when(row))
    found = []
    for row in every:
        if _when(row) == last[row.report.unit_id]:
            measures = measured_then(row.seen, infos)
            if says_otherwise(row.status, measures):
                found.append(Contradiction(row, measures))
    return tuple(found)


def _when(answer: Answer) -> tuple[int, int]:
    made = answer.report.round
    return months_of(made.kind, made.year)[1].index, made.pk
