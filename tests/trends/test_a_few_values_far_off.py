"""A few values that cannot belong to the others hold no level, also where the level rises."""

import numpy as np
import pytest

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month
from riktning.trends.charts.arrays import ChartPlan, charts
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.pulling import pulls
from riktning.trends.charts.robust_line import levelled
from riktning.trends.charts.statements import Assurance, Untold, Variation
from riktning.trends.judged import PlannedTarget
from riktning.trends.judging import judge
from riktning.trends.own.asking import Asked
from riktning.trends.own.judging import judge_own
from riktning.trends.own.reading import read_series
from riktning.trends.own.telling import Naming, as_json, naming, sentences
from riktning.trends.pace_words import pace_sentence
from riktning.trends.store import chart_as_json, pace_as_json, pace_from_json
from riktning.trends.verdict import Direction, Pace, PaceFinding, Target
from trends.examples import DEFINITIONS, rows, run
from trends.test_odd_values_of_runs import chart, misprinted

RISING = np.linspace(50, 64, 48) + np.random.default_rng(77).normal(0, 1.5, 48)
LEVEL = np.random.default_rng(78).normal(50, 2, 48)
TARGET = Target(75.0, Month(2027, 12))


def with_values(values, odd):
    found = np.array(values, dtype=float)
    for place, value in odd.items():
        found[place] = value
    return found


TWO = with_values(RISING, {20: 5000.0, 33: 5000.0})
FIVE = with_values(LEVEL, {5: 5050.0, 9: 4950.0, 20: 5000.0, 31: 4800.0, 40: 5100.0})


def plainly(told):
    return " ".join(told).replace("\N{NO-BREAK SPACE}", " ")


def judged(values, tmp_path, target=TARGET):
    path = tmp_path / "own.csv"
    months = [str(Month(2022, 1).plus(at)) for at in range(len(values))]
    rows = [f"{month},{value:.3f}" for month, value in zip(months, values, strict=True)]
    path.write_text("\n".join(["period,value", *rows]) + "\n", encoding="utf-8")
    asked = Asked(polarity=Polarity.HIGHER, target=target)
    [found] = judge_own(read_series(path), asked, path.name)
    return found


@pytest.mark.parametrize(
    ("values", "places", "middle"),
    [(TWO, (20, 33), (56, 59)), (FIVE, (5, 9, 20, 31, 40), (49, 51))],
    ids=["two in a rising series", "five scattered among 48"],
)
def test_they_are_named_and_neither_level_nor_pace_is_told_by_them(
    values, places, middle, tmp_path
):
    found = judged(values, tmp_path)
    assert [pull.places for pull in found.pulls] == [places]
    assert found.direction.state is Direction.NO_EVIDENCE
    assert middle[0] < found.direction.middle < middle[1]
    assert found.variation.state is Variation.CANNOT_TELL
    assert found.assurance.state is Assurance.CANNOT_TELL
    assert found.assurance.why is Untold.FEW_VALUES
    assert found.pace == PaceFinding(Pace.NO_DATE, TARGET, pulled=True)
    told = plainly(sentences(found, naming(found, ""), "en"))
    assert "The pace towards the target 75.0 by December 2027 cannot be told: a few" in told
    assert "--exclude" in told
    assert "the middle value is" in told
    assert "reached" not in told.replace("to be reached", "")
    assert "probability" not in told
    assert as_json(found, naming(found, ""), "en")["pace"]["pulled"] is True


def test_what_lies_around_a_sloping_line_is_said_to(tmp_path):
    found = judged(TWO, tmp_path)
    [pull] = found.pulls
    assert pull.along
    assert 2 * pull.inside > pull.others == 46
    told = plainly(sentences(found, naming(found, ""), "sv"))
    assert "innanför gränser kring en lutande linje. Kontrollera värdena." in told
    assert "Takten mot målet 75,0 till december 2027 går inte att avgöra: några få" in told


def test_without_them_direction_and_pace_are_told_as_before(tmp_path):
    found = judged(RISING, tmp_path)
    assert found.pulls == ()
    assert found.direction.state is Direction.IMPROVING
    assert (found.direction.middle, found.pace.state, found.pace.pulled) == (
        None,
        Pace.LATE,
        False,
    )
    assert "pulled" not in pace_as_json(found.pace)


def test_the_order_of_time_and_the_unit_of_measure_change_nothing():
    for values in (TWO, FIVE):
        for other in (values[::-1], 1000 - 3 * values):
            made, same = (
                charts(ChartPlan(ChartKind.XMR), row[None, :].copy()) for row in (values, other)
            )
            [[pull]], [[again]] = pulls(made, values[None, :]), pulls(same, other[None, :].copy())
            assert (len(again.places), again.inside, again.along) == (
                len(pull.places),
                pull.inside,
                pull.along,
            )


@pytest.mark.parametrize("last", [6, 9])
def test_a_new_level_at_the_end_is_no_few_values(last):
    moved = LEVEL.copy()
    moved[-last:] += 4000.0
    [found] = pulls(charts(ChartPlan(ChartKind.XMR), moved[None, :]), moved[None, :])
    assert found == ()


def test_rising_series_of_noise_have_no_such_values():
    drawn = np.random.default_rng(5).normal(0, 2, (400, 48))
    rising = drawn + np.linspace(0, 40, 48)
    season = rising + 10 * np.sin(np.arange(48) * np.pi / 6)
    for values in (drawn, rising, season):
        assert not any(pulls(charts(ChartPlan(ChartKind.XMR), values), values))


def test_the_line_is_that_of_the_median_slope():
    values = np.vstack([with_values(2.0 * np.arange(20), {3: 900.0, 11: -700.0}), np.arange(20.0)])
    flat, far = levelled(values)
    assert far.tolist() == [True, False]
    others = [at for at in range(20) if at not in (3, 11)]
    assert flat[0, others] == pytest.approx(19.0)
    assert flat[1] == pytest.approx(values[1])


def test_a_share_of_a_run_is_looked_at_along_its_line_too():
    shares = with_values(np.linspace(10, 30, 48) + LEVEL / 10, {20: 99.0, 33: 98.0})
    found = chart(shares, kind=Kind.PROPORTION, size=4000.0, scale=100.0)
    [pull] = found.pulls
    assert pull.places == (20, 33)
    assert pull.along
    assert chart_as_json(found)["pulls"][0]["along"] is True


def test_a_pace_that_cannot_be_told_is_read_back_and_told():
    found = PaceFinding(Pace.NO_DATE, TARGET, pulled=True)
    assert pace_from_json(pace_as_json(found)) == found
    named = Naming(Words("Vårdtid", "Stay"), Words("dagar", "days"), 1, Polarity.LOWER, Kind.MEAN)
    told = plainly([pace_sentence(found, named, "en")])
    assert told.startswith("The pace towards the target 75.0 days by December 2027 cannot be told")


def test_the_pace_of_a_run_is_not_told_from_a_pulled_level_either():
    target = Target(5.0, Month(2030, 12))
    planned = [PlannedTarget("stay", None, target)]
    for made, pulled in ((rows(), False), (misprinted(20, 30), True)):
        found = judge(run(made), DEFINITIONS, planned).verdicts
        [pace] = [
            each.verdict.pace
            for each in found
            if (each.verdict.indicator_id, each.verdict.unit_id) == ("stay", "R")
        ]
        assert pace.pulled is pulled
        assert (pace.probability is None) is pulled


def test_of_a_called_direction_the_way_is_told_and_not_the_pulled_levels(tmp_path):
    found = judged(with_values(RISING, {44: 110.0, 46: 112.0}), tmp_path)
    assert found.direction.state is Direction.IMPROVING
    assert found.direction.middle == pytest.approx(np.median(RISING), abs=1.0)
    assert (found.assurance.why, found.pace.pulled) == (Untold.FEW_VALUES, True)
    told = plainly(sentences(found, naming(found, ""), "en"))
    assert (
        "The trend level of the series has risen between January 2022 and December 2025, " in told
    )
    middle = f"{found.direction.middle:.1f}"
    assert f"which is an improvement; the middle value is {middle}." in told
