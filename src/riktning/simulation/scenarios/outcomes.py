"""What scenarios are compared by: each outcome counted from the totals of a replicate."""

from collections.abc import Iterable

from riktning.catalogue.model import Words
from riktning.simulation.scenarios.measuring import Outcome, Part
from riktning.simulation.scenarios.staff_and_cost import STAFF_AND_COST
from riktning.simulation.scenarios.totals import LIVING
from riktning.simulation.tallies import Kind

_K = Kind
_SPECIALIST = (
    _K.SPECIALIST_VISIT, _K.SPECIALIST_VIDEO, _K.SPECIALIST_CHAT, _K.SPECIALIST_PHONE,
    _K.SPECIALIST_LETTER,
)  # fmt: skip
_PRIMARY_VISITS = (_K.PRIMARY_VISIT, _K.PRIMARY_HOME_VISIT, _K.TEAM_HOME_VISIT)
_PRIMARY = (
    *_PRIMARY_VISITS, _K.PRIMARY_VIDEO, _K.PRIMARY_CHAT, _K.PRIMARY_PHONE, _K.PRIMARY_LETTER
)  # fmt: skip
_PRIMARY_DIGITAL = (_K.PRIMARY_VIDEO, _K.PRIMARY_CHAT)
_SPECIALIST_DIGITAL = (_K.SPECIALIST_VIDEO, _K.SPECIALIST_CHAT)
_HOME = (_K.PRIMARY_HOME_VISIT, _K.TEAM_HOME_VISIT, _K.MUNICIPAL_HOME_VISIT)
_ALL_VISITS = (
    *_PRIMARY_VISITS, _K.SPECIALIST_VISIT, _K.EMERGENCY_VISIT, _K.REHABILITATION_VISIT,
)  # fmt: skip
_MUNICIPAL_VISITS = (_K.MUNICIPAL_HOME_VISIT, _K.MUNICIPAL_VISIT)
_A_YEAR, _THOUSAND, _DAYS_A_YEAR = 12.0, 1000.0, 365.2425


def _part(kinds: Iterable[Kind], low: int = 0) -> Part:
    return Part(frozenset(kind.name for kind in kinds), low)


def _rows(*names: str) -> Part:
    return Part(frozenset(names))


def _beds(measure: str, sv: str, en: str, row: str) -> Outcome:
    """A share of the bed-days available, in per cent."""
    return _measure(measure, sv, en, _rows(row), _rows("AVAILABLE_BED_DAYS"))


def _persons(low: int = 0) -> Part:
    return Part(frozenset({LIVING}), low)


def _a_thousand(
    name: str, sv: str, en: str, kinds: Iterable[Kind], low: int = 0, decimals: int = 1
) -> Outcome:
    """Events a year for each 1 000 persons: of persons there are twelve counts a year."""
    words = Words(f"{sv} per 1 000 invånare och år", f"{en} per 1 000 persons a year")
    return Outcome(name, words, _part(kinds, low), _persons(low), _A_YEAR * _THOUSAND, decimals)


def _measure(
    name: str, sv: str, en: str, numerator: Part, denominator: Part,
    scale: float = 100.0, decimals: int = 1, higher: bool = False,
) -> Outcome:  # fmt: skip
    return Outcome(
        name, Words(sv, en), numerator, denominator, scale, decimals, measure=name, higher=higher
    )


OUTCOMES = (
    Outcome("persons", Words("Invånare", "Persons"), _persons(), None, 1 / _A_YEAR, 0),
    Outcome("persons_80", Words("Invånare 80+", "Persons 80+"), _persons(80), None, 1 / _A_YEAR, 0),
    _a_thousand("stays", "Vårdtillfällen (även hemma)", "Stays (at home too)", [_K.STAY]),
    _a_thousand("unplanned", "Oplanerade inläggningar", "Unplanned admissions",
                [_K.UNPLANNED_ADMISSION]),
    _a_thousand("bed_days", "Vårddygn på sjukhus", "Bed days in hospital", [_K.BED_DAYS]),
    _a_thousand("home_bed_days", "Vårddygn hemma", "Hospital days at home", [_K.HOME_BED_DAYS]),
    _a_thousand("emergency", "Akutbesök", "Emergency visits", [_K.EMERGENCY_VISIT]),
    _a_thousand("emergency_80", "Akutbesök 80+", "Emergency visits 80+", [_K.EMERGENCY_VISIT], 80),
    _a_thousand("primary", "Kontakter i primärvården", "Contacts in primary care", _PRIMARY),
    _a_thousand("specialist", "Kontakter i specialistvården", "Specialist contacts", _SPECIALIST),
    _measure("andel_primarvard", "Primärvårdens andel av besöken (%)",
             "Primary care's share of visits (%)", _part(_PRIMARY_VISITS), _part(_ALL_VISITS),
             higher=True),
    _measure("andel_digitala_primarvard", "Digital andel i primärvården (%)",
             "Digital share in primary care (%)", _part(_PRIMARY_DIGITAL), _part(_PRIMARY),
             higher=True),
    _measure("andel_digitala_specialiserad", "Digital andel i specialistvården (%)",
             "Digital share in specialist care (%)", _part(_SPECIALIST_DIGITAL),
             _part(_SPECIALIST), higher=True),
    _measure("hembesok_75", "Hembesök av besöken 75+ (%)", "Home visits of visits 75+ (%)",
             _part(_HOME, 75), _part((*_ALL_VISITS, *_MUNICIPAL_VISITS), 75), higher=True),
    _measure("aterinskrivning_65", "Återinskrivna inom 30 dagar 65+ (%)",
             "Readmitted within 30 days 65+ (%)", _part([_K.READMITTED]),
             _part([_K.INDEX_DISCHARGE])),
    _measure("utskrivningsklar_dagar", "Dagar som utskrivningsklar", "Days ready for discharge",
             _part([_K.READY_DAYS]), _part([_K.READY_STAY]), 1.0, 2),
    _measure("medelvardtid_75", "Medelvårdtid 75+ (dagar)", "Mean stay 75+ (days)",
             _part([_K.STAY_DAYS], 75), _part([_K.STAY], 75), 1.0, 2),
    _measure("medelvardtid_hjartsvikt", "Medelvårdtid vid hjärtsvikt (dagar)",
             "Mean stay in heart failure (days)", _part([_K.HEART_FAILURE_DAYS]),
             _part([_K.HEART_FAILURE_STAY]), 1.0, 2),
    _measure("medelvardtid_ibd", "Medelvårdtid vid IBD (dagar)", "Mean stay in IBD (days)",
             _part([_K.IBD_DAYS]), _part([_K.IBD_STAY]), 1.0, 2),
    _measure("olampliga_lakemedel_75", "Olämpliga läkemedel 75+ (%)", "Unsuitable drugs 75+ (%)",
             _part([_K.UNSUITABLE_USER], 75), _persons(75)),
    Outcome("beds", Words("Vårdplatser i hela regionen", "Beds in the whole region"),
            _rows("AVAILABLE_BED_DAYS"), None, 1 / _DAYS_A_YEAR, 0),
    _beds("belaggningsgrad", "Beläggningsgrad (%)", "Occupancy (%)", "PATIENT_BED_DAYS"),
    _beds("overbelaggningar", "Överbeläggningar per 100 vårdplatser",
          "Overcrowded patients per 100 beds", "OVERCROWDED_BED_DAYS"),
    _beds("utlokaliserade", "Utlokaliserade per 100 vårdplatser",
          "Misplaced patients per 100 beds", "MISPLACED_BED_DAYS"),
    _a_thousand("turned_away", "Hemskickade från fullt sjukhus", "Sent home from a full hospital",
                [_K.TURNED_AWAY]),
    Outcome("planned_wait", Words("Väntan på planerad inläggning (dagar)",
                                  "Wait for a planned stay (days)"),
            _part([_K.WAIT_DAYS]), _part([_K.WAIT_ENDED]), 1.0, 0),
    Outcome("planned_in_time", Words("Planerade inläggningar inom 90 dagar (%)",
                                     "Planned stays within 90 days (%)"),
            _part([_K.WAIT_IN_TIME]), _part([_K.WAIT_ENDED]), 100.0, 1, higher=True),
    Outcome("visits_in_time", Words("Specialistbesök inom 90 dagar (%)",
                                    "Specialist visits within 90 days (%)"),
            _rows("VISITS_IN_TIME"), _rows("VISITS_ASKED"), 100.0, 1, higher=True),
    *STAFF_AND_COST,
)  # fmt: skip
