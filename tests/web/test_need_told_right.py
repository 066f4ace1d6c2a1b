"""What is said of needs holds: placings stay unseen, shares are of all, no time is no delay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.group_store import LEAD, REPORTER
from apps.need_store import a_frame, a_need, to_position
from riktning.apps.needs.judging import agree, place_need
from riktning.apps.needs.stays import DAY, Stay, ageing, flow
from riktning.apps.needs.steps import Act, Step
from riktning.apps.needs.uptake import Spread
from riktning.apps.organisation.rights import Actor, Role
from riktning.core.units import UnitKind
from riktning.web.presenters.need_feedback import _said
from riktning.web.presenters.need_results import in_use_words
from web.test_need_pages import said, signed_in

FIRST = "Placera själv först"


@pytest.fixture
def placed(db):
    """A need that two have placed."""
    a_frame()
    need = to_position(a_need())
    place_need(need=need, importance=7, urgency=8, actor=LEAD)
    place_need(need=need, importance=2, urgency=3, actor=REPORTER)
    return need


def trail(client):
    page = said(client, "/historik/?vad=need.place")
    table = client.get("/historik.csv?vad=need.place").getvalue().decode("utf-8-sig")
    return page, table


def test_where_others_place_is_no_part_of_the_trail_for_who_has_not_placed(placed):
    for text in trail(signed_in(Role.REPORTER, "oplacerad")):
        assert "placerade ett behov i matrisen" in text  # that it was done is told
        assert "7, 8" not in text
        assert "2, 3" not in text


def test_who_has_placed_and_everybody_when_it_is_agreed_reads_where_others_did(placed):
    has, reader = signed_in(Role.AREA_LEAD, "placerad"), signed_in(Role.READER)
    own = Actor("placerad", grants=LEAD.grants)
    place_need(need=placed, importance=5, urgency=5, actor=own)
    assert all("7, 8" in text for text in trail(has))
    assert all("7, 8" not in text for text in trail(reader))
    agree(need=placed, importance=7, urgency=7, reason="Vi enades", actor=LEAD)
    assert all("7, 8" in text for text in trail(reader))


def test_only_who_may_place_is_told_to_place_first(placed):
    address = f"/behov/{placed.pk}/"
    assert FIRST in said(signed_in(Role.REPORTER, "oplacerad"), address)
    page = said(signed_in(Role.READER), address)
    assert FIRST not in page
    assert "visas när de har enats" in page


def test_a_share_is_of_all_units_or_it_is_said_who_answered():
    every = Spread(15, 1, 0, 0, 0, (), 15)
    assert in_use_words(every, UnitKind.HOSPITAL, "sv").startswith("Infört i 1 av 15 sjukhus (")
    some = Spread(1, 1, 0, 0, 0, (), 15)
    words = in_use_words(some, UnitKind.HOSPITAL, "sv")
    assert words == "Infört i 1 av 1 som har svarat, av 15 sjukhus"


def test_times_that_are_the_same_in_days_are_no_delay():
    now = timezone.now()
    short, longer = timedelta(minutes=1), timedelta(minutes=9)
    went = [Stay(n, Step.POSITION, now - longer, now - longer + short, Act.ADVANCE)
            for n in range(3)]  # fmt: skip
    stays = [*went, Stay(9, Step.POSITION, now - longer)]
    flows = {step: flow(stays, step, now - DAY, now) for step in Step}
    assert [each.late for each in ageing(stays, flows, now)] == [False]
    assert "på hög" not in _said(flows[Step.POSITION])
    old = [*went, Stay(9, Step.POSITION, now - 5 * DAY)]
    assert ageing(old, flows, now)[0].late


def test_a_text_of_any_length_is_not_taken_and_its_field_says_so(db):
    a_frame()
    lead = signed_in(Role.AREA_LEAD)
    form = {"title": "Långt", "origin": "identified", "level": "county", "problem": "x" * 20_001}
    response = lead.post("/behov/ny/", form)
    assert response.status_code == 422
    assert "Skriv högst 20000 tecken" in response.content.decode()
