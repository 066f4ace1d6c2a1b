"""A revision of a plan in words: where it stands, when it was decided, what is still open."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo
from riktning.apps.plans.models import Part, PlanKind
from riktning.apps.plans.responsibility import Responsible
from riktning.apps.plans.tree import TargetItem
from riktning.core.periods import Month
from riktning.documents.charts import month_label
from riktning.trends.figures import as_written
from riktning.web.presenters.figures import value_words


def state_words(state: str) -> str:
    """What the state of a revision means for the reader."""
    return {
        "draft": _("Utkast, inte beslutad"),
        "decided": _("Beslutad, men gäller inte ännu"),
        "in_force": _("Gällande"),
        "superseded": _("Ersatt av en senare revidering"),
    }[state]


def kind_words(kind: str) -> str:
    """What kind of plan it is, as the start of a line."""
    return str(PlanKind(kind).label).capitalize()


def responsible_words(found: Iterable[Responsible]) -> str:
    """``Ägare: områdesansvarig · Uppdragsledare: …``; empty when nobody is named."""
    parts = (f"{str(Part(one.part).label).capitalize()}: {one.role}" for one in found)
    return " · ".join(parts)


def targets_at(
    targets: Iterable[tuple[str, TargetItem]], region: str, unit_id: str, last: Month
) -> dict[str, TargetItem]:
    """By measure the unit's target that is due next, or the last one when all are past."""
    found: dict[str, TargetItem] = {}
    for indicator_id, target in sorted(targets, key=lambda pair: pair[1].due):
        before = found.get(indicator_id)
        if (target.unit_id or region) == unit_id and (before is None or before.due < last):
            found[indicator_id] = target
    return found


def _target_value(value: float, info: IndicatorInfo, language: str) -> str:
    """A target with the decimals that it was decided with, at least those of the measure."""
    whole = replace(info, decimals=as_written(value, info.decimals))
    return value_words(value, whole, language)


def target_words(
    target: TargetItem, info: IndicatorInfo | None, unit_name: str, language: str
) -> str:
    """``85,0 % senast dec 2027 ``, and whose it is when a unit is named."""
    value = _target_value(target.value, info, language) if info else str(target.value)
    due = month_label(target.due, language)
    words = {"value": value, "due": due}
    if not unit_name:
        return _("%(value)s senast %(due)s") % words
    return _("%(value)s senast %(due)s, %(unit)s") % {**words, "unit": unit_name}
