"""Self-monitoring: who is enrolled in which months."""

from collections.abc import Sequence

import ibis

from riktning.indicators.asking import Source
from riktning.indicators.dates import month_of
from riktning.indicators.frames.timeline import month_after
from riktning.indicators.frames.timeline_bits import Stretch, joined
from riktning.sources.contracts import BY_NAME

_GROUPS = BY_NAME["monitoring"].by_name["group"].domain


def enrolments(source: Source, stretch: Stretch) -> ibis.Table:
    """The enrolments of known persons plus ``months``, those on whose last day each holds."""
    rows = source.prepared("monitoring")
    rows = rows.filter(rows.person.notnull())
    return rows.mutate(months=stretch.months(month_of(rows.begin), month_after(rows["until"])))


def months_by_group(source: Source, groups: Sequence[str], stretch: Stretch) -> ibis.Table:
    """A row a person, with the months of enrolment in each group as bits."""
    rows = enrolments(source, stretch)
    return rows.group_by("person").aggregate(**{
        group: joined(rows.months, where=rows["group"] == _GROUPS.index(group))
        for group in groups
    })  # fmt: skip
