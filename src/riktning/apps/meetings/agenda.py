"""The agenda: points are added, changed, taken away and put in order; each may have documents."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from riktning.apps.meetings.calling import opened
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import Act, PointKind
from riktning.apps.meetings.models import ADDRESS_LENGTH, Meeting, Point, PointDocument
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor

_IS_ADDRESS = URLValidator(schemes=("http", "https"))


@dataclass(frozen=True, slots=True)
class PointDetails:
    """What is said of a point before the meeting."""

    heading: str
    kind: PointKind
    purpose: str = ""
    presenter: str = ""  # a role
    minutes: int | None = None
    wanted: str = ""
    takes_up_areas: bool = False


@transaction.atomic
def add_point(*, meeting: Meeting, details: PointDetails, actor: Actor) -> Point:
    """A new point, last."""
    now = opened(meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    details = _checked(details)
    _alone_with_areas(now, details)
    last: int = now.points.aggregate(last=Max("order"))["last"] or 0
    point = Point.objects.create(meeting=now, order=last + 1, **asdict(details))
    _told(now, actor, point=point.pk, done="added", **asdict(details))
    return point


@transaction.atomic
def change_point(*, point: Point, details: PointDetails, actor: Actor) -> Point:
    """Say something else of it."""
    now = opened(point.meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    details = _checked(details)
    _alone_with_areas(now, details, but=point)
    before = {name: getattr(point, name) for name in asdict(details)}
    for name, value in asdict(details).items():
        setattr(point, name, value)
    point.save(update_fields=list(before))
    _told(now, actor, point=point.pk, done="changed", before=before, **asdict(details))
    return point


@transaction.atomic
def remove_point(*, point: Point, actor: Actor) -> None:
    """Take it off the agenda; the trail keeps what it said."""
    now = opened(point.meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    number, heading = point.pk, point.heading
    point.delete()
    _told(now, actor, point=number, done="removed", heading=heading)


@transaction.atomic
def order_points(*, meeting: Meeting, order: Sequence[int], actor: Actor) -> None:
    """Put the points in this order.

    Points that are not named (somebody added them meanwhile) come last, as they stood; names of
    points that are gone say nothing.
    """
    now = opened(meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    points = {point.pk: point for point in now.points.all()}
    wanted = [key for key in dict.fromkeys(order) if key in points]
    wanted += [key for key in points if key not in wanted]
    if wanted == list(points):
        return
    for place, key in enumerate(wanted, start=1):
        points[key].order = place
    Point.objects.bulk_update(points.values(), ["order"])
    _told(now, actor, done="ordered", order=wanted)


def move_point(*, point: Point, steps: int, actor: Actor) -> None:
    """Move it so many places down (or up, when negative), as far as there are places."""
    keys = list(point.meeting.points.values_list("pk", flat=True))
    place = keys.index(point.pk)
    keys.insert(max(0, min(len(keys) - 1, place + steps)), keys.pop(place))
    order_points(meeting=point.meeting, order=keys, actor=actor)


@transaction.atomic
def add_document(*, point: Point, title: str, address: str, actor: Actor) -> PointDocument:
    """Something to read before the point, where it is kept; only addresses of the web."""
    now = opened(point.meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    title, address = " ".join(title.split()), address.strip()
    try:
        _IS_ADDRESS(address)
    except ValidationError as error:
        raise MeetingError(f"{address!r} is no address of the web").telling(
            _("Skriv en hel adress som börjar med https://.")
        ) from error
    if not title or len(address) > ADDRESS_LENGTH:
        raise MeetingError("a document has a title").telling(_("Skriv vad handlingen heter."))
    made = PointDocument.objects.create(point=point, title=title, address=address)
    _told(now, actor, point=point.pk, done="document added", document=title, address=address)
    return made


@transaction.atomic
def remove_document(*, document: PointDocument, actor: Actor) -> None:
    """Take it away from its point."""
    now = opened(document.point.meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    point, title, address = document.point_id, document.title, document.address
    document.delete()
    _told(now, actor, point=point, done="document removed", document=title, address=address)


def _checked(said: PointDetails) -> PointDetails:
    heading, wanted = " ".join(said.heading.split()), said.wanted.strip()
    if not heading:
        raise MeetingError("a point has a heading").telling(_("Skriv en rubrik."))
    if said.kind == PointKind.DECISION and not wanted:
        raise MeetingError("a point of decision says what is wanted", where=heading).telling(
            _("Skriv vilket beslut som önskas.")
        )
    return PointDetails(
        heading=heading,
        kind=said.kind,
        purpose=said.purpose.strip(),
        presenter=" ".join(said.presenter.split()),
        minutes=said.minutes,
        wanted=wanted,
        takes_up_areas=said.takes_up_areas,
    )


def _alone_with_areas(meeting: Meeting, said: PointDetails, but: Point | None = None) -> None:
    """Positions are taken up at one point: another one gives them up."""
    if said.takes_up_areas:
        others = meeting.points.filter(takes_up_areas=True)
        (others.exclude(pk=but.pk) if but else others).update(takes_up_areas=False)


def _told(meeting: Meeting, actor: Actor, **detail: object) -> None:
    """The agenda stands in calendars, too: they are told by a later number of change."""
    meeting.sequence += 1
    meeting.save(update_fields=["sequence", "changed_at"])
    audit(
        actor=actor.name, action=Action.CHANGE_MEETING, subject=str(meeting),
        **{name: _plain(value) for name, value in detail.items()},
    )  # fmt: skip


def _plain(value: object) -> object:
    return value.value if isinstance(value, PointKind) else value
