"""Rounds as plain values. Each function says how many queries it asks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from riktning.apps.followup.rounds.calendar import months_of
from riktning.apps.followup.rounds.handing import own_report
from riktning.apps.followup.rounds.models import (
    Answer,
    AnswerVersion,
    Report,
    ReportState,
    ReportStep,
    Round,
)
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.rounds.policies import ASKED_OF, Act
from riktning.apps.followup.rounds.reading import reads_drafts
from riktning.apps.followup.rounds.rollup import Voice
from riktning.apps.followup.rounds.statuses import QuestionKind
from riktning.apps.organisation.rights import Actor, may, may_somewhere

HANDED_IN = (
    ReportState.SUBMITTED,
    ReportState.APPROVED,
    ReportState.ACCEPTED,
    ReportState.LOCKED,
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in a list: how many reports stand where."""

    round: Round
    states: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def handed_in(self) -> int:
        return sum(self.states.get(state, 0) for state in HANDED_IN)


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far one administration has come, and whether each step was in time.

    Days are those of the first time a step was taken; ``days_late`` counts from the first
    submission, or from today while there is none, and is 0 or less in time.
    """

    report: Report
    name: str
    answers: int
    answered: int
    submitted: date | None
    approved: date | None
    accepted: date | None
    returned: str  # why it was last sent back or reopened, while it is a draft
    days_late: int

    @property
    def complete(self) -> bool:
        return self.answered == self.answers

    @property
    def in_time(self) -> bool | None:
        """None while it can still be."""
        if self.submitted is None:
            return False if self.days_late > 0 else None
        return self.days_late <= 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A round: every administration that is asked, and those that nothing applies to."""

    round: Round
    units: tuple[UnitProgress, ...]
    not_asked: tuple[str, ...]

    @property
    def states(self) -> Mapping[str, int]:
        return Counter(unit.report.state for unit in self.units)

    @property
    def handed_in(self) -> int:
        return sum(1 for unit in self.units if unit.report.state in HANDED_IN)

    @property
    def in_time(self) -> int:
        return sum(1 for unit in self.units if unit.submitted is not None and unit.in_time)

    @property
    def returned(self) -> int:
        """Sent back or reopened, and not handed in again."""
        return sum(1 for unit in self.units if unit.returned)

    @property
    def overdue(self) -> int:
        """Not handed in although the day has passed."""
        return sum(
            1 for u in self.units if u.report.state == ReportState.DRAFT and u.in_time is False
        )


def all_rounds() -> tuple[RoundRow, ...]:
    """Every round, the newest first. Two queries."""
    states: dict[int, Counter[str]] = {}
    counted = Report.objects.order_by().values_list("round_id", "state").annotate(Count("pk"))
    for key, state, count in counted:
        states.setdefault(key, Counter())[state] = count
    rounds = Round.objects.select_related("revision__plan")
    return tuple(RoundRow(one, states.get(one.pk, Counter())) for one in rounds)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report whose next step somebody may take, and its last day."""

    report: Report
    act: Act
    due: date


# Which step a report waits for, by its state, and the deadline of the step.
WAITS_FOR: Mapping[str, tuple[Act, str]] = {
    ReportState.DRAFT: (Act.SUBMIT, "submit_by"),
    ReportState.SUBMITTED: (Act.APPROVE, "approve_by"),
    ReportState.APPROVED: (Act.ACCEPT, "accept_by"),
}


def owed(actor: Actor) -> tuple[Owed, ...]:
    """Every report that waits for the actor, the most urgent first. One query, or none for who
    takes no step anywhere."""
    states = [
        state for state, (act, _day) in WAITS_FOR.items() if may_somewhere(actor, ASKED_OF[act])
    ]
    if not states:
        return ()
    handed = ReportStep.objects.filter(report=OuterRef("pk"), act=Act.SUBMIT).order_by("-id")
    waiting = (
        Report.objects.filter(state__in=states, round__opens_on__lte=timezone.localdate())
        .select_related("round__revision__plan")
        .annotate(submitted_by=Subquery(handed.values("actor")[:1]))
    )
    found = []
    for report in waiting:
        act, deadline = WAITS_FOR[report.state]
        if own_report(act, report.submitted_by or "", actor):
            continue
        if may(actor, ASKED_OF[act], unit_id=report.unit_id):
            found.append(Owed(report, act, getattr(report.round, deadline)))
    return tuple(sorted(found, key=lambda one: (one.due, one.report.pk)))


def find_round(key: int) -> Round | None:
    """The round with this number. One query."""
    return Round.objects.select_related("revision__plan").filter(pk=key).first()


def find_report(key: int, unit_id: str) -> Report | None:
    """An administration's report of a round. One query."""
    reports = Report.objects.select_related("round__revision__plan")
    # by round__pk a number larger than any key is none; by round SQLite would fail on it
    return reports.filter(round__pk=key, unit_id=unit_id).first()


def progress(
    round_: Round, today: date | None = None, units: Mapping[str, str] | None = None
) -> Progress:
    """How far a round has come. Three queries, two with the names of its administrations."""
    day = today or timezone.localdate()
    units = administrations(round_.opens_on) if units is None else units
    steps: dict[int, list[ReportStep]] = {}
    for step in ReportStep.objects.filter(report__round=round_).order_by("id"):
        steps.setdefault(step.report_id, []).append(step)
    reports = round_.reports.annotate(
        asked=Count("answers"), answered=Count("answers", filter=~Q(answers__status=""))
    )
    rows = [
        _unit(report, units.get(report.unit_id, report.unit_id), steps.get(report.pk, []), day)
        for report in reports
    ]
    asked = {row.report.unit_id for row in rows}
    return Progress(
        round_,
        tuple(sorted(rows, key=lambda row: row.name)),
        tuple(name for unit_id, name in units.items() if unit_id not in asked),
    )


def _unit(report: Report, name: str, steps: list[ReportStep], today: date) -> UnitProgress:
    submitted, approved, accepted = (
        _first(steps, act) for act in (Act.SUBMIT, Act.APPROVE, Act.ACCEPT)
    )
    return UnitProgress(
        report=report,
        name=name,
        answers=report.asked,  # type: ignore[attr-defined]  # annotated in the query
        answered=report.answered,  # type: ignore[attr-defined]  # the same
        submitted=submitted,
        approved=approved,
        accepted=accepted,
        returned=returned(report, steps),
        days_late=((submitted or today) - report.round.submit_by).days,
    )


def returned(report: Report, steps: list[ReportStep]) -> str:
    """Why a draft was last sent back or reopened; empty when it never was."""
    if report.state != ReportState.DRAFT or not steps:
        return ""
    return steps[-1].reason


def _first(steps: list[ReportStep], act: Act) -> date | None:
    found = next((step.at for step in steps if step.act == act), None)
    return timezone.localtime(found).date() if found else None


def voices(round_: Round) -> tuple[Voice, ...]:
    """Every question of a round with what is handed in of it. One query."""
    rows = Answer.objects.filter(report__round=round_).order_by("report", "order")
    asked = rows.values_list(
        "report__unit_id", "kind", "item_id", "indicator_id", "area", "local", "text", "status",
        "report__state",
    )  # fmt: skip
    return tuple(
        Voice(
            unit_id, QuestionKind(kind), item, measure, area, local, text,
            status if state in HANDED_IN else "",
        )
        for unit_id, kind, item, measure, area, local, text, status, state in asked
    )  # fmt: skip


def report_before(report: Report) -> Report | None:
    """The same administration's last report of an earlier period of the plan. One query."""
    this = report.round
    reports = Report.objects.select_related("round").filter(
        unit_id=report.unit_id,
        round__revision__plan=this.revision.plan_id,
        state__in=HANDED_IN,
    )
    earlier = [r for r in reports if _ends(r.round) < _ends(this)]
    return max(earlier, key=lambda r: _ends(r.round), default=None)


def _ends(round_: Round) -> tuple[int, int]:
    _, last = months_of(round_.kind, round_.year)
    return last.index, round_.pk


def answers_before(report: Report) -> tuple[Report | None, dict[tuple[int, str], Answer]]:
    """What was said last time, by item and measure. Two queries."""
    before = report_before(report)
    if before is None:
        return None, {}
    rows = before.answers.all()
    return before, {(row.item_id, row.indicator_id): row for row in rows}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a report: a step, or one answer left."""

    at: datetime
    actor: str
    step: ReportStep | None = None
    version: AnswerVersion | None = None


def history(report: Report, actor: Actor) -> tuple[Event, ...]:
    """Who did what, when and why, the latest first. Two queries.

    Who may not read drafts meets the versions that were handed in, and no reason for going back.
    """
    whole = reads_drafts(actor, report.unit_id)
    taken = list(report.steps.all())
    handed = {
        (int(key), number) for step in taken if step.act == Act.SUBMIT
        for key, number in step.versions.items()
    }  # fmt: skip
    left = AnswerVersion.objects.filter(answer__report=report).select_related("answer")
    versions = [
        Event(row.at, row.actor, version=row)
        for row in left
        if whole
        or (row.answer_id, row.number) in handed
        or reads_drafts(actor, report.unit_id, row.answer.area)
    ]
    for step in taken:
        step.reason = step.reason if whole else ""
    steps = [Event(step.at, step.actor, step=step) for step in taken]
    return tuple(sorted([*steps, *versions], key=lambda event: event.at, reverse=True))
