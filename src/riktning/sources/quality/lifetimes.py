"""Events before a person's birth or after the death."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

BEFORE_BIRTH = Check("before_birth", Severity.WARNING, "före födelsen", "before birth")
AFTER_DEATH = Check("after_death", Severity.WARNING, "efter dödsfallet", "after death")
_EVENT_COLUMNS = ("started_at", "admitted_at", "on_date", "from_date", "started_on")


def check_lifetimes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Compares the day an event begins with its person's birth and death."""
    events, person = delivery.unjudged(table.name), delivery.unjudged("person")
    column = next((name for name in _EVENT_COLUMNS if name in table.by_name), "")
    if events is None or "person_id" not in table.by_name or table.name == "person":
        return
    if person is None:
        for check in (BEFORE_BIRTH, AFTER_DEATH):
            yield check.not_applicable(
                table.name, column, "tabellen person saknas", "the table person is missing"
            )
        return
    born = person.select("person_id", "birth_date", "death_date")
    joined = events.select("person_id", day=events[column].cast("date")).join(born, "person_id")
    found = count_where(
        table.name,
        joined,
        {"birth": joined.day < joined.birth_date, "death": joined.day > joined.death_date},
    )
    yield BEFORE_BIRTH.judge(table.name, column, found["birth"])
    yield AFTER_DEATH.judge(table.name, column, found["death"])
