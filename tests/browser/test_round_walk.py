"""A round in a real Chromium: reported, sent back, corrected, accepted; two in one form."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from test_accessibility import RULES
from test_plans import CONTRAST

from apps.round_store import (
    NORTH,
    an_open_round,
    fill_in,
    fill_round_plans,
    judge_the_north,
    report_of,
)
from riktning.apps.followup.models import Report
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.models import RoundKind
from riktning.apps.followup.rounds.opening import open_round, usual_deadlines
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role

SECRET = "a-long-secret"
PEOPLE = {
    "rapportor": (Role.REPORTER, NORTH),
    "kollega": (Role.REPORTER, NORTH),
    "chef": (Role.APPROVER, NORTH),
    "uppfoljare": (Role.ANALYST, ""),
}


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server):
    """Figures and verdicts, last tertial's report accepted, this tertial's round open."""
    from filled_store import fill

    judge_the_north(fill())
    revision = fill_round_plans()
    before = report_of(an_open_round(revision))
    fill_in(before)
    for act in (Act.SUBMIT, Act.APPROVE, Act.ACCEPT):
        take_step(report=before, act=act, actor=COMMAND_LINE)
    open_round(
        revision=revision, kind=RoundKind.T2, year=2025,
        deadlines=usual_deadlines(RoundKind.T2, 2025), actor=COMMAND_LINE,
    )  # fmt: skip
    for name, (role, unit) in PEOPLE.items():
        user = User.objects.create_user(name, password=SECRET)
        Grant.objects.create(user=user, role=role, unit_id=unit, from_date=timezone.localdate())
    return live_server.url


def address():
    report = Report.objects.get(unit_id=NORTH, round__kind=RoundKind.T2)
    return f"/uppfoljning/rundor/{report.round_id}/{NORTH}/"


def answers():
    report = Report.objects.get(unit_id=NORTH, round__kind=RoundKind.T2)
    return list(report.answers.order_by("order"))


@pytest.fixture
def sign_in(enter, site):
    """A page of a person who has signed in."""

    def opened(name, *, language="", **look):
        return enter(site, name, f"{language}{address()}", **look)

    return opened


def saved(page):
    """Every answer that was left is stored: nothing under way for a while."""
    quiet = 0
    while quiet < 4:
        page.wait_for_timeout(150)
        quiet = 0 if page.locator(".htmx-request").count() else quiet + 1


def test_an_administration_reports_is_sent_back_corrects_is_approved_and_accepted(sign_in):
    page = sign_in("rapportor")
    goal, activity, regional, stay, counted, shared = answers()
    assert page.get_by_text("Mätningen säger").count() == 0
    page.locator(f"#status-{goal.pk}-partly").check()
    page.get_by_text("rött och gult behöver ett skäl").wait_for()
    page.locator(f"#comment-{goal.pk}").fill("Två kommuner återstår.")
    page.locator(f"#next_steps-{goal.pk}").focus()
    page.get_by_text("rött och gult behöver ett skäl").wait_for(state="hidden")
    page.locator(f"#status-{activity.pk}-on_track").check()
    page.locator(f"#status-{regional.pk}-not_reached").check()
    page.locator(f"#comment-{regional.pk}").fill("Bara hälften använder det.")
    page.locator(f"#status-{stay.pk}-reached").check()
    page.get_by_text("Statusen säger annat än mätningen. Båda").wait_for()
    page.locator(f"#numerator-{counted.pk}").fill("4")
    page.locator(f"#status-{counted.pk}-reached").check()
    page.locator(f"#numerator-{shared.pk}").fill("3")
    page.locator(f"#status-{shared.pk}-reached").check()
    saved(page)
    page.get_by_role("button", name="Skicka in").click()
    page.get_by_text("2 saker behöver rättas").wait_for()
    assert page.evaluate("document.activeElement.id") == "fel"
    page.get_by_role("link", name="Nämnare").click()
    assert page.evaluate("document.activeElement.id") == f"denominator-{shared.pk}"
    page.locator(f"#denominator-{shared.pk}").fill("8")
    page.locator(f"#comment-{stay.pk}").fill("Sommaren är inte med.")
    saved(page)
    page.get_by_role("button", name="Skicka in").click()
    page.get_by_text("inskickad. 6 av 6").wait_for()

    chief = sign_in("chef")
    chief.get_by_label("Skäl att skicka tillbaka").fill("Vilka kommuner?")
    chief.get_by_role("button", name="Skicka tillbaka").click()
    chief.get_by_text("Rapporten är tillbaka:").wait_for()

    page.reload()
    page.get_by_text("Vilka kommuner?").wait_for()
    page.locator(f"#comment-{goal.pk}").fill("Två kommuner återstår, de minsta.")
    saved(page)
    page.get_by_role("button", name="Skicka in").click()
    page.get_by_text("inskickad. 6 av 6").wait_for()

    chief.reload()
    chief.get_by_role("button", name="Godkänn").click()
    chief.get_by_text("godkänd i förvaltningen").wait_for()
    analyst = sign_in("uppfoljare")
    analyst.get_by_role("button", name="Ta emot").click()
    analyst.get_by_text("mottagen").wait_for()
    analyst.get_by_role("link", name="Historik").click()
    analyst.get_by_text("Skickades tillbaka").wait_for()
    assert Report.objects.get(unit_id=NORTH, round__kind=RoundKind.T2).state == "accepted"
    for one in (page, chief, analyst):
        assert [f for f in one.faults if "422" not in f] == []


def press_to(page, wanted, most=160):
    """Tab until the field or button is reached; the focus can be seen on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("([w]) => document.activeElement.matches(w)", [wanted]):
            return
    raise AssertionError(f"{wanted} cannot be reached in {most} tabs")


def test_a_report_is_filled_in_and_handed_in_with_the_keyboard_alone(sign_in):
    page = sign_in("rapportor")
    for answer in answers():
        first = page.locator(f"[name=status-{answer.pk}]").first.get_attribute("value")
        press_to(page, f"[name=status-{answer.pk}]")
        page.keyboard.press("Space")
        if answer.kind == "activity":
            page.keyboard.press("ArrowRight")
            first = "on_track"
        if answer.takes:
            press_to(page, f"#numerator-{answer.pk}")
            page.keyboard.type("3")
        if answer.takes == "share":
            press_to(page, f"#denominator-{answer.pk}")
            page.keyboard.type("8")
        press_to(page, f"#comment-{answer.pk}")
        page.keyboard.type("Så är det.")
        press_to(page, f"#next_steps-{answer.pk}")
        saved(page)
        answer.refresh_from_db()
        assert (answer.status, answer.comment) == (first, "Så är det.")
    press_to(page, "button[value=submit]")
    page.keyboard.press("Enter")
    page.get_by_text("inskickad. 6 av 6").wait_for()
    assert page.faults == []


def test_two_people_in_one_form_are_told_and_lose_nothing(sign_in):
    one, other = sign_in("rapportor"), sign_in("kollega")
    goal = answers()[0]
    one.locator(f"#comment-{goal.pk}").fill("Mötena är glesa.")
    one.locator(f"#next_steps-{goal.pk}").focus()
    saved(one)
    other.locator(f"#comment-{goal.pk}").fill("Kommunerna saknar tid.")
    other.locator(f"#next_steps-{goal.pk}").focus()
    other.get_by_text("rapportor har ändrat samma svar.").wait_for()
    text = other.locator(f"#comment-{goal.pk}").input_value()
    assert text == "Mötena är glesa. / Kommunerna saknar tid."
    assert other.evaluate("document.activeElement.id") == f"next_steps-{goal.pk}"
    goal.refresh_from_db()
    assert goal.comment == text


def test_what_is_being_typed_is_not_taken_away_when_somebody_elses_words_come(sign_in):
    one, other = sign_in("rapportor"), sign_in("kollega")
    goal = answers()[0]
    one.locator(f"#comment-{goal.pk}").fill("Ett.")
    one.locator(f"#next_steps-{goal.pk}").focus()
    saved(one)
    other.route("**/svar/**", lambda route: (other.wait_for_timeout(700), route.continue_()))
    other.locator(f"#comment-{goal.pk}").fill("Två.")
    other.locator(f"#next_steps-{goal.pk}").focus()
    other.keyboard.type("Jag skriver medan det sparas", delay=60)
    saved(other)
    assert other.locator(f"#next_steps-{goal.pk}").input_value().startswith("Jag skriver medan")
    other.locator(f"#comment-{goal.pk}").focus()
    saved(other)
    goal.refresh_from_db()
    assert "Ett." in goal.comment
    assert "Två." in goal.comment
    assert goal.next_steps == "Jag skriver medan det sparas"


def test_what_could_not_be_saved_is_said_and_stays_in_the_form(sign_in):
    page = sign_in("rapportor")
    goal = answers()[0]
    page.context.clear_cookies()
    page.locator(f"#comment-{goal.pk}").fill("Skrivet när sessionen är slut.")
    page.locator(f"#next_steps-{goal.pk}").focus()
    page.get_by_text("Inte sparat.").wait_for()
    assert page.locator(f"#comment-{goal.pk}").input_value() == "Skrivet när sessionen är slut."
    page.route("**/svar/**", lambda route: route.abort())
    page.locator(f"#next_steps-{goal.pk}").fill("Servern svarar inte.")
    page.locator(f"#comment-{goal.pk}").focus()
    saved(page)
    assert page.get_by_text("Inte sparat.").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_no_page_breaks_a_rule(sign_in, site, scheme, language):
    page = sign_in("rapportor", language=language, scheme=scheme)
    answer = answers()[3]
    page.locator(f"#status-{answer.pk}-reached").check()
    saved(page)
    here = address()
    done = here.replace(here.split("/")[3], str(int(here.split("/")[3]) - 1), 1)
    found = []
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for one in (here, done, f"{here}historik/", "/uppfoljning/rundor/", here[:-5], None):
            if one is None:
                page.goto(f"{site}{language}{here}")
                page.locator("button[value=submit]").click()
                page.locator("#fel").wait_for()
            else:
                page.goto(f"{site}{language}{one}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, one
            for rules in (RULES, CONTRAST):
                violations = Axe().run(page, options=rules).response["violations"]
                found += [f"{one} {width}: {v['id']} {v['nodes'][0]['html'][:160]}"
                          for v in violations]  # fmt: skip
    assert found == []
    assert [fault for fault in page.faults if "422" not in fault] == []
