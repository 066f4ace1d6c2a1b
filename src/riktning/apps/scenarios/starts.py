"""What a scenario of one's own can start from: what is published, else the examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from riktning.apps.scenarios.queries import Shown
from riktning.core.errors import RiktningError
from riktning.core.examples import examples_folder
from riktning.simulation.scenarios.files import read_scenario
from riktning.simulation.scenarios.folders import plan_as_told

KEYS = ("id", "name", "says", "levers", "parameters", "capacity")
HORIZON = ("first", "last", "seed")
BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Start:
    """A scenario as a publication or a manifest tells it."""

    told: Mapping[str, Any]

    @property
    def slug(self) -> str:
        return str(self.told["id"])

    def name(self, language: str) -> str:
        return str(self.told["name"][language])


def starts(shown: Shown | None) -> tuple[Start, ...]:
    """Those that are published, and the examples that are not."""
    published = [] if shown is None else [published_start(each) for each in shown.contents]
    slugs = {each.slug for each in published}
    return (*published, *(each for each in examples() if each.slug not in slugs))


def baseline_of(found: tuple[Start, ...], shown: Shown | None) -> Start:
    """What a scenario of one's own is compared with; RiktningError where there is nothing."""
    named = BASELINE
    if shown is not None:
        named = next((each["id"] for each in shown.contents if each["baseline"] is None), named)
    for each in found:
        if each.slug == named:
            return each
    raise RiktningError(
        "there is no scenario to compare with", remedy="publish one, or install the examples"
    )


@cache
def examples() -> tuple[Start, ...]:
    """The scenarios of the example folder, the baseline first; none where there is no folder."""
    try:
        paths = sorted((examples_folder() / "scenarios").glob("*.yaml"))
    except RiktningError:
        return ()
    return tuple(_example(path) for path in sorted(paths, key=lambda path: path.stem != BASELINE))


def _example(path: Path) -> Start:
    plan = read_scenario(path)
    horizon = {"first": str(plan.first), "last": str(plan.last), "seed": plan.seed}
    return Start({**plan_as_told(plan), **horizon})


def published_start(content: Mapping[str, Any]) -> Start:
    """A publication lists the levers with what they rest on; here they are by id."""
    levers = {each["id"]: each for each in content["levers"]}
    return Start({**{key: content[key] for key in (*KEYS, *HORIZON)}, "levers": levers})
