"""The table of figures against the margins it is made from, a row at a time."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from indicators.counted_cells import FIRST, IDS, KINDS, calendar, hand_cells
from riktning.catalogue import load
from riktning.catalogue.model import Axis, Kind
from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import UnitKind
from riktning.indicators.medians import MedianSearch
from riktning.indicators.observation_file import Spool, read_table, write_observations
from riktning.indicators.observations import NUMBERS, SCHEMA, published
from riktning.indicators.standardised import standardised
from riktning.indicators.suppression import PRIMARY, SHOWN, Marking
from riktning.indicators.totals import margins_of

CATALOGUE = load()
SHARE = replace(
    CATALOGUE.indicators["andel_digitala_primarvard"],
    axes=(Axis.TREATING_UNIT,), look_back_months=0, rolling=True, min_denominator=0,
)  # fmt: skip
MEDIAN = replace(SHARE, kind=Kind.MEDIAN, denominator=None, edges=(0.0, 10.0, 30.0, 90.0))
STANDARD = replace(SHARE, standard="european_2013")
LATE = date(2030, 1, 1)


def margins(definition, **more):
    return next(margins_of(hand_cells(definition, calendar(), **more), CATALOGUE.standards))


def marks(found, share=0.0, seed=3):
    """Nothing hidden, or a share of the figures at random."""
    rng, periods = np.random.default_rng(seed), len(found.calendar.periods)

    def drawn(*shape):
        return np.where(rng.random((*shape, periods)) < share, PRIMARY, SHOWN)

    size = len(found.sexes), len(found.ages)
    broken = tuple(drawn(*size) for _ in found.broken_down)
    return Marking(drawn(len(found.units.ids)), drawn(*size), broken)


def rows_of(definition, *, marking=None, missing=(), **more):
    found = margins(definition, **more)
    table = published(found, marking or marks(found), LATE, missing)
    assert table.schema == SCHEMA
    return found, table.to_pylist()


def place(found, row):
    """Where a row's figures are in the margins: a table by month, and the period's number."""
    unit = IDS.index(row["unit_id"])
    sex, age = found.sexes.index(row["sex"]), found.ages.index(row["age_group"])
    period = Period(Month.of(row["period_start"]), PeriodKind(row["period_kind"]))
    number = found.calendar.periods.index(period)
    if row["sex"] == row["age_group"] == "all":
        return (lambda part: found.by_unit[part][unit]), number
    if KINDS[unit] is UnitKind.REGION:
        return (lambda part: found.region[part][sex, age]), number
    broken = next(each for each in found.broken_down if each.unit == unit)
    return (lambda part: broken.parts[part][sex, age]), number


@pytest.mark.parametrize("definition", [SHARE, MEDIAN], ids=["share", "median"])
def test_every_row_has_the_sums_of_its_own_margin(definition):
    found, rows = rows_of(definition)
    for row in rows:
        part, number = place(found, row)
        for name in found.by_unit:
            assert row[name] == found.sums(part(name))[number]
    assert all(row["numerator"] is None for row in rows) == (definition is MEDIAN)


def test_the_declared_margins_are_there_and_no_others():
    found, rows = rows_of(SHARE)
    everyone = "all", "all"
    seen = Counter(
        (
            KINDS[IDS.index(row["unit_id"])],
            row["period_kind"],
            (row["sex"], row["age_group"]) == everyone,
        )
        for row in rows
    )
    finer = {(kind, period) for kind, period, whole in seen if not whole}
    assert finer == {
        *((UnitKind.REGION, period) for period in ("month", "tertial", "year")),
        *((kind, period) for kind in (UnitKind.ADMINISTRATION, UnitKind.MUNICIPALITY)
          for period in ("tertial", "year")),
    }  # fmt: skip
    cells = len(found.sexes) * len(found.ages) - 1
    assert seen[UnitKind.REGION, "month", False] == 28 * cells
    assert seen[UnitKind.REGION, "rolling_12", True] == 17
    assert seen[UnitKind.PRIMARY_CARE, "month", True] == 20  # it closed


def test_a_hidden_figure_has_its_reason_and_no_number_and_the_others_are_unchanged():
    found = margins(SHARE)
    hiding = marks(found, share=0.4)
    _, rows = rows_of(SHARE, marking=hiding)
    _, shown = rows_of(SHARE)
    hidden = 0
    for row, other in zip(rows, shown, strict=True):
        if row["hidden"]:
            assert row["hidden"] == "primary" and all(row[name] is None for name in NUMBERS)
            hidden += 1
        else:
            assert row == other
    assert 0.3 < hidden / len(rows) < 0.5


def test_tables_by_sex_and_age_that_are_not_marked_are_not_published():
    found = margins(SHARE)
    bare = Marking(*(getattr(marks(found), name) for name in ("by_unit", "region")))
    _, rows = rows_of(SHARE, marking=bare)
    assert {row["unit_id"] for row in rows if row["sex"] != "all"} == {"R"}


def test_a_period_with_a_missing_month_has_no_row_nor_has_anything_against_a_missing_baseline():
    gone = FIRST.plus(5)
    _, rows = rows_of(SHARE, missing=(gone,))
    periods = {Period(Month.of(r["period_start"]), PeriodKind(r["period_kind"])) for r in rows}
    assert periods and not any(p.start <= gone <= p.end for p in periods)
    ratio = replace(SHARE, kind=Kind.RATIO, denominator=None, baseline=(FIRST, FIRST.plus(5)))
    assert rows_of(ratio, names=("numerator",))[1]
    assert not rows_of(ratio, names=("numerator",), missing=(gone,))[1]


def test_the_median_of_every_row_is_that_of_its_own_buckets():
    found, rows = rows_of(MEDIAN)
    buckets = list(found.buckets())
    for row in rows[::37]:
        _, number = place(found, row)
        unit = IDS.index(row["unit_id"])
        sex, age = found.sexes.index(row["sex"]), found.ages.index(row["age_group"])
        search = MedianSearch(np.array([row["denominator"]]))
        for each in buckets:
            table = each.by_unit[unit]
            if row["sex"] != "all" or row["age_group"] != "all":
                tops = {b.unit: t for b, t in zip(found.broken_down, each.broken_down, strict=True)}
                table = tops.get(unit, each.region)[sex, age]
            search.add(np.array([found.sums(table)[number]]), each.low, each.high)
        value = search.values(MEDIAN.scale).value[0]
        assert row["value"] == (None if np.isnan(value) else pytest.approx(value))


def test_a_standardised_row_is_of_its_own_strata():
    found, rows = rows_of(STANDARD)
    weights = np.array(CATALOGUE.standards["european_2013"].weights)
    sexes, ages = len(found.sexes) - 1, len(found.ages) - 1
    for row in rows[::53]:
        _, number = place(found, row)
        unit = IDS.index(row["unit_id"])
        member = found.calendar.membership[:, number]
        sums = {
            part: np.einsum("msa,m->sa", found.strata.parts[part][unit], member)
            for part in ("numerator", "denominator")
        }
        inside = np.array([
            [row["sex"] in (sex, "all") and row["age_group"] in (age, "all")
             for age in found.ages[:ages]] for sex in found.sexes[:sexes]
        ])  # fmt: skip
        wanted = standardised(
            STANDARD.kind, sums["numerator"][None], sums["denominator"][None],
            (weights * inside)[None], np.ones(1), STANDARD.scale,
        )  # fmt: skip
        for name in ("value", "low", "high"):
            number = getattr(wanted, name)[0]
            assert row[name] == (None if np.isnan(number) else pytest.approx(number))


def test_the_spool_gives_back_what_it_was_given_and_the_file_is_plain_text(tmp_path):
    tables = [published(found, marks(found), LATE) for found in (margins(SHARE), margins(MEDIAN))]
    with Spool(tmp_path) as spool:
        for table in tables:
            spool.add(table)
        whole = spool.table()
    assert not list(tmp_path.iterdir())
    wanted = [row for table in tables for row in table.to_pylist()]
    assert whole.to_pylist() == wanted
    write_observations(whole, tmp_path / "o.parquet")
    file = pq.ParquetFile(tmp_path / "o.parquet")
    assert file.num_row_groups == 2
    assert file.schema_arrow.field("unit_id").type == pa.string()
    assert read_table(tmp_path / "o.parquet").to_pylist() == wanted
