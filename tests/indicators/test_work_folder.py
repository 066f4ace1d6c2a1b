"""A work folder makes no difference to the figures, and an interrupted run continues from it."""

from random import Random

import pytest

from indicators.delivery_files import write_delivery
from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.core.errors import RunError
from riktning.indicators import running
from riktning.indicators.grid import unit_calendar
from riktning.indicators.opening_work import running_on, source_of
from riktning.indicators.passes import passes_of
from riktning.indicators.unit_rows import units_of
from riktning.indicators.work import open_work
from riktning.sources.opening import open_delivery

CATALOGUE = load()
CHOSEN = [
    d for d in CATALOGUE.indicators.values()
    if d.frame in ("contact", "stay", "wait", "ward_day", "listed_month")
]  # fmt: skip
PASSES = len(passes_of(CHOSEN))


@pytest.fixture(scope="module")
def delivery(tmp_path_factory):
    return write_delivery(crowd(Random(5), 80), tmp_path_factory.mktemp("data") / "d")


def counted(folder, work, definitions=CHOSEN, shard=None):
    opened = open_delivery(folder)
    units = units_of(opened)
    calendar = unit_calendar(units, opened.delivery.first_month, opened.delivery.last_month)
    source = source_of(opened, units, shard)
    with running_on(opened, CATALOGUE, calendar, source, work, lambda *_: None) as run:
        return run.cells(definitions)


def assert_same(some, others):
    assert len(some) == len(others)
    for one, other in zip(some, others, strict=True):
        assert one.group == other.group
        assert one.table.equals(other.table)
        assert one.outside == other.outside
        for definition in one.group.definitions:
            for part in ("numerator", "denominator", "squares", "bucket_0", "bucket_3"):
                mine, theirs = one.part(definition, part), other.part(definition, part)
                assert (mine is None) == (theirs is None)
                assert mine is None or (mine == theirs).all()


@pytest.fixture
def passes_run(monkeypatch):
    """The passes that are run over rows, as against reused."""
    seen, count = [], running.count_rows

    def watched(one, plan, preparation):
        seen.append(one.name)
        return count(one, plan, preparation)

    monkeypatch.setattr(running, "count_rows", watched)
    return seen


def test_in_memory_and_in_a_folder_give_the_same_cells_and_a_second_run_reuses_them(
    delivery, tmp_path, passes_run
):
    in_memory = counted(delivery, None)
    first = counted(delivery, tmp_path / "w")
    assert len(passes_run) == 2 * PASSES
    again = counted(delivery, tmp_path / "w")
    assert len(passes_run) == 2 * PASSES
    assert_same(in_memory, first)
    assert_same(first, again)


def test_a_changed_table_is_prepared_and_counted_again_and_an_unchanged_definition_reused(
    delivery, tmp_path, passes_run
):
    fewer = [d for d in CHOSEN if d.frame != "wait"]
    counted(delivery, tmp_path / "w", fewer)
    before = len(passes_run)
    counted(delivery, tmp_path / "w")
    assert {name.split(".")[0] for name in passes_run[before:]} == {"wait"}
    other = write_delivery(crowd(Random(6), 80), tmp_path / "d")
    changed = counted(other, tmp_path / "w")
    assert_same(changed, counted(other, None))


def test_an_interrupted_run_continues_where_it_was(delivery, tmp_path, monkeypatch, passes_run):
    count = running.count_rows
    wanted = counted(delivery, None)
    passes_run.clear()

    def interrupted(one, plan, preparation):
        if len(passes_run) == 3:
            raise KeyboardInterrupt
        return count(one, plan, preparation)

    monkeypatch.setattr(running, "count_rows", interrupted)
    with pytest.raises(KeyboardInterrupt):
        counted(delivery, tmp_path / "w")
    monkeypatch.setattr(running, "count_rows", count)
    assert_same(counted(delivery, tmp_path / "w"), wanted)
    assert len(passes_run) == PASSES


def test_a_file_cut_short_is_not_believed(delivery, tmp_path):
    wanted = counted(delivery, tmp_path / "w")
    for path in (tmp_path / "w").rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-20])
    assert_same(counted(delivery, tmp_path / "w"), wanted)


def test_the_cells_of_shards_add_up_to_the_whole(delivery, tmp_path):
    whole = counted(delivery, None)
    parts = [counted(delivery, tmp_path / str(i), shard=(i, 3)) for i in range(3)]
    for number, one in enumerate(whole):
        for definition in one.group.definitions:
            for part in ("numerator", "denominator"):
                mine = one.part(definition, part)
                if mine is not None:
                    shards = [shard[number].part(definition, part) for shard in parts]
                    assert sum(shards) == pytest.approx(mine, abs=1e-6)


def test_only_the_owner_can_read_it_and_one_run_uses_it_at_a_time(tmp_path):
    with open_work(tmp_path / "w") as work:
        assert work.folder.stat().st_mode & 0o777 == 0o700
        with pytest.raises(RunError, match="another run"), open_work(tmp_path / "w"):
            pass
    with open_work(tmp_path / "w"):
        pass


def test_a_folder_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(RunError, match="holds something else"), open_work(tmp_path):
        pass
