"""The contract of every care-data table: columns, types, keys and code domains, each said once.

Readers, quality checks, the simulator and the reference documentation all read this module.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class ColumnType(StrEnum):
    """Types a column may have; dates are local dates (Europe/Stockholm)."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``domain`` lists the only codes allowed; ``refers_to`` names ``table.column``."""

    name: str
    type: ColumnType
    nullable: bool = False
    domain: tuple[str, ...] = ()
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a delivery; ``month_of`` is the column that large tables are partitioned by."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    month_of: str = ""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


def _text(name: str, *domain: str, null: bool = False, refers_to: str = "") -> Column:
    return Column(name, ColumnType.TEXT, null, domain, refers_to)


def _day(name: str, *, null: bool = False) -> Column:
    return Column(name, ColumnType.DATE, null)


def _moment(name: str, *, null: bool = False) -> Column:
    return Column(name, ColumnType.TIMESTAMP, null)


def _whole(name: str, *, null: bool = False) -> Column:
    return Column(name, ColumnType.INTEGER, null)


def _number(name: str, *, null: bool = False) -> Column:
    return Column(name, ColumnType.NUMBER, null)


def _flag(name: str) -> Column:
    return Column(name, ColumnType.BOOLEAN)


_PERSON = _text("person_id", refers_to="person.person_id")
_UNIT = _text("unit_id", refers_to="unit.unit_id")

UNIT_KINDS = (
    "region", "administration", "hospital", "clinic", "ward", "primary_care", "team",
    "municipality", "subregion",
)  # fmt: skip
LEVELS = ("primary", "specialist", "emergency", "rehabilitation", "dental", "municipal")
MODES = ("visit", "home_visit", "video", "chat", "phone", "letter")

TABLES: tuple[Table, ...] = (
    Table("unit", "care unit and its validity", (
        _text("unit_id"), _text("name"), _text("kind", *UNIT_KINDS),
        _text("parent_id", null=True, refers_to="unit.unit_id"), _text("municipality", null=True),
        _day("from_date"), _day("to_date", null=True),
    ), key=("unit_id", "from_date")),
    Table("person", "person", (
        _text("person_id"), _day("birth_date"), _text("sex", "F", "M"), _day("death_date", null=True),
    ), key=("person_id",)),
    Table("residence", "person and period", (
        _PERSON, _text("municipality"), _text("dwelling", "own", "care_home"),
        _day("from_date"), _day("to_date", null=True),
    ), key=("person_id", "from_date")),
    Table("listing", "person listed at a primary-care unit", (
        _PERSON, _UNIT, _day("from_date"), _day("to_date", null=True),
        _flag("named_contact"), _text("named_physician_id", null=True),
    ), key=("person_id", "from_date")),
    Table("contact", "outpatient contact, every mode", (
        _text("contact_id"), _PERSON, _UNIT, _moment("started_at"), _text("level", *LEVELS),
        _text("mode", *MODES), _flag("planned"), _text("clinician_id", null=True),
        _text("profession", null=True), _flag("mobile_team"),
    ), key=("contact_id",), month_of="started_at"),
    Table("stay", "inpatient stay at a clinic", (
        _text("stay_id"), _PERSON, _UNIT, _moment("admitted_at"), _moment("discharged_at", null=True),
        _flag("planned"), _day("ready_on", null=True),
        _text("discharged_to", "own", "care_home", "other_ward", "deceased", null=True),
        _flag("at_home"),
    ), key=("stay_id",), month_of="admitted_at"),
    Table("diagnosis", "code on a contact or stay", (
        _text("event_id"), _PERSON, _day("on_date"), _text("code"), _text("position", "main", "other"),
    ), key=("event_id", "code", "position"), month_of="on_date"),
    Table("procedure", "measure code on a contact or stay", (
        _text("event_id"), _PERSON, _day("on_date"), _text("code"),
    ), key=("event_id", "code"), month_of="on_date"),
    Table("dispensing", "dispensed prescription", (
        _PERSON, _day("on_date"), _text("atc"), _number("ddd", null=True),
        _text("unit_id", null=True, refers_to="unit.unit_id"),
    ), key=(), month_of="on_date"),
    Table("wait", "a wait under the care guarantee", (
        _text("wait_id"), _PERSON, _UNIT,
        _text("kind", "assessment", "first_contact", "treatment", "child_psychiatry_first",
              "child_psychiatry_start"),
        _day("from_date"), _day("to_date", null=True), _flag("patient_chosen"), _flag("medical_reason"),
    ), key=("wait_id",), month_of="from_date"),
    Table("pathway", "standardised cancer pathway or other lead time", (
        _text("pathway_id"), _PERSON, _UNIT, _text("kind"), _day("started_on"),
        _day("treated_on", null=True), _whole("allowed_days"),
    ), key=("pathway_id",)),
    Table("monitoring", "self-monitoring enrolment", (
        _PERSON, _UNIT,
        _text("group", "heart_failure", "hypertension", "copd", "kidney_failure", "maternity"),
        _day("from_date"), _day("to_date", null=True),
    ), key=("person_id", "group", "from_date")),
    Table("agreement", "individual plan", (
        _PERSON, _UNIT, _text("kind", "sip", "patient_contract"), _day("on_date"),
    ), key=()),
    Table("ward_day", "ward and day, 06:00", (
        _UNIT, _day("on_date"), _whole("available_beds"), _whole("occupied"), _whole("overcrowded"),
        _whole("misplaced"), _whole("ready_for_discharge"),
    ), key=("unit_id", "on_date"), month_of="on_date"),
    Table("staff_month", "unit, month, profession", (
        _UNIT, _day("month"), _text("profession"), _number("headcount"), _number("scheduled_hours"),
        _number("absent_hours"), _number("leavers"), _number("retirements"), _number("own_cost"),
        _number("hired_cost"),
    ), key=("unit_id", "month", "profession")),
    Table("call_month", "unit, month", (
        _UNIT, _day("month"), _whole("calls"), _whole("answered_same_day"),
    ), key=("unit_id", "month")),
    Table("service_month", "digital service, unit, month", (
        _UNIT, _day("month"), _text("service"), _whole("active_users"), _whole("target_users"),
        _whole("sessions"),
    ), key=("unit_id", "month", "service")),
    Table("training_month", "programme, unit, month", (
        _UNIT, _day("month"), _text("programme"), _whole("participants"), _whole("planned"),
        _flag("digital"),
    ), key=("unit_id", "month", "programme")),
    Table("dental_exam", "examination of a child or young person", (
        _PERSON, _UNIT, _day("on_date"), _flag("caries_free"),
    ), key=()),
    Table("child_obesity", "child starting obesity treatment", (
        _PERSON, _UNIT, _day("started_on"),
    ), key=()),
    Table("survey", "published survey result", (
        _UNIT, _day("period_start"), _day("period_end"), _text("question"), _whole("respondents"),
        _number("positive", null=True), _number("index_sum", null=True),
    ), key=("unit_id", "period_start", "question")),
    Table("reported", "a figure someone counts by hand", (
        _text("indicator_id"), _UNIT, _day("period_start"), _day("period_end"), _number("numerator"),
        _number("denominator", null=True), _text("comment", null=True),
    ), key=("indicator_id", "unit_id", "period_start")),
)  # fmt: skip

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
