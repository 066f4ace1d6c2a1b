"""Persons without any residence or listing."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.look_ups import other_table
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check(
    "persons_without",
    Severity.WARNING,
    "personer utan rad i tabellen",
    "persons without a row",
    "personer",
    "persons",
)
_EXPECTED = ("residence", "listing")


def check_homes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Counts persons, not rows."""
    homes, person = delivery.unjudged(table.name), other_table(delivery, "person")
    if table.name not in _EXPECTED or homes is None or person is None:
        return
    known = homes.select("person_id").distinct()
    without = person.anti_join(known, "person_id")
    failed = one_row(table.name, without.aggregate(n=without.count()))["n"]
    rows = one_row("person", person.aggregate(n=person.count()))["n"]
    yield CHECK.judge(table.name, "person_id", Finding(int(failed), int(rows)))
