"""Rows of groups that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from riktning.apps.governance.models import (
    ActionItem,
    Assignment,
    CarriedOut,
    Decision,
    Duty,
    Group,
    ItemNote,
    ItemReminder,
    Opinion,
    Proposal,
    ProposalMove,
    Relation,
    Seat,
)

DAY, BEFORE = date(2025, 1, 1), date(2024, 12, 31)


def a_group(code: str = "g", **given: Any) -> Group:
    values = {"name": "Grupp", "kind": "function", "process": "support", "from_date": DAY}
    return Group(code=code, **{**values, **given})


def stored_group(code: str = "g") -> Group:
    found = Group.objects.filter(code=code).first()
    if found is None:
        found = a_group(code)
        found.save()
    return found


def a_seat(**given: Any) -> Seat:
    return Seat(**{"group": stored_group(), "role": "chef", "from_date": DAY, **given})


def a_relation(**given: Any) -> Relation:
    values = {"source": stored_group(), "way": "reports", "target": stored_group("h")}
    return Relation(**{**values, "from_date": DAY, **given})


def an_assignment(**given: Any) -> Assignment:
    return Assignment(**{"group": stored_group(), "number": 1, **given})


def decided(**given: Any) -> Assignment:
    values = {"state": "decided", "decided_on": DAY, "decided_by": "roll", "diary_number": "1"}
    return an_assignment(**{**values, **given})


def a_decision(**given: Any) -> Decision:
    values = {"body": stored_group(), "decided_on": DAY, "paragraph": "1", "outcome": "approved"}
    about = {"text": "t", "subject_kind": "group", "subject_key": "g", "recorded_by": "roll"}
    return Decision(**{**values, **about, **given})


def an_item(**given: Any) -> ActionItem:
    decision = Decision.objects.first() or a_decision()
    decision.save()
    values = {"decision": decision, "text": "t", "owner_role": "chef", "due_on": DAY}
    return ActionItem(**{**values, "given_by": "roll", **given})


def a_note(**given: Any) -> ItemNote:
    item = an_item()
    item.save()
    return ItemNote(**{"item": item, "text": "t", "state": "done", "noted_by": "roll", **given})


def a_proposal(**given: Any) -> Proposal:
    values = {"kind": "form", "body": stored_group(), "day": DAY, "reason": "r"}
    return Proposal(**{**values, "proposed_by": "roll", **given})


def stored_proposal() -> Proposal:
    found = Proposal.objects.first() or a_proposal()
    found.save()
    return found


def an_opinion(**given: Any) -> Opinion:
    values = {"role": "chef", "stance": "supports", "text": "t", "actor": "roll"}
    return Opinion(proposal=stored_proposal(), **{**values, **given})


def a_proposal_move(**given: Any) -> ProposalMove:
    values = {"act": "back", "actor": "roll", "before": "decision", "step": "preparation"}
    at = datetime(2025, 1, 1, tzinfo=UTC)
    return ProposalMove(
        proposal=stored_proposal(),
        at=at,
        **{**values, "standing": "active", "reason": "r", **given},
    )


def what_was_carried_out(**given: Any) -> CarriedOut:
    decision = Decision.objects.first() or a_decision()
    decision.save()
    values = {"decision": decision, "group": stored_group(), "actor": "roll"}
    return CarriedOut(proposal=stored_proposal(), **{**values, **given})


def _itself() -> Group:
    group = stored_group()
    group.parent = group
    return group


def a_reminder(**given: Any) -> ItemReminder:
    item = ActionItem.objects.first() or an_item()
    item.save()
    values = {"due": DAY, "occasion": "soon", "address": "roll@example.org"}
    return ItemReminder(item=item, next_try=datetime(2025, 1, 1, tzinfo=UTC), **values, **given)


REFUSED: dict[str, Callable[[], models.Model]] = {
    "group_kind_has_its_process": lambda: a_group(process="main"),
    "group_ends_after_it_starts": lambda: a_group(to_date=BEFORE),
    "group_is_not_its_own_subgroup": _itself,
    "group_meets_on_days_of_the_year": lambda: a_group(meetings_a_year=0),
    "group_has_a_name": lambda: a_group(name=""),
    "seat_part_is_known": lambda: a_seat(part="guest"),
    "seat_names_a_role": lambda: a_seat(role=""),
    "seat_ends_after_it_starts": lambda: a_seat(to_date=BEFORE),
    "relation_way_is_known": lambda: a_relation(way="likes"),
    "relation_leads_to_one_thing": lambda: a_relation(role="direktör"),
    "relation_leads_to_another_group": lambda: a_relation(target=stored_group()),
    "relation_ends_after_it_starts": lambda: a_relation(to_date=BEFORE),
    "duty_says_what": lambda: Duty(code="d", text=""),
    "assignment_state_is_known": lambda: decided(state="lost"),
    "assignment_decided_says_when_and_where": lambda: decided(diary_number=""),
    "decision_outcome_is_known": lambda: a_decision(outcome="maybe"),
    "decision_is_about_something": lambda: a_decision(subject_key=""),
    "decision_says_what_and_where": lambda: a_decision(paragraph=""),
    "item_state_is_known": lambda: an_item(state="lost"),
    "item_says_what_and_by_whom": lambda: an_item(text=""),
    "item_has_an_owner": lambda: an_item(owner_role=""),
    "note_state_is_known": lambda: a_note(state="lost"),
    "note_says_what_and_by_whom": lambda: a_note(noted_by=""),
    "decision_says_who_wrote_it": lambda: a_decision(recorded_by=""),
    "proposal_is_about_a_group": lambda: a_proposal(kind="close"),
    "proposal_step_known": lambda: a_proposal(step="lost"),
    "proposal_standing_known": lambda: a_proposal(standing="lost"),
    "proposal_is_closed_in_effect": lambda: a_proposal(standing="closed"),
    "proposal_says_why_and_by_whom": lambda: a_proposal(reason=""),
    "opinion_is_somebodys": lambda: an_opinion(role=""),
    "opinion_stance_is_known": lambda: an_opinion(stance="maybe"),
    "opinion_says_what_and_who": lambda: an_opinion(text=""),
    "proposal_move_says_why": lambda: a_proposal_move(reason=""),
    "proposal_move_says_who": lambda: a_proposal_move(actor=""),
    "carried_out_says_by_whom": lambda: what_was_carried_out(actor=""),
}

UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one group of a code": lambda: [a_group(), a_group()],
    "one duty of a code": lambda: [Duty(code="d", text="x"), Duty(code="d", text="y")],
    "one chair of a group": lambda: [a_seat(part="chair"), a_seat(part="chair", role="annan")],
    "one seat from a day": lambda: [a_seat(), a_seat()],
    "one way between two groups": lambda: [a_relation(), a_relation()],
    "one way to a role": lambda: [
        a_relation(target=None, role="direktör"),
        a_relation(target=None, role="direktör"),
    ],
    "one assignment of a number": lambda: [an_assignment(), decided()],
    "one decided assignment": lambda: [decided(), decided(number=2)],
    "one drafted assignment": lambda: [an_assignment(), an_assignment(number=2)],
    "one open proposal of a group": lambda: [
        a_proposal(kind="close", group=stored_group("h")),
        a_proposal(kind="change", group=stored_group("h")),
    ],
    "a proposal that is carried out once": lambda: [
        what_was_carried_out(),
        what_was_carried_out(),
    ],
    "one reminder of an action on an occasion": lambda: [a_reminder(), a_reminder()],
}
