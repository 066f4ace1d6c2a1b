"""What the quality checks of a run say, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.documents.charts.numbers import in_english

FAILED = {"failed", "error"}


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One check with its outcome in words."""

    table: str
    check: str
    outcome: str
    severity: str
    detail: str
    failed: bool


def quality_rows(results: Sequence[Mapping[str, Any]], language: str) -> tuple[QualityRow, ...]:
    """Every check of a run, what failed first."""
    rows = [_row(result, language) for result in results]
    return tuple(sorted(rows, key=lambda row: (not row.failed, row.table, row.check)))


def _row(result: Mapping[str, Any], language: str) -> QualityRow:
    outcomes = {
        "passed": _("godkänd"),
        "failed": _("underkänd"),
        "not_applicable": _("ej tillämplig"),
        "error": _("fel"),
    }
    severities = {"fatal": _("allvarlig"), "warning": _("varning"), "note": _("notering")}
    english = in_english(language)
    return QualityRow(
        table=str(result["table"]),
        check=check_words(str(result["check"]), str(result.get("column") or "")),
        outcome=outcomes[result["status"]],
        severity=severities[result["severity"]],
        detail=str(result["sentence_en" if english else "sentence_sv"]),
        failed=result["status"] in FAILED,
    )


def check_words(check: str, column: str) -> str:
    """What a check looks for, with the column in brackets; its code where it is a newer one."""
    words = {
        "after_death": _("Händelser efter dödsfallet"),
        "before_birth": _("Händelser före födelsen"),
        "blank_text": _("Tomma texter"),
        "code_format": _("Koder som inte har kodverkets form"),
        "columns": _("Rätt kolumner"),
        "crashed": _("Kontrollen kunde göras"),
        "domain": _("Okända koder"),
        "empty_months": _("Månader utan rader"),
        "end_before_start": _("Slutar före start"),
        "event_person": _("Koder på en annan persons kontakt"),
        "event_reference": _("Koder utan kontakt eller vårdtillfälle"),
        "file_month": _("Rader i en annan månads fil"),
        "file_types": _("Alla filer har samma typer"),
        "future": _("Dagar efter uttaget"),
        "high_value": _("Osannolikt stora värden"),
        "id_case": _("Id:n som skiljer sig endast i stora bokstäver"),
        "key": _("Nyckeln är unik"),
        "low_value": _("Osannolikt små värden"),
        "missing_between": _("Månader som saknas mitt i tabellen"),
        "missing_files": _("Månader vars fil saknas"),
        "mixed_deliveries": _("Blandade leveranser"),
        "municipality": _("Kommuner utan enhet"),
        "negative": _("Negativa antal eller belopp"),
        "not_yet_born": _("Födda efter uttaget"),
        "nulls": _("Värden som saknas"),
        "number": _("Orimliga tal"),
        "outside_event": _("Koder långt från sin kontakts dagar"),
        "outside_span": _("Utanför leveransens månader"),
        "overlap": _("Perioder som överlappar"),
        "part_above_whole": _("Delen större än det hela"),
        "persons_without": _("Personer utan rad i tabellen"),
        "readable": _("Tabellen går att läsa"),
        "reference": _("Hänvisar till något okänt"),
        "rows": _("Tabellen har rader"),
        "sex_specific_code": _("Kod för det andra könet"),
        "stay_without_diagnosis": _("Vårdtillfällen utan huvuddiagnos"),
        "table_volume_break": _("Brott i tabellens volym"),
        "too_old": _("Äldre än 115 år"),
        "types": _("Rätt typer"),
        "unit_kind": _("Enhet av fel slag"),
        "unit_not_valid": _("Enheten gäller inte den dagen"),
        "value_break": _("Värden som plötsligt saknas"),
        "value_missing": _("Värden som saknas nästan överallt"),
        "volume_break": _("Brott i volymen"),
    }.get(check, check)
    return f"{words} ({column})" if column else words


def quality_sentences(
    results: Sequence[Mapping[str, Any]], tables: Collection[str] = ()
) -> tuple[str, ...]:
    """How the checks went, of all tables or of those an indicator uses, in one or two sentences.

    A check that did not apply is not counted: it says nothing of the data.
    """
    chosen = [
        result
        for result in results
        if (not tables or result["table"] in tables) and result["status"] != "not_applicable"
    ]
    if not chosen:
        return (_("Inga kontroller är redovisade."),)
    failed = sum(1 for result in chosen if result["status"] in FAILED)
    said = _("%(passed)d av %(all)d kontroller är godkända.") % {
        "passed": len(chosen) - failed,
        "all": len(chosen),
    }
    if not failed:
        return (said,)
    rest = ngettext("%(failed)d är underkänd.", "%(failed)d är underkända.", failed)
    return (said, rest % {"failed": failed})
