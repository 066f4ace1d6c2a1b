"""What is read of revisions in plain columns is what their rows say, one by one."""

from datetime import date

import pytest
from plan_store import fill_plans

from riktning.apps.plans.identity import said_by
from riktning.apps.plans.models import Activity, Goal, PlanIndicator, Revision, Target
from riktning.apps.plans.places import rows_of
from riktning.apps.plans.saying import items_said
from riktning.apps.plans.scheduling import months_of
from riktning.core.periods import Month


@pytest.fixture
def revisions(db):
    fill_plans()
    first = Activity.objects.filter(area__revision__state="draft").order_by("pk").first()
    Activity.objects.filter(pk=first.pk).update(
        first_month=date(2025, 3, 1), last_month=date(2026, 10, 1)
    )
    return list(Revision.objects.all())


def above(row):
    if isinstance(row, Goal):
        return [row.sub_area.area, row.sub_area]
    if isinstance(row, Target):
        return [row.measure.plan_indicator.area, row.measure.plan_indicator]
    if isinstance(row, Activity) and row.sub_area:
        return [row.area, row.sub_area]
    return [row.area] if hasattr(row, "area") else []


def slowly(revision):
    """Every item by the models: what it says, where it stands, and all that hangs on it."""
    rows = rows_of(revision)
    place = {area.item_id: n for n, area in enumerate(rows.areas)}
    found = []
    for kind, every in rows.with_items:
        for row in every:
            column = row.period if isinstance(row, Goal | Activity) else None
            measures = row.measures.order_by("pk") if isinstance(row, PlanIndicator) else ()
            aim = None
            if isinstance(row, Target):
                due = Month.of(row.due_month)
                aim = (row.measure.indicator_id, row.unit_id or "", row.value, due)
            found.append(
                (
                    kind.value, row.item_id, row.item.number, said_by(row),
                    [one.item_id for one in above(row)], [said_by(one) for one in above(row)],
                    column.heading if column else "", column.item_id if column else None,
                    [one.indicator_id for one in measures], aim,
                    months_of(row) if isinstance(row, Activity) else None,
                )
            )  # fmt: skip
    return sorted(found, key=lambda said: place[said[4][0] if said[4] else said[1]])


def plainly(said):
    aim = said.aim and (said.aim.indicator_id, said.aim.unit_id, said.aim.value, said.aim.due)
    return (
        said.kind, said.item, said.number, said.text, list(said.parents), list(said.where),
        said.period, said.period_item, list(said.measures), aim, said.months,
    )  # fmt: skip


def test_plain_columns_say_what_the_rows_say_of_every_revision_at_once(revisions):
    found = items_said([each.pk for each in revisions])
    kinds = set()
    for revision in revisions:
        said = [plainly(each) for each in found[revision.pk]]
        assert said == slowly(revision)
        kinds |= {each[0] for each in said}
    assert len(kinds) == 7
    assert any(each.months for every in found.values() for each in every)


def test_targets_are_left_out_when_nobody_asks(revisions, django_assert_num_queries):
    with django_assert_num_queries(7):
        found = items_said([each.pk for each in revisions], targets=False)
    assert "target" not in {each.kind for every in found.values() for each in every}
