"""A need in a real Chromium: placed by keys and by dragging, by two at once, moved by keyboard."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from test_accessibility import RULES

from apps.group_store import LEAD, fill_groups
from apps.need_store import a_frame, a_need, decided, to_position
from riktning.apps.needs.judging import answer_criterion
from riktning.apps.needs.models import Criterion, Need, Placement, Reply
from riktning.apps.needs.steps import Step
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

PEOPLE = {"ledare": Role.AREA_LEAD, "rapportor": Role.REPORTER}


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server):
    from filled_store import fill

    fill()
    fill_groups()
    a_frame()
    for name, role in PEOPLE.items():
        user = User.objects.create_user(name)
        Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    return live_server.url


@pytest.fixture
def sign_in(enter, site):
    return partial(enter, site)


def stands():
    return {
        p.actor: (p.importance, p.urgency) for p in Placement.objects.order_by("id")
    }  # the latest of each


def test_two_people_place_at_once_one_by_keys_and_one_by_dragging(sign_in):
    need = to_position(a_need())
    by_keys, by_hand = (sign_in(name, "/behov/matris/") for name in PEOPLE)
    dot = by_keys.locator(".dot")
    dot.focus()
    for key in ["ArrowUp"] * 3 + ["ArrowLeft"] * 2 + ["Enter"]:
        by_keys.keyboard.press(key)
    by_keys.get_by_text(f"Behov {need.pk} är placerat").wait_for()
    by_hand.locator(".eisenhower").evaluate("picture => picture.scrollIntoView()")
    box = by_hand.locator(".dot circle").bounding_box()
    field = by_hand.locator(".field.first").bounding_box()
    by_hand.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    by_hand.mouse.down()
    by_hand.mouse.move(field["x"] + field["width"] - 10, field["y"] + 10, steps=8)
    by_hand.mouse.up()
    by_hand.get_by_text(f"Behov {need.pk} är placerat").wait_for()
    assert stands() == {"ledare": (8, 3), "rapportor": (10, 10)}
    by_hand.reload()
    assert by_hand.locator(".dot").get_attribute("data-importance") == "10"
    assert by_keys.faults == by_hand.faults == []


def test_what_is_dropped_beside_the_matrix_goes_back(sign_in):
    to_position(a_need())
    page = sign_in("ledare", "/behov/matris/")
    before = page.locator(".dot").get_attribute("transform")
    page.locator(".dot").focus()
    page.keyboard.press("ArrowUp")
    assert page.locator(".dot").get_attribute("transform") != before
    page.keyboard.press("Escape")
    assert page.locator(".dot").get_attribute("transform") == before
    assert not Placement.objects.exists()


@pytest.mark.parametrize("gone", ["the session", "the network"])
def test_a_save_that_fails_is_told_also_after_one_that_went_well(sign_in, gone):
    need = to_position(a_need())
    page = sign_in("ledare", "/behov/matris/")
    page.locator(".dot").focus()
    for key in ("ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.get_by_text(f"Behov {need.pk} är placerat").wait_for()
    if gone == "the session":
        page.context.clear_cookies()
    else:
        page.context.set_offline(True)
    before = page.locator(".dot").get_attribute("transform")
    for key in ("ArrowUp", "Enter"):
        page.keyboard.press(key)
    page.get_by_text(f"Behov {need.pk} är inte sparat och står som förut: viktigt").wait_for()
    assert page.locator(".dot").get_attribute("transform") == before
    assert stands() == {"ledare": (6, 5)}


def test_without_a_script_the_forms_place(sign_in):
    to_position(a_need())
    page = sign_in("ledare", "/behov/matris/", script=False)
    page.get_by_label("Viktigt (1–10)").select_option("9")
    page.get_by_label("Bråttom (1–10)").select_option("2")
    page.get_by_role("button", name="Placera", exact=True).click()
    assert stands() == {"ledare": (9, 2)}


def test_a_need_is_agreed_on_and_moved_on_by_keyboard_alone(sign_in):
    need = to_position(a_need())
    for criterion in Criterion.objects.all():
        answer_criterion(need=need, criterion=criterion, reply=Reply.YES, reason="Skäl", actor=LEAD)
    for name in PEOPLE:
        page = sign_in(name, f"/behov/{need.pk}/")
        page.get_by_label("Viktigt (1–10)").first.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("8")
        page.keyboard.press("Enter")
        page.get_by_text("Placeringen är sparad.").wait_for()
    decided(need)
    page = sign_in("ledare", f"/behov/{need.pk}/")
    page.get_by_text("För in vad ni enades om").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for words in ("8", "6", "Vi enades"):
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Placeringen är överenskommen.").wait_for()
    page.get_by_role("button", name="Flytta till nästa steg").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Behovet är flyttat.").wait_for()
    assert Need.objects.get(pk=need.pk).step == Step.IMPLEMENTATION
    assert page.faults == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_pages_of_needs_and_groups_break_no_rule(sign_in, site, width, scheme):
    number = to_position(a_need()).pk
    page = sign_in("ledare", "/behov/", width=width, scheme=scheme)
    ends = ("behov/tavla/", "behov/matris/", f"behov/{number}/", f"behov/{number}/kriterier/",
            "behov/ny/", "grupper/", "grupper/g1/", "grupper/natet/", "grupper/fynd/",
            "grupper/g1/uppdrag/2/skriv/", "en/behov/")  # fmt: skip
    for end in ends:
        page.goto(f"{site}/{end}")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, (end, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, end
    assert page.faults == []
