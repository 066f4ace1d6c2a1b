"""Persons without any residence or listing."""

from collections.abc import Iterator

import numpy as np

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.looking import EXPECTED, looked
from riktning.sources.quality.persons import known_persons
from riktning.sources.quality.results import PERSONS, Check, CheckResult, Finding, Severity

CHECK = Check(
    "persons_without",
    Severity.WARNING,
    "personer utan rad i tabellen",
    "persons without a row",
    "personer",
    PERSONS,
)


def check_homes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Counts persons, not rows."""
    persons = known_persons(delivery)
    if table.name not in EXPECTED or persons is None:
        return
    homes = looked(delivery, table).homes
    if homes is None:
        return
    at_home = np.append(homes, False)[persons.rows]  # the last one is nowhere, as is place -1
    yield CHECK.judge(
        table.name, "person_id", Finding(int(np.count_nonzero(~at_home)), len(at_home))
    )
