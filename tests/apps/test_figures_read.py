"""Published figures as pages read them: right, and in a known number of queries."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from apps.run_folders import (
    READMISSION,
    STAY,
    UNITS,
    RunSpec,
    figure,
    hide,
    judge,
    judged,
    many_units,
    write_run_folder,
)
from riktning.apps.observations import queries
from riktning.apps.observations.actions import publish_run
from riktning.apps.observations.figures import Counts, Point
from riktning.apps.observations.models import Run
from riktning.core.ages import AGE_GROUPS
from riktning.core.periods import Month, Period, PeriodKind, months_between
from riktning.core.units import UnitKind
from riktning.trends.verdict import Direction, Pace

pytestmark = pytest.mark.django_db
Counting = Callable[[int], Any]


def published(folder: Path, spec: RunSpec | None = None, *series: Any) -> Run:
    write_run_folder(folder, spec)
    if series:
        judge(folder, *series)
    return publish_run(run_folder=folder, actor="analysenheten")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return published(
        tmp_path / "run",
        RunSpec(changes={(STAY, "su", "month", date(2024, 3, 1)): hide("primary")}),
        judged(STAY, "vgr", Direction.WORSENING, Pace.LATE),
        judged(STAY, "su", Direction.CANNOT_TELL),
        judged(READMISSION, "vgr", Direction.IMPROVING),
    )


def point(place: int, unit: int, period: Period) -> Point:
    made = figure(place, unit, period)
    made.pop("square_sum")
    return Point(period, **made)


def test_a_series_is_every_period_of_its_kind_oldest_first(run: Run) -> None:
    months = [Period(m, PeriodKind.MONTH) for m in months_between(Month(2024, 1), Month(2025, 12))]
    expected = [point(1, 2, month) for month in months]
    assert list(queries.series(run, STAY, "su-hjarta")) == expected
    tertials = queries.series(run, STAY, "vgr", PeriodKind.TERTIAL)
    assert [str(p.period) for p in tertials] == [
        f"{y} T{t}" for y in (2024, 2025) for t in (1, 2, 3)
    ]


def test_a_hidden_month_stays_in_its_place_without_numbers(run: Run) -> None:
    march = queries.series(run, STAY, "su")[2]
    assert march == Point(
        Period(Month(2024, 3), PeriodKind.MONTH), None, None, None, None, None, False, "primary"
    )


def test_a_series_that_does_not_exist_is_empty(run: Run) -> None:
    assert queries.series(run, STAY, "okand") == ()
    assert queries.series(run, "okand", "su") == ()


def test_a_series_never_holds_figures_of_another_run(run: Run, tmp_path: Path) -> None:
    published(tmp_path / "next", RunSpec(run_id="run-2", first=Month(2025, 1)))
    assert len(queries.series(run, STAY, "su")) == 24


def test_the_table_by_unit_has_the_latest_period_and_the_year_before(run: Run) -> None:
    rows = queries.unit_rows(run, STAY)
    year, before = (Period(Month(y, 1), PeriodKind.YEAR) for y in (2025, 2024))
    assert [(r.unit, r.point, r.year_before) for r in rows] == [
        (unit, point(1, number, year), point(1, number, before))
        for number, unit in enumerate(UNITS)
    ]
    states = [row.verdict.direction.state if row.verdict else None for row in rows]
    assert states == [Direction.WORSENING, Direction.CANNOT_TELL, None]


def test_the_table_by_unit_can_show_another_month(run: Run) -> None:
    rows = queries.unit_rows(run, STAY, PeriodKind.MONTH, date(2024, 3, 1))
    assert [(r.unit.unit_id, r.point.hidden, r.year_before) for r in rows] == [
        ("vgr", "", None),
        ("su", "primary", None),
        ("su-hjarta", "", None),
    ]


def test_the_table_by_unit_has_the_whole_before_its_parts(tmp_path: Path) -> None:
    units = list(many_units(3))
    run = published(tmp_path / "run", RunSpec(units=units, first=Month(2025, 1)))
    kinds = [row.unit.kind.value for row in queries.unit_rows(run, STAY)]
    assert kinds == ["region", *["administration"] * 9, *["clinic"] * 3]


def test_the_breakdown_is_every_sex_and_age_group_with_everyone_first(run: Run) -> None:
    cells = queries.breakdown(run, STAY, PeriodKind.YEAR, date(2025, 1, 1))
    ages = ["all", *AGE_GROUPS]
    assert [(c.sex, c.age_group) for c in cells] == [
        (s, a) for s in ("all", "F", "M") for a in ages
    ]


def test_verdicts_come_back_as_the_engine_gave_them(run: Run) -> None:
    made = judged(STAY, "vgr", Direction.WORSENING, Pace.LATE)
    found = queries.verdict(run, STAY, "vgr")
    assert found is not None
    assert (found.direction, found.pace) == (made.verdict.direction, made.verdict.pace)
    assert found.chart == made.chart
    assert queries.verdict(run, READMISSION, "su") is None
    assert list(queries.verdicts_by_unit(run, STAY)) == ["su", "vgr"]


def test_counts_by_area_count_a_measure_once_and_the_unjudged_apart(run: Run) -> None:
    areas = {"a": [STAY, READMISSION, STAY, "hyrpersonal"], "b": [READMISSION], "c": []}
    region, hospital = queries.verdicts(run, "vgr"), queries.verdicts(run, "su")
    assert queries.verdict_counts(region, areas) == {
        "a": Counts(improving=1, worsening=1, unjudged=1),
        "b": Counts(improving=1),
        "c": Counts(),
    }
    assert queries.verdict_counts(hospital, areas)["a"] == Counts(cannot_tell=1, unjudged=2)
    assert queries.verdict_counts(region, areas)["a"].total == 3


def test_the_latest_figure_of_a_measure_is_the_last_final_one(run: Run) -> None:
    stay, readmission, hired = queries.indicator_rows(run)
    assert stay.latest is not None and stay.latest.period.start == Month(2025, 11)
    assert stay.points[-1].preliminary and len(stay.points) == 24
    assert readmission.verdict is not None and hired.latest is None
    assert hired.info.state_reason == "tabell saknas"


def test_a_run_is_summed_up(run: Run) -> None:
    assert queries.summary(run).hidden == 1
    counts = queries.summary(run)
    assert (counts.computed, counts.without, counts.verdicts) == (2, 1, 3)


QUERIES: dict[str, tuple[int, Callable[[Run], object]]] = {
    "current_run": (1, lambda run: queries.current_run()),
    "run_info": (0, queries.run_info),
    "runs": (1, lambda run: queries.runs()),
    "summary": (3, queries.summary),
    "summaries": (3, lambda run: queries.summaries([run, run])),
    "indicators": (1, queries.indicators),
    "indicator": (1, lambda run: queries.indicator(run, STAY)),
    "series": (1, lambda run: queries.series(run, STAY, "su")),
    "many_series": (1, lambda run: queries.many_series(run, [STAY, READMISSION], "su")),
    "series_by_kind": (1, lambda run: queries.series_by_kind(run, STAY, "su")),
    "unit_series": (1, lambda run: queries.unit_series(run, STAY)),
    "effects": (0, lambda run: queries.effects(run, STAY)),
    "breakdown": (
        1,
        lambda run: queries.breakdown(run, STAY, PeriodKind.YEAR, date(2025, 1, 1)),
    ),
    "verdict": (1, lambda run: queries.verdict(run, STAY, "vgr")),
    "verdicts": (1, lambda run: queries.verdicts(run, "vgr")),
    "verdicts with charts": (1, lambda run: queries.verdicts(run, "vgr", charts=True)),
    "verdicts_by_unit": (1, lambda run: queries.verdicts_by_unit(run, STAY, charts=True)),
    "judged": (2, queries.judged),
    "verdicts_at": (1, lambda run: queries.verdicts_at(run, UnitKind.REGION, [STAY])),
    "verdict_counts": (0, lambda run: queries.verdict_counts({}, {"a": [STAY]})),
    "indicator_rows": (3, queries.indicator_rows),
    "indicator_rows of what is known": (
        3,  # two of them to know it
        lambda run: queries.indicator_rows(run, known=queries.judged(run)),
    ),
    "finest of what is known": (
        2,  # one of them to know it
        lambda run: queries.finest(run, queries.indicators(run), run.region_unit_id),
    ),
    "unit_rows": (3, lambda run: queries.unit_rows(run, STAY)),
    "unit_rows of what is known": (
        2,  # one of them to know it
        lambda run: queries.unit_rows(run, STAY, found=queries.unit_series(run, STAY), units={}),
    ),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_reading_takes_its_stated_number_of_queries(
    name: str, run: Run, django_assert_num_queries: Counting
) -> None:
    number, read = QUERIES[name]
    with django_assert_num_queries(number):
        read(run)


def test_every_reading_has_its_number_of_queries_here() -> None:
    public = {
        name
        for name, value in vars(queries).items()
        if callable(value) and value.__module__ == queries.__name__ and not name.startswith("_")
    }
    assert public == {name.split()[0] for name in QUERIES}
