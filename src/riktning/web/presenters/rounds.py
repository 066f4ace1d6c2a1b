"""Rounds as lists and counts: how far they have come, and what is said, never as an average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.followup.rounds.models import Report, ReportState
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.followup.rounds.queries import Owed, Progress, RoundRow, UnitProgress
from riktning.apps.followup.rounds.reading import may_read
from riktning.apps.followup.rounds.rollup import Tally, Voice, by, tallies
from riktning.apps.followup.rounds.statuses import LIGHT, AnswerStatus, QuestionKind
from riktning.apps.followup.rounds.words import round_words
from riktning.apps.organisation.rights import Actor
from riktning.catalogue.model import Words
from riktning.web.presenters.verdicts import HumanStatus, in_words

_LETTERS = {
    AnswerStatus.REACHED: Words("U", "R"),
    AnswerStatus.PARTLY: Words("D", "P"),
    AnswerStatus.NOT_REACHED: Words("E", "N"),
    AnswerStatus.NOT_MEASURED: Words("–", "–"),
    AnswerStatus.NOT_STARTED: Words("○", "○"),
    AnswerStatus.ON_TRACK: Words("P", "O"),
    AnswerStatus.LATE: Words("F", "L"),
    AnswerStatus.DONE: Words("K", "D"),
    AnswerStatus.STOPPED: Words("A", "S"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many say one thing."""

    status: HumanStatus
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of counts: what it is about, what is said, and how many have said nothing."""

    name: str
    counts: tuple[Counted, ...]
    not_reported: int
    who: tuple[tuple[str, HumanStatus | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Rollup:
    """One kind of question, in all and area by area."""

    heading: str
    whole: Row
    areas: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An administration in a round's table."""

    unit: UnitProgress
    state: str
    answers: str
    timeliness: str
    late: bool
    returned: str


def answer_status(status: str) -> HumanStatus | None:
    """The look and the word of a status of an answer; None when there is none."""
    if not status:
        return None
    known = AnswerStatus(status)
    return HumanStatus(LIGHT[known], in_words(_LETTERS[known]), str(known.label))


def title(kind: str, year: int) -> str:
    """``Tertial 2 2025``."""
    words = round_words(kind, year)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class OwedRow:
    """Something that waits for the reader: whose report, in which round, what to do and by when."""

    report: Report
    name: str
    title: str
    task: str
    due: date
    late: bool


def owed_rows(found: Sequence[Owed], units: Mapping[str, str], today: date) -> tuple[OwedRow, ...]:
    """What waits for the reader, the most urgent first."""
    tasks = {
        Act.SUBMIT: _("fyll i och skicka in"),
        Act.APPROVE: _("läs och godkänn"),
        Act.ACCEPT: _("läs och ta emot"),
    }
    return tuple(
        OwedRow(
            one.report,
            units.get(one.report.unit_id, one.report.unit_id),
            title(one.report.round.kind, one.report.round.year),
            tasks[one.act],
            one.due,
            one.due < today,
        )
        for one in found
    )


def round_sentence(row: RoundRow) -> str:
    """How many of a round's reports are handed in, in one sentence."""
    return ngettext(
        "%(in)d av %(all)d rapport är inskickad.",
        "%(in)d av %(all)d rapporter är inskickade.",
        row.total,
    ) % {"in": row.handed_in, "all": row.total}


def state_counts(states: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many reports stand in each state, in the order they go."""
    return tuple(
        (str(state.label), states.get(state, 0)) for state in ReportState if states.get(state)
    )


def progress_sentences(found: Progress) -> tuple[str, ...]:
    """Completeness and timeliness, each in a sentence."""
    total = len(found.units)
    words = {"in": found.handed_in, "all": total, "time": found.in_time}
    sentences = [
        ngettext(
            "%(in)d av %(all)d rapport är inskickad.",
            "%(in)d av %(all)d rapporter är inskickade.",
            total,
        )
        % words,
    ]
    if found.returned:
        sentences.append(_("%(back)d är tillbaka för rättning.") % {"back": found.returned})
    sentences.append(_("%(time)d lämnades i tid.") % words)
    if found.overdue:
        sentences.append(
            ngettext("%(late)d är försenad.", "%(late)d är försenade.", found.overdue)
            % {"late": found.overdue}
        )
    return tuple(sentences)


def unit_rows(found: Progress, actor: Actor) -> tuple[UnitRow, ...]:
    """The administrations of a round, by name; why one is back is for who reads its draft."""
    return tuple(
        UnitRow(
            unit=unit,
            state=str(ReportState(unit.report.state).label),
            answers=_("%(done)d av %(all)d") % {"done": unit.answered, "all": unit.answers},
            timeliness=_timeliness(unit, found.round.submit_by),
            late=unit.in_time is False,
            returned=unit.returned if may_read(actor, unit.report) else "",
        )
        for unit in found.units
    )


def _timeliness(unit: UnitProgress, due: date) -> str:
    days = unit.days_late
    if unit.submitted is None and days <= 0:
        return ngettext("%(days)d dag kvar", "%(days)d dagar kvar", -days) % {"days": -days}
    if unit.submitted is None:
        words = ngettext("%(days)d dag försenad", "%(days)d dagar försenad", days)
        return words % {"days": days}
    if days <= 0:
        return _("i tid, %(day)s") % {"day": unit.submitted.isoformat()}
    words = ngettext("%(days)d dag sent, %(day)s", "%(days)d dagar sent, %(day)s", days)
    return words % {"days": days, "day": unit.submitted.isoformat()}


def rollups(
    voices: Sequence[Voice], areas: Mapping[str, str], units: Mapping[str, str]
) -> tuple[Rollup, ...]:
    """What is said, by kind of question and then by area; ``areas`` and ``units`` name them."""
    headings = {
        QuestionKind.GOAL: _("Mål"),
        QuestionKind.ACTIVITY: _("Aktiviteter"),
        QuestionKind.MEASURE: _("Mått"),
    }
    found = []
    for kind, whole in tallies(voices).items():
        rows = []
        for area, some in by((v for v in voices if v.kind is kind), "area").items():
            name = areas.get(str(area), str(area))
            rows.append(_row(name, tallies(some)[kind]))
        found.append(Rollup(headings[kind], _row(headings[kind], whole), tuple(rows)))
    return tuple(found)


def shared_goals(voices: Sequence[Voice], units: Mapping[str, str]) -> tuple[Row, ...]:
    """Each regional goal that somebody is asked about, with what every administration says."""
    goals = (v for v in voices if v.kind is QuestionKind.GOAL and not v.local)
    rows = []
    for some in by(goals, "item_id").values():
        who = tuple((units.get(v.unit_id, v.unit_id), answer_status(v.status)) for v in some)
        one = _row(some[0].text, tallies(some)[QuestionKind.GOAL])
        rows.append(Row(one.name, one.counts, one.not_reported, who))
    return tuple(rows)


def _row(name: str, tally: Tally) -> Row:
    counts = []
    for status, count in tally.counts:
        look = answer_status(status)
        if look is not None:
            counts.append(Counted(look, count))
    return Row(name, tuple(counts), tally.not_reported)
