"""Who decides a draft is told what is open in it; nothing of what is typed is cut."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from filled_store import fill_figures
from plan_store import ACTOR, CODE, as_shown, fill_plans

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Grant, Role
from riktning.apps.plans.actions import decide_revision, put_in_force
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.identity import confirm_match
from riktning.apps.plans.models import Area, Item, ItemKind, Measure, Revision, State, Target
from riktning.apps.plans.queries import find_revision

DRAFT = f"/planen/{CODE}/2"


@pytest.fixture
def analyst(db, client):
    fill_figures()
    fill_plans()
    user = User.objects.create_user("analytiker")
    Grant.objects.create(user=user, role=Role.ANALYST, from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


def text_of(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_the_decision_tells_what_nobody_has_matched(analyst):
    text = text_of(analyst, f"{DRAFT}/beslut/")
    assert "1 post liknar en i den föregående revideringen" in text
    assert f'href="{DRAFT}/motsvarigheter/"' in text
    assert "1 item is like one" in text_of(analyst, f"/en{DRAFT}/beslut/")


def test_a_draft_that_has_been_passed_by_says_so(analyst):
    assert "har beslutats sedan utkastet började" not in text_of(analyst, f"{DRAFT}/beslut/")
    later = copy_revision(revision=find_revision(CODE, 1), actor=ACTOR)
    decide_revision(revision=later, decided_on=date(2025, 1, 15), decided_by="nämnd", actor=ACTOR)
    put_in_force(revision=later, actor=ACTOR)
    text = text_of(analyst, f"{DRAFT}/beslut/")
    assert f"Revidering {later.number} har beslutats sedan utkastet började" in text
    assert f'href="{DRAFT}/andringar/?mot={later.number}"' in text
    after = copy_revision(revision=later, actor=ACTOR)
    assert "sedan utkastet började" not in text_of(
        analyst, f"/planen/{CODE}/{after.number}/beslut/"
    )


@pytest.mark.parametrize(("field", "longest"), [("paragraf", 40), ("diarienummer", 60)])
def test_a_paragraph_or_a_number_is_refused_when_it_is_too_long_never_cut(analyst, field, longest):
    latest = AuditEvent.objects.filter(subject=str(find_revision(CODE, 2))).latest("pk").pk
    sent = {"organ": "nämnden", "dag": "2025-01-15", "sett": latest, field: "§" * (longest + 1)}
    told = analyst.post(f"{DRAFT}/beslut/", sent)
    assert told.status_code == 422
    assert f"Skriv högst {longest}" in told.content.decode()
    assert find_revision(CODE, 2).state == State.DRAFT
    told = analyst.post(f"{DRAFT}/beslut/", sent | {field: "\x00§ 7\u202e"})
    assert told.status_code == 302
    decided = find_revision(CODE, 2)
    assert "§ 7" in (decided.decision_paragraph, decided.diary_number)


def test_a_draft_begins_no_draft(analyst):
    before = Revision.objects.count()
    told = analyst.post(f"{DRAFT}/ny-revidering/")
    assert told["Location"] == f"{DRAFT}/redigera/"
    assert Revision.objects.count() == before


def test_an_area_that_is_the_same_keeps_its_address(analyst):
    draft = find_revision(CODE, 2)
    near = draft.areas.get(order=1)
    old, slug = near.item, near.slug
    new = Item.objects.create(plan=draft.plan, kind=ItemKind.AREA, number=9_000)
    Area.objects.filter(pk=near.pk).update(item=new, name="Närmare vård", slug="narmare-vard")
    confirm_match(revision=draft, new=new, old=old, actor=ACTOR)
    near.refresh_from_db()
    assert (near.item, near.slug, near.name) == (old, slug, "Närmare vård")


def test_an_address_that_another_area_has_is_left_to_it(analyst):
    draft = find_revision(CODE, 2)
    near, other = draft.areas.order_by("order")
    old, slug = near.item, near.slug
    new = Item.objects.create(plan=draft.plan, kind=ItemKind.AREA, number=9_000)
    Area.objects.filter(pk=near.pk).update(item=new, name="Närmare vård", slug="narmare-vard")
    Area.objects.filter(pk=other.pk).update(slug=slug)
    confirm_match(revision=draft, new=new, old=old, actor=ACTOR)
    near.refresh_from_db()
    assert (near.item, near.slug) == (old, "narmare-vard")


def test_what_others_stand_in_is_asked_about_first(analyst):
    draft = find_revision(CODE, 2)
    sub_area = draft.areas.get(order=1).sub_areas.order_by("order")[0]
    new = Item.objects.create(plan=draft.plan, kind=ItemKind.SUB_AREA, number=9_000)
    type(sub_area).objects.filter(pk=sub_area.pk).update(item=new, name=f"{sub_area.name} vidare")
    text = text_of(analyst, f"{DRAFT}/motsvarigheter/")
    first, second = re.findall(r'<p class="quiet"><strong>(.*?)</strong>', text)
    assert first == "Delområde 9000"
    assert second.startswith("Aktivitet")


def test_a_large_target_saved_as_it_is_shown_stays_what_it_was(analyst):
    draft = find_revision(CODE, 2)
    target = Target.objects.filter(measure__plan_indicator__area__revision=draft).first()
    Target.objects.filter(pk=target.pk).update(value=1_234_567)
    line = Measure.objects.get(pk=target.measure_id).plan_indicator.item
    page = f"{DRAFT}/post/{line.number}/"
    assert 'value="1234567"' in text_of(analyst, page)
    assert "1,23457e" not in text_of(analyst, f"{DRAFT}/andringar/")
    sent = as_shown(analyst, page, {
        "handling": "malvarde", "matt": target.measure.indicator_id, "enhet": "",
        "manad": f"{target.due_month:%Y-%m}", "varde": "1234568",
    })  # fmt: skip
    assert analyst.post(page, sent | {"sett": "1234567"}).status_code == 302
    target.refresh_from_db()
    assert target.value == 1_234_568
    late = analyst.post(page, sent | {"sett": "1234567", "varde": "5"})
    assert late.status_code == 409
