"""A goal, an activity or another item of a plan: what is said of it, by whom, and since when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.content import said_in
from riktning.apps.followup.rounds.models import Answer
from riktning.apps.followup.subjects import About
from riktning.apps.plans.item_history import Saying, Tie
from riktning.apps.plans.models import ItemKind, Part, Responsibility, State
from riktning.web.presenters.plan import state_words
from riktning.web.presenters.rounds import answer_status, title
from riktning.web.presenters.verdicts import HumanStatus


@dataclass(frozen=True, slots=True)
class Change:
    """What revisions in a row say alike."""

    first: int
    last: int
    address: str
    state: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Tied:
    """Something that serves the item, or that it serves."""

    address: str
    text: str
    kind: str
    plan: str
    since: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What an administration said of the item in a round."""

    address: str
    unit: str
    round: str
    status: HumanStatus | None
    comment: str
    next_steps: str


def where_words(said: Saying) -> str:
    """Where the item stands in the revision."""
    return " › ".join(part for part in (said.area.name, said.sub_area, said.period) if part)


APPLIED = (State.IN_FORCE, State.SUPERSEDED)


def changes(found: Sequence[Saying]) -> tuple[Change, ...]:
    """The revisions, newest first; those in a row that say the same are one.

    What has not applied is told apart: it is not in force, though it says the same.
    """
    made: list[Change] = []
    before = False
    for said in reversed(found):
        revision = said.revision
        address = reverse("web:revision", args=[revision.plan.code, revision.number])
        where = where_words(said)
        first, state = revision.number, state_words(revision.state)
        applied = revision.state in APPLIED
        if before and applied and (made[-1].text, made[-1].where) == (said.text, where):
            first = made.pop().first
        before = applied
        made.append(Change(first, revision.number, address, state, said.text, where))
    return tuple(reversed(made))


def responsible_rows(found: Iterable[Responsibility]) -> list[tuple[str, str, str]]:
    """Part, role and the days it holds."""
    return [
        (str(Part(r.part).label).capitalize(), r.role, _days(r.from_date, r.to_date)) for r in found
    ]


def _days(first: object, last: object) -> str:
    if last is None:
        return _("från %(first)s") % {"first": first}
    return _("%(first)s till %(last)s") % {"first": first, "last": last}


def tied(ties: Iterable[Tie], known: Mapping[int, About], *, serves_this: bool) -> tuple[Tied, ...]:
    """The items at the other end that have a text."""
    return tuple(
        Tied(
            reverse("web:item_history", args=[about.plan, about.number]),
            about.text,
            str(ItemKind(about.kind).label),
            about.name,
            _days(tie.from_date, tie.to_date),
        )
        for tie in ties
        if tie.serves_this is serves_this
        for about in (known.get(tie.item_id),)
        if about is not None
    )


def answered(rows: Iterable[Answer], units: Mapping[str, str]) -> tuple[Answered, ...]:
    """What the administrations have said, the newest round first."""
    return tuple(_answered(row, units) for row in rows)


def _answered(row: Answer, units: Mapping[str, str]) -> Answered:
    report, said = row.report, said_in(row)
    place = reverse("web:round_report", args=[report.round_id, report.unit_id])
    return Answered(
        f"{place}#fraga-{row.pk}",
        units.get(report.unit_id, report.unit_id),
        title(report.round.kind, report.round.year),
        answer_status(row.status),
        said.comment,
        said.next_steps,
    )


def table_headings() -> tuple[str, ...]:
    """The columns of the file of answers."""
    return (_("Runda"), _("Förvaltning"), _("Status"), _("Kommentar"), _("Nästa steg"))


def table_rows(found: Iterable[Answered]) -> Iterable[tuple[str, ...]]:
    """A row for each answer."""
    for each in found:
        status = each.status.word if each.status else ""
        yield (each.round, each.unit, status, each.comment, each.next_steps)
