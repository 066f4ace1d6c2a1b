"""What the parts of an assignment document are called, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

HEADINGS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "area_of_responsibility": "Ansvarsområde",
        "commissioner": "Uppdragsgivare",
        "assignee": "Uppdragstagare",
        "purpose": "Syfte med uppdraget",
        "description": "Uppdragsbeskrivning",
        "organisation": "Arbetsorganisation",
        "participants": "Deltagare",
        "adjunct": "Adjungerande deltagare",
        "frequency": "Mötesfrekvens",
        "subgroups": "Undergrupper",
        "relations": "Samband och gränsdragning till andra uppdrag",
        "communication": "Kommunikation",
        "decision_order": "Beslutsordning",
        "reporting": "Rapportering",
        "escalation": "Eskalering",
    },
    "en": {
        "area_of_responsibility": "Area of responsibility",
        "commissioner": "Commissioned by",
        "assignee": "Commissioned to",
        "purpose": "Purpose of the assignment",
        "description": "Description of the assignment",
        "organisation": "Organisation of the work",
        "participants": "Participants",
        "adjunct": "Co-opted participants",
        "frequency": "How often the group meets",
        "subgroups": "Subgroups",
        "relations": "Relations and boundaries to other assignments",
        "communication": "Communication",
        "decision_order": "How decisions are taken",
        "reporting": "Reporting",
        "escalation": "Escalation",
    },
}
# These stand under the heading of the part before them.
BELOW = {
    "participants": "organisation",
    "adjunct": "organisation",
    "frequency": "organisation",
    "subgroups": "organisation",
    "reporting": "decision_order",
    "escalation": "decision_order",
}
# These stand first, as facts.
FACTS = ("area_of_responsibility", "commissioner", "assignee")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What else an assignment document says."""

    document: str
    version: str
    draft: str
    decided: str
    diary: str
    by: str
    nothing: str


PHRASES: Mapping[str, Phrases] = {
    "sv": Phrases(
        "Uppdragshandling", "Version {number}", "Utkast, inte beslutat", "Beslutsdatum",
        "Diarienummer", "Beslutad av", "Inget är skrivet.",
    ),
    "en": Phrases(
        "Assignment document", "Version {number}", "Draft, not decided", "Date of decision",
        "Diary number", "Decided by", "Nothing is written.",
    ),
}  # fmt: skip
