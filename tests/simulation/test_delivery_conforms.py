"""What is simulated is a whole delivery that breaks no rule of the contract."""

from datetime import date

import pytest

from riktning.core.periods import Month
from riktning.sources.contracts import TABLES
from riktning.sources.quality.report import check_delivery
from riktning.sources.quality.results import Status
from simulation.small_world import request

RARE = {"child_psychiatry_start", "kidney_failure"}


def test_all_tables_of_the_contract_are_there(delivery):
    assert set(delivery.delivery.tables) == {table.name for table in TABLES}


def test_nothing_fatal_is_found_and_only_volumes_may_warn(delivery):
    failed = [r for r in check_delivery(delivery) if r.status is not Status.PASSED]
    assert {(r.check, r.status) for r in failed} <= {("volume_break", Status.FAILED)}


def test_the_large_tables_have_one_file_a_month(delivery):
    months = {f"2022-{m:02d}" for m in range(1, 13)}
    for table in TABLES:
        files = delivery.delivery.tables[table.name]
        assert files.partitioned == bool(table.month_of)
        if table.month_of:
            assert months <= {path.stem for path in files.files}
            inside = [path for path in files.files if path.stem >= "2022-01"]
            assert len(inside) == 36


REACH_BACK = {"stay": ("admitted_at", "discharged_at"), "wait": ("from_date", "to_date")}


def test_only_stays_and_waits_reach_back_before_the_first_month(delivery):
    for table in TABLES:
        files = delivery.delivery.tables[table.name].files
        early = [p for p in files if table.month_of and p.stem < "2022-01"]
        assert bool(early) == (table.name in REACH_BACK)


@pytest.mark.parametrize("name", REACH_BACK)
def test_what_began_before_the_first_month_had_not_ended_then(delivery, name):
    begins, ends = REACH_BACK[name]
    first = date(2022, 1, 1)
    rows = delivery.table(name).execute()
    before = rows[rows[begins].map(_day) < first]
    assert len(before) > 0
    assert all(_day(end) >= first for end in before[ends] if end == end and end is not None)


def _day(moment):
    return moment.date() if hasattr(moment, "date") else moment


def test_a_stay_has_a_main_diagnosis_exactly_when_it_has_ended(delivery):
    stay, diagnosis = delivery.table("stay").execute(), delivery.table("diagnosis").execute()
    coded = set(diagnosis.event_id[diagnosis.position == "main"])
    assert set(stay.stay_id[stay.discharged_at.notna()]) == {e for e in coded if e[0] == "s"}


def test_rows_lie_in_the_file_of_their_month(delivery):
    con = delivery.connection.con
    for table in TABLES:
        if table.month_of:
            glob = delivery.delivery.folder / table.name / "*.parquet"
            outside = con.execute(
                f"SELECT count(*) FROM read_parquet('{glob}', filename = true) "  # noqa: S608 -- test data
                f"WHERE NOT contains(filename, strftime({table.month_of}, '%Y-%m') || '.parquet')"
            ).fetchall()
            assert outside == [(0,)], table.name


def test_every_code_of_the_small_domains_occurs(delivery):
    for table in TABLES:
        for column in table.columns:
            if column.domain:
                read = delivery.table(table.name)
                found = set(read[column.name].execute()) - {None}
                missing = set(column.domain) - found - RARE
                assert not missing or column.name == "level", (table.name, column.name, missing)


def test_it_says_that_it_is_synthetic_and_where_it_comes_from(delivery):
    said = delivery.delivery
    assert said.synthetic
    assert said.label == "Syntetiska data – inte verkliga resultat"
    assert (said.region, said.seed, said.persons) == ("Västra Götaland", request().seed, 4000)
    assert (said.first_month, said.last_month) == (Month(2022, 1), Month(2024, 12))
    assert str(said.as_of) == "2024-12-31"


def test_nobody_waits_who_has_died_or_left(delivery):
    person, home, wait = (
        delivery.table(name).execute() for name in ("person", "residence", "wait")
    )
    rows = wait[wait["to_date"].isna()]
    dead = set(person["person_id"][person["death_date"].notna()])
    here = set(home["person_id"][home["to_date"].isna()])
    assert len(rows) > 100
    assert not dead & set(rows["person_id"])
    assert set(rows["person_id"]) <= here
