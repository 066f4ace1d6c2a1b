"""Persons of an impossible age."""

from collections.abc import Iterator

import ibis

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

TOO_OLD = Check("too_old", Severity.WARNING, "äldre än 115 år", "older than 115 years")
NOT_BORN = Check(
    "not_yet_born", Severity.WARNING, "född efter uttaget", "born after the data were drawn"
)
OLDEST = 115


def check_ages(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Age at death or, for the living, when the data were drawn."""
    person = delivery.unjudged("person")
    if table.name != "person" or person is None:
        return
    as_of = delivery.delivery.as_of
    last = person.death_date.fill_null(ibis.literal(as_of, type="date"))
    years = last.year() - person.birth_date.year()
    found = count_where(
        "person",
        person,
        {"old": years > OLDEST, "unborn": person.birth_date > ibis.literal(as_of, type="date")},
    )
    yield TOO_OLD.judge("person", "birth_date", found["old"])
    yield NOT_BORN.judge("person", "birth_date", found["unborn"])
