"""Pages of a meeting in a real Chromium: what is asked, answered, ordered and written."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import expect
from test_accessibility import RULES

from apps.group_store import START
from apps.meeting_store import a_whole_meeting
from apps.round_store import SOUTH
from riktning.apps.meetings.models import Meeting, Position
from riktning.apps.organisation.models import Grant


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server, settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path
    a_whole_meeting()
    for name, role, unit in (("analytiker", "analyst", ""), ("soder", "reporter", SOUTH)):
        user = User.objects.create_user(name)
        Grant.objects.create(user=user, role=role, unit_id=unit, from_date=START)
    return live_server.url


@pytest.fixture
def sign_in(enter, site):
    """A page of somebody who has signed in."""
    return partial(enter, site)


def address(end=""):
    return f"/moten/{Meeting.objects.get().pk}/{end}"


@pytest.mark.parametrize("look", [{}, {"width": 375, "scheme": "dark"}])
def test_the_pages_of_a_meeting_are_accessible(sign_in, look):
    point = Meeting.objects.get().points.first()
    page = sign_in("analytiker", "/moten/", **look)
    site = page.url.split("/moten")[0]
    for end in (
        "/moten/", "/en/moten/nytt/", address(), f"/en{address()}", address("andra/"),
        address("dagordning/"), address(f"punkt/{point.pk}/"), address("fraga/"),
        address("lagen/"), f"/en{address('lagen/')}",
    ):  # fmt: skip
        page.goto(site + end)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == [], end
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.faults == []


def test_an_administration_answers_on_a_phone(sign_in):
    page = sign_in("soder", address(f"svara/{SOUTH}/"), width=375)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
    assert page.faults == []
    page.get_by_text("Släpar efter", exact=True).click()
    page.get_by_role("button", name="Spara svaren").click()
    expect(page.locator(".fault").first).to_be_visible()  # behind needs words
    page.locator("textarea").first.fill("Rekryteringen dröjer.")
    page.get_by_role("button", name="Spara svaren").click()
    expect(page.locator(".told")).to_contain_text("Svaren är sparade")
    assert Position.objects.get(unit_id=SOUTH).text == "Rekryteringen dröjer."


def test_a_point_is_moved_by_the_keyboard(sign_in):
    page = sign_in("analytiker", address("dagordning/"))
    before = list(Meeting.objects.get().points.values_list("heading", flat=True))
    page.locator(".sortable > li").first.focus()
    with page.expect_response("**/ordning/"):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#ordning-sagt")).not_to_be_empty()
    after = list(Meeting.objects.get().points.values_list("heading", flat=True))
    assert after == [before[1], before[0], before[2]]
    assert page.faults == []
