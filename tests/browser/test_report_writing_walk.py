"""A writer at the desk of a section, in a real Chromium: evidence is put in, dropped and ticked."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from filled_store import fill
from test_accessibility import RULES

from apps.report_store import fill_reports, part
from riktning.apps.organisation.models import Grant
from riktning.apps.reports.models import Report

METHOD = "[[underlag:pace:all]]"


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server, settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path
    fill()
    fill_reports()
    user = User.objects.create_user("analytiker")
    Grant.objects.create(user=user, role="analyst", from_date=timezone.localdate())
    return live_server.url


@pytest.fixture
def sign_in(enter, site):
    """A page of somebody who has signed in."""
    return partial(enter, site, "analytiker")


def desk():
    return f"/rapporter/{draft().pk}/avsnitt/summary/"


def draft():
    return Report.objects.get(template_key="yearly")


def opened_evidence(page, name):
    page.wait_for_selector("#underlagslista details")
    page.locator("#underlagslista summary", has_text=name).click()


@pytest.mark.parametrize("look", [{}, {"width": 375, "scheme": "dark"}])
def test_the_pages_of_reports_are_accessible(sign_in, look):
    approved = Report.objects.get(template_key="board")
    page = sign_in("/rapporter/", **look)
    for end in (
        "/rapporter/", "/en/rapporter/ny/", f"/rapporter/{draft().pk}/", desk(), f"/en{desk()}",
        f"/rapporter/{draft().pk}/om/", f"/rapporter/{approved.pk}/", f"{desk()}underlag/",
        f"/rapporter/{draft().pk}/nytt/",
    ):  # fmt: skip
        page.goto(page.url.split("/rapporter")[0].removesuffix("/en") + end)
        if end.endswith(desk()):
            page.wait_for_selector("#underlagslista details")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == [], end
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.faults == []


def test_evidence_is_put_in_where_the_writer_is_and_shown_as_it_will_be_read(sign_in):
    page = sign_in(desk())
    text = page.locator("#text")
    text.fill("Före.\n\nEfter.")
    text.evaluate("e => e.setSelectionRange(2, 2)")
    text.press("ArrowRight")
    opened_evidence(page, "Takten")
    with page.expect_response("**/forhandsvisning/"):
        page.locator("[data-insert]:visible").first.click()
    assert text.input_value() == f"Före.\n\n{METHOD}\n\nEfter."
    page.wait_for_function("document.querySelector('#langd').textContent.startsWith('2 av')")
    assert page.locator("#osparat").is_visible()
    page.get_by_role("button", name="Spara", exact=True).click()
    page.wait_for_selector(".told")
    assert part(draft()).text == f"Före.\n\n{METHOD}\n\nEfter."
    assert page.faults == []


def dragged(page, what, where):
    """Taken by its words and moved as a hand does: in steps, or no drag begins."""
    what.scroll_into_view_if_needed()
    start, end = what.bounding_box(), where.bounding_box()
    page.mouse.move(start["x"] + 80, start["y"] + 18)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 30, steps=5)
    page.mouse.move(end["x"] + 100, max(end["y"], 0) + 60, steps=10)
    page.mouse.up()


def test_evidence_is_dropped_into_the_text(sign_in):
    page = sign_in(desk())
    page.locator("#text").fill("Före.")
    opened_evidence(page, "Takten")
    dragged(page, page.locator("[data-line]:visible").first, page.locator("#text"))
    assert METHOD in page.locator("#text").input_value()
    page.get_by_role("button", name="Spara", exact=True).click()
    page.wait_for_selector(".told")
    assert part(draft()).text.split("\n").count(METHOD) == 1


def test_a_piece_is_looked_at_before_it_is_taken(sign_in):
    page = sign_in(desk())
    opened_evidence(page, "Takten")
    page.locator("#underlagslista a:visible", has_text="Visa").first.click()
    page.wait_for_selector(".shown p")
    assert page.url.endswith(desk())


def test_it_works_without_a_script(sign_in):
    page = sign_in(desk(), script=False)
    page.get_by_role("link", name="Välj bland underlagen").click()
    page.locator("summary", has_text="Takten").click()
    page.locator("input[value='pace:all']").check()
    page.get_by_role("button", name="Lägg till det förkryssade").click()
    assert METHOD in page.locator("#text").input_value()
    assert part(draft()).version == 3
