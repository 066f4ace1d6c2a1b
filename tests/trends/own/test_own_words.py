"""What is said of someone's own series: figures as they are, and no more than is so."""

import json

import pytest

from riktning.cli.main import main
from riktning.core.periods import Month

FIRST = Month(2022, 1)


@pytest.fixture
def told(tmp_path, capsys):
    """The words of ``riktning trends`` on a file of the given text."""

    def tell(text, *options):
        path = tmp_path / "own.csv"
        path.write_text(text, encoding="utf-8")
        code = main(["trends", str(path), *options])
        captured = capsys.readouterr()
        return captured.out.replace("\u00a0", " ") if code == 0 else captured.err

    return tell


def series(figures, head="period,value"):
    rows = "".join(f"{FIRST.plus(at)},{figure}\n" for at, figure in enumerate(figures))
    return f"{head}\n{rows}"


RISING = [round(0.05 + 0.0005 * at + 0.003 * ((at * 7) % 5 - 2) / 2, 4) for at in range(48)]


def test_a_target_is_not_rounded_into_another(told):
    said = told(series(RISING), "--target", "0.08", "--due", "2027-12")
    assert "0,08" in said and "0,1" not in said
    assert "målet 0,0875" in told(
        series(RISING), "--target", "0.0875", "--due", "2027-12", "--decimals", "1"
    )


def test_a_slope_and_its_interval_do_not_vanish_in_rounding(told):
    said = told(series(RISING))
    assert "0,00 till" not in said
    assert "Lutning +0,006" in said


def test_levels_have_the_decimals_that_the_values_differ_in(told):
    rows = [f"{7 + at % 3},{100 + at % 7}" for at in range(48)]
    said = told(series(rows, "period,numerator,denominator"), "--chart", "u")
    assert "omkring 0,08" in said or "omkring 0,07" in said
    assert "Lutning 0,00 " not in said


@pytest.mark.parametrize("kind", ["p", "u"])
def test_a_count_that_is_not_whole_is_refused_with_its_row(told, kind):
    rows = ["47,100", "50.5,100", *["48,100"] * 22]
    said = told(series(rows, "period,numerator,denominator"), "--chart", kind)
    assert "rad 3" in said and "50,5 är inget heltal" in said


def test_a_share_is_of_a_whole_number_but_a_rate_need_not_be(told):
    rows = ["47,100.5", *["48,100", "41,100"] * 12]
    text = series(rows, "period,numerator,denominator")
    assert "100,5 är inget heltal" in told(text, "--chart", "p")
    assert told(text, "--chart", "u").startswith("U")


def dated(days):
    return "period,value\n" + "".join(f"{day},{50 + at % 5}\n" for at, day in enumerate(days))


@pytest.mark.parametrize(
    "day", [lambda month: f"{month}-28", lambda month: f"{month}-{15 + month.month % 3}"]
)
def test_dates_one_a_month_are_taken_for_the_months(told, day):
    said = told(dated([day(FIRST.plus(at)) for at in range(36)]))
    assert "mellan januari 2022 och december 2024" in said


@pytest.mark.parametrize(
    "days",
    [
        ["2022-01-30", "2022-01-31", "2022-02-01", "2022-02-02"],
        ["2022-01-31", "2022-02-01"],
        ["2022-01-03", "2022-04-20", "2022-05-30"],
    ],
)
def test_other_dates_stay_days(told, days):
    assert "inte för dagar" in told(dated(days))


def test_two_columns_of_one_name_are_refused(told):
    said = told(series(["1,2"] * 24, "period,value,Value"))
    assert "rad 1" in said and "två kolumner heter 'value'" in said


NOISE = [50 + (at * 7) % 5 for at in range(36)]
UP = [50 + at + (at * 7) % 5 for at in range(36)]


def test_a_name_keeps_its_capital(told):
    rows = [f"Borås,{figure}" for figure in NOISE]
    assert "syns för Borås mellan" in told(series(rows, "period,series,value"))


def test_a_series_without_a_name_is_not_called_by_one(told):
    assert "går inte att avgöra. Serien har" in told(series(NOISE[:9]))


@pytest.mark.parametrize("kind", ["g", "t"])
def test_what_lies_between_events_has_no_direction_and_is_told_why(told, kind):
    said = told(series(NOISE), "--chart", kind, "--target", "40", "--due", "2027-12")
    assert "Riktning och takt bedöms inte av det som ligger mellan händelser" in said


def test_without_a_better_side_the_reason_is_that(told):
    said = told(series(UP), "--better", "none", "--target", "90", "--due", "2027-12")
    assert "inga gränser" not in said and "Definitionen" not in said
    assert "eftersom inget håll är angivet som bättre" in said


def test_a_month_due_before_the_series_begins_is_told_as_past(told):
    said = told(series(UP), "--target", "190", "--due", "2020-01")
    assert "januari 2020, hade passerat redan när serien börjar" in said
    assert "hade passerat" not in told(series(UP), "--target", "190", "--due", "2027-01")


def test_a_chart_without_limits_is_not_said_to_mark_points_by_them(told):
    assert "gränser kring en fast nivå" not in told(series(UP), "--chart", "run")
    assert "gränser kring en fast nivå" in told(series(UP))


@pytest.mark.parametrize("target", ["abc", "nan", ""])
def test_a_target_that_is_no_number_is_one_sentence(told, target):
    said = told(series(NOISE), "--target", target)
    assert "är inget tal" in said and len(said.splitlines()) == 1


def test_a_target_may_have_a_decimal_comma(told):
    assert "målet 61,25" in told(series(NOISE), "--target", "61,25")


def test_without_a_better_side_it_is_still_told_that_the_level_has_risen(told):
    said = told(series(UP), "--better", "none")
    assert "har ökat från" in said and "inget håll är angivet som bättre" in said
    assert "förbättring" not in said and "försämring" not in said
    assert "har ökat" not in told(series(NOISE), "--better", "none")


def test_rows_that_give_no_point_and_missing_periods_are_told(told):
    rows = [f"{FIRST.plus(at)},{4 + at % 3},100" for at in range(24)]
    rows[4] = f"{FIRST.plus(4)},20,0"
    rows[9] = f"{FIRST.plus(9)},7,"
    text = "\n".join(["period,numerator,denominator", *rows[:14], *rows[16:]])
    said = told(text, "--chart", "u")
    assert "2 rader ger ingen punkt" in said and "rad 6, 11" in said
    assert "2 av 24 perioder saknas i filen" in said
    plain = told(series(NOISE))
    assert "ger ingen punkt" not in plain and "saknas i filen" not in plain


def test_a_column_that_nothing_is_read_from_is_told(told):
    rows = [f"Borås,{figure}" for figure in NOISE]
    assert "Läses inte: kolumnen 'unit'." in told(series(rows, "period,unit,value"))
    twice = "period,unit,value\n" + "".join(f"2022-01,{unit},4\n" for unit in "ab")
    said = told(twice)
    assert "finns två gånger" in said and "kolumnen 'unit' läses inte" in said


def test_the_series_of_a_file_are_told_as_the_family_they_are(told):
    rows = [f"{FIRST.plus(at)},{name},{figure}" for name, figures in (("a", UP), ("b", NOISE))
            for at, figure in enumerate(figures)]  # fmt: skip
    text = "\n".join(["period,series,value", *rows])
    assert "Tillsammans: 2 serier, 2 prövade, 1 i rörelse" in told(text)
    family = json.loads(told(text, "--json"))["family"]
    assert (family["size"], family["judged"], family["called"]) == (2, 2, 1)
    assert family["expected_false"] == pytest.approx(0.05)
    assert "Tillsammans" not in told(series(UP))


@pytest.mark.parametrize(
    ("due", "month"), [("2030", "2030-12"), ("2027-Q2", "2027-06"), ("2027T2", "2027-08")]
)
def test_what_is_due_in_a_longer_period_is_due_in_its_last_month(told, due, month):
    found = json.loads(told(series(UP), "--target", "190", "--due", due, "--json"))
    assert found["series"][0]["pace"]["target"]["due"] == month


def test_the_level_of_each_phase_is_told_and_the_chart_by_the_phases_that_have_limits(told):
    figures = [*NOISE[:24], *(figure + 10 for figure in NOISE[:6])]
    said = told(series(figures), "--phase", "2024-01")
    assert "nivå 52,0" in said and "nivå 61,7" in said
    assert said.startswith("XmR-diagram")


SATURATING = [round(300 * (1 - 0.22 * 0.9**at)) for at in range(48)]
SHARES = "period,numerator,denominator\n" + "".join(
    f"{FIRST.plus(at)},{seen},300\n" for at, seen in enumerate(SATURATING)
)


def test_no_share_is_told_above_the_whole_and_no_target_reached_by_a_line_that_leads_there(told):
    found = json.loads(told(SHARES, "--target", "100", "--due", "2027-12", "--json"))["series"][0]
    assert found["direction"]["line_end"] > 100 == found["direction"]["end_level"]
    assert (found["pace"]["state"], found["pace"]["beyond"]) == ("no_date", True)
    assert found["pace"]["probability"] is None
    assert found["pace"]["required_slope_per_year"] is None
    assert 99 < found["pace"]["recent"] < 100
    said = told(SHARES, "--target", "100", "--due", "2027-12")
    assert "det senaste årets medelvärde är 99," in said and "krävs" not in said
    assert "till 100,0 procent mellan" in said and "leder utanför vad måttet kan vara" in said
    lower = told(SHARES, "--target", "90", "--due", "2027-12")
    assert "uppnått enligt det senaste årets medelvärde" in lower


def test_a_count_that_dies_out_is_never_told_below_nothing(told):
    figures = [max(round(20 * 0.85**at), 0) for at in range(40)]
    found = json.loads(told(series(figures), "--chart", "c", "--json"))["series"][0]["direction"]
    assert found["line_end"] < 0 == found["end_level"]


def test_a_share_counted_on_four_times_as_many_is_judged_from_then_on(told):
    size = [200] * 20 + [800] * 28
    rows = [f"{n * (60 + at % 4) // 100},{n}" for at, n in enumerate(size)]
    text = series(rows, "period,numerator,denominator")
    found = json.loads(told(text, "--json"))["series"][0]
    assert (found["direction"]["cut"], found["direction"]["first"]) == ("volume_break", "2023-09")
    assert [each["first"] for each in found["chart"]["phases"]] == ["2022-01", "2023-09"]
    assert "från september 2023 (" in told(text)
    later = json.loads(told(text, "--phase", "2024-01", "--json"))["series"][0]
    assert later["direction"]["cut"] == "new_phase"


def test_points_that_a_season_marks_are_said_to_be_that(told):
    figures = [50 + 10 * (at % 12 > 5) + (at * 7) % 5 / 5 for at in range(48)]
    said = told(series(figures))
    assert "Utanför styrgränserna" in said or "i rad" in said
    assert "Serien följer säsongen" in said
    jumps = [50 + (at * 7) % 5 + 30 * (at == 20) for at in range(48)]
    assert "säsongen" not in told(series(jumps)).replace("säsongsrensad", "")


def test_a_chart_of_counts_of_a_file_of_ratios_says_what_the_file_has(told):
    rows = [f"{50 + at % 5},70" for at in range(24)]
    said = told(series(rows, "period,numerator,denominator"), "--chart", "c")
    assert "filen har täljare och nämnare" in said and "heltal" not in said


def test_a_target_beyond_all_figures_is_told_too_large_however_it_is_written(told):
    assert "för stort" in told(series(RISING), "--target", "5e299")


FIFTIES = [50 + ((at * 7) % 9 - 4) / 2 for at in range(36)]


def test_a_few_values_that_pull_are_named_and_said_to_count_in_the_trend(told):
    figures = [5000 if at in (5, 20) else value for at, value in enumerate(FIFTIES)]
    said = told(series(figures), "--language", "en")
    assert "2 values, 5,000 (June 2022) and 5,000 (September 2023), pull the centre" in said
    assert "Variation: cannot be told, a few values pull the level." in said
    assert "They are part of the trend and pull it" in said
    [found] = json.loads(told(series(figures), "--json"))["series"]
    assert found["chart"]["pulled_by"][0]["periods"] == ["2022-06", "2023-09"]


def test_the_value_that_the_trend_sets_aside_does_not_make_the_latest_one_low(told):
    rows = [f"{2006 + at},{400 if at == 6 else 40.5 + at + (at * 7) % 3 / 5}" for at in range(14)]
    said = told("\n".join(["period,value", *rows]), "--language", "en")
    assert "The value of 2012 is not part of the trend" in said
    assert "lower than usual" not in said
    assert "Variation: cannot be told, a single value pulls the level." in said


def test_a_phase_without_a_point_that_counts_has_no_level_and_one_period_is_named_once(told):
    out = [word for month in ("01", "02", "03") for word in ("--exclude", f"2022-{month}")]
    said = told(series(FIFTIES), "--language", "en", "--phase", "2022-02", *out)
    assert "level 0" not in said
    assert "January 2022 too few points for limits, descriptive only;" in said


def test_tiny_values_are_told_by_their_own_digits(told):
    figures = [value * 1e-12 for value in FIFTIES]
    said = told(series(figures), "--language", "en")
    assert "ends at about 5.0·10⁻¹¹" in said
    assert "0.0000" not in said
    level = told(series([50.1] * 35 + [50.1 + 1e-13]), "--language", "en")
    assert "·10" not in level


def test_a_share_that_pulls_is_told_with_its_unit(told):
    rows = [f"{300 + at * 7 % 19},{40_000 if at == 20 else 400}" for at in range(40)]
    said = told(series(rows, "period,numerator,denominator"), "--language", "en")
    assert "A single value, 0.77 per cent (September 2023), pulls the centre" in said


def test_what_the_rules_of_runs_are_tried_on_is_told_and_given(told):
    figures = [50 + (at * 7) % 9 / 2 + (4 if at >= 26 else 0) for at in range(36)]
    options = ("--chart", "run", "--rules", "anhoej", "--language", "en")
    said = told(series(figures), *options)
    [given] = json.loads(told(series(figures), *options, "--json"))["series"]
    [found] = given["chart"]["runs"]
    assert (found["first"], found["last"], found["longest_expected"]) == ("2022-01", "2024-12", 8)
    assert found["longest"] >= 10
    assert (
        f"Anhøj: useful points (not on the centre) {found['useful']}, longest run on one side "
        f"{found['longest']} (chance gives 8 at most), crossings {found['crossings']} (chance "
        f"gives {found['crossings_expected']} at least)."
    ) in said
    phases = told(series(figures), *options, "--phase", "2023-07", "--exclude", "2022-01")
    assert "January 2022–June 2023: useful points (not on the centre) " in phases
    assert "useful points" not in told(series(figures), "--language", "en")
    assert json.loads(told(series(figures), "--json"))["series"][0]["chart"]["runs"] == []
