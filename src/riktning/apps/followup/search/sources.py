"""What can be found: which texts of which tables."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.apps.governance.models import FIELDS


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
    GROUP = "group"
    ASSIGNMENT = "assignment"
    PROPOSAL = "proposal"
    NEED = "need"
    COMMISSION = "commission"
    NEED_REPORT = "need_report"
    INITIATIVE = "initiative"
    INITIATIVE_WORK = "initiative_work"
    DECISION = "decision"
    ACTION = "action"
    ACTION_NOTE = "action_note"
    MEETING = "meeting"
    POINT = "point"
    MINUTES = "minutes"
    POSITION = "position"
    REPORT = "report"
    SECTION = "section"
    SCENARIO = "scenario"
    SCENARIO_RUN = "scenario_run"
    ASSESSMENT = "assessment"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Source:
    """A table, and its columns that hold text; each is a line of what is searched.

    ``content#name.sv`` is what stands there in a column of JSON. ``name`` is what the triggers are
    called by, of a table with more than one source.
    """

    kind: Found
    table: str
    columns: tuple[str, ...]
    name: str = ""

    @property
    def called(self) -> str:
        """What the triggers of the source are called by."""
        return self.name or self.table


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
    Source(Found.GROUP, "governance_group", ("name", "code")),
    Source(Found.ASSIGNMENT, "governance_assignment", FIELDS),
    Source(Found.NEED, "needs_need", ("title", "problem", "affected")),
    Source(
        Found.COMMISSION,
        "needs_commission",
        (
            "description",
            "purpose",
            "boundaries",
            "composition",
            "time_plan",
            "leader",
            "working_group",
            "product",
        ),
    ),
    Source(Found.PROPOSAL, "governance_proposal", ("details#name", "reason", "consequences")),
    Source(Found.INITIATIVE, "needs_initiative", ("title", "problem")),
    Source(
        Found.INITIATIVE_WORK,
        "needs_initiative",
        (
            "affected",
            "owner",
            "verification",
            "pilot_plan",
            "success",
            "evaluation",
            "introduction",
            "adopted",
            "wound_up",
        ),
        "needs_initiative_work",
    ),
    Source(Found.NEED_REPORT, "needs_needreport", ("text",)),
    Source(Found.DECISION, "governance_decision", ("text", "paragraph", "diary_number")),
    Source(Found.ACTION, "governance_actionitem", ("text", "owner_role")),
    Source(Found.ACTION_NOTE, "governance_itemnote", ("text",)),
    Source(Found.MEETING, "meetings_meeting", ("title", "place")),
    Source(Found.POINT, "meetings_point", ("heading", "purpose", "wanted", "presenter")),
    Source(Found.MINUTES, "meetings_point", ("notes",), "meetings_point_notes"),
    Source(Found.POSITION, "meetings_position", ("text",)),
    Source(Found.REPORT, "reports_report", ("title",)),
    Source(Found.SECTION, "reports_reportsection", ("heading", "text")),
    Source(
        Found.SCENARIO,
        "scenarios_scenario",
        ("content#name.sv", "content#name.en", "content#says.sv", "content#says.en"),
    ),
    Source(Found.SCENARIO_RUN, "scenarios_job", ("name",)),
    Source(Found.ASSESSMENT, "followup_assessment", ("comment",)),
    Source(Found.ANSWER, "followup_answer", ("comment", "next_steps", "risk_measure")),
)
