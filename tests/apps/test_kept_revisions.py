"""What the database itself refuses to change of a decided revision, whatever code writes to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from apps.making import STAY_LINE, a_revision
from riktning.apps.plans.actions import MeasureLink, decide_revision, link_measures, put_in_force
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    Item,
    Measure,
    Plan,
    PlanIndicator,
    Question,
    Revision,
    SubArea,
    Target,
)
from riktning.apps.plans.triggers import BELOW
from riktning.core.periods import Month

pytestmark = pytest.mark.django_db
ACTOR = "utvecklingsenheten"
ROWS: tuple[type[models.Model], ...] = (
    Area, AreaPeriod, SubArea, Goal, Activity, PlanIndicator, Measure, Target, Question,
)  # fmt: skip


@pytest.fixture
def kept() -> Revision:
    revision = a_revision()
    link = MeasureLink("Nära vård", STAY_LINE, "medelvardtid_75", None, 7.5, Month(2027, 12))
    link_measures(revision=revision, links=[link], actor=ACTOR)
    return decide_revision(
        revision=revision, decided_on=date(2023, 11, 9), decided_by="nämnden", actor=ACTOR
    )


def refused(change: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        change()


def test_every_table_below_a_revision_is_kept() -> None:
    assert {model._meta.db_table for model in ROWS} == set(BELOW)


@pytest.mark.parametrize("model", ROWS)
def test_a_row_of_a_decided_revision_is_neither_changed_nor_removed_nor_added(
    kept: Revision, model: type[models.Model]
) -> None:
    before = list(model.objects.order_by("pk").values())
    row = model.objects.first()
    column = model._meta.fields[-1].attname
    refused(lambda: model.objects.filter(pk=row.pk).update(**{column: getattr(row, column)}))
    refused(lambda: model.objects.filter(pk=row.pk)._raw_delete(model.objects.db))
    row.pk = None
    row._state.adding = True
    refused(row.save)
    assert list(model.objects.order_by("pk").values()) == before


def test_a_row_is_not_moved_out_of_a_decided_revision_or_into_it(kept: Revision) -> None:
    draft = a_revision(sha256="b" * 64)
    inside, outside = kept.areas.first(), draft.areas.first()
    refused(lambda: PlanIndicator.objects.filter(area=inside).update(area=outside))
    refused(lambda: PlanIndicator.objects.filter(area=outside).update(area=inside))


CHANGES: list[dict[str, Any]] = [
    {"number": 7},
    {"decided_by": "någon annan"},
    {"diary_number": "x"},
    {"state": "draft"},
    {"state": "superseded"},
]


@pytest.mark.parametrize("change", CHANGES)
def test_of_a_decided_revision_only_the_state_changes_and_only_forwards(
    kept: Revision, change: dict[str, Any]
) -> None:
    refused(lambda: Revision.objects.filter(pk=kept.pk).update(**change))
    refused(lambda: Revision.objects.filter(pk=kept.pk)._raw_delete("default"))
    assert put_in_force(revision=kept, actor=ACTOR).state == "in_force"


def test_a_plan_with_a_decided_revision_is_not_removed(kept: Revision) -> None:
    refused(Plan.objects.get().delete)
    assert Goal.objects.exists()


def test_a_draft_is_changed_and_removed_freely() -> None:
    revision = a_revision()
    for model in ROWS:
        for row in model.objects.all():
            row.save()
    revision.delete()
    assert not any(model.objects.exists() for model in ROWS)


def test_an_item_never_becomes_another(kept: Revision) -> None:
    refused(lambda: Item.objects.update(kind="goal"))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a rule of PostgreSQL's")
def test_a_table_of_plans_cannot_be_truncated_while_something_is_decided(kept: Revision) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        refused(lambda: cursor.execute("TRUNCATE plans_goal CASCADE"))
