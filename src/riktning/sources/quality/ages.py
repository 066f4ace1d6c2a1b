"""Persons of an impossible age."""

from collections.abc import Iterator

import ibis

from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

TOO_OLD = Check("too_old", Severity.WARNING, "äldre än 115 år", "older than 115 years")
NOT_BORN = Check(
    "not_yet_born", Severity.WARNING, "född efter uttaget", "born after the data were drawn"
)
OLDEST = 115


def age_conditions(rows: Rows) -> Iterator[Counted]:
    """Age at death or, for the living, when the data were drawn."""
    if rows.table.name != "person":
        return
    born, died = rows.data.birth_date, rows.data.death_date
    as_of = ibis.literal(rows.delivery.delivery.as_of, type="date")
    years = died.fill_null(as_of).year() - born.year()
    yield Counted(TOO_OLD, "birth_date", years > OLDEST)
    yield Counted(NOT_BORN, "birth_date", born > as_of)
