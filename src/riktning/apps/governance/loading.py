"""Groups from a YAML file: what a region already has written down, stored in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from riktning.apps.governance.assignments import (
    begin_assignment,
    decide_assignment,
    write_assignment,
)
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.groups import (
    GroupDetails,
    form_group,
    give_duty,
    relate,
    take_seat,
)
from riktning.apps.governance.kinds import GroupKind, Process, SeatPart, Way
from riktning.apps.governance.models import Duty, Group
from riktning.apps.organisation.rights import Actor

GROUP_KEYS = frozenset(
    {
        "code", "name", "kind", "process", "from", "parent", "meetings_a_year", "seats", "reports",
        "escalates", "touches", "assignment",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many groups and duties came in, and how many of the file's were there already."""

    groups: int
    duties: int
    there: int


def read_yaml(path: Path) -> dict[str, Any]:
    """The file as plain values; GovernanceError with the line when it is no YAML of ours."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise GovernanceError(f"the file cannot be read ({said})", where=str(path)) from error
    if not isinstance(found, dict):
        raise GovernanceError("the file has no headings such as `groups:`", where=str(path))
    return found


@transaction.atomic
def load_groups(*, data: Mapping[str, Any], actor: Actor) -> Loaded:
    """Store the groups, then their seats, ways and assignments; a group that is there stays as
    it is. All of the file, or nothing of it."""
    rows = _rows(data, "groups")
    there = set(Group.objects.values_list("code", flat=True))
    new = [row for row in rows if _key(row) not in there]
    for row in _parents_first(new, there):
        _form(row, actor)
    for row in new:
        _fill(row, actor)
    duties = _rows(data, "duties")
    had = set(Duty.objects.values_list("code", flat=True))
    fresh = [row for row in duties if _key(row) not in had]
    for row in fresh:
        group = _group(row["group"], _key(row)) if row.get("group") else None
        give_duty(code=_key(row), text=str(row.get("text", "")), group=group, actor=actor)
    return Loaded(len(new), len(fresh), len(rows) + len(duties) - len(new) - len(fresh))


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise GovernanceError(f"`{name}:` is not a list of entries with headings")
    return rows


def _key(row: Mapping[str, Any]) -> str:
    code = row.get("code")
    if not isinstance(code, str) or not code:
        raise GovernanceError("an entry has no code", remedy="give each `code:`")
    return code


def _parents_first(rows: Sequence[dict[str, Any]], there: set[str]) -> Sequence[dict[str, Any]]:
    """Each group after the one it is a subgroup of."""
    known, waiting, ordered = set(there), list(rows), []
    while waiting:
        ready = [row for row in waiting if not row.get("parent") or row["parent"] in known]
        if not ready:
            row = waiting[0]
            raise GovernanceError(f"there is no group {row['parent']!r}", where=_key(row))
        known |= {_key(row) for row in ready}
        ordered += ready
        waiting = [row for row in waiting if row not in ready]
    return ordered


def _form(row: Mapping[str, Any], actor: Actor) -> None:
    code = _key(row)
    unknown = sorted(set(row) - GROUP_KEYS)
    if unknown:
        raise GovernanceError(f"there is no heading {unknown[0]!r}", where=code)
    details = GroupDetails(
        name=str(row.get("name", "")),
        kind=_one_of(GroupKind, row.get("kind"), code),
        process=_one_of(Process, row.get("process"), code),
        from_date=_day(row.get("from"), code),
        parent=_group(row["parent"], code) if row.get("parent") else None,
        meetings_a_year=row.get("meetings_a_year"),
    )
    form_group(code=code, details=details, actor=actor)


def _fill(row: Mapping[str, Any], actor: Actor) -> None:
    code = _key(row)
    group = _group(code, code)
    for seat in _rows(row, "seats"):
        take_seat(
            group=group,
            part=_one_of(SeatPart, seat.get("part", "member"), code),
            role=str(seat.get("role", "")),
            unit_id=str(seat.get("unit", "")),
            mandate=str(seat.get("mandate", "")),
            from_date=_day(seat.get("from", group.from_date), code),
            actor=actor,
        )
    for way in Way:
        for to in row.get(way.value) or []:
            to_role = to["role"] if isinstance(to, dict) and "role" in to else ""
            target = None if to_role else _group(str(to), code)
            relate(
                source=group, way=way, target=target, role=to_role, from_date=group.from_date,
                actor=actor,
            )  # fmt: skip
    if row.get("assignment"):
        _assign(group, dict(row["assignment"]), actor)


def _assign(group: Group, said: dict[str, Any], actor: Actor) -> None:
    decision = said.pop("decided", None)
    draft = begin_assignment(group=group, actor=actor)
    texts = {name: str(text) for name, text in said.items()}
    written = write_assignment(assignment=draft, texts=texts, actor=actor)
    if decision:
        decide_assignment(
            assignment=written,
            decided_on=_day(decision.get("date"), group.code),
            decided_by=str(decision.get("by", "")),
            diary_number=str(decision.get("diary_number", "")),
            actor=actor,
        )


def _group(code: str, where: str) -> Group:
    found = Group.objects.filter(code=code).first()
    if found is None:
        raise GovernanceError(f"there is no group {code!r}", where=where)
    return found


def _one_of(kind: Any, value: Any, where: str) -> Any:
    if value not in kind.values:
        raise GovernanceError(
            f"{value!r} is not known", where=where, remedy=f"choose among {', '.join(kind.values)}"
        )
    return kind(value)


def _day(value: Any, where: str) -> date:
    if not isinstance(value, date):
        raise GovernanceError(f"{value!r} is no day", where=where, remedy="write it as 2024-05-31")
    return value
