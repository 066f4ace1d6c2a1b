"""Events before a person's birth or after the death."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, CheckResult, Severity

BEFORE_BIRTH = Check("before_birth", Severity.WARNING, "före födelsen", "before birth")
AFTER_DEATH = Check("after_death", Severity.WARNING, "efter dödsfallet", "after death")
_EVENT_COLUMNS = ("started_at", "admitted_at", "on_date", "from_date", "started_on")


def lifetime_conditions(rows: Rows) -> Iterator[Counted]:
    """Compares the day an event begins with its person's birth and death."""
    column = begins(rows.table)
    if rows.has_persons and column:
        day = rows.data[column].cast("date")
        yield Counted(BEFORE_BIRTH, column, day < rows.data.its_born, among="its_person")
        yield Counted(AFTER_DEATH, column, day > rows.data.its_died, among="its_person")


def missing_lifetimes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """What cannot be looked at without persons."""
    column = begins(table)
    if "person_id" in table.by_name and column and not delivery.has("person"):
        for check in (BEFORE_BIRTH, AFTER_DEATH):
            yield check.not_applicable(
                table.name, column, "tabellen person saknas", "the table person is missing"
            )


def begins(table: Table) -> str:
    """The column of the day on which a row of the table begins; empty for none."""
    return next((name for name in _EVENT_COLUMNS if name in table.by_name), "")
