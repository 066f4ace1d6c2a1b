"""Codes that cannot be codes of their classification."""

from collections.abc import Iterator

from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check(
    "code_format", Severity.WARNING,
    "har inte kodverkets form", "not of the classification's form",
    tolerated=0.01,
)  # fmt: skip
# ICD-10-SE without dots; KVÅ: two letters and three digits, or NCSP's three letters and two digits;
# ATC at its fifth level, by the letters of its fourteen groups
FORMS = {
    ("diagnosis", "code"): r"^[A-Z][0-9]{2}[0-9A-Z]{0,4}$",
    ("procedure", "code"): r"^([A-Z]{2}[0-9]{3}|[A-ZÅÄÖ]{3}[0-9]{2})$",
    ("dispensing", "atc"): r"^[ABCDGHJLMNPRSV][0-9]{2}[A-Z]{2}[0-9]{2}$",
}


def form_conditions(rows: Rows) -> Iterator[Counted]:
    """Columns of codes of a national classification; the code itself need not be in use."""
    for (table, column), form in FORMS.items():
        if table == rows.table.name:
            code = rows.data[column]
            yield Counted(CHECK, column, ~code.re_search(form), among=column, shown=code)
