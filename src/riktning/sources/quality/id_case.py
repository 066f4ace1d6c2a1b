"""Ids of persons and units that differ only in capitals: two by the contract, perhaps only one."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import IDS, Check, CheckResult, Finding, Severity

CHECK = Check(
    "id_case", Severity.NOTE,
    "skiljer sig från ett annat id endast i stora och små bokstäver, och räknas som ett eget",
    "differs from another id in capitals only, and counts as one of its own",
    "id:n", IDS,
)  # fmt: skip
_REGISTERS = {"person": "person_id", "unit": "unit_id"}


def check_id_case(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Counts ids; nothing is grouped where all letters are large, or all are small."""
    column = _REGISTERS.get(table.name)
    data = delivery.unjudged(table.name) if column else None
    if column is None or data is None:
        return
    id_ = data[column]
    small, large = (id_ != id_.upper()).sum(), (id_ != id_.lower()).sum()
    seen = one_row(table.name, data.aggregate(all=id_.count(), small=small, large=large))
    failed = 0
    if seen["small"] and seen["large"]:
        alike = data.group_by(same=id_.lower()).aggregate(ids=id_.nunique())
        several = alike.filter(alike.ids > 1)
        failed = int(one_row(table.name, several.aggregate(f=several.ids.sum()))["f"] or 0)
    yield CHECK.judge(table.name, column, Finding(failed, int(seen["all"])))
