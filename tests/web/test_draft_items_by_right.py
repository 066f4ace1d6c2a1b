"""What stands only in a draft is for those who may read drafts."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from filled_store import fill_figures
from plan_store import ACTOR, CODE, LOCAL, fill_plans, near_care

from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.plans.actions import create_draft_revision
from riktning.apps.plans.editing import add, reword
from riktning.apps.plans.models import Goal, ItemKind, Plan, Revision
from riktning.apps.plans.queries import find_revision
from riktning.apps.plans.serving import link_items
from riktning.documents.draft import DraftPlan

SECRET = "Ett mål som ingen har beslutat"
DECIDED = "Det finns en gemensam bild av hur vi samverkar"
OWN = "Vi planerar vården tillsammans med kommunerna"


@pytest.fixture
def draft(db, settings) -> Revision:
    settings.RIKTNING_PUBLIC_DRAFTS = False
    fill_figures()
    fill_plans()
    return find_revision(CODE, 2)


@pytest.fixture
def secret(draft):
    """A goal that only the draft has."""
    like = Goal.objects.filter(sub_area__area__revision=draft).first()
    return add(
        revision=draft, kind=ItemKind.GOAL, text=SECRET, parent=like.sub_area.item,
        period=like.period.item, actor=ACTOR,
    )  # fmt: skip


def page(client, item, code=CODE) -> str:
    response = client.get(f"/planen/{code}/post/{item.number}/")
    assert response.status_code == 200
    return response.content.decode()


def reader(client):
    user = User.objects.create_user("läsare")
    Grant.objects.create(user=user, role=Role.READER, from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


def test_an_item_that_only_a_draft_has_is_not_there_for_everybody(client, secret):
    for end in ("", "svar.csv"):
        address = f"/planen/{CODE}/post/{secret.number}/{end}"
        assert client.get(address).status_code in ((404,) if not end else (302, 404))
    assert SECRET in page(reader(client), secret)


def test_a_plan_that_has_nothing_but_a_draft_is_not_there_for_everybody(client, draft):
    alone = create_draft_revision(
        plan_code="ensam", plan_name="Ensam", draft=DraftPlan([near_care()]),
        source_name="ensam.docx", source_sha256="e" * 64, actor=ACTOR,
    )  # fmt: skip
    goal = Goal.objects.filter(sub_area__area__revision=alone).first()
    assert client.get(f"/planen/ensam/post/{goal.item.number}/").status_code == 404
    assert goal.text in page(reader(client), goal.item, "ensam")


def test_what_serves_an_item_is_not_told_before_it_is_decided(client, secret):
    local = Goal.objects.get(text=OWN, sub_area__area__revision__plan__code=LOCAL)
    link_items(source=secret, target=local.item, from_date=date(2024, 1, 15), actor=ACTOR)
    assert SECRET not in page(client, local.item, LOCAL)
    assert SECRET in page(reader(client), local.item, LOCAL)


def test_what_an_item_serves_is_told_by_the_words_that_are_decided(client, draft):
    served = Goal.objects.get(text=DECIDED).item
    reword(revision=draft, item=served, text="En lydelse som ingen har beslutat", actor=ACTOR)
    local = Goal.objects.get(text=OWN, sub_area__area__revision__plan__code=LOCAL)
    for who in (client, reader(client)):
        text = page(who, local.item, LOCAL)
        assert DECIDED in text
        assert "ingen har beslutat" not in text


@pytest.mark.parametrize(
    "address",
    [f"/planen/{CODE}/1/andringar/?mot={{}}", f"/planen/{CODE}/2/andringar/?omrade={{}}"],
)
@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1"])
def test_a_long_number_in_an_address_is_no_fault_of_the_program(client, draft, address, number):
    assert Plan.objects.filter(code=CODE).exists()
    assert client.get(address.format(number)).status_code in (200, 302, 403, 404)
    assert reader(client).get(address.format(number)).status_code in (200, 404)
