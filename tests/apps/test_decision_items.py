"""What follows of decisions: who owns it, who may say how it goes, and what is kept of that."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.group_store import ANALYST, LEAD, READER, REPORTER, a_body, a_chair, a_group, an_item
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.items import (
    DUE,
    ItemsSought,
    Owner,
    find_item,
    follow_up_item,
    items,
    items_owed,
)
from riktning.apps.governance.kinds import ItemState, Outcome, SubjectKind
from riktning.apps.governance.models import ActionItem, ItemNote
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Actor, Held, NotAllowedError, Role

pytestmark = pytest.mark.django_db
DUE_DAY = date(2025, 6, 1)
SOUTH = Actor("södra rapportören", frozenset({Held(Role.REPORTER, "soder")}))


@pytest.fixture
def decision():
    a_group()
    return record_decision(
        body=a_body(), decided_on=date(2025, 2, 3), paragraph="7", outcome=Outcome.APPROVED,
        text="Beslutat.", subject=(SubjectKind.GROUP, "ekonomi"), actor=ANALYST,
    )  # fmt: skip


def said(item, state=ItemState.DONE, actor=REPORTER, text="Det är gjort.", **given):
    return follow_up_item(item=item, text=text, state=state, actor=actor, **given)


def test_an_action_is_given_followed_up_and_opened_again_with_a_trail(decision):
    item = an_item(decision)
    said(item, ItemState.OPEN, text="Mer tid behövs.", due_on=date(2025, 9, 1))
    assert getattr(find_item(item.pk, Q()), DUE) == date(2025, 9, 1)
    assert ActionItem.objects.get().due_on == DUE_DAY
    said(item)
    with pytest.raises(GovernanceError, match="done already"):
        said(item, ItemState.DROPPED)
    said(item, ItemState.OPEN, text="Det var inte klart.")
    said(item, ItemState.DROPPED, text="Behövs inte.")
    assert [note.state for note in item.notes.order_by("id")] == ["open", "done", "open", "dropped"]
    assert getattr(find_item(item.pk, Q()), DUE) == date(2025, 9, 1)
    trail = AuditEvent.objects.filter(subject=f"item {item.pk}").order_by("pk")
    assert [event.action for event in trail] == ["item.give", *["item.follow_up"] * 4]
    assert trail.last().detail["reason"] == "Behövs inte."


def test_an_action_has_words_an_owner_and_a_day_after_the_decision(decision):
    for wrong in ({"text": " "}, {"owner": Owner(role="  ")}, {"due_on": date(2025, 2, 2)}):
        with pytest.raises(GovernanceError):
            an_item(decision, **wrong)
    assert not ActionItem.objects.exists()
    item = an_item(decision)
    with pytest.raises(GovernanceError):
        said(item, text=" ")
    with pytest.raises(GovernanceError, match="later day"):
        said(item, due_on=date(2025, 9, 1))


def test_only_the_owner_and_those_who_give_say_how_it_goes(decision):
    group = a_group("it")
    User.objects.create_user("södra rapportören")
    a_chair(group, user=User.objects.get())
    of_unit, of_role = an_item(decision), an_item(decision, owner=Owner(role="direktör"))
    of_group = an_item(decision, owner=Owner(group=group))
    for item, allowed in (
        (of_unit, {REPORTER, LEAD, ANALYST}),
        (of_role, {LEAD, ANALYST}),
        (of_group, {SOUTH, LEAD, ANALYST}),
    ):
        for actor in (REPORTER, SOUTH, LEAD, ANALYST, READER):
            if actor in allowed:
                said(item, ItemState.OPEN, actor)
            else:
                with pytest.raises(NotAllowedError):
                    said(item, ItemState.OPEN, actor)
    for actor in (REPORTER, READER):
        with pytest.raises(NotAllowedError):
            an_item(decision, actor=actor)


def test_what_waits_is_the_owners_and_when_late_the_givers(decision):
    group = a_group("it")
    User.objects.create_user("södra rapportören")
    a_chair(group, user=User.objects.get())
    of_unit = an_item(decision, due_on=date(2025, 7, 1))
    of_group = an_item(decision, owner=Owner(group=group))
    done = an_item(decision)
    said(done)
    before, after = DUE_DAY, date(2025, 6, 2)
    assert items_owed(REPORTER, before) == [of_unit]
    assert items_owed(SOUTH, before) == [of_group]
    assert items_owed(LEAD, before) == []
    assert items_owed(LEAD, after) == [of_group]
    everywhere = Actor("regionens rapportör", frozenset({Held(Role.REPORTER)}))
    assert items_owed(everywhere, before) == [of_unit]
    assert items_owed(READER, after) == []


def test_late_is_what_goes_on_after_the_day_that_holds_now(decision):
    today = timezone.localdate()
    late = an_item(decision)
    moved, done = an_item(decision), an_item(decision)
    said(moved, ItemState.OPEN, due_on=today + timedelta(days=9))
    said(done)
    assert list(items(ItemsSought(late_on=today))) == [late]
    assert list(items(ItemsSought(state="done"))) == [done]
    assert list(items(ItemsSought(body="vvg", unit_id="norr"))) == [late, done, moved]
    assert not items(ItemsSought(unit_id="soder")).exists()


def test_the_database_itself_keeps_actions_and_what_was_said_of_them(decision):
    item = an_item(decision)
    said(item)
    note = ItemNote.objects.all()
    stored = ActionItem.objects.filter(pk=item.pk)
    for change in (
        lambda: stored.update(text="annat"),
        lambda: stored.update(due_on=date(2030, 1, 1)),
        lambda: stored.update(state="dropped"),
        lambda: stored._raw_delete("default"),
        lambda: note.update(text="annat"),
        lambda: note._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    stored.update(state="open")
