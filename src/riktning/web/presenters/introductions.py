"""When the results of joint needs were introduced, as the chart of a measure marks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.needs.effects import begun
from riktning.apps.needs.models import Need
from riktning.apps.needs.uptake import Taken
from riktning.core.periods import Month
from riktning.core.units import Unit
from riktning.documents.charts import StartMark
from riktning.trends.figures import month_name


@dataclass(frozen=True, slots=True)
class Begun:
    """A need whose result is in use at a unit or below it: from when, and at how many units.

    ``itself``: the unit has introduced it, and no unit below it has said anything.
    """

    title: str
    first: Month
    last: Month
    units: int
    itself: bool


def begun_at(
    needs: Sequence[Need],
    stands: Mapping[int, Mapping[str, Taken]],
    unit_id: str,
    units: Mapping[str, Unit],
) -> tuple[Begun, ...]:
    """Those of the needs that have been introduced at the unit or below it, in their order."""
    found = []
    for need in needs:
        days = {
            own: taken.first
            for own, taken in stands.get(need.pk, {}).items()
            if taken.first is not None and _within(own, unit_id, units)
        }
        if days:
            months = sorted(begun(day) for day in days.values() if day is not None)
            found.append(
                Begun(need.title, months[0], months[-1], len(days), set(days) == {unit_id})
            )
    return tuple(found)


def _within(own: str, unit_id: str, units: Mapping[str, Unit]) -> bool:
    """Whether the unit is the other one or lies below it; each unit is gone through once."""
    seen: set[str] = set()
    at: str | None = own
    while at is not None and at not in seen:
        if at == unit_id:
            return True
        seen.add(at)
        at = units[at].parent_id if at in units else None
    return False


def introduction_marks(found: Sequence[Begun], after: int, language: str) -> tuple[StartMark, ...]:
    """A mark each, numbered after the ``after`` marks that there are already."""
    return tuple(
        StartMark(each.first, f"{number}. {each.title}: {_words(each, language)}", number)
        for number, each in enumerate(found, after + 1)
    )


def introduced_words(each: Begun) -> str:
    """``Behovet ”Trygg hemgång” infört``, in the list of what the chart marks."""
    return _("Behovet ”%(title)s” infört") % {"title": each.title}


def _words(each: Begun, language: str) -> str:
    """``infört i 3 enheter, mars 2025 till juni 2025``."""
    first, last = month_name(each.first, language), month_name(each.last, language)
    if each.itself:
        return _("infört från %(first)s") % {"first": first}
    many = ngettext("infört i %(count)d enhet", "infört i %(count)d enheter", each.units) % {
        "count": each.units
    }
    if first == last:
        return _("%(many)s, från %(first)s") % {"many": many, "first": first}
    return _("%(many)s, %(first)s till %(last)s") % {"many": many, "first": first, "last": last}
