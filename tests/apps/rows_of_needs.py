"""Rows of needs that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import models

from apps.rows_of_governance import DAY, stored_group
from riktning.apps.needs.models import (
    Agreement,
    Aim,
    Body,
    Commission,
    Criterion,
    CriterionReply,
    Initiative,
    InitiativeMove,
    Introduction,
    Move,
    Need,
    NeedReport,
    Perspective,
    Placement,
    PriorityArea,
)
from riktning.apps.plans.models import Item, Plan

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def a_need(**given: Any) -> Need:
    values = {"title": "t", "origin": "law", "level": "local", "since": NOW, "registered_by": "r"}
    return Need(**{**values, **given})


def stored() -> Need:
    found = Need.objects.first() or a_need()
    found.save()
    return found


def a_perspective(**given: Any) -> Perspective:
    return Perspective(**{"code": "p", "order": 1, "name": "P", **given})


def an_area() -> PriorityArea:
    perspective = Perspective.objects.first() or a_perspective()
    perspective.save()
    return PriorityArea(perspective=perspective, code="a", order=1, name="A")


def a_criterion() -> Criterion:
    return Criterion(code="c", order=1, question="?")


def a_reply(**given: Any) -> CriterionReply:
    criterion = a_criterion()
    criterion.save()
    values = {"need": stored(), "criterion": criterion, "reply": "yes", "reason": "r", "actor": "a"}
    return CriterionReply(**{**values, **given})


def a_placement(**given: Any) -> Placement:
    values = {"need": stored(), "actor": "a", "importance": 5, "urgency": 5}
    return Placement(**{**values, **given})


def an_agreement(**given: Any) -> Agreement:
    values = {"need": stored(), "actor": "a", "importance": 5, "urgency": 5, "reason": "r"}
    return Agreement(**{**values, **given})


def a_report(**given: Any) -> NeedReport:
    values = {"need": stored(), "kind": "final", "given_on": DAY, "text": "t", "actor": "a"}
    return NeedReport(**{**values, **given})


def a_move(**given: Any) -> Move:
    place = {"before": "position", "step": "identified", "standing": "active"}
    return Move(**{"need": stored(), "at": NOW, "act": "advance", "actor": "a", **place, **given})


def an_introduction(**given: Any) -> Introduction:
    values = {"need": stored(), "unit_id": "u", "uptake": "introduced", "on": DAY, "actor": "a"}
    return Introduction(**{**values, **given})


def an_aim(**given: Any) -> Aim:
    plan, _made = Plan.objects.get_or_create(code="aim")
    item, _made = Item.objects.get_or_create(plan=plan, kind="goal", number=1)
    return Aim(**{"need": stored(), "item": item, "holds": True, "actor": "a", **given})


def an_initiative(**given: Any) -> Initiative:
    values = {"title": "t", "since": NOW, "registered_by": "r"}
    return Initiative(**{**values, **given})


def an_initiative_move(**given: Any) -> InitiativeMove:
    initiative = Initiative.objects.first() or an_initiative()
    initiative.save()
    place = {"before": "pilot", "stage": "verified", "standing": "active"}
    values = {"initiative": initiative, "at": NOW, "act": "advance", "actor": "a", **place}
    return InitiativeMove(**{**values, **given})


REFUSED: dict[str, Callable[[], models.Model]] = {
    "body_part_is_known": lambda: Body(part="king", group=stored_group()),
    "need_origin_known": lambda: a_need(origin="dream"),
    "need_level_is_known": lambda: a_need(level="moon"),
    "need_step_is_known": lambda: a_need(step="lost"),
    "need_standing_is_known": lambda: a_need(standing="lost"),
    "need_is_closed_when_completed": lambda: a_need(standing="closed"),
    "need_says_what_and_by_whom": lambda: a_need(title=""),
    "commission_size_is_known": lambda: Commission(need=stored(), size="vast"),
    "reply_is_known": lambda: a_reply(reply="maybe"),
    "reply_says_why_and_who": lambda: a_reply(reason=""),
    "placement_is_in_the_matrix": lambda: a_placement(importance=11),
    "placement_says_whose": lambda: a_placement(actor=""),
    "agreement_is_in_the_matrix": lambda: an_agreement(urgency=0),
    "agreement_says_why_and_who": lambda: an_agreement(reason=""),
    "need_report_kind_is_known": lambda: a_report(kind="rumour"),
    "need_report_says_what_and_who": lambda: a_report(text=""),
    "move_says_why": lambda: a_move(act="back"),
    "move_says_who": lambda: a_move(actor=""),
    "introduction_uptake_is_known": lambda: an_introduction(uptake="perhaps"),
    "introduction_says_where_and_who": lambda: an_introduction(unit_id=""),
    "introduction_says_why_not": lambda: an_introduction(uptake="declined"),
    "aim_says_who": lambda: an_aim(actor=""),
    "initiative_stage_is_known": lambda: an_initiative(stage="dream"),
    "initiative_standing_is_known": lambda: an_initiative(standing="lost"),
    "initiative_is_wound_up_when_maintained": lambda: an_initiative(standing="closed"),
    "initiative_recommendation_is_known": lambda: an_initiative(recommendation="perhaps"),
    "pilot_ends_after_it_begins": lambda: an_initiative(pilot_to=DAY),
    "initiative_says_what_and_by_whom": lambda: an_initiative(title=""),
    "initiative_move_says_why": lambda: an_initiative_move(act="refuse"),
    "initiative_move_says_who": lambda: an_initiative_move(actor=""),
}

UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one perspective of a code": lambda: [a_perspective(), a_perspective()],
    "one prioritised area of a code": lambda: [an_area(), an_area()],
    "one criterion of a code": lambda: [a_criterion(), a_criterion()],
    "one body of a part": lambda: [
        Body(part="position", group=stored_group()),
        Body(part="position", group=stored_group("h")),
    ],
    "one commission of a need": lambda: [Commission(need=stored()), Commission(need=stored())],
}
