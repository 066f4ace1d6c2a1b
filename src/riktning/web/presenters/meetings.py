"""Meetings as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from riktning.apps.followup.attention_words import attention_sentence
from riktning.apps.followup.picture_words import standing_sentence
from riktning.apps.governance.items import DUE
from riktning.apps.governance.models import ActionItem, Decision, Group
from riktning.apps.meetings.deck import in_words
from riktning.apps.meetings.kinds import MeetingState, PointKind, PositionWord
from riktning.apps.meetings.models import Meeting, Point, PointDecision, Position
from riktning.apps.meetings.pictures import AreaPicture, says_otherwise
from riktning.apps.meetings.protocol import owner_of
from riktning.apps.meetings.queries import Whole
from riktning.apps.meetings.rights import may_answer
from riktning.apps.meetings.words import clock, minutes_over
from riktning.apps.organisation.rights import Actor

SALT = "moten"
SHAPES = {
    PositionWord.IN_PHASE: "●",
    PositionWord.BEHIND: "◐",
    PositionWord.OBSTRUCTED: "✕",
    PositionWord.UNCONCERNED: "–",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in a list."""

    number: int
    title: str
    group: str
    group_code: str
    when: str
    place: str
    state: str
    cancelled: bool
    answered: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of a point, and what follows of it."""

    made: PointDecision
    decision: Decision
    outcome: str
    actions: tuple[tuple[ActionItem, str, date], ...]  # owner and day


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the agenda; notes and decisions only for those who may read them."""

    place: int
    point: Point
    kind: str
    begins: str
    notes: str
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How an administration stands in an area: a shape, a word, and its own words."""

    shape: str
    word: str
    text: str
    answered: str
    measured: str = ""
    otherwise: str = ""
    unit: str = ""


def when(meeting: Meeting) -> str:
    """As ``30 augusti 2025, 09:00–12:00``."""
    day = date_format(meeting.day, "j F Y")
    return f"{day}, {meeting.starts:%H:%M}–{meeting.ends:%H:%M}"


def rows(meetings: Iterable[Meeting]) -> tuple[Row, ...]:
    """The meetings in their order."""
    return tuple(_row(meeting) for meeting in meetings)


def _row(meeting: Meeting) -> Row:
    asked = getattr(meeting, "asked", 0)
    return Row(
        number=meeting.pk,
        title=meeting.title,
        group=meeting.group.name,
        group_code=meeting.group.code,
        when=when(meeting),
        place=meeting.place,
        state=str(MeetingState(meeting.state).label),
        cancelled=meeting.state == MeetingState.CANCELLED,
        answered=f"{getattr(meeting, 'answered', 0)}/{asked}" if asked else "",
    )


def facts(meeting: Meeting) -> list[tuple[str, str]]:
    """What is said of it before its points."""
    approved = ""
    if meeting.approved_on:
        approved = f"{date_format(meeting.approved_on, 'j F Y')}, {meeting.approved_by}"
    said = [
        (_("När"), when(meeting)),
        (_("Plats"), meeting.place),
        (_("Sekreterare"), meeting.secretary),
        (_("Läge"), str(MeetingState(meeting.state).label)),
        (_("Justerat"), approved),
    ]
    return [(heading, text) for heading, text in said if text]


def point_rows(whole: Whole, units: Mapping[str, str], *, told: bool) -> tuple[PointRow, ...]:
    """The agenda with what the minutes say, when that may be read."""
    times = clock(whole.meeting, [taken.point for taken in whole.points])
    return tuple(
        PointRow(
            place=place,
            point=taken.point,
            kind=str(PointKind(taken.point.kind).label),
            begins=begins,
            notes=taken.point.notes if told else "",
            decided=tuple(_decided(made, actions, units) for made, actions in taken.decided)
            if told
            else (),
        )
        for place, (taken, begins) in enumerate(zip(whole.points, times, strict=True), start=1)
    )


def over_words(whole: Whole) -> str:
    """That the points take longer than the meeting lasts; empty where they do not."""
    over = minutes_over(whole.meeting, [taken.point for taken in whole.points])
    if not over:
        return ""
    return ngettext(
        "Punkterna tar tillsammans %(count)s minut mer än mötet varar.",
        "Punkterna tar tillsammans %(count)s minuter mer än mötet varar.",
        over,
    ) % {"count": over}


def _decided(
    made: PointDecision, actions: Sequence[ActionItem], units: Mapping[str, str]
) -> Decided:
    return Decided(
        made,
        made.decision,
        made.decision.get_outcome_display(),
        tuple((item, owner_of(item, units), getattr(item, DUE)) for item in actions),
    )


def matrix(
    whole: Whole, units: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[Cell, ...]], ...]]:
    """Areas as columns and administrations as rows, each place with its word."""
    said = {(row.unit_id, row.area_id): row for row in whole.positions}
    body = []
    for unit in sorted(whole.units, key=lambda one: units.get(one, one)):
        cells = tuple(_cell(said.get((unit, area))) for area, _name in whole.areas)
        body.append((units.get(unit, unit), cells))
    return tuple(name for _area, name in whole.areas), tuple(body)


def _cell(row: Position | None) -> Cell:
    if row is None:
        return Cell("", _("inte tillfrågad"), "", "")
    if not row.word:
        return Cell("○", _("inte svarat"), "", "")
    word = PositionWord(row.word)
    answered = f"{timezone.localtime(row.answered_at):%Y-%m-%d}" if row.answered_at else ""
    return Cell(SHAPES[word], str(word.label), row.text, answered)


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area: what the measures say, what contradicts, and each administration beside it."""

    slug: str
    name: str
    sentence: str
    contradictions: tuple[str, ...]
    cells: tuple[Cell, ...]


def area_parts(
    whole: Whole, pictures: Sequence[AreaPicture], units: Mapping[str, str], language: str
) -> tuple[AreaPart, ...]:
    """The areas in the order of the plan."""
    measured = {each.area: each for each in pictures}
    return tuple(
        _area_part(
            name,
            [row for row in whole.positions if row.area_id == area],
            measured.get(area),
            units,
            language,
        )
        for area, name in whole.areas
    )


def _area_part(
    name: str,
    positions: Sequence[Position],
    found: AreaPicture | None,
    units: Mapping[str, str],
    language: str,
) -> AreaPart:
    cells = []
    for row in sorted(positions, key=lambda each: units.get(each.unit_id, each.unit_id)):
        own, plain = found.by_unit.get(row.unit_id) if found else None, _cell(row)
        otherwise = says_otherwise(row.word, own)
        cells.append(
            Cell(
                plain.shape, plain.word, plain.text, plain.answered,
                measured=standing_sentence(own, language) if own else _("inga bedömda mått"),
                otherwise=_("Säger ”i fas”, men fler mått försämras än förbättras.")
                if otherwise else "",
                unit=units.get(row.unit_id, row.unit_id),
            )
        )  # fmt: skip
    told = found.contradictions if found else ()
    return AreaPart(
        slug=positions[0].area.slug,
        name=name,
        sentence=in_words(found.region, language) if found else "",
        contradictions=tuple(attention_sentence(each, language) for each in told),
        cells=tuple(cells),
    )


def answerable(
    actor: Actor, whole: Whole, units: Mapping[str, str]
) -> list[tuple[str, str, int, int]]:
    """What the actor may answer for: id and name, how many areas, and how many are left."""
    if whole.meeting.state != MeetingState.PLANNED:
        return []
    return [
        (
            unit,
            units.get(unit, unit),
            sum(row.unit_id == unit for row in whole.positions),
            sum(row.unit_id == unit and not row.word for row in whole.positions),
        )
        for unit in whole.units
        if may_answer(actor, unit)
    ]


def feed_token(user: AbstractBaseUser | AnonymousUser, group: Group) -> str:
    """Who asks for the feed of which group, signed; another password makes it worthless."""
    said = [user.pk, group.code, _mark(user)]
    return signing.dumps(said, salt=SALT, compress=True)


def reads_feed(user: AbstractBaseUser, mark: str) -> bool:
    """Whether the feed's address was made with the password that the account has now."""
    return _mark(user) == mark


def told_by_feed(token: str) -> tuple[int, str, str] | None:
    """Account, group and mark, or None for what was not signed here."""
    try:
        account, group, mark = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return int(account), str(group), str(mark)


def _mark(user: AbstractBaseUser | AnonymousUser) -> str:
    return user.get_session_auth_hash()[:12] if isinstance(user, AbstractBaseUser) else ""
