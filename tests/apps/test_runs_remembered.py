"""Figures kept in the process: each run its own, each judging its own, within the bound."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.run_folders import STAY, RunSpec, judge, judged, write_run_folder
from riktning.apps.observations import queries
from riktning.apps.observations.actions import publish_run
from riktning.apps.observations.models import Run, Series
from riktning.apps.observations.remembering import MEMORY
from riktning.trends.verdict import Direction

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_MONTH = {"value": 1.0, "numerator": 1.0, "denominator": 100.0}


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    MEMORY.forget()
    yield
    MEMORY.forget()


def published(folder: Path, run_id: str = "run-1", *series: object, **given: object) -> Run:
    write_run_folder(folder, RunSpec(run_id=run_id, **given))
    if series:
        judge(folder, *series, run_id=run_id)
    return publish_run(run_folder=folder, actor="analysenheten")


def test_what_is_asked_again_is_not_read_again(tmp_path: Path) -> None:
    run = published(tmp_path / "run")
    first = queries.judged(run), queries.series_by_kind(run, STAY, "vgr"), queries.summary(run)
    first_rows = queries.indicator_rows(run, known=first[0])
    with CaptureQueriesContext(connection) as asked:
        again = queries.judged(run), queries.series_by_kind(run, STAY, "vgr"), queries.summary(run)
        assert queries.indicator_rows(run, known=again[0]) == first_rows
    assert again == first
    assert len(asked) == 0


def test_two_runs_published_after_one_another_show_their_own_numbers(tmp_path: Path) -> None:
    one = published(tmp_path / "one")
    before = queries.series(one, STAY, "vgr")
    month = before[0].period.start.first_day
    changes = {(STAY, "vgr", "month", month): FIRST_MONTH}
    two = published(tmp_path / "two", "run-2", changes=changes)
    assert queries.series(two, STAY, "vgr")[0].value == 1.0 != before[0].value
    assert queries.series(two, STAY, "vgr")[1:] == before[1:]
    assert queries.series(one, STAY, "vgr") == before


def test_a_run_that_is_judged_anew_shows_the_new_verdicts(tmp_path: Path) -> None:
    run = published(tmp_path / "run", "run-1", judged(STAY, "vgr", Direction.WORSENING))
    said = queries.verdict(run, STAY, "vgr")
    assert said is not None and said.direction.state is Direction.WORSENING
    judge(tmp_path / "run", judged(STAY, "vgr", Direction.IMPROVING))
    newer = publish_run(run_folder=tmp_path / "run", actor="analysenheten")
    now = queries.verdict(newer, STAY, "vgr")
    assert now is not None and now.direction.state is Direction.IMPROVING


def test_verdicts_that_came_after_the_run_was_read_are_not_kept_as_its_own(tmp_path: Path) -> None:
    stale = published(tmp_path / "run", "run-1", judged(STAY, "vgr", Direction.WORSENING))
    judge(tmp_path / "run", judged(STAY, "vgr", Direction.IMPROVING))
    publish_run(run_folder=tmp_path / "run", actor="analysenheten")
    queries.verdict(stale, STAY, "vgr")  # the old row, the new verdicts
    assert len(MEMORY) == 0


def test_what_a_transaction_may_take_back_is_not_kept(tmp_path: Path) -> None:
    run = published(tmp_path / "run")
    with transaction.atomic():
        Series.objects.filter(indicator__indicator_id=STAY, unit_id="vgr").delete()
        assert queries.series(run, STAY, "vgr") == ()
        transaction.set_rollback(True)
    assert len(queries.series(run, STAY, "vgr")) > 1


def test_no_answer_can_be_spoilt_by_who_asked(tmp_path: Path) -> None:
    run = published(tmp_path / "run")
    queries.indicators(run).clear()
    assert STAY in queries.indicators(run)


def test_the_memory_stays_within_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = published(tmp_path / "run")
    monkeypatch.setattr(MEMORY, "most", 60)
    for unit in [*queries.unit_series(run, STAY), *queries.unit_series(run, STAY)]:
        assert queries.series(run, STAY, unit)
        assert 0 < MEMORY.weight <= 60
