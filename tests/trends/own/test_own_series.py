"""``riktning trends FILE``: anyone's own series; what is wrong is one sentence with its row."""

import json
import math

import numpy as np
import pytest

from riktning.catalogue.model import Polarity
from riktning.cli.main import main
from riktning.core.errors import SeriesError
from riktning.core.periods import Month
from riktning.trends.charts.arrays import ChartPlan, charts
from riktning.trends.charts.chart import ChartBasis, ChartKind, ChartStatus
from riktning.trends.charts.profiles import NHS, RuleSet
from riktning.trends.charts.statements import Assurance, Untold, Variation
from riktning.trends.own.asking import Asked
from riktning.trends.own.judging import judge_own
from riktning.trends.own.periods import Every
from riktning.trends.own.periods import written as period_written
from riktning.trends.own.reading import read_series
from riktning.trends.verdict import Direction, Pace, Reason, Target

FIRST = Month(2022, 1)


def months(count):
    return [str(FIRST.plus(index)) for index in range(count)]


@pytest.fixture
def written(tmp_path):
    def write(text, name="own.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return write


def shares(count=48, rise=0.003, seed=1):
    rng = np.random.default_rng(seed)
    size = rng.integers(300, 500, count)
    events = rng.binomial(size, 0.6 + rise * np.arange(count))
    rows = zip(months(count), events, size, strict=True)
    return "period,numerator,denominator\n" + "".join(f"{p},{y},{n}\n" for p, y, n in rows)


def values(figures, periods=None):
    rows = zip(periods or months(len(figures)), figures, strict=True)
    return "period;value\n" + "".join(f"{p};{v}\n" for p, v in rows)


NOISE = [round(float(x), 1) for x in np.random.default_rng(4).normal(50, 5, 36)]


UNCERTAIN = [
    49.7, 54.1, 52.7, 49.9, 50.1, 50.8, 56.4, 50.8, 51.5, 53.8,
    52.6, 52.7, 50.3, 53.9, 52.9, 58.0, 56.8, 55.0, 57.4, 54.7,
]  # fmt: skip


def test_the_chart_of_a_file_is_the_chart_of_its_arrays(written):
    path = written(values(NOISE))
    [found] = judge_own(read_series(path), Asked(rules=RuleSet.NHS), path.name)
    made = charts(ChartPlan(ChartKind.XMR, NHS), np.array([NOISE]))
    assert found.upper == tuple(made.limits.upper[0])
    assert dict(found.breaches) == {
        rule: tuple(np.flatnonzero(mask[0])) for rule, mask in made.marks.items() if mask.any()
    }


def test_a_rising_share_improves_and_reaches_its_target_in_time(written):
    path = written(shares(rise=0.004))
    asked = Asked(ChartKind.P, target=Target(85.0, Month(2029, 12)))
    [found] = judge_own(read_series(path), asked, path.name)
    assert found.direction.state is Direction.IMPROVING
    assert found.pace.state is Pace.ON_TIME
    assert found.variation.state is Variation.HIGH
    assert found.assurance.state is Assurance.SOMETIMES  # from 79 the chance reaches 85
    mirrored = Asked(ChartKind.P, polarity=Polarity.LOWER)
    assert judge_own(read_series(path), mirrored, path.name)[0].direction.state is (
        Direction.WORSENING
    )


def test_the_target_of_a_falling_series_is_tried_around_its_level_today(written):
    noise = np.random.default_rng(2).normal(0, 1, 48)
    path = written(values((100 - 0.9 * np.arange(48) + noise).tolist()))
    read = read_series(path)
    for target, state in ((70.0, Assurance.NEVER), (40.0, Assurance.ALWAYS)):
        for asked in (target, Target(target, Month(2027, 12))):
            found = judge_own(read, Asked(target=asked), path.name)[0].assurance
            assert (found.state, found.basis) == (state, ChartBasis.TREND)


def test_the_target_of_a_seasonal_series_is_tried_in_every_month_of_the_year(written):
    at = np.arange(48)
    noise = np.random.default_rng(2).normal(0, 0.5, 48)
    figures = 50 + 0.3 * at + 20 * np.cos(2 * np.pi * (at + 1) / 12) + noise
    path = written(values(figures.tolist()))
    [found] = judge_own(read_series(path), Asked(target=70.0), path.name)
    assert found.direction.state is Direction.IMPROVING
    assert found.assurance.state is Assurance.SOMETIMES


def test_a_level_that_does_not_certainly_differ_from_the_target_gives_no_assurance(written):
    path = written(values(UNCERTAIN))
    read = read_series(path)
    [found] = judge_own(read, Asked(target=Target(60.0, Month(2027, 12))), path.name)
    assert (found.pace.state, found.pace.certain) == (Pace.NO_DATE, False)
    assert found.assurance.why is Untold.LEVEL_UNCERTAIN
    [bare] = judge_own(read, Asked(target=60.0), path.name)
    assert bare.assurance == found.assurance
    [far] = judge_own(read, Asked(target=90.0), path.name)
    assert (far.assurance.state, far.assurance.status) == (Assurance.NEVER, ChartStatus.TRIAL)


def test_weeks_that_climb_have_no_level_to_try_a_target_around(written):
    periods = [f"2025-W{week:02d}" for week in range(1, 53)]
    path = written(values([50 + week for week in range(52)], periods))
    [found] = judge_own(read_series(path), Asked(target=60.0), path.name)
    assert found.assurance.state is Assurance.CANNOT_TELL


def test_direction_and_pace_are_judged_from_the_last_phase(written):
    noise = np.random.default_rng(3).normal(0, 1, 48)
    read = read_series(written(values((np.repeat([60.0, 70.0], [30, 18]) + noise).tolist())))
    target = Target(80.0, Month(2027, 12))
    [whole] = judge_own(read, Asked(target=target), "")
    assert (whole.direction.slope_per_year > 2, whole.direction.cut) == (True, None)
    [told] = judge_own(read, Asked(target=target, phases=("2024-07",)), "")
    assert (told.direction.state, told.direction.cut) == (Direction.NO_EVIDENCE, Reason.NEW_PHASE)
    assert told.direction.first == Month(2024, 7)
    assert told.pace.state is Pace.NO_DATE
    [short] = judge_own(read, Asked(target=target, phases=("2024-07", "2025-01")), "")
    assert (short.direction.state, short.direction.reason) == (
        Direction.CANNOT_TELL,
        Reason.NEW_PHASE,
    )
    assert short.pace is None


def test_a_breach_names_every_run_by_itself(written, capsys):
    periods = [f"2025-W{week:02d}" for week in range(1, 53)]
    path = written(values([50 + week for week in range(52)], periods))
    assert main(["trends", str(path), "--language", "sv"]) == 0
    told = capsys.readouterr().out
    assert (
        "mittlinjen: vecka\u00a01\u00a02025–vecka\u00a026\u00a02025, vecka\u00a027\u00a02025–"
        in told
    )
    assert "faller: vecka\u00a01\u00a02025–vecka\u00a052\u00a02025." in told


def test_every_series_of_a_file_belongs_to_one_family(written):
    rng = np.random.default_rng(7)
    head = "series,period,value\n"
    parts = [
        "".join(f"{name},{p},{v:.3f}\n" for p, v in zip(months(36), own, strict=True))
        for name, own in (("a", rng.normal(size=36)), ("b", np.arange(36) + rng.normal(size=36)))
    ]
    alone = judge_own(read_series(written(head + parts[1])), Asked(), "")[0].direction
    file = judge_own(read_series(written(head + "".join(parts))), Asked(), "")
    assert [each.series.name for each in file] == ["a", "b"]
    assert file[1].direction.p_value == alone.p_value
    assert file[1].direction.q_value == pytest.approx(2 * alone.q_value)


def test_a_month_that_the_file_leaves_out_is_missing_and_breaks_no_run(written):
    periods = [month for month in months(31) if month != "2023-06"]
    [series] = read_series(written(values(NOISE[:30], periods)))
    assert len(series.value) == 31
    assert np.isnan(series.value[17])
    assert series.labels[17] == "2023-06"


@pytest.mark.parametrize(
    ("periods", "every", "label"),
    [
        (["2022-01-31", "2022-02-28", "2022-03-31"], Every.MONTH, "2022-02"),
        (["2022-01-01", "2022-02-01", "2022-03-01"], Every.MONTH, "2022-02"),
        (["2022-01-05", "2022-01-09", "2022-03-01"], Every.DAY, "2022-01-09"),
        (["2020-W52", "2020-W53", "2021-W01"], Every.WEEK, "2020-W53"),
        (["2022Q3", "2022K4", "2023-Q1"], Every.QUARTER, "2022Q4"),
        (["2022T2", "2022T3", "2023T1"], Every.TERTIAL, "2022T3"),
        (["2021", "2022", "2023"], Every.YEAR, "2022"),
        (["T3 2022", "T1 2023", "tertial 2 2023"], Every.TERTIAL, "2023T1"),
        (["Q4 2022", "k1-2023", "kvartal 2 2023"], Every.QUARTER, "2023Q1"),
        (["202212", "2023M01", "2023/02"], Every.MONTH, "2023-01"),
        (["v52 2022", "vecka 1 2023", "2023 W2"], Every.WEEK, "2023-W01"),
    ],
)
def test_periods_of_every_kind_are_read_and_days_and_weeks_are_not_judged(
    written, periods, every, label
):
    path = written(values([1.0, 2.0, 3.0], periods))
    [series] = read_series(path)
    assert (series.every, series.labels[1], len(series.labels)) == (every, label, 3)
    [found] = judge_own([series], Asked(), path.name)
    assert (found.direction is None) == (every in (Every.DAY, Every.WEEK))
    assert found.status is ChartStatus.DESCRIPTIVE


@pytest.mark.parametrize(
    ("labels", "cycle"),
    [
        ([f"{year}Q{part}" for year in (2022, 2023, 2024) for part in (1, 2, 3, 4)], 4),
        ([f"{year}T{part}" for year in (2020, 2021, 2022, 2023) for part in (1, 2, 3)], 3),
        ([str(year) for year in range(2012, 2024)], 1),
    ],
)
def test_quarters_tertials_and_years_get_a_direction_and_a_pace(written, labels, cycle):
    noise = np.random.default_rng(3).normal(0, 0.3, 12)
    path = written(values((50 + 4 * np.arange(12) / cycle + noise).tolist(), labels))
    asked = Asked(target=Target(110.0, Month(2045, 12)))
    [found] = judge_own(read_series(path), asked, path.name)
    assert found.direction.slope_per_year == pytest.approx(4.0, abs=0.6)
    assert (found.direction.state, found.direction.cycle) == (Direction.IMPROVING, cycle)
    assert (found.pace.reach.index + 1) % (12 // cycle) == 0


@pytest.mark.parametrize(
    "period", ["T4 2022", "Q5 2022", "202213", "2022-1", "T12022", "2022-W53", "jan 2022", "22-01"]
)
def test_what_is_no_period_is_refused_with_every_form_that_is_read(written, period):
    with pytest.raises(SeriesError) as told:
        read_series(written(f"period,value\n{period},1\n"))
    for form in ("2025-03", "202503", "2025Q1", "Q1 2025", "2025T1", "T1 2025", "2025-W12"):
        assert form in str(told.value)
        assert period_written(form) is not None


def test_swedish_heads_decimal_commas_and_old_encodings_are_read(written):
    text = "Månad;Värde\n2022-01;1 061,5\n2022-02;−3,25\n2022-03;\n"
    for encoding in ("utf-8-sig", "cp1252"):
        [series] = read_series(written(text.replace("−", "-"), encoding=encoding))
        assert series.value[:2].tolist() == [1061.5, -3.25]
        assert np.isnan(series.value[2])


def test_phases_baseline_and_excluded_periods_reach_the_chart(written):
    path = written(values(NOISE))
    [series] = read_series(path)
    asked = Asked(phases=("2023-07",), excluded=("2022-03",), baseline=12)
    [found] = judge_own([series], asked, path.name)
    counted = np.array([NOISE])
    counted[0, 2] = math.nan
    made = charts(ChartPlan(ChartKind.XMR, starts=(18,), baseline=12), counted)
    np.testing.assert_allclose(found.upper, made.limits.upper[0])
    assert [(phase.first, phase.last) for phase in found.phases] == [(0, 17), (18, 35)]
    assert found.values[2] == NOISE[2]


@pytest.mark.parametrize(
    ("text", "asked", "words"),
    [
        ("period,value\n2022-01,5\n2022-02,five\n", {}, "row 3: the value 'five' is not a number"),
        ("period,value\n2022-01,5\n2022-13,6\n", {}, "row 3: '2022-13' is no period"),
        ("period,value\n2022-01,5\n2022-02,6\n2022-01,7\n", {}, "row 4: 2022-01 is given twice"),
        ("period,value\n2022-03,5\n2022-02,6\n", {}, "row 3: 2022-02 comes after 2022-03"),
        ("period,value\n2022-01,5\n2022,6\n", {}, "row 3: 2022 is a year"),
        ("period,value\n2022-01,5,1\n", {}, "row 2: the row has more columns"),
        ("period,value\n2022-01,1e99\n", {}, "row 2: the value '1e99' is too large"),
        ("period,value\n2022-01,nan\n", {}, "row 2: the value 'nan' is not a number"),
        ("period,value,excluded\n2022-01,5,maybe\n", {}, "row 2: excluded is 'maybe'"),
        ("period,numerator,denominator\n2022-01,1,5\n2022-02,1,-5\n", {},
         "row 3: the denominator -5 is negative"),
        ("period,numerator,denominator\n2022-01,1,5\n2022-02,6,5\n", {"kind": ChartKind.P},
         "row 3: the numerator 6 is above its denominator"),
        ("period,numerator,denominator\n2022-01,-1,5\n", {"kind": ChartKind.U},
         "row 2: the numerator -1 is negative"),
        ("period,numerator,denominator\n2022-01,1,-5\n", {"kind": ChartKind.XMR},
         "row 2: the denominator -5 is negative"),
        ("period,value\n2022-01,1.5\n", {"kind": ChartKind.C}, "row 2: 1.5 is no whole number"),
        ("period,value\n2022-01,-1\n", {"kind": ChartKind.T}, "row 2: -1 is negative"),
        ("period,value\n2022-01,1\n", {"kind": ChartKind.P}, "needs numerators and denominators"),
        ("period,value\n2022-01,1\n", {"phases": ("2025-01",)}, "the series has no 2025-01"),
        ("period,value\n2022-01,1\n", {"excluded": ("soon",)}, "'soon' is no period"),
        ("period,value\n", {}, "the file has no series"),
        ("month,count\n2022-01,1\n", {}, "row 1: the file lacks a column"),
        ("", {}, "row 1: the file lacks a column"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_with_its_row(written, text, asked, words):
    path = written(text)
    with pytest.raises(SeriesError) as fault:
        judge_own(read_series(path), Asked(**asked), path.name)
    assert words in fault.value.sentence
    assert "\n" not in fault.value.sentence


@pytest.mark.parametrize("kind", [None, *(k for k in ChartKind if "prime" not in k)])
def test_the_command_tells_every_kind_in_both_languages(written, kind, capsys):
    ratio = kind in (None, ChartKind.P, ChartKind.U)
    counts = [str(x) for x in np.random.default_rng(5).poisson(9, 30)]
    path = written(shares(30, rise=0.0) if ratio else values(counts))
    chart = [] if kind is None else ["--chart", str(kind)]
    for language, word in (("sv", "Variation: "), ("en", "Assurance: ")):
        arguments = ["trends", str(path), *chart, "--target", "9", "--language", language]
        assert main(arguments) == 0
        told = capsys.readouterr().out
        assert word in told
        assert not any(bad in told for bad in ("None", "nan", "{"))


def test_json_carries_chart_statements_direction_and_pace_without_nan(written, capsys):
    path = written(shares())
    arguments = ["--chart", "p", "--target", "90", "--due", "2027-12", "--json"]
    assert main(["trends", str(path), *arguments]) == 0
    [told] = json.loads(capsys.readouterr().out)["series"]
    assert told["chart"]["kind"] == "p"
    assert len(told["chart"]["upper"]) == len(told["chart"]["periods"]) == 48
    assert all(breach["periods"] and breach["sentence"] for breach in told["chart"]["breaches"])
    assert told["variation"]["sentence"].startswith("Variation: ")
    assert told["assurance"]["state"] == "consistent_fail"
    assert told["direction"]["state"] == "improving"
    assert told["pace"]["target"] == {"value": 90.0, "due": "2027-12"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--due", "2027-12"],
        ["--target", "nan"],
        ["--target", "5", "--due", "soon"],
        ["--language", "fi"],
        ["--q", "0"],
        ["--scale", "-1"],
    ],
)
def test_options_that_cannot_be_are_one_sentence_and_exit_code_2(written, arguments, capsys):
    assert main(["trends", str(written(values(NOISE))), *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path, capsys):
    assert main(["trends", str(tmp_path / "none.csv")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
