"""All checks of a delivery, table by table."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from riktning.core.errors import CareDataError
from riktning.sources.contracts import TABLES, Table
from riktning.sources.damage import located
from riktning.sources.faults import UnreadableError
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
from riktning.sources.quality.numbers import check_numbers
from riktning.sources.quality.parts import check_parts
from riktning.sources.quality.presence import check_presence
from riktning.sources.quality.references import check_references
from riktning.sources.quality.results import Check, CheckResult, Severity, Status
from riktning.sources.quality.sex_codes import check_sex_codes
from riktning.sources.quality.spans import check_spans
from riktning.sources.quality.unit_validity import check_unit_validity
from riktning.sources.quality.volumes import check_volumes

READABLE = Check("readable", Severity.FATAL, "kan inte läsas", "cannot be read")
UNITS = "unit"  # without them no figure has a place
MISSING = Check("rows", Severity.FATAL, "saknas", "is missing")
CHECKS: tuple[Callable[[OpenDelivery, Table], Iterator[CheckResult]], ...] = (
    check_nulls, check_numbers, check_keys, check_domains, check_references, check_parts,
    check_months, check_volumes, check_homes, check_spans, check_lifetimes, check_intervals,
    check_ages, check_sex_codes, check_amounts, check_unit_validity,
)  # fmt: skip


def check_delivery(delivery: OpenDelivery) -> Iterator[CheckResult]:
    """Every check of every table; a table that cannot be read is one error, not an exception."""
    for table in TABLES:
        yield from check_table(delivery, table)


def check_table(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """The checks of one table; absent tables are not applicable, but without units all stops."""
    try:
        yield from judge_table(delivery, table)
    except CareDataError as error:
        yield READABLE.error(table.name, "", error.sentence)


def judge_table(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """As :func:`check_table`, for those who mean to compute: what cannot be read is an exception.

    Raises CareDataError that names table and file, and row and column where they are known.
    """
    if table.name == UNITS and not delivery.has(UNITS):
        yield _no_units()
        return
    try:
        yield from check_presence(delivery, table)
        if delivery.has(table.name):
            for check in CHECKS:
                yield from check(delivery, table)
    except UnreadableError as error:
        raise located(delivery.delivery, table.name, error) from None


def _no_units() -> CheckResult:
    absent = MISSING.not_applicable(
        UNITS, "",
        "tabellen har inte levererats, och utan enheter kan inget beräknas",
        "the table was not delivered, and nothing can be computed without units",
    )  # fmt: skip
    return replace(absent, status=Status.FAILED)
