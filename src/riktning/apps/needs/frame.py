"""Perspectives, areas, criteria and bodies: data from a YAML file, read again at will."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from riktning.apps.governance.models import Group
from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.models import Body, BodyPart, Criterion, Perspective, PriorityArea
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require

HEADINGS = frozenset({"perspectives", "criteria", "bodies"})


@dataclass(frozen=True, slots=True)
class Frame:
    """How much of each a file says."""

    perspectives: int
    areas: int
    criteria: int
    bodies: int


@transaction.atomic
def load_frame(*, data: Mapping[str, Any], actor: Actor) -> Frame:
    """Make the frame what the file says. A criterion that is no longer there is retired; an area
    or a perspective that is no longer there stays, since needs may stand in it."""
    require(actor, Action.LOAD_NEED_FRAME)
    unknown = sorted(set(data) - HEADINGS)
    if unknown:
        raise NeedError(f"there is no heading {unknown[0]!r}")
    areas = 0
    perspectives = _entries(data, "perspectives")
    for order, one in enumerate(perspectives, 1):
        values = {"order": order, "name": _said(one, "name"), "text": str(one.get("text", ""))}
        made, _ = Perspective.objects.update_or_create(code=_said(one, "code"), defaults=values)
        for place, area in enumerate(_entries(one, "areas"), 1):
            values = {"order": place, "name": _said(area, "name"), "perspective": made}
            PriorityArea.objects.update_or_create(code=_said(area, "code"), defaults=values)
            areas += 1
    criteria = _entries(data, "criteria")
    for order, one in enumerate(criteria, 1):
        values = {"order": order, "question": _said(one, "question"), "retired": False}
        Criterion.objects.update_or_create(code=_said(one, "code"), defaults=values)
    if "criteria" in data:
        kept = [one["code"] for one in criteria]
        Criterion.objects.exclude(code__in=kept).update(retired=True)
    bodies = _bodies(data.get("bodies") or {})
    frame = Frame(len(perspectives), areas, len(criteria), bodies)
    audit(
        actor=actor.name,
        action=Action.LOAD_NEED_FRAME,
        subject="needs",
        areas=areas,
        criteria=[one["code"] for one in criteria],
    )
    return frame


def _bodies(said: Any) -> int:
    if not isinstance(said, dict):
        raise NeedError("`bodies:` is not a list of headings")
    for part, code in said.items():
        if part not in BodyPart.values:
            raise NeedError(f"{part!r} is no part", remedy=f"choose {' or '.join(BodyPart.values)}")
        group = Group.objects.filter(code=code).first()
        if group is None:
            raise NeedError(f"there is no group {code!r}", remedy="load the groups first")
        Body.objects.update_or_create(part=part, defaults={"group": group})
    return len(said)


def _entries(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NeedError(f"`{name}:` is not a list of entries with headings")
    return rows


def _said(one: Mapping[str, Any], name: str) -> str:
    said = one.get(name)
    if not isinstance(said, str) or not said.strip():
        raise NeedError(f"an entry has no {name}", remedy=f"give each `{name}:`")
    return " ".join(said.split())
