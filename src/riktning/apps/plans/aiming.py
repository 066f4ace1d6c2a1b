"""Which measures follow an indicator line of a draft, and what they shall reach, one at a time."""

import math
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans import policies
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import locked
from riktning.apps.plans.linking import MeasureLink, check_measures, check_targets, check_units
from riktning.apps.plans.models import (
    FIRST_YEAR,
    LAST_YEAR,
    Item,
    ItemKind,
    Measure,
    PlanIndicator,
    Revision,
    Target,
)
from riktning.apps.plans.places import new_items
from riktning.apps.plans.within import require_unchanged, row_as
from riktning.core.digits import as_typed
from riktning.core.periods import Month


@dataclass(frozen=True, slots=True)
class Goalpost:
    """Where a target stands: a measure of a line, at the region (None) or a unit, by a month."""

    indicator_id: str
    unit_id: str | None
    due: Month

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.unit_id or '-'} {self.due}"


@transaction.atomic
def follow(
    *, revision: Revision, line: Item, indicator_id: str, known: frozenset[str], actor: str
) -> None:
    """Let a measure of the catalogue (``known``) follow the line; said twice it is said once."""
    revision, row = _line(revision, line)
    check_measures([_link(row, indicator_id)], known)
    _measure, made = Measure.objects.get_or_create(plan_indicator=row, indicator_id=indicator_id)
    if made:
        _tell(revision, line, actor, measures=[indicator_id])


@transaction.atomic
def unfollow(
    *, revision: Revision, line: Item, indicator_id: str, seen: str | None = None, actor: str
) -> None:
    """The measure no longer follows the line; its targets go with it.

    ``seen`` is what :func:`aims_of` said when the person decided to.
    """
    revision, row = _line(revision, line)
    measure = row.measures.filter(indicator_id=indicator_id).first()
    if measure is None:
        raise PlanError(f"{indicator_id!r} does not follow the line", where=str(revision)).telling(
            _("Måttet följer inte indikatorn längre. Se hur det är nu.")
        )
    aims = aims_of(measure)
    require_unchanged(revision, line, seen, aims, actor)
    measure.delete()
    _tell(revision, line, actor, removed=[indicator_id], targets=aims)


def aims_of(measure: Measure) -> str:
    """The targets of a measure in words: other words, and one was changed."""
    rows = sorted(measure.targets.all(), key=lambda row: (row.unit_id or "", row.due_month))
    return "; ".join(
        f"{row.unit_id or '-'} {row.due_month:%Y-%m} {as_typed(row.value)}" for row in rows
    )


@transaction.atomic
def aim(
    *,
    revision: Revision,
    line: Item,
    post: Goalpost,
    value: float | None,
    units: frozenset[str],
    seen: str | None = None,
    actor: str,
) -> None:
    """Say what the measure shall reach there by then; None takes the target away.

    Several months are interim targets on the way to the last. ``seen`` is the value that was in
    front of the person (:func:`value_at`), empty when there was none.
    """
    revision, row = _line(revision, line)
    measure = row.measures.filter(indicator_id=post.indicator_id).first()
    if measure is None:
        raise PlanError(
            f"{post.indicator_id!r} does not follow the line", where=str(revision)
        ).telling(_("Måttet följer inte indikatorn längre. Se hur det är nu."))
    stored = measure.targets.filter(unit_id=post.unit_id, due_month=post.due.first_day).first()
    require_unchanged(revision, line, seen, _said(stored), actor)
    if value is None:
        if stored is not None:
            stored.delete()
            _tell(revision, line, actor, removed=[str(post)], before=_said(stored))
        return
    _check(row, post, value, units)
    if stored is None:
        item = new_items(revision.plan, [ItemKind.TARGET])[0]
        due = post.due.first_day
        Target.objects.create(
            measure=measure, item=item, unit_id=post.unit_id, value=value, due_month=due
        )
    else:
        Target.objects.filter(pk=stored.pk).update(value=value)
    check_targets(revision, [_link(row, post.indicator_id, post, value)])
    _tell(revision, line, actor, targets=[f"{post} {as_typed(value)}"], before=_said(stored))


def value_at(measure: Measure, unit_id: str | None, due: Month) -> str:
    """The value of the target there, as text; empty where there is none."""
    return _said(measure.targets.filter(unit_id=unit_id, due_month=due.first_day).first())


def _check(row: PlanIndicator, post: Goalpost, value: float, units: frozenset[str]) -> None:
    if not math.isfinite(value):
        raise PlanError(f"{value} is no value to reach", remedy="give a number").telling(
            _("Skriv ett tal, som 8,5.")
        )
    if not FIRST_YEAR <= post.due.year <= LAST_YEAR:
        raise PlanError(f"{post.due} is no month of a plan", remedy="give another year").telling(
            _("Månaden ligger utanför vad en plan kan gälla. Ange ett annat år.")
        )
    check_units([_link(row, post.indicator_id, post, value)], units)


def _link(
    row: PlanIndicator, indicator_id: str, post: Goalpost | None = None, value: float | None = None
) -> MeasureLink:
    area = row.area.name
    if post is None:
        return MeasureLink(area, row.text, indicator_id)
    return MeasureLink(area, row.text, indicator_id, post.unit_id, value, post.due)


def _said(target: Target | None) -> str:
    return "" if target is None else as_typed(target.value)


def _line(revision: Revision, line: Item) -> tuple[Revision, PlanIndicator]:
    revision = locked(revision)
    policies.require(revision, policies.Act.LINK)
    return revision, row_as(revision, line, PlanIndicator)


def _tell(revision: Revision, line: Item, actor: str, **what: object) -> None:
    audit(actor=actor, action="link measures", subject=str(revision), item=str(line), **what)
