"""What a check's result may say outside the place where the data are.

No value from the data leaves, and no count of 1 to k − 1 rows of persons, nor of all but so few.
Counts of months, columns and files, and of rows that belong to no person, are as they are.
"""

from typing import Any

from riktning.sources.contracts import BY_NAME
from riktning.sources.quality.results import IDS, PERSONS, ROWS, CheckResult, filled, grouped


def published(result: CheckResult, k: int) -> dict[str, Any]:
    """The result as plain values; a masked count is None, and in words "färre än k"."""
    failed, rows = result.failed_rows, result.rows
    small_rows = _of_persons(result) and 0 < rows < k
    few = _of_persons(result) and 0 < failed < k
    all_but_few = _of_persons(result) and 0 < rows - failed < k and failed > 0
    masked = few or all_but_few or (small_rows and failed > 0)
    plain = {
        "table": result.table, "column": result.column, "check": result.check,
        "status": result.status.value, "severity": result.severity.value,
        "failed_rows": None if masked else failed, "rows": None if small_rows else rows,
    }  # fmt: skip
    for language, sentence, template, fewer, but in (
        ("sv", result.sentence_sv, result.template_sv, f"färre än {k}", "alla utom "),
        ("en", result.sentence_en, result.template_en, f"fewer than {k}", "all but "),
    ):
        shown = grouped(failed) if not masked else fewer if few or small_rows else but + fewer
        said = filled(template, shown, fewer if small_rows else grouped(rows))
        plain[f"sentence_{language}"] = said if template else sentence
    return plain


def _of_persons(result: CheckResult) -> bool:
    """Rows or persons are counted, and a row is about a person."""
    about_persons = "person_id" in BY_NAME[result.table].by_name
    return about_persons and result.counted in (ROWS, PERSONS, IDS)
