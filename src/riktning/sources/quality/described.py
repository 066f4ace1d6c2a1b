"""What each check looks for, and which check type of OHDSI's DataQualityDashboard it answers to.

The types and their meanings: OHDSI DataQualityDashboard, OMOP_CDMv5.4_Check_Descriptions.csv
(https://github.com/OHDSI/DataQualityDashboard). The categories: M. G. Kahn et al., A harmonized
data quality assessment terminology, eGEMs 4(1), 2016, doi:10.13063/2327-9214.1244.
"""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """Kahn's categories: right form, all there, believable."""

    CONFORMANCE = "conformance"
    COMPLETENESS = "completeness"
    PLAUSIBILITY = "plausibility"


@dataclass(frozen=True, slots=True)
class Described:
    """A check in words; ``answers_to``: check types of DataQualityDashboard."""

    name: str
    category: Category
    sv: str
    en: str
    answers_to: tuple[str, ...] = ()


_CON, _COM, _PLA = Category.CONFORMANCE, Category.COMPLETENESS, Category.PLAUSIBILITY
DESCRIBED: tuple[Described, ...] = (
    Described("readable", _CON, "Tabellen går att läsa", "The table can be read"),
    Described("rows", _CON, "Tabellen har rader", "The table has rows", ("cdmTable",)),
    Described("columns", _CON, "Rätt kolumner", "The right columns", ("cdmField",)),
    Described("types", _CON, "Rätt typer", "The right types", ("cdmDatatype",)),
    Described("file_types", _CON, "Alla filer har samma typer", "All files have the same types",
              ("cdmDatatype",)),
    Described("nulls", _CON, "Värden som saknas", "Missing values", ("isRequired",)),
    Described("key", _CON, "Nyckeln är unik", "The key is unique", ("isPrimaryKey",)),
    Described("id_case", _CON, "Id:n som skiljer sig endast i stora bokstäver",
              "Ids that differ in capitals only"),
    Described("reference", _CON, "Hänvisar till något okänt", "Refers to something unknown",
              ("isForeignKey",)),
    Described("event_reference", _CON, "Koder utan kontakt eller vårdtillfälle",
              "Codes without a contact or stay", ("isForeignKey",)),
    Described("event_person", _CON, "Koder på en annan persons kontakt",
              "Codes on another person's contact", ("isForeignKey",)),
    Described("mixed_deliveries", _CON, "Blandade leveranser", "Mixed deliveries",
              ("isForeignKey",)),
    Described("domain", _CON, "Okända koder", "Unknown codes", ("fkDomain",)),
    Described("municipality", _CON, "Kommuner utan enhet", "Municipalities without a unit",
              ("fkDomain",)),
    Described("unit_kind", _CON, "Enhet av fel slag", "A unit of another kind", ("fkClass",)),
    Described("code_format", _CON, "Koder som inte har kodverkets form",
              "Codes not of the classification's form", ("isStandardValidConcept",)),
    Described("blank_text", _COM, "Tomma texter", "Blank texts",
              ("standardConceptRecordCompleteness",)),
    Described("persons_without", _COM, "Personer utan rad i tabellen", "Persons without a row",
              ("measurePersonCompleteness",)),
    Described("value_missing", _COM, "Värden som saknas nästan överallt",
              "Values missing almost everywhere", ("measureValueCompleteness",)),
    Described("value_break", _COM, "Värden som plötsligt saknas", "Values suddenly missing",
              ("measureValueCompleteness",)),
    Described("stay_without_diagnosis", _COM, "Vårdtillfällen utan huvuddiagnos",
              "Stays without a main diagnosis", ("sourceConceptRecordCompleteness",)),
    Described("missing_files", _COM, "Månader vars fil saknas", "Months whose file is missing"),
    Described("missing_between", _COM, "Månader som saknas mitt i tabellen",
              "Months missing within the table"),
    Described("empty_months", _COM, "Månader utan rader", "Months without rows"),
    Described("volume_break", _COM, "Brott i en enhets volym", "Breaks in a unit's volume"),
    Described("table_volume_break", _COM, "Brott i tabellens volym",
              "Breaks in the table's volume"),
    Described("number", _PLA, "Orimliga tal", "Impossible numbers",
              ("plausibleValueLow", "plausibleValueHigh")),
    Described("negative", _PLA, "Negativa antal eller belopp", "Negative amounts",
              ("plausibleValueLow",)),
    Described("low_value", _PLA, "Osannolikt små värden", "Implausibly low values",
              ("plausibleValueLow",)),
    Described("high_value", _PLA, "Osannolikt stora värden", "Implausibly high values",
              ("plausibleValueHigh",)),
    Described("too_old", _PLA, "Äldre än 115 år", "Older than 115 years", ("plausibleValueLow",)),
    Described("part_above_whole", _PLA, "Delen större än det hela", "The part above the whole",
              ("plausibleValueHigh",)),
    Described("outside_span", _PLA, "Utanför leveransens månader",
              "Outside the delivery's months", ("plausibleTemporalAfter",)),
    Described("file_month", _PLA, "Rader i en annan månads fil", "Rows in another month's file",
              ("plausibleTemporalAfter",)),
    Described("future", _PLA, "Dagar efter uttaget", "Days after the data were drawn",
              ("plausibleTemporalAfter",)),
    Described("not_yet_born", _PLA, "Födda efter uttaget", "Born after the data were drawn",
              ("plausibleTemporalAfter",)),
    Described("unit_not_valid", _PLA, "Enheten gäller inte den dagen",
              "The unit is not valid then", ("plausibleTemporalAfter",)),
    Described("overlap", _PLA, "Perioder som överlappar", "Stretches that overlap",
              ("measureObservationPeriodOverlap",)),
    Described("end_before_start", _PLA, "Slutar före start", "Ends before it starts",
              ("plausibleStartBeforeEnd",)),
    Described("before_birth", _PLA, "Händelser före födelsen", "Events before birth",
              ("plausibleAfterBirth",)),
    Described("after_death", _PLA, "Händelser efter dödsfallet", "Events after death",
              ("plausibleDuringLife", "plausibleBeforeDeath")),
    Described("outside_event", _PLA, "Koder långt från sin kontakts dagar",
              "Codes far from their contact's days", ("withinVisitDates",)),
    Described("sex_specific_code", _PLA, "Kod för det andra könet", "Code of the other sex",
              ("plausibleGender", "plausibleGenderUseDescendants")),
    Described("crashed", _CON, "Kontrollen kunde göras", "The check could be made"),
)  # fmt: skip
BY_CHECK = {described.name: described for described in DESCRIBED}
DOES_NOT_FIT = {
    "measureConditionEraCompleteness": (
        "inga sjukdomsperioder härleds i förväg: mått räknar direkt på diagnoserna",
        "no condition eras are derived beforehand: measures count the diagnoses themselves",
    ),
    "sourceValueCompleteness": (
        "koderna översätts inte till något annat kodverk, så inget kan bli oöversatt",
        "codes are not mapped to another vocabulary, so that none can be left unmapped",
    ),
    "plausibleUnitConceptIds": (
        "måttenheten är fast för varje kolumn i kontraktet och levereras inte",
        "the unit of measure is fixed for each column of the contract and not delivered",
    ),
}
"""Check types that have nothing to look at in these tables, and why."""
