"""One builder a frame: each makes the relation that the catalogue declares."""

from collections.abc import Callable

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames import (
    acute_event,
    contact,
    continuity_month,
    episode,
    listed_month,
    monitoring_month,
    pathway,
    resident_month,
    stay,
    unit_month,
    wait,
    waiting_month,
)
from riktning.indicators.frames.events import of_persons, of_units

_OWN = {
    "acute_event": acute_event.build,
    "contact": contact.build,
    "continuity_month": continuity_month.build,
    "episode": episode.build,
    "listed_month": listed_month.build,
    "monitoring_month": monitoring_month.build,
    "pathway": pathway.build,
    "resident_month": resident_month.build,
    "stay": stay.build,
    "unit_month": unit_month.build,
    "wait": wait.build,
    "waiting_month": waiting_month.build,
}
_PERSONS = {
    "agreement": "agreement",
    "dental_exam": "dental_exam",
    "dispensing": "dispensing",
    "obesity_start": "child_obesity",
    "pathway_start": "pathway_start",
    "procedure": "procedure",
}
_UNITS = (
    "call_month", "reported", "service_month", "staff_month", "survey", "training_month",
    "ward_day",
)  # fmt: skip

BUILDERS: dict[str, Callable[[Source, Request], ibis.Table]] = {
    **_OWN,
    **{frame: of_persons(table) for frame, table in _PERSONS.items()},
    **{frame: of_units(frame) for frame in _UNITS},
    "reported_state": of_units("reported"),
}
