"""Every check is described; each check type of DataQualityDashboard is answered or declined."""

import re
from pathlib import Path

import riktning.sources.quality
from riktning.sources.quality.described import BY_CHECK, DESCRIBED, DOES_NOT_FIT
from riktning.sources.quality.reference import quality_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "data-quality.md"
# OHDSI DataQualityDashboard, inst/csv/OMOP_CDMv5.4_Check_Descriptions.csv, column checkName
TYPES = {
    "cdmTable",
    "measurePersonCompleteness",
    "measureConditionEraCompleteness",
    "measureObservationPeriodOverlap",
    "cdmField",
    "isRequired",
    "cdmDatatype",
    "isPrimaryKey",
    "isForeignKey",
    "fkDomain",
    "fkClass",
    "isStandardValidConcept",
    "measureValueCompleteness",
    "standardConceptRecordCompleteness",
    "sourceConceptRecordCompleteness",
    "sourceValueCompleteness",
    "plausibleValueLow",
    "plausibleValueHigh",
    "plausibleTemporalAfter",
    "plausibleDuringLife",
    "withinVisitDates",
    "plausibleAfterBirth",
    "plausibleBeforeDeath",
    "plausibleStartBeforeEnd",
    "plausibleGender",
    "plausibleGenderUseDescendants",
    "plausibleUnitConceptIds",
}


def test_every_type_is_answered_by_a_check_or_declined_with_a_reason_and_never_both():
    answered = {name for described in DESCRIBED for name in described.answers_to}
    assert answered | set(DOES_NOT_FIT) == TYPES
    assert not answered & set(DOES_NOT_FIT)
    assert all(all(reason) for reason in DOES_NOT_FIT.values())


def test_every_check_that_is_made_is_described_and_the_other_way_round():
    folder = Path(riktning.sources.quality.__file__).parent
    made = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(r"Check\(\s*\"([a-z_]+)\"", path.read_text("utf-8"))
    }
    assert set(BY_CHECK) == made
    assert len(DESCRIBED) == len(BY_CHECK)


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == quality_reference(), (
        "run python -m riktning.sources.quality.reference > docs/reference/data-quality.md"
    )
