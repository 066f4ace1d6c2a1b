"""Frame ``acute_event``: emergency contacts, and unplanned stays in the month of admission."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.shape import person_rows
from riktning.sources.contracts import BY_NAME

_EMERGENCY = BY_NAME["contact"].by_name["level"].domain.index("emergency")
_PERSONAL = ("person", "unit", "home", "day", "month", "sex", "age", "age_group")


def build(source: Source, request: Request) -> ibis.Table:
    """One row an event."""
    contacts, stays = source.prepared("contact"), source.prepared("admission")
    visits = contacts.filter(contacts.level == _EMERGENCY)
    unplanned = stays.filter(~stays.planned)
    rows = visits.select(*_PERSONAL, source=ibis.literal("emergency_visit")).union(
        unplanned.select(*_PERSONAL, source=ibis.literal("unplanned_stay"))
    )
    if "dwelling" in request.columns:
        rows = _with_dwelling(rows, source)
    return person_rows(rows, source, request)


def _with_dwelling(rows: ibis.Table, source: Source) -> ibis.Table:
    homes = source.prepared("home").rename(_person="person", _begin="begin", _until="until")
    homes = homes.drop("home")
    on_day = (rows.day >= homes["_begin"]) & (rows.day <= homes["_until"])
    housed = rows.left_join(homes, [rows.person == homes["_person"], on_day])
    return housed.mutate(dwelling=housed.care_home.ifelse("care_home", "own"))
