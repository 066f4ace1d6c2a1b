"""The frames whose rows are events: each counts in the month it happened."""

from riktning.catalogue.frame_types import (
    BOTH,
    HOME,
    TREATING,
    Frame,
    flag,
    number,
    text,
    whole,
)  # fmt: skip

_CODED = ("diagnosis", "procedure")
_LEVELS = "primary, specialist, emergency, rehabilitation, dental or municipal"
_MODES = "visit, home_visit, video, chat, phone or letter"
_WAITS = "assessment, first_contact, treatment, child_psychiatry_first or child_psychiatry_start"

PERSON_EVENTS: tuple[Frame, ...] = (
    Frame("stay", "finished inpatient stay at one clinic, in the month of discharge",
        ("stay", "person"), BOTH, (
        whole("age", "completed years at discharge"),
        whole("length_days", "discharge date − admission date; a stay within one day counts as 1"),
        whole("ready_days", "days after the day the patient was ready for discharge, up to and "
              "including discharge; null without such a day inside the stay"),
        flag("planned", "the admission was planned"),
        flag("at_home", "hospital care at home"),
        text("discharged_to", "where the patient went; may be null"),
        text("main_code", "main diagnosis, ICD-10-SE without dot; null when none", "diagnosis"),
    ), coded=_CODED),
    Frame("episode", "finished care episode (stays that follow within a day are one), "
        "in the month of discharge, at the unit that discharged",
        ("stay", "person"), BOTH, (
        whole("age", "completed years at discharge"),
        flag("alive", "discharged alive"),
        flag("planned", "the first stay's admission was planned"),
        whole("length_days", "last discharge date − first admission date, at least 1"),
        whole("days_to_unplanned", "days from discharge to the person's next unplanned episode; "
              "null when there is none yet"),
        whole("followed_days", "days from discharge to the last day the delivery covers"),
        flag("resident", "lives in one of the region's municipalities on the day of discharge",
             "residence"),
        text("main_code", "main diagnosis of the last stay; null when none", "diagnosis"),
    )),
    Frame("contact", "outpatient contact of any mode", ("contact", "person"), BOTH, (
        whole("age", "completed years on the day"),
        text("level", _LEVELS), text("mode", _MODES),
        flag("planned", "planned contact"),
        flag("mobile_team", "made by a mobile team"),
        text("profession", "the clinician's profession; may be null"),
        text("main_code", "main diagnosis, ICD-10-SE without dot; null when none", "diagnosis"),
    ), coded=_CODED),
    Frame("acute_event", "contact at emergency level, or unplanned stay in the month of admission",
        ("contact", "stay", "person"), BOTH, (
        whole("age", "completed years on the day"),
        text("source", "emergency_visit or unplanned_stay"),
        text("dwelling", "own or care_home on the day; null when not known", "residence"),
    )),
    Frame("procedure", "measure code on a contact or a stay", ("procedure", "person"), HOME, (
        whole("age", "completed years on the day"),
        text("code", "the measure's code, KVÅ"),
    )),
    Frame("dispensing", "dispensed prescription", ("dispensing", "person"), HOME, (
        whole("age", "completed years on the day"),
        text("atc", "the medicine's code, ATC"),
        number("ddd", "amount in defined daily doses; may be null"),
    )),
    Frame("agreement", "individual plan, on the day it was made", ("agreement", "person"), BOTH, (
        whole("age", "completed years on the day"),
        text("kind", "sip (co-ordinated individual plan) or patient_contract"),
    )),
    Frame("pathway", "finished pathway, in the month treatment began", ("pathway", "person"),
        BOTH, (
        whole("age", "completed years on the day treatment began"),
        text("kind", "cancer_<name>, or neuro_assessment, neuro_diagnosis, neuro_support"),
        whole("days", "days from start to treatment"),
        whole("allowed_days", "days that the pathway allows"),
    )),
    Frame("pathway_start", "begun pathway, in the month it began", ("pathway", "person"), BOTH, (
        whole("age", "completed years on the day the pathway began"),
        text("kind", "cancer_<name>, or neuro_assessment, neuro_diagnosis, neuro_support"),
    )),
    Frame("wait", "finished wait under the care guarantee, in the month it ended",
        ("wait", "person"), BOTH, (
        whole("age", "completed years on the day the wait ended"),
        text("kind", _WAITS), whole("days", "days from start to end"),
        flag("patient_chosen", "the patient chose to wait"),
        flag("medical_reason", "the wait had a medical reason"),
    )),
    Frame("dental_exam", "dental examination of a child or young person",
        ("dental_exam", "person"), BOTH, (
        whole("age", "completed years on the day"),
        flag("caries_free", "free from caries; at 19 years, on the surfaces between the teeth"),
    )),
    Frame("obesity_start", "child who begins treatment of obesity", ("child_obesity", "person"),
        BOTH, (
        whole("age", "completed years on the day treatment began"),
    )),
)  # fmt: skip

_REPORTED = (
    text("figure", "which figure (the table's indicator_id)"),
    number("numerator", "the figure"),
    number("denominator", "of how many; may be null"),
)

UNIT_EVENTS: tuple[Frame, ...] = (
    Frame("survey", "published survey result of a unit, in the month its period ends",
        ("survey",), TREATING, (
        text("question", "which question or dimension"),
        whole("respondents", "persons who answered"),
        number("positive", "persons who answered positively; may be null"),
        number("index_sum", "sum of the respondents' index values; may be null"),
    ), persons=False),
    Frame("reported", "figure that someone counts by hand, in the month its period ends",
        ("reported",), TREATING, _REPORTED, persons=False),
    Frame("reported_state", "figure that someone counts by hand, of how things stand when its "
        "period ends", ("reported",), TREATING, _REPORTED, persons=False, stock=True),
    Frame("ward_day", "ward and day at 06:00", ("ward_day",), TREATING, (
        whole("available_beds", "beds available"), whole("occupied", "beds occupied"),
        whole("overcrowded", "patients beyond the available beds"),
        whole("misplaced", "patients on another ward than theirs"),
        whole("ready_for_discharge", "patients ready for discharge"),
    ), persons=False),
    Frame("staff_month", "unit, month and profession", ("staff_month",), TREATING, (
        text("unit_kind", "the unit's own kind: primary_care, hospital, clinic, ward, …"),
        text("profession", "profession group"), number("headcount", "employed persons"),
        number("scheduled_hours", "scheduled hours"), number("absent_hours", "hours of absence"),
        number("leavers", "persons who left, retirements apart"),
        number("retirements", "persons who retired"),
        number("own_cost", "cost of own staff, SEK"),
        number("hired_cost", "cost of hired staff, SEK"),
    ), persons=False),
    Frame("call_month", "unit and month", ("call_month",), TREATING, (
        whole("calls", "calls that came in"),
        whole("answered_same_day", "calls answered on the same day"),
    ), persons=False),
    Frame("service_month", "digital service and unit, as it was used in the month",
        ("service_month",), TREATING, (
        text("service", "which service, or programme_<name> for a programme of support"),
        whole("active_users", "persons or co-workers who used it in the month"),
        whole("target_users", "those it is meant for"),
        whole("sessions", "times it was used in the month"),
    ), persons=False, stock=True),
    Frame("training_month", "programme, unit and month", ("training_month",), TREATING, (
        text("programme", "which course or education"),
        whole("participants", "persons who took part"),
        whole("planned", "places planned"),
        flag("digital", "held digitally"),
    ), persons=False),
)  # fmt: skip
