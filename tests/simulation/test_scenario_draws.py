"""Uncertain figures are drawn, run and told, against a case whose answer is known."""

import json

import numpy as np
import pytest
from scipy import stats

from riktning.apps.scenarios.drafting import file_text
from riktning.core.errors import ScenarioError
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import read_region
from riktning.simulation.scenarios import drawn as drawing
from riktning.simulation.scenarios.compiling import kernel_scenario
from riktning.simulation.scenarios.drawn import run_drawn
from riktning.simulation.scenarios.figuring import figures_of
from riktning.simulation.scenarios.files import read_scenario, read_scenario_text
from riktning.simulation.scenarios.folders import plan_as_told
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.running import Wanted
from riktning.simulation.scenarios.spread_json import spreads_as_json
from riktning.simulation.scenarios.spreads import spreads
from simulation.small_world import REGION

HEAD = """name: {sv: Prov, en: Trial}
says: {sv: Ett prov., en: A trial.}
first: 2026-01
last: 2026-12
persons: 4000
replicates: 2
capacity: false
"""
# Emergency visits are spared a share that lies evenly between a tenth and a half.
CONTINUITY = """levers:
  continuity:
    start: 2026-01
    reach: 100 %
    sizes:
      emergency_visits_spared:
        {distribution: uniform, low: 0.1, high: 0.5, source: a test}
      admissions_spared: 0
"""
EMERGENCY = [outcome.id for outcome in OUTCOMES].index("emergency")


@pytest.fixture
def run(tmp_path):
    def follow(levers="", name="trial", head=HEAD, **wanted):
        path = tmp_path / f"{name}.yaml"
        path.write_text(head + levers, encoding="utf-8")
        out = tmp_path / wanted.pop("out", "out")
        count = run_drawn([read_scenario(path)], Wanted(REGION, out, threads=1, **wanted))
        return count, out / name

    return follow


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.json")}


def test_an_evenly_drawn_lever_has_an_even_effect(run):
    """E visits without it: the difference is −E·p, whose quantiles are −E·(0.1 + 0.4u)."""
    _, folder = run(name="baseline", draws=16, replicates=3)
    run(CONTINUITY, draws=16, replicates=3)
    found = spreads([folder.parent], None)
    base, plan = found.drawn
    visits = base.values[0, :, EMERGENCY, 0].mean()
    lines = [line for line in found.lines if line.scenario == "trial"]
    told = next(line for line in lines if line.outcome.id == "emergency").difference
    sizes = np.array([spared(plan.folder.path, draw) for draw in plan.draws])
    ends = (0.025, 0.5, 0.975)
    low, median, high = np.quantile(-visits * sizes, ends, method="median_unbiased")
    left = stats.t.ppf(0.975, 2) * told.error  # of chance, in the mean of three replicates
    assert told.median == pytest.approx(median, rel=0.05)
    assert told.low == pytest.approx(median - np.hypot(median - low, left), rel=0.08)
    assert told.high == pytest.approx(median + np.hypot(high - median, left), rel=0.08)
    assert told.parameter_sd == pytest.approx(visits * sizes.std(ddof=1), rel=0.08)
    assert told.parameter_share > 0.9
    assert sizes.min() >= 0.1 and sizes.max() <= 0.5
    assert sizes.mean() == pytest.approx(0.3, abs=0.08)


def spared(folder, draw):
    """What was drawn, as the file of the run tells it."""
    path = folder / "draws" / f"draw-{draw:04d}-replicate-0000.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    return told["figures"]["continuity.emergency_visits_spared"]


def test_without_uncertain_figures_all_variance_is_chance(run):
    _, folder = run(draws=3)
    told = next(line for line in spreads([folder], None).lines if line.outcome.id == "emergency")
    assert told.value.parameter_sd == 0.0
    assert told.value.chance_sd > 0


def test_a_broken_run_goes_on_to_the_same_bytes_and_more_draws_keep_those_there(run, monkeypatch):
    count, whole = run(CONTINUITY, draws=3)
    assert count == 6
    write, done = drawing.write_record, []

    def broken(*arguments):
        done.append(arguments)
        if len(done) == 4:
            raise KeyboardInterrupt
        write(*arguments)

    monkeypatch.setattr(drawing, "write_record", broken)
    with pytest.raises(KeyboardInterrupt):
        run(CONTINUITY, draws=3, out="broken")
    monkeypatch.undo()
    half = whole.parents[1] / "broken" / "trial"
    assert len(list((half / "draws").iterdir())) == 3
    assert spreads([half], None).drawn[0].draws == (0,)
    count, again = run(CONTINUITY, draws=3, out="broken")
    assert count == 3 and files(again) == files(whole)
    count, more = run(CONTINUITY, draws=4, out="broken")
    assert count == 2 and files(whole).items() <= files(more).items()


def test_levers_alone_and_together_are_shared_out_from_runs(run):
    levers = CONTINUITY + "  medication_review: {start: 2026-01, reach: 50 %}\n"
    count, folder = run(levers, draws=1, shares=True)
    assert count == 2 + 4 * 2
    told = spreads([folder], None).shares["trial"]
    assert told.levers == ("medication_review", "continuity")
    assert told.values[0, EMERGENCY, 0] == 0 and told.values[1, EMERGENCY, 0] < 0
    text = json.dumps(spreads_as_json(spreads([folder], None)), allow_nan=False)
    assert "inte verkliga" in text


def test_a_record_of_another_draw_or_another_scenario_is_refused(run):
    _, folder = run(CONTINUITY, draws=2)
    one = folder / "draws" / "draw-0000-replicate-0000.json"
    told = json.loads(one.read_text(encoding="utf-8"))
    told["figures"]["continuity.emergency_visits_spared"] = 0.2
    one.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ScenarioError, match="as its manifest tells it"):
        spreads([folder], None)
    one.write_bytes(b"{")
    with pytest.raises(ScenarioError, match="as its manifest tells it"):
        spreads([folder], None)


def test_parameters_grow_to_what_is_drawn_and_are_the_same_in_every_scenario(tmp_path):
    emergency = "{distribution: lognormal, low: 0.8, high: 1.2, source: a}"
    nights = "{distribution: triangular, low: 0.9, middle: 1, high: 1.1, source: a}"
    text = f"{HEAD}parameters:\n  demand_emergency: {emergency}\n  nights: {nights}\n"
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(text + CONTINUITY, encoding="utf-8")
    one, two = (read_scenario(tmp_path / f"{name}.yaml") for name in ("one", "two"))
    drawn = [figures_of(one, 0, n).parameter("demand_emergency") for n in range(300)]
    assert drawn[9] == figures_of(two, 1, 9).parameter("demand_emergency")
    assert np.mean([0.8 <= each <= 1.2 for each in drawn]) == pytest.approx(0.95, abs=0.03)
    assert figures_of(one, 0).parameter("nights") == 1.0
    region = read_region(REGION, Horizon(one.first, one.last))
    found = kernel_scenario(one, region, 14, figures_of(one, 0, 9), ())
    assert found.demand[11, 2] == pytest.approx(drawn[9])
    assert found.demand[13, 2] == found.demand[11, 2]
    assert found.demand[5, 2] == pytest.approx(drawn[9] ** 0.5)
    assert (np.delete(found.demand, 2, axis=1) == 1).all()
    assert found.length is not None
    assert kernel_scenario(one, region, 14, figures_of(one, 0), ()).length is None


REACH = "levers:\n  continuity: {start: 2026-01, reach: {%s}}\n"
SPARED = "levers:\n  continuity: {start: 2026-01, reach: 5 %%, sizes: {admissions_spared: {%s}}}\n"
READY = "levers:\n  faster_discharge: {start: 2026-01, reach: 5 %%, sizes: {ready_days: {%s}}}\n"
FACTOR = "parameters:\n  nights: {%s}\n"
FAULTS = [
    (REACH % "distribution: lognormal, low: 5 %, high: 9 %, source: s", "more than everybody"),
    (REACH % "distribution: uniform, low: 50 %, high: 9 %, source: s", "not in order"),
    (REACH % "distribution: uniform, low: 5 %, high: 9 %", "source"),
    ("parameters:\n  nigths: {distribution: uniform, low: 1, high: 2}\n", "did you mean"),
    (FACTOR % "distribution: uniform, low: 0, high: 2, source: s", "is a factor"),
    (FACTOR % "distribution: beta, mean: 0.5, sd: 0.1, source: s", "no share"),
    (SPARED % "distribution: uniform, low: 0.5, high: 1.5, source: s", r"leave \[0, 1\]"),
    (SPARED % "distribution: beta, mean: 0.5, sd: 0.5, source: s", "no share has the mean"),
    (READY % "distribution: beta, mean: 0.5, sd: 0.1, source: s", "leave its range"),
]


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_a_distribution_that_cannot_be_is_one_sentence(tmp_path, text, words):
    path = tmp_path / "trial.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=words):
        read_scenario(path)


def test_a_parameter_may_be_a_number_or_a_value_with_its_source_and_is_never_drawn(tmp_path):
    path = tmp_path / "known.yaml"
    own = """parameters:
  nights: 1.2
  days_ready: {value: 0.9, source: a report}
levers:
  continuity:
    start: 2026-01
    reach: {value: 60 %, source: a report}
    sizes: {emergency_visits_spared: {value: 0.2, source: a report}}
"""
    path.write_text(HEAD + own, encoding="utf-8")
    plan = read_scenario(path)
    told = [figures_of(plan, 0, draw).told(plan.uses) for draw in (None, 0, 1)]
    known = ("parameters.nights", "parameters.days_ready", "continuity.reach",
             "continuity.emergency_visits_spared")  # fmt: skip
    assert [[each[name] for name in known] for each in told] == [[1.2, 0.9, 0.6, 0.2]] * 3
    kept = plan_as_told(plan)
    assert kept["parameters"] == {"nights": 1.2, "days_ready": {"value": 0.9, "source": "a report"}}
    assert kept["levers"]["continuity"]["reach"] == {"value": 0.6, "source": "a report"}
    region = read_region(REGION, Horizon(plan.first, plan.last))
    assert kernel_scenario(plan, region, 12, figures_of(plan, 0), ()).length[-1] == 1.2
    text = file_text({**kept, "first": str(plan.first), "last": str(plan.last), "seed": plan.seed})
    again = read_scenario_text(text, "known")
    assert dict(again.parameters) == dict(plan.parameters)
    assert (again.uses[0].reach, again.uses[0].sizes) == (plan.uses[0].reach, plan.uses[0].sizes)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nights: 0", "is a factor, and 1 is as today"),
        ("nights: 7", "is a factor, and 1 is as today"),
        ("nights: {value: -1, source: a test}", "is a factor, and 1 is as today"),
        ("nights: {value: 1.2}", "'parameters.nights.source' is missing"),
        ("nights: {value: 1.2, middle: 1, source: a test}", "unknown key"),
        ("nights: much", "has the wrong type"),
    ],
)
def test_a_fixed_parameter_that_cannot_be_is_refused_with_its_line(tmp_path, line, says):
    path = tmp_path / "known.yaml"
    path.write_text(f"{HEAD}parameters:\n  {line}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=says) as raised:
        read_scenario(path)
    assert "line 9" in raised.value.where
