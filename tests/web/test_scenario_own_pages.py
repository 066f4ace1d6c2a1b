"""Scenarios of one's own: the form and its refusals, the run on its page, and side by side."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from filled_store import fill

from apps.scenario_store import a_done_job, a_job, fill_scenarios, scenario_contents
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.scenarios import working
from riktning.apps.scenarios.drafting import own_id
from riktning.apps.scenarios.models import Job
from riktning.simulation.scenarios.files import read_scenario_text
from riktning.web.presenters.scenario_compare import Compared, goal_rows

pytestmark = pytest.mark.django_db
NEW = "/scenarier/ny/"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path


def signed_in(client, name, role):
    user = User.objects.create_user(name)
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client.force_login(user)
    return client


@pytest.fixture
def lead(client):
    return signed_in(client, "ledare", Role.AREA_LEAD)


def words(response):
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def filled(**given):
    said = {"fran": "plan-as-decided", "name": "Mitt", "last": "2030", "persons": "600",
            "draws": "2", "replicates": "2", "digital_first-reach": "60",
            "digital_first-start": "2027-01", "digital_first-ramp": "24"}  # fmt: skip
    return {**said, **{key.replace("__", "-"): value for key, value in given.items()}}


def test_the_form_begins_as_the_plan_and_tells_what_each_lever_rests_on(lead):
    text = words(lead.get(NEW))
    assert "Planen som beslutad" in text and "Antagande, inte uppmätt." in text
    assert 'name="digital_first-reach" id="id_digital_first-reach"' in text
    assert text.count('type="range"') == text.count('<fieldset class="lever"') == 16
    assert "Sandvik" in text and "inte verkliga resultat" in text


def test_the_form_says_how_many_each_person_stands_for(lead):
    fill_scenarios()
    text = words(lead.get(NEW + "?persons=17780&draws=4&replicates=2"))
    assert "Regionens 1 778 030 invånare" in text
    assert 'id="var">100</output>' in text and 'id="korningar">16</output>' in text


def test_what_is_chosen_is_queued_as_the_file_that_the_command_reads(lead):
    response = lead.post(NEW, filled())
    job = Job.objects.get()
    assert response.headers["Location"] == f"/scenarier/korningar/{job.pk}/"
    plan = read_scenario_text(job.scenario, "p")
    assert [(use.lever.id, use.reach, use.ramp) for use in plan.uses] == [
        ("digital_first", 0.6, 24)
    ]
    assert str(plan.last) == "2030-12" == str(read_scenario_text(job.baseline, "b").last)
    assert (job.persons, job.draws, job.replicates, job.actor) == (600, 2, 2, "ledare")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"digital_first__reach": "101"}, "Räckvidden kan inte vara mer än alla"),
        ({"digital_first__start": "2025-12"}, "2025-12, före scenariots första månad 2026-01"),
        ({"digital_first__start": "2031-01"}, "efter scenariots sista månad 2030-12"),
        ({"digital_first__start": "snart"}, "Skriv en månad som 2027-01."),
        ({"digital_first__start": ""}, "Skriv när åtgärden börjar"),
        ({"digital_first__ramp": "-1"}, "Upptrappningen kan inte sluta före starten"),
        ({"persons": "9"}, "skriv 500 till 200 000"),
        ({"persons": "x"}, "skriv 500 till 200 000"),
        ({"draws": "1000"}, "skriv 1 till 100"),
        ({"last": "2090"}, "2090"),
    ],
)  # fmt: skip
def test_what_is_impossible_is_one_sentence_at_its_field_and_nothing_is_lost(lead, given, said):
    response = lead.post(NEW, filled(**given))
    text = words(response)
    assert response.status_code == 422 and said in text
    assert 'value="Mitt"' in text and not Job.objects.exists()


def test_too_much_work_is_refused_in_words(lead, settings):
    settings.RIKTNING_SCENARIO_MONTHS = 1000
    response = lead.post(NEW, filled())
    assert response.status_code == 422
    assert "är mer än den här installationen tillåter" in words(response)


def test_the_choices_stand_in_an_address_that_gives_them_back(lead):
    response = lead.post(NEW, {**filled(), "lank": "1"})
    address = response.headers["Location"]
    assert "digital_first-reach=60" in address and "csrf" not in address
    text = words(lead.get(address))
    assert 'value="60"' in text and 'value="2027-01"' in text and 'value="Mitt"' in text
    assert not Job.objects.exists()


def test_starting_from_what_is_published_has_its_levers(lead):
    fill_scenarios()
    text = words(lead.get(f"{NEW}?fran=plan"))
    assert (
        'id="id_continuity-reach" min="0" max="100" step="1" inputmode="numeric" value="40"' in text
    )
    assert "30 % till 50 %. Källa: en studie" in text


def test_a_reader_sees_runs_and_may_not_ask_for_one(client):
    job = a_job()
    signed_in(client, "läsare", Role.READER)
    assert client.get(NEW).status_code == 403
    assert client.get(f"/scenarier/korningar/{job.pk}/").status_code == 200
    assert client.post(f"/scenarier/korningar/{job.pk}/avbryt/").status_code == 403
    assert "Gör ett eget" not in words(client.get("/scenarier/"))


def test_a_run_tells_how_far_it_has_come_and_asks_again_by_itself(lead):
    job = a_job(actor="ledare")
    address = f"/scenarier/korningar/{job.pk}/"
    assert "Står först i kön" in words(lead.get(address))
    working.take()
    working.tell(job, 25, 100)
    long_ago = timezone.now() - timedelta(minutes=10)
    Job.objects.filter(pk=job.pk).update(started_at=long_ago)
    text = words(lead.get(address))
    assert 'value="25"' in text and "25 %" in text and "Ungefär 30 minuter kvar." in text
    assert 'hx-trigger="every 3s"' in text and "Avbryt körningen" in text
    lead.post(f"{address}avbryt/")
    text = words(lead.get(address))
    assert "Avbruten." in text and "hx-trigger" not in text and "Avbryt" not in text


def test_a_run_that_nobody_takes_up_says_what_may_be_wrong(lead):
    job = a_job()
    old = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(created_at=old)
    assert "riktning scenario work" in words(lead.get(f"/scenarier/korningar/{job.pk}/"))


def test_a_run_that_was_broken_off_says_so_and_what_becomes_of_it(lead):
    job = a_job(actor="ledare")
    address = f"/scenarier/korningar/{job.pk}/"
    working.take()
    working.tell(job, 25, 100)
    assert "inte hörts något" not in words(lead.get(address))
    Job.objects.filter(pk=job.pk).update(told_at=timezone.now() - timedelta(minutes=1))
    assert "Det har inte hörts något från körningen" in words(lead.get(address))
    working.take_up_broken_off()
    assert "så det har tagits upp igen" in words(lead.get(address))
    working.take()
    assert "avbröts innan det var klart" in words(lead.get(address))
    working.take_up_broken_off()
    text = words(lead.get(address))
    assert "avbröts två gånger" in text and "broken off" not in text


def test_a_run_that_is_prepared_is_given_time(lead):
    job = a_job(actor="ledare")
    working.take()
    Job.objects.filter(pk=job.pk).update(told_at=timezone.now() - timedelta(minutes=5))
    assert "inte hörts något" not in words(lead.get(f"/scenarier/korningar/{job.pk}/"))


def test_a_run_that_failed_says_why(lead):
    job = a_job()
    working.take()
    working.fail(job, "the chance of a readmission becomes 1.20")
    text = words(lead.get(f"/scenarier/korningar/{job.pk}/"))
    assert "Gick inte att köra." in text and 'lang="en">the chance of a readmission' in text


def test_a_run_that_is_done_is_read_as_a_published_scenario_is(lead):
    fill()
    fill_scenarios()
    job = a_done_job(name="Eget förslag")
    address = f"/scenarier/korningar/{job.pk}/"
    text = words(lead.get(f"{address}?utfall=medelvardtid_75&ar=2027"))
    assert "10,000 lägre än Som hittills år 2027" in text and "Den är inte publicerad." in text
    response = lead.get(f"{address}tabell.csv")
    assert "inte verkliga resultat" in b"".join(response.streaming_content).decode("utf-8-sig")


def test_the_file_behind_a_run_is_run_with_as_many_persons_as_on_the_page(lead):
    fill_scenarios()
    job = a_job(persons=700, draws=5, replicates=3)
    text = lead.get(f"/scenarier/korningar/{job.pk}/scenario.yaml").content.decode()
    assert text.startswith(job.scenario)
    plan = read_scenario_text(text, "mine")
    assert (plan.persons, plan.replicates) == (700, 3)
    assert f"scenario run {own_id(job.scenario)}.yaml --draws 5 " in text.splitlines()[-1]


def test_scenarios_stand_side_by_side_with_the_targets_as_rows(client):
    fill()
    fill_scenarios()
    text = words(client.get("/scenarier/jamfor/?med=baseline&med=plan&utfall=medelvardtid_75"))
    assert "≤ 91,00, dec 2027" in text and "av dragningarna" not in text
    assert "hålls varje år till scenariots slut" in text and "med sannolikhet" in text
    assert text.count('class="bars"') == 4 and "nås inte" in text
    assert "−10,000" in text and text.count('class="chart"') >= 4
    assert "olika personer eller olika slump" not in text
    for ending in ("csv", "xlsx"):
        assert client.get(f"/scenarier/jamfor.{ending}?med=plan").status_code == 200
    assert "Scenarios side by side" in words(client.get("/en/scenarier/jamfor/"))


def test_runs_are_compared_by_those_at_work_only(client):
    fill()
    fill_scenarios()
    job = a_done_job(name="Hemligt utkast")
    address = f"/scenarier/jamfor/?med=baseline&med=korning-{job.pk}"
    assert "Hemligt utkast" not in words(client.get(address))
    signed_in(client, "läsare", Role.READER)
    assert words(client.get(address)).count("Hemligt utkast") >= 3


@pytest.mark.parametrize(
    "asked", ["?med=inget", "?med=korning-" + "9" * 40, "?med=korning-²&ar=x&utfall=%00", ""]
)
def test_an_address_that_names_nothing_shows_what_there_is(lead, asked):
    fill_scenarios()
    assert "Planen" in words(lead.get(f"/scenarier/jamfor/{asked}"))


def test_what_the_address_names_and_is_not_there_is_told(lead):
    fill_scenarios()
    assert "kan inte visas: korning-999." in words(
        lead.get("/scenarier/jamfor/?med=plan&med=korning-999")
    )
    assert "kan inte visas" not in words(lead.get("/scenarier/jamfor/?med=plan&med=baseline"))
    assert lead.get("/scenarier/jamfor.csv?med=korning-999").status_code == 404
    assert "finns inte: nope." in words(lead.get(f"{NEW}?fran=nope"))
    assert "finns inte" not in words(lead.get(f"{NEW}?fran=plan"))
    response = lead.post(NEW, filled(fran="../../etc/passwd"))
    assert response.status_code == 422 and "etc/passwd" in words(response)


@pytest.mark.parametrize("sign", "\u202e\u2066\u200f\u061c")
def test_a_name_keeps_no_sign_that_turns_the_reading_around(lead, sign):
    fill_scenarios()
    response = lead.post(NEW, filled(name=f"{sign}live", says=f"{sign}evil"))
    assert response.status_code == 302
    job = Job.objects.get()
    assert job.name == "live" and sign not in job.scenario and "evil" in job.scenario


def test_a_target_published_before_chance_was_counted_has_no_probability():
    content = scenario_contents()[1]
    for aim in content["targets"]:
        aim["met"] = aim.pop("held")
    found = [Compared("plan", "Planen", "/", content)]
    cells = [cell for row in goal_rows(found, "sv") for _name, cell in row.cells]
    assert cells and all(cell.year == "kan inte anges" and not cell.shares for cell in cells)


def test_with_nothing_published_there_is_nothing_to_compare(client):
    assert "Inget scenario är publicerat" in words(client.get("/scenarier/jamfor/"))
    assert client.get("/scenarier/jamfor.csv").status_code == 404


def test_what_was_done_stands_in_the_trail_in_words(lead):
    lead.post(NEW, filled())
    fill_scenarios()
    text = words(lead.get("/historik/"))
    assert "bad om en körning av ett scenario" in text and "publicerade scenarier" in text
    assert f'<a href="/scenarier/korningar/{Job.objects.get().pk}/">Mitt</a>' in text
    assert '<a href="/scenarier/">scenarierna</a>' in text
