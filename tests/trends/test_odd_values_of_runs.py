"""A value that the trend sets aside marks nothing in a run's chart; a pulled level is not told."""

import numpy as np
import pytest

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month
from riktning.trends.charts.chart import ChartBasis
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import Rule
from riktning.trends.judging import judge
from riktning.trends.odd_words import aside_sentence, counted_sentence
from riktning.trends.own.telling import Naming
from riktning.trends.store import chart_as_json, chart_from_json
from riktning.trends.verdict import Direction
from riktning.trends.words import direction_sentence
from trends.examples import DEFINITIONS, FIRST, rows, run

STAY = Naming(Words("Vårdtid", "Stay"), Words("dagar", "days"), 1, Polarity.LOWER, Kind.MEAN)


def misprinted(*months, times=100.0):
    """The example's run with the region's lengths of stay ``times`` too long in some months."""
    found = []
    for row in rows():
        wrong = row["indicator_id"] == "stay" and row["unit_id"] == "R"
        if wrong and row["period_start"] in [FIRST.plus(month).first_day for month in months]:
            wide = {name: row[name] * times for name in ("value", "numerator")}
            found.append({**row, **wide})
        else:
            found.append(row)
    return found


def the_stay(made):
    judged = judge(run(made), DEFINITIONS).verdicts
    return next(
        each
        for each in judged
        if (each.verdict.indicator_id, each.verdict.unit_id) == ("stay", "R")
    )


def chart(values, aside=None, kind=Kind.MEDIAN, size=None, scale=1.0):
    shown = np.array([values], dtype=float)
    whole = np.ones_like(shown) if size is None else np.full_like(shown, size)
    final = np.ones(shown.shape, dtype=np.bool_)
    places = None if aside is None else np.array([aside])
    made = Chartable(
        Month(2021, 1), kind, scale, shown, shown * whole / scale, whole, final, aside=places
    )
    return control_charts(made)[0]


def without(values, place):
    return [np.nan if at == place else value for at, value in enumerate(values)]


NOISE = np.random.default_rng(7).normal(50, 2, 36)
ODD = np.where(np.arange(36) == 14, 95.0, NOISE)


@pytest.mark.parametrize(("kind", "size", "scale"), [(Kind.MEDIAN, None, 1.0),
                                                     (Kind.PROPORTION, 400.0, 100.0)])  # fmt: skip
def test_what_is_set_aside_sets_no_limits_and_is_tried_against_them(kind, size, scale):
    odd = chart(ODD, 14, kind, size, scale)
    bare = chart(without(ODD, 14), None, kind, size, scale)
    others = [at for at in range(36) if at != 14]
    assert odd.centre == pytest.approx(bare.centre, rel=1e-12)
    for ends in ("lower", "upper"):
        own, wanted = (
            [getattr(each, ends)[at] for at in others] for each in (odd, bare)
        )  # fmt: skip
        assert own == pytest.approx(wanted, rel=1e-12)
    assert odd.months[14] in odd.outside
    assert (odd.aside, bare.aside, odd.pulls) == (odd.months[14], None, ())
    marked = {m for b in odd.breaches for m in b.months} - {odd.months[14]}
    assert marked == {m for b in bare.breaches for m in b.months}


def test_one_value_that_marks_less_than_half_the_points_marks_none_once_it_is_set_aside():
    pulled, told = chart(ODD), chart(ODD, 14)
    runs = [breach for breach in pulled.breaches if breach.rule is not Rule.OUTSIDE_LIMITS]
    assert runs
    assert pulled.pulls == ()
    assert told.outside == (told.months[14],)
    assert told.in_run == ()


def test_the_chart_of_a_run_and_its_trend_set_the_same_value_aside():
    found = the_stay(misprinted(20))
    finding, drawn = found.verdict.direction, found.chart
    assert (finding.aside, drawn.aside, drawn.basis) == (FIRST.plus(20),) * 2 + (ChartBasis.LEVEL,)
    assert drawn.outside == (FIRST.plus(20),)
    assert drawn.centre == pytest.approx(the_stay(rows()).chart.centre, rel=0.02)
    assert chart_from_json(chart_as_json(drawn)) == drawn
    assert "aside" not in chart_as_json(the_stay(rows()).chart)
    told = aside_sentence(finding, from_limits=True).replace("\N{NO-BREAK SPACE}", " ")
    assert "räknas inte in i trenden, mittlinjen eller gränserna: " in told
    assert "and sets neither centre nor limits: " in aside_sentence(finding, "en", from_limits=True)


def test_where_a_few_values_pull_the_level_the_middle_value_is_told_instead_of_it():
    found = the_stay(misprinted(20, 30)).verdict.direction
    plain = the_stay(rows()).verdict.direction
    assert (found.state, found.aside) == (Direction.NO_EVIDENCE, None)
    assert found.end_level > 1.5 * plain.end_level
    assert found.middle == pytest.approx(plain.end_level, rel=0.05)
    said = direction_sentence(found, STAY, "sv").replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith(
        f"; det mittersta värdet är {found.middle:.1f} dagar.".replace(".", ",", 1)
    )
    assert "the middle value is" in direction_sentence(found, STAY, "en")
    assert "trendens nivå" not in said
    assert counted_sentence(found).startswith("Några få värden ligger långt från de andra.")


def test_where_no_value_pulls_the_level_of_the_trend_is_told():
    plain = the_stay(rows()).verdict.direction
    assert plain.middle is None
    assert "trendens nivå är till sist omkring" in direction_sentence(plain, STAY)
    assert counted_sentence(plain) == ""
