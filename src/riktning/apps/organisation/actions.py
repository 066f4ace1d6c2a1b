"""What may be done to the organisation."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import Unit
from riktning.core import units as core

_Row = tuple[str, str, str, str, str, date, date | None]


@transaction.atomic
def load_units(*, units: Sequence[core.Unit], actor: str) -> int:
    """Make the rows of these units what a run says they are; answer how many units changed.

    All rows of a unit (its whole history) are replaced together, so that no two of them overlap;
    units the run does not know are left as they are.
    """
    wanted = _by_unit(_row(unit) for unit in units)
    stored = _by_unit(
        Unit.objects.values_list(
            "unit_id", "name", "kind", "parent_id", "municipality", "from_date", "to_date"
        )
    )
    changed = sorted(unit_id for unit_id, rows in wanted.items() if stored.get(unit_id) != rows)
    if not changed:
        return 0
    Unit.objects.filter(unit_id__in=[unit_id for unit_id in changed if unit_id in stored]).delete()
    Unit.objects.bulk_create(
        (_unit(row) for unit_id in changed for row in sorted(wanted[unit_id], key=lambda r: r[5])),
        batch_size=500,
    )
    audit(
        actor=actor,
        action="load units",
        subject="organisation",
        added=sum(1 for unit_id in changed if unit_id not in stored),
        changed=[unit_id for unit_id in changed if unit_id in stored],
    )
    return len(changed)


def _by_unit(rows: Iterable[_Row]) -> dict[str, set[_Row]]:
    grouped: dict[str, set[_Row]] = {}
    for row in rows:
        grouped.setdefault(row[0], set()).add(row)
    return grouped


def _row(unit: core.Unit) -> _Row:
    return (
        unit.unit_id,
        unit.name,
        unit.kind.value,
        unit.parent_id or "",
        unit.municipality or "",
        unit.from_date,
        unit.to_date,
    )


def _unit(row: _Row) -> Unit:
    unit_id, name, kind, parent_id, municipality, from_date, to_date = row
    return Unit(
        unit_id=unit_id,
        name=name,
        kind=kind,
        parent_id=parent_id,
        municipality=municipality,
        from_date=from_date,
        to_date=to_date,
    )
