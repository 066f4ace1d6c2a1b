"""All checks of a delivery, table by table."""

from collections.abc import Callable, Iterator

from riktning.core.errors import CareDataError
from riktning.sources.contracts import TABLES, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.ages import check_ages
from riktning.sources.quality.amounts import check_amounts
from riktning.sources.quality.domains import check_domains
from riktning.sources.quality.homes import check_homes
from riktning.sources.quality.intervals import check_intervals
from riktning.sources.quality.keys import check_keys
from riktning.sources.quality.lifetimes import check_lifetimes
from riktning.sources.quality.months import check_months
from riktning.sources.quality.nulls import check_nulls
from riktning.sources.quality.presence import check_presence
from riktning.sources.quality.references import check_references
from riktning.sources.quality.results import Check, CheckResult, Severity
from riktning.sources.quality.sex_codes import check_sex_codes
from riktning.sources.quality.spans import check_spans
from riktning.sources.quality.unit_validity import check_unit_validity
from riktning.sources.quality.volumes import check_volumes

READABLE = Check("readable", Severity.FATAL, "kan inte läsas", "cannot be read")
CHECKS: tuple[Callable[[OpenDelivery, Table], Iterator[CheckResult]], ...] = (
    check_nulls, check_keys, check_domains, check_references, check_months, check_volumes,
    check_homes, check_spans, check_lifetimes, check_intervals, check_ages, check_sex_codes,
    check_amounts, check_unit_validity,
)  # fmt: skip


def check_delivery(delivery: OpenDelivery) -> Iterator[CheckResult]:
    """Every check of every table; a table that cannot be read is one error, not an exception."""
    for table in TABLES:
        yield from check_table(delivery, table)


def check_table(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """The checks of one table; absent tables are not applicable."""
    try:
        yield from check_presence(delivery, table)
    except CareDataError as error:
        yield READABLE.error(table.name, "", error.sentence)
        return
    if not delivery.has(table.name):
        return
    for check in CHECKS:
        try:
            yield from check(delivery, table)
        except CareDataError as error:
            yield READABLE.error(table.name, "", error.sentence)
            return
