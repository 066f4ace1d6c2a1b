"""An item of a draft that somebody changes: the revision held, the row found, the parts fitting."""

from collections.abc import Iterator
from typing import TypeVar

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.plans import policies
from riktning.apps.plans.around import NAME_LENGTH
from riktning.apps.plans.errors import ChangedMeanwhileError, PlanError
from riktning.apps.plans.identity import locked, parent_of, row_of_item
from riktning.apps.plans.models import (
    Area,
    AreaPeriod,
    Item,
    ItemKind,
    PlanIndicator,
    Revision,
    SubArea,
)
from riktning.apps.plans.places import Row
from riktning.core.plain import without_forbidden

_R = TypeVar("_R", Area, SubArea, AreaPeriod, PlanIndicator)
TEXT_LENGTH = 4000  # characters of a goal, an activity or a line: two pages of writing
_NAMED = frozenset({ItemKind.AREA, ItemKind.PERIOD, ItemKind.SUB_AREA})
_LATEST = 200  # events that are gone through for who else was there


def open_draft(revision: Revision) -> Revision:
    """The revision as stored, held until the transaction ends; its state must permit editing."""
    revision = locked(revision)
    policies.require(revision, policies.Act.EDIT)
    return revision


def row_in(revision: Revision, item: Item) -> Row:
    """The row that says the item in the revision."""
    row = row_of_item(revision, item)
    if row is None:
        raise PlanError(f"{item} is not in the revision", where=str(revision)).telling(
            _("Posten finns inte i den här revideringen.")
        )
    return row


def row_as(revision: Revision, item: Item, model: type[_R]) -> _R:
    """The row of an item that must be of one kind."""
    row = row_in(revision, item)
    if not isinstance(row, model):
        named = model._meta.model_name
        raise PlanError(
            f"{item} is no {named}", where=str(revision), remedy=f"choose a {named}"
        ).telling(_("Posten är inte av det slag som behövs här. Välj en annan."))
    return row


def some_text(text: str, kind: str, where: Item | Revision) -> str:
    """The text on one line, without what no file can hold; none, or endless, is refused."""
    text = " ".join(without_forbidden(text).split())
    if not text:
        raise PlanError(
            "there is no text", where=str(where), remedy="write it, or remove the item"
        ).telling(_("Skriv en text."))
    if kind in _NAMED and not any(letter.isalnum() for letter in text):
        raise PlanError(
            f"{text!r} is no name", where=str(where), remedy="use letters or digits"
        ).telling(_("Skriv ett namn med bokstäver eller siffror."))
    if len(text) > longest_of(kind):
        raise PlanError(
            f"the text has {len(text)} characters",
            where=str(where),
            remedy=f"write at most {longest_of(kind)}",
        ).telling(
            _("Texten har %(count)s tecken. Skriv högst %(longest)s.")
            % {"count": len(text), "longest": longest_of(kind)}
        )
    return text


def longest_of(kind: str) -> int:
    """The most characters of an item of the kind: names are shorter than what is said."""
    return NAME_LENGTH if kind in _NAMED else TEXT_LENGTH


def require_same_area(first: int, second: int, revision: Revision) -> None:
    """Parts of two areas do not meet."""
    if first != second:
        raise PlanError("the parts are of different areas", where=str(revision)).telling(
            _("Delarna hör till olika områden. Välj i samma område.")
        )


def next_place(rows: "models.QuerySet[models.Model]", column: str) -> int:
    """The place after the last one."""
    return int(rows.aggregate(last=Max(column))["last"] or 0) + 1


def tell_move(revision: Revision, item: Item, before: tuple[str, ...], actor: str) -> None:
    """Leave the trace of a move: where the item stood and stands."""
    now = parent_of(row_in(revision, item))
    audit(
        actor=actor,
        action="move",
        subject=str(revision),
        item=str(item),
        before=list(before),
        now=list(now),
    )


def who_changed(revision: Revision, item: Item, actor: str) -> tuple[str, ...]:
    """Who else has changed the item in this draft, the latest first."""
    events = AuditEvent.objects.filter(subject=str(revision)).exclude(actor=actor)
    named = events.order_by("-pk").values_list("actor", "detail")[:_LATEST]
    return tuple(dict.fromkeys(_of_item(str(item), named)))


def _of_item(item: str, events: "models.QuerySet[AuditEvent, tuple[str, object]]") -> Iterator[str]:
    for actor, detail in events:
        if isinstance(detail, dict) and item in (detail.get("item"), detail.get("below")):
            yield actor


def require_unchanged(
    revision: Revision, item: Item, seen: str | None, now: str, actor: str
) -> None:
    """Refuse to act on something else than what was seen; None: nobody looked at it first."""
    if seen is not None and seen != now:
        raise ChangedMeanwhileError(
            f"{item} was changed meanwhile",
            who_changed(revision, item, actor),
            where=str(revision),
            remedy="look at it again",
        ).telling(_("Någon annan har ändrat det här medan du hade det framme. Se hur det är nu."))
