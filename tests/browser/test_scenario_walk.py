"""A scenario of one's own in a real Chromium: sliders, its run on the way, and side by side."""

from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from test_accessibility import RULES

from apps.scenario_store import a_done_job, a_job, fill_scenarios, scenario_contents
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role
from riktning.apps.scenarios import working
from riktning.apps.scenarios.drafting import own_id
from riktning.apps.scenarios.models import Job, JobState
from riktning.apps.scenarios.publishing import publish_run
from riktning.simulation.scenarios.files import read_scenario_text


@pytest.fixture
def site(_every_connection_can_be_emptied, live_server, settings, tmp_path):
    from filled_store import fill

    settings.RIKTNING_HOME = tmp_path
    fill()
    fill_scenarios()
    user = User.objects.create_user("ledare")
    Grant.objects.create(user=user, role=Role.AREA_LEAD, from_date=timezone.localdate())
    return live_server.url


@pytest.fixture
def sign_in(enter, site):
    return partial(enter, site)


def finished(job):
    """As the process that runs scenarios would end it."""
    base, plan = scenario_contents()
    name = {"sv": job.name, "en": job.name}
    working.finish(job, [base, {**plan, "id": own_id(job.scenario), "name": name}])


def test_a_lever_is_set_by_keys_and_the_run_is_followed_to_its_end(sign_in, site):
    page = sign_in("ledare", "/scenarier/ny/?fran=plan")
    page.get_by_label("Namn").fill("Mer på distans")
    slider = page.get_by_role("slider", name="Räckvidd, Digitalt först")
    slider.focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    number = page.locator("#id_digital_first-reach")
    assert number.input_value() == "3"
    number.fill("60")
    assert slider.input_value() == "60"
    page.locator("#id_digital_first-start").fill("2026-07")
    page.get_by_label("Personer som simuleras").fill("17780")
    assert page.locator("#var").inner_text() == "100"
    page.get_by_role("button", name="Kör scenariot").press("Enter")
    page.get_by_text("Står först i kön").wait_for()
    job = Job.objects.get()
    uses = {use.lever.id: use for use in read_scenario_text(job.scenario, "p").uses}
    assert uses["digital_first"].reach == 0.6 and str(uses["digital_first"].start) == "2026-07"
    working.take()
    working.tell(job, 40, 100)
    page.get_by_text("40\N{NO-BREAK SPACE}%").first.wait_for()
    finished(job)
    page.get_by_text("Den är inte publicerad.").wait_for()
    page.get_by_role("link", name="Jämför sida vid sida").click()
    page.get_by_role("heading", name="När nås planens mål?").wait_for()
    assert "Mer på distans" in page.locator("thead").first.inner_text()
    assert page.faults == []


def test_a_lever_is_aimed_by_keys_at_places_and_ages_with_a_size_of_its_own(sign_in):
    page = sign_in("ledare", "/scenarier/ny/?fran=baseline")
    page.get_by_label("Namn").fill("Bara i Skaraborg")
    lever = page.locator("fieldset.lever", has_text="Mobila team")
    lever.get_by_label("Räckvidd", exact=True).fill("50")
    whom = lever.locator("details.whom")
    whom.locator("summary").focus()
    page.keyboard.press("Enter")
    whom.get_by_label("Hela Skaraborg").focus()
    page.keyboard.press("Space")
    whom.get_by_label("Från ålder").select_option("75")
    lever.get_by_text("Vad den gör, och hur säkert det är").click()
    sizes = lever.locator("fieldset.sizes")
    for label, figure in (("Minst", "40"), ("Mest", "70")):
        sizes.first.get_by_label(label).fill(figure)
    sizes.nth(1).get_by_label("Troligt").fill("12.5")
    page.get_by_role("button", name="Kör scenariot").press("Enter")
    page.get_by_text("Står först i kön").wait_for()
    uses = read_scenario_text(Job.objects.get().scenario, "p").uses
    (use,) = (each for each in uses if each.lever.id == "mobile_teams")
    assert use.units == ("DR-SKARABORG",) and use.ages.low == 75
    assert use.reach.numbers == (0.4, 0.5, 0.7) and list(use.sizes.values()) == [0.125]
    assert page.faults == []


def test_a_run_is_published_and_withdrawn_by_the_analyst(sign_in, site):
    user = User.objects.create_user("analytiker")
    Grant.objects.create(user=user, role=Role.ANALYST, from_date=timezone.localdate())
    done = a_done_job(name="Eget")
    page = sign_in("analytiker", f"/scenarier/korningar/{done.pk}/")
    page.get_by_role("button", name="Publicera scenariot").press("Enter")
    page.get_by_role("link", name="Så ser alla den").click()
    page.get_by_text("Ett eget scenario vid sidan av planens").wait_for()
    shown = page.url
    page.goto(f"{site}/scenarier/korningar/{done.pk}/")
    page.get_by_label("Skäl").fill("Räckvidden var fel.")
    page.get_by_role("button", name="Dra tillbaka scenariot").press("Enter")
    page.get_by_text("skälet visas där det stod").wait_for()
    page.goto(shown)
    page.get_by_text("Räckvidden var fel.").wait_for()
    assert Axe().run(page, options=RULES).violations_count == 0
    assert [fault for fault in page.faults if "410" not in fault] == []


def test_without_a_script_the_form_sends_and_the_run_is_looked_at_by_hand(sign_in):
    page = sign_in("ledare", "/scenarier/ny/?fran=plan", script=False)
    assert page.locator("input[type=range]").first.is_hidden()
    page.get_by_label("Namn").fill("Utan skript")
    page.get_by_role("button", name="Visa adressen").click()
    assert "name=Utan+skript" in page.url
    page.get_by_role("button", name="Kör scenariot").click()
    job = Job.objects.get()
    working.take()
    page.get_by_role("link", name="Visa läget nu").click()
    page.get_by_text("Körs.").wait_for()
    page.get_by_role("button", name="Avbryt körningen").click()
    page.get_by_text("Körningen är avbruten.").wait_for()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_refusal_is_met_first_and_leads_to_its_field(sign_in):
    page = sign_in("ledare", "/scenarier/ny/?fran=plan")
    page.get_by_label("Namn").fill("Fel")
    page.locator("#id_continuity-start").fill("2025-01")
    page.get_by_role("button", name="Kör scenariot").click()
    page.get_by_text("före scenariots första månad").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "fel"
    page.get_by_role("link", name="Kontinuitet (fast vårdkontakt), börjar").click()
    assert page.evaluate("document.activeElement.id") == "id_continuity-start"
    assert [fault for fault in page.faults if "422" not in fault] == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_pages_of_scenarios_break_no_rule(sign_in, site, width, scheme):
    done = a_done_job(name="Eget")
    waiting = a_job(actor="ledare")
    publish_run(job=done, actor=COMMAND_LINE)
    page = sign_in("ledare", "/scenarier/", width=width, scheme=scheme)
    ends = ("scenarier/", "scenarier/plan/", "scenarier/ny/?fran=plan", "scenarier/korningar/",
            f"scenarier/korningar/{waiting.pk}/", f"scenarier/korningar/{done.pk}/",
            f"scenarier/jamfor/?med=baseline&med=plan&med=korning-{done.pk}",
            f"scenarier/korning-{done.pk}/",
            "en/scenarier/ny/", "en/scenarier/jamfor/")  # fmt: skip
    for end in ends:
        page.goto(f"{site}/{end}")
        page.evaluate("document.querySelectorAll('.lever details').forEach(e => { e.open = true })")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, (end, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, end
    assert page.faults == []
