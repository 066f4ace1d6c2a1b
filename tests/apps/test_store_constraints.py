"""What the database itself refuses, whatever code writes to it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from apps import (
    rows_of_governance,
    rows_of_meetings,
    rows_of_needs,
    rows_of_reports,
    rows_of_rounds,
    rows_of_scenarios,
)
from apps.making import a_revision
from riktning.apps.followup.models import Assessment
from riktning.apps.observations.models import Indicator, Run, Series, Verdict
from riktning.apps.organisation.models import AuditEvent, Unit
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    DeclinedMatch,
    Goal,
    Item,
    Link,
    Measure,
    Plan,
    PlanIndicator,
    Responsibility,
    Revision,
    SubArea,
    Target,
    YearlyTask,
)
from riktning.apps.plans.places import new_items

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 1)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def a_unit(**given: Any) -> Unit:
    return Unit(**{"unit_id": "r", "name": "R", "kind": "region", "from_date": DAY, **given})


def a_run(run_id: str = "run-1", **given: Any) -> Run:
    values = {
        "created_at": NOW,
        "synthetic": True,
        "label": "x",
        "region_unit_id": "r",
        "first_month": DAY,
        "last_month": DAY,
        "as_of": DAY,
        "manifest": {},
    }
    return Run(run_id=run_id, **{**values, **given})


def an_indicator(indicator_id: str = "m", **given: Any) -> Indicator:
    run = Run.objects.first() or a_run()
    run.save()
    values = {"order": 1, "version": 1, "definition": {}, "state": "computed", "decimals": 1}
    return Indicator(run=run, indicator_id=indicator_id, **{**values, **given})


def stored_indicator() -> Indicator:
    indicator = Indicator.objects.first() or an_indicator()
    indicator.save()
    return indicator


def a_series(**given: Any) -> Series:
    values = {"unit_id": "r", "period_kind": "month", "count": 1, "figures": b""}
    return Series(indicator=stored_indicator(), **{**values, **given})


def a_verdict(**given: Any) -> Verdict:
    values = {"unit_id": "r", "direction": "improving", "finding": {}}
    return Verdict(indicator=stored_indicator(), **{**values, **given})


def a_measure() -> Measure:
    line = PlanIndicator.objects.first() or a_revision().areas.first().indicators.first()
    return Measure.objects.get_or_create(plan_indicator=line, indicator_id="m")[0]


def an_item(**given: Any) -> Item:
    plan = Plan.objects.first() or a_revision().plan
    return Item(plan=plan, **{"kind": "goal", "number": 9_000, **given})


def stored_item() -> Item:
    plan = Plan.objects.first() or a_revision().plan
    return new_items(plan, ["goal"])[0]


def a_target(**given: Any) -> Target:
    values = {"measure": a_measure(), "value": 4.0, "due_month": date(2027, 12, 1)}
    return Target(**{"item": stored_item(), **values, **given})


def two_items() -> list[Item]:
    if not Item.objects.exists():
        a_revision()
    return list(Item.objects.order_by("pk")[:2])


def a_responsibility(**given: Any) -> Responsibility:
    values = {"item": two_items()[0], "part": "owner", "role": "områdesansvarig", "from_date": DAY}
    return Responsibility(**{**values, **given})


def a_link(**given: Any) -> Link:
    source, target = two_items()
    return Link(**{"source": source, "target": target, "from_date": DAY, **given})


def a_yearly_task(**given: Any) -> YearlyTask:
    plan = Plan.objects.first() or a_revision().plan
    return YearlyTask(**{"plan": plan, "month": 11, "text": "Revidering", **given})


def a_declined_match(**given: Any) -> DeclinedMatch:
    item, predecessor = two_items()
    return DeclinedMatch(**{"item": item, "predecessor": predecessor, **given})


def an_assessment(**given: Any) -> Assessment:
    area = Area.objects.first() or a_revision().areas.first()
    values = {"area": area, "as_of": DAY, "status": "green", "role": "områdesledning"}
    return Assessment(**{**values, **given})


def refused(*rows: models.Model) -> str:
    """Save the rows; the last one must be refused by the database. Its message is returned."""
    *first, last = rows
    for row in first:
        row.save()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        last.save()
    return str(caught.value)


Make = Callable[[], models.Model]

REFUSED: dict[str, Make] = {
    **rows_of_rounds.REFUSED,
    **rows_of_governance.REFUSED,
    **rows_of_meetings.REFUSED,
    **rows_of_needs.REFUSED,
    **rows_of_reports.REFUSED,
    **rows_of_scenarios.REFUSED,
    "unit_ends_after_it_starts": lambda: a_unit(to_date=date(2024, 12, 31)),
    "unit_kind_is_known": lambda: a_unit(kind="planet"),
    "unit_is_not_its_own_parent": lambda: a_unit(parent_id="r"),
    "plan_kind_is_known": lambda: Plan(code="x", kind="wish"),
    "plan_names_a_unit_when_local": lambda: Plan(code="x", kind="local"),
    "item_kind_is_known": lambda: an_item(kind="dream"),
    "responsibility_part_is_known": lambda: a_responsibility(part="friend"),
    "responsibility_names_a_role": lambda: a_responsibility(role=""),
    "responsibility_ends_after_it_starts": lambda: a_responsibility(to_date=date(2024, 12, 31)),
    "link_leads_to_another_item": lambda: a_link(target=two_items()[0]),
    "link_ends_after_it_starts": lambda: a_link(to_date=date(2024, 12, 31)),
    "yearly_task_is_in_a_month": lambda: a_yearly_task(month=13),
    "yearly_task_says_what": lambda: a_yearly_task(text=""),
    "declined_match_is_of_two_items": lambda: a_declined_match(predecessor=two_items()[0]),
    "revision_state_is_known": lambda: _revision(
        state="lost", decided_on=DAY, decided_by="styrelsen"
    ),
    "revision_decided_says_when_and_by_whom": lambda: _revision(state="decided"),
    "period_years_are_in_order": lambda: AreaPeriod(
        area=a_revision().areas.first(),
        item=stored_item(),
        order=9,
        heading="x",
        first_year=2025,
        last_year=2024,
    ),
    "activity_months_are_in_order": lambda: _of_area(
        Activity, text="x", first_month=DAY, last_month=date(2024, 12, 1)
    ),
    "target_unit_is_named_or_absent": lambda: a_target(unit_id=""),
    "target_is_due_in_a_month": lambda: a_target(due_month=date(2027, 12, 31)),
    "indicator_state_is_known": lambda: an_indicator(state="guessed"),
    "indicator_without_figures_says_why": lambda: an_indicator(state="no source"),
    "series_period_is_known": lambda: a_series(period_kind="week"),
    "series_has_figures": lambda: a_series(count=0),
    "verdict_direction_is_known": lambda: a_verdict(direction="sideways"),
    "verdict_pace_is_known": lambda: a_verdict(pace="brisk"),
    "verdict_that_cannot_tell_says_why": lambda: a_verdict(direction="cannot_tell"),
    "assessment_is_of_one_thing": lambda: an_assessment(area=None),
    "assessment_status_is_known": lambda: an_assessment(status="blue"),
    "assessment_red_or_yellow_says_why": lambda: an_assessment(status="red"),
    "assessment_says_which_role": lambda: an_assessment(role=""),
}


def _revision(**given: Any) -> Revision:
    values = {"plan": a_revision().plan, "number": 2, "source_sha256": "b" * 64}
    return Revision(**{**values, **given})


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_breaks_the_rule_is_refused(name: str) -> None:
    assert name in refused(REFUSED[name]())


def test_a_series_hides_no_more_figures_than_it_has() -> None:
    assert "series_has_figures" in refused(a_series(hidden=2))


def _twice(make: Make) -> list[models.Model]:
    return [make(), make()]


def _area(**given: Any) -> Area:
    revision = Revision.objects.first() or a_revision()
    values = {"revision": revision, "order": 7, "name": "Ny", "slug": "ny"}
    return Area(**{"item": stored_item(), **values, **given})


def _of_area(model: type[models.Model], **given: Any) -> models.Model:
    area = Area.objects.first() or a_revision().areas.first()
    return model(**{"area": area, "item": stored_item(), "order": 77, **given})


def _goal(**given: Any) -> Goal:
    known = Goal.objects.first() or (a_revision() and Goal.objects.first())
    assert known is not None
    values = {"sub_area": known.sub_area, "period": known.period, "row": known.row}
    return Goal(**{"item": stored_item(), "text": "igen", **values, **given})


def _of_kind(kind: str) -> Item:
    """The item of a row that is stored."""
    if not Revision.objects.exists():
        a_revision()
    return Item.objects.filter(kind=kind).first()


UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    **rows_of_rounds.UNIQUE,
    **rows_of_governance.UNIQUE,
    **rows_of_meetings.UNIQUE,
    **rows_of_needs.UNIQUE,
    **rows_of_reports.UNIQUE,
    **rows_of_scenarios.UNIQUE,
    "one row of a unit from a date": lambda: _twice(a_unit),
    "one plan of a code": lambda: _twice(lambda: Plan(code="x")),
    "one revision of a number": lambda: [_revision(), _revision(source_sha256="c" * 64)],
    "one revision of a source": lambda: [_revision(), _revision(number=3)],
    "one revision in force": lambda: [
        _revision(state="in_force", decided_on=DAY, decided_by="styrelsen"),
        _revision(
            number=3,
            source_sha256="c" * 64,
            state="in_force",
            decided_on=DAY,
            decided_by="styrelsen",
        ),
    ],
    "one item of a number": lambda: _twice(an_item),
    "one responsibility from a day": lambda: _twice(lambda: a_responsibility(to_date=DAY)),
    "one responsibility without an end": lambda: [
        a_responsibility(),
        a_responsibility(from_date=date(2026, 1, 1)),
    ],
    "one link without an end": lambda: _twice(a_link),
    "one yearly task of a month": lambda: _twice(a_yearly_task),
    "one declined match of two items": lambda: _twice(a_declined_match),
    "one area of an item": lambda: [_area(item=_of_kind("area"))],
    "one period of an item": lambda: [
        _of_area(AreaPeriod, heading="2030", item=_of_kind("period"))
    ],
    "one sub-area of an item": lambda: [_of_area(SubArea, name="x", item=_of_kind("sub_area"))],
    "one goal of an item": lambda: [_goal(row=99, item=_of_kind("goal"))],
    "one activity of an item": lambda: [_of_area(Activity, text="x", item=_of_kind("activity"))],
    "one line of an item": lambda: [_of_area(PlanIndicator, text="x", item=_of_kind("indicator"))],
    "one target of an item": lambda: [
        a_target(),
        a_target(unit_id="su", item=Item.objects.latest("pk")),
    ],
    "one area of a place": lambda: [_area(), _area(slug="annan")],
    "one area of an address": lambda: [_area(), _area(order=8)],
    "one period of a heading": lambda: [
        _of_area(AreaPeriod, heading="2030"),
        _of_area(AreaPeriod, heading="2030", order=78),
    ],
    "one period of a place": lambda: [
        _of_area(AreaPeriod, heading="2030"),
        _of_area(AreaPeriod, heading="2031"),
    ],
    "one sub-area of a place": lambda: _twice(lambda: _of_area(SubArea, name="x")),
    "one goal of a cell": lambda: [_goal()],
    "one activity of a place": lambda: _twice(lambda: _of_area(Activity, text="x")),
    "one line of a place": lambda: _twice(lambda: _of_area(PlanIndicator, text="x")),
    "one link of a measure to a line": lambda: [
        Measure(plan_indicator=a_measure().plan_indicator, indicator_id="m")
    ],
    "one target of a unit": lambda: _twice(lambda: a_target(unit_id="su")),
    "one target of the region": lambda: _twice(a_target),
    "one run of an id": lambda: _twice(a_run),
    "one current run": lambda: [a_run(current=True), a_run("run-2", current=True)],
    "one indicator a run": lambda: _twice(an_indicator),
    "one series of a unit": lambda: _twice(a_series),
    "one verdict of a series": lambda: _twice(a_verdict),
}


@pytest.mark.parametrize("name", UNIQUE)
def test_there_is(name: str) -> None:
    said = refused(*UNIQUE[name]()).lower()  # on SQLite the guard of what is kept may come first
    assert "unique" in said or "never changes" in said or "append-only" in said


def test_earlier_runs_stay_when_none_of_them_is_current() -> None:
    a_run().save()
    a_run("run-2").save()
    assert Run.objects.filter(current=False).count() == 2


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_audit_trail_can_be_neither_changed_nor_removed(verb: str) -> None:
    AuditEvent.objects.create(actor="a", action="b", subject="c")
    trail = AuditEvent.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        trail.update(actor="någon annan") if verb == "update" else trail.delete()
    assert [event.actor for event in trail] == ["a"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a rule of SQLite's")
def test_the_database_keeps_its_rules_without_this_program() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE %s", ["%django_date%(%"])
        assert cursor.fetchall() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a rule of PostgreSQL's")
def test_the_audit_trail_cannot_be_truncated() -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE organisation_auditevent")


def own_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("riktning.")]


def constraints(kind: type[models.BaseConstraint]) -> set[str]:
    every = (constraint for model in own_models() for constraint in model._meta.constraints)
    return {constraint.name for constraint in every if isinstance(constraint, kind)}


def test_every_check_constraint_has_a_test_here() -> None:
    assert constraints(models.CheckConstraint) == set(REFUSED)


def test_every_unique_constraint_has_a_test_here() -> None:
    fields = [f for model in own_models() for f in model._meta.fields if f.unique]
    columns = [field for field in fields if not field.primary_key]
    assert len(constraints(models.UniqueConstraint)) + len(columns) == len(UNIQUE)
