"""Somebody at work with a plan: which revision and item, who acts, and what went wrong in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.plans.around import NAME_LENGTH
from riktning.apps.plans.errors import ChangedMeanwhileError
from riktning.apps.plans.identity import row_of_item
from riktning.apps.plans.models import Item, Revision, State
from riktning.apps.plans.permissions import may_in, require_in
from riktning.apps.plans.places import Row, area_of
from riktning.apps.plans.queries import find_revision
from riktning.core.errors import RiktningError
from riktning.core.periods import Month
from riktning.core.plain import without_forbidden
from riktning.web.access import acting
from riktning.web.refusals import told_of


class WrongError(Exception):
    """A field that cannot be stored as it was typed, and why."""

    def __init__(self, field: str, words: str) -> None:
        self.field = field
        self.words = words
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Desk:
    """A revision with one item of it in front of a person; ``row`` None: it is not in it."""

    revision: Revision
    item: Item
    row: Row | None
    actor: Actor

    @property
    def area(self) -> str:
        """The address of the area that the item stands in; blank when it is in none."""
        return area_of(self.row).slug if self.row is not None else ""

    def may(self, action: Action) -> bool:
        """Whether the person may do this to the item."""
        return may_in(self.actor, action, self.revision.plan, area=self.area)

    def require(self, action: Action) -> None:
        """Raise NotAllowedError unless the person may."""
        require_in(self.actor, action, self.revision.plan, area=self.area)


def revision_of(plan: str, number: int) -> Revision:
    """The revision of the address."""
    found = find_revision(plan, number)
    if found is None:
        raise Http404
    return found


def desk_of(request: HttpRequest, plan: str, number: int, item: int) -> Desk:
    """What the address names. Three queries."""
    revision = revision_of(plan, number)
    found = Item.objects.filter(plan=revision.plan_id, number=item).first()
    if found is None:
        raise Http404
    found.plan = revision.plan
    return Desk(revision, found, row_of_item(revision, found), acting(request))


def is_draft(revision: Revision) -> bool:
    """Whether the revision may still be changed."""
    return revision.state == State.DRAFT


def fault_words(error: RiktningError) -> str:
    """What went wrong, for the person it went wrong for."""
    if isinstance(error, ChangedMeanwhileError):
        who = ", ".join(error.who) or _("Någon annan")
        words = _("%(who)s har ändrat det här medan du hade det framme. Inget sparades: se hur det är nu, och gör om det som ska göras.")  # fmt: skip  # noqa: E501 - one sentence to translate
        return words % {"who": who}
    return told_of(error)


def latest_event(revision: Revision) -> int:
    """How far the trail of the revision goes: what comes later is news. One query."""
    events = AuditEvent.objects.filter(subject=str(revision)).order_by("-pk")
    return events.values_list("pk", flat=True).first() or 0


def text_of(post: Mapping[str, str], field: str = "text", *, longest: int = NAME_LENGTH) -> str:
    """A text that must be there, of at most so many characters."""
    text = " ".join(without_forbidden(post.get(field, "")).split())
    if not text:
        raise WrongError(field, _("Skriv en text."))
    if len(text) > longest:
        words = _("Texten har %(count)s tecken. Skriv högst %(longest)s.")
        raise WrongError(field, words % {"count": len(text), "longest": longest})
    return text


def month_of(text: str, field: str) -> Month:
    """A month as 2025-03."""
    try:
        return Month.parse(text)
    except RiktningError as error:
        raise WrongError(field, _("Skriv månaden som 2025-03.")) from error


def day_of(text: str, field: str) -> date:
    """A day as 2025-03-31; today when it is left out."""
    if not text.strip():
        return timezone.localdate()
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise WrongError(field, _("Skriv dagen som 2025-03-31.")) from error
    if not 1990 <= day.year <= 2200:
        raise WrongError(field, _("Ange en dag mellan 1990 och 2200."))
    return day


def number_of(text: str, field: str) -> float:
    """A value as 8,5 or 8.5."""
    plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        value = float(plain) if plain[-1:].isdigit() and "_" not in plain else None
    except ValueError:
        value = None
    if value is None or abs(value) > 1e15:
        raise WrongError(field, _("Skriv ett tal, som 8,5."))
    return value
