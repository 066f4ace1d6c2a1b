"""All checks of a delivery, table by table."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import duckdb
from ibis.common.exceptions import IbisError

from riktning.core.errors import CareDataError
from riktning.sources.contracts import TABLES, Table
from riktning.sources.damage import located
from riktning.sources.faults import UnreadableError, WrongColumnsError, WrongTypeError
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.completeness import check_completeness
from riktning.sources.quality.conditions import conditions_of
from riktning.sources.quality.events import check_events
from riktning.sources.quality.gathering import Rows, examples, looked_up
from riktning.sources.quality.homes import check_homes
from riktning.sources.quality.id_case import check_id_case
from riktning.sources.quality.keys import check_keys
from riktning.sources.quality.lifetimes import missing_lifetimes
from riktning.sources.quality.looking import looked
from riktning.sources.quality.mixed import check_mixed
from riktning.sources.quality.months import check_months
from riktning.sources.quality.overlaps import check_overlaps
from riktning.sources.quality.parts import check_parts
from riktning.sources.quality.presence import (
    COLUMNS,
    READABLE,
    TYPES,
    broken,
    check_presence,
    not_delivered,
)
from riktning.sources.quality.references import missing_references
from riktning.sources.quality.results import Check, CheckResult, Severity, Status
from riktning.sources.quality.tallies import Tally
from riktning.sources.quality.volumes import check_volumes

OF_THE_COUNTS: tuple[Callable[[Rows, Tally], Iterator[CheckResult]], ...] = (
    check_parts, check_months, check_volumes, check_completeness, check_mixed,
)  # fmt: skip
"""What is told from the counts of rows by month and unit."""
APART: tuple[Callable[[OpenDelivery, Table], Iterator[CheckResult]], ...] = (
    missing_references, missing_lifetimes, check_keys, check_id_case, check_homes, check_overlaps,
    check_events,
)  # fmt: skip
"""What needs rows of its own kind: keys, persons, neighbours in time, other tables' events."""
CRASHED = Check("crashed", Severity.WARNING, "kunde inte göras", "could not be made")


def check_delivery(delivery: OpenDelivery) -> Iterator[CheckResult]:
    """Every check of every table; a table that cannot be read is one error, not an exception."""
    for table in TABLES:
        yield from check_table(delivery, table)


def check_table(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """The checks of one table; absent tables are not applicable, but without units all stops."""
    try:
        yield from judge_table(delivery, table, shown=True)
    except WrongColumnsError as error:
        yield broken(COLUMNS, table, error.sentence)
    except WrongTypeError as error:
        yield broken(TYPES, table, error.sentence)
    except CareDataError as error:
        yield broken(READABLE, table, error.sentence)


def judge_table(
    delivery: OpenDelivery, table: Table, *, shown: bool = False
) -> Iterator[CheckResult]:
    """As :func:`check_table`, for those who mean to compute: what cannot be read is an exception.

    ``shown``: look for an example of what failed, too, in one more pass.
    Raises CareDataError that names table and file, and row and column where they are known.
    """
    if not delivery.has(table.name):
        yield not_delivered(table)
        return
    try:
        yield from _of_rows(delivery, table, shown=shown)
        for check in APART:
            yield from _guarded(table, check.__name__, check(delivery, table))
    except UnreadableError as error:
        raise located(delivery.delivery, table.name, error) from None


def _of_rows(delivery: OpenDelivery, table: Table, *, shown: bool) -> Iterator[CheckResult]:
    found = looked(delivery, table)
    rows, counted = found.plan.rows, found.tally
    yield from check_presence(table, counted.rows)
    results = list(counted.results(table.name))
    yield from _with_examples(delivery, table, results) if shown else results
    for check in OF_THE_COUNTS:
        yield from _guarded(table, check.__name__, check(rows, counted))


def _with_examples(
    delivery: OpenDelivery, table: Table, results: list[CheckResult]
) -> list[CheckResult]:
    failed = [n for n, result in enumerate(results) if result.status is Status.FAILED]
    data = delivery.unjudged(table.name)
    if not failed or data is None:
        return results
    rows = looked_up(delivery, table, data)
    conditions = conditions_of(rows)
    found = examples(rows, [conditions[n] for n in failed])
    for n, example in zip(failed, found, strict=True):
        results[n] = replace(results[n], example=example)
    return results


def _guarded(table: Table, name: str, check: Iterator[CheckResult]) -> Iterator[CheckResult]:
    """A check that crashes is an error among the results; the others are still made."""
    try:
        yield from check
    except (duckdb.Error, IbisError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        what = name.removeprefix("check_")
        swedish = f"{table.name}: kontrollen {what} avbröts av ett fel ({type(error).__name__})."
        english = f"{table.name}: the check of {what} crashed ({type(error).__name__})."
        yield CRASHED.error(table.name, "", swedish, english)
