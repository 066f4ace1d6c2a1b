"""The care tables of a region say, through the indicators' engine, what its cells say."""

from functools import cache

import ibis
import numpy as np
import pytest

from riktning.catalogue import load
from riktning.catalogue.model import Axis
from riktning.core.periods import Month
from riktning.indicators.computing import source_of, units_of
from riktning.indicators.engine import compute_cells, groups_of
from riktning.indicators.grid import unit_calendar
from riktning.simulation.asked import Asked
from riktning.simulation.cells import BED_ROWS
from riktning.simulation.course import follow
from riktning.simulation.course_tables import follow_into
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import read_region
from riktning.simulation.scenario import Lever, Scenario
from riktning.simulation.tallies import CELLS, GROUPS, Kind
from riktning.sources.opening import open_delivery
from simulation.small_world import REGION

FIRST, MONTHS, PERSONS = Month(2024, 1), 14, 5_000
K = Kind
PRIMARY = (*range(K.PRIMARY_VISIT, K.PRIMARY_LETTER + 1), K.TEAM_HOME_VISIT)
SPECIALIST = tuple(range(K.SPECIALIST_VISIT, K.SPECIALIST_LETTER + 1))
PRIMARY_VISITS = (K.PRIMARY_VISIT, K.PRIMARY_HOME_VISIT, K.TEAM_HOME_VISIT)
VISITS = (*PRIMARY_VISITS, K.SPECIALIST_VISIT, K.EMERGENCY_VISIT, K.REHABILITATION_VISIT)
HOME = (K.PRIMARY_HOME_VISIT, K.TEAM_HOME_VISIT, K.MUNICIPAL_HOME_VISIT)
DIGITAL = (K.PRIMARY_VIDEO, K.PRIMARY_CHAT, K.SPECIALIST_VIDEO, K.SPECIALIST_CHAT)
STOCK = ("stock",)  # those who live here when the month ends
EVERY, OLD, CHILDREN = slice(0, None), slice(6, None), slice(0, 2)  # age groups: all, 75+, below 18
PHONE = (K.PRIMARY_PHONE, K.SPECIALIST_PHONE, K.REHABILITATION_PHONE, K.MUNICIPAL_PHONE)

# measure: kinds of the numerator, the denominator and the squares, and the age groups.
MEASURES = {
    "andel_primarvard": (PRIMARY_VISITS, VISITS, (), EVERY),
    "barn_andel_primarvard": (PRIMARY_VISITS, VISITS, (), CHILDREN),
    "besok_primarvard": (PRIMARY_VISITS, (), (), EVERY),
    "barn_besok_primarvard": (PRIMARY_VISITS, (), (), CHILDREN),
    "digitala_kontakter": (DIGITAL, (), (), EVERY),
    "barn_digitala_kontakter": (DIGITAL, (), (), CHILDREN),
    "videokontakter": ((K.PRIMARY_VIDEO,), (), (), EVERY),
    "telefonkontakter": (PHONE, (), (), EVERY),
    "narsjukvardsteam_kontakter": ((K.TEAM_HOME_VISIT,), (), (), EVERY),
    "andel_digitala_primarvard": (DIGITAL[:2], PRIMARY, (), EVERY),
    "barn_andel_digitala_primarvard": (DIGITAL[:2], PRIMARY, (), CHILDREN),
    "andel_digitala_specialiserad": (DIGITAL[2:], SPECIALIST, (), EVERY),
    "barn_andel_digitala_specialiserad": (DIGITAL[2:], SPECIALIST, (), CHILDREN),
    "hembesok_75": (HOME, (*VISITS, K.MUNICIPAL_HOME_VISIT, K.MUNICIPAL_VISIT), (), OLD),
    "medelvardtid_75": ((K.STAY_DAYS,), (K.STAY,), (K.STAY_SQUARES,), OLD),
    "medelvardtid_hjartsvikt": (
        (K.HEART_FAILURE_DAYS,), (K.HEART_FAILURE_STAY,), (K.HEART_FAILURE_SQUARES,), EVERY),
    "medelvardtid_ibd": ((K.IBD_DAYS,), (K.IBD_STAY,), (K.IBD_SQUARES,), EVERY),
    "utskrivningsklar_dagar": ((K.READY_DAYS,), (K.READY_STAY,), (K.READY_SQUARES,), EVERY),
    "genomforda_behandling_90": ((K.WAIT_IN_TIME,), (K.WAIT_ENDED,), (), EVERY),
    "antibiotika_1000": ((K.ANTIBIOTICS,), STOCK, (), EVERY),
    "akut_eget_boende": ((K.ACUTE_OWN_HOME,), (), (), EVERY),
    "akut_sabo": ((K.ACUTE_CARE_HOME,), (), (), EVERY),
    "olampliga_lakemedel_75": ((K.UNSUITABLE_USER,), STOCK, (), OLD),
}  # fmt: skip
# measure: the row of bed-days of its numerator; the denominator is beds available.
BEDS = {
    "belaggningsgrad": "PATIENT_BED_DAYS",
    "overbelaggningar": "OVERCROWDED_BED_DAYS",
    "utlokaliserade": "MISPLACED_BED_DAYS",
}
LOOKS_BACK = {"olampliga_lakemedel_75": 12}  # months whose care before the horizon is not written


@cache
def region():
    return read_region(REGION, Horizon(FIRST, FIRST.plus(MONTHS)))


def scenario():
    """Some care at home and some visits instead of admissions: those are written, too."""
    some = np.full(MONTHS, 0.3)
    return Scenario(
        levers=[
            Lever(0, K.UNPLANNED_ADMISSION, K.HOME_ADMISSION, some),
            Lever(1, K.PLANNED_ADMISSION, K.SPECIALIST_VIDEO, some),
            Lever(2, K.EMERGENCY_VISIT, K.TEAM_HOME_VISIT, some),
        ]
    )


def asked():
    return Asked(PERSONS, FIRST, MONTHS, (5, 0))


def written(folder, share=1.0, threads=2):
    return follow_into(folder, region(), asked(), scenario(), share, threads)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables") / "delivery"
    return folder, written(folder)


@pytest.fixture(scope="module")
def engine(course):
    """The engine's cells by measure and axis: an array for each part, (units, months, sexes,
    groups)."""
    opened, catalogue = open_delivery(course[0]), load()
    units, last = units_of(opened), FIRST.plus(MONTHS - 1)
    calendar, found = unit_calendar(units, FIRST, last), {}
    measures = [catalogue.indicators[name] for name in (*MEASURES, *BEDS)]
    for group in groups_of(measures):
        cells = compute_cells(
            group, source_of(opened, units), catalogue.codes, calendar, ibis.duckdb.connect()
        )
        assert cells.outside == 0 or group.axis is Axis.MUNICIPALITY
        for measure in group.definitions:
            parts = [cells.part(measure, p) for p in ("numerator", "denominator", "squares")]
            found[measure.id, group.axis] = calendar.ids, parts
    return found


def kernel(months, kinds, ages, by_place):
    """The kernel's cells of some kinds, (units or places, months, sexes, groups)."""
    whole = [sum(_of_kind(month, kind, by_place) for kind in kinds) for month in months]
    cells = np.array(whole).transpose(1, 0, 2).reshape(-1, len(months), GROUPS, CELLS // GROUPS)
    cells = cells.swapaxes(2, 3)
    found = np.zeros_like(cells)
    found[..., ages] = cells[..., ages]
    return found


def _of_kind(month, kind, by_place):
    if kind == "stock":
        return month.stock[0]
    return month.by_place(kind) if by_place else month.by_unit(kind)


@pytest.mark.parametrize("measure", MEASURES)
def test_the_engine_counts_in_the_tables_what_the_kernel_counted(engine, course, measure):
    for axis in load().indicators[measure].axes:
        _same(*engine[measure, axis], course[1], measure, axis is Axis.MUNICIPALITY)


def _same(ids, parts, months, measure, by_place):
    *wanted, ages = MEASURES[measure]
    since = LOOKS_BACK.get(measure, 0)
    names = region().municipalities if by_place else region().ids
    rows = [ids.index(name) for name in names]
    for part, kinds in zip(parts, wanted, strict=True):
        if not kinds:
            continue
        cells = kernel(months, kinds, ages, by_place)
        assert cells.sum() > 0
        assert np.array_equal(part[rows][:, since:], cells[:, since:])
        assert part[:, since:].sum() == cells[:, since:].sum()


@pytest.mark.parametrize("measure", BEDS)
def test_the_engine_counts_in_the_tables_the_beds_of_the_whole_region(engine, course, measure):
    ids, (top, below, _) = engine[measure, Axis.TREATING_UNIT]
    rows = [ids.index(name) for name in region().ids]
    for part, name in ((top, BEDS[measure]), (below, "AVAILABLE_BED_DAYS")):
        told = np.array([month.beds.rows[BED_ROWS.index(name)] for month in course[1]]).T
        assert told.sum() > 0
        assert np.array_equal(part[rows].reshape(len(rows), MONTHS, -1).sum(axis=2), told)


def test_writing_tables_changes_no_cell(course):
    plain = follow(region(), asked(), scenario(), threads=1, capacity=True)
    for one, other in zip(course[1], plain, strict=True):
        assert np.array_equal(one.units.dense, other.units.dense)
        assert np.array_equal(one.places.dense, other.places.dense)


def test_the_tables_are_the_same_bytes_for_any_number_of_threads(course, tmp_path):
    written(tmp_path / "one", threads=1)
    for path in sorted(course[0].rglob("*.parquet")):
        other = tmp_path / "one" / path.relative_to(course[0])
        assert path.read_bytes() == other.read_bytes(), path.name


def test_a_share_of_the_persons_is_the_same_persons_with_the_same_care(course, tmp_path):
    written(tmp_path / "some", share=0.2)
    some, every = open_delivery(tmp_path / "some"), open_delivery(course[0])
    persons = [each.table("person").count().to_pyarrow().as_py() for each in (some, every)]
    assert persons[0] == pytest.approx(0.2 * persons[1], rel=0.1)
    visits = [each.table("contact").count().to_pyarrow().as_py() for each in (some, every)]
    assert visits[0] == pytest.approx(0.2 * visits[1], rel=0.15)
