"""What follows of decisions: who is to do what, by when, and what became of it."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import ItemState
from riktning.apps.governance.models import ActionItem, Decision, Group, ItemNote, Seat
from riktning.apps.governance.queries import valid_on
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import (
    PERMISSIONS,
    Action,
    Actor,
    NotAllowedError,
    may,
    may_somewhere,
    require_somewhere,
)

DUE = "due"  # the day that holds now: the one that was moved to last, or the first


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do it: a role, an administration, a group, or a role in one of them."""

    role: str = ""
    unit_id: str = ""
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class ItemsSought:
    """What is looked for among actions; blank is anything."""

    state: str = ""
    late_on: date | None = None  # open, and due before this day
    body: str = ""  # the code of the group that decided
    unit_id: str = ""
    told: Q = field(default_factory=Q)  # the decisions that the reader may be told of


@transaction.atomic
def give_item(
    *, decision: Decision, text: str, owner: Owner, due_on: date, actor: Actor
) -> ActionItem:
    """Somebody is to do something because of the decision, by the day."""
    require_somewhere(actor, Action.GIVE_ITEM)
    text, role = text.strip(), " ".join(owner.role.split())
    if not text:
        raise GovernanceError("an action says what is to be done", where=str(decision)).telling(
            _("Skriv vad som ska göras.")
        )
    if not (role or owner.unit_id or owner.group):
        raise GovernanceError("an action has an owner", where=str(decision)).telling(
            _("Ange vem som ska göra det.")
        )
    if due_on < decision.decided_on:
        raise GovernanceError(
            f"it was decided on {decision.decided_on}", where=str(decision)
        ).telling(
            _("Beslutet fattades %(day)s. Ange en senare dag.") % {"day": decision.decided_on}
        )
    item = ActionItem.objects.create(
        decision=decision, text=text, owner_role=role, owner_unit=owner.unit_id,
        owner_group=owner.group, due_on=due_on, given_by=actor.name,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.GIVE_ITEM,
        subject=f"item {item.pk}",
        text=text,
        role=role,
        unit=owner.unit_id,
        group=str(owner.group or ""),
        due_on=due_on.isoformat(),
    )
    return item


@transaction.atomic
def follow_up_item(
    *, item: ActionItem, text: str, state: ItemState, due_on: date | None = None, actor: Actor
) -> ItemNote:
    """Say how it goes: still open (perhaps with a later day), done, or dropped; each says why."""
    if not answers_for(actor, item):
        raise NotAllowedError(actor, Action.FOLLOW_UP_ITEM, item.owner_unit)
    now = ActionItem.objects.select_for_update().get(pk=item.pk)
    text = text.strip()
    if not text:
        raise GovernanceError("a follow-up says how it goes", where=str(item)).telling(
            _("Skriv hur det går.")
        )
    if due_on is not None and state != ItemState.OPEN:
        raise GovernanceError("only what goes on has a later day", where=str(item)).telling(
            _("Bara det som pågår kan få en senare dag.")
        )
    if ItemState.OPEN not in (now.state, state):
        raise GovernanceError(f"it is {now.state} already", remedy="open it again first").telling(
            _("Uppföljningen är redan avslutad. Öppna den igen först.")
        )
    note = ItemNote.objects.create(
        item=now, text=text, state=state, due_on=due_on, noted_by=actor.name
    )
    before, now.state = now.state, state
    now.save(update_fields=["state"])
    audit(
        actor=actor.name,
        action=Action.FOLLOW_UP_ITEM,
        subject=f"item {now.pk}",
        before=before,
        now=state.value,
        reason=text,
        due_on=due_on.isoformat() if due_on else "",
    )
    return note


def answers_for(actor: Actor, item: ActionItem) -> bool:
    """Whether the actor may say how it goes: the giver's role, the administration or the group."""
    if may_somewhere(actor, Action.GIVE_ITEM):
        return True
    if item.owner_unit and may(actor, Action.FOLLOW_UP_ITEM, unit_id=item.owner_unit):
        return True
    return (
        item.owner_group_id is not None
        and may_somewhere(actor, Action.FOLLOW_UP_ITEM)
        and Seat.objects.filter(
            _sits_now(), group_id=item.owner_group_id, user__username=actor.name
        ).exists()
    )


def items(sought: ItemsSought = ItemsSought()) -> QuerySet[ActionItem]:
    """The actions that fit, the first due first; ``DUE`` is the day that holds now."""
    found = _with_due().filter(_of(sought.told))
    if sought.state:
        found = found.filter(state=sought.state)
    if sought.late_on:
        found = found.filter(state=ItemState.OPEN, **{f"{DUE}__lt": sought.late_on})
    if sought.body:
        found = found.filter(decision__body__code=sought.body)
    if sought.unit_id:
        found = found.filter(owner_unit=sought.unit_id)
    return found


def find_item(number: int, told: Q) -> ActionItem | None:
    """The action with this number, of a decision that is told. One query."""
    return _with_due().filter(_of(told), pk=number).first()


def items_owed(actor: Actor, day: date) -> list[ActionItem]:
    """What waits for the actor: own administrations' and groups', and own gifts when late.

    One query.
    """
    roles = PERMISSIONS[Action.FOLLOW_UP_ITEM] - PERMISSIONS[Action.GIVE_ITEM]
    held = {grant.unit_id for grant in actor.grants if grant.role in roles}
    mine = Q(given_by=actor.name, **{f"{DUE}__lt": day})
    mine |= ~Q(owner_unit="") if "" in held else Q(owner_unit__in=sorted(held))
    seats = Seat.objects.filter(_sits_now(), user__username=actor.name)
    mine |= Q(owner_group__in=seats.values("group_id"))
    return list(_with_due().filter(mine, state=ItemState.OPEN))


def open_by(day: date) -> QuerySet[ActionItem]:
    """What goes on and is due by the day, or was before it. One query."""
    return _with_due().filter(state=ItemState.OPEN, **{f"{DUE}__lte": day})


def _with_due() -> QuerySet[ActionItem]:
    moved = ItemNote.objects.filter(item=OuterRef("pk"), due_on__isnull=False).order_by("-id")
    return (
        ActionItem.objects.annotate(
            **{DUE: Coalesce(Subquery(moved.values("due_on")[:1]), F("due_on"))}
        )
        .select_related("decision__body", "owner_group")
        .order_by(DUE, "pk")
    )


def _of(told: Q) -> Q:
    """Of the decisions that are told."""
    return Q(decision__in=Decision.objects.filter(told).values("pk")) if told else Q()


def _sits_now() -> Q:
    return valid_on(timezone.localdate())
