"""Groups to test with; the words are this file's own."""

from datetime import date

from riktning.apps.governance.assignments import (
    begin_assignment,
    decide_assignment,
    write_assignment,
)
from riktning.apps.governance.groups import GroupDetails, form_group, relate, take_seat
from riktning.apps.governance.items import Owner, give_item
from riktning.apps.governance.kinds import GroupKind, Process, SeatPart, Way
from riktning.apps.governance.models import FIELDS, ActionItem, Assignment, Decision, Group
from riktning.apps.organisation.rights import Actor, Held, Role

ANALYST = Actor("analytikern", frozenset({Held(Role.ANALYST)}))
LEAD = Actor("områdesledaren", frozenset({Held(Role.AREA_LEAD, area="nara-vard")}))
REPORTER = Actor("rapportören", frozenset({Held(Role.REPORTER, "norr")}))
READER = Actor("läsaren", frozenset({Held(Role.READER)}))
START = date(2024, 1, 1)
TEXTS = {name: f"Det som gäller om {name}." for name in FIELDS}


def details(**given) -> GroupDetails:
    values = {"name": "Funktionsgrupp ekonomi", "kind": GroupKind.FUNCTION}
    return GroupDetails(**{**values, "process": Process.SUPPORT, "from_date": START, **given})


def a_group(code: str = "ekonomi", **given) -> Group:
    return form_group(code=code, details=details(**given), actor=ANALYST)


def a_top(code: str = "ledning") -> Group:
    place = {"kind": GroupKind.MANAGEMENT, "process": Process.MANAGEMENT}
    return a_group(code, name="Koncernledning", **place)


def a_body(code: str = "vvg") -> Group:
    place = {"kind": GroupKind.JOINT_BODY, "process": Process.JOINT}
    return a_group(code, name=code.upper(), **place)


def a_chair(group: Group, role: str = "direktör", **given):
    return take_seat(
        group=group, part=SeatPart.CHAIR, role=role, from_date=START, actor=ANALYST, **given
    )


def reports(source: Group, target: Group, way: Way = Way.REPORTS):
    return relate(source=source, way=way, target=target, from_date=START, actor=ANALYST)


def a_draft(group: Group, **texts: str) -> Assignment:
    draft = begin_assignment(group=group, actor=LEAD)
    return write_assignment(assignment=draft, texts={**TEXTS, **texts}, actor=LEAD)


def a_decided(group: Group, **texts: str) -> Assignment:
    return decide_assignment(
        assignment=a_draft(group, **texts), decided_on=date(2024, 5, 31),
        decided_by="Regiondirektören", diary_number="DEMO 2024-1", actor=ANALYST,
    )  # fmt: skip


def an_item(decision: Decision, **given) -> ActionItem:
    values = {
        "text": "Ta fram ett förslag", "owner": Owner(unit_id="norr"), "due_on": date(2025, 6, 1),
        "actor": LEAD,
    }  # fmt: skip
    return give_item(decision=decision, **{**values, **given})


def fill_groups(count: int = 6) -> list[Group]:
    """Groups below a leading one, all with seats, ways and assignments; the last has a draft."""
    top = a_top()
    a_chair(top)
    a_decided(top)
    made = [a_group(f"g{number}", name=f"Funktionsgrupp {number}") for number in range(count)]
    for number, group in enumerate(made):
        a_chair(group, unit_id="norr")
        reports(group, top)
        reports(group, made[number - 1] if number else top, Way.ESCALATES)
        a_decided(group, description=f"Uppgift nummer {number} i en följd av uppgifter.")
        a_draft(group, description=f"Uppgift nummer {number + 1} i en följd av uppgifter.")
    return [top, *made]
