"""Asking for a run of a scenario, and breaking it off."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import (
    Action,
    Actor,
    NotAllowedError,
    may_somewhere,
    require_somewhere,
)
from riktning.apps.scenarios.drafting import own_id
from riktning.apps.scenarios.models import ENDED, Job, JobState
from riktning.apps.scenarios.starts import BASELINE
from riktning.apps.scenarios.waiting import wake
from riktning.core.errors import ScenarioError
from riktning.simulation.scenarios.files import read_scenario_text
from riktning.simulation.scenarios.model import ScenarioPlan
from riktning.simulation.scenarios.shapley import subsets_asked

MOST_WAITING = 10
ORDERS = 2  # pairs of orders of many levers: fewer have no standard error
SUBJECT = "scenario job"
_BOTH = 2  # the scenario and what it is compared with


@dataclass(frozen=True, slots=True)
class Asked:
    """``scenario`` and ``baseline`` are texts of files; so many persons, draws and replicates.

    ``orders``: pairs of orders by which the effect is shared out between levers; 0: it is not.
    """

    name: str
    scenario: str
    baseline: str
    persons: int
    draws: int
    replicates: int
    orders: int = 0


def plans_of(asked: Asked | Job) -> tuple[ScenarioPlan, ScenarioPlan]:
    """The baseline and the scenario, read as the command line reads them; ScenarioError."""
    own = read_scenario_text(asked.scenario, own_id(asked.scenario))
    return read_scenario_text(asked.baseline, BASELINE), own


def runs_of(asked: Asked | Job) -> int:
    """The draws of both, and what it takes to share the effect out."""
    return _BOTH * asked.draws * asked.replicates + runs_apart(asked)


def runs_apart(asked: Asked | Job) -> int:
    """Runs of some of the levers only."""
    if not asked.orders:
        return 0
    plan = plans_of(asked)[1]
    names = tuple(use.lever.id for use in plan.uses)
    return len(subsets_asked(names, asked.orders, plan.seed)) * asked.replicates


def person_months(asked: Asked) -> int:
    """How much there is to do, which decides how long it takes."""
    return asked.persons * plans_of(asked)[1].months * runs_of(asked)


def refuse_impossible(asked: Asked) -> None:
    """Raise ScenarioError, in words for a page too, when it cannot be run or is too much."""
    most, much = int(settings.RIKTNING_SCENARIO_MONTHS), person_months(asked)
    if much > most:
        fitting, runs = asked.persons * most // much, runs_of(asked)
        raise ScenarioError(
            f"{runs} runs of {asked.persons} persons are more than this machine is set to do",
            where="persons",
            remedy=f"ask for at most {fitting} persons, or fewer draws and replicates",
        ).telling(
            _(
                "%(runs)d körningar med %(persons)d personer är mer än den här installationen "
                "tillåter; välj högst %(fitting)d personer, eller färre dragningar och replikat."
            )
            % {"runs": runs, "persons": asked.persons, "fitting": fitting}
        )


def queue_job(*, asked: Asked, actor: Actor) -> Job:
    """Ask for a run; ScenarioError when it is impossible or too many wait already."""
    require_somewhere(actor, Action.RUN_SCENARIO)
    refuse_impossible(asked)
    with transaction.atomic():
        if Job.objects.filter(state=JobState.QUEUED).count() >= MOST_WAITING:
            raise ScenarioError(
                f"{MOST_WAITING} runs wait already", remedy="let one of them end, or cancel one"
            ).telling(
                _("%(most)d körningar väntar redan; vänta tills någon är klar, eller avbryt en.")
                % {"most": MOST_WAITING}
            )
        job = Job.objects.create(
            actor=actor.name, name=asked.name, scenario=asked.scenario, baseline=asked.baseline,
            persons=asked.persons, draws=asked.draws, replicates=asked.replicates,
            orders=asked.orders,
        )  # fmt: skip
        audit(
            actor=actor.name, action=Action.RUN_SCENARIO.value, subject=f"{SUBJECT} {job.pk}",
            name=job.name,
        )  # fmt: skip
        transaction.on_commit(wake, robust=True)
    return job


def may_cancel(actor: Actor, job: Job) -> bool:
    """Who asked for it, and the analyst, as long as it has not ended."""
    if job.state in ENDED:
        return False
    own = job.actor == actor.name and may_somewhere(actor, Action.RUN_SCENARIO)
    return own or may_somewhere(actor, Action.CANCEL_SCENARIO)


def cancel_job(*, job: Job, actor: Actor) -> bool:
    """Break a run off; False where it had ended meanwhile."""
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state in ENDED:
            return False
        if not may_cancel(actor, row):
            raise NotAllowedError(actor, Action.CANCEL_SCENARIO)
        row.state, row.ended_at = JobState.CANCELLED, timezone.now()
        row.save(update_fields=["state", "ended_at"])
        audit(
            actor=actor.name, action=Action.CANCEL_SCENARIO.value, subject=f"{SUBJECT} {job.pk}",
            name=row.name,
        )  # fmt: skip
    return True
