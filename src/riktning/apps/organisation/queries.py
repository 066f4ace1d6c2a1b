"""The organisation as plain values."""

from datetime import date

from django.db.models import Q, QuerySet

from riktning.apps.organisation.models import Unit
from riktning.core import units as core


def units_on(day: date) -> dict[str, core.Unit]:
    """Every unit valid on the day, by id. One query."""
    return {row.unit_id: _plain(row) for row in units_valid(day)}


def units_valid(day: date) -> QuerySet[Unit]:
    """The units valid on the day, to be asked for. No query."""
    return Unit.objects.filter(from_date__lte=day).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )


def unit_tree(day: date) -> core.UnitTree:
    """The units as they stood on the day. One query; RiktningError when a parent is missing."""
    return core.UnitTree(units_on(day).values(), day)


def unit_history(unit_id: str) -> list[core.Unit]:
    """Every row of one unit, oldest first. One query."""
    return [_plain(row) for row in Unit.objects.filter(unit_id=unit_id)]


def _plain(row: Unit) -> core.Unit:
    return core.Unit(
        unit_id=row.unit_id,
        name=row.name,
        kind=core.UnitKind(row.kind),
        parent_id=row.parent_id or None,
        municipality=row.municipality or None,
        from_date=row.from_date,
        to_date=row.to_date,
    )
