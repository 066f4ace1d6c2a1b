"""A draft is changed on its pages: with and without script, by who may, and by two at once."""

import html
import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from plan_store import ACTOR, CODE, LOCAL, STAY, STAY_LINE, as_shown, fill_plans

from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.plans.models import (
    Activity,
    Area,
    Goal,
    Link,
    Plan,
    PlanIndicator,
    Question,
    Responsibility,
    Revision,
    SubArea,
    Target,
)

DRAFT = f"/planen/{CODE}/2"
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def plans(db):
    fill_plans()
    return Revision.objects.get(plan__code=CODE, number=2)


def somebody(client, role="analyst", **where):
    user = User.objects.create_user(f"en-{role}")
    Grant.objects.create(user=user, role=role, from_date=date(2020, 1, 1), **where)
    client.force_login(user)
    return client


@pytest.fixture
def analyst(client, plans):
    return somebody(client)


def number_of(model, revision=None, **said):
    row = model.objects.filter(**said).order_by("-pk")
    return row.first().item.number


def item_page(number, base=DRAFT):
    return f"{base}/post/{number}/"


def text(response):
    return response.content.decode()


def sent(client, number, given, base=DRAFT):
    page = item_page(number, base)
    return client.post(page, as_shown(client, page, given))


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_draft_and_an_area_of_it_are_read_with_a_way_to_change_each_part(analyst, language):
    whole = text(analyst.get(f"{language}{DRAFT}/redigera/"))
    area = number_of(Area, name="Nära vård")
    assert f"{language}{DRAFT}/redigera/{area}/" in whole
    page = text(analyst.get(f"{language}{DRAFT}/redigera/{area}/"))
    goal = number_of(Goal, text="Invånaren möter en sammanhållen vård")
    assert f'hx-get="{language}{DRAFT}/post/{goal}/"' in page
    for response in (whole, page):
        assert 'style="' not in response
        assert "<script>" not in response


def test_a_goal_is_reworded_where_it_stands(analyst):
    goal = number_of(Goal, text="Invånaren möter en sammanhållen vård")
    form = text(analyst.get(item_page(goal), headers=IN_PLACE))
    assert "<textarea" in form
    assert "<html" not in form
    given = {
        "handling": "lydelse", "text": "Invånaren möter en trygg vård",
        "sett": "Invånaren möter en sammanhållen vård",
    }  # fmt: skip
    done = text(analyst.post(item_page(goal), given, headers=IN_PLACE))
    assert "Sparat." in done
    assert "Invånaren möter en trygg vård" in done
    assert AuditEvent.objects.filter(action="reword").first().actor == "en-analyst"
    assert "<textarea" not in text(analyst.get(f"{item_page(goal)}?visa=1", headers=IN_PLACE))


def test_the_same_without_script(analyst):
    goal = number_of(Goal, text="Invånaren möter en sammanhållen vård")
    assert "Invånaren möter en sammanhållen vård</textarea>" in text(analyst.get(item_page(goal)))
    given = {"handling": "lydelse", "text": "Annat", "sett": "Invånaren möter en sammanhållen vård"}
    response = analyst.post(item_page(goal), given, follow=True)
    assert response.redirect_chain[0][0] == f"{item_page(goal)}#lydelse"
    assert "Sparat." in text(response)


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_two_who_write_at_once_are_told_and_both_texts_stand(analyst, plans, headers):
    goal = Goal.objects.get(sub_area__area__revision=plans, text__startswith="Invånaren möter")
    seen = goal.text
    Goal.objects.filter(pk=goal.pk).update(text="Invånaren möter en sammanhållen och trygg vård")
    given = {"handling": "lydelse", "text": "Varje invånare möter en sammanhållen vård",
             "sett": seen}  # fmt: skip
    response = analyst.post(item_page(goal.item.number), given, headers=headers, follow=True)
    goal.refresh_from_db()
    assert "trygg" in goal.text
    assert "Varje" in goal.text
    assert "Läs igenom" in text(response) or "läs igenom" in text(response)


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_what_was_written_of_a_removed_item_is_shown_to_who_wrote_it(analyst, plans, headers):
    goal = number_of(Goal, text="Invånaren möter en sammanhållen vård")
    sent(analyst, goal, {"handling": "bort"})
    given = {"handling": "lydelse", "text": "Mina mödosamma ord", "sett": "x"}
    response = analyst.post(item_page(goal), given, headers=headers)
    assert response.status_code == (200 if headers else 409)
    assert "Mina mödosamma ord" in text(response)


def test_what_was_changed_meanwhile_is_not_removed(analyst, plans):
    area = Area.objects.get(revision=plans, order=1)
    page = text(analyst.get(item_page(area.item.number)))
    seen = page.rpartition('name="sett" value="')[2].partition('"')[0]
    Goal.objects.filter(sub_area__area=area).update(text="Någon annans ord")
    response = analyst.post(item_page(area.item.number), {"handling": "bort", "sett": seen})
    assert response.status_code == 409
    assert "medan du hade det framme" in text(response)
    page = text(response)
    seen = page.rpartition('name="sett" value="')[2].partition('"')[0]
    gone = analyst.post(item_page(area.item.number), {"handling": "bort", "sett": seen})
    assert gone["Location"] == f"{DRAFT}/redigera/"
    assert not Area.objects.filter(pk=area.pk).exists()


def test_every_kind_is_added_from_its_area(analyst, plans):
    area = number_of(Area, name="Nära vård")
    under, period = number_of(SubArea, name="Samverkan"), None
    period = Area.objects.get(revision=plans, order=1).periods.first().item.number
    for kind, parent, more in (
        ("area", "", {}), ("period", area, {}), ("sub_area", area, {}),
        ("goal", under, {"period": period}), ("activity", area, {}),
        ("activity", under, {"period": period}), ("indicator", area, {}),
    ):  # fmt: skip
        given = {"slag": kind, "under": parent, "text": f"Ny {kind} {parent}.", **more}
        response = analyst.post(f"{DRAFT}/redigera/ny/", given, follow=True)
        assert f"Ny {kind} {parent}." in text(response), kind
    under_sub_area = Activity.objects.get(text=f"Ny activity {under}.")
    assert under_sub_area.sub_area.name == "Samverkan"


def test_what_cannot_be_added_is_told_with_what_was_typed_kept(analyst, plans):
    area = number_of(Area, name="Nära vård")
    response = analyst.post(f"{DRAFT}/redigera/ny/", {"slag": "period", "under": area, "text": " "})
    assert response.status_code == 422
    assert "Skriv en text." in text(response)
    given = {"slag": "goal", "under": number_of(SubArea, name="Samverkan"), "text": "Kvar i rutan"}
    response = analyst.post(f"{DRAFT}/redigera/ny/", given)
    assert response.status_code == 422
    assert "Kvar i rutan" in text(response)


def test_an_activity_gets_its_months(analyst, plans):
    activity = number_of(Activity, text="Följ upp modellen varje tertial")
    given = {"handling": "tid", "fran": "2025-03", "till": "2026-10", "sett": ""}
    analyst.post(item_page(activity), given)
    assert "2025-03 – 2026-10" in text(analyst.get(f"{DRAFT}/tidslinje/"))
    for wrong in ({"fran": "mars"}, {"fran": "2026-01", "till": "2025-01"}):
        response = analyst.post(item_page(activity), {**given, **wrong})
        assert response.status_code == 422
        assert f'value="{wrong["fran"]}"' in text(response)
    stale = analyst.post(item_page(activity), {**given, "fran": "2025-04"})
    assert stale.status_code == 409


def test_measures_and_targets_of_a_line_are_set_by_unit_and_month(analyst, plans):
    line = number_of(PlanIndicator, text="Patientens upplevelse av delaktighet")
    analyst.post(item_page(line), {"handling": "matt", "matt": "kontinuitet_coc"})
    common = {"handling": "malvarde", "matt": "kontinuitet_coc", "sett": ""}
    for unit, month, value in (
        ("", "2026-12", "0,6"),
        ("", "2027-12", "0,7"),
        ("norr", "2027-12", "0,65"),
    ):
        analyst.post(item_page(line), {**common, "enhet": unit, "manad": month, "varde": value})
    said = Target.objects.filter(measure__indicator_id="kontinuitet_coc")
    assert sorted(said.values_list("unit_id", "value"), key=str) == sorted(
        [(None, 0.6), (None, 0.7), ("norr", 0.65)], key=str
    )
    page = text(analyst.get(item_page(line)))
    assert "Sjukhusen i norr" in page
    for wrong in ({"varde": "många"}, {"manad": "snart"}, {"enhet": "månen"}):
        given = {**common, "enhet": "", "manad": "2028-01", "varde": "1", **wrong}
        assert analyst.post(item_page(line), given).status_code == 422
    stale = {**common, "enhet": "", "manad": "2027-12", "varde": "0,8", "sett": "0.6"}
    assert analyst.post(item_page(line), stale).status_code == 409
    gone = {**common, "enhet": "", "manad": "2027-12", "sett": "0.7", "bort": "1"}
    analyst.post(item_page(line), gone)
    assert said.count() == 2
    mark = text(analyst.get(item_page(line))).partition('value="matt-bort"')[2]
    seen = mark.partition('name="sett" value="')[2].partition('"')[0]
    bort = {"handling": "matt-bort", "matt": "kontinuitet_coc", "sett": seen}
    analyst.post(item_page(line), bort)
    assert not said.exists()


def test_items_are_moved(analyst, plans):
    goal = Goal.objects.get(sub_area__area__revision=plans, text__startswith="Fler nås")
    number, under = goal.item.number, number_of(SubArea, name="Samverkan")
    given = {"handling": "flytt", "under": under, "period": "2027"}
    assert sent(analyst, number, given).status_code == 302
    goal.refresh_from_db()
    assert (goal.sub_area.name, goal.period.heading) == ("Samverkan", "2027")
    stale = analyst.post(item_page(number), {**given, "period": "2024", "sett": "1-2"})
    assert stale.status_code == 409
    missing = sent(analyst, number, {**given, "period": "2099"})
    assert missing.status_code == 422
    activity = number_of(Activity, text="Följ upp modellen varje tertial")
    into = number_of(Area, name="Kompetensförsörjning")
    sent(analyst, activity, {"handling": "flytt", "under": into, "period": ""})
    line = number_of(PlanIndicator, text=STAY_LINE)
    sent(analyst, line, {"handling": "flytt", "under": into})
    sub = number_of(SubArea, name="Förebyggande")
    sent(analyst, sub, {"handling": "flytt", "under": into})
    staff = Area.objects.get(revision=plans, name="Kompetensförsörjning")
    assert (staff.activities.count(), staff.indicators.count(), staff.sub_areas.count()) == (
        1,
        1,
        2,
    )
    analyst.post(item_page(into), {"handling": "plats", "hall": "upp", "fran-listan": "1"})
    assert Area.objects.get(pk=staff.pk).order == 1


def test_responsibility_and_links_are_given_and_ended(analyst, plans):
    goal = Goal.objects.get(sub_area__area__revision__plan__code=LOCAL, text__startswith="Vi har")
    page = item_page(goal.item.number, f"/planen/{LOCAL}/1")
    assert "Revideringen är beslutad" in text(analyst.get(page))
    given = {"handling": "ansvar", "ansvar": "lead", "roll": "verksamhetschef", "enhet": "norr",
             "fran": "2025-01-01"}  # fmt: skip
    analyst.post(page, given)
    held = Responsibility.objects.get(item=goal.item)
    assert (held.role, held.part) == ("verksamhetschef", "lead")
    analyst.post(page, {"handling": "ansvar-slut", "ansvar": "lead", "till": "2025-06-30"})
    held.refresh_from_db()
    assert held.to_date == date(2025, 6, 30)
    other = Goal.objects.filter(text="Fler stannar i yrket").first().item
    analyst.post(page, {"handling": "koppling", "tjanar": other.pk, "fran": "2025-01-01"})
    link = Link.objects.get(source=goal.item)
    assert "Fler stannar i yrket" in text(analyst.get(page))
    analyst.post(page, {"handling": "koppling-slut", "tjanar": other.pk, "till": "2025-12-31"})
    link.refresh_from_db()
    assert link.to_date == date(2025, 12, 31)
    for wrong in ({**given, "roll": ""}, {**given, "enhet": "månen"}, {**given, "fran": "igår"},
                  {"handling": "koppling"}):  # fmt: skip
        assert analyst.post(page, wrong).status_code == 422


def test_a_decided_revision_is_refused_on_every_path(analyst):
    base = f"/planen/{CODE}/1"
    goal = Goal.objects.filter(sub_area__area__revision__number=1).first()
    for given in ({"handling": "lydelse", "text": "x"}, {"handling": "bort"},
                  {"handling": "plats", "hall": "upp"}):  # fmt: skip
        response = sent(analyst, goal.item.number, given, base)
        assert response.status_code == 409
        assert "beslutad" in text(response)
    added = analyst.post(f"{base}/redigera/ny/", {"slag": "area", "text": "x"})
    assert added.status_code == 422
    assert "<textarea" not in text(analyst.get(item_page(goal.item.number, base)))


def test_open_questions_are_answered_and_another_answer_is_not_written_over(analyst, plans):
    asked = Question.objects.create(revision=plans, where="sida 3", problem="oklart")
    page = f"{DRAFT}/redigera/fraga/{asked.pk}/"
    analyst.post(page, {"svar": "Så här är det", "sett": ""})
    asked.refresh_from_db()
    assert asked.answer == "Så här är det"
    response = analyst.post(page, {"svar": "Min mening", "sett": ""})
    assert "Så här är det" in text(response)
    assert "Min mening</textarea>" in text(response)
    analyst.post(page, {"svar": "Tillsammans", "sett": "Så här är det"})
    asked.refresh_from_db()
    assert asked.answer == "Tillsammans"


def test_others_changes_are_news(analyst, plans):
    page = f"{DRAFT}/redigera/nytt/"
    assert text(analyst.get(f"{page}?sedan=999999999")).strip() == ""
    assert ACTOR in text(analyst.get(f"{page}?sedan=0"))
    assert analyst.get(f"{page}?sedan=x").status_code == 404


def test_a_decision_is_recorded_and_the_revision_put_in_force(analyst, plans):
    page = f"{DRAFT}/beslut/"
    seen = text(analyst.get(page)).partition('name="sett" value="')[2].partition('"')[0]
    given = {"organ": "Påhittad nämnd", "dag": "2025-11-27", "paragraf": "§ 9",
             "diarienummer": "D 2025-1", "sett": seen}  # fmt: skip
    assert analyst.post(page, {**given, "organ": ""}).status_code == 422
    assert analyst.post(page, {**given, "dag": "2199-01-01"}).status_code == 422
    changed = analyst.post(page, {**given, "sett": "1"})
    assert changed.status_code == 422
    assert "har ändrats sedan du öppnade" in text(changed)
    assert 'value="Påhittad nämnd"' in text(changed)
    assert analyst.post(page, given).status_code == 302
    assert "Sätt i kraft" in text(analyst.get(page))
    analyst.post(page, {"handling": "kraft"})
    plans.refresh_from_db()
    assert (plans.state, plans.decision_paragraph, plans.diary_number) == (
        "in_force", "§ 9", "D 2025-1",
    )  # fmt: skip
    again = analyst.post(f"{DRAFT}/ny-revidering/", follow=True)
    assert again.redirect_chain[0][0] == f"/planen/{CODE}/3/redigera/"
    analyst.post(f"{DRAFT}/ny-revidering/")
    assert Revision.objects.filter(plan__code=CODE).count() == 3


def test_an_administration_drafts_its_own_plan_from_the_regions(client, plans):
    somebody(client, "reporter", unit_id="soder")
    page = "/planen/ny-lokal/"
    assert "Sjukhusen i norr" not in text(client.get(page))
    assert client.post(page, {"enhet": "norr", "namn": "x"}).status_code == 403
    made = client.post(page, {"enhet": "soder", "namn": "Plan i söder"})
    take = made["Location"]
    goals = Goal.objects.filter(sub_area__area__revision__plan__code=CODE,
                                sub_area__area__revision__number=1)  # fmt: skip
    chosen = [goals[0].item_id, goals[1].item_id]
    whole = client.post(take, {"mal": chosen}, follow=True)
    assert "2 mål är upptagna" in text(whole)
    plan = Plan.objects.get(unit_id="soder")
    assert Link.objects.filter(source__plan=plan).count() == 2
    again = client.post(page, {"enhet": "soder", "namn": "En till"})
    assert again.status_code == 409
    assert "har redan en lokal plan, Plan i söder" in text(again)
    assert f"/planen/{plan.code}/1/" in text(client.get(page))
    assert Plan.objects.filter(unit_id="soder").count() == 1
    own = Goal.objects.filter(sub_area__area__revision__plan=plan).first()
    base = f"/planen/{plan.code}/1"
    response = sent(client, own.item.number, {"handling": "lydelse", "text": "Vårt eget mål"}, base)
    assert response.status_code == 302
    own.refresh_from_db()
    assert own.text == "Vårt eget mål"
    assert client.get(f"{base}/beslut/").status_code == 403
    theirs = number_of(Goal, text__startswith="Invånaren möter")
    refused = client.post(item_page(theirs), {"handling": "lydelse", "text": "x"})
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        ("reader", {}, 403), ("reporter", {"unit_id": "norr"}, 403), ("reporter", {}, 403),
        ("area_lead", {"area": "nara-vard"}, 302), ("area_lead", {"area": "annat"}, 403),
        ("analyst", {}, 302), ("administrator", {}, 403),
    ],
)  # fmt: skip
def test_who_may_reword_in_the_regions_plan(client, plans, role, where, status):
    somebody(client, role, **where)
    goal = number_of(Goal, text__startswith="Invånaren möter")
    response = sent(client, goal, {"handling": "lydelse", "text": "Ny lydelse"})
    assert response.status_code == status


def test_an_area_lead_moves_nothing_into_an_area_of_others(client, plans):
    somebody(client, "area_lead", area="nara-vard")
    line = number_of(PlanIndicator, text=STAY_LINE)
    into = number_of(Area, name="Kompetensförsörjning")
    response = sent(client, line, {"handling": "flytt", "under": into})
    assert response.status_code == 403


@pytest.mark.parametrize("handling", ["", "annat"])
def test_an_act_that_is_none_is_not_found(analyst, handling):
    goal = number_of(Goal, text__startswith="Invånaren möter")
    assert analyst.post(item_page(goal), {"handling": handling}).status_code == 404
    assert analyst.get(item_page(99999)).status_code == 404
    assert analyst.get(f"{DRAFT}/redigera/99999/").status_code == 404
    assert STAY


def test_each_fault_of_the_review_leads_to_the_form_that_mends_it(analyst, plans):
    page = text(analyst.get("/planen/granskning/"))
    addresses = set(re.findall(r'<p><a href="(/planen/[^"]+)">Rätta', page))
    assert len(addresses) >= 8
    for address in addresses:
        path, _hash, part = html.unescape(address).partition("#")
        answer = analyst.get(path)
        assert answer.status_code == 200, address
        assert not part or f'id="{part}"' in text(answer), address
    forms = ("/ny-lokal/?enhet=soder", "/ta-upp/?fran=", "#ansvar", "#matt", "#koppling")
    assert all(any(form in address for address in addresses) for form in forms)


def test_a_reader_is_not_led_to_forms_that_refuse(client, plans):
    assert "Rätta" not in text(client.get("/planen/granskning/"))
