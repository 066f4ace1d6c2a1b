"""The annual wheel of a plan: what people have put on it, and what the plan itself says."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Plan, Revision, Target, YearlyTask
from riktning.core.digits import as_typed
from riktning.documents.plans.wheel import YearEvent


@transaction.atomic
def add_yearly_task(*, plan: Plan, month: int, text: str, role: str = "", actor: str) -> YearlyTask:
    """Put something on the wheel; said twice it is there once."""
    text = " ".join(text.split())
    if not 1 <= month <= 12:
        raise PlanError(f"{month} is no month", where=plan.code, remedy="give 1 to 12").telling(
            _("Välj en månad.")
        )
    if not text:
        raise PlanError("there is no text", where=plan.code, remedy="say what is done").telling(
            _("Skriv en text.")
        )
    task, made = YearlyTask.objects.get_or_create(
        plan=plan, month=month, text=text, defaults={"role": role}
    )
    if made:
        audit(
            actor=actor, action="add yearly task", subject=plan.code, month=month, text=text,
            role=role,
        )  # fmt: skip
    return task


@transaction.atomic
def remove_yearly_task(*, plan: Plan, month: int, text: str, actor: str) -> None:
    """Take something off the wheel."""
    count, _each = YearlyTask.objects.filter(plan=plan, month=month, text=text).delete()
    if not count:
        raise PlanError(
            f"nothing on the wheel says {text!r} in month {month}", where=plan.code
        ).telling(_("Uppgiften finns inte på årshjulet längre."))
    audit(actor=actor, action="remove yearly task", subject=plan.code, month=month, text=text)


def year_events(
    revision: Revision,
    year: int,
    words: tuple[str, str],
    *,
    mark: str = ".",
    units: Mapping[str, str] | None = None,
) -> tuple[YearEvent, ...]:
    """What is on the wheel, the decisions of earlier years and the targets that fall due.

    ``words`` say a decision (``{number}``, ``{decision}``) and a target (``{text}``, ``{value}``);
    ``mark`` is the decimal mark of the language they are in, ``units`` the names of units: a target
    that is a unit's own says whose.
    Three queries.
    """
    from riktning.apps.plans.snapshots import decision_words

    tasks = [YearEvent(t.month, t.text, t.role) for t in revision.plan.yearly_tasks.all()]
    decided = [
        YearEvent(
            each.decided_on.month,
            words[0].format(number=each.number, decision=decision_words(each)),
            derived=True,
        )
        for each in revision.plan.revisions.order_by("decided_on")
        if each.decided_on is not None
    ]
    due = Target.objects.filter(
        measure__plan_indicator__area__revision=revision,
        due_month__range=(date(year, 1, 1), date(year, 12, 31)),
    ).select_related("measure__plan_indicator")
    targets = [
        YearEvent(
            target.due_month.month,
            words[1].format(
                text=_whose(target, units or {}),
                value=as_typed(target.value).replace(".", mark),
            ),
            derived=True,
        )
        for target in due.order_by("due_month", "pk")
    ]
    every = dict.fromkeys([*tasks, *decided, *targets])
    return tuple(sorted(every, key=lambda event: event.month))


def _whose(target: Target, units: Mapping[str, str]) -> str:
    line = target.measure.plan_indicator.text
    return f"{line} ({units.get(target.unit_id, target.unit_id)})" if target.unit_id else line
