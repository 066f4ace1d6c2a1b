"""A report goes from hand to hand: submitted, approved, accepted, locked; sent back, reopened."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction

from riktning.apps.followup.rounds.checking import Fault, lacks
from riktning.apps.followup.rounds.content import said_in
from riktning.apps.followup.rounds.errors import RoundError, SamePersonError, SteppedMeanwhileError
from riktning.apps.followup.rounds.evidence import evidence_at, says_otherwise
from riktning.apps.followup.rounds.models import Report, ReportState, ReportStep, Round
from riktning.apps.followup.rounds.policies import ASKED_OF, FOUR_EYES, NEEDS_REASON, Act, after
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import COMMAND_LINE, Action, Actor, require
from riktning.core.plain import plain


class IncompleteError(RoundError):
    """Answers lack something; ``faults`` says what, by the answer's id."""

    def __init__(self, report: Report, faults: Mapping[int, tuple[Fault, ...]]) -> None:
        self.faults = faults
        super().__init__(
            f"{len(faults)} of the answers are not whole",
            where=str(report),
            remedy="the report's page shows which, and what they lack",
        )


def faults_of(report: Report) -> dict[int, tuple[Fault, ...]]:
    """What the answers of a report lack, by their ids; empty when it can be handed in."""
    answers = list(report.answers.order_by("order"))
    evidence = evidence_at(current_run(), report.unit_id, answers)
    found = {
        answer.pk: lacks(
            said_in(answer),
            kind=answer.kind,
            takes=answer.takes,
            contradicts=says_otherwise(answer.status, evidence.of(answer)),
            part=evidence.part(answer),
        )
        for answer in answers
    }
    return {key: faults for key, faults in found.items() if faults}


@transaction.atomic
def take_step(
    *, report: Report, act: Act, actor: Actor, reason: str = "", seen: int | None = None
) -> Report:
    """Hand the report on, or back with a reason; the step is kept with what it stood for.

    ``seen`` is the latest step when the person read the report: what was changed after it has not
    been read. None where nobody reads, as when a whole round is locked.
    """
    if act not in ASKED_OF or act in {Act.OPEN, Act.ANSWER}:
        raise RoundError(f"{act.value!r} is no step of a report")
    require(actor, ASKED_OF[act], unit_id=report.unit_id)
    kept = (
        Report.objects.select_for_update(of=("self",))
        .select_related("round__revision__plan")
        .get(pk=report.pk)
    )
    state, reason = after(kept, act), plain(reason).strip()
    steps = list(kept.steps.order_by("id"))
    if seen is not None and seen != steps[-1].pk:
        raise SteppedMeanwhileError(
            "the report has been handed on or back meanwhile",
            where=str(kept),
            remedy="read it again",
        )
    if own_report(act, submitter(steps), actor):
        raise SamePersonError(
            f"{actor.name} handed the report in and cannot {act.value} it",
            where=str(kept),
            remedy="somebody else takes this step, unless RIKTNING_FOUR_EYES is off",
        )
    if act in NEEDS_REASON and not reason:
        raise RoundError(f"{act.value!r} needs a reason", where=str(kept), remedy="say why")
    if act is Act.SUBMIT and (faults := faults_of(kept)):
        raise IncompleteError(kept, faults)
    before = kept.state
    _record(kept, act, state, actor, reason)
    audit(
        actor=actor.name,
        action=ASKED_OF[act].value,
        subject=str(kept),
        before=before,
        after=state.value,
        reason=reason,
    )
    return kept


def submitter(steps: Iterable[ReportStep]) -> str:
    """Who last handed the report in, by its steps in their order; empty when nobody has."""
    handed = [step.actor for step in steps if step.act == Act.SUBMIT]
    return handed[-1] if handed else ""


def own_report(act: Act, submitted_by: str, actor: Actor) -> bool:
    """Whether four eyes would be two: the step is for somebody else than who handed it in.

    The command line is nobody in particular: whoever commands the process owns the store.
    """
    if not settings.RIKTNING_FOUR_EYES or act not in FOUR_EYES:
        return False
    return actor.name == submitted_by != COMMAND_LINE.name


def _record(report: Report, act: Act, state: ReportState, actor: Actor, reason: str) -> None:
    versions = {str(key): version for key, version in report.answers.values_list("pk", "version")}
    report.state = state
    report.save(update_fields=["state"])
    ReportStep.objects.create(
        report=report, act=act, actor=actor.name, state=state, reason=reason, versions=versions
    )


@transaction.atomic
def lock_round(*, round_: Round, actor: Actor) -> int:
    """Lock every accepted report of the round; answers how many there were."""
    require(actor, Action.LOCK_ROUND)
    accepted = list(round_.reports.filter(state=ReportState.ACCEPTED))
    for report in accepted:
        take_step(report=report, act=Act.LOCK, actor=actor)
    return len(accepted)
