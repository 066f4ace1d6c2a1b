"""When an activity is done: the months that the document did not give."""

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import FIRST_YEAR, LAST_YEAR, Activity, Item, Revision
from riktning.apps.plans.within import open_draft, require_unchanged, row_in
from riktning.core.periods import Month

Months = tuple[Month, Month]


def months_of(activity: Activity) -> Months | None:
    """The first and the last month of the activity; None when nobody has said them."""
    if activity.first_month is None or activity.last_month is None:
        return None
    return Month.of(activity.first_month), Month.of(activity.last_month)


def said_months(months: Months | None) -> str:
    """``2025-03–2026-10``; empty when there are none."""
    return f"{months[0]}–{months[1]}" if months else ""


@transaction.atomic
def schedule(
    *, revision: Revision, item: Item, months: Months | None, seen: str | None = None, actor: str
) -> None:
    """Say in which months the activity is done; None takes them away.

    ``seen`` is what :func:`said_months` said when the person decided to.
    """
    revision = open_draft(revision)
    row = row_in(revision, item)
    if not isinstance(row, Activity):
        raise PlanError(
            f"{item} is no activity", where=str(revision), remedy="choose an activity"
        ).telling(_("Bara aktiviteter har en tid."))
    before = said_months(months_of(row))
    require_unchanged(revision, item, seen, before, actor)
    if months is not None:
        _check(months, item)
    if said_months(months) == before:
        return
    first, last = (month.first_day for month in months) if months else (None, None)
    Activity.objects.filter(pk=row.pk).update(first_month=first, last_month=last)
    audit(
        actor=actor, action="schedule activity", subject=str(revision), item=str(item),
        before=before, now=said_months(months),
    )  # fmt: skip


def _check(months: Months, item: Item) -> None:
    first, last = months
    if last < first:
        raise PlanError(
            f"{last} is before {first}", where=str(item), remedy="let it end after it starts"
        ).telling(_("Slutet ligger före början."))
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise PlanError(f"{said_months(months)} is no time of a plan", where=str(item)).telling(
            _("Tiden ligger utanför vad en plan kan gälla. Ange andra år.")
        )
