"""Staff hours and cost of the care that a scenario leads to; not what its levers cost."""

from riktning.catalogue.model import Words
from riktning.simulation.resources import Weights, cost_to, hours_of
from riktning.simulation.scenarios.measuring import Outcome, Part
from riktning.simulation.scenarios.totals import LIVING

_A_YEAR, _THOUSAND = 12.0, 1000.0
_LIVING = Part(frozenset({LIVING}))
_AT_THE_DEPARTMENT = frozenset({"EMERGENCY_VISIT", "TURNED_AWAY"})
_NAMES = {
    "physician": ("Läkartimmar", "Physicians' hours"),
    "nurse": ("Sjukskötersketimmar", "Nurses' hours"),
    "assistant_nurse": ("Undersköterskors timmar", "Assistant nurses' hours"),
    "other": ("Övriga yrkens timmar", "Other professions' hours"),
}


def _weighed(weights: Weights) -> Part:
    return Part(frozenset(kind for kind, _ in weights), weights=weights)


def _hours(name: str, sv: str, en: str, weights: Weights) -> Outcome:
    words = Words(f"{sv} per 1 000 invånare och år", f"{en} per 1 000 persons a year")
    return Outcome(name, words, _weighed(weights), _LIVING, _A_YEAR * _THOUSAND, 0)


def _cost(name: str, sv: str, en: str, payer: str) -> Outcome:
    words = Words(f"{sv} (kr per invånare och år)", f"{en} (SEK a person and year)")
    return Outcome(name, words, _weighed(cost_to(payer)), _LIVING, _A_YEAR, 0)


STAFF_AND_COST = (
    _hours("hours", "Personaltimmar", "Staff hours", hours_of()),
    *(
        _hours(f"hours_{profession}", *names, hours_of(profession))
        for profession, names in _NAMES.items()
    ),
    _hours("hours_emergency", "Personaltimmar på akutmottagning",
           "Staff hours at emergency departments", hours_of(kinds=_AT_THE_DEPARTMENT)),
    _cost("cost", "Kostnad för regionens vård, åtgärderna själva oräknade",
          "Cost of the region's care, the levers themselves not counted", "region"),
    _cost("cost_municipal", "Kostnad för kommunal hälso- och sjukvård",
          "Cost of municipal health care", "municipality"),
)  # fmt: skip
