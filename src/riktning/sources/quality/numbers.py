"""Numbers that are no amounts: infinite, not a number, or beyond anything that can be meant."""

from collections.abc import Iterator

from riktning.sources.contracts import ColumnType, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check("number", Severity.FATAL, "orimligt tal", "impossible number")
LARGEST = 1e12  # more than any region's costs in kronor; sums stay exact below it
_TYPES = (ColumnType.NUMBER, ColumnType.INTEGER)


def check_numbers(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    data = delivery.unjudged(table.name)
    columns = [column.name for column in table.columns if column.type in _TYPES]
    if data is None or not columns:
        return
    numbers = {name: data[name].cast("float64") for name in columns}
    conditions = {name: n.isnan() | (n.abs() > LARGEST) for name, n in numbers.items()}
    for column, finding in count_where(table.name, data, conditions).items():
        yield CHECK.judge(table.name, column, finding)
