"""Tables, or months of a table, that speak of other persons or units than the rest."""

from collections.abc import Iterator

from riktning.sources.quality.gathering import Rows
from riktning.sources.quality.references import CHECK as REFERENCE
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity
from riktning.sources.quality.tallies import Tally

CHECK = Check(
    "mixed_deliveries", Severity.FATAL,
    "de flesta rader gäller okända, som i en blandning av två leveranser",
    "most rows are about unknown ones, as when two deliveries are mixed",
    "månader", "months",
)  # fmt: skip
MOST = 0.5
FEWEST = 20  # rows of a month: of fewer, a few unknown ones are not most


def check_mixed(rows: Rows, counted: Tally) -> Iterator[CheckResult]:
    """Months in which most rows refer to nobody known; a table without months counts as one."""
    looked_at = {c.column for c in counted.conditions if c.check == REFERENCE}
    for column in sorted(looked_at & {"person_id", "unit_id"}):
        if rows.dated_by:
            unknown = counted.failed_by_month(REFERENCE, column)
            there = {str(m): (unknown[m], n) for m, n in sorted(counted.by_month(column).items())}
        else:
            there = {"": (counted.failed(REFERENCE, column), counted.valued(column))}
        mixed = [m for m, (failed, all_) in there.items() if failed > MOST * max(all_, FEWEST)]
        judged = sum(all_ > 0 for _, all_ in there.values())
        finding = Finding(len(mixed), judged, month=mixed[0] if mixed else "")
        yield CHECK.judge(rows.table.name, column, finding)
