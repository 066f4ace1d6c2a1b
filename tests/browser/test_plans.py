"""The pages of plans in a real Chromium: axe, the narrowest phone, the keyboard, print."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from plan_store import CODE, LOCAL, STREAMS, fill_plans
from test_accessibility import RULES

from riktning.apps.organisation.models import Grant

ADDRESSES = (
    "/planen/",
    f"/planen/{CODE}/2/",
    f"/planen/{STREAMS}/1/",
    f"/planen/{CODE}/2/andringar/",
    f"/planen/{CODE}/2/motsvarigheter/",
    "/planen/granskning/",
    f"/planen/styrbild/?tjanas={CODE}&tjanar={LOCAL}",
    f"/planen/{CODE}/1/strategikarta/?period=2024",
    f"/planen/{CODE}/1/tidslinje/",
    f"/planen/{CODE}/1/arshjul/",
)
CONTRAST = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server):
    """Only plans: what these pages need, and nothing that would hide a fault of theirs."""
    fill_plans()
    user = User.objects.create_user("utvecklare", password="a-long-secret")
    Grant.objects.create(user=user, role="analyst", from_date=date(2020, 1, 1))
    return live_server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_page_breaks_a_rule(visit, site, scheme, language):
    page = visit(f"{language}/planen/", width=375, scheme=scheme)
    found = []
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ADDRESSES:
            page.goto(f"{site}{language}{address}")
            for rules in (RULES, CONTRAST):
                violations = Axe().run(page, options=rules).response["violations"]
                found += [f"{address} {width}: {v['id']} {v['nodes'][0]['html'][:160]}"
                          for v in violations]  # fmt: skip
    assert found == []
    assert page.faults == []


def test_no_page_scrolls_sideways_on_the_narrowest_phone(visit, site):
    page = visit("/planen/", width=320)
    for address in ADDRESSES:
        page.goto(site + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{address} is {width} wide"
    assert page.faults == []


def test_by_keyboard_from_the_wheel_to_its_month(visit):
    page = visit(f"/planen/{CODE}/1/arshjul/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "#month-1":
            break
    for _ in range(10):
        page.keyboard.press("Tab")
    assert "nov" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    stroke = page.evaluate(
        "getComputedStyle(document.activeElement.querySelector('.sector')).strokeWidth"
    )
    assert stroke == "4px"
    page.keyboard.press("Enter")
    page.wait_for_url("**#month-11")


def test_a_person_signs_in_and_says_that_an_item_is_the_same(visit, site):
    page = visit(f"/planen/{CODE}/2/motsvarigheter/", width=375)
    page.locator("#innehall").get_by_role("link", name="Logga in").click()
    page.locator("#id_login").fill("utvecklare")
    page.locator("#id_password").fill("a-long-secret")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Samma post").wait_for()
    results = Axe().run(page, options=RULES)
    assert results.response["violations"] == []
    page.get_by_role("button", name="Samma post").click()
    page.get_by_text("Det finns inget att avgöra.").wait_for()
    page.goto(f"{site}/planen/{CODE}/2/andringar/")
    assert page.get_by_text("varje tertial").first.is_visible()


@pytest.mark.parametrize("address", ADDRESSES[5:])
def test_print_leaves_out_what_paper_cannot_use_and_cuts_nothing_off(visit, address):
    page = visit(address, scheme="dark")
    page.set_viewport_size({"width": 680, "height": 900})  # about a page of A4 in print
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".nav").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert len(page.pdf()) > 5_000
