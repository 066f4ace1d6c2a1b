"""What a meeting for its members has decided is told outside when its minutes are approved."""

import pytest
from django.contrib.auth.models import AnonymousUser

from apps.meeting_store import ANALYST, DAY, MEMBER, OUTSIDER, SECRETARY, a_whole_meeting
from apps.round_store import REPORTER
from apps.test_meetings import with_minutes
from riktning.apps.governance.models import ActionItem, Decision
from riktning.apps.meetings.calling import publish_meeting
from riktning.apps.meetings.kinds import ShownTo
from riktning.apps.meetings.minutes import approve_minutes
from web.test_meeting_pages import as_, said

pytestmark = pytest.mark.django_db
TEXT = "Arbetet börjar i oktober."
ACTION = "Skriv en tidplan"
PUBLIC = AnonymousUser()


@pytest.fixture
def meeting():
    return with_minutes(a_whole_meeting())


def body(response):
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts).decode()


def told(client, actor, meeting):
    """Where the decision is told, of the places where it may be."""
    client.logout() if actor is PUBLIC else as_(client, actor)
    decision, code = Decision.objects.get(), meeting.group.code
    places = ["/beslut/", "/beslut/register.csv", f"/beslut/{decision.pk}/", f"/grupper/{code}/"]
    return {place for place in places if TEXT in body(client.get(place))}


def acts_told(client, actor):
    as_(client, actor)
    item = ActionItem.objects.get()
    places = ["/beslut/atgarder/", "/beslut/atgarder.csv", f"/beslut/atgarder/{item.pk}/"]
    return {place for place in places if ACTION in body(client.get(place))}


@pytest.mark.parametrize("actor", [PUBLIC, OUTSIDER], ids=["public", "reader"])
def test_it_is_not_told_outside_until_the_minutes_are_approved(client, actor, meeting):
    assert told(client, actor, meeting) == set()
    approve_minutes(meeting=meeting, on=DAY, by="ordförande", actor=ANALYST)
    assert len(told(client, actor, meeting)) == 4


def test_nor_does_the_register_say_that_the_body_has_decided(client, meeting):
    assert f'value="{meeting.group.code}"' not in said(client, "/beslut/")
    said(client, f"/beslut/{Decision.objects.get().pk}/", 404)


@pytest.mark.parametrize("actor", [PUBLIC, OUTSIDER], ids=["public", "reader"])
def test_the_decision_of_a_published_meeting_is_told(client, actor, meeting):
    publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
    assert len(told(client, actor, meeting)) == 4


@pytest.mark.parametrize("actor", [MEMBER, SECRETARY, ANALYST], ids=["member", "lead", "analyst"])
def test_those_who_meet_are_told_at_once(client, actor, meeting):
    assert len(told(client, actor, meeting)) == 4
    assert len(acts_told(client, actor)) == 3


def test_what_follows_waits_too_but_for_whoever_is_to_do_it(client, meeting):
    assert acts_told(client, OUTSIDER) == set()
    meeting.positions.all().delete()  # the administration was not asked, and is to do something
    assert len(acts_told(client, REPORTER)) == 3
    assert len(told(client, REPORTER, meeting)) == 4


def test_the_trail_does_not_tell_it_before_either(client, meeting):
    as_(client, OUTSIDER)
    waiting = body(client.get("/historik/")) + body(client.get("/historik.csv"))
    assert TEXT not in waiting and ACTION not in waiting and "en åtgärd" in waiting
    as_(client, SECRETARY)
    assert TEXT in body(client.get("/historik/"))
    approve_minutes(meeting=meeting, on=DAY, by="ordförande", actor=ANALYST)
    as_(client, OUTSIDER)
    assert TEXT in body(client.get("/historik/"))
