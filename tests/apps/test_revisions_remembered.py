"""Revisions kept in the process: a decided one is read once, a draft every time."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.making import near_care
from riktning.apps.plans.actions import create_draft_revision, decide_revision, put_in_force
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.editing import reword
from riktning.apps.plans.models import Item, Plan, Revision
from riktning.apps.plans.queries import area_tree, area_trees, indicator_areas, targets_of
from riktning.apps.plans.remembering import MEMORY
from riktning.apps.plans.snapshots import snapshot, snapshots
from riktning.documents.draft import DraftPlan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    MEMORY.forget()
    yield
    MEMORY.forget()


@pytest.fixture
def draft() -> Revision:
    return create_draft_revision(
        plan_code="plan", plan_name="Planen", draft=DraftPlan([near_care()]),
        source_name="plan.docx", source_sha256="a" * 64, actor="analysenheten",
    )  # fmt: skip


@pytest.fixture
def decided(draft: Revision) -> Revision:
    decide_revision(
        revision=draft, decided_on=date(2024, 11, 27), decided_by="nämnden", actor="analysenheten"
    )
    return Revision.objects.select_related("plan").get(pk=draft.pk)


def every_reading(revision: Revision) -> tuple[object, ...]:
    trees = area_trees(revision)
    one = area_tree(revision, trees[0].slug)
    return trees, one, targets_of(revision), indicator_areas(revision), snapshot(revision)


def test_a_decided_revision_is_read_once(decided: Revision) -> None:
    first = every_reading(decided)
    with CaptureQueriesContext(connection) as asked:
        assert every_reading(decided) == first
    assert len(asked) == 0


def test_a_draft_shows_at_once_what_is_written(draft: Revision) -> None:
    every_reading(draft)
    for item in Item.objects.filter(kind__in=("goal", "activity", "area")):
        text = f"Så här står det nu om {item.number}"
        reword(revision=draft, item=item, text=text, actor="analysenheten")
        assert text in str(area_trees(draft))
        assert text in str(snapshot(draft))
    assert len(MEMORY) == 0


def test_what_was_written_before_the_decision_is_what_is_shown_after_it(draft: Revision) -> None:
    every_reading(draft)
    item = Item.objects.filter(kind="goal").first()
    assert item is not None
    reword(revision=draft, item=item, text="Sista ordet", actor="analysenheten")
    decide_revision(
        revision=draft, decided_on=date(2024, 11, 27), decided_by="nämnden", actor="analysenheten"
    )
    now = Revision.objects.select_related("plan").get(pk=draft.pk)
    assert "Sista ordet" in str(area_trees(now))
    assert "Sista ordet" in str(snapshot(now))


def test_each_revision_shows_its_own_words(decided: Revision) -> None:
    every_reading(decided)
    new = copy_revision(revision=decided, actor="analysenheten")
    item = Item.objects.filter(kind="goal").first()
    assert item is not None
    reword(revision=new, item=item, text="Bara i den nya", actor="analysenheten")
    old, newer = snapshots([decided, new])
    assert "Bara i den nya" in str(newer) and "Bara i den nya" not in str(old)
    assert [text.number for text in (old, newer)] == [1, 2]


def test_the_state_and_the_name_of_the_plan_are_those_of_now(decided: Revision) -> None:
    assert (snapshot(decided).state, snapshot(decided).name) == ("decided", "Planen")
    put_in_force(revision=decided, actor="analysenheten")
    Plan.objects.update(name="Planen med nytt namn")
    now = Revision.objects.select_related("plan").get(pk=decided.pk)
    assert (snapshot(now).state, snapshot(now).name) == ("in_force", "Planen med nytt namn")


def test_a_decision_that_is_taken_back_with_its_transaction_leaves_nothing(draft: Revision) -> None:
    with transaction.atomic():
        decide_revision(
            revision=draft, decided_on=date(2024, 11, 27), decided_by="nämnden", actor="analys"
        )
        every_reading(Revision.objects.select_related("plan").get(pk=draft.pk))
        transaction.set_rollback(True)
    assert len(MEMORY) == 0


def test_the_memory_of_plans_stays_within_its_bound(
    decided: Revision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MEMORY, "most", 20)
    for _again in range(3):
        every_reading(decided)
        assert 0 < MEMORY.weight <= 20
