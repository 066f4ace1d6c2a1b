"""Plans stored by the release before have their items, links of targets and owners after it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = "0001_initial"


def migrate_to(*names: str) -> Any:
    executor = MigrationExecutor(connection)
    leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "plans"]
    targets = [("plans", name) for name in names] or leaves
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def release_before(transactional_db: None) -> Iterator[Any]:
    yield migrate_to(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def a_stored_plan(apps: Any) -> None:
    def make(model: str, /, **values: Any) -> Any:
        return apps.get_model("plans", model).objects.create(**values)

    plan = make("Plan", code="plan", name="Genomförandeplan")
    decided = {"decided_on": date(2024, 1, 15), "decided_by": "nämnden"}
    for number, (state, goals) in enumerate(
        [("in_force", ("Gemensam bild", "Samma", "Samma")), ("draft", ("Ny bild", "Samma"))], 1
    ):
        revision = make(
            "Revision", plan=plan, number=number, state=state, source_name="plan.docx",
            source_sha256=str(number) * 64, **(decided if state != "draft" else {}),
        )  # fmt: skip
        area = make("Area", revision=revision, order=1, name="Nära vård", slug="nara-vard")
        period = make("AreaPeriod", area=area, order=1, heading="2023")
        sub_area = make("SubArea", area=area, order=1, name="Samverkan")
        for row, text in enumerate(goals, start=1):
            make("Goal", sub_area=sub_area, period=period, row=row, text=text)
        make("Activity", area=area, period=period, order=1, text="Ta fram en modell")
        line = make("PlanIndicator", area=area, order=1, text="Medelvårdtid")
        measure = make("Measure", plan_indicator=line, indicator_id="medelvardtid_75")
        for unit_id, value in ((None, 7.5), ("su", 8.0)):
            make(
                "Target", measure=measure, unit_id=unit_id, value=value,
                due_month=date(2027, 12, 1),
            )  # fmt: skip


TEXT = {"Area": "name", "AreaPeriod": "heading", "SubArea": "name", "Goal": "text",
        "Activity": "text", "PlanIndicator": "text", "Target": "value"}  # fmt: skip


def stored(apps: Any) -> dict[str, list[Any]]:
    return {
        name: list(apps.get_model("plans", name).objects.order_by("pk").values_list("pk", column))
        for name, column in TEXT.items()
    }


def test_nothing_is_lost_and_what_stands_at_one_place_is_one_item(release_before: Any) -> None:
    a_stored_plan(release_before)
    before = stored(release_before)
    apps = migrate_to()
    assert stored(apps) == before

    def items(name: str) -> list[int]:
        return list(
            apps.get_model("plans", name).objects.order_by("pk").values_list("item", flat=True)
        )

    for name in ("Area", "AreaPeriod", "SubArea", "Activity", "PlanIndicator"):
        first, second = items(name)
        assert first == second, name
    common, same, also, new, same_again = items("Goal")
    assert same_again == same
    assert len({common, same, also, new}) == 4
    assert items("Target")[:2] == items("Target")[2:]
    Item = apps.get_model("plans", "Item")
    kinds = {kind for (kind,) in Item.objects.values_list("kind")}
    assert kinds == {"area", "period", "sub_area", "goal", "activity", "indicator", "target"}
    numbers = [number for (number,) in Item.objects.order_by("number").values_list("number")]
    assert numbers == list(range(1, len(numbers) + 1))
    first, second = apps.get_model("plans", "Revision").objects.order_by("number")
    assert (first.predecessor, second.predecessor) == (None, first)
    plan = apps.get_model("plans", "Plan").objects.get()
    assert (plan.kind, plan.unit_id) == ("implementation", "")


def test_the_way_back_keeps_every_row(release_before: Any) -> None:
    a_stored_plan(release_before)
    before = stored(release_before)
    migrate_to()
    assert stored(migrate_to(BEFORE)) == before
