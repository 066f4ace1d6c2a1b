"""What is reused of an earlier run makes no difference: incremental and full are the same."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from indicators.corrections import CORRECTIONS
from oracle.from_files import write
from oracle.hostile import crowd
from oracle.known_then import as_known_on
from oracle.people import month_of
from oracle.world import World
from riktning.catalogue import load
from riktning.core.errors import RunError
from riktning.core.periods import Month
from riktning.indicators import running
from riktning.indicators.computing import compute_run
from riktning.indicators.grid import unit_calendar
from riktning.indicators.opening_work import running_on, source_of
from riktning.indicators.runs import write_run
from riktning.indicators.unit_rows import units_of
from riktning.sources.opening import open_delivery

CATALOGUE = load()
SETTINGS = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
LAST = date(2024, 12, 31)


def some_of_each_frame():
    """The definitions that say most, one of each frame and population."""
    chosen = {}
    for d in CATALOGUE.indicators.values():
        said = len("".join(term.text for term in d.all_terms))
        key = d.frame, d.population is None, bool(d.edges)
        if key not in chosen or said > chosen[key][0]:
            chosen[key] = said, d
    return [d for _, d in chosen.values()]


CHOSEN = some_of_each_frame()


def counted(folder, work, definitions=CHOSEN):
    opened = open_delivery(folder)
    units, delivery = units_of(opened), opened.delivery
    calendar = unit_calendar(units, delivery.first_month, delivery.last_month)
    source = source_of(opened, units)
    there = [d for d in definitions if set(d.tables) <= set(delivery.tables)]
    with running_on(opened, CATALOGUE, calendar, source, work, lambda *_: None) as run:
        return run.cells(there)


def assert_same(some, others):
    assert len(some) == len(others)
    for one, other in zip(some, others, strict=True):
        assert one.group == other.group
        assert one.table.equals(other.table), one.group.name
        assert one.outside == other.outside, one.group.name
        assert one.counts.buckets.keys() == other.counts.buckets.keys()
        for name, rows in one.counts.buckets.items():
            assert rows.equals(other.counts.buckets[name]), name


def next_delivery(world, changes, rng):
    tables = deepcopy(world.tables)
    for change in changes:
        change(tables, rng)
    return World(tables, world.first, world.last, world.as_of)


@SETTINGS
@given(
    seed=st.integers(0, 2**32),
    steps=st.lists(st.sets(st.sampled_from(CORRECTIONS), min_size=1, max_size=3), min_size=2,
                   max_size=4),
)  # fmt: skip
def test_whatever_the_next_deliveries_correct_the_cells_are_those_of_a_full_run(
    seed, steps, tmp_path_factory
):
    folder, rng = tmp_path_factory.mktemp("turns"), Random(seed)
    world = crowd(rng, 40, lawless=True)
    counted(write(world, folder / "0"), folder / "work")
    for number, changes in enumerate(steps, start=1):
        world = next_delivery(world, sorted(changes, key=lambda change: change.__name__), rng)
        data = write(world, folder / str(number))
        assert_same(counted(data, folder / "work"), counted(data, None))


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A crowd, as its delivery is known in the end."""
    return crowd(Random(11), 60, lawless=True), tmp_path_factory.mktemp("first")


@pytest.fixture
def months_run(monkeypatch):
    """The passes that are run over rows, with their first and last month."""
    seen, plan_of = [], running.plan_of

    def watched(one, source, *others):
        seen.append((one.name, str(source.first), str(source.last)))
        return plan_of(one, source, *others)

    monkeypatch.setattr(running, "plan_of", watched)
    return seen


@pytest.mark.parametrize("change", CORRECTIONS, ids=lambda change: change.__name__)
def test_one_correction_and_then_the_same_cells_as_a_full_run(change, first, tmp_path):
    world, _ = first
    counted(write(world, tmp_path / "0"), tmp_path / "work")
    data = write(next_delivery(world, [change], Random(1)), tmp_path / "1")
    assert_same(counted(data, tmp_path / "work"), counted(data, None))


def test_month_after_month_each_is_the_same_as_a_full_run(first, tmp_path, months_run):
    world, _ = first
    for day in (date(2024, 10, 31), date(2024, 11, 30), LAST):
        data = write(as_known_on(world, day), tmp_path / str(day))
        months_run.clear()
        some = counted(data, tmp_path / "work")
        run = list(months_run)
        assert_same(some, counted(data, None))
    events = [one for one in run if one[0] in ("dispensing.municipality", "ward_day")]
    assert events
    assert {begin for _, begin, _ in events} == {"2024-12"}


def test_a_table_that_is_delivered_at_last_is_counted(first, tmp_path):
    world, _ = first
    for number, absent in enumerate((("wait", "residence"), ("wait",), ())):
        known = World(world.tables, world.first, world.last, world.as_of, frozenset(absent))
        data = write(known, tmp_path / str(number))
        some = counted(data, tmp_path / "work")
        assert_same(some, counted(data, None))


def test_one_more_indicator_is_counted_alone(first, tmp_path, monkeypatch):
    world, _ = first
    data = write(world, tmp_path / "d")
    contacts = [d for d in CATALOGUE.indicators.values() if d.frame == "contact"]
    counted(data, tmp_path / "work", contacts[1:])
    seen, count = [], running.count_rows

    def watched(one, *others):
        seen.append({each.definition.id for each in one.counted})
        return count(one, *others)

    monkeypatch.setattr(running, "count_rows", watched)
    some = counted(data, tmp_path / "work", contacts)
    assert set().union(*seen) == {contacts[0].id}
    assert_same(some, counted(data, None, contacts))


def test_an_interrupted_incremental_run_continues(first, tmp_path, monkeypatch):
    world, _ = first
    counted(write(as_known_on(world, date(2024, 11, 30)), tmp_path / "0"), tmp_path / "work")
    data = write(next_delivery(world, CORRECTIONS[:4], Random(2)), tmp_path / "1")
    count, seen = running.count_rows, []

    def interrupted(one, *others):
        seen.append(one)
        if len(seen) == 8:
            raise KeyboardInterrupt
        return count(one, *others)

    monkeypatch.setattr(running, "count_rows", interrupted)
    with pytest.raises(KeyboardInterrupt):
        counted(data, tmp_path / "work")
    monkeypatch.setattr(running, "count_rows", count)
    assert_same(counted(data, tmp_path / "work"), counted(data, None))


def test_a_delivery_that_begins_later_or_earlier_is_the_same_as_a_full_run(first, tmp_path):
    world, _ = first
    for number, begin in enumerate(("2023-03", "2023-06", "2023-01")):
        data = write(World(world.tables, begin, world.last, world.as_of), tmp_path / str(number))
        assert_same(counted(data, tmp_path / "work"), counted(data, None))


def small_run(data, out, work, since=None):
    """A whole run of a few indicators, written; what was noticed."""
    chosen = ["medelvardtid_75", "utskrivningsklar_dagar", "kontinuitet_coc", "mangbesokare_akut"]
    some = replace(CATALOGUE, indicators={name: CATALOGUE.indicators[name] for name in chosen})
    noticed = []
    run = compute_run(open_delivery(data), some, work=work, since=since, notice=noticed.append)
    write_run(run, out)
    return noticed


def test_a_run_that_reuses_is_written_to_the_same_bytes_and_names_what_had_changed_earlier(
    first, tmp_path
):
    world, _ = first
    work, since = tmp_path / "work", Month(2024, 12)
    before = write(as_known_on(world, date(2024, 11, 30)), tmp_path / "0")
    assert small_run(before, tmp_path / "a", work, Month(2024, 11)) == [
        "Nothing is kept of an earlier run that can be used: every month is counted."
    ]
    later = deepcopy(world.tables)
    stay = next(row for row in later["stay"] if month_of(row["admitted_at"]) == "2023-04")
    stay["planned"] = not stay["planned"]
    data = write(World(later, world.first, world.last, world.as_of), tmp_path / "1")
    (line,) = small_run(data, tmp_path / "b", work, since)
    month = month_of(stay["discharged_at"] or stay["admitted_at"])
    assert "earlier month" in line
    assert month in line
    small_run(data, tmp_path / "c", None)
    observed = [(tmp_path / run / "observations.parquet").read_bytes() for run in "bc"]
    assert observed[0] == observed[1]
    manifests = [json.loads((tmp_path / run / "manifest.json").read_text()) for run in "bc"]
    # Two small runs may be made within the same second.
    assert all(manifest.pop("created_at") for manifest in manifests)
    assert manifests[0] == manifests[1]
    again = small_run(data, tmp_path / "d", work)
    assert again == ["No month has changed since the run before: what it counted is reused."]


def test_a_month_that_is_not_delivered_is_refused(first, tmp_path):
    data = write(first[0], tmp_path / "0")
    with pytest.raises(RunError, match="2025-01 is not among the months delivered"):
        small_run(data, tmp_path / "a", tmp_path / "work", Month(2025, 1))


def test_months_close_to_each_other_are_counted_in_one_go():
    months = frozenset({Month(2024, 1).index, Month(2024, 3).index, Month(2024, 12).index})
    runs = [tuple(str(Month.from_index(m)) for m in run) for run in running.runs_of(months)]
    assert runs == [("2024-01", "2024-03"), ("2024-12", "2024-12")]
