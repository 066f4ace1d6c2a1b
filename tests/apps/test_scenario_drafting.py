"""What is chosen on the page becomes the file that the command line reads, and nothing else."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from riktning.apps.scenarios.drafting import (
    Chosen,
    baseline_file,
    file_text,
    middle,
    own_file,
    own_id,
)
from riktning.apps.scenarios.starts import examples
from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.scenarios.distributions import Form, Uncertain
from riktning.simulation.scenarios.files import read_scenario_text
from riktning.simulation.scenarios.folders import plan_as_told
from riktning.simulation.scenarios.lever_files import lever_catalogue

LAST = Month(2035, 12)
SAYS = {"sv": "Så: här.", "en": "Like # this."}
PLAN = next(each for each in examples() if each.slug == "plan-as-decided")
LEVERS = sorted(lever_catalogue().levers)


@pytest.mark.parametrize("start", examples(), ids=lambda start: start.slug)
def test_an_example_told_and_written_again_says_the_same(start):
    plan = read_scenario_text(file_text(start.told), start.slug)
    told = {**plan_as_told(plan), "first": str(plan.first), "last": str(plan.last)}
    assert {**told, "seed": plan.seed} == start.told


chosen = some.builds(
    Chosen, some.integers(0, 100), some.integers(0, 119).map(Month(2026, 1).plus),
    some.integers(0, 240),
)  # fmt: skip


names = some.text("aÅ:#'\"-{}%&*!|>@ \n", min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # YAML
@given(some.dictionaries(some.sampled_from(LEVERS), chosen, max_size=6), names)
def test_every_choice_reaches_the_scenario(levers, name):
    text = own_file(PLAN, name, SAYS, LAST, levers)
    plan = read_scenario_text(text, own_id(text))
    used = {use.lever.id: use for use in plan.uses}
    assert used.keys() == {lever for lever, each in levers.items() if each.reach}
    for lever, use in used.items():
        assert (round(100 * use.reach), use.start, use.ramp) == (
            levers[lever].reach, levers[lever].start, levers[lever].ramp,
        )  # fmt: skip
    assert plan.name.sv == name.strip() and plan.last == LAST
    assert dict(plan.parameters) == dict(read_scenario_text(file_text(PLAN.told), "p").parameters)


def test_a_reach_that_is_not_known_exactly_stays_so_until_it_is_moved():
    told = {"distribution": "triangular", "low": 0.3, "middle": 0.5, "high": 0.6, "source": "s"}
    use = {"start": "2026-01", "ramp": 12, "reach": told, "units": ["SKAS"], "from_age": 18,
           "below_age": None, "sex": "F", "sizes": {"primary_visit_to_chat": 0.2}}  # fmt: skip
    start = type(PLAN)({**PLAN.told, "levers": {"digital_first": use}})
    moved = {"digital_first": Chosen(50, Month(2027, 1), 0)}
    plan = read_scenario_text(own_file(start, "n", SAYS, LAST, moved), "n")
    assert plan.uses[0].reach == Uncertain(Form.TRIANGULAR, (0.3, 0.5, 0.6), "s")
    assert plan.uses[0].units == ("SKAS",) and plan.uses[0].sex == "F"
    assert plan.uses[0].sizes == {"primary_visit_to_chat": 0.2}
    moved = {"digital_first": Chosen(51, Month(2027, 1), 0)}
    assert read_scenario_text(own_file(start, "n", SAYS, LAST, moved), "n").uses[0].reach == 0.51


@pytest.mark.parametrize(
    ("reach", "shown"),
    [(0.7, 70), ({"low": 0.2, "high": 0.4}, 30), ({"mean": 0.25, "sd": 0.1}, 25)],
)
def test_the_middle_of_a_reach_is_what_the_slider_shows(reach, shown):
    assert middle(reach) == shown


def test_the_baseline_ends_with_the_scenario_it_is_compared_with():
    base = examples()[0]
    plan = read_scenario_text(baseline_file(base, LAST), "baseline")
    assert base.slug == "baseline" and plan.last == LAST


def test_the_same_text_has_the_same_name_and_another_has_another():
    text = own_file(PLAN, "n", SAYS, LAST, {})
    assert own_id(text) == own_id(text) != own_id(text + "\n")


def test_a_refusal_of_a_text_names_the_scenario_and_the_line():
    text = yaml.safe_dump({"name": {"sv": "a", "en": "b"}, "says": {"sv": "a", "en": "b"},
                           "first": "2027-01", "last": "2026-12"})  # fmt: skip
    with pytest.raises(
        ScenarioError, match=r"egen\.yaml, line \d: the last month 2026-12 is before"
    ):
        read_scenario_text(text, "egen")
