"""What the pages of plans and rounds list, as the rows of a file."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.models import ReportState
from riktning.apps.followup.rounds.queries import RoundRow
from riktning.documents.plans.coverage import Fault
from riktning.documents.plans.coverage_words import RULES
from riktning.web.presenters.plan_maps import BarArea
from riktning.web.presenters.rounds import UnitRow, title

Row = tuple[str, ...]


def fault_headings() -> Row:
    """The columns of what is missing in plans or said twice."""
    return (_("anmärkning"), _("plan"), _("nummer"), _("plats"), _("text"), _("om"), _("råd"))


def fault_rows(found: Iterable[Fault], language: str) -> Iterator[Row]:
    """A row for each fault, with its remedy."""
    for fault in found:
        words = RULES[language][fault.rule]
        number = str(fault.number) if fault.number else ""
        where = " › ".join(fault.where)
        yield (
            words.heading, fault.plan, number, where, fault.text, fault.about, words.remedy,
        )  # fmt: skip


def bar_headings(years: Sequence[int]) -> Row:
    """The columns of activities along the years."""
    return (_("område"), _("nummer"), _("aktivitet"), _("när"), *(str(year) for year in years))


def bar_rows(areas: Iterable[BarArea], years: Sequence[int]) -> Iterator[Row]:
    """A row for each activity, with a mark in each year that it goes on."""
    for area in areas:
        for row in area.rows:
            marks = (
                "x" if row.before <= n < row.before + row.span else "" for n in range(len(years))
            )
            yield area.name, str(row.number), row.text, row.years, *marks


def round_headings() -> Row:
    """The columns of a list of rounds."""
    states = (str(state.label) for state in ReportState)
    return (_("runda"), _("plan"), _("revidering"), _("öppnar"), _("lämnas senast"), _("rapporter"),
            _("inskickade"), *states)  # fmt: skip


def round_rows(found: Iterable[RoundRow]) -> Iterator[Row]:
    """A row for each round, with how many reports stand in each state."""
    for row in found:
        one = row.round
        yield (
            title(one.kind, one.year),
            one.revision.plan.name,
            str(one.revision.number),
            one.opens_on.isoformat(),
            one.submit_by.isoformat(),
            str(row.total),
            str(row.handed_in),
            *(str(row.states.get(state, 0)) for state in ReportState),
        )


def unit_headings() -> Row:
    """The columns of a round, administration by administration."""
    return (_("förvaltning"), _("läge"), _("besvarat"), _("i tid"), _("tillbaka därför att"))


def progress_rows(found: Iterable[UnitRow]) -> Iterator[Row]:
    """A row for each administration."""
    for row in found:
        yield row.unit.name, row.state, row.answers, row.timeliness, row.returned
