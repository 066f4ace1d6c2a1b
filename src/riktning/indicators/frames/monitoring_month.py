"""Frame ``monitoring_month``: people in self-monitoring, at the end of each month."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.timeline import by_stretch, in_life, shaped, spans
from riktning.indicators.frames.timeline_bits import Stretch, joined
from riktning.indicators.frames.timeline_enrolments import enrolments, months_by_group
from riktning.indicators.frames.timeline_lookbacks import PERSON, with_months


def build(source: Source, request: Request) -> ibis.Table:
    """Spans of a person alive and enrolled, at the unit of the newest enrolment."""
    return by_stretch(source, lambda stretch: _spans(source, request, stretch))


def _spans(source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    rows = in_life(_newest(source, stretch), source, request, stretch)
    rows = rows.mutate(there=rows.there & rows.rules)
    groups = sorted(request.columns - {"age"})
    if groups:
        rows = with_months(rows, months_by_group(source, groups, stretch), PERSON)
    return shaped(spans(rows.filter(rows.there != 0), groups, stretch), request)


def _newest(source: Source, stretch: Stretch) -> ibis.Table:
    """The enrolments plus ``rules``: the months in which none that began later holds.

    Of two begun on the same day the first unit in order rules, an unknown one after the known.
    """
    rows = enrolments(source, stretch)
    order = [ibis.desc("begin"), rows.unit, "group"]
    newer = ibis.window(group_by="person", order_by=order, preceding=(None, 1))
    taken = ibis.coalesce(joined(rows.months).over(newer), 0)
    ruling = rows.mutate(rules=rows.months ^ (rows.months & taken))
    return ruling.filter(ruling.rules != 0).drop("months", "group")
