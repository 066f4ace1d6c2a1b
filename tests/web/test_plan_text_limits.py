"""What people write in a plan has an end, and only characters that every file can hold."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from plan_store import CODE, as_shown, fill_plans

from riktning.apps.organisation.models import Grant
from riktning.apps.plans.models import Area, Goal, Revision


@pytest.fixture
def plans(db):
    fill_plans()
    return Revision.objects.get(plan__code=CODE, number=2)


@pytest.fixture
def analyst(client, plans):
    user = User.objects.create_user("en-analytiker")
    Grant.objects.create(user=user, role="analyst", from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


def item_page(number):
    return f"/planen/{CODE}/2/post/{number}/"


def text(response):
    return response.content.decode()


def goal_of(plans):
    return Goal.objects.filter(sub_area__area__revision=plans).first().item.number


@pytest.mark.parametrize(
    ("handling", "field", "most"), [("lydelse", "text", 4000), ("ansvar", "roll", 300)]
)
def test_no_text_is_endless(analyst, plans, handling, field, most):
    page = item_page(goal_of(plans))
    said = {"handling": handling, "ansvar": "owner"}
    refused = analyst.post(page, {**said, field: "å" * (most + 1)})
    assert refused.status_code == 422
    assert f"Texten har {most + 1} tecken. Skriv högst {most}." in text(refused)
    assert (
        analyst.post(page, as_shown(analyst, page, {**said, field: "å" * most})).status_code == 302
    )


def test_a_name_is_shorter_than_what_is_said(analyst, plans):
    page = item_page(Area.objects.filter(revision=plans).first().item.number)
    refused = analyst.post(page, {"handling": "lydelse", "text": "å" * 301})
    assert refused.status_code == 422
    assert "Skriv högst 300." in text(refused)


def test_what_two_write_together_is_not_endless_either(analyst, plans):
    page = item_page(goal_of(plans))
    said = {"handling": "lydelse", "sett": "något annat"}
    answers = [analyst.post(page, {**said, "text": f"{word} " * 600}) for word in ("ord", "andra")]
    assert [answer.status_code for answer in answers] == [302, 409]
    goal = Goal.objects.get(item__number=goal_of(plans), sub_area__area__revision=plans)
    assert len(goal.text) <= 4000


def test_characters_that_no_file_can_hold_are_left_out(analyst, plans):
    said = {"handling": "lydelse", "text": "Ny\x01 lydelse\ufffe"}
    page = item_page(goal_of(plans))
    analyst.post(page, as_shown(analyst, page, said))
    assert Goal.objects.filter(sub_area__area__revision=plans, text="Ny lydelse").exists()


def test_what_nobody_answers_for_is_not_ended(analyst, plans):
    said = {"handling": "ansvar-slut", "ansvar": "owner", "till": "1995-01-01"}
    answer = analyst.post(item_page(goal_of(plans)), said)
    assert answer.status_code == 422
    assert "Ingen har det ansvaret den dagen." in text(answer)
