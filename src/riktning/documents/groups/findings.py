"""What is amiss among groups: no way of reporting, circles, responsibilities nobody has.

Pure functions over plain values; who is in office is found out where that is remembered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components


class Amiss(StrEnum):
    """The kinds of findings, the gravest first."""

    NO_REPORTING = "no_reporting"
    REPORTS_TO_CLOSED = "reports_to_closed"
    BELOW_CLOSED = "below_closed"
    CIRCLE = "circle"
    NO_HOLDER = "no_holder"
    NO_CHAIR = "no_chair"
    OUT_OF_OFFICE = "out_of_office"
    NO_ASSIGNMENT = "no_assignment"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group on a day: whom it reports and escalates to (codes), and what it has.

    ``top``: the leading of all, which reports to nobody here. ``to_roles``: it reports to a role.
    ``below``: the group that it is a subgroup of.
    """

    code: str
    open: bool = True
    top: bool = False
    reports: tuple[str, ...] = ()
    escalates: tuple[str, ...] = ()
    to_roles: bool = False
    below: str | None = None
    has_chair: bool = True
    has_assignment: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss: with which groups, and what about them (a duty, a role, a likeness)."""

    amiss: Amiss
    groups: tuple[str, ...]
    about: str = ""


def findings(groups: Sequence[GroupFacts], duties: Mapping[str, str | None]) -> list[Finding]:
    """Everything amiss of groups that are open; ``duties`` gives who has each: a code or None.

    A duty that a closed group has is nobody's. The gravest kinds come first, then by code.
    """
    by_code = {group.code: group for group in groups}
    found = [
        *(finding for group in groups if group.open for finding in _of_one(group, by_code)),
        *(Finding(Amiss.CIRCLE, circle) for circle in circles(groups)),
        *_without_holder(duties, by_code),
    ]
    order = list(Amiss)
    return sorted(found, key=lambda one: (order.index(one.amiss), one.groups, one.about))


def _of_one(group: GroupFacts, by_code: Mapping[str, GroupFacts]) -> Iterator[Finding]:
    closed = [c for c in group.reports if c not in by_code or not by_code[c].open]
    yield from (Finding(Amiss.REPORTS_TO_CLOSED, (group.code, code)) for code in closed)
    leads = len(group.reports) > len(closed) or group.to_roles
    if not leads and not group.top:
        yield Finding(Amiss.NO_REPORTING, (group.code,))
    if group.below is not None and (group.below not in by_code or not by_code[group.below].open):
        yield Finding(Amiss.BELOW_CLOSED, (group.code, group.below))
    if not group.has_chair:
        yield Finding(Amiss.NO_CHAIR, (group.code,))
    if not group.has_assignment:
        yield Finding(Amiss.NO_ASSIGNMENT, (group.code,))


def _without_holder(
    duties: Mapping[str, str | None], by_code: Mapping[str, GroupFacts]
) -> Iterator[Finding]:
    for duty, code in duties.items():
        if code is None or code not in by_code:
            yield Finding(Amiss.NO_HOLDER, (), duty)
        elif not by_code[code].open:
            yield Finding(Amiss.NO_HOLDER, (code,), duty)


def circles(groups: Sequence[GroupFacts]) -> list[tuple[str, ...]]:
    """A shortest circle of reporting or escalation in each knot of groups that has one."""
    among = [group for group in groups if group.open]
    place = {group.code: at for at, group in enumerate(among)}
    ways = [
        sorted({place[c] for c in (*group.reports, *group.escalates) if c in place})
        for group in among
    ]
    if not among:
        return []
    rows = np.repeat(np.arange(len(among)), [len(to) for to in ways])
    columns = np.array([at for to in ways for at in to], dtype=int)
    graph = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(among),) * 2)
    _count, knots = connected_components(graph, connection="strong")
    members: dict[int, list[int]] = {}
    for at, knot in enumerate(knots):
        members.setdefault(int(knot), []).append(at)
    found = (_circle(some, ways) for some in members.values() if len(some) > 1)
    return sorted(tuple(among[at].code for at in circle) for circle in found)


def _circle(some: Sequence[int], ways: Sequence[Sequence[int]]) -> list[int]:
    """The shortest way from the first of the knot back to it."""
    start, inside = some[0], set(some)
    before: dict[int, int] = {}
    waiting = [start]
    while start not in before:
        ahead = []
        for at in waiting:
            for to in ways[at]:
                if to in inside and to not in before:
                    before[to] = at
                    ahead.append(to)
        waiting = ahead
    path, at = [start], before[start]
    while at != start:
        path.append(at)
        at = before[at]
    return [start, *reversed(path[1:])]
