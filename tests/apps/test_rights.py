"""Who may do what: the table is complete, a part never covers the whole, and dates are kept."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, transaction
from django.utils import timezone

from riktning.apps.organisation.rights import (
    COMMAND_LINE,
    PERMISSIONS,
    Action,
    Actor,
    Grant,
    Held,
    NotAllowedError,
    Role,
    actor_of,
    may,
    may_somewhere,
    require,
)


def _actor(role: Role, unit_id: str = "", area: str = "") -> Actor:
    return Actor("någon", frozenset({Held(role, unit_id, area)}))


def test_every_action_has_its_roles():
    assert set(PERMISSIONS) == set(Action)
    assert all(PERMISSIONS.values())


def test_only_what_is_published_is_open_to_everybody():
    assert [each for each in Action if Role.PUBLIC in PERMISSIONS[each]] == [Action.READ_PUBLISHED]


@pytest.mark.parametrize("action", Action)
def test_the_command_line_may_do_everything(action):
    require(COMMAND_LINE, action, unit_id="somewhere", area="anything")


def test_a_role_at_one_administration_is_none_at_another_and_none_for_the_whole():
    reporter = _actor(Role.REPORTER, "NORR")
    assert may(reporter, Action.SUBMIT_ROUND, unit_id="NORR")
    assert may(reporter, Action.SUBMIT_ROUND, unit_id="NORR", area="nara-vard")
    assert not may(reporter, Action.SUBMIT_ROUND, unit_id="SYD")
    assert not may(reporter, Action.SUBMIT_ROUND)
    assert may_somewhere(reporter, Action.SUBMIT_ROUND)


def test_a_role_in_one_area_is_none_in_another_and_none_for_all():
    lead = _actor(Role.AREA_LEAD, area="nara-vard")
    assert may(lead, Action.REWORD, area="nara-vard")
    assert not may(lead, Action.REWORD, area="digitalisering")
    assert not may(lead, Action.REWORD)


def test_a_refusal_says_who_would_be_allowed():
    with pytest.raises(NotAllowedError) as refused:
        require(_actor(Role.READER), Action.APPROVE_ROUND, unit_id="NORR")
    assert refused.value.sentence == (
        "någon may not do 'round.approve' in NORR; it may be done by approver."
    )


@pytest.mark.django_db
def test_a_role_is_held_from_its_first_day_through_its_last():
    user = User.objects.create_user("konto")
    today = timezone.localdate()
    days = {"reader": (-2, -1), "analyst": (-1, 0), "approver": (1, None), "reporter": (0, None)}
    for role, (first, last) in days.items():
        Grant.objects.create(
            user=user,
            role=role,
            unit_id="NORR",
            from_date=today + timedelta(first),
            to_date=None if last is None else today + timedelta(last),
        )
    assert actor_of(user).roles - {Role.PUBLIC} == {Role.ANALYST, Role.REPORTER}
    assert actor_of(user).name == "konto"


@pytest.mark.django_db
def test_a_closed_account_holds_nothing():
    user = User.objects.create_user("konto", is_active=False)
    Grant.objects.create(user=user, role="analyst", from_date=timezone.localdate())
    assert actor_of(user).roles <= {Role.PUBLIC}


def test_nobody_signed_in_is_the_public_only_when_there_is_one(settings):
    settings.RIKTNING_PUBLIC = True
    assert may(actor_of(AnonymousUser()), Action.READ_PUBLISHED)
    assert not may(actor_of(AnonymousUser()), Action.READ_INTERNAL)
    settings.RIKTNING_PUBLIC = False
    assert not may(actor_of(AnonymousUser()), Action.READ_PUBLISHED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"role": "public"}, {"role": "king"}, {"role": "reader", "to_date": "2000-01-01"}]
)
def test_the_database_refuses_a_role_nobody_holds_and_an_end_before_the_start(wrong):
    user = User.objects.create_user("konto")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=user, from_date=timezone.localdate(), **wrong)
