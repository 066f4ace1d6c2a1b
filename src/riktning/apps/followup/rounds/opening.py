"""A round is opened: every administration gets its questions, kept as they are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from riktning.apps.followup.rounds.applying import Asked, Scope, questions
from riktning.apps.followup.rounds.calendar import months_of
from riktning.apps.followup.rounds.errors import RoundError
from riktning.apps.followup.rounds.models import (
    Answer,
    Report,
    ReportState,
    ReportStep,
    Round,
    RoundKind,
)
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.queries import units_valid
from riktning.apps.organisation.rights import Action, Actor, require
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import PlanKind, Responsibility, Revision, State
from riktning.apps.plans.places import Rows, rows_of_each
from riktning.apps.plans.serving import links_on
from riktning.core.units import UnitKind

ANSWERED_FOR = (State.IN_FORCE, State.DECIDED)
BY_HAND = frozenset({"reported", "reported_state"})
DAYS_TO_SUBMIT, DAYS_TO_APPROVE, DAYS_TO_ACCEPT = 21, 28, 42


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The day a round opens and the last day of each step, lowest level first."""

    opens: date
    submit: date
    approve: date
    accept: date


def usual_deadlines(kind: RoundKind, year: int, opens: date | None = None) -> Deadlines:
    """Three weeks to report, one more to approve, two more to accept, from the period's end."""
    start = opens or months_of(kind, year)[1].last_day + timedelta(days=1)
    steps = (DAYS_TO_SUBMIT, DAYS_TO_APPROVE, DAYS_TO_ACCEPT)
    return Deadlines(start, *(start + timedelta(days=days) for days in steps))


@transaction.atomic
def open_round(
    *, revision: Revision, kind: RoundKind, year: int, deadlines: Deadlines, actor: Actor
) -> Round:
    """Open a round of a decided revision; an administration nothing applies to is not asked."""
    require(actor, Action.OPEN_ROUND)
    if revision.state == State.DRAFT:
        raise RoundError(
            "a draft can still change", where=str(revision), remedy="decide the revision first"
        )
    if Round.objects.filter(revision=revision, kind=kind, year=year).exists():
        raise RoundError(
            f"the round {year} {kind.value} is open already",
            where=str(revision),
            remedy="`riktning round status` shows it",
        )
    _check(deadlines)
    made = Round.objects.create(
        revision=revision,
        kind=kind,
        year=year,
        opens_on=deadlines.opens,
        submit_by=deadlines.submit,
        approve_by=deadlines.approve,
        accept_by=deadlines.accept,
    )
    asked = _ask(made)
    _store(made, asked, actor)
    audit(
        actor=actor.name,
        action=Action.OPEN_ROUND.value,
        subject=str(made),
        submit_by=deadlines.submit.isoformat(),
        approve_by=deadlines.approve.isoformat(),
        accept_by=deadlines.accept.isoformat(),
        questions={unit: len(found) for unit, found in asked.items()},
    )
    return made


@transaction.atomic
def move_deadlines(*, round_: Round, deadlines: Deadlines, actor: Actor) -> Round:
    """Give the steps other last days; reminders follow the new ones."""
    require(actor, Action.OPEN_ROUND)
    _check(deadlines)
    before = [round_.submit_by, round_.approve_by, round_.accept_by]
    round_.opens_on, round_.submit_by = deadlines.opens, deadlines.submit
    round_.approve_by, round_.accept_by = deadlines.approve, deadlines.accept
    round_.save(update_fields=["opens_on", "submit_by", "approve_by", "accept_by"])
    audit(
        actor=actor.name,
        action=Action.OPEN_ROUND.value,
        subject=str(round_),
        before=[day.isoformat() for day in before],
        after=[d.isoformat() for d in (deadlines.submit, deadlines.approve, deadlines.accept)],
    )
    return round_


def _check(deadlines: Deadlines) -> None:
    days = [deadlines.opens, deadlines.submit, deadlines.approve, deadlines.accept]
    if days != sorted(days):
        raise RoundError(
            "the deadlines are not in order",
            remedy="give the lowest level first: open, submit, approve, accept",
        )


def administrations(day: date) -> dict[str, str]:
    """The administrations of the day by id with their names, by name. One query."""
    found = units_valid(day).filter(kind=UnitKind.ADMINISTRATION.value)
    return dict(sorted(found.values_list("unit_id", "name"), key=lambda unit: unit[1]))


def _ask(made: Round) -> dict[str, tuple[Asked, ...]]:
    """The questions of every administration that anything applies to."""
    units = administrations(made.opens_on)
    local = {
        r.plan.unit_id: r
        for r in met_revisions()
        if r.plan.kind == PlanKind.LOCAL and r.plan.unit_id in units and r.state in ANSWERED_FOR
    }
    regional, *own = rows_of_each([made.revision, *local.values()])
    rows: Mapping[str, Rows] = dict(zip(local, own, strict=True))
    links, owned = links_on(made.opens_on), _owned(made.opens_on)
    takes = _by_hand([regional, *own])
    first = months_of(made.kind, made.year)[0].first_day
    found = {
        unit: questions(
            regional,
            rows.get(unit),
            Scope(unit, made.year, first, links, owned.get(unit, ()), takes),
        )
        for unit in units
    }
    return {unit: asked for unit, asked in found.items() if asked}


def _owned(day: date) -> dict[str, set[int]]:
    """By administration: the items that one of its roles owns or leads on the day. One query."""
    valid = Responsibility.objects.filter(from_date__lte=day).exclude(unit_id="")
    held = valid.filter(Q(to_date__isnull=True) | Q(to_date__gte=day))
    found: dict[str, set[int]] = {}
    for unit_id, item in held.values_list("unit_id", "item_id"):
        found.setdefault(unit_id, set()).add(item)
    return found


def _by_hand(plans: Sequence[Rows]) -> dict[str, str]:
    """The measures of the plans that somebody counts by hand: as the run that is shown defined
    them, else as the catalogue does. Two queries."""
    wanted = {measure.indicator_id for rows in plans for measure in rows.measures}
    run = current_run()
    definitions = {key: info.definition for key, info in indicators(run).items()} if run else {}
    if wanted - definitions.keys():
        from riktning.catalogue import load
        from riktning.catalogue.plain import as_plain

        known = {key: as_plain(one) for key, one in load(None).indicators.items()}
        definitions = known | definitions
    return {
        key: "share" if definitions[key].get("denominator") else "count"
        for key in wanted & definitions.keys()
        if definitions[key].get("frame") in BY_HAND
    }


def _store(made: Round, asked: Mapping[str, Sequence[Asked]], actor: Actor) -> None:
    reports = Report.objects.bulk_create(Report(round=made, unit_id=unit) for unit in asked)
    ReportStep.objects.bulk_create(
        ReportStep(report=report, act=Act.OPEN, actor=actor.name, state=ReportState.DRAFT)
        for report in reports
    )
    Answer.objects.bulk_create(
        (
            Answer(
                report=report,
                order=order,
                kind=one.kind,
                item_id=one.item_id,
                indicator_id=one.indicator_id,
                area=one.area,
                place=one.place,
                text=one.text,
                local=one.local,
                evidence=list(one.evidence),
                takes=one.takes,
                target=one.target,
                target_due=one.target_due,
            )
            for report in reports
            for order, one in enumerate(asked[report.unit_id], 1)
        ),
        batch_size=500,
    )
