"""A run that somebody asked for, in words: how far it has come, and how long it may take."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.scenarios.jobs import ORDERS
from riktning.apps.scenarios.models import Job, JobState
from riktning.documents.charts import number
from riktning.simulation.scenarios.shapley import EXACT_MOST

ASSUMED_PACE = 1_000_000.0  # person-months a second, before anything has been run here
# Seconds after which a run that says nothing is told of: one that has begun tells every second.
NOT_TAKEN_UP, PREPARED, SILENT = 120, 900, 30
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """``share`` in whole per cent; the sentences are empty where there is nothing to say."""

    share: int
    share_words: str
    left: str
    state: str
    going: bool
    silent: bool
    again: bool  # it was broken off, and is taken up where it was
    persons: str


def progress(job: Job, ahead: int, language: str, now: datetime | None = None) -> Progress:
    """How far a run has come, at ``now``."""
    moment, going = now or timezone.now(), job.state in {JobState.QUEUED, JobState.RUNNING}
    share = int(100 * job.done / job.total) if job.total else 0
    return Progress(
        share, f"{number(share, 0, language)}\N{NO-BREAK SPACE}%", _left(job, moment),
        _state(job, ahead), going,
        _silent(job, ahead, moment), going and job.attempts > (job.state == JobState.RUNNING),
        number(job.persons, 0, language),
    )  # fmt: skip


def _silent(job: Job, ahead: int, now: datetime) -> bool:
    """Whether it stands first and nothing happens; before it tells anything it is prepared."""
    if job.state == JobState.QUEUED and not ahead:
        return (now - job.created_at).total_seconds() > NOT_TAKEN_UP
    if job.state == JobState.RUNNING and job.told_at is not None:
        return (now - job.told_at).total_seconds() > (SILENT if job.total else PREPARED)
    return False


def _state(job: Job, ahead: int) -> str:
    if job.state == JobState.QUEUED and ahead:
        words = ngettext("I kö, %(ahead)d körning före.", "I kö, %(ahead)d körningar före.", ahead)
        return words % {"ahead": ahead}
    said = {
        JobState.QUEUED: _("Står först i kön och börjar strax."),
        JobState.RUNNING: _("Körs."),
        JobState.DONE: _("Klar."),
        JobState.FAILED: _("Gick inte att köra."),
        JobState.CANCELLED: _("Avbruten."),
    }
    return said[JobState(job.state)]


def _left(job: Job, now: datetime) -> str:
    """From the pace so far, as soon as there is one."""
    if job.state == JobState.RUNNING and not job.total:
        return _("Simuleringen förbereds; första gången kan det ta någon minut.")
    if job.state != JobState.RUNNING or not job.done or job.started_at is None:
        return ""
    past = (now - job.started_at).total_seconds()
    return _("Ungefär %(time)s kvar.") % {"time": time_words(past * (job.total / job.done - 1))}


def time_words(seconds: float) -> str:
    """``3 minuter``: no more exact than a guess can be."""
    if seconds < MINUTE:
        return _("en minut")
    if seconds < HOUR:
        count = round(seconds / MINUTE)
        return ngettext("%(count)d minut", "%(count)d minuter", count) % {"count": count}
    count = round(seconds / HOUR)
    return ngettext("%(count)d timme", "%(count)d timmar", count) % {"count": count}


def subsets_of(levers: int) -> int:
    """About how many sets of so many levers are run to share the effect out between them."""
    if levers <= EXACT_MOST:
        return int(2**levers) if levers else 0
    return 2 * ORDERS * (levers - 1) + levers + 2


def told_apart(number: int, at: datetime, actor: str = "") -> str:
    """``körning 12, 2026-11-23 14:05, ledare``: what tells runs of one name apart."""
    day = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    said = _("körning %(number)d, %(day)s") % {"number": number, "day": day}
    return f"{said}, {actor}" if actor else said


def expected(person_months: int, pace: float | None) -> str:
    """How long a run may take here, before it is asked for."""
    return time_words(person_months / (pace or ASSUMED_PACE))
