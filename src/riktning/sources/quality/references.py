"""References to persons and units that are not there."""

from collections.abc import Iterator

from riktning.sources.contracts import Column, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check(
    "reference", Severity.FATAL, "hänvisar till något okänt", "refers to something unknown",
    tolerated=0.001,  # such rows lie outside the grid, and are counted there
)  # fmt: skip
MUNICIPALITY = Check(
    "municipality", Severity.WARNING,
    "kommunen hör inte till någon enhet", "the municipality belongs to no unit",
    tolerated=0.05,  # people who live outside the region may be delivered, too
)  # fmt: skip


def reference_conditions(rows: Rows) -> Iterator[Counted]:
    """Ids of persons and units, and of a unit's parent."""
    for column in rows.table.columns:
        known = _known(rows, column)
        if column.refers_to and known:
            value = rows.data[column.name]
            missing = rows.data[known].isnull() & value.notnull()
            yield Counted(CHECK, column.name, missing, among=column.name, shown=value)


def municipality_conditions(rows: Rows) -> Iterator[Counted]:
    """Where persons live, when the units say which municipalities there are."""
    known = rows.spells.municipalities if rows.spells else frozenset()
    if rows.table.name == "residence" and known:
        home = rows.data.municipality
        unknown = home.notin(sorted(known))
        yield Counted(MUNICIPALITY, "municipality", unknown, among="municipality", shown=home)


def missing_references(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """What cannot be looked at, since the other table was not delivered."""
    for column in table.columns:
        other = column.refers_to.split(".")[0]
        if other and not delivery.has(other):
            yield CHECK.not_applicable(
                table.name, column.name,
                f"tabellen {other} har inte levererats", f"the table {other} was not delivered",
            )  # fmt: skip


def _known(rows: Rows, column: Column) -> str:
    """The looked-up column that is null when the reference is to nothing."""
    if column.refers_to == "person.person_id" and rows.has_persons:
        return "its_person"
    if column.name == "unit_id" and rows.has_units:
        return "its_unit"
    return "its_parent" if column.name == "parent_id" and rows.has_parents else ""
