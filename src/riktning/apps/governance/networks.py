"""The network of the groups of a day, as plain values."""

from collections import defaultdict
from datetime import date

from riktning.apps.governance.kinds import TOP, Way
from riktning.apps.governance.models import Group, Relation, Seat
from riktning.apps.governance.queries import valid_on
from riktning.documents.groups.network import Network, Node, Tie, TieKind, shared

_TIES = {Way.REPORTS.value: TieKind.REPORTS, Way.ESCALATES.value: TieKind.ESCALATES}


def network_on(day: date) -> Network:
    """The groups of the day, their ways, and the members they have in common. Three queries."""
    groups = {
        pk: (code, name, process, kind)
        for pk, code, name, process, kind in Group.objects.filter(valid_on(day)).values_list(
            "pk", "code", "name", "process", "kind"
        )
    }
    ties: list[Tie] = []
    roles: dict[int, list[str]] = defaultdict(list)
    ways = Relation.objects.filter(valid_on(day), way__in=_TIES)
    for source, way, target, role in ways.values_list("source_id", "way", "target_id", "role"):
        if target in groups and source in groups:
            ties.append(Tie(_TIES[way], groups[source][0], groups[target][0]))
        elif role and way == Way.REPORTS:
            roles[source].append(role)
    nodes = tuple(
        Node(code, name, process, kind in TOP, tuple(roles[pk]))
        for pk, (code, name, process, kind) in groups.items()
    )
    members: dict[str, list[str]] = defaultdict(list)
    seats = Seat.objects.filter(valid_on(day), group__in=groups)
    for group, user, role, unit in seats.values_list("group_id", "user_id", "role", "unit_id"):
        if user is not None or unit:  # a role of the region alone may be several people's
            members[groups[group][0]].append(f"konto {user}" if user else f"{role}, {unit}")
    return Network(nodes, (*ties, *shared(members)))
