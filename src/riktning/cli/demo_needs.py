"""What comes of the demo's first need, and a digital initiative; all of it says it is invented."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riktning.apps.needs.models import Need
    from riktning.apps.organisation.rights import Actor

DAY = date(2024, 2, 1)
SAID = "Påhittat: så som det kan stå i ett exempel."
FIRST_MONTHS = (4, 6, 9, 11)  # of 2024, in which sub-regions introduce what was made
WANTED = ("hembesok_75", "olampliga_lakemedel_75", "antal_sip")


def carry_through(need: "Need", person: "Actor") -> None:
    """A need in the step of position goes through the gates that are left."""
    from riktning.apps.needs.judging import agree, answer_criterion, place_need
    from riktning.apps.needs.models import Criterion, Reply, ReportKind, Size
    from riktning.apps.needs.moving import move_need
    from riktning.apps.needs.registering import change_commission, report_need
    from riktning.apps.needs.steps import Act

    for criterion in Criterion.objects.filter(retired=False):
        answer_criterion(need=need, criterion=criterion, reply=Reply.YES, reason=SAID, actor=person)
    for name, place in (("exempel: kommunen", (8, 4)), ("exempel: sjukhuset", (9, 7))):
        place_need(need=need, importance=place[0], urgency=place[1],
                   actor=replace(person, name=name))  # fmt: skip
    agree(need=need, importance=8, urgency=6, reason=SAID, actor=person)
    _decide(need, person)
    move_need(need=need, act=Act.ADVANCE, actor=person)
    texts = ("state_grant", "description", "purpose", "boundaries", "composition", "time_plan",
             "working_group")  # fmt: skip
    work = {**dict.fromkeys(texts, SAID), "size": Size.MEDIUM, "leader": "processledare"}
    change_commission(need=need, values=work, actor=person)
    report_need(need=need, kind=ReportKind.INTERIM, given_on=DAY, text=SAID, actor=person)
    move_need(need=need, act=Act.ADVANCE, actor=person)
    report_need(need=need, kind=ReportKind.FINAL, given_on=DAY, text=SAID, actor=person)
    done = {"group_ended_on": DAY, "product": SAID, "published_on": DAY}
    change_commission(need=need, values=done, actor=person)
    _decide(need, person)
    move_need(need=need, act=Act.CLOSE, actor=person)


def _decide(need: "Need", person: "Actor") -> None:
    from riktning.apps.governance.kinds import Outcome
    from riktning.apps.needs.models import Body, BodyPart
    from riktning.apps.needs.moving import decide_need

    part = BodyPart.POSITION
    begun = Body.objects.select_related("group").get(part=part).group.from_date
    decide_need(
        need=need, part=part, decided_on=max(DAY, begun), paragraph="1",
        outcome=Outcome.APPROVED, text=SAID, actor=person,
    )  # fmt: skip


def introduce_by_units(need: "Need", person: "Actor") -> int:
    """Sub-regions introduce it one after another, each with its municipalities; how many did."""
    from django.utils import timezone

    from riktning.apps.needs.introducing import introduce
    from riktning.apps.needs.models import Uptake
    from riktning.apps.organisation.queries import unit_tree
    from riktning.core.units import UnitKind

    tree, many = unit_tree(timezone.localdate()), 0
    parts = sorted(unit.unit_id for unit in tree if unit.kind is UnitKind.SUBREGION)
    for month, part in zip(FIRST_MONTHS, parts, strict=False):
        for unit_id in tree.descendants(part):
            introduce(
                need=need, unit_id=unit_id, uptake=Uptake.INTRODUCED, on=date(2024, month, 1),
                outcome=SAID, actor=person,
            )  # fmt: skip
            many += 1
    for part in parts[len(FIRST_MONTHS) :][:1]:
        introduce(need=need, unit_id=part, uptake=Uptake.PLANNED, on=timezone.localdate(),
                  actor=person)  # fmt: skip
    return many


def link_to_plan(need: "Need", person: "Actor") -> None:
    """The need is to change the lines of the plan that some measures follow."""
    from riktning.apps.needs.introducing import link_need
    from riktning.apps.plans.models import Item, ItemKind

    lines = Item.objects.filter(
        kind=ItemKind.INDICATOR, indicators__measures__indicator_id__in=WANTED
    )
    for item in lines.distinct():
        link_need(need=need, item=item, actor=person)


def make_initiative(person: "Actor") -> None:
    """A digital initiative that is tried out."""
    from django.utils import timezone

    from riktning.apps.governance.courses import Act
    from riktning.apps.needs.initiating import (
        change_initiative,
        move_initiative,
        register_initiative,
    )
    from riktning.apps.organisation.queries import units_on
    from riktning.core.units import UnitKind

    one = register_initiative(title="Exempel: digital anamnes före besöket", actor=person)
    texts = ("problem", "affected", "verification", "pilot_plan", "success")
    units = units_on(timezone.localdate()).values()
    pilots = sorted(unit.unit_id for unit in units if unit.kind is UnitKind.PRIMARY_CARE)[:3]
    said = {
        **dict.fromkeys(texts, SAID), "owner": "digitaliseringsansvarig", "pilot_units": pilots,
        "measure": "digitala_tjanster_anvandare",
    }  # fmt: skip
    change_initiative(initiative=one, values=said, actor=person)
    for _step in range(2 if pilots else 1):
        one = move_initiative(initiative=one, act=Act.ADVANCE, actor=person)
