"""The words of figures, areas and files, from plain values."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

import riktning.sources.quality
from riktning.apps.observations.figures import (
    Counts,
    IndicatorInfo,
    Point,
    RunInfo,
    UnitRow,
    VerdictInfo,
)
from riktning.apps.plans.tree import AreaTree, GoalCell, PeriodColumn, SubAreaRow, TargetItem
from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import Unit, UnitKind
from riktning.trends.charts.chart import (
    Breach,
    ChartBasis,
    ChartKind,
    ChartStatus,
    ControlChart,
)
from riktning.trends.charts.profiles import Rule
from riktning.trends.verdict import Direction, DirectionFinding, Pace, PaceFinding, Target
from riktning.web.charts import control_plot
from riktning.web.presenters.area import matrix
from riktning.web.presenters.csv_file import figures_csv
from riktning.web.presenters.definition import provenance_facts
from riktning.web.presenters.figures import (
    period_words,
    point_words,
    polarity_words,
    unbroken,
    value_words,
)
from riktning.web.presenters.indicator import chart_text, finding, no_pace_words, value_rows
from riktning.web.presenters.plan import targets_at
from riktning.web.presenters.quality import check_words, quality_sentences
from riktning.web.presenters.units import unit_groups
from riktning.web.presenters.verdicts import (
    PaceCounts,
    area_sentence,
    concern,
    counted_paces,
    pace_summary,
)

DAY = datetime(2026, 1, 1, tzinfo=UTC)


RUN = RunInfo(
    "r", DAY, DAY, True, "", "vgr", date(2025, 1, 1), date(2025, 12, 1), date(2025, 12, 31), True,
    {}, None,
)  # fmt: skip


def info(**changes) -> IndicatorInfo:
    plain = {
        "indicator_id": "matt",
        "code": "X1",
        "name": Words("=Mått", "Measure"),
        "says": Words("", ""),
        "kind": Kind.PROPORTION,
        "polarity": Polarity.LOWER,
        "unit": Words("%", "%"),
        "decimals": 1,
        "version": 1,
        "definition_sha256": "",
        "definition": {},
        "state": "computed",
        "state_reason": "",
    }
    return IndicatorInfo(**{**plain, **changes})


def point(value, hidden="", month=1) -> Point:
    period = Period(Month(2025, month), PeriodKind.MONTH)
    return Point(period, value, 10.0, value, None, None, False, hidden)


def trended(points) -> ControlChart:
    """A chart around the line 1, 2, 3 …, with the first point outside and a shift in the rest."""
    months = tuple(point.period.start for point in points)
    line = tuple(float(place + 1) for place in range(len(months)))
    return ControlChart(
        kind=ChartKind.XMR,
        status=ChartStatus.ESTABLISHED,
        months=months,
        values=tuple(point.value for point in points),
        preliminary=(False,) * len(months),
        centre=None,
        lower=tuple(level - 1 for level in line),
        upper=tuple(level + 1 for level in line),
        breaches=(Breach(Rule.OUTSIDE_LIMITS, months[:1]), Breach(Rule.SHIFT, months[1:])),
        basis=ChartBasis.TREND,
        line=line,
    )


def verdict(state: Direction, pace: Pace | None = None, **changes) -> VerdictInfo:
    finding = DirectionFinding(state, None, "ols", 12, Month(2025, 1), Month(2025, 12), **changes)
    found = PaceFinding(pace, Target(50.0, Month(2026, 12))) if pace else None
    return VerdictInfo("matt", "vgr", finding, found)


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        ("primary", "döljs (färre än 7)"),
        ("secondary", "döljs (skulle annars röja en annan)"),
        ("small_denominator", "döljs (för litet underlag)"),
        ("", "uppgift saknas"),
    ],
)
def test_a_figure_that_is_not_there_says_why(hidden, words):
    assert point_words(point(None, hidden), info(), "sv", 7) == words


def test_a_value_is_written_as_the_language_writes_it():
    assert value_words(1234.56, info(), "sv") == "1\u00a0234,6\u00a0%"
    assert value_words(1234.56, info(), "en") == "1,234.6\u00a0%"
    assert value_words(-0.04, info(), "sv") == "\N{MINUS SIGN}0,04\u00a0%"
    assert value_words(-0.00004, info(), "sv") == "0,0\u00a0%"


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ([None, 90.0], "ska vara högst 90 procent"),
        ([85.5, None], "ska vara minst 85,5 procent"),
        ([85.0, 90.0], "ska ligga mellan 85 och 90 procent"),
        (None, "ska ligga i ett målintervall"),
    ],
)
def test_an_interval_that_is_aimed_at_is_told_with_its_ends(ends, words):
    aimed = info(polarity=Polarity.TARGET_INTERVAL, definition={"target_interval": ends})
    assert polarity_words(aimed, "sv") == words


def test_a_preliminary_month_of_nothing_is_not_known_yet_and_shows_no_zeros():
    early = replace(point(None), numerator=0.0, denominator=0.0, preliminary=True)
    assert point_words(early, info(), "sv", 5) == "inte känt ännu"
    row = value_rows([early], info(), "sv", 5)[0]
    assert (row.numerator, row.denominator) == ("", "")
    late = replace(early, preliminary=False)
    assert point_words(late, info(), "sv", 5) == "uppgift saknas"
    assert value_rows([late], info(), "sv", 5)[0].denominator == "0"


def test_a_preliminary_month_with_a_value_shows_it():
    early = replace(point(6.4), preliminary=True)
    row = value_rows([early], info(), "sv", 5)[0]
    assert (row.value, row.denominator, row.note) == ("6,4\u00a0%", "10", "preliminär")


def test_zero_is_a_value_and_is_shown():
    assert point_words(point(0.0), info(), "sv", 5) == "0,0\u00a0%"


@pytest.mark.parametrize(
    ("counts", "lines", "sentence"),
    [
        (Counts(), 2, "Inget mått följer ännu området, så riktningen är okänd."),
        (Counts(unjudged=2), 0, "Måtten har ännu inte bedömts, så riktningen är okänd."),
        (Counts(improving=1), 1,
         "Det bedömda måttet förbättras. 1 indikator i planen saknar mått."),
        (Counts(improving=2, worsening=1, cannot_tell=1), 3,
         ("Av 4 mått med uppgifter förbättras 2, försämras 1 och går 1 inte att avgöra. "
          "3 indikatorer i planen saknar mått.")),
    ],
)  # fmt: skip
def test_an_area_is_told_in_one_or_two_sentences(counts, lines, sentence):
    assert area_sentence(counts, lines) == sentence


@pytest.mark.parametrize(
    ("paces", "sentence"),
    [
        ({}, ""),
        ({Pace.LATE: 1}, "I nuvarande takt, av 1 målvärde: 1 nås inte i tid."),
        ({Pace.REACHED: 1, Pace.LATE: 5, Pace.NO_DATE: 4},
         ("I nuvarande takt, av 10 målvärden: 1 är uppnått, 5 nås inte i tid och "
          "4 kan inte dateras.")),
    ],
)  # fmt: skip
def test_an_area_also_says_whether_it_goes_fast_enough(paces, sentence):
    assert pace_summary(PaceCounts(paces, {})) == sentence


def test_an_area_keeps_the_certainty_of_the_paces_it_counts():
    paces = {Pace.REACHED: 2, Pace.ON_TIME: 1, Pace.LATE: 3}
    counts = PaceCounts(paces, {Pace.REACHED: 1, Pace.ON_TIME: 1, Pace.LATE: 2})
    assert pace_summary(counts) == (
        "I nuvarande takt, av 6 målvärden: 2 är uppnådda (varav 1 osäkert), "
        "1 nås i tid (osäkert) och 3 nås inte i tid (varav 2 osäkra)."
    )
    assert [each.label.word for each in counted_paces(counts)] == [
        "sent (varav 2 osäkra)",
        "i tid (osäkert)",
        "uppnått (varav 1 osäkert)",
    ]


def test_measures_that_all_go_one_way_are_not_counted_twice():
    assert area_sentence(Counts(worsening=3), 0) == "Alla 3 bedömda mått försämras."


def test_what_worsens_comes_first_and_what_was_not_judged_last():
    order = [
        verdict(Direction.WORSENING, Pace.WRONG_WAY),
        verdict(Direction.WORSENING),
        verdict(Direction.IMPROVING, Pace.WRONG_WAY),
        verdict(Direction.NO_EVIDENCE, Pace.LATE),
        verdict(Direction.IMPROVING, Pace.LATE),
        verdict(Direction.NO_EVIDENCE, Pace.NO_DATE),
        verdict(Direction.NO_EVIDENCE, Pace.REACHED),
        verdict(Direction.CANNOT_TELL),
        verdict(Direction.IMPROVING, Pace.ON_TIME),
        verdict(Direction.IMPROVING, Pace.REACHED),
        None,
    ]
    assert [concern(each) for each in order] == sorted(map(concern, order))


def test_a_sub_area_has_as_many_rows_as_its_fullest_column_and_no_goal_is_lost():
    goals = (GoalCell(1, 10, 1, "a"), GoalCell(2, 11, 1, "b"), GoalCell(3, 11, 2, "c"))
    periods = (PeriodColumn(10, "2023", None), PeriodColumn(11, "2024", None))
    area = AreaTree(1, 1, "x", "x", periods, (SubAreaRow(1, "Del", goals),), (), ())
    rows = matrix(area).rows
    assert [(row.name, row.span, row.cells) for row in rows] == [
        ("Del", 2, ("a", "b")),
        ("", 2, ("", "c")),
    ]


def read_csv(language: str, delimiter: str, rounded_to: int | None = None) -> list[dict[str, str]]:
    series = {"vgr": [point(61.25), point(None, "primary", 2), point(1200.0, "", 3)]}
    with translation.override(language):
        text = figures_csv(
            info(), series, names={"vgr": "@Regionen"}, run_id="r", synthetic=True,
            language=language, k=5, rounded_to=rounded_to,
        )  # fmt: skip
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


def test_the_swedish_file_has_semicolons_decimal_commas_and_empty_hidden_figures():
    rows = read_csv("sv", ";")
    assert [row["värde"] for row in rows] == ["61,25", "", "1200"]
    assert [row["dold"] for row in rows] == ["", "döljs (färre än 5)", ""]
    assert {row["syntetiska data"] for row in rows} == {"ja"}


def test_a_file_says_to_what_base_its_counts_are_rounded():
    assert {row["antal avrundade till jämna"] for row in read_csv("sv", ";", 5)} == {"5"}
    assert {row["counts rounded to base"] for row in read_csv("en", ",")} == {""}


def test_the_english_file_has_commas_and_points():
    assert [row["value"] for row in read_csv("en", ",")] == ["61.25", "", "1200"]


def test_a_text_that_a_spreadsheet_would_run_is_quoted():
    row = read_csv("sv", ";")[0]
    assert (row["namn"], row["vårdenhetens namn"]) == ("'=Mått", "'@Regionen")


def test_quality_counts_only_checks_that_looked_at_something():
    results = [
        {"table": "stay", "status": status} for status in ("passed", "failed", "not_applicable")
    ]
    assert quality_sentences(results, ["stay"]) == (
        "1 av 2 kontroller är godkända.",
        "1 är underkänd.",
    )
    assert quality_sentences(results, ["contact"]) == ("Inga kontroller är redovisade.",)


def unit_row(name: str, value: float | None, said: VerdictInfo | None = None) -> UnitRow:
    unit = Unit(name, name, UnitKind.HOSPITAL, None, None, date(2020, 1, 1), None)
    return UnitRow(unit, point(value, "" if value is not None else "primary"), None, said)


def test_units_come_worst_first_by_verdict_then_by_value_and_hidden_last():
    rows = [
        unit_row("dold", None),
        unit_row("låg", 5.0),
        unit_row("hög", 9.0),
        unit_row("sämre", 1.0, verdict(Direction.WORSENING)),
    ]
    [group] = unit_groups(rows, info(), {}, chosen="låg", language="sv", k=5)
    assert [line.name for line in group.lines] == ["sämre", "hög", "låg", "dold"]
    assert [line.chosen for line in group.lines] == [False, False, True, False]


def test_a_long_list_of_units_comes_when_it_is_asked_for():
    few, many = ([unit_row(f"E{place}", 5.0) for place in range(size)] for size in (30, 31))

    def shown(rows, asked=""):
        [group] = unit_groups(rows, info(), {}, chosen="E1", language="sv", k=5, asked=asked)
        return group.shown, len(group.by_name)

    assert shown(few) == (True, 30)
    assert shown(many) == (False, 31)
    assert shown(many, "hospital") == (True, 31)
    assert shown(many, "municipality") == (False, 31)


def test_a_chart_of_years_stands_at_their_ends_where_a_target_is_due():
    said = verdict(
        Direction.IMPROVING, Pace.LATE, end_level=90.0, slope_per_year=2.0, slope_low=1.0,
        slope_high=3.0,
    )  # fmt: skip
    year = replace(point(90.0), period=Period(Month(2025, 1), PeriodKind.YEAR))
    plot = control_plot(info(), [year], said)
    assert plot is not None
    assert plot.months == (Month(2025, 12),)


def test_the_fan_follows_the_slope_to_the_target_date_and_no_percentage_passes_a_hundred():
    said = verdict(
        Direction.IMPROVING, Pace.LATE, end_level=90.0, slope_per_year=6.0, slope_low=2.0,
        slope_high=10.0, end_low=87.0, end_high=93.0, level_with_slope=0.0,
    )  # fmt: skip
    plot = control_plot(info(), [point(90.0)], said)
    assert plot is not None and plot.projection is not None
    fan = plot.projection
    assert (fan.end, fan.low, fan.middle, fan.high) == (Month(2026, 12), 91.0, 96.0, 100.0)
    assert fan.edges[0] == (said.direction.last, 87.0, 93.0)  # as wide as the level is unknown
    assert fan.edges[-1] == (fan.end, 91.0, 100.0)


@pytest.mark.parametrize(
    ("decimals", "start", "end", "told"),
    [(0, 3.9, 6.2, "från 3,9 till 6,2 "), (1, 8.12, 16.14, "från 8,1 till 16,1 "),
     (0, 4.0, 6.0, "från 4 till 6 "), (1, 0.31, 0.062, "från 0,31 till 0,06 "),
     (0, 1520.4, 1301.2, "från 1\u202f520 till 1\u202f301 ")],
)  # fmt: skip
def test_levels_are_told_as_they_are_drawn(decimals, start, end, told):
    said = verdict(Direction.IMPROVING, start_level=start, end_level=end, moves=True)
    title = finding(info(decimals=decimals), said, "sv").title.replace("\u00a0", " ")
    assert told in title


def test_what_is_not_nothing_is_not_told_as_0_and_what_is_has_no_decimals():
    still = verdict(Direction.NO_EVIDENCE, start_level=0.3, end_level=0.0)
    title = finding(info(decimals=1), still, "sv").title.replace("\u00a0", " ")
    assert "omkring 0 procent" in title
    assert value_words(0.0077, info(decimals=1), "sv").startswith("0,01")
    assert value_words(0.0, info(decimals=1), "sv").startswith("0,0")
    assert value_words(5.04, info(decimals=1), "sv").startswith("5,0")


def test_a_target_that_no_run_was_judged_against_is_not_said_to_be_impossible_to_judge():
    with translation.override("sv"):
        assert no_pace_words(info(), None) == "Takten är inte bedömd."
        told = no_pace_words(info(), verdict(Direction.IMPROVING, end_level=9.0))
        assert told == "Takten är inte bedömd: målvärdet fanns inte med när körningen bedömdes."
        short = verdict(Direction.CANNOT_TELL, end_level=None)
        assert no_pace_words(info(), short) == "Takten går inte att bedöma."


@pytest.mark.parametrize("due", [Month(2024, 12), Month(2025, 12), Month(2026, 3)])
def test_the_fan_goes_on_to_the_date_that_is_told_though_the_due_month_is_past(due):
    said = verdict(
        Direction.IMPROVING, Pace.LATE, end_level=50.0, slope_per_year=6.0, slope_low=4.0,
        slope_high=8.0, end_low=47.0, end_high=53.0, level_with_slope=0.0,
    )  # fmt: skip
    told = replace(said.pace, target=Target(53.0, due), reach=said.direction.last.plus(6))
    plot = control_plot(info(), [point(50.0)], replace(said, pace=told))
    assert plot is not None and plot.projection is not None
    fan = plot.projection
    assert (fan.start, fan.end, fan.middle) == (said.direction.last, told.reach, 53.0)
    far = replace(told, reach=said.direction.last.plus(90))
    ahead = control_plot(info(), [point(50.0)], replace(said, pace=far)).projection
    assert ahead.end == said.direction.last.plus(36)
    none = replace(told, reach=None)
    kept = control_plot(info(), [point(50.0)], replace(said, pace=none)).projection
    assert (kept is None) == (due <= said.direction.last)


def test_a_run_that_does_not_tell_the_levels_interval_has_a_line_ahead_and_no_fan():
    said = verdict(
        Direction.IMPROVING, Pace.LATE, end_level=90.0, slope_per_year=6.0, slope_low=2.0,
        slope_high=10.0,
    )  # fmt: skip
    plot = control_plot(info(), [point(90.0)], said)
    assert plot is not None and plot.projection is not None
    assert (plot.projection.edges, plot.projection.middle) == ((), 96.0)


@pytest.mark.parametrize("pace", [Pace.NO_DATE, Pace.REACHED, None])
def test_no_fan_is_drawn_where_no_date_is_given(pace):
    said = verdict(
        Direction.NO_EVIDENCE, pace, end_level=9.0, slope_per_year=1.0, slope_low=-1.0,
        slope_high=3.0,
    )  # fmt: skip
    plot = control_plot(info(), [point(9.0)], said)
    assert plot is not None and plot.projection is None


def test_a_series_that_is_wholly_hidden_has_no_chart():
    assert control_plot(info(), [point(None, "primary")], None) is None


def test_a_moving_series_is_drawn_and_told_around_its_trend_line():
    points = [point(9.0, month=1), *(point(float(month), month=month) for month in range(2, 7))]
    said = replace(verdict(Direction.IMPROVING), chart=trended(points))
    plot = control_plot(info(), points, said)
    assert plot is not None
    assert plot.along_trend
    assert plot.centre == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    assert plot.breached == (Month(2025, 1),)
    with translation.override("sv"):
        found = finding(info(), said, "sv")
    assert found.limits == "styrgränser kring trendlinjen"
    assert found.breaches == (
        "Utanför gränserna kring trendlinjen: jan\u00a02025.",
        "Åtta eller fler i rad på samma sida om trendlinjen: feb\u00a02025–juni\u00a02025.",
    )


def test_a_series_that_does_not_move_is_drawn_around_its_level_and_says_nothing_of_it():
    points = [point(2.0, month=month) for month in range(1, 7)]
    chart = replace(trended(points), basis=ChartBasis.LEVEL, line=(), centre=2.0)
    said = replace(verdict(Direction.NO_EVIDENCE, end_level=2.0), chart=chart)
    plot = control_plot(info(), points, said)
    assert plot is not None
    assert (plot.along_trend, set(plot.centre)) == (False, {2.0})
    assert finding(info(), said, "sv").limits == ""


def test_the_subtitle_says_unit_once_and_what_the_limits_lie_around():
    index = info(kind=Kind.INDEX, unit=Words("index 0–1", "index 0–1"), decimals=2)
    points = [point(float(month), month=month) for month in range(1, 7)]
    said = replace(
        verdict(Direction.IMPROVING, start_level=0.1, end_level=0.2), chart=trended(points)
    )
    with translation.override("en"):
        text = chart_text(finding(index, said, "en"), index, RUN, "The region", "en")
    assert "from 0.10 to 0.20 between" in text.title
    assert text.subtitle == (
        "Measure, index 0–1, The region, Jan\u00a02025–Dec\u00a02025, lower is better, "
        "control limits around the trend line"
    )


def test_the_file_carries_three_decimals_more_than_the_page():
    point = Point(Period(Month(2025, 1), PeriodKind.MONTH), 1, 3, 4.269660243531914, None, None,
                  False, "")  # fmt: skip
    text = figures_csv(info(), {"u": [point]}, names={}, run_id="r", synthetic=True, language="sv",
                       k=5)  # fmt: skip
    assert ";4,2697;" in text
    assert "4,26966" not in text


def test_every_check_that_a_delivery_goes_through_has_words():
    """The names stand in the rooms of the checks; the page must not show them as they are."""
    folder = Path(riktning.sources.quality.__file__).parent
    named = {
        match
        for path in folder.glob("*.py")
        for match in re.findall(r"Check\(\s*\"([a-z_]+)\"", path.read_text("utf-8"))
    }
    assert len(named) > 15
    assert [name for name in sorted(named) if check_words(name, "") == name] == []
    assert check_words("nulls", "unit_id") == "Värden som saknas (unit_id)"


def test_what_is_due_next_is_the_target_shown():
    first, second = (
        TargetItem(None, value, Month(year, 12)) for value, year in ((1.0, 2024), (2.0, 2026))
    )
    other = TargetItem("su", 9.0, Month(2025, 12))
    pairs = [("a", second), ("a", first), ("a", other)]
    assert targets_at(pairs, "vgr", "vgr", Month(2024, 6)) == {"a": first}
    assert targets_at(pairs, "vgr", "vgr", Month(2025, 6)) == {"a": second}
    assert targets_at(pairs, "vgr", "vgr", Month(2027, 6)) == {"a": second}
    assert targets_at(pairs, "vgr", "su", Month(2024, 6)) == {"a": other}


def test_any_twelve_months_are_told_from_first_to_last():
    period = Period(Month(2024, 3), PeriodKind.ROLLING_12)
    assert period_words(period, "sv") == "mars\u00a02024–feb\u00a02025"


def test_the_provenance_says_that_counts_are_rounded_only_of_a_rounded_run_and_of_persons():
    rounded = replace(RUN, manifest={**RUN.manifest, "round_to": 5})

    def said(run, **definition):
        facts = provenance_facts(info(definition=definition), run, ())
        return [fact.text for fact in facts if fact.name == "Avrundning"]

    assert said(rounded, protects_persons=True) == ["antal personer är avrundade till jämna 5-tal"]
    assert said(rounded, protects_persons=False) == said(RUN, protects_persons=True) == []


def test_the_letter_of_a_status_is_of_the_language_of_the_page():
    from django.utils.translation import override

    from riktning.apps.followup.rounds.statuses import AnswerStatus
    from riktning.web.presenters.rounds import answer_status
    from riktning.web.presenters.verdicts import human_status

    with override("sv"):
        assert [human_status(code).letter for code in ("green", "yellow", "red")] == [
            "Gr",
            "Gu",
            "Rö",
        ]
        swedish = {status: answer_status(status).letter for status in AnswerStatus}
    with override("en"):
        assert [human_status(code).letter for code in ("green", "yellow", "red")] == list("GYR")
        english = {status: answer_status(status).letter for status in AnswerStatus}
    assert swedish[AnswerStatus.REACHED] == "U"
    assert english[AnswerStatus.REACHED] == "R"
    for letters in (swedish, english):
        assert len(set(letters.values())) == len(letters)


def test_no_line_ends_inside_a_number_but_between_numbers_it_may():
    assert (
        unbroken("per 1 000 invånare, tertial 3 2025") == "per 1\u00a0000 invånare, tertial 3 2025"
    )
