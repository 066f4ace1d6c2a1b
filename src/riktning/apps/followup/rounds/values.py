"""Figures counted by hand, once they are accepted: as the care data's own table has them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from riktning.apps.followup.rounds.calendar import months_of
from riktning.apps.followup.rounds.models import Answer, ReportState, Round

COLUMNS = (
    "indicator_id", "unit_id", "period_start", "period_end", "numerator", "denominator", "comment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One row of the table ``reported`` (sources.contracts)."""

    indicator_id: str
    unit_id: str
    period_start: str
    period_end: str
    numerator: float
    denominator: float | None
    comment: str


def reported_values(round_: Round) -> Iterator[ReportedValue]:
    """The figures of accepted and locked reports, no others. One query."""
    first, last = months_of(round_.kind, round_.year)
    rows = Answer.objects.filter(
        report__round=round_,
        report__state__in=[ReportState.ACCEPTED, ReportState.LOCKED],
        numerator__isnull=False,
    ).select_related("report")
    for row in rows.order_by("report__unit_id", "order"):
        if row.numerator is not None:
            yield ReportedValue(
                row.indicator_id,
                row.report.unit_id,
                first.first_day.isoformat(),
                last.last_day.isoformat(),
                row.numerator,
                row.denominator,
                row.comment,
            )


def as_csv(round_: Round) -> str:
    """The same as CSV, to lie beside the care data as ``reported.csv``."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for value in reported_values(round_):
        row = (getattr(value, name) for name in COLUMNS)
        writer.writerow("" if cell is None else cell for cell in row)
    return text.getvalue()
