"""Pages of what comes of a need: who has introduced it, what it is to change, and initiatives."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from filled_store import HOSPITAL, REGION, STAY, STAY_LINE, fill

from apps.group_store import LEAD
from apps.initiative_store import SAID, an_initiative, decided
from apps.need_store import a_need, fill_needs, with_results
from riktning.apps.governance.courses import Act
from riktning.apps.needs.introducing import aims_of, introduced_by
from riktning.apps.needs.models import Criterion, Initiative, Introduction, PriorityArea
from riktning.apps.needs.moving import move_need
from riktning.apps.needs.stages import Stage
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.plans.models import Item, PlanIndicator

pytestmark = pytest.mark.django_db
DIGITAL = "andel_digitala_primarvard"


def signed_in(role, name="", unit=""):
    user = User.objects.create_user(name or f"konto-{role}")
    Grant.objects.create(user=user, role=role, unit_id=unit, from_date=timezone.localdate())
    client = Client()
    client.force_login(user)
    return client


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.fixture
def needs(db):
    fill()
    return fill_needs()


def test_an_administration_tells_of_its_own_units_in_a_form(needs):
    last = needs[-1]
    address = f"/behov/{last.pk}/inforande/"
    client = signed_in(Role.REPORTER, unit="forvaltning-norr")
    page = said(client, address)
    assert f'value="{HOSPITAL}"' in page
    assert 'value="sjukhus-soder"' not in page
    form = {"units": [HOSPITAL], "uptake": "introduced", "on": "2025-05-01", "outcome": "Bra"}
    assert client.post(address, form).status_code == 302
    assert introduced_by(last)[HOSPITAL].outcome == "Bra"
    wrong = client.post(address, form | {"units": ["sjukhus-soder"]})
    assert wrong.status_code == 422  # not among its choices
    assert client.post(address, form | {"uptake": "ended", "outcome": ""}).status_code == 422
    assert Introduction.objects.count() == 1
    assert said(signed_in(Role.READER), address).count("<form") == said(
        signed_in(Role.READER, "l2"), "/om/"
    ).count("<form")  # nobody else has a form


def test_several_units_are_told_of_in_one_form_all_or_none(needs):
    last = needs[-1]
    address = f"/behov/{last.pk}/inforande/"
    client = signed_in(Role.AREA_LEAD)
    form = {"units": [HOSPITAL, "sjukhus-soder"], "uptake": "introduced", "on": "2025-05-01"}
    response = client.post(address, form, follow=True)
    assert "sparat för 2 enheter" in response.content.decode()
    assert set(introduced_by(last)) == {HOSPITAL, "sjukhus-soder"}
    third = {"units": [HOSPITAL, "forvaltning-norr"], "uptake": "ended", "outcome": "Slut",
             "on": "2025-06-01"}  # fmt: skip
    refused = client.post(address, third)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Sjukhusen i norr: Det kan inte följa" in page
    assert page.count('value="forvaltning-norr" checked') == 1  # what was ticked stays
    assert Introduction.objects.count() == 2
    nobody = client.post(address, {"uptake": "introduced", "on": "2025-05-01"})
    assert nobody.status_code == 422
    assert "Välj en enhet." in nobody.content.decode()


def test_the_chart_of_a_measure_marks_when_a_need_was_introduced(needs, client):
    need = needs[-1]
    with_results(need)
    marked = '<p class="marks">'
    region = said(client, f"/indikator/{STAY}/")
    assert f"Behovet ”{need.title}” infört <span" in region.split(marked)[1].split("</p>")[0]
    assert "infört i 18 enheter, från april\N{NO-BREAK SPACE}2025" in region
    # By unit it is told to those at work: which unit has introduced what is not public.
    address = f"/indikator/{STAY}/?enhet={HOSPITAL}"
    assert marked not in said(client, address)
    assert "infört från april\N{NO-BREAK SPACE}2025" in said(signed_in(Role.READER), address)
    assert marked not in said(client, "/indikator/hyrpersonal/")


def test_before_there_is_a_result_nothing_is_told(needs):
    page = said(signed_in(Role.ANALYST), f"/behov/{needs[0].pk}/inforande/")
    assert "inget att införa" in page
    assert 'name="uptake"' not in page


def test_how_far_it_has_come_is_on_the_page_the_board_and_in_files(needs, client):
    last = needs[-1]
    with_results(last)
    public = said(client, f"/behov/{last.pk}/")
    assert "Infört i 2 av 2 sjukhus (100\N{NO-BREAK SPACE}%)" in public
    assert 'class="figure shares"' in public
    reader = signed_in(Role.READER)
    assert "Infört i 3 av 3 förvaltningar" in said(reader, "/behov/tavla/")
    rows = said(reader, f"/behov/{last.pk}/inforande.csv").splitlines()
    assert len(rows) == 1 + Introduction.objects.count()
    assert f"{HOSPITAL};Norra sjukhuset;Sjukhus;Infört;2025-03-04" in "\n".join(rows)
    assert reader.get(f"/behov/{last.pk}/inforande.xlsx").status_code == 200
    assert reader.get(f"/behov/{last.pk}/inforande.pdf").status_code == 404
    assert client.get(f"/behov/{last.pk}/inforande/").status_code == 302


def test_the_needs_that_the_address_chooses_are_taken_away(needs):
    reader = signed_in(Role.READER)
    rows = said(reader, "/behov/lista.csv?steg=position").splitlines()
    assert len(rows) == 2
    assert "Behov två" in rows[1]
    assert len(said(reader, "/behov/lista.csv").splitlines()) == 4
    assert reader.get("/behov/lista.xlsx?sok=ett").status_code == 200


def test_what_a_need_is_to_change_is_chosen_and_judged_by_the_same_verdicts(needs, client):
    need = needs[-1]
    line = PlanIndicator.objects.get(text=STAY_LINE)
    lead = signed_in(Role.AREA_LEAD)
    address = f"/behov/{need.pk}/planen/"
    form = {"plan": line.area.revision.plan.code, "sett": "", "post": [line.item_id]}
    assert f'value="{line.item_id}"' in said(lead, address)
    assert lead.post(address, form).status_code == 302
    assert aims_of(need) == [line.item]
    page = said(client, f"/behov/{need.pk}/effekt/")
    assert STAY_LINE in page
    assert f'href="/indikator/{STAY}/"' in page
    area = said(client, f"/omrade/{line.area.slug}/")
    listed = area.split('<ul class="measures">')[1]
    chip = listed.split(f'href="/indikator/{STAY}/"')[1].split("</li>")[0]
    chip = chip.split('<span class="verdict')[1].split("</span></span>")[0]
    assert chip in page  # the same words and shape as on the page of the area
    assert f'hx-get="/behov/{need.pk}/effekt/"' in said(client, f"/behov/{need.pk}/")
    # What another linked meanwhile stays: only what was ticked or unticked here changes.
    goal = Item.objects.filter(kind="goal", plan=line.item.plan).first()
    lead.post(address, form | {"sett": str(line.item_id), "post": [line.item_id, goal.pk]})
    lead.post(address, form | {"sett": str(line.item_id), "post": []})
    assert aims_of(need) == [goal]
    assert lead.get(f"{address}?plan=ingen").status_code == 404


def test_goals_and_measures_lead_back_to_the_need(needs, client):
    need = needs[-1]
    with_results(need)
    line = PlanIndicator.objects.get(text=STAY_LINE)
    plan = line.area.revision.plan.code
    assert need.title in said(client, f"/planen/{plan}/post/{line.item.number}/")
    assert need.title in said(client, f"/indikator/{STAY}/")


def test_an_initiative_goes_from_idea_to_maintenance_by_its_pages(needs):
    reporter, lead = signed_in(Role.REPORTER), signed_in(Role.AREA_LEAD)
    analyst = signed_in(Role.ANALYST)
    response = reporter.post("/behov/initiativ/nytt/", {"title": "Digital anamnes"})
    assert response.status_code == 302
    one = Initiative.objects.get()
    base = f"/behov/initiativ/{one.pk}/"
    assert reporter.post(f"{base}flytta/", {"handling": "advance"}).status_code == 403
    for stage in Stage:
        act = "close" if stage is Stage.MAINTENANCE else "advance"
        shut = lead.post(f"{base}flytta/", {"handling": act})
        assert shut.status_code == 409
        assert "Grinden är stängd" in shut.content.decode()
        one.refresh_from_db()
        form = {k: str(v) for k, v in SAID[stage].items()} | {"edit": str(one.edit)}
        if stage is Stage.IDEA:
            form |= {"title": one.title, "need": str(needs[0].pk)}
        if stage is Stage.VERIFIED:
            form |= {"pilot_units": [HOSPITAL], "measure": "", "threshold": "0,5"}
        written = lead.post(f"{base}andra/", form)
        if stage is Stage.VERIFIED:  # no measure of use has figures here
            Initiative.objects.filter(pk=one.pk).update(measure=STAY)
        assert written.status_code == 302, written.content.decode()
        if stage is Stage.DECISION:
            body = {"b-body": _body(), "b-decided_on": "2025-03-04", "b-paragraph": "3",
                    "b-outcome": "approved", "b-text": "Bifall"}  # fmt: skip
            assert analyst.post(f"{base}beslut/", body).status_code == 302
        assert lead.post(f"{base}flytta/", {"handling": act}).status_code == 302
    one.refresh_from_db()
    assert (one.stage, one.standing, one.threshold) == ("maintenance", "closed", 0.5)
    page = said(lead, base)
    assert "avvecklat" in page
    assert needs[0].title in page
    stale = {"handling": "pause", "skal": "r", "steg": "idea", "lage": "active"}
    assert lead.post(f"{base}flytta/", stale).status_code == 409


def _body():
    from riktning.apps.governance.models import Group

    return str(Group.objects.get(code="vvg").pk)


def test_everybody_reads_where_an_initiative_is_and_how_units_took_it_up(needs, client):
    one = an_initiative(measure=STAY, problem="Problemet", verification="Internt")
    page = said(client, f"/behov/initiativ/{one.pk}/")
    assert "Problemet" in page
    assert "Internt" not in page
    assert "har användning enligt måttet" in page
    assert "Piloten har inte börjat" in page
    assert "Digital anamnes" in said(client, "/behov/initiativ/?steg=idea")
    assert "Digital anamnes" not in said(client, "/behov/initiativ/?steg=pilot")
    tiles = page.split('class="figure use-tiles"')[1].split("</figure>")[0]
    assert "Norra sjukhuset" in tiles
    assert tiles.count("<svg") == tiles.count("<li>") == 2
    assert "Samma skala för alla: 0 till" in tiles
    rows = said(client, f"/behov/initiativ/{one.pk}/anvandning.csv").splitlines()
    assert len(rows) > 12
    assert "Syntetiska data" in rows[1]
    assert REGION not in "\n".join(rows)
    assert client.get(f"/behov/initiativ/{an_initiative().pk}/anvandning.csv").status_code == 404


def test_the_value_of_use_is_written_in_full_as_each_language_writes_it(needs):
    one, reader = an_initiative(threshold=1234567.5), signed_in(Role.READER)
    assert "1234567,5" in said(reader, f"/behov/initiativ/{one.pk}/")
    assert "1234567.5" in said(reader, f"/en/behov/initiativ/{one.pk}/")


def test_a_decision_about_an_initiative_stands_in_the_register(needs, client):
    from apps.initiative_store import moved_to

    one = moved_to(an_initiative(), Stage.DECISION)
    decided(one)
    page = said(client, "/beslut/?galler=initiative")
    assert f'href="/behov/initiativ/{one.pk}/"' in page
    number = re.findall(r'href="/beslut/(\d+)/"', page)[0]
    assert f'href="/beslut/{number}/"' in said(client, f"/behov/initiativ/{one.pk}/")


def test_a_decision_about_a_need_says_of_which_step_it_was_and_leads_to_the_register(needs, client):
    page = said(client, f"/behov/{needs[1].pk}/").split('id="beslut"')[1]
    first = page.split("<li>")[1].split("</li>")[0]
    assert 'href="/beslut/' in first
    assert "ställningstagande och prioritering" in first


def test_initiatives_come_page_by_page(needs, client, monkeypatch):
    for place in ("riktning.apps.needs.queries", "riktning.web.views.initiatives"):
        monkeypatch.setattr(f"{place}.ON_A_PAGE", 2)
    for number in range(3):
        an_initiative(f"Initiativ {number}")
    first, second = (said(client, f"/behov/initiativ/?sida={page}") for page in (1, 2))
    assert (first.count("Initiativ "), second.count("Initiativ ")) == (2, 1)
    assert "Sida 1 av 2" in first
    assert 'sida=2">Nästa' in first
    assert said(client, "/behov/initiativ/?sida=99999999999999").count("Initiativ ") == 2


def test_what_the_matrix_leaves_out_is_told(needs, monkeypatch):
    for place in ("riktning.apps.needs.queries", "riktning.web.views.need_matrix"):
        monkeypatch.setattr(f"{place}.ON_THE_MATRIX", 1)
    lead = signed_in(Role.AREA_LEAD)
    assert "till väntar" not in said(lead, "/behov/matris/")
    another = a_need("Behov fyra", area=needs[0].area)
    move_need(need=another, act=Act.ADVANCE, actor=LEAD)
    assert "1 till väntar" in said(lead, "/behov/matris/")


def test_the_frame_is_changed_on_its_page_by_those_who_may(needs):
    analyst = signed_in(Role.ANALYST)
    address = "/behov/ramen/"
    assert signed_in(Role.AREA_LEAD).get(address).status_code == 403
    assert "Kunskapsstyrning" in said(analyst, address)
    area = PriorityArea.objects.get(name="Kunskapsstyrning")
    form = {"slag": "omrade", "nyckel": str(area.pk), "sett": area.name}
    new = {"handling": "ny", "slag": "kriterium", "text": "Är det mätbart?"}
    under = {"handling": "ny", "slag": "omrade", "under": str(area.perspective_id), "text": "Nytt"}
    for post in (
        new,
        under,
        {"handling": "ny", "slag": "perspektiv", "text": "Ett till"},
        form | {"handling": "ord", "text": "Kunskap"},
        form | {"handling": "upp"},
        {"handling": "organ", "del": "position", "grupp": _body()},
    ):
        assert analyst.post(address, post).status_code == 302, post
    page = said(analyst, address)
    for words in ("Är det mätbart?", "Nytt", "Ett till", "Kunskap"):
        assert words in page
    criterion = Criterion.objects.get(question="Är det mätbart?")
    shut = {"handling": "fraga", "slag": "kriterium", "nyckel": str(criterion.pk), "fraga": "nej"}
    assert analyst.post(address, shut).status_code == 302
    assert "Ställs inte längre" in said(analyst, address)
    stale = analyst.post(address, form | {"handling": "ord", "text": "Annat"})
    assert stale.status_code == 409
    assert "Någon annan har ändrat orden" in stale.content.decode()
    for wrong in ({"handling": "dansa"}, {**shut, "handling": "bort"}, {**new, "slag": "måne"}):
        assert analyst.post(address, wrong).status_code == 404


def test_what_cannot_be_estimated_is_told_once_for_all_measures_it_is_true_of(needs, client):
    need = needs[-1]
    with_results(need)
    page = said(client, f"/behov/{need.pk}/effekt/")
    assert "Sedan införandet" in page
    assert page.count("Effekten kan inte skattas: det finns inga månadsuppgifter") <= 1
    assert f'href="/indikator/{STAY}/"' in page.split("Sedan införandet")[1]
