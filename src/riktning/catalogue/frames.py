"""The frames, declared as data: what one row is, and the columns an expression may name.

Every frame also has the four grid columns (unit, month, sex, age group), which the engine adds.
``indicators.frames`` builds each one; a test holds the two together.
"""

from dataclasses import dataclass
from enum import StrEnum

from riktning.catalogue.model import Axis


class ValueType(StrEnum):
    """What a column or an expression holds; an integer may stand where a number is asked for."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FrameColumn:
    """One attribute of a row; ``tables`` are what it needs beside the frame's own."""

    name: str
    type: ValueType
    meaning: str
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameEvent:
    """Earlier events that ``had(event, list, months)`` may ask a row for."""

    name: str
    table: str
    code_column: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame.

    ``persons``: rows belong to a person and carry sex and age group.
    ``stock``: a row is a state at the end of a month; a longer period shows the mean month.
    ``options``: values a definition may set for the frame, with their defaults.
    """

    name: str
    row: str
    tables: tuple[str, ...]
    axes: tuple[Axis, ...]
    columns: tuple[FrameColumn, ...]
    events: tuple[FrameEvent, ...] = ()
    persons: bool = True
    stock: bool = False
    options: tuple[tuple[str, int | tuple[str, ...]], ...] = ()

    def column(self, name: str) -> FrameColumn | None:
        return next((column for column in self.columns if column.name == name), None)

    def event(self, name: str) -> FrameEvent | None:
        return next((event for event in self.events if event.name == name), None)


def _whole(name: str, meaning: str, *tables: str) -> FrameColumn:
    return FrameColumn(name, ValueType.INTEGER, meaning, tables)


def _number(name: str, meaning: str) -> FrameColumn:
    return FrameColumn(name, ValueType.NUMBER, meaning)


def _flag(name: str, meaning: str, *tables: str) -> FrameColumn:
    return FrameColumn(name, ValueType.BOOLEAN, meaning, tables)


def _text(name: str, meaning: str, *tables: str) -> FrameColumn:
    return FrameColumn(name, ValueType.TEXT, meaning, tables)


_TREATING = (Axis.TREATING_UNIT,)
_HOME = (Axis.MUNICIPALITY,)
_BOTH = (Axis.TREATING_UNIT, Axis.MUNICIPALITY)
_DIAGNOSED = FrameEvent("diagnosed", "diagnosis", "code")

FRAMES: tuple[Frame, ...] = (
    Frame("stay", "finished inpatient stay at one clinic, in the month of discharge",
        ("stay", "person"), _BOTH, (
        _whole("age", "completed years at discharge"),
        _whole("length_days", "discharge date − admission date; a stay within one day counts as 1"),
        _whole("ready_days", "days after the day the patient was ready for discharge, up to and "
               "including discharge; null without such a day inside the stay"),
        _flag("planned", "the admission was planned"),
        _flag("at_home", "hospital care at home"),
        _text("discharged_to", "where the patient went; may be null"),
        _text("main_code", "main diagnosis, ICD-10-SE without dot; null when none", "diagnosis"),
    )),
    Frame("episode", "finished care episode (stays that follow within a day are one), "
        "in the month of discharge, at the unit that discharged",
        ("stay", "person"), _BOTH, (
        _whole("age", "completed years at discharge"),
        _flag("alive", "discharged alive"),
        _flag("planned", "the first stay's admission was planned"),
        _whole("length_days", "last discharge date − first admission date, at least 1"),
        _whole("days_to_unplanned", "days from discharge to the person's next unplanned episode; "
               "null when there is none yet"),
        _whole("followed_days", "days from discharge to the last day the delivery covers"),
        _flag("resident", "lives in one of the region's municipalities on the day of discharge",
              "residence"),
        _text("main_code", "main diagnosis of the last stay; null when none", "diagnosis"),
    )),
    Frame("contact", "outpatient contact of any mode", ("contact", "person"), _BOTH, (
        _whole("age", "completed years on the day"),
        _text("level", "primary, specialist, emergency, rehabilitation, dental or municipal"),
        _text("mode", "visit, home_visit, video, chat, phone or letter"),
        _flag("planned", "planned contact"),
        _flag("mobile_team", "made by a mobile team"),
        _text("profession", "the clinician's profession; may be null"),
    )),
    Frame("elderly_month", "resident aged 75 or over, alive and living in one of the region's "
        "municipalities on the last day of the month", ("person", "residence"), _HOME, (
        _whole("age", "completed years on the last day of the month"),
        _text("dwelling", "own or care_home"),
    ), events=(FrameEvent("dispensed", "dispensing", "atc"), _DIAGNOSED), stock=True),
    Frame("monitoring_month", "person in self-monitoring on the last day of the month, at the unit "
        "of the newest enrolment", ("monitoring", "person"), _TREATING, (
        _whole("age", "completed years on the last day of the month"),
        _flag("heart_failure", "enrolled for heart failure"),
        _flag("hypertension", "enrolled for hypertension"),
        _flag("copd", "enrolled for chronic obstructive pulmonary disease"),
        _flag("kidney_failure", "enrolled for kidney failure"),
        _flag("maternity", "enrolled in specialist maternity care"),
    ), stock=True),
    Frame("continuity_month", "person listed at a primary-care unit on the last day of the month "
        "with at least 2 visits there, to a named clinician, in the window",
        ("contact", "listing", "person"), _TREATING, (
        _whole("age", "completed years on the last day of the month"),
        _whole("visits", "visits N at the listed unit in the window"),
        _number("coc", "Bice–Boxerman continuity, (Σnᵢ² − N) / (N(N − 1)), from 0 to 1"),
    ), events=(_DIAGNOSED,), stock=True,
        options=(("window_months", 18), ("modes", ("visit", "home_visit", "video")))),
    Frame("wait", "finished wait under the care guarantee, in the month it ended",
        ("wait", "person"), _TREATING, (
        _whole("age", "completed years on the day the wait ended"),
        _text("kind", "assessment, first_contact, treatment, child_psychiatry_first or "
              "child_psychiatry_start"),
        _whole("days", "days from start to end"),
        _flag("patient_chosen", "the patient chose to wait"),
        _flag("medical_reason", "the wait had a medical reason"),
    )),
    Frame("ward_day", "ward and day at 06:00", ("ward_day",), _TREATING, (
        _whole("available_beds", "beds available"), _whole("occupied", "beds occupied"),
        _whole("overcrowded", "patients beyond the available beds"),
        _whole("misplaced", "patients on another ward than theirs"),
        _whole("ready_for_discharge", "patients ready for discharge"),
    ), persons=False),
    Frame("staff_month", "unit, month and profession", ("staff_month",), _TREATING, (
        _text("profession", "profession group"), _number("headcount", "employed persons"),
        _number("scheduled_hours", "scheduled hours"), _number("absent_hours", "hours of absence"),
        _number("leavers", "persons who left, retirements apart"),
        _number("retirements", "persons who retired"),
        _number("own_cost", "cost of own staff, SEK"),
        _number("hired_cost", "cost of hired staff, SEK"),
    ), persons=False),
)  # fmt: skip

BY_NAME: dict[str, Frame] = {frame.name: frame for frame in FRAMES}
