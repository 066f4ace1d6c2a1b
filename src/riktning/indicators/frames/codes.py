"""The codes of contacts and stays."""

import ibis

from riktning.indicators.asking import Source
from riktning.indicators.codes import normal


def with_main_code(rows: ibis.Table, event: str, source: Source) -> ibis.Table:
    """The rows plus ``main_code``: the event's main diagnosis, the first in order if several."""
    diagnoses = source.need("diagnosis")
    main = diagnoses.filter(diagnoses.position == "main")
    first = main.group_by(diagnosed="event_id").aggregate(main_code=normal(main.code).min())
    return rows.left_join(first, rows[event] == first.diagnosed).drop("diagnosed")
