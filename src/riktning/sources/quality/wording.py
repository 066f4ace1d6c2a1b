"""The words around the checks' own sentences, for the terminal and the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from riktning.sources.quality.described import Category
from riktning.sources.quality.results import CheckResult, Severity, Status


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that a report of checks says, in one language."""

    language: str
    title: str
    synthetic: str
    summary: str
    nothing: str
    found: str
    rest: str
    headings: tuple[str, str, str, str, str]
    statuses: dict[Status, str]
    severities: dict[Severity, str]
    categories: dict[Category, str]
    masked: str
    unreadable: str
    checking: str
    missing: str
    written: str


_SV = Words(
    "sv", "Kontroll av leveransen", "Syntetiska data – inte verkliga resultat",
    "{all} kontroller: {passed} godkända, {failed} underkända, {error} kunde inte göras, "
    "{idle} ej tillämpliga. {fatal} allvarliga.",
    "Inget är underkänt.", "Underkänt", "Alla kontroller, tabell för tabell",
    ("Tabell", "Kontroll", "Utfall", "Allvar", "Vad"),
    {Status.PASSED: "godkänd", Status.FAILED: "underkänd", Status.NOT_APPLICABLE: "ej tillämplig",
     Status.ERROR: "kunde inte göras"},
    {Severity.FATAL: "allvarlig", Severity.WARNING: "varning", Severity.NOTE: "notering"},
    {Category.CONFORMANCE: "Rätt form", Category.COMPLETENESS: "Fullständighet",
     Category.PLAUSIBILITY: "Rimlighet"},
    "Antal rader om personer som är färre än {k} visas inte.",
    "Varför visas bara där data finns, av riktning check.",
    "Kontrollerar {table}", "Inte levererade: {tables}.",
    "Skriven till {path}",
)  # fmt: skip
_EN = Words(
    "en", "Check of the delivery", "Synthetic data – not real results",
    "{all} checks: {passed} passed, {failed} failed, {error} could not be made, "
    "{idle} not applicable. {fatal} fatal.",
    "Nothing failed.", "Failed", "All checks, table by table",
    ("Table", "Check", "Outcome", "Severity", "What"),
    {Status.PASSED: "passed", Status.FAILED: "failed", Status.NOT_APPLICABLE: "not applicable",
     Status.ERROR: "could not be made"},
    {Severity.FATAL: "fatal", Severity.WARNING: "warning", Severity.NOTE: "note"},
    {Category.CONFORMANCE: "Conformance", Category.COMPLETENESS: "Completeness",
     Category.PLAUSIBILITY: "Plausibility"},
    "Counts of rows about persons that are fewer than {k} are not shown.",
    "Why is shown only where the data are, by riktning check.",
    "Checking {table}", "Not delivered: {tables}.", "Written to {path}",
)  # fmt: skip


def words_of(language: str) -> Words:
    """The words in ``en``, or else in Swedish."""
    return _EN if language == "en" else _SV


def summary(results: Sequence[CheckResult], words: Words) -> str:
    """How many checks ended in which way."""
    counted = {status: sum(r.status is status for r in results) for status in Status}
    return words.summary.format(
        all=len(results), passed=counted[Status.PASSED], failed=counted[Status.FAILED],
        error=counted[Status.ERROR], idle=counted[Status.NOT_APPLICABLE],
        fatal=sum(r.stops for r in results),
    )  # fmt: skip
