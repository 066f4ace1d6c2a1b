"""Joint needs and digital initiatives in the API: what everybody reads, and nothing more."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from filled_store import HOSPITAL, RUN_ID, STAY, STAY_LINE, fill

from apps.group_store import LEAD
from apps.initiative_store import an_initiative, decided, moved_to
from apps.need_store import a_need, fill_needs, finished, with_results
from riktning.apps.governance.courses import Act
from riktning.apps.needs import queries
from riktning.apps.needs.initiating import move_initiative
from riktning.apps.needs.moving import move_need
from riktning.apps.needs.stages import Stage
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs(db):
    fill()
    return fill_needs()


def answer(client, address, status=200):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status, response.content
    return response.json()


def test_every_need_that_is_not_refused_is_listed_with_where_it_stands(needs, client):
    refused = a_need("Behov fyra")
    move_need(need=refused, act=Act.REFUSE, reason="Nej", actor=LEAD)
    found = answer(client, "needs")
    assert (found["total"], found["page"], found["pages"]) == (3, 1, 1)
    assert {one["title"] for one in found["needs"]} == {"Behov ett", "Behov två", "Behov tre"}
    (second,) = answer(client, "needs?step=position")["needs"]
    assert (second["title"], second["standing"]) == ("Behov två", "active")
    area = second["area"]
    assert answer(client, f"needs?area={area['perspective']}")["total"] >= 1
    assert answer(client, "needs?area=ingen")["needs"] == []
    assert client.get("/api/v1/needs?step=okänt").status_code == 422
    assert client.get("/api/v1/needs?page=0").status_code == 422


def test_needs_come_page_by_page(needs, client, monkeypatch):
    monkeypatch.setattr(queries, "ON_A_PAGE", 2)
    pages = [answer(client, f"needs?page={page}")["needs"] for page in (1, 2, 3)]
    numbers = [one["number"] for page in pages for one in page]
    assert [len(page) for page in pages] == [2, 1, 0]
    assert len(set(numbers)) == 3


def test_a_need_has_its_aims_its_decisions_and_how_far_it_is_introduced(needs, client):
    last = needs[-1]
    with_results(last)
    found = answer(client, f"needs/{last.pk}")
    (line,) = (aim for aim in found["aims"] if aim["text"] == STAY_LINE)
    assert (line["kind"], line["measures"]) == ("indicator", [STAY])
    assert {one["body"] for one in found["decisions"]} == {"vvg", "sro"}
    by_kind = {one["kind"]: one for one in found["need"]["introduced"]}
    assert (by_kind["hospital"]["in_use"], by_kind["hospital"]["units"]) == (2, 2)
    assert "LEAD" not in str(found)
    assert answer(client, "needs/999", 404)["detail"] == "There is no need 999."
    answer(client, f"needs/{2**70}", 404)


def test_what_came_of_a_need_is_told_once_it_is_published(needs, client):
    last = needs[-1]
    assert (answer(client, f"needs/{last.pk}")["product"]) is None
    assert "En handbok" not in client.get(f"/behov/{last.pk}/").content.decode()
    move_need(need=last, act=Act.ADVANCE, actor=LEAD)
    last.refresh_from_db()
    finished(last)
    found = answer(client, f"needs/{last.pk}")
    assert (found["product"], found["published"]) == ("En handbok", "2025-03-04")
    assert "En handbok" in client.get(f"/behov/{last.pk}/").content.decode()


def test_an_initiative_has_its_use_month_by_month_and_unit_by_unit(needs, client):
    one = an_initiative(measure=STAY, problem="Problemet", verification="Internt")
    found = answer(client, f"initiatives/{one.pk}")
    assert found["synthetic"] is True
    assert found["initiative"]["problem"] == "Problemet"
    assert "Internt" not in str(found)
    assert found["use"]["run_id"] == RUN_ID
    assert {unit["unit"] for unit in found["use"]["units"]} >= {HOSPITAL}
    month = found["use"]["months"][-1]
    assert month["using"] <= month["known"]
    bare = answer(client, f"initiatives/{an_initiative().pk}")
    assert (bare["use"], bare["decisions"]) == (None, [])
    answer(client, "initiatives/999", 404)


def test_what_is_decided_of_an_initiative_is_told(needs, client):
    one = moved_to(an_initiative(), Stage.DECISION)
    decided(one)
    (said,) = answer(client, f"initiatives/{one.pk}")["decisions"]
    assert (said["paragraph"], said["outcome"]) == ("9", "approved")


def test_a_stopped_initiative_is_listed_for_those_at_work_only(needs, client):
    going, stopped = an_initiative("Går"), an_initiative("Stannar")
    move_initiative(initiative=stopped, act=Act.REFUSE, reason="Nej", actor=LEAD)
    found = answer(client, "initiatives")
    assert [one["title"] for one in found["initiatives"]] == ["Går"]
    assert found["total"] == 1
    assert answer(client, "initiatives?stage=pilot")["total"] == 0
    user = User.objects.create_user("läsare")
    Grant.objects.create(user=user, role=Role.READER, from_date=timezone.localdate())
    at_work = Client()
    at_work.force_login(user)
    assert answer(at_work, "initiatives")["total"] == 2
    assert going.pk in {one["number"] for one in answer(at_work, "initiatives")["initiatives"]}


def test_the_description_of_the_api_names_the_steps(client):
    paths = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/needs", "/api/v1/needs/{number}", "/api/v1/initiatives"} <= set(paths["paths"])
    step = paths["components"]["schemas"]["NeedOut"]["properties"]["step"]
    assert step["enum"] == ["identified", "position", "implementation", "completed"]
