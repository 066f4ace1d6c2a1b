"""What can be found: which texts of which tables."""

from dataclasses import dataclass
from enum import StrEnum


class Found(StrEnum):
    """The kinds of things that are found, in the order in which they are shown."""

    PLAN = "plan"
    AREA = "area"
    SUB_AREA = "sub_area"
    GOAL = "goal"
    ACTIVITY = "activity"
    LINE = "line"
    MEASURE = "measure"
    UNIT = "unit"
    ASSESSMENT = "assessment"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Source:
    """A table, and its columns that hold text; each is a line of what is searched."""

    kind: Found
    table: str
    columns: tuple[str, ...]


SOURCES = (
    Source(Found.PLAN, "plans_plan", ("name",)),
    Source(Found.AREA, "plans_area", ("name",)),
    Source(Found.SUB_AREA, "plans_subarea", ("name",)),
    Source(Found.GOAL, "plans_goal", ("text",)),
    Source(Found.ACTIVITY, "plans_activity", ("text",)),
    Source(Found.LINE, "plans_planindicator", ("text",)),
    Source(
        Found.MEASURE,
        "observations_indicator",
        ("name_sv", "name_en", "says_sv", "says_en", "code", "indicator_id"),
    ),
    Source(Found.UNIT, "organisation_unit", ("name", "unit_id")),
    Source(Found.ASSESSMENT, "followup_assessment", ("comment",)),
    Source(Found.ANSWER, "followup_answer", ("comment", "next_steps", "risk_measure")),
)
