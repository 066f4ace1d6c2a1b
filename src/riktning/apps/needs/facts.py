"""What is known of a need, gathered for its gates. Seven queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision
from riktning.apps.needs.gates import NeedFacts
from riktning.apps.needs.models import (
    Agreement,
    Body,
    BodyPart,
    Commission,
    Criterion,
    CriterionReply,
    Move,
    Need,
    NeedReport,
    Placement,
    ReportKind,
)
from riktning.apps.needs.steps import Act, Step

STAGES = (Step.POSITION, Step.COMPLETED)  # in which a body decides
TEXTS = ("description", "purpose", "composition", "time_plan")


@dataclass(frozen=True, slots=True)
class Known:
    """Everything said of one need; of what can be said again, the latest."""

    need: Need
    commission: Commission
    criteria: tuple[Criterion, ...]
    replies: dict[int, CriterionReply]  # by criterion
    placements: tuple[Placement, ...]  # each person's latest
    agreement: Agreement | None
    reports: tuple[NeedReport, ...]
    decisions: tuple[Decision, ...]
    bodies: dict[str, int]  # group by part
    moves: tuple[Move, ...] = ()  # the first first

    @property
    def facts(self) -> NeedFacts:
        """The same as the gates ask for it."""
        need, work = self.need, self.commission
        asked = {criterion.pk for criterion in self.criteria if not criterion.retired}
        kinds = {report.kind for report in self.reports}
        return NeedFacts(
            problem=bool(need.problem.strip()),
            affected=bool(need.affected.strip()),
            area=need.area_id is not None,
            criteria=bool(asked) and asked <= self.replies.keys(),
            placements=len(self.placements),
            agreement=self.agreement is not None,
            consulted=need.consulted,
            position=self._approved(BodyPart.POSITION, Step.POSITION),
            consultation=self._approved(BodyPart.CONSULTATION, Step.POSITION),
            resources=bool(work.size and work.state_grant.strip()),
            commission=all(getattr(work, name).strip() for name in TEXTS),
            leader=bool(work.leader.strip()),
            working_group=bool(work.working_group.strip()),
            interim_report=ReportKind.INTERIM in kinds,
            final_report=ReportKind.FINAL in kinds,
            final_position=self._approved(BodyPart.POSITION, Step.COMPLETED),
            final_consultation=self._approved(BodyPart.CONSULTATION, Step.COMPLETED),
            group_ended=work.group_ended_on is not None,
            published=bool(work.product.strip()) and work.published_on is not None,
        )

    def _approved(self, part: BodyPart, stage: Step) -> bool:
        """Whether the body's word that was entered last is an approval, since the need last came
        to the stage: what has gone back is put to it anew."""
        body = self.bodies.get(part)
        since = max((m.at for m in self.moves if m.step == stage and _puts(m)), default=None)
        said = [
            d
            for d in sorted(self.decisions, key=lambda d: d.pk)
            if d.body_id == body and d.stage == stage and (since is None or d.recorded_at >= since)
        ]
        return bool(said) and said[-1].outcome == Outcome.APPROVED


def published(commission: Commission) -> date | None:
    """The day from which everybody may read of the product; None before it, or without one."""
    day = commission.published_on
    return day if day and day <= timezone.localdate() and commission.product.strip() else None


def known(need: Need) -> Known:
    """What is known of the need now."""
    placements: dict[str, Placement] = {p.actor: p for p in need.placements.order_by("id")}
    replies = {reply.criterion_id: reply for reply in need.replies.order_by("id")}
    commission = Commission.objects.filter(need=need).first() or Commission(need=need)
    return Known(
        need=need,
        commission=commission,
        criteria=_asked(replies),
        replies=replies,
        placements=tuple(sorted(placements.values(), key=lambda p: p.pk)),
        agreement=need.agreements.order_by("-id").first(),
        reports=tuple(need.reports.order_by("given_on", "id")),
        decisions=tuple(
            Decision.objects.filter(subject_kind=SubjectKind.NEED, subject_key=str(need.pk))
            .select_related("body")
            .order_by("decided_on", "id")
        ),
        bodies=dict(Body.objects.values_list("part", "group_id")),
        moves=tuple(need.moves.all()),
    )


def _puts(move: Move) -> bool:
    """Whether the move brings the need to the step, or back into play there."""
    return move.before != move.step or move.act == Act.REOPEN


def _asked(replies: Iterable[int]) -> tuple[Criterion, ...]:
    """What is asked now, and what was asked and answered before it was retired."""
    answered = set(replies)
    return tuple(c for c in Criterion.objects.all() if not c.retired or c.pk in answered)
