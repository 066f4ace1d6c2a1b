"""One module a frame: each builds the relation that the catalogue declares."""

from collections.abc import Callable

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames import (
    contact,
    continuity_month,
    elderly_month,
    episode,
    monitoring_month,
    staff_month,
    stay,
    wait,
    ward_day,
)

BUILDERS: dict[str, Callable[[Source, Request], ibis.Table]] = {
    "contact": contact.build,
    "continuity_month": continuity_month.build,
    "elderly_month": elderly_month.build,
    "episode": episode.build,
    "monitoring_month": monitoring_month.build,
    "staff_month": staff_month.build,
    "stay": stay.build,
    "wait": wait.build,
    "ward_day": ward_day.build,
}
