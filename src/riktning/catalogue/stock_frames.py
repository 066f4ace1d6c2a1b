"""The frames whose rows are states at a month's end: they hold for a stretch of months."""

from riktning.catalogue.frame_types import (
    BOTH,
    HOME,
    TREATING,
    Frame,
    FrameColumn,
    FrameEvent,
    flag,
    number,
    text,
    whole,
)

_VISITS = ("visit", "home_visit", "video")
_AGE = whole("age", "completed years on the last day of the month")
_DISPENSED = FrameEvent("dispensed", "dispensing", "atc", "a dispensed prescription")
_DIAGNOSED = FrameEvent("diagnosed", "diagnosis", "code", "a diagnosis on a contact or stay")
_EVENTS = (
    _DIAGNOSED,
    _DISPENSED,
    FrameEvent("measured", "procedure", "code", "a measure on a contact or stay"),
    FrameEvent("primary_visit", "contact", None, "a visit in primary care, also by video",
               (("level", ("primary",)), ("mode", _VISITS))),
    FrameEvent("specialist_visit", "contact", None, "a visit in specialist care, also by video",
               (("level", ("specialist",)), ("mode", _VISITS))),
    FrameEvent("emergency_visit", "contact", None, "a contact at emergency level",
               (("level", ("emergency",)),)),
    FrameEvent("mobile_contact", "contact", None, "a contact with a mobile team",
               (("mobile_team", (True,)),)),
    FrameEvent("obesity_treatment", "child_obesity", None, "a start of treatment of obesity"),
)  # fmt: skip
_OWN_VISIT = FrameEvent(
    "own_visit", "contact", None, "a visit at the unit where the person is listed, also by video",
    (("level", ("primary",)), ("mode", _VISITS)), own_unit=True,
)  # fmt: skip


def _enrolled(name: str, group: str) -> FrameColumn:
    return flag(name, f"in self-monitoring for {group} that day", "monitoring")


PERSON_STATES: tuple[Frame, ...] = (
    Frame("resident_month", "person alive and living in one of the region's municipalities on the "
        "last day of the month", ("person", "residence"), HOME, (
        _AGE, text("dwelling", "own or care_home"),
        _enrolled("mon_heart_failure", "heart failure"),
        _enrolled("mon_hypertension", "hypertension"),
        _enrolled("mon_copd", "chronic obstructive pulmonary disease"),
        _enrolled("mon_kidney_failure", "kidney failure"),
        _enrolled("mon_maternity", "specialist maternity care"),
    ), events=_EVENTS, stock=True, spans=True),
    Frame("listed_month", "person listed at a primary-care unit, and alive, on the last day of the "
        "month", ("listing", "person"), BOTH, (
        _AGE, flag("named_contact", "has a named care contact"),
        flag("named_physician", "has a named physician"),
    ), events=(*_EVENTS, _OWN_VISIT), stock=True, spans=True),
    Frame("monitoring_month", "person in self-monitoring on the last day of the month, at the unit "
        "of the newest enrolment", ("monitoring", "person"), TREATING, (
        _AGE,
        flag("heart_failure", "enrolled for heart failure"),
        flag("hypertension", "enrolled for hypertension"),
        flag("copd", "enrolled for chronic obstructive pulmonary disease"),
        flag("kidney_failure", "enrolled for kidney failure"),
        flag("maternity", "enrolled in specialist maternity care"),
    ), stock=True, spans=True),
    Frame("continuity_month", "person listed at a primary-care unit on the last day of the month "
        "with at least 2 visits there, to a named clinician, in the window",
        ("contact", "listing", "person"), TREATING, (
        _AGE, whole("visits", "visits N at the listed unit in the window"),
        number("coc", "Bice–Boxerman continuity, (Σnᵢ² − N) / (N(N − 1)), from 0 to 1"),
    ), events=(_DIAGNOSED,), stock=True, spans=True,
        options=(("window_months", 18), ("modes", _VISITS))),
    Frame("waiting_month", "wait under the care guarantee that is open on the last day of the "
        "month", ("wait", "person"), BOTH, (
        _AGE,
        text("kind", "assessment, first_contact, treatment, child_psychiatry_first or "
             "child_psychiatry_start"),
        whole("days", "days from the start to the last day of the month"),
        flag("patient_chosen", "the patient chose to wait"),
        flag("medical_reason", "the wait has a medical reason"),
    ), stock=True),
)  # fmt: skip

UNIT_STATES: tuple[Frame, ...] = (
    Frame("unit_month", "unit in existence on the last day of the month", ("unit",), TREATING, (
        text("kind", "the unit's kind: hospital, clinic, ward, primary_care, team, …"),
    ), persons=False, stock=True, spans=True),
)  # fmt: skip
