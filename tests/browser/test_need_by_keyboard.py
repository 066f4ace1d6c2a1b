"""A need goes through all four steps by three people who use nothing but their keyboards."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from test_accessibility import RULES

from apps.group_store import LEAD, fill_groups
from apps.initiative_store import an_initiative
from apps.need_store import a_frame, a_need, ready, to_position, with_results
from riktning.apps.needs.models import Criterion, Need, Placement
from riktning.apps.needs.moving import move_need
from riktning.apps.needs.steps import Act, Standing, Step
from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.organisation.rights import Role

PEOPLE = {"rapportor": Role.REPORTER, "ledare": Role.AREA_LEAD, "analytiker": Role.ANALYST}
MOST_TABS = 150
TEXTS = ("state_grant", "description", "purpose", "boundaries", "composition", "time_plan",
         "leader", "working_group")  # fmt: skip


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
def people(enter, site):
    return {name: partial(enter, site, name) for name in PEOPLE}


def reach(page, target):
    """Tab until the target has the focus, as somebody does who has no pointer."""
    for _each in range(MOST_TABS):
        if target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {target} by the tab key")


def write(page, selector, words):
    reach(page, page.locator(selector))
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def press(page, target):
    reach(page, target)
    page.keyboard.press("Enter")


def pick(page, selector, words):
    """Choose in a list by typing what it says."""
    reach(page, page.locator(selector))
    page.keyboard.type(words)


def day(page, selector):
    """4 March 2025, typed part by part in the order the browser has them."""
    target = page.locator(selector)
    for parts in (("03", "04", "2025"), ("2025", "03", "04"), ("04", "03", "2025")):
        reach(page, target)
        for part in parts:
            page.keyboard.type(part)
            if part == "2025" and parts[0] == "2025":
                page.keyboard.press("ArrowRight")
        if target.input_value() == "2025-03-04":
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError("the day cannot be typed")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def told(page, words):
    page.get_by_text(words).first.wait_for()


def move_on(page, site, number, name="Flytta till nästa steg"):
    page.goto(f"{site}/behov/{number}/")
    press(page, button(page, name))
    told(page, "Behovet är flyttat.")


def unfold(page, words):
    press(page, page.locator("summary", has_text=words).first)


def decides(page, site, number):
    for part in ("tar", "politiskt"):
        page.goto(f"{site}/behov/{number}/")
        unfold(page, "För in ett beslut")
        pick(page, "#id_b-part", part)
        day(page, "#id_b-decided_on")
        write(page, "#id_b-paragraph", "12")
        pick(page, "#id_b-outcome", "bifall")
        write(page, "#id_b-text", "Behovet prioriteras.")
        press(page, button(page, "För in beslutet"))
        told(page, "Beslutet är infört.")


def reports(page, site, number, words):
    page.goto(f"{site}/behov/{number}/")
    unfold(page, words)
    day(page, "#id_r-given_on")
    write(page, "#id_r-report_text", "Det går som planerat.")
    press(page, button(page, "Lämna rapporten"))
    told(page, "Rapporten är införd.")


def registers(page):
    write(page, "#id_title", "Trygg hemgång")
    pick(page, "#id_origin", "identifierat")
    write(page, "#id_problem", "Hemgången brister.")
    write(page, "#id_affected", "Äldre med många kontakter")
    pick(page, "#id_level", "hela")
    pick(page, "#id_area", "Gemensamt ansvar: Led")
    reach(page, page.locator("#id_consulted"))
    page.keyboard.press("Space")
    press(page, button(page, "Anmäl behovet"))
    told(page, "Behovet är anmält.")


def answers(page, site, number):
    page.goto(f"{site}/behov/{number}/kriterier/")
    for criterion in Criterion.objects.all():
        reach(page, page.locator(f'[name="{criterion.code}-reply"]').first)
        page.keyboard.press("Space")
        write(page, f"#id_{criterion.code}-reason", "Därför att det är så.")
    press(page, button(page, "Spara svaren"))
    told(page, "Svaren är sparade.")


def places(page, site, number, importance, urgency):
    page.goto(f"{site}/behov/{number}/")
    write(page, "#id_p-importance", importance)
    write(page, "#id_p-urgency", urgency)
    page.keyboard.press("Enter")
    told(page, "Placeringen är sparad.")


def agrees(page, site, number):
    page.goto(f"{site}/behov/{number}/")
    unfold(page, "För in vad ni enades om")
    for name, words in (("importance", "8"), ("urgency", "6"), ("reason", "Vi enades.")):
        write(page, f"#id_e-{name}", words)
    press(page, button(page, "Vi är överens"))
    told(page, "Placeringen är överenskommen.")


def commissions(page, site, number):
    page.goto(f"{site}/behov/{number}/uppdrag/")
    pick(page, "#id_size", "mellan")
    for name in TEXTS:
        write(page, f"#id_{name}", "Det som gäller.")
    press(page, button(page, "Spara"))
    told(page, "Ändringen är sparad.")


def finishes(page, site, number):
    page.goto(f"{site}/behov/{number}/uppdrag/")
    day(page, "#id_group_ended_on")
    write(page, "#id_product", "En handbok")
    day(page, "#id_published_on")
    press(page, button(page, "Spara"))
    told(page, "Ändringen är sparad.")


def test_three_people_take_a_need_through_all_four_steps_by_keyboard(people, site):
    reporter, lead = people["rapportor"]("/behov/ny/"), people["ledare"]("/behov/")
    analyst = people["analytiker"]("/behov/")
    registers(reporter)
    need = Need.objects.get()
    assert need.consulted
    assert need.area.perspective.name == "Gemensamt ansvar"
    move_on(lead, site, need.pk)
    answers(lead, site, need.pk)
    places(reporter, site, need.pk, "9", "4")
    places(lead, site, need.pk, "7", "8")
    agrees(lead, site, need.pk)
    decides(analyst, site, need.pk)
    move_on(lead, site, need.pk)
    commissions(lead, site, need.pk)
    reports(lead, site, need.pk, "Lämna en delrapport")
    move_on(lead, site, need.pk)
    reports(lead, site, need.pk, "Lämna slutrapporten")
    finishes(lead, site, need.pk)
    decides(analyst, site, need.pk)
    move_on(lead, site, need.pk, "Avsluta behovet")
    need.refresh_from_db()
    assert (need.step, need.standing) == (Step.COMPLETED, Standing.CLOSED)
    assert [move.act for move in need.moves.all()] == [
        Act.REGISTER, Act.ADVANCE, Act.ADVANCE, Act.ADVANCE, Act.CLOSE,
    ]  # fmt: skip
    actors = set(AuditEvent.objects.values_list("actor", flat=True))
    assert set(PEOPLE) <= actors
    for page in (reporter, lead, analyst):
        assert page.faults == []
    public = lead.context.browser.new_page()
    public.goto(f"{site}/behov/{need.pk}/")
    told(public, "Steg 4 av 4: slutfört uppdrag (avslutat)")
    public.close()


def test_two_place_the_same_need_at_the_same_moment_and_neither_is_lost(people, site):
    number = to_position(a_need()).pk
    pages = [people[name](f"/behov/{number}/") for name in ("rapportor", "ledare")]
    for page, importance in zip(pages, ("9", "3"), strict=True):  # both have it in front of them
        write(page, "#id_p-importance", importance)
    for page in pages:
        page.keyboard.press("Enter")
    for page in pages:
        told(page, "Placeringen är sparad.")
    assert dict(Placement.objects.values_list("actor", "importance")) == {
        "rapportor": 9,
        "ledare": 3,
    }


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_pages_of_results_and_initiatives_break_no_rule(people, site, width, scheme):
    need = to_position(a_need())
    ready(need)
    need = move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    with_results(need)
    one = an_initiative(measure="medelvardtid_75")
    page = people["analytiker"](f"/behov/{need.pk}/", width=width, scheme=scheme)
    page.wait_for_load_state("networkidle")
    ends = (f"behov/{need.pk}/", f"behov/{need.pk}/inforande/", f"behov/{need.pk}/effekt/",
            f"behov/{need.pk}/planen/", "behov/ramen/", "behov/tavla/", "behov/initiativ/",
            f"behov/initiativ/{one.pk}/", f"behov/initiativ/{one.pk}/andra/?steg=verified",
            f"en/behov/{need.pk}/inforande/", f"en/behov/initiativ/{one.pk}/")  # fmt: skip
    for end in ends:
        page.goto(f"{site}/{end}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, (end, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, end
    assert page.faults == []
