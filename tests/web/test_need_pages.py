"""Pages of needs: public phases, the board, one need through its steps, and the matrix."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from apps.group_store import LEAD
from apps.need_store import a_frame, a_need, decided, fill_needs, judged, ready, to_position
from riktning.apps.needs.models import Criterion, Need, Placement
from riktning.apps.needs.moving import move_need
from riktning.apps.needs.registering import change_need
from riktning.apps.needs.steps import Act, Standing, Step
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db


def signed_in(role, name=""):
    user = User.objects.create_user(name or f"konto-{role}")
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client = Client()
    client.force_login(user)
    return client


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_everybody_sees_which_phase_each_need_is_in_and_no_more(client):
    first, second, last = fill_needs()
    page = said(client, "/behov/")
    for need, words in ((first, "Steg 1 av 4"), (second, "Steg 2 av 4"), (last, "Steg 3 av 4")):
        assert need.title in page
        assert words in page
    assert "Behov ett" not in said(client, "/behov/?steg=position")
    public = said(client, f"/behov/{second.pk}/")
    assert "Hemgången brister." in public
    assert "Behovet prioriteras." in public  # what was decided
    for inside in ("För att det är så.", "Vi enades.", "Kriterier", "Historik"):
        assert inside not in public
        assert inside in said(signed_in(Role.READER, f"l{inside[:3]}"), f"/behov/{second.pk}/")
    assert client.get("/behov/tavla/").status_code == 302


def test_the_board_has_paused_ones_first_and_then_the_longest_in_the_step():
    a_frame()
    old, paused, new = (a_need(word) for word in ("Gammalt", "Pausat behov", "Nytt"))
    Need.objects.filter(pk=old.pk).update(since=timezone.now() - timedelta(40))
    move_need(need=paused, act=Act.PAUSE, reason="r", actor=LEAD)
    page = said(signed_in(Role.READER), "/behov/tavla/")
    assert page.index("Pausat behov") < page.index("Gammalt") < page.index(new.title)
    assert "40 dagar i steget" in page
    assert "1 pausade" in page


def test_a_need_is_registered_by_a_reporter_and_what_lacks_is_said_at_its_field():
    a_frame()
    client = signed_in(Role.REPORTER)
    form = {"title": "Nytt behov", "origin": "law", "level": "local", "problem": "p"}
    assert client.post("/behov/ny/", form | {"title": ""}).status_code == 422
    assert client.post("/behov/ny/", form).status_code == 302
    need = Need.objects.get()
    assert (need.title, need.standing) == ("Nytt behov", Standing.ACTIVE)
    assert client.post(f"/behov/{need.pk}/flytta/", {"handling": "advance"}).status_code == 403


def test_the_gate_says_what_remains_and_opens_when_it_is_there():
    a_frame()
    need = a_need(problem="")
    lead = signed_in(Role.AREA_LEAD)
    address = f"/behov/{need.pk}/flytta/"
    closed = lead.post(address, {"handling": "advance"})
    assert closed.status_code == 409
    assert "problemet är beskrivet" in closed.content.decode()
    form = {"title": need.title, "origin": "law", "level": "county", "problem": "Ett problem",
            "affected": "Alla", "area": need.area_id, "edit": "0"}  # fmt: skip
    assert lead.post(f"/behov/{need.pk}/andra/", form).status_code == 302
    assert lead.post(address, {"handling": "advance"}).status_code == 302
    need.refresh_from_db()
    assert need.step == Step.POSITION
    stale = {"handling": "back", "skal": "r", "steg": "identified", "lage": "active"}
    assert "Någon annan har flyttat" in lead.post(address, stale).content.decode()
    assert lead.post(address, {"handling": "pause", "skal": " "}).status_code == 422
    assert lead.post(address, {"handling": "dance"}).status_code == 404


def test_three_roles_take_a_need_through_all_four_steps_by_its_pages():
    a_frame()
    reporter, lead = signed_in(Role.REPORTER), signed_in(Role.AREA_LEAD)
    analyst = signed_in(Role.ANALYST)
    need = a_need()
    base = f"/behov/{need.pk}/"

    def sent(client, end, form):
        response = client.post(f"{base}{end}/", form)
        assert response.status_code == 302, response.content.decode()

    sent(lead, "flytta", {"handling": "advance"})
    answers = {}
    for criterion in Criterion.objects.all():
        answers |= {f"{criterion.code}-reply": "yes", f"{criterion.code}-reason": "Skäl"}
    sent(lead, "kriterier", answers)
    sent(reporter, "plats", {"p-importance": "9", "p-urgency": "4"})
    sent(lead, "plats", {"p-importance": "8", "p-urgency": "7"})
    sent(lead, "enighet", {"e-importance": "8", "e-urgency": "6", "e-reason": "Enades"})
    decision = {"b-part": "position", "b-decided_on": "2025-03-04", "b-paragraph": "7",
                "b-outcome": "approved", "b-text": "Bifall"}  # fmt: skip
    sent(analyst, "beslut", decision)
    sent(lead, "flytta", {"handling": "advance"})
    names = ("state_grant", "description", "purpose", "boundaries", "composition", "time_plan",
             "leader", "working_group")  # fmt: skip
    work = {**dict.fromkeys(names, "Skrivet"), "size": "small", "edit": "0"}
    sent(lead, "uppdrag", work)
    report = {"r-kind": "interim", "r-given_on": "2025-06-01", "r-report_text": "Det går."}
    sent(lead, "rapport", report)
    sent(lead, "flytta", {"handling": "advance"})
    sent(lead, "rapport", report | {"r-kind": "final"})
    sent(analyst, "beslut", decision)
    done = {"group_ended_on": "2025-09-01", "product": "Handbok", "published_on": "2025-09-02"}
    sent(lead, "uppdrag", work | done | {"edit": "1"})
    sent(lead, "flytta", {"handling": "close"})
    need.refresh_from_db()
    assert (need.step, need.standing) == (Step.COMPLETED, Standing.CLOSED)
    assert "(avslutat)" in said(Client(), base)


def test_nothing_typed_is_lost_when_somebody_changed_the_need_meanwhile():
    a_frame()
    need = a_need()
    change_need(need=need, values={"problem": "Deras"}, actor=LEAD)
    form = {"title": "Min rubrik", "origin": "law", "level": "county", "edit": "0"}
    client = signed_in(Role.AREA_LEAD)
    response = client.post(f"/behov/{need.pk}/andra/", form)
    assert response.status_code == 409
    assert "Min rubrik" in response.content.decode()
    need.refresh_from_db()
    assert need.problem == "Deras"


def test_an_answer_and_its_reason_come_together():
    a_frame()
    need = to_position(a_need())
    client = signed_in(Role.AREA_LEAD)
    response = client.post(f"/behov/{need.pk}/kriterier/", {"relevant-reply": "yes"})
    assert response.status_code == 422
    assert "Skriv varför." in response.content.decode()
    assert not need.replies.exists()


def test_the_matrix_shows_ones_own_places_and_nobody_elses():
    a_frame()
    need = to_position(a_need())
    judged_by, other = signed_in(Role.REPORTER, "ett"), signed_in(Role.REPORTER, "två")
    address = f"/behov/{need.pk}/plats/"
    place = {"p-importance": "9", "p-urgency": "2"}
    answer = judged_by.post(address, place, headers={"accept": "application/json"})
    assert answer.json()["says"] == "viktigt, inte bråttom"
    assert 'data-importance="9"' in said(judged_by, "/behov/matris/")
    assert 'data-importance="9"' not in said(other, "/behov/matris/")
    page = said(other, f"/behov/{need.pk}/")
    assert "Placera själv först" in page
    assert "från 9 till 9" not in page
    bad = other.post(address, {"p-importance": "11"}, headers={"accept": "application/json"})
    assert bad.status_code == 409
    assert other.post(address, {"p-importance": "2", "p-urgency": "9"}).status_code == 302
    assert "åsikterna går isär över mitten" in said(other, f"/behov/{need.pk}/")
    assert Placement.objects.count() == 2


def test_the_pages_speak_english():
    need = fill_needs()[1]
    client = signed_in(Role.ANALYST)
    for end in ("", "tavla/", "matris/", "ny/", f"{need.pk}/", f"{need.pk}/kriterier/"):
        page = said(client, f"/en/behov/{end}")
        for word in ("Visa", "Spara", "Kriterier", "Placera", "Tavlan", "Anmäl ", "Steg "):
            assert word not in page, (end, word)


def test_a_decided_need_moves_on_even_when_the_reader_has_no_place(client):
    a_frame()
    need = to_position(a_need())
    judged(need)
    decided(need)
    assert "återstår" not in said(signed_in(Role.READER), f"/behov/{need.pk}/")
    ready(need)


def test_the_feedback_of_a_year_counts_what_came_and_left_in_both_languages():
    fill_needs()
    client = signed_in("reader")
    page = client.get("/behov/aterkoppling/").content.decode()
    assert "3 behov anmäldes och 0 avslutades.</p>" in page
    assert "För få har gått vidare för att säga hur lång tid steget tar." in page
    assert page.count('<li><h3 class="small"><a href="/behov/') == 3
    english = client.get("/en/behov/aterkoppling/").content.decode()
    assert "3 needs were registered and 0 were closed." in english
    lines = b"".join(client.get("/behov/aterkoppling.csv")).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Identifierat behov;0;3;2;0;0;1;")
    assert lines[2].startswith("Ställningstagande och prioritering;0;2;1;0;0;1;")


def test_a_year_that_there_is_not_is_the_nearest_that_there_is():
    fill_needs()
    client = signed_in("reader")
    for asked in ("1999", "9999", "x", "", "0000"):
        page = client.get(f"/behov/aterkoppling/?ar={asked}")
        assert page.status_code == 200
        assert f"<h1>Återkoppling {timezone.localdate().year}</h1>" in page.content.decode()
