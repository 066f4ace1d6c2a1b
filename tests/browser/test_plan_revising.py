"""An analyst revises the plan in a real Chromium and reads the diff, by the keyboard alone."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from plan_store import CODE, LOCAL, fill_plans
from test_accessibility import RULES
from test_plans import CONTRAST

from riktning.apps.organisation.models import Grant
from riktning.apps.plans.models import Activity, Area, Goal, PlanIndicator, Revision

DRAFT = f"/planen/{CODE}/2"
GOAL = "Invånaren möter en sammanhållen vård"


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server):
    fill_plans()
    for name in ("analytiker", "kollega"):
        user = User.objects.create_user(name)
        Grant.objects.create(user=user, role="analyst", from_date=timezone.localdate())
    return live_server.url


@pytest.fixture
def sign_in(enter, site):
    """A page of a person who has signed in."""
    return partial(enter, site)


def number(model, **said):
    return model.objects.filter(**said).order_by("-pk").first().item.number


def area_page():
    return f"{DRAFT}/redigera/{number(Area, name='Nära vård')}/"


def tab_to(page, ready, most=120):
    """Press Tab until the script answers yes of what has the focus."""
    for _turn in range(most):
        if page.evaluate(f"(() => {{ const e = document.activeElement; return {ready}; }})()"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {ready}")


def write(page, text):
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def on(words):
    return f"(e.textContent || '').trim().startsWith('{words}')"


def test_an_analyst_revises_the_plan_and_reads_the_diff_by_keyboard(sign_in, site):
    goal = number(Goal, text=GOAL)
    page = sign_in("analytiker", f"{DRAFT}/")
    tab_to(page, on("Redigera utkastet"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/redigera/")
    tab_to(page, on("Nära vård"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/redigera/*/")
    # a goal in other words, where it stands
    tab_to(page, f"e.closest('#post-{goal}')")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#text-{goal}")
    assert page.evaluate("document.activeElement.id") == f"text-{goal}"
    write(page, "Invånaren möter en trygg och sammanhållen vård")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#post-{goal} [role=status]")
    # the focus is where it was: on to the next
    assert page.evaluate(f"!!document.activeElement.closest('#post-{goal}')")
    # a new activity, under a sub-area in a period
    tab_to(page, on("Lägg till en aktivitet"))
    page.keyboard.press("Enter")
    tab_to(page, "e.id === 'ny-activity'")
    page.keyboard.type("Öppna en gemensam mottagning")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Tillagt: Öppna en gemensam mottagning")
    added = number(Activity, text="Öppna en gemensam mottagning")
    # its months, on its own page
    page.goto(f"{site}{DRAFT}/post/{added}/")
    tab_to(page, "e.id === 'fran'")
    page.keyboard.type("2025-03")
    page.keyboard.press("Tab")
    page.keyboard.type("2026-10")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Tiden är sparad.")
    # the diff
    page.goto(f"{site}{DRAFT}/redigera/")
    tab_to(page, on("Ändringar"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/andringar/")
    told = page.inner_text("main")
    assert "trygg och" in page.inner_text("main ins >> nth=0") or "trygg och" in told
    assert "Öppna en gemensam mottagning" in told
    assert page.faults == []


def test_the_decision_is_taken_by_keyboard(sign_in):
    page = sign_in("analytiker", f"{DRAFT}/beslut/")
    tab_to(page, "e.id === 'organ'")
    page.keyboard.type("Påhittad nämnd")
    tab_to(page, "e.id === 'paragraf'")
    page.keyboard.type("§ 225")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Beslutet är infört.")
    tab_to(page, on("Sätt i kraft"))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Revideringen gäller nu.")
    assert Revision.objects.get(plan__code=CODE, number=2).state == "in_force"
    assert page.faults == []


def test_two_in_one_goal_are_told_and_both_texts_stand(sign_in):
    goal = number(Goal, text=GOAL)
    pages = [sign_in(name, area_page()) for name in ("analytiker", "kollega")]
    for page in pages:
        page.click(f"#post-{goal} a")
        page.wait_for_selector(f"#text-{goal}")
    one = "Invånaren möter en sammanhållen och trygg vård"
    other = "Varje invånare möter en sammanhållen vård"
    for page, words in zip(pages, (one, other), strict=True):
        page.fill(f"#text-{goal}", words)
        page.click(f"#post-{goal} button.primary")
        page.wait_for_selector(f"#post-{goal} [role=status]")
    assert "analytiker" in pages[1].inner_text(f"#post-{goal} [role=status]")
    stands = Goal.objects.filter(item__number=goal, sub_area__area__revision__number=2).get().text
    assert "trygg" in stands
    assert "Varje" in stands
    # and the first is told, without asking, of what the second did
    pages[0].evaluate("window.dispatchEvent(new Event('focus'))")
    pages[0].wait_for_selector("#nytt >> text=kollega")


def test_the_same_without_script(sign_in, site):
    goal = number(Goal, text=GOAL)
    page = sign_in("analytiker", area_page(), script=False)
    page.click(f"#post-{goal} a")
    page.fill("#text", "Invånaren möter en trygg vård")
    page.click("form:has(#text) button")
    assert "Sparat." in page.inner_text("[role=status]")


def addresses():
    return (
        f"{DRAFT}/redigera/",
        area_page(),
        f"{DRAFT}/post/{number(Goal, text=GOAL)}/",
        f"{DRAFT}/post/{number(Activity, text='Följ upp modellen varje tertial')}/",
        f"{DRAFT}/post/{number(PlanIndicator, area__name='Nära vård')}/",
        f"/planen/{LOCAL}/1/post/1/",
        f"{DRAFT}/beslut/",
        "/planen/ny-lokal/",
        f"/planen/{LOCAL}/1/ta-upp/",
        "/planen/granskning/",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_form_breaks_a_rule(sign_in, site, scheme, language):
    page = sign_in("analytiker", "/om/", scheme=scheme, width=375)
    found = []
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in addresses():
            page.goto(f"{site}{language}{address}")
            if "/redigera/" in address and not address.endswith("redigera/"):
                page.click("td [data-post] a")
                page.wait_for_selector("td textarea")
            for rules in (RULES, CONTRAST):
                violations = Axe().run(page, options=rules).response["violations"]
                found += [f"{address} {width}: {v['id']} {v['nodes'][0]['html'][:160]}"
                          for v in violations]  # fmt: skip
    assert found == []
    assert page.faults == []


def test_no_form_scrolls_sideways_on_the_narrowest_phone(sign_in, site):
    page = sign_in("analytiker", "/om/", width=320)
    for address in addresses():
        page.goto(site + address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{address} is {width} wide"
