"""Showing a run to everybody, and taking it back with a reason."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require_somewhere
from riktning.apps.scenarios.jobs import SUBJECT
from riktning.apps.scenarios.models import Job, JobState, RunPublication, RunWithdrawal
from riktning.apps.scenarios.queries import published_run
from riktning.core.errors import ScenarioError

MOST_SHOWN = 12
LONGEST_REASON = 1000


def publish_run(*, job: Job, actor: Actor) -> RunPublication:
    """Show a run that is done to everybody; ScenarioError where it cannot be shown."""
    require_somewhere(actor, Action.PUBLISH_SCENARIOS)
    if job.state != JobState.DONE:
        raise ScenarioError("the run is not done", remedy="wait until it is").telling(
            _("Bara en körning som är klar kan publiceras.")
        )
    shown = RunPublication.objects.filter(withdrawals__isnull=True).count()
    if shown >= MOST_SHOWN:
        raise ScenarioError(
            f"{MOST_SHOWN} runs are shown already", remedy="withdraw one of them"
        ).telling(
            _("%(most)d körningar är publicerade redan; dra tillbaka någon av dem först.")
            % {"most": MOST_SHOWN}
        )
    try:
        with transaction.atomic():
            made = RunPublication.objects.create(job=job, actor=actor.name)
            audit(
                actor=actor.name, action=Action.PUBLISH_SCENARIOS.value,
                subject=f"{SUBJECT} {job.pk}", name=job.name,
            )  # fmt: skip
    except IntegrityError:
        raise ScenarioError(
            "the run has been published", remedy="run it again, and publish that"
        ).telling(
            _("Körningen är eller var redan publicerad; kör den igen för att visa den på nytt.")
        ) from None
    return made


def withdraw_run(*, job: Job, reason: str, actor: Actor) -> RunWithdrawal:
    """Show a run no more; ScenarioError without a reason, or where it is not shown."""
    require_somewhere(actor, Action.WITHDRAW_SCENARIO)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise ScenarioError("there is no reason, or a very long one", where="reason").telling(
            _("Skriv skälet, med högst %(most)d tecken.") % {"most": LONGEST_REASON}
        )
    with transaction.atomic():
        found = published_run(job.pk, lock=True)
        if found is None or found.withdrawn is not None:
            raise ScenarioError("the run is not published").telling(
                _("Körningen är inte publicerad, eller är redan tillbakadragen.")
            )
        made = RunWithdrawal.objects.create(
            publication=found.publication, actor=actor.name, reason=said
        )
        audit(
            actor=actor.name, action=Action.WITHDRAW_SCENARIO.value, subject=f"{SUBJECT} {job.pk}",
            name=job.name, reason=said,
        )  # fmt: skip
    return made
