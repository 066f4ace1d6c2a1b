"""``riktning judge RUN``: a table and verdicts.json; a fault is one sentence, nothing is lost."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
import typer
from typer.testing import CliRunner

from riktning.catalogue.model import Polarity
from riktning.cli.judge import _cells
from riktning.cli.judge import judge as command
from riktning.cli.judge_effects import effects_needed
from riktning.cli.judge_targets import unpaced
from riktning.core.errors import RiktningError, RunError, SeriesError
from riktning.core.periods import Month
from riktning.indicators.runs import read_units
from riktning.trends import judge_run, run_folder
from riktning.trends.charts.chart import ChartKind
from riktning.trends.effect.finding import Activity
from riktning.trends.figures import at_most, figure
from riktning.trends.judged import PlannedTarget
from riktning.trends.judging import judge
from riktning.trends.multiplicity import benjamini_hochberg
from riktning.trends.run_folder import recorded_definitions
from riktning.trends.store import FILE, read_verdicts
from riktning.trends.verdict import Direction, Reason, Target
from trends.examples import DEFINITIONS, rows, run, table
from trends.folders import write_example
from trends.test_odd_values_of_runs import misprinted
from trends.test_words import SHARE


@pytest.fixture
def folder(tmp_path):
    return write_example(tmp_path / "run")


def _call(*arguments):
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_folder_is_judged_as_its_arrays_are(folder):
    assert judge_run(folder) == judge(run(), DEFINITIONS)


def test_as_of_and_targets_reach_the_judging(folder):
    target = PlannedTarget("share", None, Target(58.0, Month(2027, 12)))
    options = {"targets": [target], "as_of": Month(2025, 6), "q": 0.1}
    assert judge_run(folder, **options) == judge(run(), DEFINITIONS, **options)


@pytest.mark.parametrize(
    ("state", "reason"),
    [("no source", Reason.NO_DATA), ("withheld", Reason.QUALITY_FAILURE)],
)
def test_an_indicator_without_figures_says_why(tmp_path, state, reason):
    verdicts = judge_run(write_example(tmp_path / "run", absent=state))
    found = {series.verdict.indicator_id: series.verdict.direction for series in verdicts.verdicts}
    assert (found["absent"].state, found["absent"].reason) == (Direction.CANNOT_TELL, reason)


def _by(kind, months):
    """The example's share, summed over periods of so many months."""
    found = []
    for unit in ("R", "H1"):
        own = [r for r in rows() if (r["indicator_id"], r["unit_id"]) == ("share", unit)]
        for at in range(0, len(own), months):
            part = own[at : at + months]
            sums = {n: sum(r[n] for r in part) for n in ("numerator", "denominator")}
            value = 100 * sums["numerator"] / sums["denominator"]
            found.append(part[0] | sums | {"period_kind": kind, "value": value})
    return table(found)


def test_a_measure_published_by_tertial_is_judged_by_its_tertials(tmp_path):
    run = write_example(tmp_path / "run", _by("tertial", 4), periods={"share": "tertial"})
    target = PlannedTarget("share", None, Target(70.0, Month(2027, 12)))
    found = _of_region(judge_run(run, [target]), "share")
    direction, pace = found.verdict.direction, found.verdict.pace
    assert (direction.points, direction.cycle, direction.state) == (12, 3, Direction.IMPROVING)
    assert (direction.first, direction.last) == (Month(2022, 1), Month(2025, 12))
    assert direction.slope_per_year == pytest.approx(2.0, abs=0.6)
    assert (pace.reach.month % 4, found.chart.cycle) == (0, 3)
    assert found.chart.months[:2] == (Month(2022, 1), Month(2022, 5))


def test_four_years_are_too_few_and_a_period_not_yet_whole_is_no_point(tmp_path):
    run = write_example(tmp_path / "run", _by("year", 12), periods={"share": "year"})
    for as_of, points in ((None, 4), (Month(2025, 11), 3)):
        found = _of_region(judge_run(run, as_of=as_of), "share").verdict.direction
        assert (found.points, found.reason) == (points, Reason.TOO_SHORT)


def _of_region(verdicts, indicator):
    said = {(s.verdict.indicator_id, s.verdict.unit_id): s for s in verdicts.verdicts}
    return said[indicator, "R"]


def test_months_and_tertials_are_one_family(tmp_path):
    monthly, seldom = table(rows()), _by("tertial", 4)
    names = pa.array(["absent"] * seldom.num_rows)
    place = seldom.schema.get_field_index("indicator_id")
    both = pa.concat_tables([monthly, seldom.set_column(place, "indicator_id", names)])
    run = write_example(tmp_path / "run", both, absent="computed", periods={"absent": "tertial"})
    verdicts = judge_run(run)
    tested = [s.verdict.direction for s in verdicts.verdicts]
    assert verdicts.family.judged == len(tested) == 8
    assert sorted(f.q_value for f in tested) == pytest.approx(
        sorted(benjamini_hochberg(np.array([f.p_value for f in tested])).tolist())
    )


def test_a_seldom_measure_without_any_figures_says_so(tmp_path):
    run = write_example(tmp_path / "run", absent="computed", periods={"absent": "year"})
    found = {s.verdict.indicator_id: s.verdict.direction for s in judge_run(run).verdicts}
    assert found["absent"].reason is Reason.NO_DATA


def test_a_standardised_share_is_not_charted_as_if_its_counts_were_its_own(tmp_path):
    folder = write_example(tmp_path / "run")
    path = folder / "definitions.json"
    plain = json.loads(path.read_text())
    for each in plain:
        each["standard"] = "european_2013" if each["id"] == "share" else None
    path.write_text(json.dumps(plain))
    for series in judge_run(folder).verdicts:
        if series.verdict.indicator_id == "share":
            assert series.chart.kind is ChartKind.XMR


def test_figures_that_are_not_by_month_for_everyone_are_not_judged(tmp_path):
    others = [
        row | change
        for row in rows()
        for change in ({"period_kind": "rolling_12"}, {"period_kind": "year"}, {"sex": "F"})
    ]
    more = write_example(tmp_path / "more", table([*rows(), *others]))
    assert judge_run(more) == judge_run(write_example(tmp_path / "run"))


def test_the_command_shows_a_table_and_writes_the_file(folder):
    shown = _call(folder)
    assert shown.exit_code == 0, shown.output
    assert "förbättras" in shown.output
    assert "Syntetiska data – inte verkliga resultat" in shown.output
    assert "7 serier, 6 prövade, 3 i rörelse" in shown.output
    assert read_verdicts(folder) == judge_run(folder)


def test_json_is_what_the_file_holds(folder):
    shown = _call(folder, "--json", "--as-of", "2025-11")
    assert json.loads(shown.stdout) == json.loads((folder / FILE).read_text())
    assert json.loads(shown.stdout)["as_of"] == "2025-11"


def test_english_is_there_for_the_asking(folder):
    shown = _call(folder, "--language", "en")
    assert "improving" in shown.output
    assert "Synthetic data – not real results" in shown.output


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Sent / share: It takes 4 months more after the start; a mean effect of about"),
     ("sv", "Sent / share: Det behövs 4 månader till efter starten; då kan en medeleffekt på")],
)  # fmt: skip
def test_what_data_an_effect_takes_that_cannot_be_estimated_is_told(language, words):
    late = [Activity("Sent", "share", "H1", Month(2025, 10))]
    found = judge(run(), DEFINITIONS, activities=late).effects
    [told] = effects_needed(found, {"share": SHARE}, language)
    assert told.replace("\N{NO-BREAK SPACE}", " ").startswith(words)
    assert effects_needed(found, {}, language) == []


def test_levels_that_a_few_values_pull_are_not_in_the_table():
    found = judge(run(misprinted(20, 30)), DEFINITIONS).verdicts
    for each in (series.verdict for series in found):
        pulled = each.direction.middle is not None
        assert pulled is ((each.indicator_id, each.unit_id) == ("stay", "R"))
        if each.direction.end_level is not None:
            assert (_cells(each, {}, "en")[4:6] == ("", "")) is pulled


def test_targets_from_a_file_give_a_pace(folder, tmp_path):
    targets = tmp_path / "targets.csv"
    targets.write_text("indicator_id,unit_id,value,due\nshare,,40,2027-12\n")
    shown = _call(folder, "--targets", targets)
    assert "uppnått" in shown.output
    assert "Ingen takt" not in shown.stderr


@pytest.mark.parametrize(
    ("language", "words"),
    [("sv", "inga mål angavs (--plan KOD"), ("en", "no targets were given (--plan CODE")],
)
def test_without_targets_it_is_said_that_no_pace_is_judged(folder, language, words):
    shown = _call(folder, "--language", language)
    assert words in shown.stderr
    assert words not in shown.stdout


def test_a_file_without_targets_is_said_to_hold_none(folder, tmp_path):
    empty = tmp_path / "targets.csv"
    empty.write_text("indicator_id,unit_id,value,due\n")
    assert "inga mål där de söktes" in _call(folder, "--targets", empty).stderr


LONG = "andel_digitala_specialiserad"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_id_is_cut_at_80_columns(tmp_path, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "80")
    folder = write_example(tmp_path / "run", names={"share": LONG})
    targets = _targets(tmp_path, f"{LONG},,99.9,2026-01")
    shown = _call(folder, "--language", language, *targets)
    assert LONG in shown.stdout.split()
    assert "…" not in shown.stdout


def test_at_80_columns_nothing_said_is_lost_and_the_pace_comes_first(tmp_path, monkeypatch):
    folder = write_example(tmp_path / "run", names={"share": LONG})
    targets = _targets(tmp_path, f"{LONG},,99.9,2026-01")
    monkeypatch.setenv("COLUMNS", "250")
    wide = _call(folder, *targets).stdout
    monkeypatch.setenv("COLUMNS", "80")
    narrow = _call(folder, *targets).stdout
    assert max(map(len, narrow.splitlines()[:-1])) <= 80
    assert wide.index("Takt") < wide.index("Riktning")
    told = [series.verdict for series in read_verdicts(folder).verdicts]
    called = [v.direction for v in told if v.direction.start_level is not None]
    assert called
    for each in called:
        levels = [figure(x, 2, "sv") for x in (each.start_level, each.end_level)]
        assert " → ".join(levels) in narrow
    assert narrow.count("· q ") >= 1


@pytest.mark.parametrize(("columns", "language"), [("250", "sv"), ("250", "en"), ("80", "sv")])
def test_the_month_of_reaching_a_target_stands_with_its_interval_in_table_and_json(
    folder, tmp_path, monkeypatch, columns, language
):
    monkeypatch.setenv("COLUMNS", columns)
    moving = next(
        series.verdict
        for series in judge_run(folder, ()).verdicts
        if series.verdict.unit_id == "R" and series.verdict.direction.moves
    )
    level, slope = moving.direction.end_level, moving.direction.slope_per_year
    targets = _targets(tmp_path, f"{moving.indicator_id},,{level + 1.5 * slope:.3f},2026-01")
    shown = _call(folder, "--language", language, *targets).stdout
    paces = [s.verdict.pace for s in read_verdicts(folder).verdicts if s.verdict.pace]
    dated = [pace for pace in paces if pace.reach is not None]
    assert dated
    for pace in dated:
        last = "" if pace.reach_latest is None else pace.reach_latest
        assert f"{pace.reach} ({pace.reach_earliest}–{last})" in shown


@pytest.mark.parametrize(("language", "named"), [("sv", "(procent)"), ("en", "(percent)")])
def test_measures_stand_with_their_names_and_units_and_care_units_with_theirs(
    folder, monkeypatch, language, named
):
    monkeypatch.setenv("COLUMNS", "200")
    path = folder / "definitions.json"
    definitions = json.loads(path.read_text("utf-8"))
    for each in definitions:
        each["name"] = {"sv": "Andel", "en": "Share"}
        each["unit"] = {"sv": "procent", "en": "percent"}
    path.write_text(json.dumps(definitions), encoding="utf-8")
    shown = _call(folder, "--language", language).stdout
    assert f"{'Andel' if language == 'sv' else 'Share'} {named}" in shown
    names = {unit.unit_id: unit.name for unit in read_units(folder)}
    told = [series.verdict for series in read_verdicts(folder).verdicts]
    units = {v.unit_id for v in told if v.direction.state is not Direction.CANNOT_TELL}
    assert units and all(names[unit] in shown for unit in units)


def _targets(tmp_path, line):
    path = tmp_path / "targets.csv"
    path.write_text(f"indicator_id,unit_id,value,due\n{line}\n")
    return ("--targets", path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nothing,,40,2027-12", ("som inte är någon indikator", "is no indicator")),
        ("share,X,40,2027-12", ("som körningen inte har", "the run does not have")),
        ("share,,40,2027", ("rad 2: '2027' är ingen månad", "row 2: '2027' is not a month")),
    ],
)
def test_targets_that_do_not_fit_are_refused_and_the_old_verdicts_stay(
    folder, tmp_path, line, words
):
    _call(folder)
    before = (folder / FILE).read_bytes()
    for language, said in zip(("sv", "en"), words, strict=True):
        shown = _call(folder, *_targets(tmp_path, line), "--language", language)
        assert isinstance(shown.exception, SeriesError)
        assert said in shown.exception.sentence
        assert shown.exception.exit_code == 2
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("as_of", ["december", "2025-13", "2019-01", "2026-01", "2031-01"])
def test_an_impossible_month_is_refused(folder, as_of):
    shown = _call(folder, "--as-of", as_of)
    assert isinstance(shown.exception, RiktningError)
    assert not (folder / FILE).exists()


def test_a_month_after_the_data_is_refused_with_the_last_one_that_would_do(folder):
    shown = _call(folder, "--as-of", "2031-01")
    assert "2031-01 är efter körningens sista månad" in shown.exception.sentence
    assert "2025-12" in shown.exception.sentence


def test_an_unknown_language_is_refused_before_anything_is_written(folder):
    shown = _call(folder, "--language", "xx")
    assert isinstance(shown.exception, RiktningError)
    assert "sv or en" in shown.exception.sentence
    assert not (folder / FILE).exists()


def test_a_run_without_observations_or_with_broken_files_is_refused(folder, tmp_path):
    empty = write_example(tmp_path / "empty", table([]))
    with pytest.raises(RunError, match="no observations"):
        judge_run(empty)
    (folder / "observations.parquet").write_bytes(b"PAR1 not really")
    with pytest.raises(RunError, match=r"cannot be read|not those of the run"):
        judge_run(folder)
    (folder / "definitions.json").write_text('[{"id": "share"}]')
    with pytest.raises(RunError, match="no list of objects with id, kind, polarity"):
        judge_run(folder)
    with pytest.raises(RunError, match="no run"):
        judge_run(tmp_path)


def test_a_target_that_gives_no_pace_is_told_with_the_reason(tmp_path, monkeypatch):
    run = write_example(tmp_path / "run")
    sided = recorded_definitions(run)
    sideless = sided | {"share": replace(sided["share"], polarity=Polarity.NONE)}
    targets = [PlannedTarget("share", None, Target(70.0, Month(2027, 12)))]
    assert unpaced(run, targets, judge_run(run, targets), "sv") == []
    monkeypatch.setattr(run_folder, "recorded_definitions", lambda _: sideless)
    found = unpaced(run, targets, judge_run(run, targets), "en")
    assert found == [
        "No pace is judged towards the target of share (R): no side is given as better."
    ]


def test_at_most_is_rounded_up():
    assert [at_most(each, "en") for each in (0.0, 0.05, 0.1, 0.34, 3 * 0.1, 2.0)] == [
        "0.0", "0.1", "0.1", "0.4", "0.3", "2.0",
    ]  # fmt: skip
