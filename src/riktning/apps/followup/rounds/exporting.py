"""What a round says, as a table to take away: a row an answer, empty until it is handed in."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.models import Answer, ReportState, Round
from riktning.apps.followup.rounds.queries import HANDED_IN
from riktning.apps.followup.rounds.statuses import AnswerStatus, QuestionKind
from riktning.apps.followup.rounds.words import field_words, light_words

Cell = str | int | float | None


def headings() -> tuple[str, ...]:
    """The columns in the language that is active."""
    fields = ("status", "comment", "next_steps", "likelihood", "consequence", "risk_measure",
              "risk_owner", "numerator", "denominator")  # fmt: skip
    return (
        _("Förvaltning"),
        _("Läge"),
        _("Nr"),
        _("Slag"),
        _("Plats i planen"),
        _("Fråga"),
        _("Mått"),
        _("Målvärde"),
        _("Ljus"),
        *(field_words(name) for name in fields),
    )


def answer_rows(round_: Round, units: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """Every question by administration; ``units`` names them. One query."""
    rows = Answer.objects.filter(report__round=round_).select_related("report")
    for row in rows.order_by("report__unit_id", "order"):
        yield (
            units.get(row.report.unit_id, row.report.unit_id),
            str(ReportState(row.report.state).label),
            row.order,
            str(QuestionKind(row.kind).label),
            row.place,
            row.text,
            row.indicator_id,
            row.target,
            *_said(row),
        )


def _said(row: Answer) -> tuple[Cell, ...]:
    if row.report.state not in HANDED_IN:
        return (None,) * 10
    return (
        light_words(row.status),
        str(AnswerStatus(row.status).label) if row.status else None,
        row.comment,
        row.next_steps,
        row.likelihood,
        row.consequence,
        row.risk_measure,
        row.risk_owner,
        row.numerator,
        row.denominator,
    )
