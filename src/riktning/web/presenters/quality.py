"""What the quality checks of a run say, in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

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
        check=" ".join(part for part in (result["check"], result.get("column", "")) if part),
        outcome=outcomes[result["status"]],
        severity=severities[result["severity"]],
        detail=str(result["sentence_en" if english else "sentence_sv"]),
        failed=result["status"] in FAILED,
    )


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
    return (said, _("%(failed)d är underkända.") % {"failed": failed})
