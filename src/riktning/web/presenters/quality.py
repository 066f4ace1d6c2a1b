"""What the quality checks of a run say, in words."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One check with its outcome in words."""

    table: str
    check: str
    outcome: str
    severity: str
    detail: str
    failed: bool


def quality_rows(results: Sequence[Mapping[str, Any]]) -> tuple[QualityRow, ...]:
    """Every check of a run, what failed first."""
    rows = [_row(result) for result in results]
    return tuple(sorted(rows, key=lambda row: (not row.failed, row.table, row.check)))


def _row(result: Mapping[str, Any]) -> QualityRow:
    outcomes = {
        "passed": _("godkänd"),
        "failed": _("underkänd"),
        "not_applicable": _("ej tillämplig"),
        "not applicable": _("ej tillämplig"),
        "error": _("fel"),
    }
    severities = {"fatal": _("allvarlig"), "warning": _("varning"), "note": _("notering")}
    outcome = str(_first(result, "outcome", "state", "status"))
    severity = str(_first(result, "severity"))
    return QualityRow(
        table=str(_first(result, "table", "where")),
        check=str(_first(result, "check", "name", "id")),
        outcome=outcomes.get(outcome, outcome),
        severity=severities.get(severity, severity),
        detail=str(_first(result, "sentence", "detail", "message", "what", "says")),
        failed=outcome in {"failed", "error"},
    )


def quality_sentences(
    results: Sequence[Mapping[str, Any]], tables: Collection[str] = ()
) -> tuple[str, ...]:
    """How the checks went, of all tables or of those an indicator uses, in one or two sentences."""
    chosen = [
        result
        for result in results
        if not tables or str(_first(result, "table", "where")) in tables
    ]
    if not chosen:
        return (_("Inga kontroller är redovisade."),)
    outcomes = Counter(str(_first(result, "outcome", "state", "status")) for result in chosen)
    failed = outcomes["failed"] + outcomes["error"]
    said = _("%(passed)d av %(all)d kontroller är godkända.") % {
        "passed": outcomes["passed"],
        "all": len(chosen),
    }
    if not failed:
        return (said,)
    return (said, _("%(failed)d är underkända.") % {"failed": failed})


def _first(result: Mapping[str, Any], *keys: str) -> Any:
    return next((result[key] for key in keys if result.get(key)), "")
