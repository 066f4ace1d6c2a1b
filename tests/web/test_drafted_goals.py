"""Goals that serve the region's: only drafted ones carry nothing yet, and a removal names them."""

import csv
import io

import pytest
from django.contrib.auth.models import User

from apps.round_store import FROM, SOUTH, decided, fill_round_plans, local, stored
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.models import Area, Goal, PlanKind, Revision, SubArea
from riktning.apps.plans.serving import link_items

pytestmark = pytest.mark.django_db
SERVED = "Arbetssättet används i alla förvaltningar"


@pytest.fixture
def drafted():
    """A draft of the south's whose goal serves the goal that the north carries."""
    fill_round_plans()
    draft = stored("lokal-soder", PlanKind.LOCAL, local(), unit_id=SOUTH)
    own, served = Goal.objects.get(sub_area__area__revision=draft), Goal.objects.get(text=SERVED)
    link_items(source=own.item, target=served.item, from_date=FROM, actor="kim")
    return draft


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def row_of_the_south(client):
    text = b"".join(client.get("/samband.csv").streaming_content).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return next(r for r in rows if r["Mål"] == SERVED and r["Förvaltning"] == "Sjukhusen i söder")


def test_a_draft_does_not_carry_until_it_is_decided(client, drafted):
    row = row_of_the_south(client)
    assert (row["Bärs"], row["Egna mål"]) == ("nej", "")
    assert row["Bara i utkast"].startswith("Vi planerar")
    there = page(client, f"/samband/?vy=forvaltning&enhet={SOUTH}")
    assert "Bär 0 av" in there
    assert "1 till är upptaget i ett utkast som ingen har beslutat." in there
    matrix = page(client, "/samband/")
    assert "i ett utkast" in matrix
    assert 'class="drafted"' in matrix
    decided(drafted)
    row = row_of_the_south(client)
    assert (row["Bärs"], row["Bara i utkast"]) == ("ja", "")
    assert row["Egna mål"].startswith("Vi planerar")
    assert "Bär 1 av" in page(client, f"/samband/?vy=forvaltning&enhet={SOUTH}")


@pytest.mark.parametrize("model", [Goal, SubArea, Area])
def test_who_removes_a_goal_is_told_which_goals_serve_it(client, drafted, model):
    whole = Revision.objects.get(plan__code="genomforande")
    draft = copy_revision(revision=whole, actor="kim")
    user = User.objects.create_user("en-analytiker")
    Grant.objects.create(user=user, role=Role.ANALYST, from_date=FROM)
    client.force_login(user)
    goal = Goal.objects.get(text=SERVED, sub_area__area__revision=draft)
    other = Goal.objects.filter(sub_area__area__revision=draft).exclude(item=goal.item).first()
    row = {Goal: goal, SubArea: goal.sub_area, Area: goal.sub_area.area}[model]
    base = f"/planen/genomforande/{draft.number}/post"
    told = page(client, f"{base}/{row.item.number}/")
    assert "2 mål i andra planer tjänar den" in told  # the north's, and the south's draft
    assert "Vi planerar vården tillsammans med kommunerna" in told
    assert "tjänar den, eller något under den" not in page(client, f"{base}/{other.item.number}/")
    decided_one = page(client, f"/planen/genomforande/1/post/{row.item.number}/")
    assert "tjänar den, eller något under den" not in decided_one
