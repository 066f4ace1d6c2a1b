"""Letters that wait in the store: sent once, and tried again ever more seldom where that fails.

A letter is claimed before it is sent, so that two programs never send the same one; a program that
is killed between sending and noting lets the letter go out again with the same Message-ID, which
mail programs show once. A kind of letter is a model with ``next_try``, ``tries``, ``sent_at`` and
``fault``; what is written in it is the business of the app that has it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

CLAIM = timedelta(minutes=10)
FIRST_WAIT = timedelta(minutes=5)
MOST_TRIES = 8
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the letters that waited."""

    sent: int
    failed: int
    waiting: int
    given_up: int

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(
            self.sent + other.sent,
            self.failed + other.failed,
            self.waiting + other.waiting,
            self.given_up + other.given_up,
        )


def occasion(due: date, today: date) -> str | None:
    """``soon`` in the last week, ``today`` on the day, ``late`` after it; None before."""
    if today > due:
        return "late"
    if today == due:
        return "today"
    return "soon" if due - today <= SOON else None


def send_letters(
    letters: QuerySet[Any], write: Callable[[Any], EmailMessage], *, now: datetime | None = None
) -> Sent:
    """Send those of the letters that are due; a failure is noted and tried again later."""
    sent = failed = 0
    for letter in _claimed(letters, now):
        try:
            message = write(letter)
            message.connection = get_connection()
            message.send()
        except Exception as error:  # a mail server can fail in any way; the letter waits
            _failed(letters, letter, error, now or timezone.now())
            failed += 1
        else:
            letters.filter(pk=letter.pk).update(sent_at=timezone.now(), fault="")
            sent += 1
    waiting = letters.filter(sent_at__isnull=True)
    given_up = waiting.filter(tries__gte=MOST_TRIES).count()
    return Sent(sent, failed, waiting.count() - given_up, given_up)


def _claimed(letters: QuerySet[Any], now: datetime | None) -> Iterator[Any]:
    """One by one: claimed by whoever changes the row, and by nobody else for ten minutes.

    The ten minutes run from when this letter is taken, not from when the first of them was: a
    queue that takes longer loses no claim on its last letters.
    """
    for key in list(letters.filter(_ready(now)).order_by("pk").values_list("pk", flat=True)):
        mine = letters.filter(_ready(now), pk=key).update(
            next_try=(now or timezone.now()) + CLAIM, tries=F("tries") + 1
        )
        if mine:
            yield letters.get(pk=key)


def _ready(now: datetime | None) -> Q:
    return Q(sent_at__isnull=True, next_try__lte=now or timezone.now(), tries__lt=MOST_TRIES)


def _failed(letters: QuerySet[Any], letter: Any, error: Exception, now: datetime) -> None:
    wait = FIRST_WAIT * 2 ** (letter.tries - 1)
    words = f"{type(error).__name__}: {error}"[:500]
    letters.filter(pk=letter.pk).update(fault=words, next_try=now + wait)


def message_id(kind: str, number: int) -> str:
    """The same whenever the same letter is sent."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<riktning-{kind}-{number}@{host}>"
