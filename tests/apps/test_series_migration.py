"""Figures stored a row each, as the first release had them, are all there in the series."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.stored_figures import stored_figures

BEFORE, AFTER = "0002_run_observations_sha256", "0003_series"
NUMBERS = ("numerator", "denominator", "square_sum", "value", "low", "high")


def migrate_to(name: str) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([("observations", name)])
    return executor.loader.project_state([("observations", name)]).apps


@pytest.fixture
def first_release(transactional_db: None) -> Iterator[Any]:
    yield migrate_to(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def figures() -> Iterator[dict[str, Any]]:
    for unit_id in ("r", "r1"):
        for month in range(1, 13):
            row = {name: month + place / 8 for place, name in enumerate(NUMBERS)}
            if month == 3:
                row = dict.fromkeys(NUMBERS)
            yield row | {
                "unit_id": unit_id, "period_kind": "month", "period_start": date(2025, month, 1),
                "sex": "all", "age_group": "all", "preliminary": month > 11,
                "hidden": "secondary" if month == 3 else "",
            }  # fmt: skip


def test_no_figure_is_lost_or_changed(first_release: Any) -> None:
    run = first_release.get_model("observations", "Run").objects.create(
        run_id="x", created_at=datetime(2026, 1, 5, tzinfo=UTC), synthetic=True, label="x",
        region_unit_id="r", first_month=date(2025, 1, 1), last_month=date(2025, 12, 1),
        as_of=date(2025, 12, 31), manifest={}, observations_sha256="a" * 64,
    )  # fmt: skip
    indicator = first_release.get_model("observations", "Indicator").objects.create(
        run=run, indicator_id="m", order=1, version=1, definition={}, state="computed"
    )
    rows = first_release.get_model("observations", "Observation")
    rows.objects.bulk_create(rows(indicator=indicator, **row) for row in figures())
    migrate_to(AFTER)
    expected = [row | {"indicator_id": "m"} for row in figures()]
    by_place = ["unit_id", "period_start"]
    assert sorted(stored_figures(), key=lambda r: [r[k] for k in by_place]) == expected
