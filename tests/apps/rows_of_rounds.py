"""Rows of rounds and of roles that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from apps.making import a_revision
from riktning.apps.followup.rounds.models import (
    Answer,
    AnswerVersion,
    Reminder,
    Report,
    ReportStep,
    Round,
)
from riktning.apps.organisation.models import Grant
from riktning.apps.plans.models import Item, Plan

DAY = date(2025, 1, 1)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def a_round(**given: Any) -> Round:
    days = dict.fromkeys(("opens_on", "submit_by", "approve_by", "accept_by"), DAY)
    values = {"revision": a_revision(), "kind": "t1", "year": 2025, **days}
    return Round(**{**values, **given})


def a_report(**given: Any) -> Report:
    return Report(**{"round": Round.objects.first() or _kept(a_round()), "unit_id": "n", **given})


def a_step(**given: Any) -> ReportStep:
    values = {"report": _kept(a_report()), "act": "submit", "actor": "roll", "state": "submitted"}
    return ReportStep(**{**values, **given})


def an_answer(**given: Any) -> Answer:
    report = Report.objects.first() or _kept(a_report())
    item = Item.objects.first() or _kept(Item(plan=Plan.objects.first(), kind="goal", number=9000))
    values = {"report": report, "order": 1, "kind": "goal", "item": item, "text": "t"}
    return Answer(**{**values, **given})


def a_version(**given: Any) -> AnswerVersion:
    answer = Answer.objects.first() or _kept(an_answer())
    return AnswerVersion(**{"answer": answer, "number": 1, "actor": "roll", "values": {}, **given})


def a_reminder(**given: Any) -> Reminder:
    report = Report.objects.first() or _kept(a_report())
    values = {"report": report, "step": "submit", "due": DAY, "occasion": "before"}
    return Reminder(**{**values, "address": "roll@example.org", "next_try": NOW, **given})


def a_grant(**given: Any) -> Grant:
    user, _ = get_user_model().objects.get_or_create(username="roll")
    return Grant(**{"user": user, "role": "reader", "from_date": DAY, **given})


def _kept(row: Any) -> Any:
    row.save()
    return row


def _twice(make: Callable[..., models.Model], **other: Any) -> list[models.Model]:
    return [make(), make(**other)]


REFUSED: dict[str, Callable[[], models.Model]] = {
    "round_kind_is_known": lambda: a_round(kind="week"),
    "round_deadlines_lowest_level_first": lambda: a_round(submit_by=date(2025, 2, 1)),
    "report_state_is_known": lambda: a_report(state="lost"),
    "report_names_a_unit": lambda: a_report(unit_id=""),
    "step_backwards_says_why": lambda: a_step(act="send_back"),
    "step_says_who": lambda: a_step(actor=""),
    "answer_kind_is_known": lambda: an_answer(kind="dream"),
    "answer_status_is_known": lambda: an_answer(status="fine"),
    "answer_likelihood_is_1_to_4": lambda: an_answer(likelihood=5),
    "answer_consequence_is_1_to_4": lambda: an_answer(consequence=0),
    "answer_takes_is_known": lambda: an_answer(takes="words"),
    "answer_version_from_one": lambda: a_version(number=0),
    "grant_role_can_be_held": lambda: a_grant(role="public"),
    "grant_ends_after_it_starts": lambda: a_grant(to_date=date(2024, 12, 31)),
}

UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one round of a kind and year": lambda: [
        one := _kept(a_round()),
        a_round(revision=one.revision),
    ],
    "one report a unit and round": lambda: _twice(a_report),
    "one answer an item and measure": lambda: _twice(an_answer, order=2),
    "one answer of an order": lambda: _twice(an_answer, indicator_id="m"),
    "one version of a number": lambda: _twice(a_version),
    "one reminder of an occasion": lambda: _twice(a_reminder),
    "one role from a date": lambda: _twice(a_grant),
}
