"""What of care is held to published figures, as outcomes of a course."""

from riktning.catalogue.model import Words
from riktning.simulation.scenarios.measuring import Outcome, Part
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.totals import LIVING
from riktning.simulation.tallies import Kind

_SHARED = (
    "aterinskrivning_65",
    "overbelaggningar",
    "utlokaliserade",
    "planned_in_time",
    "visits_in_time",
    "cost",
)
_A_YEAR, _DAYS = 12.0, 365.2425
_OLD, _OLDEST = 65, 80
STAYS, EMERGENCY = "stays per 100 000", "emergency visits 80+ per 1 000"
# The published figure of each outcome that a scenario has, too.
_NAMES = {
    "aterinskrivning_65": "readmitted within 30 days 65+",
    "overbelaggningar": "overcrowded per 100 beds",
    "utlokaliserade": "misplaced per 100 beds",
    "planned_in_time": "planned stays within 90 days",
    "visits_in_time": "first visits within 90 days",
    "cost": "cost, SEK a person",
}


def outcomes(share: float) -> dict[str, Outcome]:
    """By the name of the published figure. ``share``: of the region's persons who are followed."""
    known = {outcome.id: outcome for outcome in OUTCOMES}
    beds, living = Part(frozenset({"AVAILABLE_BED_DAYS"})), Part(frozenset({LIVING}))
    return {
        STAYS: _rate(Kind.STAY, 1e5),
        EMERGENCY: _rate(Kind.EMERGENCY_VISIT, 1e3, _OLDEST),
        "days ready for discharge 65+ per 1 000": _rate(Kind.READY_DAYS, 1e3, _OLD),
        "beds with patients ready for discharge": Outcome(
            "ready", _words("ready"), _part(Kind.READY_DAYS), _part(Kind.BED_DAYS), 100.0, 1
        ),
        "beds per 1 000": Outcome(
            "beds", _words("beds"), beds, living, share * 1e3 * _A_YEAR / _DAYS, 2
        ),
        "deaths per 1 000": _rate(Kind.DEATH, 1e3),
        **{_NAMES[name]: known[name] for name in _SHARED},
    }


def _part(kind: Kind, low: int = 0) -> Part:
    return Part(frozenset({kind.name}), low)


def _rate(kind: Kind, scale: float, low: int = 0) -> Outcome:
    living = Part(frozenset({LIVING}), low)
    return Outcome(kind.name, _words(kind.name), _part(kind, low), living, scale * _A_YEAR, 1)


def _words(name: str) -> Words:
    return Words(name, name)
