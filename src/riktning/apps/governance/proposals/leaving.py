"""What a group leaves behind when it is closed: who answers to it, what it is to do."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from riktning.apps.governance.items import items
from riktning.apps.governance.kinds import ItemState, Way
from riktning.apps.governance.models import ActionItem, Duty, Group, Relation, Seat
from riktning.apps.governance.queries import valid_on


@dataclass(frozen=True, slots=True)
class Left:
    """What there is on its last day: somebody must take it over, or it ends with the group."""

    subgroups: tuple[Group, ...] = ()
    reporters: tuple[Relation, ...] = ()  # ways of reporting and escalation that lead to it
    duties: tuple[Duty, ...] = ()
    items: tuple[ActionItem, ...] = ()  # unfinished; ``due`` is the day that holds now
    seats: tuple[Seat, ...] = ()


def left_by(group: Group, day: date) -> Left:
    """What the group leaves after the day. Five queries."""
    still = Q(to_date__isnull=True) | Q(to_date__gte=day)
    ways = Relation.objects.filter(still, target=group).exclude(way=Way.TOUCHES)
    return Left(
        subgroups=tuple(group.subgroups.filter(still)),
        reporters=tuple(ways.select_related("source")),
        duties=tuple(group.duties.all()),
        items=tuple(items().filter(owner_group=group, state=ItemState.OPEN)),
        seats=tuple(group.seats.filter(valid_on(day))),
    )
