"""A section is saved while it is written, in a real Chromium; two who write lose no word."""

import re
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from filled_store import fill
from playwright.sync_api import expect
from test_accessibility import RULES

from apps.report_store import OTHER, fill_reports, part, wrote
from riktning.apps.organisation.models import Grant
from riktning.apps.reports.kinds import SectionState
from riktning.apps.reports.models import Report


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


def draft():
    return Report.objects.get(template_key="yearly")


def desk(key="summary"):
    return f"/rapporter/{draft().pk}/avsnitt/{key}/"


def saved(page):
    expect(page.locator("#sparat")).to_have_text(re.compile("^Sparat"))


def test_what_is_typed_is_saved_after_a_while_and_told_quietly(sign_in):
    page = sign_in(desk())
    assert "sparas medan du skriver" in page.locator("#sparat").inner_text()
    text = page.locator("#text")
    text.fill("Före.\n\nEfter.")
    assert page.locator("#osparat").is_visible()
    with page.expect_response("**/spara/"):
        pass
    saved(page)
    assert page.locator("#osparat").is_hidden()
    assert part(draft()).text == "Före.\n\nEfter."
    assert text.input_value() == "Före.\n\nEfter."
    # nothing is unsaved: the page is left without a question, and the text is there again
    page.goto(page.url)
    assert page.locator("#text").input_value() == "Före.\n\nEfter."
    assert page.faults == []


def test_what_another_wrote_comes_in_where_nobody_types(sign_in):
    page = sign_in(desk())
    text = page.locator("#text")
    text.fill("Första stycket är så här.\n\nAndra stycket är så där.")
    with page.expect_response("**/spara/"):
        text.blur()
    saved(page)
    wrote(part(draft()), "Första stycket, ändrat, är så här.\n\nAndra stycket är så där.", OTHER)
    text.press("Control+End")
    text.press_sequentially(" Mitt.")
    with page.expect_response("**/spara/"):
        text.blur()
    expect(text).to_have_value(re.compile("ändrat"))
    both = "Första stycket, ändrat, är så här.\n\nAndra stycket är så där. Mitt."
    assert text.input_value() == part(draft()).text == both
    assert OTHER.name in page.locator("#sparat").inner_text()
    place = text.evaluate("e => e.selectionEnd")
    assert place == len(both)
    assert page.faults == []


def test_who_types_on_while_a_text_is_saved_keeps_every_word_and_the_others_come_in_later(sign_in):
    page = sign_in(desk())
    text = page.locator("#text")
    text.fill("Första stycket är så här.\n\nAndra stycket är så där.")
    with page.expect_response("**/spara/"):
        text.blur()
    saved(page)
    wrote(part(draft()), "Första stycket, ändrat, är så här.\n\nAndra stycket är så där.", OTHER)
    typing = "() => { const e = document.querySelector('#text'); e.value += ' Mer.'; }"

    def slow(route):
        page.evaluate(typing)  # a key is struck while the saving is under way
        route.continue_()

    page.route("**/spara/", slow, times=1)
    text.press("Control+End")
    text.press_sequentially(" Mitt.")
    with page.expect_response("**/spara/"):
        text.blur()
    assert "ändrat" not in text.input_value()
    assert text.input_value().endswith("Mitt. Mer.")
    with page.expect_response("**/spara/"):
        text.press("Control+End")
        text.press_sequentially(" Sist.")
        text.blur()
    expect(text).to_have_value(re.compile("ändrat"))
    both = "Första stycket, ändrat, är så här.\n\nAndra stycket är så där. Mitt. Mer. Sist."
    assert text.input_value() == part(draft()).text == both


def test_what_could_not_be_saved_is_told_and_stays(sign_in):
    page = sign_in(desk())
    text = page.locator("#text")
    text.fill("[[underlag:lucky:guess]]")
    with page.expect_response("**/spara/"):
        text.blur()
    page.wait_for_selector("#sparat.fault-line")
    assert "lucky:guess" in page.locator("#sparat").inner_text()
    assert page.locator("#osparat").is_visible()
    page.route("**/spara/", lambda route: route.abort())
    text.fill("Utan nät.")
    text.blur()
    expect(page.locator("#sparat")).to_contain_text("Inte sparat")
    assert text.input_value() == "Utan nät."
    page.on("dialog", lambda dialog: dialog.accept())  # the page asks before it is left


def test_a_section_is_handed_on_as_it_stands_on_the_page(sign_in):
    page = sign_in(desk())
    page.locator("#text").fill("Det går framåt, och detta är nytt.")
    page.get_by_role("button", name="Lämna för godkännande").click()
    page.wait_for_selector(".told")
    section = part(draft())
    assert section.state == SectionState.READY
    assert section.text == "Det går framåt, och detta är nytt."


def test_an_empty_section_that_is_written_in_can_be_handed_on_without_loading_the_page(sign_in):
    key = draft().sections.filter(text="").exclude(key="summary").first().key
    page = sign_in(desk(key))
    assert page.get_by_role("button", name="Lämna för godkännande").count() == 0
    page.locator("#text").fill("Nu står det något.")
    with page.expect_response("**/spara/"):
        page.locator("#text").blur()
    page.get_by_role("button", name="Lämna för godkännande").click()
    page.wait_for_selector(".told")
    assert part(draft(), key).state == SectionState.READY


def test_many_sections_are_ticked_and_handed_on(sign_in):
    page = sign_in(f"/rapporter/{draft().pk}/")
    page.locator("summary", has_text="Lämna flera för godkännande").click()
    page.get_by_role("button", name="Kryssa för alla").click()
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
    page.get_by_role("button", name="Lämna de förkryssade").click()
    page.wait_for_selector(".told")
    assert not draft().sections.exclude(text="").exclude(state=SectionState.READY).exists()
    assert page.faults == []
