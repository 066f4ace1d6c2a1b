"""Who is who in a draft is said by those who may say it in that plan: whose it is counts."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from filled_store import fill_figures
from plan_store import ACTOR, CODE, LOCAL, fill_plans

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Grant, Role
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.editing import add, remove
from riktning.apps.plans.identity import suggestions
from riktning.apps.plans.models import Goal, ItemKind, Revision
from riktning.apps.plans.queries import find_revision

TEXT = "Vi planerar vården tillsammans med kommunerna"


@pytest.fixture
def draft(db) -> Revision:
    """The north's own plan for next year, where a goal has been written anew."""
    fill_figures()
    fill_plans()
    draft = copy_revision(revision=find_revision(LOCAL, 1), actor=ACTOR)
    goal = Goal.objects.get(sub_area__area__revision=draft, text=TEXT)
    under, period = goal.sub_area.item, goal.period.item
    remove(revision=draft, item=goal.item, actor=ACTOR)
    add(
        revision=draft, kind=ItemKind.GOAL, text=f"{TEXT} varje vecka", parent=under,
        period=period, actor=ACTOR,
    )  # fmt: skip
    return draft


def sign_in(client, role: Role, **place: str) -> None:
    user = User.objects.create_user(f"{role}-{'-'.join(place.values())}")
    Grant.objects.create(user=user, role=role, from_date=date(2020, 1, 1), **place)
    client.force_login(user)


def page_of(revision: Revision) -> str:
    return f"/planen/{revision.plan.code}/{revision.number}/motsvarigheter/"


def say(client, revision: Revision, svar: str):
    (one,) = suggestions(revision)
    numbers = dict(revision.plan.items.values_list("pk", "number"))
    said = {"ny": numbers[one.new.item], "tidigare": numbers[one.old.item], "svar": svar}
    return client.post(f"{page_of(revision)}svar/", said)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.REPORTER, {"unit_id": "norr"}),
        (Role.APPROVER, {"unit_id": "norr"}),
        (Role.AREA_LEAD, {"unit_id": "norr"}),
        (Role.AREA_LEAD, {"unit_id": "norr", "area": "var-nara-vard"}),
        (Role.ANALYST, {}),
    ],
)
@pytest.mark.parametrize("svar", ["samma", "olika"])
def test_an_administrations_own_people_say_it_in_its_plan(client, draft, role, place, svar):
    sign_in(client, role, **place)
    assert '<button name="svar"' in client.get(page_of(draft)).content.decode()
    assert say(client, draft, svar).status_code == 302
    assert suggestions(draft) == ()


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.REPORTER, {"unit_id": "soder"}),
        (Role.APPROVER, {"unit_id": "soder"}),
        (Role.AREA_LEAD, {"unit_id": "soder"}),
        (Role.AREA_LEAD, {"unit_id": "soder", "area": "var-nara-vard"}),
        (Role.AREA_LEAD, {"unit_id": "norr", "area": "kompetensforsorjning"}),
        (Role.READER, {}),
        (Role.ADMINISTRATOR, {}),
    ],
)
@pytest.mark.parametrize("svar", ["samma", "olika"])
def test_others_are_turned_away_and_nothing_is_said(client, draft, role, place, svar):
    sign_in(client, role, **place)
    before = AuditEvent.objects.count()
    page = client.get(page_of(draft)).content.decode()
    assert '<button name="svar"' not in page
    assert "rapportör eller godkännare i förvaltningen" in page
    assert say(client, draft, svar).status_code == 403
    assert len(suggestions(draft)) == 1
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("role", [Role.REPORTER, Role.APPROVER, Role.AREA_LEAD])
def test_whose_right_is_at_an_administration_says_nothing_in_the_regions_plan(client, draft, role):
    regional = find_revision(CODE, 2)
    sign_in(client, role, unit_id="norr")
    assert say(client, regional, "samma").status_code == 403
    assert len(suggestions(regional)) == 1
