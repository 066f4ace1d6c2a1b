"""What would be published as a file, and the one that the demo publishes."""

import gzip
import json

import pytest

from apps.scenario_store import scenario_contents
from riktning.cli.plan_links import read_links
from riktning.cli.scenario_files import read_contents, write_contents
from riktning.core.errors import ScenarioError
from riktning.core.examples import examples_folder
from riktning.simulation.scenarios.files import read_scenario
from riktning.simulation.scenarios.folders import plan_as_told
from riktning.simulation.scenarios.goals import Goal, countable
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.publishing import lever_told

EXAMPLES = examples_folder()
SHIPPED = EXAMPLES / "scenarios" / "published.json.gz"


def test_what_is_written_is_read_back_and_the_same_gives_the_same_bytes(tmp_path):
    contents = scenario_contents()
    one, other = tmp_path / "a.json.gz", tmp_path / "b.json.gz"
    write_contents(one, contents)
    write_contents(other, contents)
    assert read_contents(one) == json.loads(json.dumps(contents))
    assert one.read_bytes() == other.read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.json.gz", "b.json.gz"]


def packed(said):
    """Without the time of packing, which would be in the test's name."""
    return gzip.compress(said, mtime=0)


@pytest.mark.parametrize(
    "held",
    [b"", b"no gzip", packed(b"no json"), packed(b"[]"), packed(b"{}"),
     packed(b'{"schema": 1, "scenarios": []}'),
     packed(b'{"schema": 2, "scenarios": [{}]}'),
     packed(b'{"schema": 1, "scenarios": [{"id": "x"}]}')],
)  # fmt: skip
def test_another_file_is_refused_in_a_sentence(tmp_path, held):
    path = tmp_path / "a.json.gz"
    path.write_bytes(held)
    with pytest.raises(ScenarioError, match="the file holds no scenarios to publish"):
        read_contents(path)


def test_the_demo_shows_the_examples_as_they_are_written_with_todays_levers():
    """When it fails: `scripts/demo_scenarios.sh`."""
    contents = read_contents(SHIPPED)
    names = {path.stem for path in (EXAMPLES / "scenarios").glob("*.yaml")}
    assert {each["id"] for each in contents} == names and contents[0]["id"] == "baseline"
    for each in contents:
        told = plan_as_told(read_scenario(EXAMPLES / "scenarios" / f"{each['id']}.yaml"))
        assert each["levers"] == [lever_told(*use) for use in told["levers"].items()]
        assert {key: each[key] for key in ("name", "says", "parameters")} == {
            key: told[key] for key in ("name", "says", "parameters")
        }
        assert [one["id"] for one in each["outcomes"]] == [one.id for one in OUTCOMES]
        assert each["synthetic"] and "inte verkliga resultat" in each["label"]


def test_the_demos_targets_are_those_of_its_plan():
    rows = read_links(EXAMPLES / "plan" / "links.csv")
    goals = [Goal(row.indicator_id, row.value, row.due) for row in rows
             if row.value is not None and row.due is not None and row.unit_id is None]  # fmt: skip
    wanted = [(outcome.id, goal.value, str(goal.due)) for goal, outcome in countable(goals)]
    for each in read_contents(SHIPPED):
        assert [(aim["outcome"], aim["value"], aim["due"]) for aim in each["targets"]] == wanted
