"""What a delivery is sent back for: nothing is computed from it, not even from its other tables."""

from collections.abc import Iterable

from riktning.core.errors import CareDataError
from riktning.sources.quality.domains import CHECK as DOMAIN
from riktning.sources.quality.mixed import CHECK as MIXED
from riktning.sources.quality.parts import BETWEEN
from riktning.sources.quality.presence import UNITS
from riktning.sources.quality.results import CheckResult

_REMEDY = {
    DOMAIN.name: "correct the code, or the contract if the code is meant",
    MIXED.name: "deliver all tables and months from the same extract",
    BETWEEN.name: "deliver the month's file",
}


def refuse_unfit(results: Iterable[CheckResult]) -> None:
    """Raise CareDataError for the first result that says that the delivery is not what it says.

    A code outside its domain, a month left out within a table, and tables of different deliveries:
    what is computed beside such a fault cannot be trusted either. So, too, for any fatal failure of
    the units, which everything is counted by.
    """
    for result in unfit(results):
        if result.check in _REMEDY:
            raise CareDataError(_what(result), where=_where(result), remedy=_REMEDY[result.check])
        raise CareDataError(
            f"the units cannot be used ({_what(result)})",
            where=f"table {result.table}",
            remedy="correct the table, and look at it with 'riktning check'",
        )


def unfit(results: Iterable[CheckResult]) -> list[CheckResult]:
    """The results that a delivery is sent back for."""
    return [r for r in results if r.stops and (r.check in _REMEDY or r.table == UNITS)]


def _what(result: CheckResult) -> str:
    return result.said(swedish=False, first=False).rstrip(".")


def _where(result: CheckResult) -> str:
    places = (("table", result.table), ("column", result.column), ("month", result.month))
    return ", ".join(f"{kind} {name}" for kind, name in places if name)
