"""Scenarios are run replicate by replicate; levers meet the same luck as the baseline."""

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.asked import Asked
from riktning.simulation.cells import BED_ROWS
from riktning.simulation.course import follow
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import read_region
from riktning.simulation.scenarios import running
from riktning.simulation.scenarios.files import read_scenario
from riktning.simulation.scenarios.running import Wanted, run_scenarios
from riktning.simulation.scenarios.totals import totals_table
from riktning.simulation.tallies import Kind
from simulation.small_world import REGION

PERSONS, MONTHS = 1500, 4
HEAD = """name: {sv: Prov, en: Trial}
says: {sv: Ett prov., en: A trial.}
first: 2026-01
last: 2026-04
persons: 1500
replicates: 2
"""
EVERY_LEVER = """levers:
  digital_first: {start: 2026-01, reach: REACH}
  hospital_to_primary_care: {start: 2026-01, reach: REACH, units: [SU], sex: F}
  mobile_teams: {start: 2026-02, ramp: 2, reach: REACH}
  hospital_at_home: {start: 2026-01, reach: REACH}
  prevention: {start: 2026-01, reach: REACH}
  faster_discharge: {start: 2026-01, reach: REACH}
  medication_review: {start: 2026-01, reach: REACH}
  disinvestment: {start: 2026-01, reach: REACH}
  near_hospitals: {start: 2026-01, reach: REACH}
  staffing: {start: 2026-01, reach: REACH}
  continuity: {start: 2026-01, reach: REACH}
"""


@pytest.fixture
def run(tmp_path):
    def follow_file(name, levers="", **wanted):
        path = tmp_path / f"{name}.yaml"
        path.write_text(HEAD + levers, encoding="utf-8")
        out = tmp_path / wanted.pop("out", "out")
        asked = Wanted(REGION, out, **({"threads": 1} | wanted))
        return run_scenarios([read_scenario(path)], asked), out / name

    return follow_file


def contents(folder):
    found = {path.name: path.read_bytes() for path in folder.glob("replicate-*.parquet")}
    assert found
    return found


def total(folder, kind, replicate=0, level="region"):
    table = pq.read_table(folder / f"replicate-{replicate:04d}.parquet")
    rows = pc.and_(pc.equal(table["kind"], kind.name), pc.equal(table["level"], level))
    return pc.sum(table.filter(rows)["count"]).as_py() or 0


def test_levers_that_reach_nobody_change_not_a_byte(run):
    _, base = run("baseline")
    _, idle = run("idle", EVERY_LEVER.replace("REACH", "0 %"))
    assert contents(base) == contents(idle)


def test_the_further_a_lever_reaches_the_more_it_takes(run):
    lever = "levers:\n  hospital_to_primary_care: {start: 2026-01, reach: REACH}\n"
    folders = [run(f"r{reach}", lever.replace("REACH", f"{reach} %"))[1] for reach in (0, 40, 100)]
    for replicate in (0, 1):
        for kind in (Kind.SPECIALIST_VISIT, Kind.EMERGENCY_VISIT):
            visits = [total(folder, kind, replicate) for folder in folders]
            assert visits[0] > visits[1] > visits[2], kind
        moved = [total(folder, Kind.PRIMARY_VISIT, replicate) for folder in folders]
        assert moved[0] < moved[1] < moved[2]


def test_a_broken_run_goes_on_to_the_same_bytes(run, monkeypatch):
    count, whole = run("trial", EVERY_LEVER.replace("REACH", "50 %"))
    assert count == 2
    follow_all, months = running.follow, []

    def broken(*arguments):
        for cells in follow_all(*arguments):
            months.append(cells)
            if len(months) == MONTHS + 4:
                raise KeyboardInterrupt
            yield cells

    monkeypatch.setattr(running, "follow", broken)
    with pytest.raises(KeyboardInterrupt):
        run("trial", EVERY_LEVER.replace("REACH", "50 %"), out="broken")
    monkeypatch.undo()
    half = whole.parents[1] / "broken" / "trial"
    left = [path.name for path in sorted(half.iterdir())]
    assert left == ["manifest.json", "replicate-0000.parquet"]
    count, again = run("trial", EVERY_LEVER.replace("REACH", "50 %"), out="broken")
    assert count == 1
    assert contents(again) == contents(whole)
    assert (again / "manifest.json").read_bytes() == (whole / "manifest.json").read_bytes()


def test_threads_change_not_a_byte_and_more_replicates_keep_those_there(run):
    _, one = run("trial", replicates=1)
    before = contents(one)
    count, more = run("trial", threads=2)
    assert count == 1
    _, other = run("trial", threads=2, out="other")
    assert contents(more) == contents(other)
    assert before.items() <= contents(more).items()


def test_a_replicate_holds_what_the_kernel_counted_by_unit_place_and_cell(run):
    _, folder = run("trial")
    region = read_region(REGION, Horizon(Month(2026, 1), Month(2026, 4)))
    asked = Asked(PERSONS, Month(2026, 1), MONTHS + 2, (1, 1))
    course = list(follow(region, asked, threads=1, capacity=True))[:MONTHS]
    assert total(folder, Kind.READMITTED, 1) == sum(m.total(Kind.READMITTED) for m in course)
    for kind in (Kind.PRIMARY_VISIT, Kind.EMERGENCY_VISIT, Kind.STAY_DAYS, Kind.BED_DAYS):
        for level in ("unit", "municipality", "region"):
            assert total(folder, kind, 1, level) == sum(m.total(kind) for m in course), kind
    rows = pq.read_table(folder / "replicate-0001.parquet").to_pylist()
    for number, name in enumerate(BED_ROWS):
        for level in ("unit", "region"):
            there = [r["count"] for r in rows if (r["kind"], r["level"]) == (name, level)]
            assert sum(there) == sum(month.beds.rows[number].sum() for month in course), name
    unit = int(course[2].by_unit(Kind.PRIMARY_VISIT).sum(axis=1).argmax())
    found = [
        row["count"]
        for row in rows
        if (row["month"], row["level"], row["kind"]) == ("2026-03", "unit", "PRIMARY_VISIT")
        and row["id"] == region.ids[unit]
    ]
    assert found == [course[2].by_unit(Kind.PRIMARY_VISIT)[unit].sum()]
    cell = [
        row["count"]
        for row in rows
        if (row["month"], row["level"], row["kind"]) == ("2026-04", "region", "LIVING")
        and (row["sex"], row["age_group"]) == ("M", "45–64")
    ]
    assert cell == [course[3].stock[0, :, 9].sum()]  # age group 4, men


def test_each_lever_alone_and_none_are_run_beside_the_whole(run):
    levers = (
        "levers:\n  mobile_teams: {start: 2026-01, reach: 90 %}\n"
        "  disinvestment: {start: 2026-01, reach: 90 %}\n"
    )
    count, folder = run("trial", levers, alone=True, replicates=1)
    assert count == 4
    _, base = run("baseline", replicates=1)
    assert contents(folder / "alone" / "none") == contents(base)
    parts = {path.name for path in (folder / "alone").iterdir()}
    assert parts == {"none", "mobile_teams", "disinvestment"}


def test_another_scenario_is_not_mixed_into_the_folder(run):
    run("trial", replicates=1)
    levers = "levers:\n  mobile_teams: {start: 2026-01, reach: 9 %}\n"
    with pytest.raises(ScenarioError, match="differ in scenario"):
        run("trial", levers, replicates=1)
    with pytest.raises(ScenarioError, match="differ in persons"):
        run("trial", persons=99, replicates=1)


def test_a_folder_with_something_else_is_left_alone(run, tmp_path):
    (tmp_path / "out" / "trial").mkdir(parents=True)
    (tmp_path / "out" / "trial" / "brev.txt").write_text("viktigt", encoding="utf-8")
    with pytest.raises(ScenarioError, match="holds no run of a scenario"):
        run("trial")
    assert (tmp_path / "out" / "trial" / "brev.txt").read_text(encoding="utf-8") == "viktigt"


@pytest.mark.parametrize("wrong", [{"persons": 0}, {"replicates": 0}, {"threads": -1}])
def test_what_cannot_be_run_is_refused_before_anything_is_written(run, tmp_path, wrong):
    with pytest.raises(ScenarioError, match="ask for 1 to"):
        run("trial", **wrong)
    assert not (tmp_path / "out").exists()


def test_an_unknown_unit_is_refused_before_anything_is_written(run, tmp_path):
    levers = "levers:\n  mobile_teams: {start: 2026-01, reach: 9 %, units: [NOWHERE]}\n"
    with pytest.raises(ScenarioError, match="no municipality belongs to"):
        run("trial", levers)
    assert not (tmp_path / "out").exists()


def test_a_word_of_the_table_stands_once_in_its_dictionary():
    """A municipality is a unit too; told twice, the bytes of the file were left to chance."""
    region = read_region(REGION, Horizon(Month(2026, 1), Month(2026, 4)))
    assert set(region.ids) & set(region.municipalities)
    asked = Asked(PERSONS, Month(2026, 1), MONTHS, (1, 1))
    table = totals_table(list(follow(region, asked, threads=1)), Month(2026, 1), region)
    for column in table.columns[:-1]:
        for chunk in column.chunks:
            assert len(set(chunk.dictionary.to_pylist())) == len(chunk.dictionary)
