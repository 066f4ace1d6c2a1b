"""Decisions as rows of the register's page and of its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision
from riktning.web.decision_subjects import About, Key


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in words."""

    number: int
    day: date
    body: str
    body_code: str
    paragraph: str
    diary_number: str
    outcome: str
    text: str
    kind: str
    about: About
    entered: date
    entered_by: str


def rows(decisions: Sequence[Decision], subjects: Mapping[Key, About]) -> tuple[DecisionRow, ...]:
    """The decisions in their order, each with what it is about."""
    return tuple(
        DecisionRow(
            number=one.pk,
            day=one.decided_on,
            body=one.body.name,
            body_code=one.body.code,
            paragraph=one.paragraph,
            diary_number=one.diary_number,
            outcome=str(Outcome(one.outcome).label).capitalize(),
            text=one.text,
            kind=str(SubjectKind(one.subject_kind).label),
            about=subjects[(one.subject_kind, one.subject_key)],
            entered=timezone.localdate(one.recorded_at),
            entered_by=one.recorded_by,
        )
        for one in decisions
    )


def headings() -> list[str]:
    """The heads of the register as a file."""
    return [
        _("Datum"), _("Organ"), _("Paragraf"), _("Diarienummer"), _("Utfall"), _("Beslut"),
        _("Slag"), _("Ärende"),
    ]  # fmt: skip


def cells(row: DecisionRow) -> list[str]:
    """A row of the register as a file."""
    return [
        f"{row.day:%Y-%m-%d}", row.body, row.paragraph, row.diary_number, row.outcome, row.text,
        row.kind, row.about.words,
    ]  # fmt: skip
